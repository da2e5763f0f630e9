/** What the page and its worker say to each other about a secret vote. Nothing of it goes further. */

/** What is asked of the worker. */
export type BallotJob =
  /** Counts a board again. */
  | { readonly job: "count"; readonly board: Uint8Array }
  /** Makes a delegation's voting key. */
  | { readonly job: "key"; readonly uuid: string; readonly delegation: string }
  /** Counts a board and sees whether the key may vote on it. */
  | { readonly job: "open"; readonly board: Uint8Array; readonly key: string }
  /** Seals the ballot of the booth that was opened: the answer at this place. */
  | { readonly job: "seal"; readonly choice: number };

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
  | { readonly news: "opened"; readonly question: string; readonly answers: readonly string[] }
  | { readonly news: "sealed"; readonly ballot: string; readonly tracker: string }
  | { readonly news: "refused"; readonly refused: RefusedBoard }
  | { readonly news: "shut"; readonly reason: BoothReason };
