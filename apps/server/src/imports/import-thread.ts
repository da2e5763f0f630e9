/**
 * Reads files that are brought in, and judges their rows, in a thread of its own: that takes seconds, for which nobody else shall wait.
 * The thread that starts it hands it the registry's acts, page by page, and gets the plan, and its acts where they are to be recorded.
 */
import { isMainThread, type MessagePort, parentPort, workerData } from "node:worker_threads";
import type { Day } from "@comity/calendar";
import {
  bringIn,
  ExchangeError,
  type ExchangeProblem,
  memorySource,
  NO_DECISIONS,
  NO_MAPPING,
  type Plan,
  planAsJson,
  readDecisions,
  readMapping,
} from "@comity/exchange";
import type { Act } from "@comity/registry";

/** A file as it came. */
export interface GivenFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** What the thread is to do. */
export interface ImportTask {
  readonly files: readonly GivenFile[];
  readonly recorded: Day;
  readonly by: string;
  readonly instrument: string;
  readonly asOf?: Day;
  readonly newInstitutes: boolean;
  /** Whether whoever reads the plan may see who is under an alias. */
  readonly cleared: boolean;
  /** A decisions file and a mapping file, as docs/import.md has them. */
  readonly decisions?: string;
  readonly mapping?: string;
  /** Whether the acts are wanted: not for a dry run. */
  readonly wantsActs: boolean;
}

/** What a plan comes to, without its rows. */
export interface PlanInShort extends Pick<Plan, "set" | "files" | "isWhole"> {
  readonly acts: number;
  readonly conflicts: number;
}

/** What it is told: a task, then the acts, an empty page last. */
export type ImportOrder = { readonly task: ImportTask } | { readonly acts: readonly Act[] };

export type ImportMessage =
  /** The next page of acts may come. */
  | { readonly wants: "acts" }
  /** The plan: `json` is the text of `planAsJson`, in UTF-8. */
  | { readonly plan: PlanInShort; readonly json: Uint8Array }
  | { readonly page: readonly Act[] }
  | { readonly isDone: true }
  | { readonly problems: readonly [ExchangeProblem, ...ExchangeProblem[]] };

/** So many acts pass from thread to thread at once. */
export const ACTS_AT_ONCE = 1_000;

/** How the answers and the mapping of a request are called in messages: they are no files. */
const ANSWERS = "answers";
const MAPPING = "mapping";

/** The plan of a task over a registry's acts. @throws ExchangeError where a file as a whole cannot be brought in. */
export async function planOf(acts: readonly Act[], task: ImportTask): Promise<Plan> {
  const { recorded, by, instrument, asOf, newInstitutes, cleared, decisions, mapping } = task;
  const brought = await bringIn(
    acts,
    task.files.map(({ name, bytes }) => memorySource(name, bytes)),
    {
      recorded,
      by,
      instrument,
      newInstitutes,
      cleared,
      mapping: mapping === undefined ? NO_MAPPING : readMapping(mapping, MAPPING),
      ...(asOf === undefined ? {} : { asOf }),
    },
  );
  return brought.plan(decisions === undefined ? NO_DECISIONS : readDecisions(decisions, ANSWERS));
}

/** Does one task: its acts come page by page, and an empty page is the last. */
async function work(port: MessagePort, task: ImportTask, acts: readonly Act[]): Promise<void> {
  const say = (message: ImportMessage): void => port.postMessage(message);
  try {
    const plan = await planOf(acts, task);
    const { set, files, isWhole, conflicts } = plan;
    const json = new TextEncoder().encode(JSON.stringify(planAsJson(plan)));
    const short = { set, files, isWhole, acts: plan.acts.length, conflicts: conflicts.length };
    port.postMessage({ plan: short, json } satisfies ImportMessage, [json.buffer]);
    if (task.wantsActs)
      for (let at = 0; at < plan.acts.length; at += ACTS_AT_ONCE)
        say({ page: plan.acts.slice(at, at + ACTS_AT_ONCE) });
    say({ isDone: true });
  } catch (error) {
    if (!(error instanceof ExchangeError)) throw error;
    const [first, ...others] = error.problems;
    say({ problems: [first!, ...others] });
  }
}

/** Does one task after the other, as they come. */
function listen(port: MessagePort): void {
  let task: ImportTask | undefined;
  let acts: Act[] = [];
  port.on("message", (said: ImportOrder) => {
    if ("task" in said) {
      task = said.task;
      return;
    }
    for (const act of said.acts) acts.push(act);
    if (said.acts.length > 0) return port.postMessage({ wants: "acts" } satisfies ImportMessage);
    const own = acts;
    acts = [];
    // What is thrown here ends the thread, and the one that waits hears of it.
    if (task !== undefined) void work(port, task, own);
  });
}

/** Other threads may load this file too: only ours is started with this. */
if (
  !isMainThread &&
  parentPort !== null &&
  (workerData as { readonly imports?: true } | null)?.imports === true
)
  listen(parentPort);
