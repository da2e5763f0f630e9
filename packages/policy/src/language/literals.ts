/** What is written out in a policy: days, numbers, text, entities, durations. */
import { CalendarError, type Day, type Duration, day, duration, sumOf } from "@comity/calendar";
import type { KindName, Value } from "../policy.ts";
import type { Problems, Range } from "./diagnostics.ts";
import type { Binary, Condition } from "./generated/ast.ts";
import { ENTITY } from "./kinds.ts";

/** A node of a condition or a value: one ladder of rules in the grammar, told apart by the checks. */
export type Written = Condition | Binary;

/** A value that is written out, and its kind or `ENTITY`. */
export interface Literal {
  readonly value: Value | Duration;
  readonly kind: KindName | typeof ENTITY;
}

/** Where a node stands. After an error the parser may leave a node without a place: then the beginning. */
export function rangeOf(node: { readonly $cstNode?: Range | undefined }): Range {
  const { offset, end } = node.$cstNode ?? { offset: 0, end: 0 };
  return { offset, end };
}

const ESCAPES: Readonly<Record<string, string>> = { n: "\n", r: "\r", t: "\t", '"': '"', "\\": "\\" };

/** The text between the quotes. `\"`, `\\`, `\n`, `\r`, `\t` and `\u{1f600}` are what they are elsewhere. */
export function readText(image: string, at: Range, problems: Problems): string {
  const inner = image.replace(/^"/, "").replace(/(^|[^\\])((?:\\\\)*)"$/, "$1$2");
  return inner.replace(/\\(u\{([0-9A-Fa-f]{1,6})\}|.?)/g, (whole, after: string, hex: string | undefined) => {
    const point = hex === undefined ? Number.NaN : Number.parseInt(hex, 16);
    if (point <= 0x10ffff) return String.fromCodePoint(point);
    const letter = ESCAPES[after];
    if (letter !== undefined) return letter;
    problems.error(
      "unknown-escape",
      at,
      `\`${whole}\` means nothing in a text`,
      'write `\\\\` for a backslash, `\\"` for a quotation mark, `\\n` for a new line',
    );
    return whole;
  });
}

/** A text as it is written in a policy; `readText` of it is the text. */
export function writeText(text: string): string {
  const named: Record<string, string> = { "\n": "\\n", "\r": "\\r", "\t": "\\t", '"': '\\"', "\\": "\\\\" };
  const escaped = text.replace(
    /["\\\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu,
    (letter) => named[letter] ?? `\\u{${letter.codePointAt(0)!.toString(16)}}`,
  );
  return `"${escaped}"`;
}

/** An entity as it is written in a policy: `@anna`, or `@"any text"`. */
export function writeEntity(id: string): string {
  return /^[A-Za-z0-9_.:/-]+$/.test(id) && !id.includes("//") ? `@${id}` : `@${writeText(id)}`;
}

/** A number as it is written in a policy. */
export function writeNumber(value: number): string {
  return String(value === 0 ? 0 : value);
}

export function readEntity(image: string, at: Range, problems: Problems): string {
  const id = image.startsWith('@"') ? readText(image.slice(1), at, problems) : image.slice(1);
  if (id === "")
    problems.error(
      "nameless-entity",
      at,
      "an entity has no name",
      'write `@` and its identifier, as in `@anna` or `@"Anna B."`',
    );
  return id;
}

/** The day, or undefined with a problem where there is no such day. */
export function readDay(image: string, at: Range, problems: Problems): Day | undefined {
  try {
    return day(image);
  } catch (error) {
    if (!(error instanceof CalendarError)) throw error;
    const help = /^\d+-\d+-\d+$/.test(image) && error.code === "malformed-day" ? dayHelp(image) : error.help;
    problems.error(error.code, at, error.message, help);
    return undefined;
  }
}

/** What was meant by `2024-1-5` or `30-11-2024`. */
function dayHelp(image: string): string {
  const parts = image.split("-").map(Number) as [number, number, number];
  const [year, month, date] = parts[0] > 31 ? parts : ([parts[2], parts[1], parts[0]] as const);
  const written = `${String(year).padStart(4, "0")}-${String(month).padStart(2, "0")}-${String(date).padStart(2, "0")}`;
  try {
    day(written);
  } catch {
    return "a day is written as in `2024-11-30`; a subtraction has spaces around its `-`";
  }
  return `did you mean \`${written}\`? a subtraction has spaces around its \`-\``;
}

/** A number with a unit is a duration. */
export function readAmount(
  image: string,
  unit: string | undefined,
  at: Range,
  problems: Problems,
): Literal | undefined {
  const value = Number(image);
  if (unit === undefined) {
    if (Number.isFinite(value)) return { value, kind: "Number" };
    problems.error("number-too-large", at, `\`${image.slice(0, 40)}\` is too large a number`);
    return undefined;
  }
  if (!Number.isInteger(value)) {
    problems.error(
      "fraction-of-a-duration",
      at,
      `\`${image} ${unit}\` is not a whole number of ${unit.replace(/s?$/, "s")}`,
      unit.startsWith("year") ? `did you mean \`${Math.round(value * 12)} months\`?` : undefined,
    );
    return undefined;
  }
  try {
    const plural = `${unit.replace(/s$/, "")}s` as "years" | "months" | "days";
    return { value: duration({ [plural]: value }), kind: "Duration" };
  } catch (error) {
    if (!(error instanceof CalendarError)) throw error;
    problems.error(error.code, at, error.message, error.help);
    return undefined;
  }
}

/** The sum of two durations, or undefined with a problem where it is beyond the calendar. */
export function addDurations(a: Duration, b: Duration, at: Range, problems: Problems): Duration | undefined {
  try {
    return sumOf(a, b);
  } catch (error) {
    if (!(error instanceof CalendarError)) throw error;
    problems.error(error.code, at, error.message, error.help);
    return undefined;
  }
}

/**
 * The value of a node that is written out: a literal, its negative, a sum of durations. Undefined where it is
 * something else, without a problem; a literal that is wrong gives a problem and `broken`.
 */
export function literalOf(node: Written, problems: Problems): Literal | "broken" | undefined {
  const at = rangeOf(node);
  switch (node.$type) {
    case "Amount":
      return readAmount(node.number, node.unit, at, problems) ?? "broken";
    case "DayLiteral": {
      const value = readDay(node.day, at, problems);
      return value === undefined ? "broken" : { value, kind: "Day" };
    }
    case "TextLiteral":
      return { value: readText(node.text, at, problems), kind: "Text" };
    case "EntityLiteral":
      return { value: readEntity(node.entity, at, problems), kind: ENTITY };
    case "Negative": {
      const inner = literalOf(node.operand, problems);
      if (inner === undefined || inner === "broken" || inner.kind !== "Number") return inner && "broken";
      return { value: -(inner.value as number), kind: "Number" };
    }
    case "Group":
      return literalOf(node.inner, problems);
    case "Binary": {
      if (node.operator !== "+") return undefined;
      const left = literalOf(node.left as Written, problems);
      if (left === undefined || left === "broken" || left.kind !== "Duration") return undefined;
      const right = literalOf(node.right as Written, problems);
      if (right === undefined || right === "broken" || right.kind !== "Duration") return undefined;
      const value = addDurations(left.value as Duration, right.value as Duration, at, problems);
      return value === undefined ? "broken" : { value, kind: "Duration" };
    }
    default:
      return undefined;
  }
}
