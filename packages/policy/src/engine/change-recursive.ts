/**
 * What changes in a recursive component when what it rests on changes, at a cost that follows the change.
 * First every tuple is marked whose derivation may have gone through something that changed, directly or through other
 * marked tuples. The days of the marked ones are forgotten; the rest keeps its days, since a derivation that met nothing
 * marked still stands. From there on it goes as a full derivation goes: what can be derived for the marked tuples is
 * taken, and what is new is followed round by round. (Delete and rederive, with tuples for rows and days for truth.)
 */
import type { Batch } from "./batch.ts";
import { type ChangePlans, type Entry, startOf } from "./change-plans.ts";
import { addTo, copyOf, noDelta } from "./delta.ts";
import { denseColumns, type Occurrence } from "./derive.ts";
import { fits, shapeOf, type World } from "./find.ts";
import { NumberMap } from "./number-map.ts";
import { runPlan } from "./plan.ts";
import type { CoreComponent, CorePredicate, CoreRule, Program } from "./program.ts";
import { type Delta, type Relation, setOf } from "./relation.ts";
import { ALL_DAYS, NO_DAYS, type SetNumber, type SetStore } from "./sets.ts";
import { Table } from "./table.ts";

/** A predicate of the component while it is worked on. */
interface Working {
  readonly predicate: CorePredicate;
  readonly before: Relation;
  /** Marked tuples, and later those that gained days; the sets are not used. */
  readonly touched: Table;
  /** What holds so far; its parts are changed in place. */
  readonly now: { readonly base: Table; readonly changed: NumberMap; readonly added: Table };
  readonly relation: Relation;
  /** New days by tuple, of this round and of the next. */
  news: Table;
  next: Table;
}

function workingOf(predicate: CorePredicate, before: Relation): Working {
  const dense = denseColumns(predicate);
  const now = {
    base: before.base,
    changed: new NumberMap(before.changed),
    added: copyOf(before.added, dense),
  };
  return {
    predicate,
    before,
    touched: Table.empty(dense, false),
    now,
    relation: { ...now, mark: {}, made: null },
    news: Table.empty(dense, false),
    next: Table.empty(dense, false),
  };
}

/** The deltas of a component's predicates, given those of what lies below it. */
export function changeRecursive(
  program: Program,
  component: CoreComponent,
  deltas: ReadonlyMap<number, Delta>,
  before: World,
  after: World,
  plans: ChangePlans,
  store: SetStore,
  horizon: SetNumber,
): Map<number, Delta> {
  const working = new Map<number, Working>();
  for (const number of component.predicates)
    working.set(number, workingOf(program.predicates[number]!, before(number)));
  const rules = component.predicates.flatMap((number) => program.predicates[number]!.rules);
  mark(rules, working, deltas, before, after, plans, store);
  for (const own of working.values()) forget(own);

  const world: World = (number) => working.get(number)?.relation ?? after(number);
  const take = (batch: Batch, rule: CoreRule): void => {
    const own = working.get(rule.head)!;
    const cut = component.cut.has(rule.head);
    for (let r = 0; r < batch.count; r++) {
      const days = cut ? store.intersect(batch.sets[r]!, horizon) : batch.sets[r]!;
      if (days === NO_DAYS) continue;
      for (let c = 0; c < rule.headSlots.length; c++) codes[c] = batch.columns[rule.headSlots[c]!]![r]!;
      takeDays(own, codes, days, store);
    }
  };
  const codes: number[] = [];
  for (const rule of rules) take(rederived(rule, working.get(rule.head)!, plans, world), rule);
  const occurrences = plans.occurrences(component, rules, world);
  for (;;) {
    let any = false;
    for (const own of working.values()) {
      own.news = own.next;
      own.next = Table.empty(denseColumns(own.predicate), false);
      any ||= own.news.count > 0;
    }
    if (!any) break;
    for (const occurrence of occurrences) {
      const { news } = working.get(occurrence.atom.predicate)!;
      if (news.count === 0) continue;
      sow(occurrence, news);
      take(runPlan(occurrence.plan, occurrence.start, world), occurrence.rule);
    }
  }
  const found = new Map<number, Delta>();
  for (const [number, own] of working) found.set(number, deltaOf(own, store));
  return found;
}

