/**
 * Whether the server answers. While it does not, the pages say so, keep what was typed, and ask every so often whether it is there
 * again; then everything that is shown is asked for anew.
 */

type Listener = () => void;

/** How often is asked while there is no answer, in milliseconds. */
const EVERY = 1_500;

let isAnswering = true;
let asking: ReturnType<typeof setTimeout> | undefined;
const listeners = new Set<Listener>();

/** Whether the last question had an answer. */
export const answers = (): boolean => isAnswering;

/** Hears when answers stop or come again. Gives what ends it. */
export function onConnection(listener: Listener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Asks whether the server is there: where something that was open broke off, which a single request would not say. */
export async function askWhetherThere(): Promise<void> {
  clearTimeout(asking);
  asking = undefined;
  try {
    const response = await fetch("/readyz", { cache: "no-store" });
    noteAnswer(response.ok);
  } catch {
    noteAnswer(false);
  }
}

/** Notes that a question had an answer, or none. */
export function noteAnswer(isAnswered: boolean): void {
  if (!isAnswered && asking === undefined) asking = setTimeout(() => void askWhetherThere(), EVERY);
  if (isAnswered === isAnswering) return;
  isAnswering = isAnswered;
  for (const listener of listeners) listener();
}
