/**
 * The program that the engine runs: every rule as flat alternatives (an `or` becomes several), every temporal operator
 * on a single atom. What an operator or an exception says of several conditions together becomes a predicate of
 * its own, derived like any other; the reader of the policy never sees it.
 */
import { since, until } from "@comity/calendar";
import type { Symbols } from "../facts.ts";
import { type Condition, declarationOf, type Expression, type Policy, type Rule } from "../policy.ts";
import { stratify, stronglyConnected } from "../strata.ts";
import { byPieces, datedWindows, EVER, type Operation, operationOf } from "./operations.ts";
import { ALL_DAYS, NO_DAYS, type SetNumber, type SetStore } from "./sets.ts";
import { codeOfNothing, compileLet, compileTest, type Test, type Values } from "./values.ts";

/** What stands in a column of an atom: a variable's slot, a code, or anything (`ANY`). */
export interface Argument {
  readonly slot: number;
  readonly code: number;
}
const ANY: Argument = { slot: -1, code: -1 };
export const isAny = (argument: Argument): boolean => argument === ANY;

/** An atom under operators, innermost first. Values under `ANY` are united before the operators, which allow that. */
export interface Atom {
  readonly predicate: number;
  readonly args: readonly Argument[];
  readonly operations: readonly Operation[];
}

export type Literal =
  | { readonly literal: "atom"; readonly atom: Atom }
  | { readonly literal: "unless"; readonly atom: Atom }
  | {
      readonly literal: "reach";
      readonly body: Atom;
      readonly anchor: Atom;
      /** The days of `body since anchor` or `body until anchor`. */
      readonly combine: (body: SetNumber, anchor: SetNumber) => SetNumber;
    }
  | { readonly literal: "test"; readonly slots: readonly number[]; readonly test: Test }
  /** An exception that only compares: its days are taken away. */
  | { readonly literal: "unless-test"; readonly slots: readonly number[]; readonly test: Test }
  /** An exception of several conditions, asked anew for each binding of `slots`; what only it names means "some". */
  | { readonly literal: "unless-any"; readonly slots: readonly number[]; readonly rules: readonly CoreRule[] }
  | {
      readonly literal: "let";
      readonly slots: readonly number[];
      readonly slot: number;
      readonly compute: Values;
    };

/** One alternative of a rule. */
export interface CoreRule {
  readonly head: number;
  /** The slot of each column of the head. */
  readonly headSlots: readonly number[];
  readonly slotCount: number;
  readonly literals: readonly Literal[];
}

export interface CorePredicate {
  readonly name: string;
  readonly number: number;
  readonly kinds: readonly string[];
  readonly role: "record" | "derived" | "auxiliary";
  readonly rules: CoreRule[];
}

export interface CoreComponent {
  readonly predicates: readonly number[];
  readonly recursive: boolean;
  /** The policy's own predicates that recur through a duration: cut to the horizon. */
  readonly cut: ReadonlySet<number>;
}

export interface Program {
  readonly policy: Policy;
  readonly predicates: readonly CorePredicate[];
  readonly byName: ReadonlyMap<string, number>;
  readonly components: readonly CoreComponent[];
}

type Unary = Extract<Condition, { condition: "within" | "throughout" | "begins" | "ends" | "after" }>;
type Leaf = Exclude<Condition, { condition: "all" | "any" | "unless" }>;

/** One alternative of a condition: what must hold and what must not. */
interface Conjunction {
  readonly leaves: readonly Leaf[];
  readonly exceptions: readonly Condition[];
}

/** The alternatives of a condition, each without `or`. */
function alternatives(condition: Condition): Conjunction[] {
  switch (condition.condition) {
    case "any":
      return condition.parts.flatMap(alternatives);
    case "all":
      return condition.parts.map(alternatives).reduce<Conjunction[]>(
        (before, more) =>
          before.flatMap((a) =>
            more.map((b) => ({
              leaves: [...a.leaves, ...b.leaves],
              exceptions: [...a.exceptions, ...b.exceptions],
            })),
          ),
        [{ leaves: [], exceptions: [] }],
      );
    case "unless":
      return alternatives(condition.body).map((a) => ({
        leaves: a.leaves,
        exceptions: [...a.exceptions, condition.exception],
      }));
    case "within":
      // An interval of either is an interval of both together, moved alike: `or` may stand outside.
      if (condition.body.condition === "any")
        return condition.body.parts.flatMap((body) => alternatives({ ...condition, body }));
      return [{ leaves: [condition], exceptions: [] }];
    default:
      return [{ leaves: [condition], exceptions: [] }];
  }
}

