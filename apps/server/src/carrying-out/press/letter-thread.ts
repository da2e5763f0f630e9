/** Sets letters in a thread of its own: the typesetter and its fonts are loaded there, and nobody waits meanwhile. */
import { isMainThread, parentPort, workerData } from "node:worker_threads";
import type { PrintedLetter } from "@comity/print";

/** A letter to set. */
export interface LetterTask {
  readonly number: number;
  readonly letter: PrintedLetter;
}

export type LetterSet =
  | { readonly number: number; readonly bytes: Uint8Array<ArrayBuffer> }
  | { readonly number: number; readonly error: string };

/** Other threads may load this file too: only ours brings this along. */
if (
  !isMainThread &&
  (workerData as { readonly press?: true } | null)?.press === true &&
  parentPort !== null
) {
  const port = parentPort;
  const { letterAsPdf } = await import("@comity/print");
  port.on("message", ({ number, letter }: LetterTask) => {
    let set: LetterSet;
    try {
      set = { number, bytes: new Uint8Array(letterAsPdf(letter)) };
    } catch (error) {
      set = { number, error: error instanceof Error ? error.message : String(error) };
    }
    port.postMessage(set);
  });
}
