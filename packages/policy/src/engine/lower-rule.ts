/** One alternative of a rule, lowered literal by literal. */
import { since, until } from "@comity/calendar";
import type { Symbols } from "../facts.ts";
import { type Condition, declarationOf, type Policy } from "../policy.ts";
import {
  alternatives,
  binds,
  type Conjunction,
  type Guards,
  guardsFor,
  inExpression,
  type Leaf,
  type Unary,
  variablesOf,
} from "./alternatives.ts";
import { byPieces, datedWindows, EVER, operationOf } from "./operations.ts";
import {
  ANY,
  type Argument,
  type Atom,
  type CorePredicate,
  type CoreRule,
  isAny,
  type Literal,
} from "./program.ts";
import { ALL_DAYS, NO_DAYS, type SetStore } from "./sets.ts";
import { codeOfNothing, compileLet, compileTest, type Test, type Values } from "./values.ts";

/** What a rule is lowered into. */
export interface Lowering {
  readonly policy: Policy;
  readonly symbols: Symbols;
  readonly store: SetStore;
  readonly predicates: readonly CorePredicate[];
  readonly byName: ReadonlyMap<string, number>;
  /** A predicate of its own for a condition, over the given variables. */
  auxiliary(
    condition: Condition,
    variables: readonly string[],
    kinds: readonly string[],
    context: readonly Condition[],
  ): CorePredicate;
}

export class RuleLowering {
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
    return { literal: "atom", atom: { ...atom, operations: [...atom.operations, EVER] }, isGuard: true };
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