function inExpression(expression: Expression, found: Set<string>): void {
  if (expression.expression === "variable") found.add(expression.name);
  if (expression.expression === "arithmetic") {
    inExpression(expression.left, found);
    inExpression(expression.right, found);
  }
}

/** Variables of a condition; those of its exceptions only where asked for. */
export function variablesOf(
  condition: Condition,
  exceptions = true,
  found: Set<string> = new Set(),
): Set<string> {
  switch (condition.condition) {
    case "atom":
      for (const term of condition.terms) if (term.term === "variable") found.add(term.name);
      break;
    case "all":
    case "any":
      for (const part of condition.parts) variablesOf(part, exceptions, found);
      break;
    case "unless":
      variablesOf(condition.body, exceptions, found);
      if (exceptions) variablesOf(condition.exception, exceptions, found);
      break;
    case "since":
    case "until":
      variablesOf(condition.anchor, exceptions, found);
      variablesOf(condition.body, exceptions, found);
      break;
    case "compare":
      inExpression(condition.left, found);
      inExpression(condition.right, found);
      break;
    case "let":
      found.add(condition.variable);
      inExpression(condition.value, found);
      break;
    case "days":
      inExpression(condition.day, found);
      break;
    default:
      variablesOf(condition.body, exceptions, found);
  }
  return found;
}

/** Variables that a leaf gives values to, whatever else is known. */
function binds(leaf: Condition, found: Set<string> = new Set()): Set<string> {
  switch (leaf.condition) {
    case "atom":
      return variablesOf(leaf, false, found);
    case "all":
      for (const part of leaf.parts) binds(part, found);
      return found;
    case "any": {
      const [first, ...others] = leaf.parts.map((part) => binds(part));
      for (const name of first ?? []) if (others.every((other) => other.has(name))) found.add(name);
      return found;
    }
    case "since":
    case "until":
      return binds(leaf.anchor, found);
    case "let":
      found.add(leaf.variable);
      return found;
    case "compare":
    case "days":
      return found;
    default:
      return binds(leaf.body, found);
  }
}

/** Variables that the atom made of a leaf has columns for; some may be nothing in some rows. */
function carries(leaf: Leaf): Set<string> {
  if (leaf.condition === "since" || leaf.condition === "until") return variablesOf(leaf.anchor, false);
  if (leaf.condition === "compare" || leaf.condition === "days" || leaf.condition === "let")
    return binds(leaf);
  return variablesOf(leaf, false);
}

/** What else says which values matter to one alternative of a condition, and which of its variables have none. */
interface Guards {
  readonly leaves: readonly Condition[];
  readonly nothing: readonly string[];
}

/** Alternatives are taken together in all ways; a condition with more than these is refused. */
const MOST_GIVERS = 6;

/**
 * An alternative may leave a variable open that its siblings bind: `(a(p, v) or b(p)) throughout the last 1 year` is,
 * for each `v`, about the days of `a(p, v)` and `b(p)` together, and also about those of `b(p)` alone. And a condition
 * under an operator may compare what only its surroundings bind. So an alternative is taken once for the values that the
 * surroundings give, and for each choice of siblings for the values that these give, the rest being nothing.
 */
