/**
 * Checks a proof from the policy, the facts and the calendar alone: it shares nothing with what makes answers or proofs.
 * Every fact named must be one, every claim rested on must itself be proved, and the rule's body must hold on all days
 * claimed when its conditions see nothing but these. What must not be the case is looked for in all that follows from
 * the facts, by backward chaining; recursions go round by round until nothing is added.
 */

import type { Day, IntervalSet } from "@comity/calendar";
import * as calendar from "@comity/calendar";
import type { Horizon } from "../evaluation.ts";
import type { Facts } from "../facts.ts";
import { type Bindings, daysOfChange, holdsByValue, spanOn, valueOn } from "../meaning/expression.ts";
import type { Condition, Policy, Term, Tuple, Value } from "../policy.ts";
import { stratify } from "../strata.ts";
import type { Claim, Proof } from "./proof.ts";

type Pattern = readonly (Value | undefined)[];
type Row = { readonly tuple: Tuple; readonly days: IntervalSet };
/** All tuples that fit a pattern and the days known of each; a tuple may come more than once. */
type Look = (predicate: string, pattern: Pattern) => readonly Row[];

const keyOf = (value: unknown): string => JSON.stringify(value);
const daysOfClaim = ({ from, to }: Claim): IntervalSet => calendar.interval(from, to);
const united = (rows: readonly Row[]): IntervalSet => calendar.unionAll(rows.map(({ days }) => days));
const variables = (names: readonly string[]): Term[] => names.map((name) => ({ term: "variable", name }));

function differing<T>(all: readonly T[], by: (one: T) => unknown): T[] {
  return [...new Map(all.map((one) => [keyOf(by(one)), one])).values()];
}

function patternOf(terms: readonly Term[], known: Bindings): Pattern {
  return terms.map((term) => {
    if (term.term === "variable") return known.get(term.name);
    return term.term === "value" ? term.value : undefined;
  });
}

/** The values known and those that a tuple adds; none where the terms do not fit it. */
function fitted(terms: readonly Term[], tuple: Pattern, known: Bindings): Bindings[] {
  const values = new Map(known);
  terms.forEach((term, c) => {
    if (term.term === "variable" && !values.has(term.name) && tuple[c] !== undefined)
      values.set(term.name, tuple[c]);
  });
  const isFree = (value: Value | undefined): boolean => value === undefined;
  return patternOf(terms, values).every((v, c) => isFree(v) || isFree(tuple[c]) || v === tuple[c])
    ? [values]
    : [];
}

/**
 * True where the proof holds, or the reason why not. A policy whose recursion runs through durations needs the horizon.
 *
 *     checkProof(policy, facts, explanation.proof)    // true
 */
