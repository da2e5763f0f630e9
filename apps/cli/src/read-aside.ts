/** Reads a policy in a thread of its own, while the registry is read in the main one: parsing takes about as long. */
import { Worker } from "node:worker_threads";
import type { PolicyReading } from "@comity/policy";
import type { PolicyTask } from "./policy-thread.ts";

/** A reading under way. */
export interface ReadingAside {
  /** What came of it; while nobody waits for it, the process may end without it. */
  result(): Promise<PolicyReading>;
}

/** Begins to read a policy. */
export function readAside(policy: PolicyTask): ReadingAside {
  const worker = new Worker(new URL("./policy-thread.js", import.meta.url), { workerData: { policy } });
  const answer = new Promise<PolicyReading>((resolve, reject) => {
    worker.once("message", resolve);
    worker.once("error", reject);
  });
  // Where the registry cannot be read, nobody asks any more.
  answer.catch(() => undefined);
  worker.unref();
  return {
    result: async () => {
      worker.ref();
      try {
        return await answer;
      } finally {
        worker.unref();
      }
    },
  };
}
