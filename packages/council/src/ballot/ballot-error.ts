/** How the ballot room says no: one error with a category, a stable code, the place, and what to do. */
import type { BallotErrorCode } from "./ballot-reasons.ts";

/** `refused`: the board or the message breaks a rule of the vote; `incorrect`: it cannot even be read, or a wrong use. */
export type BallotErrorCategory = "incorrect" | "refused";

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
