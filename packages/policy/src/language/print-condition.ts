/** Writes values, conditions and windows as they are written in a policy. */
import { type Day, type Duration, formatDay, formatDuration, isNoTime } from "@comity/calendar";
import type { Column, Condition, Expression, KindName, Span, Term, Value, Window } from "../policy.ts";
import { writeEntity, writeNumber, writeText } from "./literals.ts";

/** The columns of a record or predicate: text and entities are both strings, and the column tells which a value is. */
export type ColumnsOf = (name: string) => readonly Column[];

/** A value as it is written in a policy. */
export function printValue(value: Value | Duration, kind: KindName): string {
  switch (kind) {
    case "Number":
      return writeNumber(value as number);
    case "Day":
      return formatDay(value as Day);
    case "Text":
      return writeText(value as string);
    case "Duration":
      return formatDuration(value as Duration);
    default:
      return writeEntity(value as string);
  }
}

/** A condition as it is written in a rule's body. */
export function printCondition(condition: Condition, columnsOf: ColumnsOf): string {
  if (condition.condition !== "unless") return printAny(condition, columnsOf);
  return `${printAny(condition.body, columnsOf)} unless ${printAny(condition.exception, columnsOf)}`;
}

function printAny(condition: Condition, columnsOf: ColumnsOf): string {
  if (condition.condition !== "any") return printAll(condition, columnsOf);
  return joined(
    condition.parts.map((part) => printAll(part, columnsOf)),
    " or ",
  );
}

function printAll(condition: Condition, columnsOf: ColumnsOf): string {
  if (condition.condition !== "all") return printTemporal(condition, columnsOf);
  return joined(
    condition.parts.map((part) => printTemporal(part, columnsOf)),
    ", ",
  );
}

function joined(parts: readonly string[], joint: string): string {
  if (parts.length === 0) throw new RangeError("a condition without parts cannot be written");
  return parts.join(joint);
}

function printTemporal(condition: Condition, columnsOf: ColumnsOf): string {
  const operand = (inner: Condition): string => printOperand(inner, columnsOf);
  switch (condition.condition) {
    case "all":
    case "any":
    case "unless":
      return `(${printCondition(condition, columnsOf)})`;
    case "atom": {
      const columns = columnsOf(condition.predicate);
      const terms = condition.terms.map((term, at) => printTerm(term, columns[at]!.kind));
      return `${condition.predicate}(${terms.join(", ")})`;
    }
    case "within":
    case "throughout":
      return `${operand(condition.body)} ${condition.condition} the ${condition.window.direction} ${printWindow(condition.window)}`;
    case "since":
    case "until": {
      const { least, most } = condition.window;
      const bounds = most === null && isNothing(least) ? "" : `[${printBounds(least, most)}] `;
      return `${operand(condition.body)} ${condition.condition} ${bounds}${operand(condition.anchor)}`;
    }
    case "begins":
    case "ends":
      return `${condition.condition} ${operand(condition.body)}`;
    case "after":
      return `from the day after ${operand(condition.body)}`;
    case "compare":
      return `${printSum(condition.left)} ${condition.operator} ${printSum(condition.right)}`;
    case "let":
      return `${condition.variable} = ${printSum(condition.value)}`;
    case "days":
      return `${condition.form} ${printDay(condition.day)}`;
  }
}

/** A day that is worked out stands in brackets, for the reader. */
function printDay(day: Expression): string {
  return day.expression === "arithmetic" ? `(${printSum(day)})` : printSum(day);
}

/** What temporal operators look at: a record or rule, or a condition in brackets. */
function printOperand(condition: Condition, columnsOf: ColumnsOf): string {
  return condition.condition === "atom"
    ? printTemporal(condition, columnsOf)
    : `(${printCondition(condition, columnsOf)})`;
}

function isNothing(span: Span): boolean {
  return "duration" in span && isNoTime(span.duration);
}

function printWindow({ least, most }: Window): string {
  return most !== null && isNothing(least) ? printSpan(most) : printBounds(least, most);
}

function printBounds(least: Span, most: Span | null): string {
  return most === null ? `${printSpan(least)} or more` : `${printSpan(least)} to ${printSpan(most)}`;
}

function printSpan(span: Span): string {
  return "duration" in span ? formatDuration(span.duration) : span.parameter;
}

function printTerm(term: Term, kind: KindName): string {
  if (term.term === "value") return printValue(term.value, kind);
  return term.term === "any" ? "_" : term.name;
}

function printSum(expression: Expression): string {
  if (expression.expression !== "arithmetic" || !"+-".includes(expression.operator))
    return printProduct(expression);
  return `${printSum(expression.left)} ${expression.operator} ${printProduct(expression.right, true)}`;
}

function printProduct(expression: Expression, isPart = false): string {
  if (expression.expression !== "arithmetic") return printOperandOf(expression, isPart);
  if ("+-".includes(expression.operator)) return `(${printSum(expression)})`;
  return `${printProduct(expression.left, true)} ${expression.operator} ${printFactor(expression.right)}`;
}

function printFactor(expression: Expression): string {
  return expression.expression === "arithmetic"
    ? `(${printSum(expression)})`
    : printOperandOf(expression, true);
}

function printOperandOf(
  expression: Exclude<Expression, { expression: "arithmetic" }>,
  isPart: boolean,
): string {
  if (expression.expression !== "value") return expression.name;
  const written = printValue(expression.value, expression.kind);
  // A duration of months and days is a sum, and one value only in brackets.
  return isPart && written.includes(" + ") && expression.kind === "Duration" ? `(${written})` : written;
}
