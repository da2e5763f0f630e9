/**
 * Boards of secret ballots in the store, one document for each event. An event is written where none stands yet, so that of two who add at
 * once, in one process or in two, the second finds the first and adds behind it: there is one chain, and nothing of it is ever written twice.
 *
 * A ballot is written down with the time of its vote's opening and by nobody: when it was cast, and by whose account, is not kept.
 */
import type { DocumentChange, Documents } from "@comity/store";
import { isMoved, tooBusy } from "./ballot-book.ts";
import { BOARDS, type BoardSegment } from "./ballot-document.ts";

/** Who writes what bears no account. */
const NOBODY = "a secret ballot";
/** So many boards are kept at hand; others are read again. */
const MOST_AT_HAND = 8;
const MOST_TRIES = 50;
const HEIGHT_DIGITS = 7;

const idOf = (ballot: string, height: number): string =>
  `${ballot}/${height.toString().padStart(HEIGHT_DIGITS, "0")}`;

/** A board as far as it has grown. */
export interface GrownBoard {
  readonly segments: readonly Omit<BoardSegment, "bytes">[];
  /** The whole file. */
  readonly bytes: Uint8Array;
  readonly head: string;
}

interface AtHand {
  readonly segments: Omit<BoardSegment, "bytes">[];
  readonly parts: Uint8Array[];
  /** What the parts are together, once somebody has asked. */
  whole: Uint8Array | undefined;
}

/** What is to be added to a board. */
export type Addition = Omit<BoardSegment, "bytes"> & { readonly bytes: Uint8Array };

const segmentOf = ({ bytes, ...rest }: Addition): BoardSegment => ({
  ...rest,
  bytes: Buffer.from(bytes).toString("base64"),
});

export class BoardBook {
  readonly #documents: Documents;
  /** The one that was asked for last stands last. */
  readonly #atHand = new Map<string, AtHand>();
  /** Who adds to a board waits for whoever adds to it already. */
  readonly #turns = new Map<string, Promise<unknown>>();

  constructor(documents: Documents) {
    this.#documents = documents;
  }

  /** The change by which a board begins; it is made together with the vote's own document. */
  beginning(ballot: string, addition: Addition): DocumentChange {
    return { collection: BOARDS, id: idOf(ballot, 0), expected: 0, value: segmentOf(addition) };
  }

  /** A board as the store has it now; none where it has not begun. */
  async get(ballot: string): Promise<GrownBoard | undefined> {
    const board = await this.#read(ballot);
    const last = board.segments.at(-1);
    if (last === undefined) return undefined;
    board.whole ??= new Uint8Array(Buffer.concat(board.parts));
    return { segments: [...board.segments], bytes: board.whole, head: last.head };
  }

  /**
   * Adds to a board what is worked out from it as it stands. Where another process was quicker it is worked out again from what then stands
   * there; so `next` refuses what that no longer allows.
   *
   * @param opened seconds since 1970, of the vote's opening: the time that is written down.
   * @param next what is to be added; nothing where it is there already.
   */
  grow(
    ballot: string,
    opened: number,
    next: (board: GrownBoard) => Promise<Addition | undefined>,
  ): Promise<GrownBoard> {
    const before = this.#turns.get(ballot) ?? Promise.resolve();
    const turn = before.then(
      () => this.#grow(ballot, opened, next),
      () => this.#grow(ballot, opened, next),
    );
    this.#turns.set(ballot, turn);
    const done = (): void => {
      if (this.#turns.get(ballot) === turn) this.#turns.delete(ballot);
    };
    turn.then(done, done);
    return turn;
  }

  async #grow(
    ballot: string,
    opened: number,
    next: (board: GrownBoard) => Promise<Addition | undefined>,
  ): Promise<GrownBoard> {
    for (let tries = 0; tries < MOST_TRIES; tries++) {
      const board = (await this.get(ballot))!;
      const addition = await next(board);
      if (addition === undefined) return board;
      const id = idOf(ballot, board.segments.length);
      const value = segmentOf(addition);
      const at = new Date(opened * 1000).toISOString();
      try {
        await this.#documents.write([{ collection: BOARDS, id, expected: 0, value }], NOBODY, at);
        return (await this.get(ballot))!;
      } catch (error) {
        if (!isMoved(error)) throw error;
      }
    }
    throw tooBusy();
  }

  async #read(ballot: string): Promise<AtHand> {
    const board = this.#atHand.get(ballot) ?? { segments: [], parts: [], whole: undefined };
    const height = board.segments.length;
    const added = await this.#documents.list<BoardSegment>(BOARDS, {
      prefix: `${ballot}/`,
      ...(height === 0 ? {} : { after: idOf(ballot, height - 1) }),
    });
    for (const [at, { value }] of added.entries()) {
      // Another reading of this process may have been quicker.
      if (board.segments.length > height + at) continue;
      const { bytes, ...rest } = value;
      board.segments.push(rest);
      board.parts.push(new Uint8Array(Buffer.from(bytes, "base64")));
      board.whole = undefined;
    }
    if (board.segments.length > 0) {
      this.#atHand.delete(ballot);
      this.#atHand.set(ballot, board);
      const [oldest] = this.#atHand.keys();
      if (this.#atHand.size > MOST_AT_HAND) this.#atHand.delete(oldest!);
    }
    return board;
  }
}
