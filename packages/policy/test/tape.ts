/** Random choices read off bytes, and the values that random worlds are made of. */
import { day } from "@comity/calendar";
import type { Value } from "../src/index.ts";

/** Reads choices off bytes; past their end every choice is the first. */
export class Tape {
  readonly #bytes: Uint8Array;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  /** A whole number from 0 to `count - 1`. */
  below(count: number): number {
    return (this.#bytes[this.#at++] ?? 0) % count;
  }

  pick<T>(choices: readonly T[]): T {
    return choices[this.below(choices.length)]!;
  }

  /** True in about one of `count` cases; false at the tape's end. */
  oneIn(count: number): boolean {
    return this.below(count) === count - 1;
  }

  shuffle<T>(list: readonly T[]): T[] {
    const left = [...list];
    const shuffled: T[] = [];
    while (left.length > 0) shuffled.push(...left.splice(this.below(left.length), 1));
    return shuffled;
  }
}

/** All values of a kind in random worlds. */
export const VALUES: Readonly<Record<string, readonly Value[]>> = {
  Person: ["p0", "p1", "p2"],
  State: ["s0", "s1"],
  Institute: ["i0", "i1"],
  Party: ["s0", "i0", "o0"],
  Number: [1, 0, 2, 50],
  // The last two are in another order by UTF-16 units than by code points.
  Text: ["a", "b", "\uffee", "\u{1f600}"],
  Day: ["2024-01-31", "2024-02-29", "2024-02-10", "2024-03-01"].map((text) => day(text)),
};
