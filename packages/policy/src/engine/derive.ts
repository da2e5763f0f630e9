/**
 * Full derivation of one component after another.
 * Where a rule can begin with an atom that holds the head's first variable, it is run for a stretch of that
 * variable's codes at a time: the results come in order, stay small while equal tuples are united, and are
 * appended to the finished table. Other rules give all their rows, which are sorted. Recursive components go round
 * by round from what is new (semi-naive).
 */
import { Batch } from "./batch.ts";
import { mergeSorted, Rows } from "./collect.ts";
import { fits, shapeOf, type World } from "./find.ts";
import { PairJoin, PairMerger } from "./pairs.ts";
import { expectedCost, type Plan, planOf, runPlan } from "./plan.ts";
import type { Atom, CoreComponent, CorePredicate, CoreRule, Literal, Program } from "./program.ts";
import { isAny } from "./program.ts";
import { type Relation, relationOf } from "./relation.ts";
import { ALL_DAYS, NO_DAYS, type SetNumber, type SetStore } from "./sets.ts";
import { type Grouping, Table } from "./table.ts";

/** Driving rows that go through a rule at a time: enough to make a loop worth its start, few enough for the caches. */
const STRETCH = 4096;
/** How many times more rows an aligned start may touch than the best start, before sorting is the better way. */
const ALIGNED_WORTH = 8;

export const isDense = (kind: string): boolean => kind !== "Day";

export function denseColumns(predicate: CorePredicate): boolean[] {
  return predicate.kinds.map(isDense);
}

/** One row with nothing bound, on all days: where a plan without given slots begins. */
export function unit(slotCount: number): Batch {
  const batch = new Batch(slotCount, []);
  batch.count = 1;
  batch.sets[0] = ALL_DAYS;
  return batch;
}

interface Driver {
  readonly atom: Atom;
  readonly column: number;
  readonly grouping: Grouping;
  readonly table: Table;
  readonly plan: Plan;
  readonly start: Batch;
}

function bindsSlot(
  literal: Literal,
  slot: number,
  world: World,
): literal is Extract<Literal, { literal: "atom" }> {
  if (literal.literal !== "atom") return false;
  const column = literal.atom.args.findIndex((argument) => argument.slot === slot);
  return column >= 0 && world(literal.atom.predicate).base.dense[column] === true;
}

/** The atom to drive a rule by, where there is one that is worth it. */
function driverOf(
  rule: CoreRule,
  exceptionsLater: boolean,
  world: World,
  store: SetStore,
): Driver | undefined {
  const slot = rule.headSlots[0];
  if (slot === undefined) return undefined;
  const cost = (first?: Literal): number => expectedCost(rule, world, first === undefined ? {} : { first });
  const aligned = rule.literals
    .filter((literal) => bindsSlot(literal, slot, world))
    .sort((a, b) => cost(a) - cost(b))[0] as Extract<Literal, { literal: "atom" }> | undefined;
  if (aligned === undefined || cost(aligned) > ALIGNED_WORTH * cost() + 10_000) return undefined;
  const { atom } = aligned;
  const given = shapeOf(atom.args, new Set()).fresh.map(({ slot: each }) => each);
  const column = atom.args.findIndex((argument) => argument.slot === slot);
  const table = world(atom.predicate).base;
  const without = (literal: Literal): boolean =>
    literal === aligned || (exceptionsLater && isException(literal));
  return {
    atom,
    column,
    grouping: table.grouping(column),
    table,
    plan: planOf(rule, world, store, { given, without }),
    start: new Batch(rule.slotCount, given),
  };
}

