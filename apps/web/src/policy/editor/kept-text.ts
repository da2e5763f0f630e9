/** What is being written is kept for this tab: a lost connection, an ended session or a reload takes none of it. */

export interface KeptText {
  readonly text: string;
  readonly title: string;
  readonly why: string;
}

const keyOf = (proposal: string | undefined): string => `comity-policy ${proposal ?? "own"}`;

export function keptText(proposal: string | undefined): KeptText | undefined {
  try {
    const kept = sessionStorage.getItem(keyOf(proposal));
    return kept === null ? undefined : (JSON.parse(kept) as KeptText);
  } catch {
    return undefined;
  }
}

/** Keeps it, or forgets it. Where the browser keeps nothing it is lost with the tab, and only then. */
export function keepText(proposal: string | undefined, kept: KeptText | undefined): void {
  try {
    if (kept === undefined) sessionStorage.removeItem(keyOf(proposal));
    else sessionStorage.setItem(keyOf(proposal), JSON.stringify(kept));
  } catch {
    // The browser's storage is full or shut.
  }
}
