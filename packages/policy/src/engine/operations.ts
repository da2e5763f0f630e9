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
  union,
  within,
} from "@comity/calendar";
import type { Condition, Policy, Window } from "../policy.ts";
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

function remembering(
  store: SetStore,
  distributes: boolean,
  compute: (set: IntervalSet) => IntervalSet,
): Operation {
  const known = new Map<SetNumber, SetNumber>();
  return {
    distributes,
    apply(set) {
      if (set === NO_DAYS) return NO_DAYS;
      let result = known.get(set);
      if (result === undefined) {
        result = store.of(compute(store.value(set)));
        known.set(set, result);
      }
      return result;
    },
  };
}

export function operationOf(condition: Unary, policy: Policy, store: SetStore): Operation {
  switch (condition.condition) {
    case "within": {
      const pieces = datedWindows(policy, condition.window);
      return remembering(store, true, (set) => byPieces(pieces, (window) => within(set, window)));
    }
    case "throughout": {
      const pieces = datedWindows(policy, condition.window);
      return remembering(store, false, (set) => byPieces(pieces, (window) => throughout(set, window)));
    }
    case "begins":
      return remembering(store, false, begins);
    case "ends":
      return remembering(store, false, ends);
    case "after":
      return remembering(store, false, after);
  }
}

/** Every day where there is any: used to say which values are worth looking at, without saying when. */
export const EVER: Operation = {
  distributes: true,
  apply: (set) => (set === NO_DAYS ? NO_DAYS : ALL_DAYS),
};