/** Puts rows of a table that fit the atom into the batch, as bindings. */
export function scan(
  atom: Atom,
  table: Table,
  rows: Int32Array | null,
  low: number,
  high: number,
  batch: Batch,
): void {
  const { keys, fresh, repeats } = shapeOf(atom.args, new Set());
  const { operations } = atom;
  batch.count = 0;
  batch.reserve(high - low);
  if (rows === null && keys.length === 0 && repeats.length === 0 && operations.length === 0) {
    for (const { slot, column } of fresh)
      batch.columns[slot]!.set(table.columns[column]!.subarray(low, high));
    batch.sets.set(table.sets.subarray(low, high));
    batch.count = high - low;
    return;
  }
  let count = 0;
  for (let k = low; k < high; k++) {
    const row = rows === null ? k : rows[k]!;
    if (!fits(table, row, keys, repeats)) continue;
    let days = table.sets[row]!;
    for (let o = 0; o < operations.length; o++) days = operations[o]!.apply(days);
    if (days === NO_DAYS) continue;
    for (let f = 0; f < fresh.length; f++)
      batch.columns[fresh[f]!.slot]![count] = table.columns[fresh[f]!.column]![row]!;
    batch.sets[count++] = days;
  }
  batch.count = count;
}

/** The codes at which stretches begin, from the grouping with the most rows. */
function stretches(drivers: readonly Driver[]): number[] {
  let low = 2147483647;
  let high = -2147483648;
  let widest = drivers[0]!.grouping;
  for (const { grouping } of drivers) {
    const size = grouping.offsets.length - 1;
    if (size === 0) continue;
    low = Math.min(low, grouping.base);
    high = Math.max(high, grouping.base + size);
    if (grouping.offsets[size]! > widest.offsets[widest.offsets.length - 1]!) widest = grouping;
  }
  if (low > high) return [];
  const bounds = [low];
  let rows = 0;
  for (let k = 0; k < widest.offsets.length - 1; k++) {
    rows += widest.offsets[k + 1]! - widest.offsets[k]!;
    if (rows < STRETCH) continue;
    bounds.push(widest.base + k + 1);
    rows = 0;
  }
  if (bounds[bounds.length - 1]! < high) bounds.push(high);
  else bounds[bounds.length - 1] = high;
  return bounds;
}

function within(grouping: Grouping, code: number): number {
  return grouping.offsets[Math.min(Math.max(code - grouping.base, 0), grouping.offsets.length - 1)]!;
}

function deriveAligned(
  predicate: CorePredicate,
  drivers: readonly Driver[],
  world: World,
  store: SetStore,
): Table {
  const arity = predicate.kinds.length;
  const dense = denseColumns(predicate);
  const [rule] = predicate.rules;
  const exceptions = predicate.rules.length === 1 ? rule!.literals.filter(isException) : [];
  const tail = planOf(rule!, world, store, {
    given: rule!.headSlots,
    without: (literal) => !exceptions.includes(literal as never),
  });
  const tailStart = new Batch(rule!.slotCount, [...new Set(rule!.headSlots)]);
  const bounds = stretches(drivers);
  const rows = new Rows(arity);
  const united = new Rows(arity);
  const result = new Rows(arity);
  const merger = new PairMerger();
  const paired = arity === 2 && dense[1] === true && drivers.length === 1;
  const join = paired ? pairJoinOf(drivers[0]!.plan, world, store) : null;
  for (let b = 0; b + 1 < bounds.length; b++) {
    rows.count = 0;
    united.count = 0;
    for (const driver of drivers) {
      const { grouping, table, atom, plan, start } = driver;
      const low = within(grouping, bounds[b]!);
      const high = within(grouping, bounds[b + 1]!);
      if (low === high) continue;
      scan(atom, table, grouping.rows, low, high, start);
      if (join === null) rows.addBatch(runPlan(plan, start, world), plan.rule.headSlots);
      else join(start, united);
    }
    let merged = united;
    if (join === null && paired) merger.merge(rows, united, store);
    else if (join === null) merged = mergeSorted(rows, store);
    if (merged.count === 0) continue;
    if (tail.steps.length === 0) {
      result.addRows(merged);
      continue;
    }
    tailStart.count = 0;
    tailStart.reserve(merged.count);
    for (let c = 0; c < arity; c++)
      tailStart.columns[rule!.headSlots[c]!]!.set(merged.columns[c]!.subarray(0, merged.count));
    tailStart.sets.set(merged.sets.subarray(0, merged.count));
    tailStart.count = merged.count;
    result.addBatch(runPlan(tail, tailStart, world), rule!.headSlots);
  }
  return result.table(dense);
}

