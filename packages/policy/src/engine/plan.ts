/**
 * In which order the literals of a rule are met: tests as soon as they can be, then always the atom that is expected
 * to leave the fewest rows. The expectation is the table's size over the numbers of different codes in its known columns.
 */
import { Batch } from "./batch.ts";
import type { World } from "./find.ts";
import { type Atom, type CoreRule, isAny, type Literal } from "./program.ts";
import type { SetStore } from "./sets.ts";
import { Check, Compute, Except, Join, narrow, type Step } from "./steps.ts";

export interface Plan {
  readonly rule: CoreRule;
  /** Slots that the bindings must have at the start. */
  readonly given: readonly number[];
  readonly steps: readonly Step[];
  /** What the last step meets, and the slots bound before it; null where there are no steps. */
  readonly last: { readonly literal: Literal; readonly bound: ReadonlySet<number> } | null;
}

/** What is expected of an atom when these slots are known: rows for each binding. */
export function expectedRows(atom: Atom, bound: ReadonlySet<number>, world: World): number {
  const { base } = world(atom.predicate);
  let rows = base.finished ? base.count : Math.max(base.count, 1000);
  let known = 0;
  atom.args.forEach((argument, column) => {
    if (isAny(argument) || (argument.slot >= 0 && !bound.has(argument.slot))) return;
    known++;
    const distinct = base.finished && base.dense[column] ? base.grouping(column).distinct : 10;
    rows /= Math.max(1, distinct);
  });
  return known === atom.args.length ? Math.min(rows, 0.5) : rows;
}

function slotsOf(atom: Atom): number[] {
  return atom.args.flatMap((argument) => (argument.slot >= 0 ? [argument.slot] : []));
}

function slotsRead(literal: Literal): readonly number[] {
  switch (literal.literal) {
    case "atom":
    case "unless":
      return slotsOf(literal.atom);
    case "reach":
      return [...slotsOf(literal.anchor), ...slotsOf(literal.body)];
    default:
      return literal.slots;
  }
}

export interface Wish {
  /** Slots known at the start. */
  readonly given?: readonly number[];
  /** Met first, whatever is expected of it. */
  readonly first?: Literal;
  /** Literals left out: those that the start has met already, or that may be ignored. */
  readonly without?: (literal: Literal) => boolean;
}

/** The literals in the order in which they are best met, and how many rows that is expected to touch in all. */
function orderOf(rule: CoreRule, world: World, wish: Wish): { chosen: Literal[]; cost: number } {
  const bound = new Set<number>(wish.given);
  const waiting = rule.literals.filter((literal) => !(wish.without?.(literal) ?? false));
  const chosen: Literal[] = [];
  let rows = 1;
  let cost = 0;
  const choose = (literal: Literal): void => {
    waiting.splice(waiting.indexOf(literal), 1);
    chosen.push(literal);
    if (literal.literal === "atom" || literal.literal === "reach") {
      const atom = literal.literal === "atom" ? literal.atom : literal.anchor;
      rows *= expectedRows(atom, bound, world);
      cost += rows;
      for (const slot of slotsOf(atom)) bound.add(slot);
    }
    if (literal.literal === "let") bound.add(literal.slot);
  };
  if (wish.first !== undefined) choose(wish.first);
  while (waiting.length > 0) choose(next(waiting, bound, world));
  return { chosen, cost };
}

/** How many rows a plan is expected to touch. */
export function expectedCost(rule: CoreRule, world: World, wish: Wish = {}): number {
  return orderOf(rule, world, wish).cost;
}

/** A plan for a rule. Throws where a literal's variables can never be bound; the policy's checks refuse such rules. */
export function planOf(rule: CoreRule, world: World, store: SetStore, wish: Wish = {}): Plan {
  const given = wish.given ?? [];
  const { chosen } = orderOf(rule, world, wish);
  const live = new Set<number>([...rule.headSlots]);
  const liveAfter = chosen.map(() => new Set<number>());
  for (let k = chosen.length - 1; k >= 0; k--) {
    const literal = chosen[k]!;
    for (const slot of live) liveAfter[k]!.add(slot);
    for (const slot of slotsRead(literal)) live.add(slot);
    if (literal.literal === "let") live.add(literal.slot);
  }
  // A join carries only what later steps or the head read; what it does not carry is no longer bound.
  let carried = new Set<number>(given);
  let last: Plan["last"] = null;
  const steps = chosen.map((literal, k) => {
    last = { literal, bound: carried };
    const step = stepOf(literal, carried, liveAfter[k]!, rule.slotCount, world, store);
    carried = boundAfter(literal, carried, liveAfter[k]!);
    return step;
  });
  return { rule, given, steps, last };
}

