/** Where the tour stands in this window: it goes on from page to page, and nobody sees it who did not ask for it. */

type Listener = () => void;

const KEPT_AS = "comity-tour";
const listeners = new Set<Listener>();

/** The step, counted from 0; undefined while no tour is taken. */
export function tourStep(): number | undefined {
  const kept = sessionStorage.getItem(KEPT_AS);
  const step = kept === null ? Number.NaN : Number(kept);
  return Number.isInteger(step) && step >= 0 ? step : undefined;
}

/** Goes to a step; undefined ends the tour. */
export function goToStep(step: number | undefined): void {
  if (step === undefined) sessionStorage.removeItem(KEPT_AS);
  else sessionStorage.setItem(KEPT_AS, String(step));
  for (const listener of listeners) listener();
}

export const startTour = (): void => goToStep(0);

export function onTour(listener: Listener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