/** Runs a plan whose last step gives the second code of the pairs that the rule is about, uniting equal ones at once. */
function pairJoinOf(plan: Plan, world: World, store: SetStore): ((start: Batch, into: Rows) => void) | null {
  const { last, steps, rule } = plan;
  if (last?.literal.literal !== "atom") return null;
  const { base, changed, added } = world(last.literal.atom.predicate);
  if (changed !== null || added !== null) return null;
  const join = PairJoin.of(last.literal.atom, last.bound, rule.headSlots, store);
  if (join === null) return null;
  const before: Plan = { ...plan, steps: steps.slice(0, -1) };
  return (start, into) => join.run(runPlan(before, start, world), base, into);
}

function isException(literal: Literal): boolean {
  return literal.literal === "unless" || literal.literal === "unless-any";
}

/** An exception may be taken away after equal tuples are united where it asks only for what the head holds. */
function exceptionsMayWait(rule: CoreRule): boolean {
  const head = new Set(rule.headSlots);
  return rule.literals.filter(isException).every((literal) => {
    if (literal.literal === "unless-any") return literal.slots.every((slot) => head.has(slot));
    const { args } = (literal as Extract<Literal, { literal: "unless" }>).atom;
    return args.every((argument) => isAny(argument) || argument.slot < 0 || head.has(argument.slot));
  });
}

function deriveOnce(predicate: CorePredicate, world: World, store: SetStore): Table {
  const dense = denseColumns(predicate);
  const { rules } = predicate;
  if (rules.length === 0) return Table.empty(dense);
  if (dense[0]) {
    const later = rules.length === 1 && exceptionsMayWait(rules[0]!);
    if (rules.length > 1 || later || !rules[0]!.literals.some(isException)) {
      const drivers = rules.map((rule) => driverOf(rule, later, world, store));
      if (drivers.every((driver) => driver !== undefined))
        return deriveAligned(predicate, drivers, world, store);
    }
  }
  const rows = new Rows(dense.length);
  for (const rule of rules)
    rows.addBatch(runPlan(planOf(rule, world, store), unit(rule.slotCount), world), rule.headSlots);
  return mergeSorted(rows, store).table(dense);
}

/** Derives a component and returns the relation of each of its predicates, in order. */
export function deriveComponent(
  program: Program,
  component: CoreComponent,
  world: World,
  store: SetStore,
  horizon: SetNumber,
): Map<number, Relation> {
  const predicates = component.predicates.map((number) => program.predicates[number]!);
  if (component.recursive) return deriveRecursive(predicates, component, world, store, horizon);
  return new Map(
    predicates.map((predicate) => [predicate.number, relationOf(deriveOnce(predicate, world, store))]),
  );
}

/** New days by row, of one predicate in one round. */
type News = Map<number, SetNumber>;

interface Growing {
  readonly predicate: CorePredicate;
  readonly table: Table;
  news: News;
  next: News;
}

/** A place in a rule where the component's own tuples come in. */
export interface Occurrence {
  readonly rule: CoreRule;
  readonly atom: Atom;
  /** The plan takes the new days as they are; otherwise it only learns which values to look at. */
  readonly exact: boolean;
  readonly plan: Plan;
  readonly start: Batch;
}

