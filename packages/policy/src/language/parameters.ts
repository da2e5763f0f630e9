/** Parameters: values that are written out and may change on a day. */
import { type Day, formatDay, SINCE_EVER } from "@comity/calendar";
import type { KindName, Parameter } from "../policy.ts";
import type { Problems } from "./diagnostics.ts";
import type { ParameterDeclaration } from "./generated/ast.ts";
import { type Context, readKind } from "./kind-declarations.ts";
import { ENTITY, isPlain, type KindTable, reportKind } from "./kinds.ts";
import { literalOf, rangeOf, readDay, type Written } from "./literals.ts";
import { nameOf, nameRange, readSaid } from "./said.ts";

/** Reads a parameter: its value since ever, and from each day on. */
export function readParameter(node: ParameterDeclaration, context: Context): Parameter {
  const { problems, sourceFor } = context;
  const at = nameRange(node);
  const kind = readKind(node.kind, context);
  const said = readSaid(node.titles, node.sources, sourceFor(at.offset), problems);
  const pieces: { from: Day; value: Parameter["pieces"][number]["value"] }[] = [];
  const add = (from: Day | undefined, written: Written): void => {
    const value = readConstant(written, kind, context.kinds, problems);
    if (value !== undefined && from !== undefined) pieces.push({ from, value });
  };
  add(SINCE_EVER, node.value as Written);
  let before: Day = SINCE_EVER;
  for (const piece of node.pieces) {
    const from = readDay(piece.day, rangeOf(piece), problems);
    if (from !== undefined && from <= before)
      problems.error(
        "pieces-not-ascending",
        rangeOf(piece),
        `the value from ${formatDay(from)} comes after the one from ${formatDay(before)}`,
        "write the values in the order of their days, each day once",
      );
    else if (from !== undefined) before = from;
    add(from, piece.value as Written);
  }
  return { name: nameOf(node), kind, pieces, ...said, place: problems.placeOf(at) };
}

/** A value of the kind, or undefined with a problem. */
function readConstant(
  node: Written,
  kind: KindName,
  kinds: KindTable,
  problems: Problems,
): Parameter["pieces"][number]["value"] | undefined {
  const literal = literalOf(node, problems);
  if (literal === "broken") return undefined;
  if (literal === undefined) {
    problems.error(
      "not-a-constant",
      rangeOf(node),
      "the value of a parameter is written out here; this must be worked out",
      "write a number, a day, a text, a duration or an entity",
    );
    return undefined;
  }
  const fits = literal.kind === ENTITY ? !isPlain(kind) : literal.kind === kind || !kinds.has(kind);
  if (fits) return literal.value;
  reportKind(rangeOf(node), kind, literal.kind, problems);
  return undefined;
}
