/** Papers of a body, and who may read which: the levels in which a council keeps them. */
import type { Attendant, Body } from "../bodies/body.ts";

/** From everybody to the fewest. Those below `public` are the kinds of sessions: who sits in one reads its papers. */
export const PAPER_LEVELS = ["public", "open", "restricted", "closed"] as const;
export type PaperLevel = (typeof PAPER_LEVELS)[number];

/** A paper: what it is cited by, the hash of its bytes, and where they are kept. The bytes themselves are elsewhere. */
export interface Paper {
  readonly reference: string;
  readonly title: string;
  readonly level: PaperLevel;
  /** SHA-256, 64 hexadecimal digits. */
  readonly sha256: string;
  readonly location: string;
}

/**
 * Who reads papers of a level, by the body's own rules of attendance.
 *
 *     readersOf(council, "closed")   // ["members"]
 */
export function readersOf(
  { attendance }: Pick<Body, "attendance">,
  level: PaperLevel,
): readonly Attendant[] | "everybody" {
  if (level === "public") return "everybody";
  return attendance.find(({ access }) => access === level)?.attends ?? ["members"];
}

/** The narrower of two levels. */
export const narrower = (a: PaperLevel, b: PaperLevel): PaperLevel =>
  PAPER_LEVELS.indexOf(a) > PAPER_LEVELS.indexOf(b) ? a : b;
