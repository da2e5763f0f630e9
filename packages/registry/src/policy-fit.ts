/** Whether a policy's records fit those that a registry gives: its own, and those that it declares. */
import { type Column, type Diagnostic, didYouMean, type Place, type RecordDeclaration } from "@comity/policy";
import type { DeclaredColumn, DeclaredType } from "./acts.ts";
import { type DeclaredRecord, isOwnRecord } from "./declared-records.ts";
import { RECORDS } from "./records.ts";

/** One record that does not fit. It stands in the policy at `place`, or in a file of the registry. */
export interface Misfit {
  readonly severity: "error" | "warning";
  readonly place?: Place;
  readonly file?: string;
  readonly message: string;
  readonly help?: string;
}

/** What a column of a declared record must be so that the policy's column can be read from it. */
export function declaredTypeOf(kind: string): DeclaredType {
  return kind === "Number" ? "number" : kind === "Day" ? "date" : "string";
}

/** The columns that a declared record has where the policy alone says so: a file could give it and none does. */
export function columnsFor(columns: readonly Column[]): DeclaredColumn[] {
  return columns.map(({ name, kind }) => ({ name, type: declaredTypeOf(kind) }));
}

const written = ({ name, columns }: { name: string; columns: readonly Column[] }): string =>
  `\`${name}(${columns.map((column) => `${column.name}: ${column.kind}`).join(", ")})\``;

const isPlain = (kind: string): boolean => ["Number", "Day", "Text"].includes(kind);

/** A column of the policy that neither has the registry's name nor is of its kind: most likely another thing is meant. */
const isAnother = (ours: Column, given: Column): boolean =>
  ours.name !== given.name && ours.kind !== given.kind;

/** The registry's own record as it must be declared; undefined where the policy's declaration fits it. */
function ownMisfit(record: RecordDeclaration): Misfit | undefined {
  const given = RECORDS.find(({ name }) => name === record.name)!;
  const kinds = (columns: readonly Column[]): string =>
    columns.map(({ kind }) => (isPlain(kind) ? kind : "an entity")).join(", ");
  const isFit = kinds(given.columns) === kinds(record.columns);
  if (isFit && !record.columns.some((column, at) => isAnother(column, given.columns[at]!))) return undefined;
  return {
    severity: isFit ? "warning" : "error",
    place: record.place,
    message: `every registry gives ${written(given)} by itself, and this is ${written(record)}`,
    help: `give yours another name, such as \`${record.name}_${record.columns.at(-1)?.name ?? "here"}\`, or declare it with the registry's columns`,
  };
}

const isNumber = (type: DeclaredType): boolean => type === "number" || type === "integer";

function fits(column: Column, { name, type }: DeclaredColumn): boolean {
  const wanted = declaredTypeOf(column.kind);
  return column.name === name && (wanted === type || (isNumber(wanted) && isNumber(type)));
}

/** The first column that differs, in words. */
function difference(record: RecordDeclaration, declared: DeclaredRecord): string {
  const { columns } = record;
  const count = Math.max(columns.length, declared.columns.length);
  for (let at = 0; at < count; at++) {
    const [ours, theirs] = [columns[at], declared.columns[at]];
    if (ours === undefined) return `the file's column \`${theirs!.name}\` is none of the policy's`;
    if (theirs === undefined) return `the file has no column \`${ours.name}\``;
    if (fits(ours, theirs)) continue;
    return ours.name === theirs.name
      ? `the policy's \`${ours.name}\` is a \`${ours.kind}\` and needs a \`${declaredTypeOf(ours.kind)}\`, the file's holds \`${theirs.type}\``
      : `column ${at + 1} is \`${ours.name}\` in the policy and \`${theirs.name}\` in the file`;
  }
  return "";
}

function declaredMisfit(record: RecordDeclaration, declared: DeclaredRecord): Misfit | undefined {
  const { columns } = record;
  const isFit =
    columns.length === declared.columns.length &&
    columns.every((column, at) => fits(column, declared.columns[at]!));
  if (isFit) return undefined;
  const given = declared.columns.map(({ name, type }) => `${name}: ${type}`).join(", ");
  return {
    severity: "error",
    place: record.place,
    message: `${written(record)} does not fit \`${declared.resource}.csv\`, which gives \`${record.name}(${given})\`: ${difference(record, declared)}`,
    help: "the columns have the same names in the same order; an entity or a Text is a `string`, a Number a `number` or an `integer`, a Day a `date`",
  };
}

/**
 * Every record of a policy that a registry gives otherwise, which is an error: the engine would misread its facts; and every
 * record that the registry declares and the policy does not, which is a warning: nothing reads it. A record of the policy that
 * nothing gives is empty.
 *
 *     policyMisfits(policy.records, registry.meta.records)
 */
export function policyMisfits(
  records: readonly RecordDeclaration[],
  declared: readonly DeclaredRecord[] = [],
): Misfit[] {
  const wrong = records.flatMap((record) => {
    const given = declared.find((each) => each.record === record.name);
    const misfit = isOwnRecord(record.name)
      ? ownMisfit(record)
      : given === undefined
        ? undefined
        : declaredMisfit(record, given);
    return misfit === undefined ? [] : [misfit];
  });
  const names = records.map(({ name }) => name);
  const unread = declared
    .filter(({ record }) => !names.includes(record))
    .map(({ record, resource }): Misfit => {
      const help = didYouMean(record, names);
      return {
        severity: "warning",
        file: `${resource}.csv`,
        message: `the policy declares no record \`${record}\`, so nothing reads this file`,
        ...(help === undefined ? {} : { help }),
      };
    });
  return [...wrong, ...unread];
}

/**
 * How a policy's records differ from the registry's own, as problems of the policy's text: known before there is a registry,
 * so that the word is changed before anything hangs on it.
 */
export function ownRecordDiagnostics(records: readonly RecordDeclaration[]): Diagnostic[] {
  return policyMisfits(records).flatMap(({ severity, place, message, help }) =>
    place === undefined
      ? []
      : [{ severity, code: "own-record", place, message, ...(help === undefined ? {} : { help }) }],
  );
}

/** A misfit in one or two lines: `x.policy.md:12:8: ...`. */
export function formatMisfit({ severity, place, file, message, help }: Misfit): string {
  const where = place === undefined ? `${file}: ` : `${place.file}:${place.line}:${place.column}: `;
  return `${where}${severity === "warning" ? "warning: " : ""}${message}${help === undefined ? "" : `\n  help: ${help}`}`;
}
