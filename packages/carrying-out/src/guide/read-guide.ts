/** Reads a guide and finds everything that is wrong with it, with the line of each. */
import { createHash } from "node:crypto";
import { CalendarError } from "@comity/calendar";
import { didYouMean, type Policy } from "@comity/policy";
import { CarryingOutError } from "../problems.ts";
import {
  type Guide,
  type LetterRule,
  type Office,
  RECIPIENTS,
  type RecipientKind,
  type ReviewRule,
  type Task,
  type Timing,
  type Wording,
} from "./guide.ts";
import { type MarkdownRow, type MarkdownTable, markdownTables } from "./markdown-tables.ts";
import { readTiming, TIMINGS_HELP } from "./timing.ts";

/** The tables that a guide has, with their columns; prose around them is for people. */
const TABLES = {
  Offices: ["office", "English", "français"],
  "What ends, in words": ["entitlement", "English", "français"],
  "To do for each person": ["item", "when this ends", "what is done", "owner", "due", "undone by", "source"],
  Letters: ["letter", "template", "to", "when this ends", "due", "source"],
  Reviews: ["review", "what is looked at", "owner", "due", "source"],
} as const;
type TableName = keyof typeof TABLES;

/** What a letter may be about in place of an entitlement: all of them, or the undoing of the decision. */
const WITHOUT_ENTITLEMENT: readonly string[] = ["any", "reversal"];
const NAME = /^[a-z][a-z0-9-]{0,60}$/;

/** Collects what is wrong. */
class Faults {
  readonly #file: string;
  readonly found: string[] = [];

  constructor(file: string) {
    this.#file = file;
  }

  note(line: number, message: string, help?: string): void {
    this.found.push(
      `${this.#file}, line ${line}: ${message}${help === undefined ? "" : `\n  help: ${help}`}`,
    );
  }
}

/** The rows of each table by its heading. */
function tablesOf(text: string, faults: Faults): Map<TableName, readonly MarkdownRow[]> {
  const found = new Map<TableName, readonly MarkdownRow[]>();
  const known = Object.keys(TABLES) as TableName[];
  for (const table of markdownTables(text)) {
    const name = known.find((each) => each === table.heading);
    if (name === undefined) continue;
    checkColumns(table, name, faults);
    if (found.has(name)) faults.note(table.line, `there is a table under \`${name}\` already`);
    else found.set(name, table.rows);
  }
  for (const name of known)
    if (!found.has(name))
      faults.note(
        1,
        `no table stands under the heading \`${name}\``,
        `its columns are ${TABLES[name].map((each) => `\`${each}\``).join(", ")}`,
      );
  return found;
}

function checkColumns(table: MarkdownTable, name: TableName, faults: Faults): void {
  const wanted: readonly string[] = TABLES[name];
  for (const column of wanted)
    if (!table.columns.includes(column))
      faults.note(
        table.line,
        `the table under \`${name}\` has no column \`${column}\``,
        didYouMean(column, table.columns),
      );
  for (const column of table.columns)
    if (!wanted.includes(column))
      faults.note(
        table.line,
        `the table under \`${name}\` has a column \`${column}\``,
        didYouMean(column, wanted),
      );
  for (const line of table.ragged) faults.note(line, `this row has another number of cells than its head`);
}

/** Reads rows into what they say. */
class RowReader {
  readonly #faults: Faults;
  readonly #offices: ReadonlySet<string>;
  readonly #entitlements: readonly string[] | undefined;

  constructor(faults: Faults, offices: ReadonlySet<string>, policy: Policy | undefined) {
    this.#faults = faults;
    this.#offices = offices;
    this.#entitlements = policy?.predicates
      .filter(({ role }) => role === "entitlement")
      .map(({ name }) => name);
  }

  text({ line, cells }: MarkdownRow, column: string): string {
    const text = cells.get(column) ?? "";
    if (text === "") this.#faults.note(line, `\`${column}\` is empty`);
    return text;
  }

  name(row: MarkdownRow, column: string): string {
    const text = this.text(row, column);
    if (text !== "" && !NAME.test(text))
      this.#faults.note(row.line, `\`${text}\` cannot be a name`, "small letters, digits and hyphens");
    return text;
  }

