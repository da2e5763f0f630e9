/** The kinds of a rule's variables, and its body as a checked condition. */
import type { Duration } from "@comity/calendar";
import type { Condition, Expression, KindName, Value } from "../policy.ts";
import type { Binding } from "./binding.ts";
import type { Problems, Range } from "./diagnostics.ts";
import { type Draft, type DraftCompare, type DraftExpression, partsOf } from "./draft.ts";
import { aKind, ENTITY, isPlain, type KindTable, reportKind } from "./kinds.ts";
import { type Known, kindOfArithmetic, Sides } from "./sides.ts";

/** The kinds that variables are known to have. A variable of unknown kind is in it, without one. */
type Kinds = ReadonlyMap<string, KindName | undefined>;

interface Use {
  readonly name: string;
  readonly kind: KindName;
  readonly predicate: string;
  readonly at: Range;
}

const BROKEN: Expression = { expression: "value", value: 0, kind: "Number" };

/** Gives kinds to the variables of one rule. */
export class Typing {
  readonly #binding: Binding;
  readonly #kinds: KindTable;
  readonly #problems: Problems;
  /** The kinds that the head's columns give: what `x = @anna` goes by where nothing else names `x`. */
  readonly #wanted: Kinds;
  readonly #sides: Sides;
  readonly #conflicting = new Set<string>();
  readonly #guaranteed = new Map<Draft, Kinds>();
  /** How often a computed variable had to wait for another. */
  #waiting = 0;

  constructor(binding: Binding, kinds: KindTable, wanted: Kinds, problems: Problems) {
    this.#binding = binding;
    this.#kinds = kinds;
    this.#wanted = wanted;
    this.#problems = problems;
    this.#sides = new Sides(kinds, problems);
  }

  /** The kinds that the body guarantees, after reporting variables that cannot be of all kinds asked of them. */
  guaranteed(): Kinds {
    this.#uses(this.#binding.body);
    return this.#guarantee(this.#binding.body, new Map());
  }

  /** The body, checked. What is wrong with it is reported, and then the result means nothing. */
  condition(): Condition {
    return this.#emit(this.#binding.body, new Map());
  }

  /** Kinds that columns ask of variables. What must hold together must fit together. */
  #uses(draft: Draft): Use[] {
    if (draft.draft === "atom") {
      const { declaration, terms, predicate } = draft;
      const uses = terms.flatMap((term, column): Use[] => {
        const kind = declaration?.columns[column]?.kind;
        if (term.term !== "variable" || kind === undefined || !this.#kinds.has(kind)) return [];
        return [{ name: term.name, kind, predicate, at: term.at }];
      });
      return this.#together(uses.map((use) => [use]));
    }
    const inside = partsOf(draft).map((part) => this.#uses(part));
    return draft.draft === "any" ? inside.flat() : this.#together(inside);
  }

  #together(groups: readonly (readonly Use[])[]): Use[] {
    const all: Use[] = [];
    for (const group of groups) {
      for (const use of group) {
        const other = all.find(
          ({ name, kind }) => name === use.name && !this.#kinds.areCompatible(kind, use.kind),
        );
        if (other === undefined || this.#conflicting.has(use.name)) continue;
        this.#conflicting.add(use.name);
        this.#problems.error(
          "kinds-differ",
          use.at,
          `\`${use.name}\` is ${aKind(use.kind)} in \`${use.predicate}\` and ${aKind(other.kind)} in \`${other.predicate}\``,
          "nothing is both; use two variables",
        );
      }
      all.push(...group);
    }
    return all;
  }

  #both(a: Kinds, b: Kinds): Map<string, KindName | undefined> {
    const both = new Map(a);
    for (const [name, kind] of b) {
      const other = both.get(name);
      const isKnown = kind !== undefined && other !== undefined;
      both.set(name, isKnown ? this.#kinds.narrower(other, kind) : (kind ?? other));
    }
    return both;
  }

  /** The kinds of the variables that a condition binds, given those around it. */
  #guarantee(draft: Draft, outside: Kinds): Kinds {
    const known = this.#guaranteed.get(draft);
    if (known !== undefined) return known;
    const found = this.#findGuarantee(draft, outside);
    // Only what is computed depends on the kinds around.
    if (!this.#computes(draft)) this.#guaranteed.set(draft, found);
    return found;
  }

