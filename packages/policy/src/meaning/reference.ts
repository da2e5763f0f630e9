/**
 * The meaning of a policy, day by day: no index, no interval, nothing clever. Everything else is held to this.
 *
 * It looks at a stretch of days so wide that nothing changes outside of it: every day that the facts and the policy
 * name lies in it, and on both sides as much room as all durations together can carry a change. So a day before the
 * stretch is as its first day, and a day after it as its last, and the answers are exact for all days.
 */
import {
  addDuration,
  type Day,
  has,
  intervalSet,
  OPEN,
  SINCE_EVER,
  subtractDuration,
} from "@comity/calendar";
import type { Dated, Extension, Horizon } from "../evaluation.ts";
import { eachFact, type Facts } from "../facts.ts";
import type { Condition, Policy, Rule, Term, Tuple, Value, Window } from "../policy.ts";
import { stratify } from "../strata.ts";
import { type Bindings, daysOfChange, holdsByValue, spanOn, valueOn } from "./expression.ts";
import { stretchOf } from "./stretch.ts";

/** For each day of the stretch, in order, 1 where something holds. */
type Days = Uint8Array;
type Table = Map<string, { readonly tuple: Tuple; readonly days: Days }>;

/**
 * Evaluates a policy on facts by the definitions of the language, one day after the other.
 *
 *     const meaning = evaluateByMeaning(policy, facts);
 *     meaning.when("covered", ["jinr"]);   // 2019-12-01 to 2024-11-30
 *
 * A recursion through a duration needs a `horizon`. Throws a RangeError where a recursion has no meaning.
 */