  /** An entitlement of the policy; `any` and `reversal` where these are allowed. */
  entitlement(row: MarkdownRow, column: string, allowsAny = false): string {
    const text = this.text(row, column);
    if (text === "" || (allowsAny && WITHOUT_ENTITLEMENT.includes(text))) return text;
    if (this.#entitlements !== undefined && !this.#entitlements.includes(text))
      this.#faults.note(
        row.line,
        `the policy has no entitlement \`${text}\``,
        didYouMean(text, this.#entitlements),
      );
    return text;
  }

  owner(row: MarkdownRow): string {
    const text = this.text(row, "owner");
    if (text !== "" && !this.#offices.has(text))
      this.#faults.note(row.line, `\`${text}\` is not among the offices`, didYouMean(text, this.#offices));
    return text;
  }

  due(row: MarkdownRow): Timing {
    const text = this.text(row, "due");
    const nothing: Timing = { anchor: "decision", side: "on", by: { months: 0, days: 0 } };
    try {
      const timing = readTiming(text);
      if (timing !== undefined) return timing;
      if (text !== "") this.#faults.note(row.line, `\`${text}\` says no day`, TIMINGS_HELP);
    } catch (error) {
      if (!(error instanceof CalendarError)) throw error;
      this.#faults.note(row.line, error.message, error.help);
    }
    return nothing;
  }

  recipient(row: MarkdownRow): RecipientKind {
    const text = this.text(row, "to");
    const found = RECIPIENTS.find((each) => each === text);
    if (found === undefined && text !== "")
      this.#faults.note(
        row.line,
        `a letter goes to ${RECIPIENTS.map((each) => `\`${each}\``).join(", ")}, not to \`${text}\``,
      );
    return found ?? "person";
  }

  /** Names that stand twice in a column. */
  once(rows: readonly MarkdownRow[], column: string): void {
    const seen = new Set<string>();
    for (const { line, cells } of rows) {
      const name = cells.get(column) ?? "";
      if (seen.has(name)) this.#faults.note(line, `\`${name}\` is there twice`);
      seen.add(name);
    }
  }
}

function undoneBy(text: string): Task["undone"] {
  const cannot = /^cannot:\s*(.+)$/.exec(text);
  return cannot === null ? { by: text } : { cannot: cannot[1]! };
}

/**
 * Reads a guide; with a policy, its entitlements are looked up in it.
 *
 * @throws CarryingOutError `malformed-guide` with everything that is wrong, by line.
 */
export function readGuide(text: string, file: string, policy?: Policy): Guide {
  const faults = new Faults(file);
  const tables = tablesOf(text, faults);
  const rows = (name: TableName): readonly MarkdownRow[] => tables.get(name) ?? [];
  const known = new Set(rows("Offices").map(({ cells }) => cells.get("office") ?? ""));
  const reader = new RowReader(faults, known, policy);
  const inBoth = (row: MarkdownRow) => ({
    en: reader.text(row, "English"),
    fr: reader.text(row, "français"),
  });
  const offices = rows("Offices").map(
    (row): Office => ({ office: reader.name(row, "office"), names: inBoth(row) }),
  );
  const words = rows("What ends, in words").map(
    (row): Wording => ({ of: reader.entitlement(row, "entitlement"), words: inBoth(row) }),
  );
  const tasks = rows("To do for each person").map(
    (row): Task => ({
      item: reader.name(row, "item"),
      of: reader.entitlement(row, "when this ends"),
      what: reader.text(row, "what is done"),
      owner: reader.owner(row),
      due: reader.due(row),
      undone: undoneBy(reader.text(row, "undone by")),
      source: reader.text(row, "source"),
    }),
  );
  const letters = rows("Letters").map(
    (row): LetterRule => ({
      letter: reader.name(row, "letter"),
      template: reader.name(row, "template"),
      to: reader.recipient(row),
      of: reader.entitlement(row, "when this ends", true),
      due: reader.due(row),
      source: reader.text(row, "source"),
    }),
  );
  const reviews = rows("Reviews").map(
    (row): ReviewRule => ({
      review: reader.name(row, "review"),
      what: reader.text(row, "what is looked at"),
      owner: reader.owner(row),
      due: reader.due(row),
      source: reader.text(row, "source"),
    }),
  );
  reader.once(rows("Offices"), "office");
  reader.once(rows("What ends, in words"), "entitlement");
  reader.once(rows("To do for each person"), "item");
  reader.once(rows("Letters"), "letter");
  reader.once(rows("Reviews"), "review");
  const worded = new Set(words.map(({ of }) => of));
  rows("Letters").forEach((row, at) => {
    const { of } = letters[at]!;
    if (!WITHOUT_ENTITLEMENT.includes(of) && of !== "" && !worded.has(of))
      faults.note(row.line, `\`${of}\` has no words under \`What ends, in words\``);
  });
  if (faults.found.length > 0)
    throw new CarryingOutError("incorrect", "malformed-guide", faults.found.join("\n"));
  return {
    title: /^#\s+(.*)$/m.exec(text)?.[1]?.trim() ?? file,
    offices: new Map(offices.map((office) => [office.office, office])),
    words: new Map(words.map((wording) => [wording.of, wording])),
    tasks,
    letters,
    reviews,
    sha256: createHash("sha256").update(text, "utf8").digest("hex"),
  };
}
