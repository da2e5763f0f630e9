/** Writes a checked policy as text that reads back as the same policy. */
import { type Day, formatDay, OPEN, SINCE_EVER } from "@comity/calendar";
import type { Column, Example, Parameter, Policy, RecordDeclaration, Rule, Tuple } from "../policy.ts";
import { declarationOf } from "../policy.ts";
import { formatPolicy } from "./format.ts";
import { writeText } from "./literals.ts";
import { type ColumnsOf, printCondition, printValue } from "./print-condition.ts";

/**
 * The policy as one block of code below its title, laid out as the formatter does. Prose, comments and the names of
 * worlds are not part of a checked policy: facts stand in each example. Throws a RangeError where a condition has no
 * parts, which cannot be written.
 */
export function printPolicy(policy: Policy): string {
  const columnsOf: ColumnsOf = (name) => declarationOf(policy, name)?.columns ?? [];
  const isEmpty = ({ given, wantsRegistry }: Example): boolean => given.length === 0 && !wantsRegistry;
  const declarations = [
    ...policy.kinds.map(({ name, parent }) => `kind ${name}${parent === undefined ? "" : ` is ${parent}`}`),
    ...policy.parameters.map(printParameter),
    ...policy.records.map(printRecord),
    ...policy.rules.map((rule) => printRule(policy, rule, columnsOf)),
    ...(policy.examples.some(isEmpty) ? ["world nothing"] : []),
    ...policy.examples.map((example) => printExample(policy, example)),
  ];
  return formatPolicy(`# ${policy.title}\n\n\`\`\`policy\n${declarations.join("\n")}\n\`\`\`\n`);
}

function said({ title, source }: { readonly title?: string; readonly source?: string }): string {
  return `${title === undefined ? "" : ` ${writeText(title)}`}${source === undefined ? "" : ` source ${writeText(source)}`}`;
}

const columns = (list: readonly Column[]): string =>
  list.map(({ name, kind }) => `${name}: ${kind}`).join(", ");

function printParameter(parameter: Parameter): string {
  const pieces = parameter.pieces.map(({ from, value }, at) => {
    const written = printValue(value, parameter.kind);
    return at === 0 ? written : `from ${formatDay(from)} = ${written}`;
  });
  return `parameter ${parameter.name}: ${parameter.kind}${said(parameter)} = ${pieces.join(", ")}`;
}

function printRecord(record: RecordDeclaration): string {
  const reach = record.reach === undefined ? "" : ` within reach of ${record.reach}`;
  return `record ${record.name}(${columns(record.columns)})${said(record)}${reach}`;
}

function printRule(policy: Policy, rule: Rule, columnsOf: ColumnsOf): string {
  const predicate = policy.predicates.find(({ name }) => name === rule.predicate);
  if (predicate === undefined) throw new RangeError(`no predicate \`${rule.predicate}\` is declared`);
  const body = `when ${printCondition(rule.body, columnsOf)}`;
  if (predicate.role === "never") return `never${said(predicate)} ${body}`;
  const head = rule.variables.map((name, column) => ({ name, kind: predicate.columns[column]!.kind }));
  return `${predicate.role} ${rule.predicate}(${columns(head)})${said(rule)} ${body}`;
}

function printTuple(tuple: Tuple, list: readonly Column[]): string {
  return tuple.map((value, column) => printValue(value, list[column]!.kind)).join(", ");
}

/** An example in one piece, not laid out; its facts stand in it. */
export function printExample(policy: Policy, example: Example): string {
  const given = example.given.map(
    ({ record, tuple, from, to }) =>
      `${record}(${printTuple(tuple, declarationOf(policy, record)?.columns ?? [])})${printDays(from, to)}`,
  );
  const name = given.length === 0 && !example.wantsRegistry ? " in nothing" : "";
  const facts = given.length === 0 ? "" : ` given ${given.join(", ")}`;
  const groups = example.expectations.map(({ on, holds, predicate, tuple }) => {
    const declaration = declarationOf(policy, predicate);
    const isClause = declaration?.role === "never";
    const what = isClause
      ? `breaks ${writeText(declaration.title ?? "")}`
      : `${predicate}(${printTuple(tuple, declaration?.columns ?? [])})`;
    return `on ${formatDay(on)}: ${holds ? "" : "not "}${what}`;
  });
  return `example ${writeText(example.title)}${name}${facts} ${groups.join("\n")}`;
}

function printDays(from: Day, to: Day): string {
  if (from !== SINCE_EVER && to === from + 1) return ` on ${formatDay(from)}`;
  const first = from === SINCE_EVER ? "" : ` from ${formatDay(from)}`;
  return to === OPEN ? first : `${first} before ${formatDay(to)}`;
}