export function evaluateByMeaning(
  policy: Policy,
  facts: Facts,
  options: { readonly horizon?: Horizon } = {},
): Extension {
  const { horizon } = options;
  const { first, last } = stretchOf(policy, facts, horizon);
  const length = last - first + 1;
  const tables = new Map<string, Table>();
  for (const { name } of [...policy.records, ...policy.predicates]) tables.set(name, new Map());

  const each = (isSo: (x: Day) => boolean): Days =>
    Uint8Array.from({ length }, (_, at) => (isSo((first + at) as Day) ? 1 : 0));
  const holdsOn = (days: Days, x: number): boolean => days[Math.min(Math.max(x, first), last) - first] === 1;

  /** Marks the days; true where some of them is new. */
  function add(predicate: string, tuple: Tuple, days: Days): boolean {
    const table = tables.get(predicate)!;
    const key = JSON.stringify(tuple);
    const known = table.get(key) ?? { tuple, days: new Uint8Array(length) };
    const isNew = days.some((on, at) => on === 1 && known.days[at] === 0);
    days.forEach((on, at) => {
      if (on === 1) known.days[at] = 1;
    });
    if (isNew) table.set(key, known);
    return isNew;
  }

  const seenBefore = new Map<Window, (readonly Day[])[]>();
  /** The days at which a window looks from a day, nearest first; as far as anything changes, where it has no end. */
  function seen(window: Window, x: Day): readonly Day[] {
    const lists = seenBefore.get(window) ?? [];
    seenBefore.set(window, lists);
    lists[x - first] ??= [...daysSeen(window, x)];
    return lists[x - first]!;
  }

  function* daysSeen(window: Window, x: Day): Generator<Day> {
    const least = spanOn(policy, window.least, x);
    const most = window.most === null ? null : spanOn(policy, window.most, x);
    const room = 31 * (least.months + 1) + least.days;
    if (window.direction === "last") {
      // In the last D1 to D2, seen from x: every day s with s + D1 <= x < (s + 1) + D2.
      for (let s = x as number; s >= Math.min(first, x) - room; s--) {
        if (most !== null && x >= addDuration((s + 1) as Day, most)) return;
        if (addDuration(s as Day, least) <= x) yield s as Day;
      }
    } else {
      // In the next D1 to D2, seen from x: every day s with s - D2 <= x < (s + 1) - D1.
      for (let s = x as number; s <= Math.max(last, x) + room; s++) {
        if (most !== null && subtractDuration(s as Day, most) > x) return;
        if (x < subtractDuration((s + 1) as Day, least)) yield s as Day;
      }
    }
  }

  const matches = (terms: readonly Term[], tuple: Tuple, bindings: Bindings): boolean =>
    terms.every((term, column) => {
      if (term.term === "any") return true;
      return (term.term === "value" ? term.value : bindings.get(term.name)) === tuple[column];
    });

  /** The days on which a condition holds, all its variables having values. */
  function daysOf(condition: Condition, bindings: Bindings): Days {
    switch (condition.condition) {
      case "atom": {
        const found = [...tables.get(condition.predicate)!.values()].filter(({ tuple }) =>
          matches(condition.terms, tuple, bindings),
        );
        return each((x) => found.some(({ days }) => holdsOn(days, x)));
      }
      case "all": {
        const parts = condition.parts.map((part) => daysOf(part, bindings));
        return each((x) => parts.every((part) => holdsOn(part, x)));
      }
      case "any": {
        const parts = condition.parts.map((part) => daysOf(part, bindings));
        return each((x) => parts.some((part) => holdsOn(part, x)));
      }
      case "unless": {
        const body = daysOf(condition.body, bindings);
        const exceptions = candidates(condition.exception, bindings).map((some) =>
          daysOf(condition.exception, some),
        );
        return each((x) => holdsOn(body, x) && !exceptions.some((exception) => holdsOn(exception, x)));
      }
      case "within": {
        const body = daysOf(condition.body, bindings);
        return each((x) => seen(condition.window, x).some((s) => holdsOn(body, s)));
      }
      case "throughout": {
        const body = daysOf(condition.body, bindings);
        return each((x) => seen(condition.window, x).every((s) => holdsOn(body, s)));
      }
      case "since":
      case "until": {
        const [body, anchor] = [daysOf(condition.body, bindings), daysOf(condition.anchor, bindings)];
        const { window } = condition;
        const step = window.direction === "last" ? -1 : 1;
        return each((x) => {
          let bodyFrom = x as number;
          return seen(window, x).some((s) => {
            // The body is needed on every day from x to s, the anchor's own day left out.
            while (bodyFrom !== s && holdsOn(body, bodyFrom)) bodyFrom += step;
            return bodyFrom === s && holdsOn(anchor, s);
          });
        });
      }
      case "begins": {
        const body = daysOf(condition.body, bindings);
        return each((x) => holdsOn(body, x) && !holdsOn(body, x - 1));
      }
      case "ends": {
        const body = daysOf(condition.body, bindings);
        return each((x) => !holdsOn(body, x) && holdsOn(body, x - 1));
      }
      case "after": {
        const body = daysOf(condition.body, bindings);
        const firstEnd = body.findIndex((on, at) => on === 0 && body[at - 1] === 1);
        return each((x) => firstEnd >= 0 && x >= first + firstEnd);
      }
      case "compare":
      case "let":
      case "days":
        return each((x) => holdsByValue(policy, condition, bindings, x));
    }
  }

  /** Values for a condition's variables, going on from `known`: all for which it holds on some day, and maybe more. */
  function candidates(condition: Condition, known: Bindings): Bindings[] {
    let found: Bindings[] = [known];
    for (;;) {
      // Again until nothing is added: a `let` may need variables that a later part gives a value.
      const more = new Map<string, Bindings>();
      for (const old of found)
        for (const one of extended(condition, old)) more.set(JSON.stringify([...one].sort()), one);
      const grew = [...more.values()].some((one) => !found.some((old) => old.size === one.size));
      found = [...more.values()];
      if (!grew) return found;
    }
  }

  function extended(condition: Condition, known: Bindings): Bindings[] {
    switch (condition.condition) {
      case "atom":
        return [...tables.get(condition.predicate)!.values()].flatMap(({ tuple }) => {
          const bindings = new Map(known);
          condition.terms.forEach((term, column) => {
            if (term.term === "variable" && !bindings.has(term.name)) bindings.set(term.name, tuple[column]!);
          });
          return matches(condition.terms, tuple, bindings) ? [bindings] : [];
        });
      case "all":
        return condition.parts.reduce<Bindings[]>(
          (found, part) => found.flatMap((bindings) => extended(part, bindings)),
          [known],
        );
      case "any":
        return condition.parts.flatMap((part) => extended(part, known));
      case "since":
      case "until":
        return extended(condition.anchor, known);
      case "unless":
      case "within":
      case "throughout":
      case "begins":
      case "ends":
      case "after":
        return extended(condition.body, known);
      case "let": {
        if (known.has(condition.variable)) return [known];
        const values = daysOfChange(policy).map((x) => valueOn(policy, condition.value, known, x));
        const missing = values.every((value) => value === undefined);
        return missing
          ? [known]
          : [...new Set(values)].flatMap((value) =>
              value === undefined ? [] : [new Map(known).set(condition.variable, value as Value)],
            );
      }
      case "compare":
      case "days":
        return [known];
    }
  }

  /** Derives with one rule all that it gives from what is known so far; true where something is new. */
  function apply(rule: Rule, isCut: boolean): boolean {
    let isNew = false;
    for (const bindings of candidates(rule.body, new Map())) {
      const tuple = rule.variables.map((name) => bindings.get(name));
      if (tuple.includes(undefined)) continue;
      let days = daysOf(rule.body, bindings);
      if (isCut) {
        const body = days;
        days = each((x) => holdsOn(body, x) && x >= horizon!.first && x <= horizon!.last);
      }
      if (days.includes(1)) isNew = add(rule.predicate, tuple as Tuple, days) || isNew;
    }
    return isNew;
  }

  for (const fact of eachFact(facts)) {
    if (!tables.has(fact.record)) continue;
    add(
      fact.record,
      fact.tuple,
      each((x) => fact.from <= x && x < fact.to),
    );
  }
  const { components, problems } = stratify(policy);
  const refused = problems.find(({ reason }) => reason !== "delayed" || horizon === undefined);
  if (refused !== undefined)
    throw new RangeError(
      `the recursion ${refused.cycle.join(" -> ")} is ${refused.reason} and has no meaning here`,
    );
  for (const { predicates, delayed } of components) {
    const rules = policy.rules.filter((rule) => predicates.includes(rule.predicate));
    while (rules.filter((rule) => apply(rule, delayed)).length > 0);
  }

  /** The days as intervals: what holds on the first day of the stretch always did, what holds on the last always will. */
  const intervalsOf = (days: Days) =>
    intervalSet(
      [...days].flatMap((on, at): [Day, Day][] => {
        if (on === 0) return [];
        const x = first + at;
        return [[x === first ? SINCE_EVER : (x as Day), x === last ? OPEN : ((x + 1) as Day)]];
      }),
    );
  const tableOf = (predicate: string): Table => {
    const table = tables.get(predicate);
    if (table === undefined) throw new RangeError(`no record or predicate \`${predicate}\` is declared`);
    return table;
  };
  return {
    policy,
    when: (predicate, tuple) =>
      intervalsOf(tableOf(predicate).get(JSON.stringify(tuple))?.days ?? new Uint8Array(0)),
    *list(predicate, pattern = [], on): Generator<Dated> {
      for (const { tuple, days } of tableOf(predicate).values()) {
        if (pattern.some((value, column) => value !== undefined && value !== tuple[column])) continue;
        const dated = { tuple, days: intervalsOf(days) };
        if (on === undefined || has(dated.days, on)) yield dated;
      }
    },
  };
}
