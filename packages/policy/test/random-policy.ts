/** The rules of random policies: conditions of every form, nested, that bind the variables they must. */
import { type Duration, duration, isNeverLonger, NO_TIME } from "@comity/calendar";
import type {
  Column,
  Comparison,
  Condition,
  Expression,
  Policy,
  Predicate,
  RecordDeclaration,
  Rule,
  Span,
  Term,
  Value,
  Window,
} from "../src/index.ts";
import { type Tape, VALUES } from "./tape.ts";

export const PLACE = { file: "random.policy.md", line: 1, column: 1, endLine: 1, endColumn: 2 };
const place = PLACE;
const PARENTS: Readonly<Record<string, string>> = { State: "Party", Institute: "Party" };
const PARAMETERS: Readonly<Record<string, string>> = {
  Number: "half_time",
  Day: "cutoff",
  State: "host",
  Text: "wording",
  Duration: "grace",
};
/** Ascending, each never longer than the next. */
const DURATIONS: readonly Duration[] = [
  NO_TIME,
  duration({ days: 1 }),
  duration({ days: 4 }),
  duration({ days: 10 }),
  duration({ months: 1 }),
  duration({ months: 1, days: 5 }),
];
/** Never shorter than any value of the parameter `grace`. */
const LONGER_THAN_GRACE = duration({ months: 1 });
const DEEPEST = 3;

interface Variable {
  readonly name: string;
  readonly kind: string;
}

/** What a condition may use and do at some point of a rule. */
interface Context {
  /** Variables that this very condition binds. */
  readonly must: readonly Variable[];
  /** Variables that something else in the rule binds. */
  readonly scope: readonly Variable[];
  readonly depth: number;
  /** Predicates of the same recursion may occur: nothing negative around. */
  readonly peers: boolean;
  /** A variable may be new here and occur nowhere else. */
  readonly fresh: boolean;
  /** A branch of an `or` may have such a variable: nothing around that looks at all days of one value. */
  readonly local: boolean;
  /** A variable that must be bound may be computed by a `let`: nothing else in the rule binds it. */
  readonly lets: boolean;
}

const isWithin = (kind: string, wider: string): boolean => kind === wider || PARENTS[kind] === wider;

function joined(condition: "all" | "any", parts: readonly Condition[]): Condition {
  const flat = parts.flatMap((part) => (part.condition === condition ? part.parts : [part]));
  return flat.length === 1 ? flat[0]! : { condition, parts: flat, place };
}

class RuleWriter {
  readonly #tape: Tape;
  readonly #lower: readonly (RecordDeclaration | Predicate)[];
  readonly #peers: readonly Predicate[];
  readonly #throughDurations: boolean;
  #count = 0;
  /** Variables that a `let` computes: no atom names them, for then the `let` would be a comparison. */
  #computed = new Set<string>();

  constructor(
    tape: Tape,
    lower: readonly (RecordDeclaration | Predicate)[],
    peers: readonly Predicate[],
    throughDurations: boolean,
  ) {
    this.#tape = tape;
    this.#lower = lower;
    this.#peers = peers;
    this.#throughDurations = throughDurations;
  }

  body(head: readonly Variable[]): Condition {
    const context = {
      must: head,
      scope: [],
      depth: DEEPEST,
      peers: true,
      fresh: true,
      local: true,
      lets: true,
    };
    return this.condition(context);
  }

  condition(context: Context): Condition {
    const { depth, must } = context;
    const inner = { ...context, depth: depth - 1 };
    const form = depth === 0 ? 0 : this.#tape.below(12);
    switch (form) {
      case 4: {
        const branches = { ...inner, fresh: context.local && context.fresh, lets: false };
        return joined("any", [this.condition(branches), this.condition(branches)]);
      }
      case 5:
      case 6:
        return this.unless(inner);
      case 7:
        return { condition: "within", window: this.window(inner), body: this.condition(inner), place };
      case 8: {
        const window = this.window(inner);
        return { condition: "throughout", window, body: this.condition({ ...inner, local: false }), place };
      }
      case 9:
        return this.sinceOrUntil(inner);
      case 10: {
        const condition = this.#tape.pick(["begins", "ends", "after"] as const);
        const body = this.condition({ ...inner, peers: false, local: false });
        return { condition, body, place };
      }
      default:
        return must.length === 0 && this.#tape.oneIn(3) ? this.filter(context) : this.all(context);
    }
  }

