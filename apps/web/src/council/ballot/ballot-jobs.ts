/** What the page and its worker say to each other about a secret vote. Nothing of it goes further. */

import type { CeremonyRound } from "@comity/council";

/** A ceremony as everybody may read it: who takes part, and the text of each message, by round and trustee. */
export interface CeremonySeen {
  readonly uuid: string;
  readonly needed: number;
  readonly trustees: readonly string[];
  readonly said: Readonly<Record<CeremonyRound, readonly (string | null | undefined)[]>>;
}

/** What is asked of the worker. */
export type BallotJob =
  /** Counts a board again. */
  | { readonly job: "count"; readonly board: Uint8Array }
  /** Makes a delegation's voting key. */
  | { readonly job: "key"; readonly uuid: string; readonly delegation: string }
  /** Counts a board and sees whether the key may vote on it. */
  | { readonly job: "open"; readonly board: Uint8Array; readonly key: string }
  /** Seals the ballot of the booth that was opened: the answer at this place. */
  | { readonly job: "seal"; readonly choice: number }
  /** Holds the published list of keys against a delegation's own key. */
  | { readonly job: "listed"; readonly list: string; readonly key: string }
  /** A trustee's next step: its first, under a name, or the next one, with its key's file. */
  | {
      readonly job: "step";
      readonly ceremony: CeremonySeen;
      readonly who: { readonly key: string } | { readonly name: string };
    }
  /** Opens a closed board's sum with a trustee's key; the ceremony gives the share where the file does not hold it. */
  | {
      readonly job: "answer";
      readonly board: Uint8Array;
      readonly key: string;
      readonly ceremony: CeremonySeen | undefined;
    };

export interface CountedQuestion {
  readonly question: string;
  readonly answers: readonly string[];
  /** Votes for each answer; none before there is a result, or where the answers were shuffled. */
  readonly votes: readonly number[] | undefined;
  readonly isShuffled: boolean;
}

/** A board that holds, in what a page shows of it. */
export interface CountedBoard {
  readonly title: string;
  readonly stage: "open" | "closed" | "added up" | "being opened" | "counted";
  readonly questions: readonly CountedQuestion[];
  readonly hasResult: boolean;
  readonly keys: number;
  readonly counted: number;
  readonly trustees: readonly { readonly needed: number; readonly of: number }[];
  readonly answered: readonly number[];
  readonly uuid: string;
  readonly election: string;
  readonly keysFingerprint: string;
  readonly head: string;
  readonly events: number;
  readonly ballots: readonly { readonly tracker: string; readonly counts: boolean }[];
}

/** Why the booth stays shut; a name for the page's words. */
export type BoothReason = "key" | "other-vote" | "closed" | "not-listed" | "question" | "failed";

export interface RefusedBoard {
  readonly code: string;
  readonly place: string;
  readonly message: string;
  readonly help: string | undefined;
}

/** What the worker says. */
export type BallotNews =
  | {
      readonly news: "progress";
      readonly doing: "reading" | "keys" | "ballots" | "shuffles" | "answers";
      readonly done: number;
      readonly of: number;
    }
  | { readonly news: "counted"; readonly board: CountedBoard }
  | { readonly news: "key"; readonly key: string; readonly claim: string }
  | {
      readonly news: "listed";
      readonly isListed: boolean;
      readonly sha256: string;
      readonly delegation: string;
    }
  | { readonly news: "opened"; readonly question: string; readonly answers: readonly string[] }
  | { readonly news: "sealed"; readonly ballot: string; readonly tracker: string }
  /** What a trustee hands in, and its key's file, to be kept before. */
  | {
      readonly news: "says";
      readonly round: CeremonyRound;
      readonly number: number;
      readonly message: string;
      readonly key: string;
    }
  | {
      readonly news: "waits";
      readonly isOver: boolean;
      readonly round: CeremonyRound | undefined;
      readonly awaited: readonly string[];
    }
  | { readonly news: "answered"; readonly number: number; readonly answer: string; readonly key: string }
  | { readonly news: "refused"; readonly refused: RefusedBoard }
  | { readonly news: "shut"; readonly reason: BoothReason };
