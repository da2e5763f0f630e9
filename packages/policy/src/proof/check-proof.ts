/**
 * Checks a proof from policy, facts and calendar alone. Every fact named must be one, every claim rested on be proved, and
 * the rule's body hold on all days claimed when it sees nothing but these. What must not be the case is looked for in
 * all that follows from the facts, by backward chaining; recursions go round by round until nothing is added.
 */
import type { Day, IntervalSet } from "@comity/calendar";
import * as calendar from "@comity/calendar";
import type { Horizon } from "../evaluation.ts";
import type { Facts } from "../facts.ts";
import { byWindow, daysByValue, valuesOf } from "../meaning/dated.ts";
import type { Bindings } from "../meaning/expression.ts";
import type { Condition, Policy, Term, Tuple, Value } from "../policy.ts";
import { stratify } from "../strata.ts";
import type { Claim, Proof } from "./proof.ts";

type Pattern = readonly (Value | undefined)[];
type Row = { readonly tuple: Tuple; readonly days: IntervalSet };
type Look = (predicate: string, pattern: Pattern) => readonly Row[];

const text = (value: unknown): string => JSON.stringify(value);
const claimed = ({ from, to }: Claim): IntervalSet => calendar.interval(from, to);
const united = (rows: readonly Row[]): IntervalSet => calendar.unionAll(rows.map(({ days }) => days));
/** Each tuple once, with all its days, in an order of their own: found in another order, rounds could change for ever. */
const merged = (rows: readonly Row[]): Row[] =>
  [...new Map(rows.map((row): [string, Tuple] => [text(row.tuple), row.tuple]).sort())]
    .map(([key, tuple]) => ({ tuple, days: united(rows.filter((row) => text(row.tuple) === key)) }))
    .filter(({ days }) => days.length > 0);
const fits = (tuple: Pattern, pattern: Pattern): boolean =>
  pattern.every((value, c) => value === undefined || tuple[c] === undefined || value === tuple[c]);
const patternOf = (terms: readonly Term[], known: Bindings): Pattern =>
  terms.map((one) => ("value" in one ? one.value : "name" in one ? known.get(one.name) : undefined));

