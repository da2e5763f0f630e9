/**
 * The curated table from INSPIRE short names to institutes: ROR id, seat, kind, and the party whose agreement governs.
 * The party is a decision of this table and of nothing else: an international organisation is governed by its own
 * agreement, whatever state its buildings stand in.
 */
import { readFileSync } from "node:fs";
import Papa from "papaparse";

/** One institute that short names stand for. Several short names may lead to the same one (renamed, merged). */
export interface KnownInstitute {
  /** `ror:044yd9t77`, or `inspire:` and a slug of the short name where no ROR id was found. */
  readonly id: string;
  readonly ror?: string;
  readonly title: string;
  /** ISO 3166 alpha-2 code of the state where it sits. */
  readonly seat: string;
  readonly kind: string;
  /** ISO 3166 alpha-2 code of a state, or the id of an organisation (`CERN`, `JINR`). */
  readonly party: string;
}

export interface InstituteTable {
  /** Institutes of a short name: one, two for a name that joins two, none where the name is unknown. */
  readonly ofName: ReadonlyMap<string, readonly KnownInstitute[]>;
  /** The short name of the table that has the same letters and digits, whatever the case, blanks and points. */
  readonly sameLetters: ReadonlyMap<string, string>;
}

/** The letters and digits of a name, in lower case and without accents: what is left when typing differs. */
export function lettersOf(name: string): string {
  return name
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, "");
}

/**
 * An identifier made from a short name.
 *
 *     instituteSlug("Minsk, High Energy Phys. Ctr.")   // "inspire:minsk-high-energy-phys-ctr"
 */
export function instituteSlug(name: string): string {
  const slug = name
    .normalize("NFKD")
    .replace(/\p{M}+/gu, "")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, "-")
    .replace(/^-+|-+$/g, "");
  return `inspire:${slug === "" ? "nameless" : slug}`;
}

interface TableRow {
  readonly inspire_name: string;
  readonly ror: string;
  readonly name: string;
  readonly state: string;
  readonly kind: string;
  readonly party: string;
  readonly stands_for: string;
}

/**
 * Reads the table from its CSV text. Throws a `RangeError` where a name occurs twice or stands for one that is not
 * there: the table is ours, so that is a fault of the package and not of its user.
 */
export function parseInstituteTable(csv: string): InstituteTable {
  const rows = Papa.parse<TableRow>(csv, { header: true, skipEmptyLines: true }).data;
  const ofName = new Map<string, readonly KnownInstitute[]>();
  for (const row of rows) {
    if (ofName.has(row.inspire_name))
      throw new RangeError(`\`${row.inspire_name}\` occurs twice in the table`);
    if (row.stands_for !== "") ofName.set(row.inspire_name, []);
    else
      ofName.set(row.inspire_name, [
        {
          id: row.ror === "" ? instituteSlug(row.inspire_name) : `ror:${row.ror}`,
          ...(row.ror === "" ? {} : { ror: row.ror }),
          title: row.name,
          seat: row.state,
          kind: row.kind,
          party: row.party,
        },
      ]);
  }
  for (const row of rows.filter((each) => each.stands_for !== "")) {
    const parts = row.stands_for.split("; ").map((part) => ofName.get(part)?.[0]);
    if (parts.some((part) => part === undefined))
      throw new RangeError(`\`${row.inspire_name}\` stands for a name that the table does not have`);
    ofName.set(row.inspire_name, parts as KnownInstitute[]);
  }
  return { ofName, sameLetters: new Map([...ofName.keys()].map((name) => [lettersOf(name), name])) };
}

/** The table that comes with this package. */
export function readInstituteTable(): InstituteTable {
  return parseInstituteTable(
    readFileSync(new URL("../../data/inspire-institutes.csv", import.meta.url), "utf8"),
  );
}
