/**
 * Random worlds as answer set programs, grounded over a stretch of days: a second witness to what a policy means.
 *
 * Joins, exceptions, recursion and windows are rules of the program, day by day. Only what needs arithmetic is worked
 * out here: which days a window sees from which, and for which values a comparison, `let` or condition on days holds.
 */
import { addDuration, type Day, type Duration, subtractDuration } from "@comity/calendar";
import {
  type Condition,
  type Expression,
  eachFact,
  type Policy,
  type Rule,
  stratify,
  type Term,
  type Tuple,
  type Value,
  type Window,
} from "../src/index.ts";
import { holdsByValue, spanOn, valueOn } from "../src/meaning/expression.ts";
import { stretchOf } from "../src/meaning/stretch.ts";
import type { World } from "./random.ts";

type Domains = Map<string, Set<Value>>;

const quoted = (value: Value): string =>
  JSON.stringify(typeof value === "number" ? `n${value}` : `t${value}`);
const upper = (name: string): string => `V_${name}`;
/** `name(a, b, day)`; a day is always there, so no atom is without arguments. */
const atom = (name: string, terms: readonly string[], day: string): string =>
  `${name}(${[...terms, day].join(",")})`;

function namesIn(expression: Expression): string[] {
  if (expression.expression === "variable") return [expression.name];
  return expression.expression === "arithmetic"
    ? [...namesIn(expression.left), ...namesIn(expression.right)]
    : [];
}

/** The variables that a condition names, those inside exceptions only where `outside` names them too. */
function variablesOf(condition: Condition, outside: ReadonlySet<string>): Set<string> {
  switch (condition.condition) {
    case "atom":
      return new Set(condition.terms.flatMap((term) => (term.term === "variable" ? [term.name] : [])));
    case "compare":
      return new Set([...namesIn(condition.left), ...namesIn(condition.right)]);
    case "let":
      return new Set([condition.variable, ...namesIn(condition.value)]);
    case "days":
      return new Set(namesIn(condition.day));
    case "unless": {
      const body = variablesOf(condition.body, outside);
      const exception = variablesOf(condition.exception, outside);
      return new Set([...body, ...[...exception].filter((name) => body.has(name) || outside.has(name))]);
    }
    case "all":
    case "any":
      return new Set(condition.parts.flatMap((part) => [...variablesOf(part, outside)]));
    case "since":
    case "until":
      return new Set([...variablesOf(condition.body, outside), ...variablesOf(condition.anchor, outside)]);
    default:
      return variablesOf(condition.body, outside);
  }
}

export class Grounder {
  readonly #world: World;
  readonly #policy: Policy;
  readonly #first: number;
  readonly #last: number;
  readonly #lines: string[] = [];
  readonly #columns = new Map<string, Set<Value>[]>();
  #count = 0;

  constructor(world: World) {
    this.#world = world;
    this.#policy = world.policy;
    const { first, last } = stretchOf(world.policy, world.facts, world.horizon);
    this.#first = first;
    this.#last = last;
  }

  get days(): number {
    return this.#last - this.#first + 1;
  }

  get first(): number {
    return this.#first;
  }

  get last(): number {
    return this.#last;
  }

