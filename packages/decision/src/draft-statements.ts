/** Statements in a draft: rows of declared records, laid as the registry's own files would give them. */
import { CalendarError, day } from "@comity/calendar";
import { didYouMean, type RecordShape, type Value } from "@comity/policy";
import { columnsFor, type DeclaredColumn, type Folded, RECORDS, type StatementAct } from "@comity/registry";
import { found, helped, type Path, type Place } from "./draft-issues.ts";
import { listed } from "./wording.ts";

/** The columns of every record that a draft may state, by the record's name. */
export type StatableRecords = ReadonlyMap<string, readonly DeclaredColumn[]>;

/**
 * The records that a draft may state: those that the registry has statements of, and those given besides, which are the
 * policy's and such as a file declares. The registry's own are made by acts of their own.
 */
export function statableRecords(folded: Folded, shapes: readonly RecordShape[]): StatableRecords {
  const own = new Set(RECORDS.map(({ name }) => name));
  const records = new Map<string, readonly DeclaredColumn[]>(
    shapes
      .filter(({ name }) => !own.has(name))
      .map(({ name, columns }) => [name, columnsFor(columns)] as const),
  );
  for (const [record, columns] of folded.records) records.set(record, columns);
  return records;
}

const counted = (count: number, one: string): string => `${count} ${one}${count === 1 ? "" : "s"}`;

/** A value as a column of that type has it; undefined where it has none, which has been noted. */
function readValue(
  { name, type }: DeclaredColumn,
  given: unknown,
  path: Path,
  note: Place,
): Value | undefined {
  const wrong = (code: string, message: string, help?: string): undefined => {
    note({ category: "incorrect", code, message, ...helped(help) }, path);
  };
  if (type === "number" || type === "integer") {
    if (typeof given !== "number")
      return wrong("wrong-type", `a number is expected for \`${name}\`, found ${found(given)}`);
    return type === "number" || Number.isInteger(given)
      ? given
      : wrong("wrong-type", `a whole number is expected for \`${name}\`, found ${found(given)}`);
  }
  if (typeof given !== "string")
    return wrong("wrong-type", `a text in quotes is expected for \`${name}\`, found ${found(given)}`);
  if (type === "string") {
    if (given === "") return wrong("missing-value", `\`${name}\` is empty`);
    return given.trim() === given && !given.includes("\u0000")
      ? given
      : wrong(
          "malformed-text",
          `the text \`${given}\` has blanks at its ends, or characters that no text has`,
        );
  }
  try {
    return day(given);
  } catch (error) {
    if (!(error instanceof CalendarError)) throw error;
    return wrong(error.code, error.message, error.help);
  }
}

/** What a statement says: its record, the record's columns and a value for each; undefined where something is wrong, which has been noted. */
export function readStatement(
  record: string,
  values: readonly unknown[],
  records: StatableRecords,
  path: Path,
  note: Place,
): Pick<StatementAct, "record" | "columns" | "values"> | undefined {
  const columns = records.get(record);
  if (columns === undefined) {
    const isOwn = RECORDS.some(({ name }) => name === record);
    const names = [...records.keys()];
    const all =
      names.length === 0
        ? "neither the registry nor the policy declares any"
        : `the records are ${names.map((name) => `\`${name}\``).join(", ")}`;
    note(
      {
        category: isOwn ? "incorrect" : "not found",
        code: isOwn ? "own-record" : "unknown-record",
        message: isOwn
          ? `\`${record}\` is a record of the registry's own, which no statement makes`
          : `\`${record}\` is not a record that the registry or the policy declares`,
        help: isOwn
          ? "an act of its own makes it, such as `termination` or `affiliation`"
          : (didYouMean(record, names) ?? all),
      },
      [...path, "record"],
    );
    return undefined;
  }
  if (values.length !== columns.length) {
    const names = listed(columns.map(({ name }) => `\`${name}\``));
    const has = columns.length === 0 ? "no columns" : `${counted(columns.length, "column")}, ${names}`;
    note(
      {
        category: "incorrect",
        code: "wrong-value-count",
        message: `\`${record}\` has ${has}; ${counted(values.length, "value")} ${values.length === 1 ? "is" : "are"} given`,
      },
      [...path, "values"],
    );
    return undefined;
  }
  const read = columns.map((column, at) => readValue(column, values[at], [...path, "values", at], note));
  return read.includes(undefined) ? undefined : { record, columns, values: read as Value[] };
}
