/**
 * What changes when facts change, component by component, at a cost that follows the change.
 * For every place in a rule where a changed tuple comes in, its changed days are joined with the rest of the
 * rule, once as things were and once as they are: a head that can differ has a binding that differs there, and there
 * either all other conditions hold as things are (a gain) or all held as they were (a loss). The heads so found are
 * derived anew; those whose days really differ are the change that goes on to the next component. Where a changed tuple names
 * the head by itself, the join can be spared: then a few heads are derived anew that turn out as they were.
 */
import { addNamed, type ChangePlans, comingIn, startOf } from "./change-plans.ts";
import { changeRecursive } from "./change-recursive.ts";
import { distinctRows, Rows } from "./collect.ts";
import { addTo, noDelta, patched } from "./delta.ts";
import { denseColumns } from "./derive.ts";
import type { World } from "./find.ts";
import { runPlan } from "./plan.ts";
import type { CoreComponent, CorePredicate, Program } from "./program.ts";
import { type Delta, type Relation, setAt } from "./relation.ts";
import { ALL_DAYS, type SetNumber, type SetStore } from "./sets.ts";

/** The heads of a predicate that may differ, in order, each once; where the changed tuples name them, unjoined if that is wished. */
function candidates(
  predicate: CorePredicate,
  deltas: ReadonlyMap<number, Delta>,
  before: World,
  after: World,
  plans: ChangePlans,
  store: SetStore,
  asNamed: boolean,
): Rows {
  const found = new Rows(predicate.kinds.length);
  for (const rule of predicate.rules) {
    for (const [changed, delta] of deltas) {
      for (const entry of plans.entries(rule, changed, before)) {
        if (asNamed && entry.heads !== null) {
          addNamed(found, entry.heads, entry.shape, delta);
          continue;
        }
        const alike = !entry.asks.some((asked) => deltas.has(asked));
        for (const world of alike ? [after] : [after, before])
          found.addBatch(runPlan(entry.plan, startOf(entry, delta, store), world), rule.headSlots);
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
  const delta = noDelta(denseColumns(predicate), Math.max(16, found.count));
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
      const found = changeRecursive(program, component, deltas, before, after, plans, store, horizon);
      for (const [number, delta] of found) take(number, delta);
      continue;
    }
    for (const number of component.predicates) {
      const predicate = program.predicates[number]!;
      const asNamed = plans.takesHeadsAsNamed(number);
      const found = candidates(predicate, deltas, before, after, plans, store, asNamed);
      if (found.count === 0) continue;
      const delta = rederive(predicate, found, before(number), after, plans, store);
      if (asNamed) plans.tookHeads(number, found.count, delta.tuples.count);
      take(number, delta);
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
