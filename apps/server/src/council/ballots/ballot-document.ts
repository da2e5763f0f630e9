/** A secret ballot as it lies in the store: what it is about, its delegations' claims, its trustees' messages, and its board. */
import type { BallotRelations } from "@comity/access";
import type { CeremonyRound } from "@comity/council";

/** One document for each vote, by its identifier; followed by the gate, too. */
export const BALLOTS = "council-ballot";
/** The votes on a motion, the newest last: `BODY/SESSION/ITEM`. */
export const OF_MOTION = "council-ballot-of";
/** What delegations handed in of their keys: `VOTE/HASH OF THE MEMBER`. */
export const CLAIMS = "council-ballot-claim";
/** The closed list of keys of a vote. */
export const LISTS = "council-ballot-list";
/** What trustees said: `VOTE/ATTEMPT/ROUND/NUMBER`. */
export const SAID = "council-ballot-said";
/** The board, event by event: `VOTE/HEIGHT`. Written once each, so that two who add at once make one chain. */
export const BOARDS = "council-ballot-board";

/** How far a vote has come before its board says so itself. */
export type Preparation = "preparing" | "listed" | "open" | "abandoned";

/** Who may vote, with what weight. */
export interface BallotVoter {
  readonly member: string;
  readonly title: string | undefined;
  readonly weight: number;
}

/** Who holds a share of the key by which the sum is opened. */
export interface BallotTrustee {
  /** The account that does its part. */
  readonly account: string;
  /** As the others and the board call it. */
  readonly name: string;
}

export interface BallotDocument extends BallotRelations {
  readonly session: string;
  readonly item: number;
  /** Which of the votes on this motion it is, from 1. */
  readonly number: number;
  readonly question: string;
  readonly description: string;
  /** The rule of the motion. */
  readonly rule: string;
  /** Whether the sums of the board are of weights. */
  readonly isWeighed: boolean;
  readonly trustees: readonly BallotTrustee[];
  readonly needed: number;
  /** How often the ceremony was begun. */
  readonly attempt: number;
  readonly voters: readonly BallotVoter[];
  readonly stage: Preparation;
  /** Seconds since 1970: the one time that the board bears. */
  readonly opened?: number;
  /** Why it was given up. */
  readonly abandoned?: string;
}

/** A vote with its identifier and the version of its document. */
export interface StoredBallot {
  readonly ballot: string;
  readonly version: number;
  readonly value: BallotDocument;
}

/** The identifiers of the votes on a motion. */
export interface MotionBallots {
  readonly ballots: readonly string[];
}

/** What a delegation handed in: its text to the letter, and the account that did it. */
export interface ClaimDocument {
  readonly member: string;
  readonly claim: string;
  readonly account: string;
}

/** The list of keys, closed. */
export interface ListDocument {
  /** With names, as it is published. */
  readonly named: string;
  /** Its SHA-256. */
  readonly sha256: string;
  /** As the board has it. */
  readonly published: string;
}

/** A message of a trustee to the letter, or what it says of another's share. */
export type SaidDocument =
  | { readonly round: CeremonyRound; readonly number: number; readonly text: string }
  | { readonly round: "complaint"; readonly number: number; readonly against: number; readonly code: string };

/** An event of a board with the documents before it, as bytes of the file. */
export interface BoardSegment {
  readonly type: "Setup" | "Ballot" | "EndBallots" | "EncryptedTally" | "PartialDecryption" | "Result";
  /** The head of the board with it. */
  readonly head: string;
  /** Base 64. */
  readonly bytes: string;
  /** Of a ballot: whose key, in digits. */
  readonly key?: string;
  /** Of an answer: the trustee's number. */
  readonly number?: number;
  /** Of a result: its counts. */
  readonly counts?: readonly number[];
}
