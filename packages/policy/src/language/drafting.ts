/** Turns what the parser read into drafts: looks names up, counts terms, tells conditions from values. */
import { NO_TIME } from "@comity/calendar";
import type { Comparison, Window } from "../policy.ts";
import { BoundsReader } from "./bounds.ts";
import type { Names } from "./declare.ts";
import type { Problems, Range } from "./diagnostics.ts";
import type { Draft, DraftExpression, DraftTerm } from "./draft.ts";
import { BEFORE_A_CONDITION } from "./expected.ts";
import type { Binary, Call, DaysCondition, Since, Unless, Windowed } from "./generated/ast.ts";
import { ENTITY, isPlain, reportKind } from "./kinds.ts";
import { literalOf, rangeOf, type Written } from "./literals.ts";
import { didYouMean } from "./nearest.ts";

const COMPARISONS: ReadonlySet<string> = new Set(["=", "!=", "<", "<=", ">", ">="]);
/** What may stand beside a temporal operator without brackets. */
const ANCHORS: ReadonlySet<string> = new Set(["Call", "Group", "Prefixed", "DaysCondition"]);

/** The value of a term, where it is one; undefined where it is reported already. */
export function readTerm(
  node: Written,
  column: { readonly name: string; readonly kind: string } | undefined,
  names: Names,
  problems: Problems,
): DraftTerm | undefined {
  const at = rangeOf(node);
  if (node.$type === "AnyTerm") return { term: "any" };
  if (node.$type === "Reference") {
    const name = node.name.normalize("NFC");
    const parameter = names.parameters.get(name);
    if (parameter === undefined) return { term: "variable", name, at };
    if (
      column !== undefined &&
      !names.kinds.isWithin(parameter.kind, column.kind) &&
      names.kinds.has(column.kind)
    )
      reportKind(at, column.kind, parameter.kind, problems);
    else if (parameter.pieces.length > 1)
      problems.error(
        "dated-parameter",
        at,
        `\`${name}\` changes on a day, and a constant is needed here`,
        `write a variable here and compare it: \`${column?.name ?? "x"} = ${name}\``,
      );
    const value = parameter.pieces[0]?.value;
    return value === undefined || typeof value === "object" ? undefined : { term: "value", value };
  }
  const literal = literalOf(node, problems);
  if (literal === "broken") return undefined;
  if (literal === undefined) {
    problems.error(
      "not-a-term",
      at,
      "a variable or a value is wanted here, and this is a condition",
      "write the condition beside this one, after a `,`",
    );
    return undefined;
  }
  const { value, kind } = literal;
  if (column !== undefined && names.kinds.has(column.kind)) {
    const fits = kind === ENTITY ? !isPlain(column.kind) : kind === column.kind;
    if (!fits) {
      reportKind(at, column.kind, kind, problems);
      return undefined;
    }
  }
  return typeof value === "object" ? undefined : { term: "value", value };
}

/** Reports an unknown name of a record or rule, with the nearest one that is known. */
export function reportUnknownName(name: string, at: Range, names: Names, problems: Problems): void {
  if (names.unreadable.has(name)) return;
  const known = [...names.records.keys(), ...names.predicates.keys()];
  const help =
    didYouMean(name, known) ?? `declare it: \`record ${name}(...)\` or \`rule ${name}(...) when ...\``;
  problems.error("unknown-name", at, `no record or rule \`${name}\` is declared`, help);
}

/** Reports a wrong number of terms; true where it is right. */
export function hasRightTerms(
  count: number,
  declaration: {
    readonly name: string;
    readonly columns: readonly { readonly name: string; readonly kind: string }[];
  },
  at: Range,
  problems: Problems,
): boolean {
  const { name, columns } = declaration;
  if (count === columns.length) return true;
  const wanted = `${columns.length} column${columns.length === 1 ? "" : "s"}`;
  const written = columns.map((column) => `${column.name}: ${column.kind}`).join(", ");
  problems.error(
    "wrong-number-of-terms",
    at,
    `\`${name}\` has ${wanted}, and ${count} ${count === 1 ? "term is" : "terms are"} written here`,
    `it is declared as \`${name}(${written})\`; \`_\` stands for any value`,
  );
  return false;
}

/** Reads the conditions of one policy. */
export class Drafter {
  readonly #names: Names;
  readonly #problems: Problems;
  /** Names of records and rules that conditions use. */
  readonly used = new Set<string>();
  /** Names of parameters that conditions use. */
  readonly usedParameters = new Set<string>();
  readonly #bounds: BoundsReader;