export function occurrencesOf(
  rule: CoreRule,
  inside: ReadonlySet<number>,
  world: World,
  store: SetStore,
): Occurrence[] {
  return rule.literals.flatMap((literal) => {
    const atoms =
      literal.literal === "atom"
        ? [literal.atom]
        : literal.literal === "reach"
          ? [literal.anchor, literal.body]
          : [];
    return atoms
      .filter((atom) => inside.has(atom.predicate))
      .map((atom) => {
        const exact =
          literal.literal === "atom" && atom.operations.every((operation) => operation.distributes);
        const given = shapeOf(atom.args, new Set()).fresh.map(({ slot }) => slot);
        const plan = planOf(rule, world, store, { given, without: (each) => exact && each === literal });
        return { rule, atom, exact, plan, start: new Batch(rule.slotCount, given) };
      });
  });
}

function deriveRecursive(
  predicates: readonly CorePredicate[],
  component: CoreComponent,
  outer: World,
  store: SetStore,
  horizon: SetNumber,
): Map<number, Relation> {
  const growing = new Map<number, Growing>();
  for (const predicate of predicates) {
    const table = Table.empty(denseColumns(predicate), false);
    growing.set(predicate.number, { predicate, table, news: new Map(), next: new Map() });
  }
  const world: World = (number) => {
    const own = growing.get(number);
    return own === undefined ? outer(number) : relationOf(own.table);
  };
  const inside = new Set(component.predicates);
  const codes: number[] = [];
  const take = (batch: Batch, rule: CoreRule): void => {
    const own = growing.get(rule.head)!;
    for (let r = 0; r < batch.count; r++) {
      const days = component.cut.has(rule.head) ? store.intersect(batch.sets[r]!, horizon) : batch.sets[r]!;
      if (days === NO_DAYS) continue;
      rule.headSlots.forEach((slot, c) => {
        codes[c] = batch.columns[slot]![r]!;
      });
      const row = own.table.find(codes);
      if (row < 0) {
        own.next.set(own.table.append(codes, 0, days), days);
        continue;
      }
      const fresh = store.subtract(days, own.table.sets[row]!);
      if (fresh === NO_DAYS) continue;
      own.table.sets[row] = store.unite(own.table.sets[row]!, fresh);
      own.next.set(row, store.unite(own.next.get(row) ?? NO_DAYS, fresh));
    }
  };
  const rules = predicates.flatMap((predicate) => predicate.rules);
  for (const rule of rules) take(runPlan(planOf(rule, world, store), unit(rule.slotCount), world), rule);
  const occurrences = rules.flatMap((rule) => occurrencesOf(rule, inside, world, store));
  for (;;) {
    let any = false;
    for (const own of growing.values()) {
      own.news = own.next;
      own.next = new Map();
      any ||= own.news.size > 0;
    }
    if (!any) break;
    for (const occurrence of occurrences) {
      const own = growing.get(occurrence.atom.predicate)!;
      if (own.news.size === 0) continue;
      seed(occurrence.atom, own.table, own.news, occurrence.exact, occurrence.start);
      take(runPlan(occurrence.plan, occurrence.start, world), occurrence.rule);
    }
  }
  return new Map([...growing].map(([number, { table }]) => [number, relationOf(table.sorted())] as const));
}

/** Bindings from rows of a table: on their days under the atom's operators (`exact`), or on all days. */
export function seed(
  atom: Atom,
  table: Table,
  rows: ReadonlyMap<number, SetNumber>,
  exact: boolean,
  batch: Batch,
): void {
  const { keys, fresh, repeats } = shapeOf(atom.args, new Set());
  batch.count = 0;
  batch.reserve(rows.size);
  for (const [row, news] of rows) {
    if (!fits(table, row, keys, repeats)) continue;
    let days = exact ? news : ALL_DAYS;
    if (exact) for (const operation of atom.operations) days = operation.apply(days);
    if (days === NO_DAYS) continue;
    for (const { slot, column } of fresh) batch.columns[slot]![batch.count] = table.columns[column]![row]!;
    batch.sets[batch.count++] = days;
  }
}
