/** How far temporal operators look: durations written out or parameters, the shorter first. */
import { type Duration, formatDuration, isNeverLonger, NO_TIME, SINCE_EVER } from "@comity/calendar";
import type { Span, Window } from "../policy.ts";
import type { Names } from "./declare.ts";
import type { Problems, Range } from "./diagnostics.ts";
import type { Bounds, Span as SpanNode } from "./generated/ast.ts";
import { reportKind } from "./kinds.ts";
import { addDurations, rangeOf, readAmount } from "./literals.ts";
import { didYouMean } from "./nearest.ts";

/** Reads the bounds of windows. */
export class BoundsReader {
  readonly #names: Names;
  readonly #usedParameters: Set<string>;
  readonly #problems: Problems;

  constructor(names: Names, usedParameters: Set<string>, problems: Problems) {
    this.#names = names;
    this.#usedParameters = usedParameters;
    this.#problems = problems;
  }

  /** Both bounds as they are written; only one where `to` and `or more` are missing. */
  read(node: Bounds): { least: Span; most: Span | null } {
    return { least: this.#span(node.least), most: node.most === undefined ? null : this.#span(node.most) };
  }

  #span(node: SpanNode): Span {
    const none: Span = { duration: NO_TIME };
    let sum: Duration = NO_TIME;
    for (const part of node.parts) {
      const at = rangeOf(part);
      if (part.$type === "Amount") {
        const literal = readAmount(part.number, part.unit, at, this.#problems);
        if (literal === undefined) return none;
        sum = addDurations(sum, literal.value as Duration, at, this.#problems) ?? sum;
        continue;
      }
      const name = part.name.normalize("NFC");
      const parameter = this.#names.parameters.get(name);
      if (parameter === undefined) {
        this.#unknownParameter(name, at);
        return none;
      }
      this.#usedParameters.add(name);
      if (parameter.kind !== "Duration") {
        reportKind(at, "Duration", parameter.kind, this.#problems);
        return none;
      }
      if (node.parts.length === 1) return { parameter: name };
      const [piece] = parameter.pieces;
      if (parameter.pieces.length > 1)
        this.#problems.error(
          "dated-parameter",
          at,
          `\`${name}\` changes on a day and cannot be part of a sum here`,
          "declare a parameter for the whole duration",
        );
      else if (piece !== undefined)
        sum = addDurations(sum, piece.value as Duration, at, this.#problems) ?? sum;
    }
    return { duration: sum };
  }

  #unknownParameter(name: string, at: Range): void {
    if (this.#names.unreadable.has(name)) return;
    const durations = [...this.#names.parameters.values()].filter(({ kind }) => kind === "Duration");
    this.#problems.error(
      "unknown-parameter",
      at,
      `no parameter \`${name}\` is declared`,
      didYouMean(
        name,
        durations.map((parameter) => parameter.name),
      ) ?? "a duration is written as in `6 months`, or is a parameter of kind `Duration`",
    );
  }

  /** Whatever the parameters are on a day, the first bound is never longer than the second. */
  checkOrder({ least, most }: Window, at: Range): void {
    if (most === null) return;
    const piecesOf = (span: Span) =>
      "duration" in span
        ? [{ from: SINCE_EVER, value: span.duration }]
        : (this.#names.parameters.get(span.parameter)?.pieces ?? []);
    const [leasts, mosts] = [piecesOf(least), piecesOf(most)];
    for (const { from } of [...leasts, ...mosts]) {
      const a = leasts.findLast((piece) => piece.from <= from)?.value as Duration | undefined;
      const b = mosts.findLast((piece) => piece.from <= from)?.value as Duration | undefined;
      if (a === undefined || b === undefined || isNeverLonger(a, b)) continue;
      const [first, second] = [formatDuration(a), formatDuration(b)];
      if (isNeverLonger(b, a))
        this.#problems.error(
          "bounds-reversed",
          at,
          `\`${first}\` is longer than \`${second}\``,
          "write the shorter duration first",
        );
      else
        this.#problems.error(
          "bounds-unprovable",
          at,
          `\`${first}\` is longer than \`${second}\` on some days: months differ in length`,
          "write both in months, or both in days",
        );
      return;
    }
  }
}
