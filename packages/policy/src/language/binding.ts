/** Which variables a condition binds, which `x = ...` compute their variable, and which variables nothing binds. */
import type { Problems, Range } from "./diagnostics.ts";
import {
  countsIn,
  type Draft,
  type DraftCompare,
  type DraftExpression,
  type Occurrence,
  occurrencesIn,
  variablesIn,
} from "./draft.ts";

type Variables = ReadonlySet<string>;

/** `variable = value`, where nothing else binds the variable. */
export interface Let {
  readonly variable: string;
  readonly value: DraftExpression;
}

const NOTHING: Variables = new Set();

function union(...sets: readonly Variables[]): Set<string> {
  const all = new Set<string>();
  for (const set of sets) for (const name of set) all.add(name);
  return all;
}

function intersection(sets: readonly Variables[]): Set<string> {
  const [first = NOTHING, ...others] = sets;
  return new Set([...first].filter((name) => others.every((set) => set.has(name))));
}

/**
 * The bindings of one rule's body. A variable is bound by a record or rule that must hold wherever the body does, or
 * by an `=` where nothing else binds it. What an alternative of `or` binds, each alternative must bind; an exception
 * binds nothing outside of itself; of `A since B` only B binds, since on the day of B itself nothing is asked of A.
 */
export class Binding {
  readonly lets = new Map<DraftCompare, Let>();
  readonly #bound = new Map<Draft, Variables>();
  readonly #byAtoms = new Map<Draft, Variables>();
  readonly body: Draft;

  constructor(body: Draft) {
    this.body = body;
    this.#settle(body, NOTHING);
  }

  /** What a condition binds, computed variables included. */
  boundBy(draft: Draft): Variables {
    return this.#bound.get(draft) ?? NOTHING;
  }

  /** What the parts of a condition other than one bind. */
  boundBeside(parts: readonly Draft[], part: Draft): Variables {
    return union(...parts.filter((other) => other !== part).map((other) => this.boundBy(other)));
  }

