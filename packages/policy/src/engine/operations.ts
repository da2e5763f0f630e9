/** The unary temporal operators on set numbers, each remembering what it has computed. */

import type { Day } from "@comity/calendar";
import {
  after,
  begins,
  type Duration,
  ends,
  type IntervalSet,
  intersection,
  interval,
  throughout,
  throughoutInto,
  union,
  within,
  withinInto,
} from "@comity/calendar";
import type { Condition, Policy, Window } from "../policy.ts";
import { NumberMap } from "./number-map.ts";
import { ALL_DAYS, NO_DAYS, type SetNumber, type SetStore } from "./sets.ts";
import { durationIn, piecesOf } from "./values.ts";

export interface Operation {
  /** A union of sets goes to the union of their images: so single tuples can be handled one by one. */
  readonly distributes: boolean;
  apply(set: SetNumber): SetNumber;
}

type Unary = Extract<Condition, { condition: "within" | "throughout" | "begins" | "ends" | "after" }>;

/** A window whose parameters have their values, on the days on which they have them. */
export interface DatedWindow {
  readonly from: Day;
  readonly to: Day;
  readonly window: { direction: "last" | "next"; least: Duration; most: Duration | null };
}

export function datedWindows(policy: Policy, window: Window): DatedWindow[] {
  const names = new Set<string>();
  for (const span of [window.least, window.most])
    if (span !== null && "parameter" in span) names.add(span.parameter);
  return piecesOf(policy, names).map(({ from, to }) => ({
    from: from as Day,
    to: to as Day,
    window: {
      direction: window.direction,
      least: durationIn(policy, window.least, from),
      most: window.most === null ? null : durationIn(policy, window.most, from),
    },
  }));
}

/** Applies an operation piece by piece, each result cut to the days of its piece. */
export function byPieces(
  pieces: readonly DatedWindow[],
  apply: (window: DatedWindow["window"]) => IntervalSet,
): IntervalSet {
  if (pieces.length === 1) return apply(pieces[0]!.window);
  return pieces
    .map(({ from, to, window }) => intersection(apply(window), interval(from, to)))
    .reduce((days, more) => union(days, more));
}

/** The image of a set that has days. */
type Image = (set: SetNumber) => SetNumber;

/** No set has this number: its pair would lie beyond every array. */
const UNKNOWN = -2147483648;

/** An operation that computes the image of each set once. */
class Remembering implements Operation {
  readonly distributes: boolean;
  readonly #image: Image;
  readonly #known = new NumberMap();

  constructor(distributes: boolean, image: Image) {
    this.distributes = distributes;
    this.#image = image;
  }

  apply(set: SetNumber): SetNumber {
    if (set === NO_DAYS) return NO_DAYS;
    const known = this.#known.get(set, UNKNOWN);
    if (known !== UNKNOWN) return known;
    const image = this.#image(set);
    this.#known.put(set, image);
    return image;
  }
}

/** An image computed on values; for operators that are rare or go piece by piece. */
function imageOf(store: SetStore, compute: (set: IntervalSet) => IntervalSet): Image {
  return (set) => store.of(compute(store.value(set)));
}

/** A window's image; where its durations change on some day, piece by piece. */
function windowed(
  policy: Policy,
  condition: Extract<Unary, { condition: "within" | "throughout" }>,
  store: SetStore,
): Image {
  const pieces = datedWindows(policy, condition.window);
  const isWithin = condition.condition === "within";
  if (pieces.length > 1)
    return imageOf(store, (set) =>
      byPieces(pieces, (window) => (isWithin ? within(set, window) : throughout(set, window))),
    );
  const { window } = pieces[0]!;
  const kernel = isWithin ? withinInto : throughoutInto;
  let out = new Int32Array(64);
  return (set) => {
    const from = store.start(set);
    const to = store.end(set);
    if (out.length < to - from) out = new Int32Array(2 * (to - from));
    return store.put(out, 0, kernel(store.days, from, to, window, out, 0));
  };
}

export function operationOf(condition: Unary, policy: Policy, store: SetStore): Operation {
  switch (condition.condition) {
    case "within":
      return new Remembering(true, windowed(policy, condition, store));
    case "throughout":
      return new Remembering(false, windowed(policy, condition, store));
    case "begins":
      return new Remembering(false, imageOf(store, begins));
    case "ends":
      return new Remembering(false, imageOf(store, ends));
    case "after":
      return new Remembering(false, imageOf(store, after));
  }
}

/** Every day where there is any: used to say which values are worth looking at, without saying when. */
export const EVER: Operation = {
  distributes: true,
  apply: (set) => (set === NO_DAYS ? NO_DAYS : ALL_DAYS),
};
