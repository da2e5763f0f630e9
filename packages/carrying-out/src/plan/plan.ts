/**
 * The plan of a decision: who must be told what by when, what ends on which day, what is to be done for whom, by which office.
 * Plain data that is its own JSON; people are there by their identifiers, never by name. Days are written `2024-11-30`.
 */
import type { RecipientKind } from "../guide/guide.ts";

/** A day as it is written. */
export type WrittenDay = string;

export const ITEM_STATES = ["open", "in hand", "done", "does not apply", "excepted", "dropped"] as const;
/** `excepted`: put off for a reason until a day; `dropped`: no longer follows from the decision. */
export type ItemState = (typeof ITEM_STATES)[number];

/** Something that changed about an item. */
export interface ItemChange {
  /** An instant. */
  readonly at: string;
  readonly by: string;
  readonly state: ItemState;
  readonly note?: string;
}

/** Something that an office does. */
export interface Item {
  /** Unique within its part: the guide's word for it, `undo:` before it where it undoes another, and whom it is about where that is somebody else. */
  readonly key: string;
  readonly what: string;
  readonly owner: string;
  /** The entitlement because of whose end it is done; absent for reviews. */
  readonly of?: string;
  readonly due?: WrittenDay;
  readonly state: ItemState;
  readonly reason?: string;
  /** Where it is excepted: the last day of that. */
  readonly until?: WrittenDay;
  readonly changes: readonly ItemChange[];
}

/** A letter that is due. Whether it went out is said by its mail. */
export interface DueLetter {
  readonly letter: string;
  readonly template: string;
  readonly due: WrittenDay;
  /** The entitlement of which it speaks; absent where it speaks of all. */
  readonly of?: string;
}

/** What somebody loses. */
export interface Ending {
  readonly of: string;
  /** What it is about besides: the institute, the experiment, the member of the family. */
  readonly about?: string;
  /** The last day with it. */
  readonly lastDay: WrittenDay;
  /** The first day on which it is there again, where it comes back. */
  readonly again?: WrittenDay;
  /** Where it is not the person's own but that of somebody of the family. */
  readonly family?: true;
}

/** An exception that was granted. */
export interface GrantedException {
  readonly reason: string;
  readonly until?: WrittenDay;
  readonly at: string;
  readonly by: string;
  /** The acts that were recorded, where the policy knows exceptions; absent where it is a note for the offices. */
  readonly acts?: readonly string[];
  /** The instrument's reference. */
  readonly instrument?: string;
}

export type PartKind = RecipientKind | "whole";

/** A part of the plan: everything about one person, party, institute, experiment, or about the decision as a whole. */
export interface PlanPart {
  readonly kind: PartKind;
  readonly id: string;
  /** The institutes through which a person is hit, or whose team a leader leads. */
  readonly institutes: readonly string[];
  readonly ends: readonly Ending[];
  /** The last day before anybody loses anything here: of an institute, an experiment, a team. */
  readonly lastDayBefore?: WrittenDay;
  readonly items: readonly Item[];
  readonly letters: readonly DueLetter[];
  readonly exceptions: readonly GrantedException[];
}

/** An agreement that the decision changes. */
export interface PlannedAgreement {
  readonly id: string;
  readonly title: string;
  readonly change: string;
  readonly lastDay: WrittenDay;
  readonly parties: readonly string[];
  /** The agreement with which it ends. */
  readonly with?: string;
  /** The latest day for notice of the term with which it ends, where there is one. */
  readonly latestNotice?: WrittenDay;
}

/** How many lose an entitlement after which day. */
export interface EndingDay {
  readonly lastDay: WrittenDay;
  readonly people: number;
}

/** What is derived for a decision, before anybody did anything about it. */
export interface DerivedPlan {
  readonly agreements: readonly PlannedAgreement[];
  /** What ends on which day. `title` is the policy's own sentence. */
  readonly ends: readonly {
    readonly of: string;
    readonly title: string;
    readonly byDay: readonly EndingDay[];
  }[];
  readonly parts: readonly PlanPart[];
}

/** The name of a part within its plan; any text becomes a document's id. */
export function partName({ kind, id }: { readonly kind: PartKind; readonly id: string }): string {
  return `${kind.replace(" ", "-")}/${safeId(id)}`;
}

const PLAIN = /[A-Za-z0-9.:@-]/;

/** A text as a document's id may hold it: other characters as `_` and their UTF-8 bytes in hexadecimal digits. */
export function safeId(text: string): string {
  return [...text]
    .map((each) => (PLAIN.test(each) ? each : `_${Buffer.from(each, "utf8").toString("hex").toUpperCase()}.`))
    .join("");
}
