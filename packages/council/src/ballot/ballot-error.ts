/** How the ballot room says no: one error with a category, a stable code, the place, and what to do. */

/** `refused`: the board or the message breaks a rule of the vote; `incorrect`: it cannot even be read, or a wrong use. */
export type BallotErrorCategory = "incorrect" | "refused";

/** Stable names of every reason for which a board, a ballot, a key or a trustee's answer is refused. */
export type BallotErrorCode =
  // The archive.
  | "archive-cut"
  | "archive-empty"
  | "archive-name"
  | "archive-header"
  | "archive-padding"
  | "archive-too-large"
  | "file-repeated"
  | "file-unused"
  | "hash-differs"
  | "board-header"
  // Messages.
  | "malformed-json"
  | "malformed-value"
  | "not-canonical"
  | "number-out-of-range"
  | "not-in-group"
  | "key-is-one"
  // The chain of events.
  | "event-height"
  | "event-order"
  | "event-parent"
  | "payload-missing"
  | "payload-unexpected"
  | "ballot-after-close"
  // Setting up.
  | "election-version"
  | "election-group"
  | "election-question"
  | "election-key"
  | "trustees-none"
  | "trustee-proof"
  | "trustee-repeated"
  | "certificate-signature"
  | "coefficient-signature"
  | "coefficient-count"
  | "threshold-range"
  | "verification-key"
  | "key-repeated"
  | "key-weight"
  | "keys-none"
  // Ballots.
  | "ballot-election"
  | "ballot-key"
  | "ballot-repeated"
  | "ballot-shape"
  | "choice-proof"
  | "sum-proof"
  | "blank-proof"
  | "answer-proof"
  | "signature-hash"
  | "signature-proof"
  // Counting.
  | "tally-count"
  | "tally-weight"
  | "tally-differs"
  | "tally-shape"
  | "shuffle-owner"
  | "shuffle-proof"
  | "shuffle-shape"
  | "decryption-owner"
  | "decryption-repeated"
  | "decryption-shape"
  | "decryption-proof"
  | "decryptions-missing"
  | "result-differs"
  | "result-shape"
  | "result-not-found"
  // Making a vote.
  | "choice-range"
  | "claim-proof"
  | "claim-repeated"
  | "vote-closed"
  | "vote-open"
  | "vote-counted"
  | "trustee-unknown"
  | "already-answered"
  // The trustees' ceremony.
  | "ceremony-trustees"
  | "ceremony-waits"
  | "commitment-differs"
  | "share-unreadable"
  | "share-wrong"
  | "share-signature"
  | "commitment-signature"
  | "key-of-another";

/**
 * Thrown where a board, or a message meant for one, is refused. The message is in lower case without a final period, with the
 * words of the file in backticks; `place` says where. It never holds a choice, for none is known here, nor any secret.
 */
export class BallotError extends Error {
  readonly category: BallotErrorCategory;
  readonly code: BallotErrorCode;
  /** Where: a file of the archive, an event, a field: `ballot 3: answers[0].choices[1].alpha`. */
  readonly place: string;
  readonly help: string | undefined;

  constructor(
    code: BallotErrorCode,
    place: string,
    message: string,
    more: { readonly category?: BallotErrorCategory; readonly help?: string } = {},
  ) {
    super(message);
    this.name = "BallotError";
    this.category = more.category ?? "refused";
    this.code = code;
    this.place = place;
    this.help = more.help;
  }
}