  /** What records and rules alone bind. */
  #atoms(draft: Draft): Variables {
    const known = this.#byAtoms.get(draft);
    if (known !== undefined) return known;
    const found = this.#findAtoms(draft);
    this.#byAtoms.set(draft, found);
    return found;
  }

  #findAtoms(draft: Draft): Variables {
    switch (draft.draft) {
      case "atom":
      case "broken":
        return new Set(occurrencesIn(draft).map(({ name }) => name));
      case "all":
        return union(...draft.parts.map((part) => this.#atoms(part)));
      case "any":
        return intersection(draft.parts.map((part) => this.#atoms(part)));
      case "since":
      case "until":
        return this.#atoms(draft.anchor);
      case "compare":
      case "days":
        return NOTHING;
      default:
        return this.#atoms(draft.body);
    }
  }

  /** Decides every `=` in a condition, given what is bound around it. */
  #settle(draft: Draft, outside: Variables): Variables {
    const bound = this.#settled(draft, outside);
    this.#bound.set(draft, bound);
    return bound;
  }

  #settled(draft: Draft, outside: Variables): Variables {
    switch (draft.draft) {
      case "all":
        return this.#settleAll(draft.parts, outside);
      case "any":
        return intersection(draft.parts.map((part) => this.#settle(part, outside)));
      case "unless": {
        const body = this.#settle(draft.body, outside);
        this.#settle(draft.exception, union(outside, body));
        return body;
      }
      case "since":
      case "until": {
        const anchor = this.#settle(draft.anchor, outside);
        this.#settle(draft.body, union(outside, anchor));
        return anchor;
      }
      case "compare": {
        const found = letOf(draft, outside);
        if (found === undefined) this.lets.delete(draft);
        else this.lets.set(draft, found);
        return found === undefined ? NOTHING : new Set([found.variable]);
      }
      case "atom":
      case "broken":
      case "days":
        return this.#atoms(draft);
      default:
        return this.#settle(draft.body, outside);
    }
  }

  /** What is computed may be needed by what stands before it: again, until nothing more is bound. */
  #settleAll(parts: readonly Draft[], outside: Variables): Variables {
    const bound = parts.map((part) => this.#atoms(part));
    const seen: number[] = parts.map(() => -1);
    for (let changed = true; changed; ) {
      changed = false;
      for (const [at, part] of parts.entries()) {
        const beside = union(outside, ...bound.filter((_, other) => other !== at));
        if (seen[at] === beside.size) continue;
        seen[at] = beside.size;
        const before = bound[at]!.size;
        bound[at] = this.#settle(part, beside);
        if (bound[at]!.size !== before) changed = true;
      }
    }
    return union(...bound);
  }
}

/** `x = value` or `value = x` where x is not bound and the value's variables are. */
function letOf({ operator, left, right }: DraftCompare, bound: Variables): Let | undefined {
  if (operator !== "=") return undefined;
  for (const [side, value] of [
    [left, right],
    [right, left],
  ] as const)
    if (
      side.expression === "variable" &&
      !bound.has(side.name) &&
      value.expression !== "broken" &&
      variablesIn(value).every(({ name }) => bound.has(name))
    )
      return { variable: side.name, value };
  return undefined;
}

/** Reports what a rule does with variables that nothing binds, or that are written once. */
export class BindingCheck {
  readonly #binding: Binding;
  readonly #problems: Problems;
  readonly #reported = new Set<string>();

  constructor(binding: Binding, problems: Problems) {
    this.#binding = binding;
    this.#problems = problems;
  }

  /** Checks the whole body. `elsewhere` are the variables that head or title use. */
  check(head: readonly Occurrence[], elsewhere: Variables): void {
    const { body } = this.#binding;
    const bound = this.#binding.boundBy(body);
    for (const { name, at } of head)
      if (!bound.has(name)) this.#notBound(name, at, `nothing in the body says which \`${name}\``);
    const counts = countsIn(body);
    for (const name of elsewhere) counts.set(name, (counts.get(name) ?? 0) + 1);
    this.#visit(body, NOTHING, counts, false);
    for (const { name, at } of occurrencesIn(body)) {
      if (counts.get(name) !== 1 || this.#reported.has(name)) continue;
      this.#problems.warning(
        "used-once",
        at,
        `\`${name}\` is used only here`,
        this.#isComputed(name)
          ? "leave it out, or use it; it may be misspelt"
          : "write `_` if any value will do; if not, it may be misspelt",
      );
    }
  }

  #notBound(name: string, at: Range, message: string, help?: string): void {
    if (this.#reported.has(name)) return;
    this.#reported.add(name);
    const inSome = occurrencesOutsideComparisons(this.#binding.body).some((one) => one.name === name);
    this.#problems.error(
      "not-bound",
      at,
      message,
      help ??
        (inSome
          ? `every alternative of an \`or\` must name \`${name}\`, outside of exceptions and of what \`since\` looks at`
          : `name \`${name}\` in the brackets of a record or rule`),
    );
  }

  /**
   * `outside`: what is bound around the condition; `counts`: how often each variable is written in the rule, or in
   * the exception the condition belongs to; `isWhole`: whether an operator around looks at all days of one value.
   */
  #visit(draft: Draft, outside: Variables, counts: ReadonlyMap<string, number>, isWhole: boolean): void {
    const bound = (part: Draft): Variables => this.#binding.boundBy(part);
    switch (draft.draft) {
      case "all":
        for (const part of draft.parts)
          this.#visit(part, union(outside, this.#binding.boundBeside(draft.parts, part)), counts, isWhole);
        return;
      case "any":
        this.#visitAny(draft, outside, counts, isWhole);
        return;
      case "unless": {
        this.#visit(draft.body, outside, counts, isWhole);
        this.#visitException(draft.exception, union(outside, bound(draft.body)), counts);
        return;
      }
      case "since":
      case "until": {
        this.#visit(draft.anchor, outside, counts, isWhole);
        const around = union(outside, bound(draft.anchor));
        this.#visit(draft.body, around, counts, true);
        for (const { name, at } of occurrencesOutsideComparisons(draft.body))
          if (!around.has(name))
            this.#notBound(
              name,
              at,
              `\`${name}\` is named only before \`${draft.draft}\`, and nothing after it says which one is meant`,
              counts.get(name) === 1
                ? `write \`_\` if any will do; if it must be the same one throughout, name \`${name}\` after \`${draft.draft}\` too`
                : `name \`${name}\` after \`${draft.draft}\` too, or give the condition a rule of its own`,
            );
        return;
      }
      case "within":
        this.#visit(draft.body, outside, counts, isWhole);
        return;
      case "throughout":
      case "begins":
      case "ends":
      case "after":
        this.#visit(draft.body, outside, counts, true);
        return;
      case "compare": {
        const computed = this.#binding.lets.get(draft);
        const needed = computed === undefined ? [draft.left, draft.right] : [computed.value];
        for (const one of needed.flatMap(variablesIn)) this.#needs(one, outside);
        return;
      }
      case "days":
        for (const one of variablesIn(draft.day)) this.#needs(one, outside);
        return;
      case "atom":
      case "broken":
        return;
    }
  }

  #isComputed(name: string): boolean {
    return [...this.#binding.lets.values()].some(({ variable }) => variable === name);
  }

  #needs({ name, at }: Occurrence, bound: Variables): void {
    if (!bound.has(name)) this.#notBound(name, at, `nothing says which \`${name}\` is compared here`);
  }

  #visitAny(
    draft: Extract<Draft, { draft: "all" | "any" }>,
    outside: Variables,
    counts: ReadonlyMap<string, number>,
    isWhole: boolean,
  ): void {
    const inAll = this.#binding.boundBy(draft);
    // A variable that only alternatives name belongs to each of them, as if they were rules of their own.
    const inSome = countsIn(draft);
    for (const part of draft.parts) {
      this.#visit(part, outside, counts, isWhole);
      for (const { name, at } of occurrencesOutsideComparisons(part)) {
        if (outside.has(name) || inAll.has(name)) continue;
        if (counts.get(name) !== inSome.get(name))
          this.#notBound(
            name,
            at,
            `\`${name}\` is not named in every alternative of this \`or\` and used outside of it`,
          );
        else if (isWhole)
          this.#notBound(
            name,
            at,
            `\`${name}\` is not named in every alternative of this \`or\`, and all days are looked at for each \`${name}\``,
            counts.get(name) === 1
              ? "write `_` if any value will do"
              : "give the alternative a rule of its own",
          );
      }
    }
  }

  /** A variable that only the exception names means "some"; written once it is `_`, or a slip that would void the rule. */
  #visitException(exception: Draft, known: Variables, around: ReadonlyMap<string, number>): void {
    const own = countsIn(exception);
    const counts = new Map(own);
    for (const name of known) counts.set(name, Math.max(2, around.get(name) ?? 0));
    this.#visit(exception, known, counts, false);
    for (const { name, at } of occurrencesIn(exception)) {
      if (own.get(name) !== 1 || known.has(name) || this.#isComputed(name)) continue;
      this.#notBound(
        name,
        at,
        around.get(name) === 1
          ? `\`${name}\` is used only here, and the exception holds for any`
          : `nothing outside of the exception says which \`${name}\``,
        "write `_` if any value will do; if not, it may be misspelt",
      );
    }
  }
}

/** The variables of records and rules, where they are written; what exceptions name is theirs. */
function occurrencesOutsideComparisons(draft: Draft): Occurrence[] {
  switch (draft.draft) {
    case "atom":
      return occurrencesIn(draft);
    case "all":
    case "any":
      return draft.parts.flatMap(occurrencesOutsideComparisons);
    case "since":
    case "until":
      return [...occurrencesOutsideComparisons(draft.body), ...occurrencesOutsideComparisons(draft.anchor)];
    case "compare":
    case "days":
    case "broken":
      return [];
    default:
      return occurrencesOutsideComparisons(draft.body);
  }
}