/** The values known and those that a tuple adds; none where the terms do not fit it. */
function fitted(terms: readonly Term[], tuple: Pattern, known: Bindings): Bindings[] {
  const values = new Map(known);
  for (const [c, term] of terms.entries())
    if ("name" in term && tuple[c] !== undefined && !values.has(term.name)) values.set(term.name, tuple[c]);
  return fits(tuple, patternOf(terms, values)) ? [values] : [];
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
  const cut = horizon && calendar.interval(horizon.first, (horizon.last + 1) as Day);
  function given(predicate: string, body: Condition, known: Bindings, look: Look): IntervalSet {
    const days = daysOf(body, known, look);
    return cut !== undefined && delayed.includes(predicate) ? calendar.intersection(days, cut) : days;
  }

  /** The facts that fit a pattern; none where the predicate is derived. */
  function factsLike(record: string, pattern: Pattern): Row[] {
    const table = facts.tables.get(record);
    if (table === undefined) return [];
    const kinds = table.shape.columns.map(({ kind }) => kind);
    const codes = pattern.map((value, c) => value !== undefined && facts.symbols.find(kinds[c]!, value));
    const rows: Row[] = [];
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
    const asked = text([predicate, pattern]);
    let tables = new Map<string, readonly Row[]>();
    while (!settled.has(asked)) {
      const before = tables;
      tables = new Map();
      const look: Look = (goal, wanted) => {
        const key = text([goal, wanted]);
        if (settled.has(key) || tables.has(key)) return settled.get(key) ?? tables.get(key)!;
        tables.set(key, before.get(key) ?? []);
        const rows = factsLike(goal, wanted);
        for (const rule of policy.rules.filter((one) => one.predicate === goal)) {
          const head = rule.variables.map((name): Term => ({ term: "variable", name }));
          for (const start of fitted(head, wanted, new Map()))
            for (const values of choices(rule.body, start, look)) {
              const days = given(goal, rule.body, values, look);
              rows.push({ tuple: patternOf(head, values) as Tuple, days });
            }
        }
        tables.set(key, merged(rows));
        return tables.get(key)!;
      };
      const rows = look(predicate, pattern);
      if (text([...before]) === text([...tables])) settled.set(asked, rows);
    }
    return settled.get(asked)!;
  };

  /** Values for a condition's variables: all for which it holds on some day, and maybe more. */
  function choices(condition: Condition, known: Bindings, look: Look): Bindings[] {
    switch (condition.condition) {
      case "atom": {
        const { predicate, terms } = condition;
        return look(predicate, patternOf(terms, known)).flatMap(({ tuple }) => fitted(terms, tuple, known));
      }
      case "all": {
        let found: Bindings[] = [known];
        // As many times around as there are parts: a `let` may need what a later part gives.
        for (const part of condition.parts.flatMap(() => condition.parts)) {
          const more = found.flatMap((one) => choices(part, one, look));
          found = [...new Map(more.map((one) => [text([...one].sort()), one])).values()];
        }
        return found;
      }
      case "any":
        return condition.parts.flatMap((part) => choices(part, known, look));
      case "let": {
        const values = known.has(condition.variable) ? [] : valuesOf(policy, condition.value, known);
        if (values.length === 0) return [known];
        return values.map((value) => new Map(known).set(condition.variable, value));
      }
      default:
        if (!("body" in condition)) return [known];
        return choices("anchor" in condition ? condition.anchor : condition.body, known, look);
    }
  }

  /** The days on which a condition holds, as far as `look` sees; what must not hold is looked for in truth. */
  function daysOf(condition: Condition, known: Bindings, look: Look): IntervalSet {
    const days = (inner: Condition): IntervalSet => daysOf(inner, known, look);
    switch (condition.condition) {
      case "atom": {
        const { predicate, terms } = condition;
        const pattern = patternOf(terms, known);
        const isFree = terms.some((term, c) => term.term === "variable" && pattern[c] === undefined);
        return isFree ? calendar.EMPTY : united(look(predicate, pattern));
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
        const { begins, ends, after, duration } = calendar;
        const changes = { begins, ends, after }[condition.condition](daysOf(condition.body, known, truth));
        // The day of the body beside the change must be seen itself.
        const least = duration({ days: condition.condition === "begins" ? 0 : 1 });
        const most = condition.condition === "after" ? null : duration({ days: 1 });
        const beside = calendar.within(days(condition.body), { direction: "last", least, most });
        return calendar.intersection(changes, beside);
      }
      case "within":
        return byWindow(policy, condition.window, (by) => calendar.within(days(condition.body), by));
      case "throughout":
        return byWindow(policy, condition.window, (by) => calendar.throughout(days(condition.body), by));
      case "since":
      case "until": {
        const operation = condition.condition === "since" ? calendar.since : calendar.until;
        const [body, anchor] = [days(condition.body), days(condition.anchor)];
        return byWindow(policy, condition.window, (by) => operation(body, anchor, by));
      }
      default:
        return daysByValue(policy, condition, known);
    }
  }

  function fault({ claim, rule: id, bindings, facts: named, proofs }: Proof): string | undefined {
    const rule = policy.rules.find((one) => one.id === id && one.predicate === claim.predicate);
    if (rule === undefined) return `no rule \`${id}\` gives \`${claim.predicate}\``;
    const known: Bindings = new Map(Object.entries(bindings));
    if (text(rule.variables.map((name) => known.get(name))) !== text(claim.tuple))
      return `\`${id}\` gives another tuple`;
    for (const fact of named)
      if (!calendar.covers(united(factsLike(fact.predicate, fact.tuple)), claimed(fact)))
        return `\`${fact.predicate}\` of ${fact.tuple.join(", ")} is no fact on all those days`;
    const wrong = proofs.map(fault).find((reason) => reason !== undefined);
    if (wrong !== undefined) return wrong;
    const rests = [...named, ...proofs.map((part) => part.claim)];
    const rows = rests.map((one) => ({ ...one, days: claimed(one) }));
    const look: Look = (predicate, pattern) =>
      rows.filter((one) => one.predicate === predicate && fits(one.tuple, pattern));
    const isShown = calendar.covers(given(claim.predicate, rule.body, known, look), claimed(claim));
    if (claim.from < claim.to && isShown) return undefined;
    return `what \`${id}\` rests on does not give \`${claim.predicate}\` on all days claimed`;
  }

  return fault(proof) ?? true;
}
