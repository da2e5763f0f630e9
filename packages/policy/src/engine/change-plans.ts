/** Where changed tuples come into rules, and the plans from there to the heads that they can reach. */
import { Batch } from "./batch.ts";
import { type Occurrence, occurrencesOf } from "./derive.ts";
import { fits, shapeOf, type World } from "./find.ts";
import { EVER } from "./operations.ts";
import { type Plan, planOf } from "./plan.ts";
import { type Atom, atomsOf, type CoreComponent, type CoreRule, type Literal } from "./program.ts";
import type { Delta } from "./relation.ts";
import { ALL_DAYS, NO_DAYS, type SetStore } from "./sets.ts";

/** Which tuple comes in where, and the plan from there to the head. */
export interface Entry {
  readonly atom: Atom;
  /** The changed days are known exactly; otherwise any day may change. */
  readonly exact: boolean;
  readonly plan: Plan;
  readonly start: Batch;
  /** Predicates that the rest of the rule asks. */
  readonly asks: readonly number[];
}

interface Rederivation {
  readonly plan: Plan;
  readonly start: Batch;
  readonly tag: number;
}

/** Plans for changes, made when first needed; their buffers are used again and again. */
export class ChangePlans {
  readonly #store: SetStore;
  readonly #entries = new Map<CoreRule, Map<number, Entry[]>>();
  readonly #rederivations = new Map<CoreRule, Rederivation>();
  readonly #occurrences = new Map<CoreComponent, readonly Occurrence[]>();

  constructor(store: SetStore) {
    this.#store = store;
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
    const given = shapeOf(way.atom.args, new Set()).fresh.map(({ slot }) => slot);
    // Exceptions only take away: without them a few more heads are looked at.
    const literals = rule.literals.flatMap((each) => {
      if (each === literal) return way.instead === null ? [] : [way.instead];
      return each.literal.startsWith("unless") ? [] : [each];
    });
    const plan = planOf({ ...rule, literals }, world, this.#store, { given });
    const asks = literals.flatMap(atomsOf).map((atom) => atom.predicate);
    return { atom: way.atom, exact: way.exact, plan, start: new Batch(rule.slotCount, given), asks };
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
  readonly instead: Literal | null;
}

/** Every way in which a changed tuple comes in by a literal. */
export function comingIn(literal: Literal): Way[] {
  switch (literal.literal) {
    case "atom":
    case "unless":
      return [{ atom: literal.atom, exact: true, instead: null }];
    case "reach": {
      const { anchor, body } = literal;
      const anchored: Literal = {
        literal: "atom",
        atom: { ...anchor, operations: [...anchor.operations, EVER] },
      };
      return [
        { atom: anchor, exact: false, instead: null },
        { atom: body, exact: false, instead: anchored },
      ];
    }
    case "unless-any":
      return atomsOf(literal).map((atom) => ({ atom, exact: false, instead: null }));
    default:
      return [];
  }
}

/** Bindings from the tuples of a delta: on the days that changed under the atom's operators, or on all days. */
export function startOf(entry: Entry, delta: Delta, store: SetStore): Batch {
  const batch = entry.start;
  const { tuples, before } = delta;
  const { keys, fresh, repeats } = shapeOf(entry.atom.args, new Set());
  batch.count = 0;
  batch.reserve(tuples.count);
  for (let row = 0; row < tuples.count; row++) {
    if (!fits(tuples, row, keys, repeats)) continue;
    let days = ALL_DAYS;
    if (entry.exact) {
      let old = before[row]!;
      let now = tuples.sets[row]!;
      for (const operation of entry.atom.operations) {
        old = operation.apply(old);
        now = operation.apply(now);
      }
      days = store.symmetricDifference(old, now);
      if (days === NO_DAYS) continue;
    }
    for (const { slot, column } of fresh) batch.columns[slot]![batch.count] = tuples.columns[column]![row]!;
    batch.sets[batch.count++] = days;
  }
  return batch;
}
