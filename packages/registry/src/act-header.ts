/** What all acts have in common. */
import type { Day } from "@comity/calendar";

/** What every act has. Identifiers are any text without blanks at the ends, semicolons or control characters. */
export interface ActHeader {
  /** Given by the writer, unique in the registry; the same id again is the same act. */
  readonly id: string;
  /**
   * When it happened or takes effect. For an act that states something which lasts (an affiliation, a contract, a
   * seat) its first day; `SINCE_EVER` where nobody needs to know when it began.
   */
  readonly on: Day;
  /** When the registry knew it; `SINCE_EVER` for what always was known. */
  readonly recorded: Day;
  /** Who did it or recorded it: an office, a party, a body. May be empty. */
  readonly by: string;
  /** Reference of the document that evidences it: a decision, a letter, a form. May be empty. */
  readonly instrument: string;
  /** The id of an act of the same sort which this one replaces from its own recorded day on. */
  readonly corrects?: string;
}

/** An act that states something which lasts from `on` through `lastDay`, or until a later act ends it. */
export interface LastingAct extends ActHeader {
  readonly lastDay?: Day;
}