  program(): string {
    this.#lines.push(`day(${this.#first}..${this.#last}).`);
    for (const { name, columns } of [...this.#policy.records, ...this.#policy.predicates])
      this.#columns.set(
        name,
        columns.map(() => new Set()),
      );
    for (const { record, tuple, from, to } of eachFact(this.#world.facts)) {
      const [start, end] = [Math.max(from, this.#first), Math.min(to - 1, this.#last)];
      if (start > end) continue;
      this.#fill(record, tuple);
      this.#lines.push(`${atom(`p_${record}`, tuple.map(quoted), `${start}..${end}`)}.`);
    }
    const cut = this.#world.horizon;
    for (const { predicates, delayed } of stratify(this.#policy).components) {
      const rules = this.#policy.rules.filter(({ predicate }) => predicates.includes(predicate));
      this.#closeDomains(rules);
      for (const rule of rules) {
        const domains = this.#domainsOf(rule);
        const outside = variablesOf(rule.body, new Set(rule.variables));
        const body = this.#condition(rule.body, domains, outside, new Set(rule.variables));
        const limit = delayed && cut !== undefined ? `, X >= ${cut.first}, X <= ${cut.last}` : "";
        const head = atom(`p_${rule.predicate}`, rule.variables.map(upper), "X");
        this.#lines.push(`${head} :- ${atom(body.name, body.variables.map(upper), "X")}${limit}.`);
      }
    }
    for (const { name, columns } of this.#policy.predicates)
      this.#lines.push(`#show p_${name}/${columns.length + 1}.`);
    return this.#lines.join("\n");
  }

  #fill(predicate: string, tuple: Tuple): void {
    tuple.forEach((value, c) => {
      this.#columns.get(predicate)![c]!.add(value);
    });
  }

  /** All values that the columns of these rules' predicates can have: again until nothing is added. */
  #closeDomains(rules: readonly Rule[]): void {
    for (let before = -1, size = 0; size !== before; ) {
      before = size;
      size = 0;
      for (const rule of rules) {
        const domains = this.#domainsOf(rule);
        rule.variables.forEach((name, c) => {
          const column = this.#columns.get(rule.predicate)![c]!;
          for (const value of domains.get(name) ?? []) column.add(value);
          size += column.size;
        });
      }
    }
  }

  /** For each variable of a rule all values that an atom or a `let` can give it. */
  #domainsOf(rule: Rule): Domains {
    const domains: Domains = new Map();
    const add = (name: string, value: Value): void => {
      domains.set(name, (domains.get(name) ?? new Set()).add(value));
    };
    const look = (condition: Condition, isException: boolean): void => {
      if (condition.condition === "atom") {
        const columns = this.#columns.get(condition.predicate)!;
        condition.terms.forEach((term, c) => {
          if (term.term === "variable") for (const value of columns[c]!) add(term.name, value);
        });
      } else if (condition.condition === "let") {
        for (const values of this.#assignments(namesIn(condition.value), domains))
          for (const on of this.#daysOfChange()) {
            const value = valueOn(this.#policy, condition.value, values, on as Day);
            if (value !== undefined) add(condition.variable, value as Value);
          }
      }
      if ("parts" in condition) for (const part of condition.parts) look(part, isException);
      if ("body" in condition) look(condition.body, isException);
      if ("anchor" in condition) look(condition.anchor, isException);
      if ("exception" in condition) look(condition.exception, true);
    };
    // Twice and more: a `let` may need what a later part gives.
    for (let round = 0; round < 4; round++) look(rule.body, false);
    return domains;
  }

  #daysOfChange(): number[] {
    const days = this.#policy.parameters.flatMap(({ pieces }) => pieces.map(({ from }) => from as number));
    const inside = days.filter((day) => day > this.#first && day <= this.#last);
    return [...new Set([this.#first, ...inside])].sort((a, b) => a - b);
  }

  *#assignments(names: readonly string[], domains: Domains): Generator<Map<string, Value>> {
    const [name, ...rest] = [...new Set(names)];
    if (name === undefined) {
      yield new Map();
      return;
    }
    for (const others of this.#assignments(rest, domains))
      for (const value of domains.get(name) ?? []) yield new Map(others).set(name, value);
  }

  /** Facts `dom_n("value")` for a variable that nothing else in a rule of the program binds. */
  #domain(name: string, domains: Domains): string {
    const predicate = `dom_${this.#count++}`;
    for (const value of domains.get(name) ?? []) this.#lines.push(`${predicate}(${quoted(value)}).`);
    // Without any value nothing holds.
    if ((domains.get(name)?.size ?? 0) === 0) this.#lines.push(`${predicate}(none) :- #false.`);
    return `${predicate}(${upper(name)})`;
  }

  /**
   * Adds rules for a condition; says under which name it then holds for values of which variables on a day X.
   * `outside`: all variables of the rule that are not an exception's own; `wanted`: those that occur around it.
   */
  #condition(
    condition: Condition,
    domains: Domains,
    outside: ReadonlySet<string>,
    wanted: ReadonlySet<string>,
  ): { name: string; variables: string[] } {
    const name = `h_${this.#count++}`;
    let variables = [...variablesOf(condition, outside)].sort();
    const inner = (part: Condition, around: Iterable<string> = []) =>
      this.#condition(part, domains, outside, new Set([...wanted, ...around]));
    const head = (day: string): string => atom(name, variables.map(upper), day);
    const read = (part: { name: string; variables: string[] }, day: string): string =>
      atom(part.name, part.variables.map(upper), day);
    const rest = (bound: Iterable<string>): string => {
      const known = new Set(bound);
      return variables
        .filter((variable) => !known.has(variable))
        .map((variable) => `, ${this.#domain(variable, domains)}`)
        .join("");
    };
    const add = (line: string): void => {
      this.#lines.push(line);
    };
    switch (condition.condition) {
      case "atom": {
        const terms = condition.terms.map((term: Term) => {
          if (term.term === "any") return "_";
          return term.term === "value" ? quoted(term.value) : upper(term.name);
        });
        add(`${head("X")} :- ${atom(`p_${condition.predicate}`, terms, "X")}.`);
        break;
      }
      case "all": {
        const parts = condition.parts.map((part) =>
          inner(part, this.#others(condition.parts, part, outside)),
        );
        variables = [...new Set(parts.flatMap((part) => part.variables))].sort();
        add(`${head("X")} :- ${parts.map((part) => read(part, "X")).join(", ")}.`);
        break;
      }
      case "any": {
        // A variable of one branch alone is nobody else's: there it means some value.
        const own = (part: Condition): string[] => {
          const others = this.#others(condition.parts, part, outside);
          return [...variablesOf(part, outside)].filter((one) => !others.has(one) && !wanted.has(one));
        };
        const local = new Set(condition.parts.flatMap(own));
        const kept = variables.filter((variable) => !local.has(variable));
        for (const part of condition.parts) {
          const branch = inner(part, kept);
          const missing = kept.filter((variable) => !branch.variables.includes(variable));
          const bound = missing.map((variable) => `, ${this.#domain(variable, domains)}`).join("");
          add(`${atom(name, kept.map(upper), "X")} :- ${read(branch, "X")}${bound}.`);
        }
        return { name, variables: kept };
      }
      case "unless": {
        const exceptionNames = variablesOf(condition.exception, outside);
        const body = inner(condition.body, exceptionNames);
        const exception = this.#condition(
          condition.exception,
          domains,
          new Set([...outside, ...exceptionNames]),
          new Set([...wanted, ...variables]),
        );
        const shared = exception.variables.filter((one) => body.variables.includes(one) || outside.has(one));
        variables = [...new Set([...body.variables, ...shared])].sort();
        const known = exception.variables.filter((variable) => variables.includes(variable));
        const some = atom(`e${name}`, known.map(upper), "X");
        add(`${some} :- ${read(exception, "X")}.`);
        add(`${head("X")} :- ${read(body, "X")}${rest(body.variables)}, not ${some}.`);
        break;
      }
      case "within":
      case "throughout": {
        const body = inner(condition.body);
        const seen = this.#seen(condition.window, this.#first, this.#last);
        const bound = body.variables.length > 0 ? `, c${name}(${body.variables.map(upper).join(",")})` : "";
        if (bound !== "") add(`c${name}(${body.variables.map(upper).join(",")}) :- ${read(body, "_")}.`);
        add(
          condition.condition === "within"
            ? `${atom(name, body.variables.map(upper), "X")} :- ${seen}(X,S), ${read(body, "S")}.`
            : `${atom(name, body.variables.map(upper), "X")} :- day(X)${bound}, ${read(body, "S")} : ${seen}(X,S).`,
        );
        return { name, variables: body.variables };
      }
      case "since":
      case "until": {
        const anchor = inner(condition.anchor, variablesOf(condition.body, outside));
        const body = inner(condition.body, variablesOf(condition.anchor, outside));
        variables = [...new Set([...anchor.variables, ...body.variables])].sort();
        const isSince = condition.condition === "since";
        // One day more on the side where time goes on for ever, as its edge is.
        const edge = isSince ? this.#first - 1 : this.#last + 1;
        const seen = this.#seen(condition.window, Math.min(this.#first, edge), Math.max(this.#last, edge));
        const run = (from: string, to: string): string =>
          `r${name}(${[...variables.map(upper), from, to].join(",")})`;
        add(`${run("S", "S")} :- ${read(anchor, "S")}${rest(anchor.variables)}.`);
        const atEdge = isSince ? this.#first : this.#last;
        add(`${run(`${edge}`, `${edge}`)} :- ${read(anchor, `${atEdge}`)}${rest(anchor.variables)}.`);
        const next = isSince ? "X+1" : "X-1";
        add(`${run("S", next)} :- ${run("S", "X")}, day(${next}), ${read(body, next)}.`);
        add(`${head("X")} :- ${seen}(X,S), ${run("S", "X")}, day(X).`);
        break;
      }
      case "begins":
      case "ends":
      case "after": {
        const body = inner(condition.body);
        const values = body.variables.map(upper);
        const here = read(body, "X");
        const before = read(body, "X-1");
        if (condition.condition === "begins")
          add(`${atom(name, values, "X")} :- ${here}, day(X-1), not ${before}.`);
        else
          add(`e${atom(name, values, "X")} :- ${before.replace("X-1", "Y")}, X = Y+1, day(X), not ${here}.`);
        if (condition.condition === "ends") add(`${atom(name, values, "X")} :- e${atom(name, values, "X")}.`);
        if (condition.condition === "after")
          add(`${atom(name, values, "X")} :- e${atom(name, values, "Y")}, day(X), X >= Y.`);
        return { name, variables: body.variables };
      }
      case "compare":
      case "let":
      case "days":
        for (const values of this.#assignments(variables, domains)) {
          const texts = variables.map((variable) => quoted(values.get(variable)!));
          let from: number | undefined;
          for (let x = this.#first; x <= this.#last + 1; x++) {
            const isSo = x <= this.#last && holdsByValue(this.#policy, condition, values, x as Day);
            if (isSo) from ??= x;
            else if (from !== undefined) {
              add(`${atom(name, texts, `${from}..${x - 1}`)}.`);
              from = undefined;
            }
          }
        }
    }
    return { name, variables };
  }

  #others(parts: readonly Condition[], but: Condition, outside: ReadonlySet<string>): Set<string> {
    return new Set(parts.filter((part) => part !== but).flatMap((part) => [...variablesOf(part, outside)]));
  }

  /** Facts `seen(X, S)`: from the day X the window looks at S. Days beyond the stretch are as its edges. */
  #seen(window: Window, lowest: number, highest: number): string {
    const name = `seen_${this.#count++}`;
    const seenFrom = new Map<number, Set<number>>();
    const room = 400;
    const changes = this.#daysOfChange();
    for (const [at, from] of changes.entries()) {
      const to = (changes[at + 1] ?? this.#last + 1) - 1;
      const least = spanOn(this.#policy, window.least, from as Day);
      const most = window.most && spanOn(this.#policy, window.most, from as Day);
      for (let s = this.#first - room; s <= this.#last + room; s++) {
        const [start, end] = sees(window.direction, s, least, most, [this.#first, this.#last]);
        const clamped = Math.min(Math.max(s, lowest), highest);
        for (let x = Math.max(start, from); x <= Math.min(end, to); x++)
          seenFrom.set(x, (seenFrom.get(x) ?? new Set()).add(clamped));
      }
    }
    this.#lines.push(`${name}(none,none) :- #false.`);
    for (const [x, days] of seenFrom) {
      // As stretches, or the program grows longer than clingo can read.
      const sorted = [...days].sort((a, b) => a - b);
      let from = sorted[0]!;
      sorted.forEach((s, at) => {
        if (sorted[at + 1] === s + 1) return;
        this.#lines.push(`${name}(${x},${from}..${s}).`);
        from = sorted[at + 1] ?? s;
      });
    }
    return name;
  }
}

/** The first and last day from which the window sees `s`, as the language defines it. */
function sees(
  direction: "last" | "next",
  s: number,
  least: Duration,
  most: Duration | null,
  [first, last]: readonly [number, number],
): [number, number] {
  const day = s as Day;
  const next = (s + 1) as Day;
  if (direction === "last")
    return [addDuration(day, least), most === null ? last : addDuration(next, most) - 1];
  return [most === null ? first : subtractDuration(day, most), subtractDuration(next, least) - 1];
}
