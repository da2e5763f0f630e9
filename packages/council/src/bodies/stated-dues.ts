/**
 * What members owe, and by which decision one votes all the same, as the registry states it: dated acts with an instrument, which can be
 * corrected, withdrawn and read as they were known on a day. The records are declared by the registry, as others are (docs/council.md).
 */
import type { Day } from "@comity/calendar";
import type { Folded } from "@comity/registry";
import { CouncilError } from "../council-error.ts";
import type { Dues, Waiver } from "./body.ts";

/** `unpaid_contributions(party, body, unpaid, due_this_year, due_last_year)`; `institute` in place of `party` for a body of institutes. */
export const DUES_RECORD = "unpaid_contributions";
/** `vote_restored(party, body)`: the body lets a member vote although it owes. */
export const WAIVER_RECORD = "vote_restored";

/** What of a registry says it. */
export type StatedIn = Pick<Folded, "facts"> & Partial<Pick<Folded, "provenance">>;

interface Row {
  readonly from: Day;
  readonly to: Day;
  readonly instrument: string | undefined;
  value(...names: readonly string[]): unknown;
}

/** The rows of a declared record, whatever the order of its columns. */
function rowsOf({ facts, provenance }: StatedIn, record: string): Row[] {
  const table = facts.tables.get(record);
  if (table === undefined) return [];
  const { columns: shapes } = table.shape;
  return Array.from({ length: table.count }, (_, row) => {
    const tuple = shapes.map(({ kind }, at) => facts.symbols.value(kind, table.columns[at]![row]!));
    const from = table.from[row]! as Day;
    const acts = provenance?.of(record, tuple, from) ?? [];
    return {
      from,
      to: table.to[row]! as Day,
      instrument: acts.at(-1)?.instrument,
      value(...names) {
        const at = shapes.findIndex(({ name }) => names.includes(name));
        if (at >= 0) return tuple[at];
        throw new CouncilError(
          "incorrect",
          "record-columns",
          `the record \`${record}\` of this registry has no column \`${names.join("` or `")}\``,
          { help: "docs/council.md says which columns it has" },
        );
      },
    };
  });
}

const MEMBER = ["party", "institute"] as const;

/**
 * What the members of a body owe, by the registry.
 *
 * @throws CouncilError `record-columns` where the record is declared with other columns, or an amount is no whole number.
 */
export function statedDues(stated: StatedIn, body: string): Dues[] {
  return rowsOf(stated, DUES_RECORD)
    .filter((row) => row.value("body") === body)
    .map((row) => {
      const amount = (name: string): number => {
        const value = row.value(name);
        if (typeof value === "number" && Number.isSafeInteger(value) && value >= 0) return value;
        throw new CouncilError(
          "incorrect",
          "record-columns",
          `\`${name}\` of the record \`${DUES_RECORD}\` is \`${String(value)}\`, which is no whole amount`,
        );
      };
      return {
        member: String(row.value(...MEMBER)),
        from: row.from,
        to: row.to,
        unpaid: amount("unpaid"),
        dueThisYear: amount("due_this_year"),
        dueLastYear: amount("due_last_year"),
        source: row.instrument,
      };
    });
}

/** Which members of a body vote although they owe, by the registry. @throws CouncilError `record-columns`. */
export function statedWaivers(stated: StatedIn, body: string): Waiver[] {
  return rowsOf(stated, WAIVER_RECORD)
    .filter((row) => row.value("body") === body)
    .map((row) => ({
      member: String(row.value(...MEMBER)),
      from: row.from,
      to: row.to,
      instrument: row.instrument ?? "",
    }));
}
