/**
 * Reads a policy: called directly, or run as a thread of its own (`read-aside.ts`). Only this file loads the parser, which is
 * the largest part of the program.
 */
import { isMainThread, parentPort, workerData } from "node:worker_threads";
import { type PolicyReading, readPolicy } from "@comity/policy";

/** What a thread is asked to read. */
export interface PolicyTask {
  readonly text: string;
  readonly file: string;
  /** Whether it will be evaluated with a horizon: recursion through a duration is no error then. */
  readonly hasHorizon?: boolean;
}

/** The policy that a text is, or everything that is wrong with it. */
export function readHere({ text, file, hasHorizon = false }: PolicyTask): PolicyReading {
  return readPolicy(text, file, { horizon: hasHorizon });
}

/** Other threads may load this file too: only ours brings such a task along. */
const task: PolicyTask | undefined = isMainThread
  ? undefined
  : (workerData as { readonly policy?: PolicyTask } | null)?.policy;
if (task !== undefined) parentPort?.postMessage(readHere(task));