  #computes(draft: Draft): boolean {
    return draft.draft === "compare"
      ? this.#binding.lets.has(draft)
      : partsOf(draft).some((part) => this.#computes(part));
  }

  #findGuarantee(draft: Draft, outside: Kinds): Kinds {
    switch (draft.draft) {
      case "atom": {
        let kinds = new Map<string, KindName | undefined>();
        draft.terms.forEach((term, column) => {
          if (term.term !== "variable") return;
          const kind = draft.declaration?.columns[column]?.kind;
          const known = kind !== undefined && this.#kinds.has(kind) ? kind : undefined;
          kinds = this.#both(kinds, new Map([[term.name, known]]));
        });
        return kinds;
      }
      case "broken":
        return new Map(draft.names.map((name) => [name, undefined]));
      case "all": {
        let kinds = new Map<string, KindName | undefined>();
        // A computed variable may be needed by what stands before it: again, while there are more.
        for (let size = -1; kinds.size !== size; ) {
          size = kinds.size;
          const waiting = this.#waiting;
          for (const part of draft.parts)
            kinds = this.#both(kinds, this.#guarantee(part, this.#both(outside, kinds)));
          if (waiting === this.#waiting) break;
        }
        return kinds;
      }
      case "any":
        return draft.parts
          .map((part) => this.#guarantee(part, outside))
          .reduce((common, part) => this.#either(common, part));
      case "since":
      case "until":
        return this.#guarantee(draft.anchor, outside);
      case "compare": {
        const computed = this.#binding.lets.get(draft);
        if (computed === undefined) return new Map();
        const kind = this.#quietKind(computed.value, outside);
        const known = kind === ENTITY ? this.#wanted.get(computed.variable) : kind;
        if (kind !== undefined || this.#isReady(computed.value, outside))
          return new Map([[computed.variable, known]]);
        this.#waiting++;
        return new Map();
      }
      case "days":
        return new Map();
      default:
        return this.#guarantee(draft.body, outside);
    }
  }

  #either(a: Kinds, b: Kinds): Map<string, KindName | undefined> {
    const either = new Map<string, KindName | undefined>();
    for (const [name, kind] of a) {
      if (!b.has(name)) continue;
      const other = b.get(name);
      either.set(
        name,
        kind === undefined || other === undefined ? (kind ?? other) : this.#kinds.common(kind, other),
      );
    }
    return either;
  }

  #isReady(value: DraftExpression, kinds: Kinds): boolean {
    if (value.expression === "variable") return kinds.has(value.name);
    return (
      value.expression !== "arithmetic" ||
      (this.#isReady(value.left, kinds) && this.#isReady(value.right, kinds))
    );
  }

  /** The kind of a value, without reporting anything. */
  #quietKind(value: DraftExpression, kinds: Kinds): Known {
    switch (value.expression) {
      case "variable":
        return kinds.get(value.name);
      case "value":
        return value.kind;
      case "parameter":
        return value.parameter.kind;
      case "arithmetic":
        return kindOfArithmetic(
          value.operator,
          this.#quietKind(value.left, kinds),
          this.#quietKind(value.right, kinds),
        );
      case "broken":
        return undefined;
    }
  }

  #emit(draft: Draft, outside: Kinds): Condition {
    const place = this.#problems.placeOf(draft.at);
    switch (draft.draft) {
      case "atom": {
        const terms = draft.terms.map((term) =>
          term.term === "variable" ? ({ term: "variable", name: term.name } as const) : term,
        );
        return { condition: "atom", predicate: draft.predicate, terms, place };
      }
      case "all": {
        const inside = this.#both(outside, this.#guarantee(draft, outside));
        return { condition: "all", parts: draft.parts.map((part) => this.#emit(part, inside)), place };
      }
      case "any":
        return { condition: "any", parts: draft.parts.map((part) => this.#emit(part, outside)), place };
      case "unless": {
        const body = this.#emit(draft.body, outside);
        const inside = this.#both(outside, this.#guarantee(draft.body, outside));
        const exception = this.#emit(draft.exception, this.#inException(draft.exception, inside));
        return { condition: "unless", body, exception, place };
      }
      case "within":
      case "throughout":
        return { condition: draft.draft, window: draft.window, body: this.#emit(draft.body, outside), place };
      case "since":
      case "until": {
        const anchor = this.#emit(draft.anchor, outside);
        const inside = this.#both(outside, this.#guarantee(draft.anchor, outside));
        const body = this.#emit(draft.body, inside);
        return { condition: draft.draft, window: draft.window, body, anchor, place };
      }
      case "begins":
      case "ends":
      case "after":
        return { condition: draft.draft, body: this.#emit(draft.body, outside), place };
      case "compare":
        return this.#compare(draft, outside);
      case "days": {
        const day = this.#expression(draft.day, outside);
        if (day.kind !== undefined && day.kind !== "Day")
          reportKind(draft.day.at, "Day", day.kind, this.#problems);
        return { condition: "days", form: draft.form, day: day.expression, place };
      }
      case "broken":
        return { condition: "all", parts: [], place };
    }
  }

  /** An exception may say more about a variable than the body: where that is not so, the exception does not hold. */
  #inException(exception: Draft, outside: Kinds): Kinds {
    return this.#both(outside, this.#guarantee(exception, outside));
  }

  #compare(draft: DraftCompare, kinds: Kinds): Condition {
    const place = this.#problems.placeOf(draft.at);
    const computed = this.#binding.lets.get(draft);
    if (computed !== undefined) {
      const value = this.#expression(computed.value, kinds, this.#wanted.get(computed.variable));
      if (value.kind === "Duration")
        this.#problems.error(
          "duration-value",
          computed.value.at,
          `\`${computed.variable}\` cannot be a \`Duration\``,
          "use the duration where it is needed, as in `day + 6 months`",
        );
      if (value.kind === ENTITY) this.#sides.reportUnknownEntity(computed.value.at);
      return {
        condition: "let",
        variable: computed.variable,
        kind: value.kind ?? "Number",
        value: value.expression,
        place,
      };
    }
    const quiet = [this.#quietKind(draft.left, kinds), this.#quietKind(draft.right, kinds)];
    const left = this.#expression(draft.left, kinds, quiet[1]);
    const right = this.#expression(draft.right, kinds, quiet[0]);
    this.#sides.check(draft, left.kind, right.kind);
    return {
      condition: "compare",
      operator: draft.operator,
      left: left.expression,
      right: right.expression,
      place,
    };
  }

  /** A value and its kind; `wanted` is the kind of an entity that is written out. */
  #expression(
    draft: DraftExpression,
    kinds: Kinds,
    wanted?: Known,
  ): { readonly expression: Expression; readonly kind: Known } {
    switch (draft.expression) {
      case "variable": {
        const kind = kinds.get(draft.name);
        return { expression: { expression: "variable", name: draft.name, kind: kind ?? "Number" }, kind };
      }
      case "value": {
        const isTyped =
          draft.kind === ENTITY && wanted !== undefined && wanted !== ENTITY && !isPlain(wanted);
        const kind = isTyped ? wanted : draft.kind;
        return { expression: { expression: "value", value: draft.value as Value | Duration, kind }, kind };
      }
      case "parameter": {
        const { name, kind } = draft.parameter;
        return { expression: { expression: "parameter", name, kind }, kind };
      }
      case "arithmetic": {
        const { operator } = draft;
        const left = this.#expression(draft.left, kinds);
        const right = this.#expression(draft.right, kinds);
        const kind = kindOfArithmetic(operator, left.kind, right.kind);
        if (kind === undefined && left.kind !== undefined && right.kind !== undefined)
          this.#sides.reportArithmetic(draft, left.kind, right.kind);
        const sides = { left: left.expression, right: right.expression };
        return { expression: { expression: "arithmetic", operator, ...sides, kind: kind ?? "Number" }, kind };
      }
      case "broken":
        return { expression: BROKEN, kind: undefined };
    }
  }
}