export function checkProof(
  policy: Policy,
  facts: Facts,
  proof: Proof,
  { horizon }: { readonly horizon?: Horizon } = {},
): true | string {
  const delayed = stratify(policy).components.flatMap((one) => (one.delayed ? one.predicates : []));
  const starts = daysOfChange(policy);

  /** What a rule's body gives its predicate. */
  function given(predicate: string, body: Condition, known: Bindings, look: Look): IntervalSet {
    const days = daysOf(body, known, look);
    if (horizon === undefined || !delayed.includes(predicate)) return days;
    return calendar.intersection(days, calendar.interval(horizon.first, (horizon.last + 1) as Day));
  }

  /** The facts that fit a pattern; none where the predicate is derived. */
  function factsLike(record: string, pattern: Pattern): Row[] {
    const table = facts.tables.get(record);
    const rows: Row[] = [];
    if (table === undefined) return rows;
    const kinds = table.shape.columns.map(({ kind }) => kind);
    const codes = pattern.map((value, c) => value !== undefined && facts.symbols.find(kinds[c]!, value));
    for (let row = 0; row < table.count; row++) {
      if (codes.some((code, c) => code !== false && code !== table.columns[c]![row])) continue;
      const tuple = kinds.map((kind, c) => facts.symbols.value(kind, table.columns[c]![row]!));
      rows.push({ tuple, days: calendar.interval(table.from[row] as Day, table.to[row] as Day) });
    }
    return rows;
  }

  const settled = new Map<string, readonly Row[]>();
  /** All that truly fits a pattern: as many rounds over all goals needed as something is added in. */
  const truth: Look = (predicate, pattern) => {
    const asked = keyOf([predicate, pattern]);
    let tables = new Map<string, readonly Row[]>();
    while (!settled.has(asked)) {
      const before = tables;
      tables = new Map();
      const look: Look = (goal, wanted) => {
        const key = keyOf([goal, wanted]);
        if (tables.has(key)) return tables.get(key)!;
        tables.set(key, before.get(key) ?? []);
        const rows = factsLike(goal, wanted);
        for (const rule of policy.rules.filter((one) => one.predicate === goal)) {
          const head = variables(rule.variables);
          const known = fitted(head, wanted, new Map()).flatMap((values) => choices(rule.body, values, look));
          for (const values of known)
            rows.push({
              tuple: patternOf(head, values) as Tuple,
              days: given(goal, rule.body, values, look),
            });
        }
        const tuples = differing(rows, ({ tuple }) => tuple).map(({ tuple }) => {
          return { tuple, days: united(rows.filter((row) => keyOf(row.tuple) === keyOf(tuple))) };
        });
        tables.set(key, tuples);
        return tuples;
      };
      const rows = look(predicate, pattern);
      if (keyOf([...before]) === keyOf([...tables])) settled.set(asked, rows);
    }
    return settled.get(asked)!;
  };

  /** Values for a condition's variables: all for which it holds on some day, and maybe more. */
  function choices(condition: Condition, known: Bindings, look: Look): Bindings[] {
    switch (condition.condition) {
      case "atom": {
        const rows = look(condition.predicate, patternOf(condition.terms, known));
        return rows.flatMap(({ tuple }) => fitted(condition.terms, tuple, known));
      }
      case "all": {
        const next = (found: Bindings[], part: Condition): Bindings[] =>
          differing(
            found.flatMap((one) => choices(part, one, look)),
            (one) => [...one].sort(),
          );
        // As many times around as there are parts: a `let` may need what a later part gives.
        return condition.parts.flatMap(() => condition.parts).reduce(next, [known]);
      }
      case "any":
        return condition.parts.flatMap((part) => choices(part, known, look));
      case "let": {
        const values = starts.flatMap((on) => valueOn(policy, condition.value, known, on) ?? []) as Value[];
        if (known.has(condition.variable) || values.length === 0) return [known];
        return values.map((value) => new Map(known).set(condition.variable, value));
      }
      case "compare":
      case "days":
        return [known];
      default:
        return choices("anchor" in condition ? condition.anchor : condition.body, known, look);
    }
  }

  /** The days on which a condition holds, as far as `look` sees; what must not hold is looked for in truth. */
  function daysOf(condition: Condition, known: Bindings, look: Look): IntervalSet {
    const days = (inner: Condition): IntervalSet => daysOf(inner, known, look);
    const stretchwise = (daysFrom: (on: Day) => IntervalSet): IntervalSet => {
      const ends = [...starts.slice(1), calendar.OPEN];
      return calendar.unionAll(
        starts.map((on, at) => calendar.intersection(daysFrom(on), calendar.interval(on, ends[at]!))),
      );
    };
    switch (condition.condition) {
      case "atom": {
        const pattern = patternOf(condition.terms, known);
        const isFree = condition.terms.some(
          (term, c) => term.term === "variable" && pattern[c] === undefined,
        );
        return isFree ? calendar.EMPTY : united(look(condition.predicate, pattern));
      }
      case "all":
        return condition.parts.map(days).reduce((a, b) => calendar.intersection(a, b), calendar.ALWAYS);
      case "any":
        return calendar.unionAll(condition.parts.map(days));
      case "unless": {
        const some = choices(condition.exception, known, truth);
        const exceptions = some.map((one) => daysOf(condition.exception, one, truth));
        return calendar.difference(days(condition.body), calendar.unionAll(exceptions));
      }
      case "begins":
      case "ends":
      case "after": {
        const { begins, ends, after, within, intersection } = calendar;
        const changes = { begins, ends, after }[condition.condition](daysOf(condition.body, known, truth));
        // The days of the body beside the change must be seen themselves.
        const least = calendar.duration({ days: condition.condition === "begins" ? 0 : 1 });
        const most = condition.condition === "after" ? null : calendar.duration({ days: 1 });
        return intersection(changes, within(days(condition.body), { direction: "last", least, most }));
      }
      case "compare":
      case "let":
        return stretchwise((on) =>
          holdsByValue(policy, condition, known, on) ? calendar.ALWAYS : calendar.EMPTY,
        );
      case "days":
        return stretchwise((on) => {
          const day = valueOn(policy, condition.day, known, on) as Day | undefined;
          if (day === undefined) return calendar.EMPTY;
          const { SINCE_EVER, OPEN } = calendar;
          const next = (day + 1) as Day;
          const ends = {
            on: [day, next],
            from: [day, OPEN],
            before: [SINCE_EVER, day],
            through: [SINCE_EVER, next],
          };
          return calendar.interval(...(ends[condition.form] as [Day, Day]));
        });
      default: {
        const body = days(condition.body);
        const anchor = "anchor" in condition ? days(condition.anchor) : calendar.EMPTY;
        const { direction, least, most } = condition.window;
        return stretchwise((on) => {
          const window = {
            direction,
            least: spanOn(policy, least, on),
            most: most && spanOn(policy, most, on),
          };
          if (condition.condition === "within") return calendar.within(body, window);
          if (condition.condition === "throughout") return calendar.throughout(body, window);
          return direction === "last"
            ? calendar.since(body, anchor, window as never)
            : calendar.until(body, anchor, window as never);
        });
      }
    }
  }

  function fault({ claim, rule: id, bindings, facts: named, proofs }: Proof): string | undefined {
    const rule = policy.rules.find((one) => one.id === id && one.predicate === claim.predicate);
    if (rule === undefined) return `no rule \`${id}\` gives \`${claim.predicate}\``;
    const known: Bindings = new Map(Object.entries(bindings));
    if (keyOf(rule.variables.map((name) => known.get(name))) !== keyOf(claim.tuple))
      return `\`${id}\` gives another tuple`;
    for (const fact of named)
      if (!calendar.covers(united(factsLike(fact.predicate, fact.tuple)), daysOfClaim(fact)))
        return `\`${fact.predicate}\` of ${fact.tuple.join(", ")} is not a fact on all those days`;
    for (const part of proofs) {
      const reason = fault(part);
      if (reason !== undefined) return reason;
    }
    const shown = [...named, ...proofs.map((part) => part.claim)];
    const look: Look = (predicate, pattern) =>
      shown
        .filter(
          (one) =>
            one.predicate === predicate && pattern.every((v, c) => v === undefined || v === one.tuple[c]),
        )
        .map((one) => ({ tuple: one.tuple, days: daysOfClaim(one) }));
    const isShown =
      claim.from < claim.to &&
      calendar.covers(given(claim.predicate, rule.body, known, look), daysOfClaim(claim));
    return isShown
      ? undefined
      : `what \`${id}\` rests on does not give \`${claim.predicate}\` on all days claimed`;
  }

  return fault(proof) ?? true;
}