  constructor(names: Names, problems: Problems) {
    this.#names = names;
    this.#problems = problems;
    this.#bounds = new BoundsReader(names, this.usedParameters, problems);
  }

  condition(node: Written): Draft {
    const at = rangeOf(node);
    switch (node.$type) {
      case "Any":
        return { draft: "any", parts: node.parts.map((part) => this.condition(part)), at };
      case "All":
        return { draft: "all", parts: node.parts.map((part) => this.condition(part)), at };
      case "Unless":
        return this.#unless(node, at);
      case "Group":
        return this.condition(node.inner);
      case "Windowed":
        return this.#windowed(node, at);
      case "Since":
        return this.#since(node, at);
      case "Prefixed":
        return { draft: node.operator, body: this.condition(node.body), at };
      case "DaysCondition":
        return this.#days(node, at);
      case "Call":
        return this.#atom(node, at);
      case "Binary":
        if (COMPARISONS.has(node.operator)) return this.#compare(node, at);
        break;
    }
    return this.#notACondition(node, at);
  }

  #broken(node: Written): Draft {
    return { draft: "broken", names: namesIn(node), at: rangeOf(node) };
  }

  #notACondition(node: Written, at: Range): Draft {
    const name = node.$type === "Reference" ? node.name.normalize("NFC") : undefined;
    const declaration =
      name === undefined ? undefined : (this.#names.records.get(name) ?? this.#names.predicates.get(name));
    const help =
      declaration !== undefined
        ? `did you mean \`${name}(${declaration.columns.map((column) => column.name).join(", ")})\`?`
        : name !== undefined
          ? "compare it with something, or write a record or rule with its terms, as in `member(person)`"
          : node.$type === "DayLiteral"
            ? "write `on`, `from`, `before` or `through` before the day"
            : node.$type === "AnyTerm"
              ? "`_` stands for a value inside of the brackets of a record or rule"
              : "compare it with something, as in `percent >= 50`";
    const what = name === undefined ? "this is a value" : `\`${name}\` is a variable`;
    this.#problems.error("not-a-condition", at, `a condition is wanted here, and ${what}`, help);
    return this.#broken(node);
  }

  #unless(node: Unless, at: Range): Draft {
    if (node.body.$type === "Unless")
      this.#problems.error(
        "second-unless",
        rangeOf(node.exception),
        "a second `unless`: whether it is an exception to the first cannot be told",
        "join the exceptions by `or`, or put the first part in brackets",
      );
    return {
      draft: "unless",
      body: this.condition(node.body),
      exception: this.condition(node.exception),
      at,
    };
  }

  /** Reports an operand of a temporal operator that needs brackets. */
  #operand(node: Written, operator: string, allowed: ReadonlySet<string>): Draft {
    const isValue = !["All", "Any", "Unless", "Windowed", "Since", "Binary", ...ANCHORS].includes(node.$type);
    if (!allowed.has(node.$type) && !isValue)
      this.#problems.error(
        "brackets-needed",
        rangeOf(node),
        `how much of this belongs to \`${operator}\` cannot be told`,
        `put the condition that \`${operator}\` looks at in brackets`,
      );
    return this.condition(node);
  }

  #windowed(node: Windowed, at: Range): Draft {
    // `A within ... within ...` reads from left to right.
    const allowed = new Set([...ANCHORS, "Windowed"]);
    const body = this.#operand(node.body as Written, node.operator, allowed);
    const { least, most } = this.#bounds.read(node.bounds);
    // `within the last D` goes back from now to D; `to` and `or more` say where it begins.
    const isPlainForm = node.bounds.most === undefined && !node.bounds.open;
    const window: Window = {
      direction: node.direction,
      least: isPlainForm ? { duration: NO_TIME } : least,
      most: isPlainForm ? least : most,
    };
    if (!isPlainForm) this.#bounds.checkOrder(window, rangeOf(node.bounds));
    return { draft: node.operator, window, body, at };
  }

  #since(node: Since, at: Range): Draft {
    const body = this.#operand(node.body as Written, node.operator, ANCHORS);
    const anchor = this.#operand(node.anchor as Written, node.operator, ANCHORS);
    const direction = node.operator === "since" ? "last" : "next";
    if (node.bounds === undefined) {
      const window: Window = { direction, least: { duration: NO_TIME }, most: null };
      return { draft: node.operator, window, body, anchor, at };
    }
    const { least, most } = this.#bounds.read(node.bounds);
    if (node.bounds.most === undefined && !node.bounds.open)
      this.#problems.error(
        "one-bound",
        rangeOf(node.bounds),
        `\`${node.operator}\` has two bounds, and one is written here`,
        "write `[0 days to 1 year]`, or `[1 year or more]`",
      );
    const window: Window = { direction, least, most };
    this.#bounds.checkOrder(window, rangeOf(node.bounds));
    return { draft: node.operator, window, body, anchor, at };
  }

  #days(node: DaysCondition, at: Range): Draft {
    return { draft: "days", form: node.form, day: this.expression(node.day as Written, "day"), at };
  }

  #atom(node: Call, at: Range): Draft {
    const name = node.predicate.$refText.normalize("NFC");
    const nameAt = node.predicate.$refNode ?? at;
    const declaration = this.#names.records.get(name) ?? this.#names.predicates.get(name);
    if (declaration === undefined) reportUnknownName(name, nameAt, this.#names, this.#problems);
    else this.used.add(name);
    const isRight =
      declaration === undefined || hasRightTerms(node.terms.length, declaration, at, this.#problems);
    if (!isRight) return this.#broken(node);
    const terms = node.terms.map((term, column) => {
      if (term.$type === "Reference") this.usedParameters.add(term.name);
      return (
        readTerm(term, declaration?.columns[column], this.#names, this.#problems) ??
        ({ term: "any" } as const)
      );
    });
    return { draft: "atom", predicate: name, declaration, terms, at };
  }

  #compare(node: Binary, at: Range): Draft {
    for (const side of [node.left, node.right]) {
      if (side.$type !== "Binary" || !COMPARISONS.has(side.operator)) continue;
      this.#problems.error(
        "chained-comparison",
        at,
        "two comparisons in one",
        "write them one after the other: `50 <= percent, percent <= 100`",
      );
      return this.#broken(node);
    }
    const [left, right] = [this.expression(node.left), this.expression(node.right)];
    return { draft: "compare", operator: node.operator as Comparison, left, right, at };
  }

  /** A value; that of `from` and its like is a day. */
  expression(node: Written, wanted: "value" | "day" = "value"): DraftExpression {
    const at = rangeOf(node);
    const literal = literalOf(node, this.#problems);
    if (literal === "broken") return { expression: "broken", names: namesIn(node), at };
    if (literal !== undefined) return { expression: "value", ...literal, at };
    switch (node.$type) {
      case "Group":
        return this.expression(node.inner, wanted);
      case "Reference": {
        const name = node.name.normalize("NFC");
        const parameter = this.#names.parameters.get(name);
        if (parameter === undefined) return { expression: "variable", name, at };
        this.usedParameters.add(name);
        return { expression: "parameter", parameter, at };
      }
      case "Negative": {
        const zero: DraftExpression = { expression: "value", value: 0, kind: "Number", at };
        const right = this.expression(node.operand);
        return { expression: "arithmetic", operator: "-", left: zero, right, at };
      }
      case "Binary":
        if (!COMPARISONS.has(node.operator)) {
          const [left, right] = [this.expression(node.left), this.expression(node.right)];
          return { expression: "arithmetic", operator: node.operator as "+", left, right, at };
        }
    }
    this.#problems.error(
      "not-a-value",
      at,
      node.$type === "AnyTerm"
        ? `a ${wanted} is wanted here, and \`_\` is any`
        : `a ${wanted} is wanted here, and this is a condition`,
      helpFor(node, wanted),
    );
    return { expression: "broken", names: namesIn(node), at };
  }
}

/** Every name in what could not be read. */
function namesIn(node: Written): string[] {
  const names: string[] = [];
  const queue: unknown[] = [node];
  while (queue.length > 0) {
    const one = queue.pop() as Record<string, unknown>;
    if (one.$type === "Reference") names.push(String(one.name).normalize("NFC"));
    for (const [key, value] of Object.entries(one))
      if (!key.startsWith("$"))
        queue.push(
          ...[value]
            .flat()
            .filter((inner) => typeof inner === "object" && inner !== null && "$type" in inner),
        );
  }
  return names;
}

/** What to do where a value is wanted and something else stands. */
function helpFor({ $type }: Written, wanted: "value" | "day"): string {
  if ($type === "AnyTerm" || wanted === "value")
    return $type === "Call"
      ? "give the value a name in the condition and compare the name: `presence(person, percent), percent >= 50`"
      : "conditions are joined by `,`";
  return $type === "Call"
    ? `a day that a record holds gets a name: \`born(person, day), from day\`; otherwise ${BEFORE_A_CONDITION}`
    : BEFORE_A_CONDITION;
}
