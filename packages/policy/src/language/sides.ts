/** Which kinds go together in comparisons and arithmetic. */
import type { KindName } from "../policy.ts";
import type { Problems, Range } from "./diagnostics.ts";
import type { DraftCompare, DraftExpression } from "./draft.ts";
import { aKind, ENTITY, isPlain, type KindTable, reportKind } from "./kinds.ts";

/** A kind as far as it is known: `ENTITY` for one that is written out, undefined after a problem. */
export type Known = KindName | typeof ENTITY | undefined;
/** The kind that arithmetic on two kinds gives, or undefined where it means nothing. */
export function kindOfArithmetic(operator: "+" | "-" | "*" | "/", a: Known, b: Known): KindName | undefined {
  if (a === "Number" && b === "Number") return "Number";
  if (a === "Day" && b === "Duration" && (operator === "+" || operator === "-")) return "Day";
  if (a === "Day" && b === "Day" && operator === "-") return "Number";
  if (a === "Duration" && b === "Duration" && operator === "+") return "Duration";
  return undefined;
}

/** Checks the two sides of an operator. */
export class Sides {
  readonly #kinds: KindTable;
  readonly #problems: Problems;

  constructor(kinds: KindTable, problems: Problems) {
    this.#kinds = kinds;
    this.#problems = problems;
  }

  /** Reports an entity that is written out where nothing says of which kind it is. */
  reportUnknownEntity(at: Range): void {
    this.#problems.error(
      "unknown-kind-of-entity",
      at,
      "the kind of this entity is not known here",
      "compare it with a variable, or give it a parameter: `parameter host: State = @CH`",
    );
  }

  /** Reports sides of a comparison that do not fit together, or not with its operator. */
  check({ operator, left, right, at }: DraftCompare, a: Known, b: Known): void {
    if (a === undefined || b === undefined) return;
    if (a === ENTITY || b === ENTITY) {
      if (a === b) {
        this.reportUnknownEntity(left.at);
        return;
      }
      const other = a === ENTITY ? b : a;
      const side = a === ENTITY ? left : right;
      if (isPlain(other)) {
        reportKind(side.at, other, ENTITY, this.#problems);
        return;
      }
    } else if (a === "Duration" || b === "Duration") {
      this.#problems.error(
        "durations-compared",
        at,
        "durations are not compared: which of `30 days` and `1 month` is longer depends on the month",
        "compare days, as in `start + 6 months <= end`",
      );
      return;
    } else if (!this.#kinds.areCompatible(a, b)) {
      this.#problems.error(
        "kinds-differ",
        at,
        `${aKind(a)} is compared with ${aKind(b)}`,
        this.#helpSides(left, a, right, b),
      );
      return;
    }
    const isEntity = a === ENTITY || !isPlain(a);
    if (isEntity && operator !== "=" && operator !== "!=")
      this.#problems.error(
        "entities-ordered",
        at,
        `entities have no order, and \`${operator}\` compares ${aKind(a === ENTITY ? b : a)}`,
        "entities are compared by `=` and `!=` only",
      );
  }

  #helpSides(left: DraftExpression, a: KindName, right: DraftExpression, b: KindName): string {
    for (const [side, kind, other] of [
      [left, a, b],
      [right, b, a],
    ] as const)
      if (side.expression === "value" && kind === "Text" && !isPlain(other))
        return `did you mean \`@"${String(side.value)}"\`?`;
    return isPlain(a) || isPlain(b)
      ? "both sides must be of one kind"
      : "nothing is both, so they are never equal";
  }

  /** Reports arithmetic on kinds that it has no meaning for. */
  reportArithmetic(
    { operator, left, right, at }: Extract<DraftExpression, { expression: "arithmetic" }>,
    a: KindName,
    b: KindName,
  ): void {
    const number = [left, right].find((side) => side.expression === "value" && side.kind === "Number");
    const help =
      a === "Duration" && b === "Day"
        ? "write the day first: `day + 6 months`"
        : (a === "Day" || b === "Day") && number?.expression === "value"
          ? `did you mean \`${String(number.value)} days\`?`
          : "numbers are calculated with numbers; a duration is added to a day or taken off it; a day less a day is a number of days";
    const verb = { "+": "added to", "-": "taken off", "*": "multiplied by", "/": "divided by" }[operator];
    const name = (kind: KindName): string => (kind === ENTITY ? "an entity" : aKind(kind));
    const [first, second] = operator === "+" || operator === "-" ? [b, a] : [a, b];
    this.#problems.error("kinds-differ", at, `${name(first)} cannot be ${verb} ${name(second)}`, help);
  }
}
