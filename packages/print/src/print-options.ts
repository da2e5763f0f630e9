/** What a printed fact sheet says of itself besides its figures. */
import type { Language } from "./words/words.ts";

/** The registry's head that a sheet was made from: how many acts its ledger held, and the hash of the last entry. */
export interface PrintedHead {
  readonly position: number;
  readonly hash: string;
}

export interface PrintOptions {
  /** Of what is printed around the figures; English where absent. What the policy and the draft say stays in their language. */
  readonly language?: Language;
  /** Printed at the foot of every page; a registry in a folder has none. */
  readonly head?: PrintedHead;
  /** The sheet shows small figures too, and says that it is for cleared readers. */
  readonly isCleared?: boolean;
  /** Figures of people are multiples of five, and the sheet says so. */
  readonly isRounded?: boolean;
  /** Further lines for the first page and the workbook: a draft's id and version, a frozen draft's hash. */
  readonly marks?: readonly { readonly label: string; readonly value: string }[];
}
