/** Fact sheets for those who are not cleared: each is made once, from a frozen one, and shown to everybody alike. */
import { type FactSheet, type KnownPeople, releasedSheet } from "@comity/decision";
import type { Head } from "@comity/store";

/** Ids are `DRAFT/NUMBER`, the number that of the frozen sheet. */
export const RELEASED = "released-sheet";

export interface ReleasedSheet {
  readonly draft: string;
  readonly number: number;
  readonly to: "public" | "bodies";
  readonly by: string;
  readonly at: string;
  readonly knownOn: string;
  readonly head: Head;
  /** That of the frozen sheet, with all its figures. */
  readonly hash: string;
  /** Without what would show single people. */
  readonly sheet: FactSheet;
}

/**
 * A frozen fact sheet as it is released: small figures hidden, all others of people in multiples of five, nobody named, and not said
 * how many are.
 */
export function releasable(sheet: FactSheet, people: KnownPeople): FactSheet {
  const released = releasedSheet(sheet, people);
  // One line stands for all who are excepted: so many equal ones would say how many.
  return { ...released, decision: { ...released.decision, acts: [...new Set(released.decision.acts)] } };
}