/** Marks every head whose derivation may have met a change, and the heads of those, until nothing is new. */
function mark(
  rules: readonly CoreRule[],
  working: ReadonlyMap<number, Working>,
  deltas: ReadonlyMap<number, Delta>,
  before: World,
  after: World,
  plans: ChangePlans,
  store: SetStore,
): void {
  let lost = new Map<number, Delta>();
  const follow = (rule: CoreRule, entry: Entry, delta: Delta, world: World): void => {
    const own = working.get(rule.head)!;
    const batch = runPlan(entry.plan, startOf(entry, delta, store), world);
    const codes: number[] = [];
    for (let r = 0; r < batch.count; r++) {
      for (let c = 0; c < rule.headSlots.length; c++) codes[c] = batch.columns[rule.headSlots[c]!]![r]!;
      if (own.touched.find(codes) >= 0) continue;
      own.touched.append(codes, 0, NO_DAYS);
      const had = setOf(own.before, codes);
      if (had === NO_DAYS) continue;
      let next = lost.get(rule.head);
      if (next === undefined) {
        next = noDelta(denseColumns(own.predicate));
        lost.set(rule.head, next);
      }
      addTo(next, codes, -1, had, NO_DAYS);
    }
  };
  for (const rule of rules)
    for (const [changed, delta] of deltas)
      for (const entry of plans.entries(rule, changed, before))
        for (const world of [before, after]) follow(rule, entry, delta, world);
  while (lost.size > 0) {
    const losing = lost;
    lost = new Map();
    for (const rule of rules)
      for (const [changed, delta] of losing)
        for (const entry of plans.entries(rule, changed, before)) follow(rule, entry, delta, before);
  }
}

/** Takes the days of the marked tuples away. */
function forget({ touched, now }: Working): void {
  const codes: number[] = [];
  for (let r = 0; r < touched.count; r++) {
    for (let c = 0; c < touched.columns.length; c++) codes[c] = touched.columns[c]![r]!;
    const row = now.base.find(codes);
    if (row >= 0) now.changed.put(row, NO_DAYS);
    const extra = now.added.find(codes);
    if (extra >= 0) now.added.sets[extra] = NO_DAYS;
  }
}

/** What a rule gives for the marked tuples of its head, as things are. */
function rederived(rule: CoreRule, { touched }: Working, plans: ChangePlans, world: World): Batch {
  const { plan, start, tag } = plans.rederivation(rule, world);
  start.count = 0;
  start.reserve(touched.count);
  for (let c = 0; c < rule.headSlots.length; c++)
    start.columns[rule.headSlots[c]!]!.set(touched.columns[c]!.subarray(0, touched.count));
  start.columns[tag]!.fill(0, 0, touched.count);
  start.sets.fill(ALL_DAYS, 0, touched.count);
  start.count = touched.count;
  return runPlan(plan, start, world);
}

/** Adds days to a tuple; those that it had not yet are news. */
function takeDays(own: Working, codes: readonly number[], days: SetNumber, store: SetStore): void {
  const { base, changed, added } = own.now;
  const row = base.find(codes);
  const extra = row < 0 ? added.find(codes) : -1;
  const had = row >= 0 ? changed.get(row, base.sets[row]!) : extra >= 0 ? added.sets[extra]! : NO_DAYS;
  const fresh = store.subtract(days, had);
  if (fresh === NO_DAYS) return;
  const has = store.unite(had, fresh);
  if (row >= 0) changed.put(row, has);
  else if (extra >= 0) added.sets[extra] = has;
  else added.append(codes, 0, has);
  if (own.touched.find(codes) < 0) own.touched.append(codes, 0, NO_DAYS);
  const known = own.next.find(codes);
  if (known < 0) own.next.append(codes, 0, fresh);
  else own.next.sets[known] = store.unite(own.next.sets[known]!, fresh);
}

/** Bindings from new tuples: on their new days under the atom's operators where these are known, or on all days. */
function sow({ atom, exact, start }: Occurrence, news: Table): void {
  const { keys, fresh, repeats } = shapeOf(atom.args, new Set());
  start.count = 0;
  start.reserve(news.count);
  for (let row = 0; row < news.count; row++) {
    if (!fits(news, row, keys, repeats)) continue;
    let days = exact ? news.sets[row]! : ALL_DAYS;
    if (exact) for (const operation of atom.operations) days = operation.apply(days);
    if (days === NO_DAYS) continue;
    for (const { slot, column } of fresh) start.columns[slot]![start.count] = news.columns[column]![row]!;
    start.sets[start.count++] = days;
  }
}

function deltaOf({ predicate, before, relation, touched }: Working, store: SetStore): Delta {
  const delta = noDelta(denseColumns(predicate));
  const codes: number[] = [];
  for (let r = 0; r < touched.count; r++) {
    for (let c = 0; c < touched.columns.length; c++) codes[c] = touched.columns[c]![r]!;
    const old = setOf(before, codes);
    const now = setOf(relation, codes);
    if (!store.same(old, now)) addTo(delta, codes, before.base.find(codes), old, now);
  }
  return delta;
}
