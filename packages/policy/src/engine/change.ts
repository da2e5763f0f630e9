/**
 * What changes when facts change, component by component, at a cost that follows the change.
 * For every place in a rule where a changed tuple comes in, its changed days are joined with the rest of the
 * rule, once as things were and once as they are: a head that can differ has a binding that differs there, and there
 * either all other conditions hold as things are (a gain) or all held as they were (a loss). The heads so found are
 * derived anew; those whose days really differ are the change that goes on to the next component.
 */
import { Batch } from "./batch.ts";
import { distinctRows, Rows } from "./collect.ts";
import { addTo, deltaBetween, noDelta, patched } from "./delta.ts";
import { denseColumns, deriveComponent } from "./derive.ts";
import { fits, shapeOf, type World } from "./find.ts";
import { EVER } from "./operations.ts";
import { type Plan, planOf, runPlan } from "./plan.ts";
import {
  type Atom,
  atomsOf,
  type CoreComponent,
  type CorePredicate,
  type CoreRule,
  type Literal,
  type Program,
} from "./program.ts";
import { type Delta, type Relation, setAt } from "./relation.ts";
import { ALL_DAYS, NO_DAYS, type SetNumber, type SetStore } from "./sets.ts";

/** Which tuple comes in where, and the plan from there to the head. */
interface Entry {
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

function comingIn(literal: Literal): Way[] {
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

function start(entry: Entry, delta: Delta, store: SetStore): Batch {
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

/** The heads of a predicate that may differ, in order, each once. */
function candidates(
  predicate: CorePredicate,
  deltas: ReadonlyMap<number, Delta>,
  before: World,
  after: World,
  plans: ChangePlans,
  store: SetStore,
): Rows {
  const found = new Rows(predicate.kinds.length);
  for (const rule of predicate.rules) {
    for (const [changed, delta] of deltas) {
      for (const entry of plans.entries(rule, changed, before)) {
        const alike = !entry.asks.some((asked) => deltas.has(asked));
        for (const world of alike ? [after] : [after, before])
          found.addBatch(runPlan(entry.plan, start(entry, delta, store), world), rule.headSlots);
      }
    }
  }
  return distinctRows(found);
}

/** Derives the candidates anew and keeps those whose days differ from before. */
function rederive(
  predicate: CorePredicate,
  found: Rows,
  before: Relation,
  after: World,
  plans: ChangePlans,
  store: SetStore,
): Delta {
  const days = new Int32Array(found.count);
  for (const rule of predicate.rules) {
    const { plan, start: batch, tag } = plans.rederivation(rule, after);
    batch.count = 0;
    batch.reserve(found.count);
    for (let c = 0; c < rule.headSlots.length; c++)
      batch.columns[rule.headSlots[c]!]!.set(found.columns[c]!.subarray(0, found.count));
    for (let r = 0; r < found.count; r++) batch.columns[tag]![r] = r;
    batch.sets.fill(ALL_DAYS, 0, found.count);
    batch.count = found.count;
    const result = runPlan(plan, batch, after);
    const tags = result.columns[tag]!;
    for (let r = 0; r < result.count; r++) days[tags[r]!] = store.unite(days[tags[r]!]!, result.sets[r]!);
  }
  const delta = noDelta(denseColumns(predicate));
  const codes: number[] = [];
  for (let r = 0; r < found.count; r++) {
    for (let c = 0; c < found.columns.length; c++) codes[c] = found.columns[c]![r]!;
    const row = before.base.find(codes);
    const old = setAt(before, row, codes);
    if (!store.same(old, days[r]!)) addTo(delta, codes, row, old, days[r]!);
  }
  return delta;
}

/** Carries deltas of records through the whole program. Gives the new relation of every predicate that changed. */
export function carryOn(
  program: Program,
  before: World,
  records: ReadonlyMap<number, Delta>,
  plans: ChangePlans,
  store: SetStore,
  horizon: SetNumber,
): { relations: Map<number, Relation>; deltas: Map<number, Delta> } {
  const deltas = new Map<number, Delta>();
  const relations = new Map<number, Relation>();
  const after: World = (number) => relations.get(number) ?? before(number);
  const take = (number: number, delta: Delta): void => {
    if (delta.tuples.count === 0) return;
    deltas.set(number, delta);
    if (!relations.has(number))
      relations.set(number, patched(before(number), delta, denseColumns(program.predicates[number]!)));
  };
  for (const [number, delta] of records) take(number, delta);
  for (const component of program.components) {
    if (!isTouched(program, component, deltas)) continue;
    if (component.recursive) {
      for (const [number, relation] of deriveComponent(program, component, after, store, horizon)) {
        const delta = deltaBetween(
          before(number),
          relation,
          denseColumns(program.predicates[number]!),
          store,
        );
        if (delta.tuples.count === 0) continue;
        relations.set(number, relation);
        take(number, delta);
      }
      continue;
    }
    for (const number of component.predicates) {
      const predicate = program.predicates[number]!;
      const found = candidates(predicate, deltas, before, after, plans, store);
      if (found.count > 0) take(number, rederive(predicate, found, before(number), after, plans, store));
    }
  }
  return { relations, deltas };
}

function isTouched(program: Program, component: CoreComponent, deltas: ReadonlyMap<number, Delta>): boolean {
  return component.predicates.some((number) =>
    program.predicates[number]!.rules.some((rule) =>
      rule.literals.some((literal) => comingIn(literal).some(({ atom }) => deltas.has(atom.predicate))),
    ),
  );
}