  unless(context: Context): Condition {
    const body = this.condition(context);
    const known = [...context.scope, ...context.must];
    const must = this.named(known).filter(() => this.#tape.oneIn(2));
    const exception = this.condition({
      must,
      scope: known,
      depth: Math.min(context.depth, 1),
      peers: false,
      fresh: true,
      local: true,
      lets: false,
    });
    return { condition: "unless", body, exception, place };
  }

  sinceOrUntil(context: Context): Condition {
    const condition = this.#tape.pick(["since", "until"] as const);
    const direction = condition === "since" ? "last" : "next";
    const window = { ...(this.#tape.oneIn(2) ? this.window(context) : this.endless()), direction } as const;
    const anchor = this.condition(context);
    const known = [...context.scope, ...context.must];
    const must = this.named(context.must).filter(() => !this.#tape.oneIn(2));
    // What only the body of a `since` binds is bound by nothing on the anchor's own day: nothing new here.
    const body = this.condition({ ...context, must, scope: known, fresh: false, local: false, lets: false });
    return { condition, window, body, anchor, place };
  }

  named(variables: readonly Variable[]): Variable[] {
    return variables.filter(({ name }) => !this.#computed.has(name));
  }

  endless(): Window {
    return { direction: this.#tape.pick(["last", "next"]), least: { duration: NO_TIME }, most: null };
  }

  window(context: Context): Window {
    const direction = this.#tape.pick(["last", "next"] as const);
    if (context.peers && this.#peers.length > 0 && !this.#throughDurations)
      return { ...this.endless(), direction };
    const grace: Span = { parameter: "grace" };
    const none: Span = { duration: NO_TIME };
    switch (this.#tape.below(8)) {
      case 4:
        return { direction, least: none, most: grace };
      case 5:
        return { direction, least: grace, most: { duration: LONGER_THAN_GRACE } };
      case 6:
        return { direction, least: grace, most: this.#tape.pick([grace, null]) };
      case 7:
        return { direction, least: { duration: this.#tape.pick(DURATIONS) }, most: null };
      default: {
        const most = this.#tape.pick(DURATIONS.slice(1));
        const least = DURATIONS.filter((shorter) => isNeverLonger(shorter, most));
        return { direction, least: { duration: this.#tape.pick(least) }, most: { duration: most } };
      }
    }
  }

  /** Atoms that bind all that must be bound, perhaps nested conditions, `let`s and filters, in any order. */
  all(context: Context): Condition {
    const tape = this.#tape;
    const parts: Condition[] = [];
    const bound = new Map<string, Variable>();
    const known = (): Variable[] => [...context.scope, ...bound.values()];
    const add = (atom: { condition: Condition; binds: readonly Variable[] }): void => {
      parts.push(atom.condition);
      for (const variable of atom.binds) bound.set(variable.name, variable);
    };
    for (const variable of context.must) {
      if (bound.has(variable.name)) continue;
      const isHead = !variable.name.startsWith("v");
      if (context.lets && (this.#peers.length === 0 || !isHead) && tape.oneIn(6)) {
        const value = this.computed(variable.kind, known());
        if (value !== undefined) {
          parts.push({ condition: "let", variable: variable.name, kind: variable.kind, value, place });
          bound.set(variable.name, variable);
          this.#computed.add(variable.name);
          continue;
        }
      }
      add(this.atom(context, variable, known()));
    }
    if (parts.length === 0 || tape.oneIn(3)) add(this.atom(context, undefined, known()));
    if (context.fresh && tape.oneIn(5)) {
      const kind = tape.pick(["Number", "Day"]);
      const value = this.computed(kind, known());
      const variable = { name: this.newName(), kind };
      if (value !== undefined) {
        parts.push({ condition: "let", variable: variable.name, kind, value, place });
        bound.set(variable.name, variable);
        this.#computed.add(variable.name);
      }
    }
    const scope = known();
    if (tape.oneIn(2)) parts.push(this.filter({ ...context, scope }));
    if (context.depth > 0 && tape.oneIn(2)) {
      const must = this.named([...bound.values()]).filter(() => tape.oneIn(3));
      parts.push(this.condition({ ...context, must, scope, depth: context.depth - 1, lets: false }));
    }
    return joined("all", tape.shuffle(parts));
  }

  newName(): string {
    return `v${this.#count++}`;
  }

  /** An atom, with a column for `wanted` where given. */
  atom(
    context: Context,
    wanted: Variable | undefined,
    known: readonly Variable[],
  ): { condition: Condition; binds: Variable[] } {
    const tape = this.#tape;
    const fits = ({ columns }: { columns: readonly Column[] }): boolean =>
      wanted === undefined || columns.some(({ kind }) => isWithin(kind, wanted.kind));
    const peers = context.peers ? this.#peers.filter(fits) : [];
    const from = peers.length > 0 && tape.oneIn(2) ? peers : this.#lower.filter(fits);
    // Derived predicates come last in the list; half of the time one of them.
    const derived = from.filter(({ role }) => role !== "record");
    const { name, columns } = tape.pick(derived.length > 0 && tape.oneIn(2) ? derived : from);
    const possible = columns.flatMap(({ kind }, c) =>
      wanted !== undefined && isWithin(kind, wanted.kind) ? [c] : [],
    );
    const wantedColumn = possible.length > 0 ? tape.pick(possible) : -1;
    const binds: Variable[] = wanted === undefined ? [] : [wanted];
    const terms = columns.map(({ kind }, c): Term => {
      if (c === wantedColumn) return { term: "variable", name: wanted!.name };
      const usable = this.named([...known, ...context.must]).filter((variable) =>
        isWithin(variable.kind, kind),
      );
      switch (tape.below(6)) {
        case 3:
          return { term: "any" };
        case 4:
          return { term: "value", value: tape.pick(VALUES[kind]!) };
        case 5: {
          if (!context.fresh) return { term: "any" };
          const variable = { name: this.newName(), kind };
          binds.push(variable);
          return { term: "variable", name: variable.name };
        }
        default: {
          if (usable.length === 0) return { term: "any" };
          const variable = tape.pick(usable);
          binds.push({ ...variable });
          return { term: "variable", name: variable.name };
        }
      }
    });
    return { condition: { condition: "atom", predicate: name, terms, place }, binds };
  }

  /** A comparison or a condition on days over variables that are known. */
  filter(context: Context): Condition {
    const tape = this.#tape;
    const known = [...context.scope];
    if (tape.oneIn(3)) {
      const form = tape.pick(["from", "on", "before", "through"] as const);
      return { condition: "days", form, day: this.expression("Day", known, 1), place };
    }
    const kind = tape.pick(["Number", "Day", "Text", ...known.map((variable) => variable.kind)]);
    const operators: Comparison[] = ["=", "!="];
    if (["Number", "Day", "Text"].includes(kind)) operators.push("<", "<=", ">", ">=");
    const operator = tape.pick(operators);
    const right = this.expression(kind, known, 1);
    return { condition: "compare", operator, left: this.expression(kind, known, 1), right, place };
  }

  /** An expression that a `let` may compute, where the kind has one. */
  computed(kind: string, known: readonly Variable[]): Expression | undefined {
    return kind === "Duration" ? undefined : this.expression(kind, known, 2);
  }

  expression(kind: string, known: readonly Variable[], depth: number): Expression {
    const tape = this.#tape;
    const form = tape.below(5);
    const left = (of: string): Expression => this.expression(of, known, depth - 1);
    if (depth > 0 && form >= 3 && kind === "Number") {
      const operator = tape.pick(["+", "-", "*", "/"] as const);
      const of = operator === "-" && tape.oneIn(3) ? "Day" : "Number";
      return { expression: "arithmetic", operator, left: left(of), right: left(of), kind };
    }
    if (depth > 0 && form >= 3 && kind === "Day") {
      const operator = tape.pick(["+", "-"] as const);
      return { expression: "arithmetic", operator, left: left("Day"), right: left("Duration"), kind };
    }
    if (kind === "Duration" && depth > 0 && form === 4)
      return { expression: "arithmetic", operator: "+", left: left(kind), right: left(kind), kind };
    const usable = known.filter((variable) => isWithin(variable.kind, kind));
    if (form !== 1 && usable.length > 0) {
      const variable = tape.pick(usable);
      return { expression: "variable", name: variable.name, kind: variable.kind };
    }
    const parameter = PARAMETERS[kind];
    if (form === 2 && parameter !== undefined) return { expression: "parameter", name: parameter, kind };
    const value: Value | Duration = kind === "Duration" ? tape.pick(DURATIONS) : tape.pick(VALUES[kind]!);
    return { expression: "value", value, kind };
  }
}

/** Two to five predicates, some of which need each other or themselves. */
export function randomPolicy(
  tape: Tape,
  records: readonly RecordDeclaration[],
  throughDurations: boolean,
): Pick<Policy, "predicates" | "rules"> {
  const kinds = ["Person", "Institute", "Party", "State", "Number", "Day", "Text"];
  const predicates: Predicate[] = [];
  const rules: Rule[] = [];
  const groups = 1 + tape.below(4);
  for (let group = 0; group < groups; group++) {
    const size = tape.oneIn(4) ? 2 : 1;
    const members = Array.from({ length: size }, (_, member): Predicate => {
      const name = `derived_${group}${"ab"[member]}`;
      const count = tape.pick([1, 2, 1, 0]);
      const columns = Array.from({ length: count }, (_, c) => ({ name: `c${c}`, kind: tape.pick(kinds) }));
      const role = tape.pick(["entitlement", "rule"] as const);
      return { role, name, columns, title: `${name} is derived`, source: `Art. ${group}`, place };
    });
    const isRecursive = size > 1 || tape.oneIn(4);
    const lower = [...records, ...predicates];
    for (const { name, columns } of members) {
      const count = 1 + tape.below(2) + (isRecursive ? 1 : 0);
      for (let rule = 0; rule < count; rule++) {
        // The first rule is never recursive: something to begin with.
        const peers = isRecursive && rule > 0 ? members : [];
        const writer = new RuleWriter(tape, lower, peers, throughDurations);
        const id = rule === 0 ? name : `${name}/${rule + 1}`;
        const variables = columns.map((column) => column.name);
        rules.push({ id, predicate: name, variables, body: writer.body(columns), place });
      }
    }
    predicates.push(...members);
  }
  return { predicates, rules };
}
