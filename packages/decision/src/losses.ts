/** Who loses what from which day: the difference of two evaluations, collected once for all views of it. */
import { type Day, difference, has, type IntervalSet, isEmpty, OPEN, unionAll } from "@comity/calendar";
import {
  type Differing,
  EngineEvaluation,
  type Evaluation,
  type Pattern,
  type Policy,
  type Predicate,
  type Tuple,
  type Value,
} from "@comity/policy";
import type { OtherLosers } from "./other-losers.ts";
import { personalKinds } from "./personal-kinds.ts";
import { isOfKind } from "./wording.ts";

/** Where in an entitlement's tuples whom and what it is about stands; -1 where it has no such column. */
export interface EntitlementShape {
  readonly declaration: Predicate;
  /** The kind of those whom it is given to. */
  readonly counts: string;
  /** Whether these are people, whose figures are hidden where they are small. */
  readonly isPersonal: boolean;
  readonly subject: number;
  readonly person: number;
  readonly institute: number;
  readonly experiment: number;
}

/** The shape of every entitlement of a policy, in the policy's order. */
export function shapesOf(policy: Policy): Map<string, EntitlementShape> {
  const shapes = new Map<string, EntitlementShape>();
  const isPersonal = personalKinds(policy);
  for (const declaration of policy.predicates) {
    if (declaration.role !== "entitlement") continue;
    const column = (kind: string): number =>
      declaration.columns.findIndex((each) => isOfKind(policy, each.kind, kind));
    const person = column("Person");
    const subject = Math.max(person, 0);
    const counts = declaration.columns[subject]?.kind ?? "";
    shapes.set(declaration.name, {
      declaration,
      counts,
      isPersonal: isPersonal(counts),
      subject,
      person,
      institute: column("Institute"),
      experiment: column("Experiment"),
    });
  }
  return shapes;
}

/** For each entitlement: whom it is about, with the first day lost (or gained). */
export type FirstDays = Map<string, Map<Value, Day>>;

interface PairLoss {
  readonly shape: EntitlementShape;
  readonly tuple: Tuple;
  readonly lost: IntervalSet;
}

/** What one evaluation takes away and gives, seen from another. */
export interface Losses {
  readonly shapes: ReadonlyMap<string, EntitlementShape>;
  /** By entitlement: every tuple of it that differs. */
  readonly changes: ReadonlyMap<string, readonly Differing[]>;
  readonly lost: FirstDays;
  readonly gained: FirstDays;
  /** For each entitlement: who of those that lose it has it again later, with the first day after all loss of it. */
  readonly again: FirstDays;
  /** People who lose something, with the first day on which they do. */
  readonly people: ReadonlyMap<string, Day>;
  readonly gainers: ReadonlyMap<string, Day>;
  /** Those other than people who lose something. */
  readonly others: OtherLosers;
  readonly isPersonal: (kind: string) => boolean;
  /** The institutes through which each of them is hit, as far as a lost entitlement names one. */
  readonly through: ReadonlyMap<string, ReadonlySet<string>>;
  /** By experiment: people who lose an entitlement that names it. */
  readonly experiments: ReadonlyMap<string, ReadonlySet<string>>;
  /** People who lose nothing but what they keep through another institute. */
  readonly keepElsewhere: ReadonlySet<string>;
  /** Clauses that hold on days on which they did not. */
  readonly clauses: ReadonlyMap<string, readonly { readonly tuple: Tuple; readonly days: IntervalSet }[]>;
}

function noteFirst<Key>(map: Map<Key, Day>, key: Key, on: Day): void {
  const known = map.get(key);
  if (known === undefined || on < known) map.set(key, on);
}

function noteLast<Key>(map: Map<Key, Day>, key: Key, end: Day): void {
  const known = map.get(key);
  if (known === undefined || end > known) map.set(key, end);
}

function inner<Key, Item>(map: Map<string, Map<Key, Item>>, key: string): Map<Key, Item> {
  let found = map.get(key);
  if (found === undefined) {
    found = new Map();
    map.set(key, found);
  }
  return found;
}

function among<Item>(map: Map<string, Set<Item>>, key: string, item: Item): void {
  const set = map.get(key);
  if (set === undefined) map.set(key, new Set([item]));
  else set.add(item);
}

/** Whether some tuple of the pattern holds on a day. */
function holdsSome(evaluation: Evaluation, name: string, pattern: Pattern, on: Day): boolean {
  if (evaluation instanceof EngineEvaluation) return evaluation.holdsSome(name, pattern, on);
  for (const _ of evaluation.list(name, pattern, on)) return true;
  return false;
}

/** Collects what differs, one tuple at a time. */
class Collector {
  readonly shapes: ReadonlyMap<string, EntitlementShape>;
  readonly changes = new Map<string, Differing[]>();
  readonly lost: FirstDays = new Map();
  readonly gained: FirstDays = new Map();
  readonly people = new Map<string, Day>();
  readonly gainers = new Map<string, Day>();
  readonly others = new Map<string, Map<Value, { first: Day; through: Set<string> }>>();
  readonly through = new Map<string, Set<string>>();
  readonly experiments = new Map<string, Set<string>>();
  readonly clauses = new Map<string, { readonly tuple: Tuple; readonly days: IntervalSet }[]>();
  /** For each entitlement: the first day after everything that somebody loses of it; `OPEN` where something never comes back. */
  readonly #lostUntil: FirstDays = new Map();
  /** People who lose something that hangs on no institute. */
  readonly #plain = new Set<string>();
  readonly #pairs = new Map<string, PairLoss[]>();

