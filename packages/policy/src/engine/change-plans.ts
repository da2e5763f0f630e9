/** Where changed tuples come into rules, and the plans from there to the heads that they can reach. */
import { Batch } from "./batch.ts";
import type { Rows } from "./collect.ts";
import { type Occurrence, occurrencesOf } from "./derive.ts";
import { fits, type Shape, shapeOf, type World } from "./find.ts";
import { EVER, type Operation } from "./operations.ts";
import { type Plan, planOf } from "./plan.ts";
import { type Atom, atomsOf, type CoreComponent, type CoreRule, type Literal } from "./program.ts";
import type { Delta } from "./relation.ts";
import { ALL_DAYS, NO_DAYS, type SetStore } from "./sets.ts";

/** Which tuple comes in where, and the plan from there to the head. */
export interface Entry {
  readonly atom: Atom;
  /** What the atom asks of a tuple, when nothing is known before. */
  readonly shape: Shape;
  /** The changed days are known exactly; otherwise any day may change. */
  readonly exact: boolean;
  readonly plan: Plan;
  readonly start: Batch;
  /** Predicates that the rest of the rule asks. */
  readonly asks: readonly number[];
  /** Where the tuple alone says which head it can reach: the column of each of the head's values. */
  readonly heads: readonly number[] | null;
}

interface Rederivation {
  readonly plan: Plan;
  readonly start: Batch;
  readonly tag: number;
}

/** So many heads that are derived for nothing are no matter. */
const FEW = 16;
/** So many what-ifs join first, before heads are taken as they are named again. */
const JOINED_FIRST = 64;

/** Plans for changes, made when first needed; their buffers are used again and again. */
export class ChangePlans {
  readonly #store: SetStore;
  readonly #entries = new Map<CoreRule, Map<number, Entry[]>>();
  readonly #rederivations = new Map<CoreRule, Rederivation>();
  readonly #occurrences = new Map<CoreComponent, readonly Occurrence[]>();
  readonly #wasteful = new Map<number, number>();
  readonly #joinsFirst: boolean;

  constructor(store: SetStore, joinsFirst = false) {
    this.#store = store;
    this.#joinsFirst = joinsFirst;
  }