function guardsFor(
  conjunction: Conjunction,
  head: readonly string[],
  context: readonly Condition[],
  body: Condition,
  role: CorePredicate["role"],
  known: ReadonlySet<string> = new Set(),
): Guards[] {
  const bound = new Set<string>(known);
  for (const leaf of conjunction.leaves) for (const name of carries(leaf)) bound.add(name);
  const needed = new Set<string>(head);
  for (const leaf of conjunction.leaves) variablesOf(leaf, false, needed);
  const missing = (): string[] => [...needed].filter((name) => !bound.has(name));
  const around: Condition[] = [];
  for (const leaf of context) {
    const gives = [...binds(leaf)];
    if (!gives.some((name) => needed.has(name) && !bound.has(name))) continue;
    if (leaf.condition === "let") variablesOf(leaf, false, needed);
    for (const name of gives) bound.add(name);
    around.push(leaf);
  }
  const open = missing();
  if (open.length === 0) return [{ leaves: around, nothing: [] }];
  const givers = [body, ...context]
    .flatMap((condition) => alternatives(innermost(condition)))
    .map(({ leaves }) => leaves.filter((leaf) => [...binds(leaf)].some((name) => open.includes(name))))
    .filter((leaves) => leaves.length > 0);
  if (givers.length > MOST_GIVERS)
    throw new RangeError(
      `too many alternatives leave \`${open.join("`, `")}\` open; bind it in each of them`,
    );
  const choices: Guards[] = [];
  for (let choice = 0; choice < 1 << givers.length; choice++) {
    const leaves = givers.filter((_, k) => choice & (1 << k)).flat();
    const given = new Set(leaves.flatMap((leaf) => [...binds(leaf)]));
    const nothing = open.filter((name) => !given.has(name));
    // What a rule derives has a value in each column.
    if (role === "derived" && nothing.some((name) => head.includes(name))) continue;
    choices.push({ leaves: [...around, ...leaves], nothing });
  }
  return choices;
}

/** The condition under all operators. */
function innermost(condition: Condition): Condition {
  if (condition.condition === "since" || condition.condition === "until") return innermost(condition.anchor);
  if (condition.condition !== "unless" && "body" in condition) return innermost(condition.body);
  return condition;
}

class Lowering {
  readonly predicates: CorePredicate[] = [];
  readonly byName = new Map<string, number>();
  readonly policy: Policy;
  readonly symbols: Symbols;
  readonly store: SetStore;

  constructor(policy: Policy, symbols: Symbols, store: SetStore) {
    this.policy = policy;
    this.symbols = symbols;
    this.store = store;
    for (const record of policy.records)
      this.#declare(
        record.name,
        record.columns.map((c) => c.kind),
        "record",
      );
    for (const predicate of policy.predicates)
      this.#declare(
        predicate.name,
        predicate.columns.map((c) => c.kind),
        "derived",
      );
  }

  #declare(name: string, kinds: readonly string[], role: CorePredicate["role"]): CorePredicate {
    const predicate = { name, number: this.predicates.length, kinds, role, rules: [] };
    this.predicates.push(predicate);
    this.byName.set(name, predicate.number);
    return predicate;
  }

  rule(rule: Rule): void {
    const head = this.predicates[this.byName.get(rule.predicate)!]!;
    this.#rules(head, rule.variables, rule.body, []);
  }

  /** Adds an alternative of `head(variables)` for each alternative of the condition. */
  #rules(
    head: CorePredicate,
    variables: readonly string[],
    body: Condition,
    context: readonly Condition[],
  ): void {
    for (const conjunction of alternatives(body))
      for (const guards of guardsFor(conjunction, variables, context, body, head.role))
        head.rules.push(new RuleLowering(this, head, variables, conjunction, context, guards).lower());
  }

  /** A predicate of its own for a condition, over the given variables. */
  auxiliary(
    condition: Condition,
    variables: readonly string[],
    kinds: readonly string[],
    context: readonly Condition[],
  ): CorePredicate {
    const predicate = this.#declare(`(${this.predicates.length})`, kinds, "auxiliary");
    this.#rules(predicate, variables, condition, context);
    return predicate;
  }
}

class RuleLowering {
  readonly #of: Lowering;
  readonly #head: CorePredicate;
  readonly #variables: readonly string[];
  readonly #conjunction: Conjunction;
  /** What holds around this condition; where it is needed to bind a variable, it may be asked. */
  readonly #context: readonly Condition[];
  readonly #guards: Guards;
  /** The leaf being lowered: it does not surround itself. */
  #current: Leaf | undefined;
  /** Not an exception inside a rule. */
  readonly #outermost: boolean;
  readonly #slots: Map<string, number>;
  /** How many slots the whole rule has; an exception's own variables take slots of the same row. */
  readonly #counter: { slots: number };
  readonly #kinds = new Map<string, string>();
  readonly #literals: Literal[] = [];

