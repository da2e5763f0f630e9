/**
 * In which order the literals of a rule are met: tests as soon as they can be, then always the atom that is expected
 * to leave the fewest rows. The expectation is the table's size over the numbers of different codes in its known columns.
 */
import type { Batch } from "./batch.ts";
import { type Atom, type CoreRule, isAny, type Literal } from "./program.ts";
import type { SetStore } from "./sets.ts";
import { Check, Compute, Except, Join, type Step, type World } from "./steps.ts";

export interface Plan {
  readonly rule: CoreRule;
  /** Slots that the bindings must have at the start. */
  readonly given: readonly number[];
  readonly steps: readonly Step[];
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

/** A plan for a rule. Throws where a literal's variables can never be bound; the policy's checks refuse such rules. */
export function planOf(rule: CoreRule, world: World, store: SetStore, wish: Wish = {}): Plan {
  const given = wish.given ?? [];
  const bound = new Set<number>(given);
  const waiting = rule.literals.filter((literal) => !(wish.without?.(literal) ?? false));
  const chosen: { literal: Literal; bound: Set<number> }[] = [];
  const choose = (literal: Literal): void => {
    waiting.splice(waiting.indexOf(literal), 1);
    chosen.push({ literal, bound: new Set(bound) });
    if (literal.literal === "atom") for (const slot of slotsOf(literal.atom)) bound.add(slot);
    if (literal.literal === "reach") for (const slot of slotsOf(literal.anchor)) bound.add(slot);
    if (literal.literal === "let") bound.add(literal.slot);
  };
  if (wish.first !== undefined) choose(wish.first);
  while (waiting.length > 0) choose(next(waiting, bound, world));

  const live = new Set<number>([...rule.headSlots]);
  const liveAfter = chosen.map(() => new Set<number>());
  for (let k = chosen.length - 1; k >= 0; k--) {
    for (const slot of live) liveAfter[k]!.add(slot);
    for (const slot of slotsRead(chosen[k]!.literal)) live.add(slot);
    if (chosen[k]!.literal.literal === "let") live.add((chosen[k]!.literal as { slot: number }).slot);
  }
  // A join carries only what later steps or the head read; what it does not carry is no longer bound.
  let carried = new Set<number>(given);
  const steps = chosen.map(({ literal }, k) => {
    const step = stepOf(literal, carried, liveAfter[k]!, rule.slotCount, store);
    carried = boundAfter(literal, carried, liveAfter[k]!);
    return step;
  });
  return { rule, given, steps };
}

function next(waiting: readonly Literal[], bound: ReadonlySet<number>, world: World): Literal {
  const isKnown = (slot: number): boolean => bound.has(slot);
  const early = waiting.find(
    (literal) =>
      (literal.literal === "test" || literal.literal === "let") && literal.slots.every(isKnown),
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
    (literal) => literal.literal === "unless" || (literal.literal === "unless-test" && literal.slots.every(isKnown)),
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
  store: SetStore,
): Step {
  switch (literal.literal) {
    case "atom":
      return new Join(literal, bound, live, slotCount, store);
    case "reach":
      return new Join(literal, bound, new Set([...live, ...slotsOf(literal.body)]), slotCount, store);
    case "unless":
      return new Except(literal.atom, bound, store);
    case "test":
    case "unless-test":
      return new Check(literal, store);
    case "let":
      return new Compute(literal, bound, slotCount, store);
  }
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