  constructor(shapes: ReadonlyMap<string, EntitlementShape>) {
    this.shapes = shapes;
  }

  take(differing: Differing): void {
    const shape = this.shapes.get(differing.predicate);
    if (shape === undefined) this.#clause(differing);
    else this.#entitlement(shape, differing);
  }

  #clause(differing: Differing): void {
    const days = differing.gained;
    if (isEmpty(days)) return;
    const cases = this.clauses.get(differing.predicate);
    const one = { tuple: differing.tuple, days };
    if (cases === undefined) this.clauses.set(differing.predicate, [one]);
    else cases.push(one);
  }

  #entitlement(shape: EntitlementShape, differing: Differing): void {
    const { tuple, lost, gained } = differing;
    const { name } = shape.declaration;
    const changes = this.changes.get(name);
    if (changes === undefined) this.changes.set(name, [differing]);
    else changes.push(differing);
    // An entitlement without columns is lost itself.
    const subject = tuple[shape.subject] ?? name;
    if (!isEmpty(gained)) {
      noteFirst(inner(this.gained, name), subject, gained[0]! as Day);
      if (shape.person >= 0) noteFirst(this.gainers, subject as string, gained[0]! as Day);
    }
    if (isEmpty(lost)) return;
    noteFirst(inner(this.lost, name), subject, lost[0]! as Day);
    noteLast(inner(this.#lostUntil, name), subject, lost.at(-1)! as Day);
    if (shape.person < 0) {
      this.#other(shape, tuple, subject, lost[0]! as Day);
      return;
    }
    const person = subject as string;
    noteFirst(this.people, person, lost[0]! as Day);
    if (shape.experiment >= 0) among(this.experiments, tuple[shape.experiment] as string, person);
    if (shape.institute < 0) {
      this.#plain.add(person);
      return;
    }
    among(this.through, person, tuple[shape.institute] as string);
    const pairs = this.#pairs.get(person);
    if (pairs === undefined) this.#pairs.set(person, [{ shape, tuple, lost }]);
    else pairs.push({ shape, tuple, lost });
  }

  #other(shape: EntitlementShape, tuple: Tuple, subject: Value, first: Day): void {
    const losers = inner(this.others, shape.counts);
    let loss = losers.get(subject);
    if (loss === undefined) {
      loss = { first, through: new Set() };
      losers.set(subject, loss);
    } else if (first < loss.first) loss.first = first;
    if (shape.institute >= 0 && shape.institute !== shape.subject)
      loss.through.add(tuple[shape.institute] as string);
  }

  /**
   * Whose loss of an entitlement ends, because they have it again: it holds, of whatever else, on the day after the last one lost.
   * What would have ended on that day anyway does not come back.
   */
  again(after: Evaluation): FirstDays {
    const again: FirstDays = new Map();
    const known = new Set(after.policy.predicates.map(({ name }) => name));
    for (const [name, ends] of this.#lostUntil) {
      if (!known.has(name)) continue;
      const { declaration, subject: column } = this.shapes.get(name)!;
      if (declaration.columns.length === 1) {
        // Whoever is all of a tuple has it again by that tuple alone.
        for (const { tuple, after: days } of this.changes.get(name)!) {
          const end = ends.get(tuple[0]!);
          if (end !== undefined && end !== OPEN && has(days, end))
            noteFirst(inner(again, name), tuple[0]!, end);
        }
        continue;
      }
      for (const [subject, end] of ends) {
        if (end === OPEN) continue;
        const pattern = declaration.columns.map((_, c) => (c === column ? subject : undefined));
        if (holdsSome(after, name, pattern, end)) noteFirst(inner(again, name), subject, end);
      }
    }
    return again;
  }

  /** People of whom everything lost is held through another institute on the same days. */
  keepElsewhere(after: Evaluation): Set<string> {
    const kept = new Set<string>();
    // Another policy may lack the entitlement altogether: then nobody keeps it.
    const known = new Set(after.policy.predicates.map(({ name }) => name));
    for (const [person, pairs] of this.#pairs) {
      if (this.#plain.has(person)) continue;
      const keeps = pairs.every(({ shape, tuple, lost }) => {
        if (!known.has(shape.declaration.name)) return false;
        const pattern = tuple.map((value, c) => (c === shape.institute ? undefined : value));
        const others = unionAll([...after.list(shape.declaration.name, pattern)].map(({ days }) => days));
        return isEmpty(difference(lost, others));
      });
      if (keeps) kept.add(person);
    }
    return kept;
  }
}

/**
 * Collects what is lost and gained going from one evaluation to another. `shapes` are the entitlements looked at, by
 * default those of the first's policy; all clauses of its policy are looked at besides.
 */
export function lossesBetween(
  before: Evaluation,
  after: Evaluation,
  shapes: ReadonlyMap<string, EntitlementShape> = shapesOf(before.policy),
): Losses {
  const clauses = before.policy.predicates.filter(({ role }) => role === "never");
  const names = [...shapes.keys(), ...clauses.map(({ name }) => name)];
  const collector = new Collector(shapes);
  for (const differing of before.difference(after, names)) collector.take(differing);
  const { changes, lost, gained, people, gainers, others, through, experiments, clauses: broken } = collector;
  const keepElsewhere = collector.keepElsewhere(after);
  const again = collector.again(after);
  const isPersonal = personalKinds(before.policy);
  return {
    shapes,
    changes,
    lost,
    gained,
    again,
    people,
    gainers,
    others,
    isPersonal,
    through,
    experiments,
    clauses: broken,
    keepElsewhere,
  };
}