  constructor(
    of: Lowering,
    head: CorePredicate,
    variables: readonly string[],
    conjunction: Conjunction,
    context: readonly Condition[],
    guards: Guards,
    slots: Map<string, number> = new Map(),
    counter: { slots: number } = { slots: 0 },
  ) {
    this.#outermost = counter.slots === 0;
    this.#slots = slots;
    this.#counter = counter;
    this.#of = of;
    this.#head = head;
    this.#variables = variables;
    this.#conjunction = conjunction;
    this.#context = context;
    this.#guards = guards;
    for (const condition of [...conjunction.leaves, ...conjunction.exceptions, ...context, ...guards.leaves])
      this.#learnKinds(condition);
  }

  #learnKinds(condition: Condition): void {
    if (condition.condition === "atom") {
      const { columns } = declarationOf(this.#of.policy, condition.predicate)!;
      condition.terms.forEach((term, c) => {
        if (term.term === "variable") this.#kinds.set(term.name, columns[c]!.kind);
      });
    } else if (condition.condition === "let") this.#kinds.set(condition.variable, condition.kind);
    else if ("parts" in condition) for (const part of condition.parts) this.#learnKinds(part);
    else if ("body" in condition) {
      this.#learnKinds(condition.body);
      if (condition.condition === "unless") this.#learnKinds(condition.exception);
      if ("anchor" in condition) this.#learnKinds(condition.anchor);
    }
  }

