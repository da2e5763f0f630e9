/** Every reason for which a board, a ballot, a key or a trustee's answer is refused: its stable name, and what does not hold. */

/** By what they are about, in the order in which they are asked; `docs/ballots.md` prints them. */
export const BALLOT_REASONS = {
  archive: {
    title: "The archive",
    reasons: {
      "archive-cut": "the file ends in the middle of a block, or of a file in it",
      "archive-empty": "it holds no file",
      "archive-name": "a file has a name that no file of a board has",
      "archive-header":
        "a file's header is none of the old tar form, has a bit that means something else, or another time than the board",
      "archive-padding": "something stands behind the end of a file, or of the archive",
      "archive-too-large": "it is larger than a gigabyte",
      "file-repeated": "the same document stands there twice",
      "file-unused": "a document stands there of which no event speaks",
      "hash-differs": "a file does not have the SHA-256 that its name says",
      "board-header": "the first file is not `BELENIOS`, of version 1, with the board's time",
    },
  },
  messages: {
    title: "Documents and messages",
    reasons: {
      "malformed-json": "it is no JSON, or no text in UTF-8",
      "malformed-value": "a field is missing, or is of another kind",
      "not-canonical": "it says the same in other words than the one form that is hashed",
      "number-out-of-range": "a number is larger than its group allows, or smaller",
      "not-in-group": "a number is no member of the group",
      "key-is-one": "a key is 1, whose secret anyone knows",
    },
  },
  chain: {
    title: "The chain of events",
    reasons: {
      "event-height": "an event's height is not one more than the one's before it",
      "event-order": "an event stands where it cannot",
      "event-parent": "an event does not name the one before it: one was taken away, put in or moved",
      "payload-missing": "an event's document is not there, or not before it",
      "payload-unexpected": "an event that has no document names one",
      "ballot-after-close": "a ballot stands after the close",
    },
  },
  setup: {
    title: "Election, trustees, list of keys",
    reasons: {
      "election-version": "the election's document is of another version than 1",
      "election-group": "its group is none that version 1 knows",
      "election-question": "a question asks for more answers than it has, fewer than none, or nothing",
      "election-key": "the election's key is not made of the trustees' keys",
      "trustees-none": "there is no trustee",
      "trustee-proof": "a trustee does not prove that it knows the secret of its key",
      "trustee-repeated": "one trustee, or one key, stands there twice",
      "certificate-signature": "a trustee's certificate is not signed by its own key",
      "coefficient-signature": "a trustee's coefficients are not signed by it",
      "coefficient-count": "there are not as many certificates, coefficients and keys as there must be",
      "threshold-range": "so many of so many is no threshold",
      "verification-key": "a trustee's key is not what the published coefficients give",
      "key-repeated": "a key stands on the list twice",
      "key-weight": "a key is followed by something that is no weight from 1 to 1,000,000,000",
      "keys-none": "nobody is on the list",
    },
  },
  ballots: {
    title: "Ballots",
    reasons: {
      "ballot-election": "the ballot is for another election",
      "ballot-key": "its key is not on the list",
      "ballot-repeated": "this very ballot stands on the board already",
      "ballot-shape": "it has too many parts, or too few",
      "choice-proof": "a choice is not proven to be 0 or 1",
      "sum-proof": "it is not proven that as many answers are chosen as may be",
      "blank-proof": "a blank vote is not proven to choose nothing",
      "answer-proof": "an answer that is shuffled is not proven to be the voter's own",
      "signature-hash": "the signature is about another ballot",
      "signature-proof": "it is not signed by its key",
    },
  },
  counting: {
    title: "The count",
    reasons: {
      "tally-count": "the board says another number of ballots than count",
      "tally-weight": "it says another weight, or weighs ballots that are shuffled",
      "tally-differs": "the sum of the ballots that count is another",
      "shuffle-owner": "a shuffle is by a trustee who is none",
      "shuffle-proof": "it is not proven to be a shuffle",
      "shuffle-shape": "there is not one shuffle for each question that needs one",
      "decryption-owner": "an answer is by a trustee who is none",
      "decryption-repeated": "a trustee stands there with two answers",
      "decryption-shape": "an answer is about more numbers, or fewer, than the sum holds",
      "decryption-proof": "a trustee does not prove that it opened this sum with its key",
      "decryptions-missing": "too few trustees have answered",
      "result-differs": "the answers open the sum to another result",
      "result-shape": "the result is none for each question",
      "result-not-found": "what was opened is no count of ballots",
    },
  },
  making: {
    title: "Making a vote",
    reasons: {
      "choice-range": "too many answers are chosen, or too few; nothing was made",
      "claim-proof":
        "a delegation does not prove that it knows its key's secret, for this vote and under this name",
      "claim-repeated": "a delegation hands in two keys",
      "vote-closed": "the vote takes no ballot any more, or is closed already",
      "vote-open": "the vote is not closed and added up yet",
      "vote-counted": "what came out stands on the board already",
      "trustee-unknown": "a share, or a name, is of none of the vote's trustees",
      "already-answered": "this trustee has answered before",
    },
  },
  ceremony: {
    title: "The trustees' ceremony",
    reasons: {
      "ceremony-trustees":
        "names of trustees are missing or stand there twice, or so many of them is no threshold",
      "ceremony-waits": "somebody's message is awaited; it says whose",
      "commitment-differs": "a trustee shows other coefficients than it was bound to",
      "share-unreadable": "a share cannot be opened by whom it was sent to; it says who sent it",
      "share-wrong": "a share does not lie on its sender's polynomial; it says who sent it",
      "share-signature": "shares are not signed by the trustee, or are about another ceremony",
      "commitment-signature": "a commitment is not signed by the trustee, or is about another ceremony",
      "key-of-another": "a trustee's certificate is not the one of its key",
    },
  },
} as const;

type Reasons = typeof BALLOT_REASONS;

/** Stable names of these reasons. */
export type BallotErrorCode = { [About in keyof Reasons]: keyof Reasons[About]["reasons"] }[keyof Reasons];