function isTested(literal: Literal): literal is Extract<Literal, { literal: "unless-test" | "unless-any" }> {
  return literal.literal === "unless-test" || literal.literal === "unless-any";
}

function next(waiting: readonly Literal[], bound: ReadonlySet<number>, world: World): Literal {
  const isKnown = (slot: number): boolean => bound.has(slot);
  const early = waiting.find(
    (literal) => (literal.literal === "test" || literal.literal === "let") && literal.slots.every(isKnown),
  );
  if (early !== undefined) return early;
  let best: Literal | undefined;
  let fewest = Number.POSITIVE_INFINITY;
  for (const literal of waiting) {
    let rows: number;
    if (literal.literal === "atom") rows = expectedRows(literal.atom, bound, world);
    else if (literal.literal === "reach") {
      // Every slot of the body must be bound by the anchor or before.
      const anchored = new Set([...bound, ...slotsOf(literal.anchor)]);
      if (!slotsOf(literal.body).every((slot) => anchored.has(slot))) continue;
      rows = expectedRows(literal.anchor, bound, world);
    } else continue;
    if (rows < fewest) {
      fewest = rows;
      best = literal;
    }
  }
  if (best !== undefined) return best;
  const last = waiting.find(
    (literal) => literal.literal === "unless" || (isTested(literal) && literal.slots.every(isKnown)),
  );
  if (last === undefined) throw new RangeError("a condition uses a variable that nothing binds");
  return last;
}

function boundAfter(literal: Literal, bound: ReadonlySet<number>, live: ReadonlySet<number>): Set<number> {
  if (literal.literal === "atom" || literal.literal === "reach") {
    const atom = literal.literal === "atom" ? literal.atom : literal.anchor;
    const after = new Set([...bound].filter((slot) => live.has(slot)));
    for (const slot of slotsOf(atom)) if (!bound.has(slot)) after.add(slot);
    // The body of a `since` is asked after the join, so its slots are carried too.
    if (literal.literal === "reach") for (const slot of slotsOf(literal.body)) after.add(slot);
    return after;
  }
  if (literal.literal === "let") return new Set([...bound, literal.slot]);
  return new Set(bound);
}

function stepOf(
  literal: Literal,
  bound: ReadonlySet<number>,
  live: ReadonlySet<number>,
  slotCount: number,
  world: World,
  store: SetStore,
): Step {
  switch (literal.literal) {
    case "atom":
      return new Join(literal, bound, live, slotCount, store);
    case "reach":
      return new Join(literal, bound, new Set([...live, ...slotsOf(literal.body)]), slotCount, store);
    case "unless":
      return new Except(literal.atom, bound, store);
    case "unless-any":
      return exceptAny(literal, bound, slotCount, world, store);
    case "test":
    case "unless-test":
      return new Check(literal, store);
    case "let":
      return new Compute(literal, bound, slotCount, store);
  }
}

/** Takes away the days on which some way of meeting an exception of several conditions is found, binding by binding. */
function exceptAny(
  literal: Extract<Literal, { literal: "unless-any" }>,
  bound: ReadonlySet<number>,
  outerSlots: number,
  world: World,
  store: SetStore,
): Step {
  const known = literal.slots.filter((slot) => bound.has(slot));
  const ways = literal.rules.map((rule) => {
    const tag = Math.max(outerSlots, rule.slotCount);
    const given = [...known, tag];
    const tagged = { ...rule, slotCount: tag + 1, headSlots: [tag] };
    return { plan: planOf(tagged, world, store, { given }), start: new Batch(tag + 1, given), tag };
  });
  return {
    run(input, now) {
      const taken = new Int32Array(input.count);
      for (const { plan, start, tag } of ways) {
        start.reserve(input.count);
        for (const slot of known) start.columns[slot]!.set(input.columns[slot]!.subarray(0, input.count));
        for (let r = 0; r < input.count; r++) start.columns[tag]![r] = r;
        start.sets.set(input.sets.subarray(0, input.count));
        start.count = input.count;
        const met = runPlan(plan, start, now);
        const tags = met.columns[tag]!;
        for (let r = 0; r < met.count; r++) taken[tags[r]!] = store.unite(taken[tags[r]!]!, met.sets[r]!);
      }
      return narrow(input, (r) => store.subtract(input.sets[r]!, taken[r]!));
    },
  };
}

/** Runs a plan on a batch of bindings. The result belongs to the plan: read it before the next run. */
export function runPlan(plan: Plan, start: Batch, world: World): Batch {
  let batch = start;
  for (const step of plan.steps) {
    if (batch.count === 0) return batch;
    batch = step.run(batch, world);
  }
  return batch;
}
