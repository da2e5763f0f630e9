import { existsSync, readFileSync } from "node:fs";
import Papa from "papaparse";
import { describe, expect, test } from "vitest";
import { readParties } from "../../src/import/cooperation.ts";
import {
  instituteSlug,
  lettersOf,
  parseInstituteTable,
  readInstituteTable,
} from "../../src/import/institute-table.ts";

const rows = Papa.parse<Record<string, string>>(
  readFileSync(new URL("../../data/inspire-institutes.csv", import.meta.url), "utf8"),
  { header: true, skipEmptyLines: true },
).data;
const single = rows.filter((row) => row.stands_for === "");
const table = readInstituteTable();

/** The check digits as the ROR documentation gives them, written apart from the code under test. */
function hasRightCheckDigits(ror: string): boolean {
  const letters = "0123456789abcdefghjkmnpqrstvwxyz";
  if (!/^0[0-9a-hj-km-np-tv-z]{6}[0-9]{2}$/.test(ror)) return false;
  let number = 0n;
  for (const letter of ror.slice(0, 7)) number = number * 32n + BigInt(letters.indexOf(letter));
  return 98n - ((number * 100n) % 97n) === BigInt(ror.slice(7));
}

describe("the table of institutes", () => {
  test("gives every institute a name, a kind, a seat and a party that exists", () => {
    const parties = readParties();
    const kinds = new Set(["university", "research institute", "laboratory", "international laboratory"]);
    for (const row of single) {
      expect(row.name, row.inspire_name).not.toBe("");
      expect(kinds.has(row.kind!), row.inspire_name).toBe(true);
      expect(parties.get(row.state!)?.kind, row.inspire_name).toBe("State");
      expect(parties.has(row.party!), row.inspire_name).toBe(true);
    }
  });

  test("has ROR ids with right check digits, and says where each was seen", () => {
    expect(hasRightCheckDigits("044yd9t77")).toBe(true);
    expect(hasRightCheckDigits("044yd9t78")).toBe(false);
    for (const row of single) {
      if (row.ror === "") {
        expect(row.ror_seen_in, row.inspire_name).toBe("");
        expect(row.note, `${row.inspire_name} must say why it has no ROR id`).not.toBe("");
      } else {
        expect(hasRightCheckDigits(row.ror!), `${row.inspire_name}: ${row.ror}`).toBe(true);
        expect(["record", "relationship", "publication"]).toContain(row.ror_seen_in);
      }
    }
    expect(single.filter((row) => row.ror === "").length).toBe(12);
  });

  test("names each short name once, and two that share an id agree in all else", () => {
    expect(new Set(rows.map((row) => row.inspire_name)).size).toBe(rows.length);
    const ofId = new Map<string, unknown>();
    for (const [institute] of table.ofName.values()) {
      const known = ofId.get(institute!.id) ?? institute;
      expect(institute).toEqual(known);
      ofId.set(institute!.id, institute);
    }
    expect(table.sameLetters.size).toBe(table.ofName.size);
  });

  test("lets each state govern what sits in it, but for the two organisations", () => {
    const elsewhere = single.filter((row) => row.party !== row.state);
    expect(elsewhere.map((row) => [row.inspire_name, row.state, row.party])).toEqual([
      ["CERN", "CH", "CERN"],
      ["Dubna, JINR", "RU", "JINR"],
    ]);
  });

  test("names two institutes for a short name that joins two", () => {
    expect(table.ofName.get("Novosibirsk, IYF + Novosibirsk State U.")?.map(({ id }) => id)).toEqual([
      "ror:03e5eem51",
      "ror:04t2ss102",
    ]);
  });

  test("counts 20 member states, the number of 2009, of which four send nobody to these lists", () => {
    expect([...readParties().values()].filter(({ memberState }) => memberState).length).toBe(16);
  });

  test("refuses a table that contradicts itself", () => {
    const head = "inspire_name,ror,ror_seen_in,name,state,kind,party,stands_for,note\n";
    expect(() =>
      parseInstituteTable(`${head}A U.,,,A,AA,university,AA,,\nA U.,,,A,AA,university,AA,,\n`),
    ).toThrow("`A U.` occurs twice in the table");
    expect(() => parseInstituteTable(`${head}A U. + B U.,,,,,,,A U.; B U.,\n`)).toThrow(
      "`A U. + B U.` stands for a name that the table does not have",
    );
  });
});

test.each([
  ["Minsk, High Energy Phys. Ctr.", "inspire:minsk-high-energy-phys-ctr", "minskhighenergyphysctr"],
  ["Çukurova Ü.", "inspire:cukurova-u", "cukurovau"],
  ["???", "inspire:nameless", ""],
  ["Харьков", "inspire:харьков", "харьков"],
])("an id for `%s`", (name, slug, letters) => {
  expect(instituteSlug(name)).toBe(slug);
  expect(lettersOf(name)).toBe(letters);
});

const slice = new URL("../../../../../shared/data/ror/ror-slice.jsonl", import.meta.url);
const noSlice = existsSync(slice) ? "" : " (SKIPPED: no ../shared/data/ror beside the checkout)";
if (noSlice !== "")
  console.warn(`the ROR slice is not there: ids are checked by their digits only${noSlice}`);

test.skipIf(noSlice !== "")(`where the slice has the ROR record, its country is the seat${noSlice}`, () => {
  const countries = new Map<string, string>();
  for (const line of readFileSync(slice, "utf8").trim().split("\n")) {
    const { ror, record } = JSON.parse(line);
    countries.set(ror, record.country?.country_code ?? record.locations[0].geonames_details.country_code);
  }
  const found = single.filter((row) => countries.has(row.ror!));
  expect(found.length).toBeGreaterThan(90);
  for (const row of found) {
    const country = countries.get(row.ror!);
    expect(country === "PR" ? "US" : country, row.inspire_name).toBe(row.state);
  }
});