  #slot(variable: string): number {
    const known = this.#slots.get(variable);
    if (known !== undefined) return known;
    const slot = this.#counter.slots++;
    this.#slots.set(variable, slot);
    return slot;
  }

  #scope() {
    const { policy, symbols, store } = this.#of;
    return { policy, symbols, store, slotOf: (variable: string) => this.#slot(variable) };
  }

  lower(): CoreRule {
    const { leaves, exceptions } = this.#conjunction;
    const headSlots = this.#variables.map((variable) => this.#slot(variable));
    for (const leaf of leaves) {
      this.#current = leaf;
      this.#literals.push(this.#literal(leaf));
    }
    this.#current = undefined;
    this.#guard(this.#guards);
    if (this.#head.role === "derived" && this.#outermost) this.#demandValues();
    for (const exception of exceptions)
      for (const alternative of alternatives(exception)) this.#exception(alternative);
    return {
      head: this.#head.number,
      headSlots,
      slotCount: this.#counter.slots,
      literals: this.#literals,
    };
  }

  /** What a rule derives has a value in each column, also where an operator's alternatives may leave it open. */
  #demandValues(): void {
    const sure = new Set<string>();
    for (const leaf of [...this.#conjunction.leaves, ...this.#guards.leaves]) binds(leaf, sure);
    for (const name of this.#variables) {
      if (sure.has(name)) continue;
      const slot = this.#slot(name);
      const nothing = codeOfNothing(this.#of.symbols, this.#kinds.get(name) ?? "Text");
      const test: Test = (row) => (row.columns[slot]![row.row] === nothing ? NO_DAYS : ALL_DAYS);
      this.#literals.push({ literal: "test", slots: [slot], test });
    }
  }

  #guard({ leaves, nothing }: Guards): void {
    for (const leaf of leaves) this.#literals.push(this.#literalOfGuard(leaf));
    for (const variable of nothing) {
      const code = codeOfNothing(this.#of.symbols, this.#kinds.get(variable) ?? "Text");
      const compute: Values = () => [{ code, days: ALL_DAYS }];
      this.#literals.push({ literal: "let", slots: [], slot: this.#slot(variable), compute });
    }
  }

  #literalOfGuard(leaf: Condition): Literal {
    if (leaf.condition === "let") {
      const literal = this.#literal(leaf) as Extract<Literal, { literal: "let" }>;
      const compute: Values = (row) => literal.compute(row).map(({ code }) => ({ code, days: ALL_DAYS }));
      return { ...literal, compute };
    }
    const giver = leaf.condition === "since" || leaf.condition === "until" ? leaf.anchor : leaf;
    const atom = this.#atom(giver);
    return { literal: "atom", atom: { ...atom, operations: [...atom.operations, EVER] } };
  }

  #literal(leaf: Leaf): Literal {
    switch (leaf.condition) {
      case "compare":
      case "days": {
        const slots = [...variablesOf(leaf)].map((name) => this.#slot(name));
        return { literal: "test", slots, test: compileTest(leaf, this.#scope()) };
      }
      case "let": {
        const inputs = new Set<string>();
        inExpression(leaf.value, inputs);
        const slots = [...inputs].map((name) => this.#slot(name));
        return {
          literal: "let",
          slots,
          slot: this.#slot(leaf.variable),
          compute: compileLet(leaf, this.#scope()),
        };
      }
      case "since":
      case "until": {
        const { store } = this.#of;
        const pieces = datedWindows(this.#of.policy, leaf.window);
        const meaning = leaf.condition === "since" ? since : until;
        return {
          literal: "reach",
          body: this.#atom(leaf.body, [leaf.anchor], [leaf.anchor]),
          anchor: this.#atom(leaf.anchor, [leaf.body]),
          combine: (body, anchor) =>
            store.of(byPieces(pieces, (window) => meaning(store.value(body), store.value(anchor), window))),
        };
      }
      default:
        return { literal: "atom", atom: this.#atom(leaf) };
    }
  }

  /** A condition as one atom under operators; made into a predicate of its own where it is more than that. */
  #atom(condition: Condition, beside: readonly Condition[] = [], given: readonly Condition[] = []): Atom {
    switch (condition.condition) {
      case "atom": {
        const predicate = this.#of.byName.get(condition.predicate)!;
        const { kinds } = this.#of.predicates[predicate]!;
        const args = condition.terms.map((term, c): Argument => {
          if (term.term === "any") return ANY;
          if (term.term === "variable") return { slot: this.#slot(term.name), code: -1 };
          return { slot: -1, code: this.#of.symbols.intern(kinds[c]!, term.value) };
        });
        return { predicate, args, operations: [] };
      }
      case "within":
      case "throughout":
      case "begins":
      case "ends":
      case "after":
        return this.#under(condition, beside, given);
      default:
        return this.#auxiliary(condition, beside, given);
    }
  }

  #under(condition: Unary, beside: readonly Condition[], given: readonly Condition[]): Atom {
    const operation = operationOf(condition, this.#of.policy, this.#of.store);
    let inner = this.#atom(condition.body, beside, given);
    // Days that several values of `_` give together may make an interval that none gives alone.
    if (!operation.distributes && inner.args.some(isAny))
      inner = this.#auxiliary(condition.body, beside, given);
    return { ...inner, operations: [...inner.operations, operation] };
  }

  /**
   * A predicate for a condition. `beside` are the other side of a `since` or `until`, whose variables belong to the rule
   * as well; `given` those of them that say which values matter.
   */
  #auxiliary(condition: Condition, beside: readonly Condition[], given: readonly Condition[]): Atom {
    const variables = variablesOf(condition, false);
    // A variable of its exceptions that the rule uses elsewhere belongs to the rule.
    const elsewhere = new Set<string>(this.#variables);
    for (const other of [...beside, ...this.#surroundings()]) variablesOf(other, false, elsewhere);
    for (const name of variablesOf(condition)) if (elsewhere.has(name)) variables.add(name);
    return this.#auxiliaryOver(condition, [...variables], given);
  }

  #surroundings(): Condition[] {
    return [...this.#conjunction.leaves, ...this.#context].filter((leaf) => leaf !== this.#current);
  }

  #auxiliaryOver(condition: Condition, variables: readonly string[], given: readonly Condition[] = []): Atom {
    const context = [...given, ...this.#surroundings()];
    const kinds = variables.map((name) => this.#kinds.get(name) ?? "Text");
    const predicate = this.#of.auxiliary(condition, variables, kinds, context);
    return {
      predicate: predicate.number,
      args: variables.map((name) => ({ slot: this.#slot(name), code: -1 })),
      operations: [],
    };
  }

  #exception(alternative: Conjunction): void {
    const { leaves, exceptions } = alternative;
    const outer = new Set<string>(this.#variables);
    for (const leaf of this.#conjunction.leaves) variablesOf(leaf, false, outer);
    if (
      exceptions.length === 0 &&
      leaves.every((leaf) => leaf.condition === "compare" || leaf.condition === "days")
    ) {
      const tests = leaves.map((leaf) =>
        compileTest(leaf as Extract<Leaf, { condition: "compare" }>, this.#scope()),
      );
      const slots = leaves.flatMap((leaf) => [...variablesOf(leaf)].map((name) => this.#slot(name)));
      const { store } = this.#of;
      const test: Test = (row) => tests.map((each) => each(row)).reduce((a, b) => store.intersect(a, b));
      this.#literals.push({ literal: "unless-test", slots, test });
      return;
    }
    const only = leaves.length === 1 && exceptions.length === 0 ? leaves[0]! : undefined;
    const atom = only && this.#exceptedAtom(only, outer);
    this.#literals.push(
      atom === undefined ? this.#excepted(alternative, outer) : { literal: "unless", atom },
    );
  }

  /** A single atom as an exception: variables of its own mean "some", like `_`. */
  #exceptedAtom(leaf: Leaf, outer: ReadonlySet<string>): Atom | undefined {
    let inner: Condition = leaf;
    while (inner.condition === "within") inner = inner.body;
    if (inner.condition !== "atom") return undefined;
    const own = inner.terms.flatMap((term) =>
      term.term === "variable" && !outer.has(term.name) ? [term.name] : [],
    );
    if (new Set(own).size < own.length) return undefined;
    const atom = this.#atom(leaf);
    const ownSlots = new Set(own.map((name) => this.#slot(name)));
    return { ...atom, args: atom.args.map((argument) => (ownSlots.has(argument.slot) ? ANY : argument)) };
  }

  #excepted(alternative: Conjunction, outer: ReadonlySet<string>): Literal {
    const context = [...this.#conjunction.leaves, ...this.#context];
    const { place } = alternative.leaves[0]!;
    const body: Condition = { condition: "all", parts: alternative.leaves, place };
    const used = new Set<string>();
    for (const part of [...alternative.leaves, ...alternative.exceptions]) variablesOf(part, true, used);
    const shared = [...used].filter((name) => outer.has(name));
    const slots = shared.map((name) => this.#slot(name));
    const rules = guardsFor(alternative, [], [], body, "auxiliary", new Set(shared)).map((guards) => {
      const own = new Map(shared.map((name) => [name, this.#slot(name)]));
      return new RuleLowering(
        this.#of,
        this.#head,
        shared,
        alternative,
        context,
        guards,
        own,
        this.#counter,
      ).lower();
    });
    return { literal: "unless-any", slots, rules };
  }
}

/** The atoms of a literal, those of its exceptions included. */
export function atomsOf(literal: Literal): Atom[] {
  switch (literal.literal) {
    case "atom":
    case "unless":
      return [literal.atom];
    case "reach":
      return [literal.body, literal.anchor];
    case "unless-any":
      return literal.rules.flatMap((rule) => rule.literals.flatMap(atomsOf));
    default:
      return [];
  }
}

function needs(rule: CoreRule): number[] {
  return rule.literals.flatMap(atomsOf).map((atom) => atom.predicate);
}

/** Compiles a checked policy for the facts whose symbols are given. */
export function compile(policy: Policy, symbols: Symbols, store: SetStore): Program {
  const lowering = new Lowering(policy, symbols, store);
  for (const rule of policy.rules) lowering.rule(rule);
  const { predicates, byName } = lowering;
  const delayed = new Set(
    stratify(policy)
      .components.filter((component) => component.delayed)
      .flatMap((component) => component.predicates),
  );
  const edges = new Map<string, string[]>(
    predicates.map((predicate) => [
      String(predicate.number),
      predicate.rules
        .flatMap(needs)
        .filter((n) => predicates[n]!.role !== "record")
        .map(String),
    ]),
  );
  const names = predicates.filter((p) => p.role !== "record").map((p) => String(p.number));
  const components = stronglyConnected(names, edges).map((members): CoreComponent => {
    const numbers = members.map(Number);
    const recursive = members.some((member) => edges.get(member)!.some((to) => members.includes(to)));
    return {
      predicates: numbers,
      recursive,
      cut: new Set(numbers.filter((n) => delayed.has(predicates[n]!.name))),
    };
  });
  return { policy, predicates, byName, components };
}
