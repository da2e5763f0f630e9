/**
 * Trying out choices: something is built again and again from a list of choices, first with the first of each, then
 * with one chosen otherwise, then with two. So what is simplest comes first, and every list of choices once.
 */

/** The choices of one attempt: those prescribed, then always the first. */
export class Choosing {
  readonly #prescribed: readonly number[];
  readonly #made: { readonly count: number; readonly chosen: number }[] = [];

  constructor(prescribed: readonly number[]) {
    this.#prescribed = prescribed;
  }

  /** The number of the alternative to take, of `count`. Where there is but one, that is no choice. */
  among(count: number): number {
    if (count < 2) return 0;
    const chosen = Math.min(this.#prescribed[this.#made.length] ?? 0, count - 1);
    this.#made.push({ count, chosen });
    return chosen;
  }

  pick<T>(alternatives: readonly T[]): T {
    return alternatives[this.among(alternatives.length)]!;
  }

  get made(): readonly { readonly count: number; readonly chosen: number }[] {
    return this.#made;
  }
}

/** An attempt to make: its choices, and what `T` says about it. */
export interface Attempt<T> {
  readonly prescribed: readonly number[];
  readonly with: T;
  /** How much in it was chosen otherwise than first. */
  readonly cost: number;
}

/** Attempts still to be made, the cheapest first, equals in the order in which they came. */
export class Attempts<T> {
  readonly #byCost = new Map<number, { readonly waiting: Attempt<T>[]; next: number }>();

  add(attempt: Attempt<T>): void {
    const same = this.#byCost.get(attempt.cost) ?? { waiting: [], next: 0 };
    same.waiting.push(attempt);
    this.#byCost.set(attempt.cost, same);
  }

  next(): Attempt<T> | undefined {
    let cheapest: { readonly waiting: Attempt<T>[]; next: number } | undefined;
    let least = Number.POSITIVE_INFINITY;
    for (const [cost, same] of this.#byCost)
      if (cost < least && same.next < same.waiting.length) [cheapest, least] = [same, cost];
    return cheapest?.waiting[cheapest.next++];
  }

  /** The same attempt with one choice more made otherwise, for each choice that it made by itself. */
  addOthers(attempt: Attempt<T>, { made }: Choosing): void {
    for (let at = attempt.prescribed.length; at < made.length; at++) {
      const before = made.slice(0, at).map(({ chosen }) => chosen);
      for (let other = 1; other < made[at]!.count; other++)
        this.add({
          prescribed: [...before, other],
          with: attempt.with,
          cost: attempt.cost + 1 + Math.floor(Math.log2(other)),
        });
    }
  }
}
