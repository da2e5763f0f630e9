/**
 * Does what is asked about author lists in a thread of its own: reading a list of thousands takes a good part of a second, in which the
 * server would answer nobody else. It is given the acts about agreements and institutes, and no act about a person.
 */
import { isMainThread, type MessagePort, parentPort, workerData } from "node:worker_threads";
import { Governance } from "@comity/authorship";
import type { Day } from "@comity/calendar";
import { ExchangeError, type ExchangeProblem } from "@comity/exchange";
import { type Act, fold } from "@comity/registry";
import { doTask, type ListTask, type Outcomes } from "./list-task.ts";

/** What a registry says of agreements and institutes. */
export interface GovernanceActs {
  readonly acts: readonly Act[];
  readonly knownOn: Day;
  readonly host: string | undefined;
}

export type ListsOrder = { readonly registry: GovernanceActs } | { readonly task: ListTask };
export type ListsMessage =
  | { readonly outcome: Outcomes[keyof Outcomes] }
  | { readonly problems: readonly ExchangeProblem[] }
  | { readonly fault: string };

function listen(port: MessagePort): void {
  let governance: Governance | undefined;
  const work = async (task: ListTask): Promise<ListsMessage> => {
    try {
      return { outcome: await doTask(task, governance!) };
    } catch (error) {
      if (error instanceof ExchangeError) return { problems: error.problems };
      return { fault: error instanceof Error ? (error.stack ?? error.message) : String(error) };
    }
  };
  port.on("message", (said: ListsOrder) => {
    if ("task" in said) void work(said.task).then((answer) => port.postMessage(answer));
    else {
      const { acts, knownOn, host } = said.registry;
      governance = new Governance(fold(acts, { knownOn }), host);
    }
  });
}

/** Other threads may load this file too: only ours is started with this. */
if (
  !isMainThread &&
  parentPort !== null &&
  (workerData as { readonly authorLists?: true } | null)?.authorLists
)
  listen(parentPort);