  /** Where tuples of the predicate come into the rule. */
  entries(rule: CoreRule, predicate: number, world: World): readonly Entry[] {
    let byPredicate = this.#entries.get(rule);
    if (byPredicate === undefined) {
      byPredicate = new Map();
      this.#entries.set(rule, byPredicate);
    }
    let entries = byPredicate.get(predicate);
    if (entries === undefined) {
      entries = rule.literals.flatMap((literal) =>
        comingIn(literal)
          .filter((way) => way.atom.predicate === predicate)
          .map((way) => this.#entry(rule, literal, way, world)),
      );
      byPredicate.set(predicate, entries);
    }
    return entries;
  }

  #entry(rule: CoreRule, literal: Literal, way: Way, world: World): Entry {
    const shape = shapeOf(way.atom.args, new Set());
    const given = shape.fresh.map(({ slot }) => slot);
    // Exceptions only take away: without them a few more heads are looked at.
    const literals = rule.literals.flatMap((each) => {
      if (each === literal) return way.instead;
      return each.literal.startsWith("unless") ? [] : [each];
    });
    const plan = planOf({ ...rule, literals }, world, this.#store, { given });
    const asks = literals.flatMap(atomsOf).map((atom) => atom.predicate);
    const columns = rule.headSlots.map(
      (slot) => shape.fresh.find((each) => each.slot === slot)?.column ?? -1,
    );
    const heads = columns.includes(-1) ? null : columns;
    return {
      atom: way.atom,
      shape,
      exact: way.exact,
      plan,
      start: new Batch(rule.slotCount, given),
      asks,
      heads,
    };
  }

  /**
   * Whether to take the heads that changed tuples name as they are, unjoined, and derive all of them anew. That is right whatever it
   * says, and cheaper where most of them differ; where few did, they are joined first for a while.
   */
  takesHeadsAsNamed(predicate: number): boolean {
    if (this.#joinsFirst) return false;
    const wait = this.#wasteful.get(predicate);
    if (wait === undefined) return true;
    if (wait > 1) this.#wasteful.set(predicate, wait - 1);
    else this.#wasteful.delete(predicate);
    return false;
  }

  /** So many heads were derived anew as they were named, and so many differed. */
  tookHeads(predicate: number, derived: number, differed: number): void {
    if (derived > 2 * differed + FEW) this.#wasteful.set(predicate, JOINED_FIRST);
  }

  /** Where the component's own tuples come into its rules. */
  occurrences(component: CoreComponent, rules: readonly CoreRule[], world: World): readonly Occurrence[] {
    let occurrences = this.#occurrences.get(component);
    if (occurrences === undefined) {
      const inside = new Set(component.predicates);
      occurrences = rules.flatMap((rule) => occurrencesOf(rule, inside, world, this.#store));
      this.#occurrences.set(component, occurrences);
    }
    return occurrences;
  }

  rederivation(rule: CoreRule, world: World): Rederivation {
    const known = this.#rederivations.get(rule);
    if (known !== undefined) return known;
    const tag = rule.slotCount;
    const given = [...new Set(rule.headSlots), tag];
    const tagged = { ...rule, slotCount: tag + 1, headSlots: [...rule.headSlots, tag] };
    const plan = planOf(tagged, world, this.#store, { given });
    const rederivation = { plan, start: new Batch(tag + 1, given), tag };
    this.#rederivations.set(rule, rederivation);
    return rederivation;
  }
}

interface Way {
  readonly atom: Atom;
  readonly exact: boolean;
  /** What stands in the rule in place of the literal that the tuple came in by. */
  readonly instead: readonly Literal[];
}

/** The same atom, on whichever day: it only says which values matter. */
const onSomeDay = (atom: Atom): Literal => ({
  literal: "atom",
  atom: { ...atom, operations: [...atom.operations, EVER] },
});

/** Every way in which a changed tuple comes in by a literal. */
export function comingIn(literal: Literal): Way[] {
  switch (literal.literal) {
    case "atom":
    case "unless":
      return [{ atom: literal.atom, exact: true, instead: [] }];
    case "reach": {
      const { anchor, body } = literal;
      return [
        { atom: anchor, exact: false, instead: [] },
        { atom: body, exact: false, instead: [onSomeDay(anchor)] },
      ];
    }
    case "unless-any":
      return literal.rules.flatMap(({ literals }) =>
        literals.flatMap((one) => comingIntoException(one, literals)),
      );
    default:
      return [];
  }
}

/**
 * The ways into one condition of an exception of several. Where the exception holds in one world and not in the other, all its other
 * conditions hold in that one: they say for which heads, which the changed tuple alone may not.
 */
function comingIntoException(one: Literal, all: readonly Literal[]): Way[] {
  const others = all.flatMap((each) =>
    each !== one && each.literal === "atom" ? [onSomeDay(each.atom)] : [],
  );
  return comingIn(one).map(({ atom, instead }) => ({ atom, exact: false, instead: [...instead, ...others] }));
}

/** Adds the heads that the tuples of a delta name, on whichever days. */
export function addNamed(
  found: Rows,
  heads: readonly number[],
  { keys, repeats }: Shape,
  { tuples }: Delta,
): void {
  found.reserve(tuples.count);
  const isAny = keys.length === 0 && repeats.length === 0;
  for (let row = 0; row < tuples.count; row++) {
    if (!isAny && !fits(tuples, row, keys, repeats)) continue;
    for (let c = 0; c < heads.length; c++) found.columns[c]![found.count] = tuples.columns[heads[c]!]![row]!;
    found.count++;
  }
}

/** Bindings from the tuples of a delta: on the days that changed under the atom's operators, or on all days. */
export function startOf(entry: Entry, delta: Delta, store: SetStore): Batch {
  const batch = entry.start;
  const { tuples } = delta;
  const { keys, fresh, repeats } = entry.shape;
  const changed = entry.exact ? changedDays(delta, entry.atom.operations, store) : null;
  const isAny = keys.length === 0 && repeats.length === 0;
  batch.count = 0;
  batch.reserve(tuples.count);
  for (let row = 0; row < tuples.count; row++) {
    if (!isAny && !fits(tuples, row, keys, repeats)) continue;
    const days = changed === null ? ALL_DAYS : changed[row]!;
    if (days === NO_DAYS) continue;
    for (let k = 0; k < fresh.length; k++) {
      const { slot, column } = fresh[k]!;
      batch.columns[slot]![batch.count] = tuples.columns[column]![row]!;
    }
    batch.sets[batch.count++] = days;
  }
  return batch;
}

/** The days of each tuple of a delta that differ under operators. Many rules ask for the same; found once, by the operators. */
function changedDays(
  { tuples, before, differing }: Delta,
  operations: readonly Operation[],
  store: SetStore,
): Int32Array {
  const known = differing.find((each) => isSame(each.operations, operations));
  if (known !== undefined && known.days.length === tuples.count) return known.days;
  const days = new Int32Array(tuples.count);
  for (let row = 0; row < tuples.count; row++) {
    let old = before[row]!;
    let now = tuples.sets[row]!;
    for (let k = 0; k < operations.length; k++) {
      old = operations[k]!.apply(old);
      now = operations[k]!.apply(now);
    }
    days[row] = store.symmetricDifference(old, now);
  }
  differing.push({ operations, days });
  return days;
}

const isSame = (a: readonly Operation[], b: readonly Operation[]): boolean =>
  a.length === b.length && a.every((each, k) => each === b[k]);
