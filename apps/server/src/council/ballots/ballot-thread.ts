/**
 * Does what secret ballots take of large numbers in a thread of its own: a ballot's proofs take a tenth of a second and a board's a second
 * and more, in which the server would answer nobody else.
 */
import { isMainThread, type MessagePort, parentPort, workerData } from "node:worker_threads";
import { BallotError } from "@comity/council";
import { type BallotTask, doTask, type Outcome, type TaskName } from "./ballot-task.ts";

/** A refusal as it goes from one thread to another. */
export type BallotRefusal = Pick<BallotError, "category" | "code" | "place" | "message" | "help">;

export type BallotAnswer =
  | { readonly outcome: Outcome<TaskName> }
  | { readonly refusal: BallotRefusal }
  | { readonly fault: string };

function answerTo(task: BallotTask): BallotAnswer {
  try {
    return { outcome: doTask(task) };
  } catch (error) {
    if (error instanceof BallotError) {
      const { category, code, place, message, help } = error;
      return { refusal: { category, code, place, message, help } };
    }
    // Its stack alone: a message may hold what was sent.
    return { fault: error instanceof Error ? `${error.name}\n${error.stack ?? ""}` : typeof error };
  }
}

function listen(port: MessagePort): void {
  port.on("message", (task: BallotTask) => port.postMessage(answerTo(task)));
}

/** Other threads may load this file too: only ours is started with this. */
if (!isMainThread && parentPort !== null && (workerData as { readonly ballots?: true } | null)?.ballots)
  listen(parentPort);
