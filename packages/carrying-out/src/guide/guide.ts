/**
 * An organisation's guide to carrying out: which offices there are, what is done for a person whose badge, cards or account
 * end, who is told what by when, and what is looked at again later. Data that people read and change: a Markdown file with
 * tables (docs/carrying-out.md).
 */
import type { Duration } from "@comity/calendar";

export const LANGUAGES = ["en", "fr"] as const;
export type Language = (typeof LANGUAGES)[number];

/** What a due day is counted from. */
export type Anchor = "decision" | "last day" | "first day without" | "latest day for notice";

/** When something is due: on the anchor's day, or a duration before or after it. */
export interface Timing {
  readonly anchor: Anchor;
  readonly side: "on" | "before" | "after";
  readonly by: Duration;
}

/** An office that does something, with its name in both languages. */
export interface Office {
  readonly office: string;
  readonly names: Readonly<Record<Language, string>>;
}

/** An entitlement in the words of letters: "your access card lets you in". */
export interface Wording {
  readonly of: string;
  readonly words: Readonly<Record<Language, string>>;
}

/** Something to do for each person who loses an entitlement. */
export interface Task {
  readonly item: string;
  /** The entitlement whose end asks for it. */
  readonly of: string;
  readonly what: string;
  readonly owner: string;
  readonly due: Timing;
  /** What is done where the decision is reversed after it was done; or why nothing can be. */
  readonly undone: { readonly by: string } | { readonly cannot: string };
  readonly source: string;
}

export const RECIPIENTS = ["person", "team leader", "party", "institute", "experiment"] as const;
export type RecipientKind = (typeof RECIPIENTS)[number];

/** A letter to somebody. */
export interface LetterRule {
  readonly letter: string;
  /** The template's file, without its ending. */
  readonly template: string;
  readonly to: RecipientKind;
  /** The entitlement whose end asks for it; `any` for whatever ends; `reversal` where the decision is reversed. */
  readonly of: string;
  readonly due: Timing;
  readonly source: string;
}

/** Something to look at again. */
export interface ReviewRule {
  readonly review: string;
  readonly what: string;
  readonly owner: string;
  readonly due: Timing;
  readonly source: string;
}

export interface Guide {
  readonly title: string;
  readonly offices: ReadonlyMap<string, Office>;
  readonly words: ReadonlyMap<string, Wording>;
  readonly tasks: readonly Task[];
  readonly letters: readonly LetterRule[];
  readonly reviews: readonly ReviewRule[];
  /** SHA-256 of the file. */
  readonly sha256: string;
}
