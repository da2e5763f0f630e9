/** Whatever comes in, readers answer with rows or with a refusal that has a place; nothing else ever comes out of them. */
import { spawnSync } from "node:child_process";
import { statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { withoutTex } from "../src/author-list/tex-letters.ts";
import { ExchangeError, type Plan, readDecisions, readMapping } from "../src/index.ts";
import { CsvRecords } from "../src/read/csv-records.ts";
import { BASE, brought, planOf, refusalOf, rowsOf } from "./brought-in.ts";
import { workbook, zipped } from "./zipped.ts";

const RUNS = Number(process.env.COMITY_RUNS ?? 30);
const root = fileURLToPath(new URL("../../..", import.meta.url));

/** Runs an import that must end with a plan or a refusal; what it comes to. */
async function survives(files: Readonly<Record<string, Uint8Array | string>>): Promise<Plan | ExchangeError> {
  try {
    return (await brought(BASE, files, { asOf: "2024-01-01" })).plan();
  } catch (error) {
    if (!(error instanceof ExchangeError)) throw error;
    expect(error.problems.length).toBeGreaterThan(0);
    for (const { message } of error.problems) expect(message).toMatch(/^[^A-Z]/);
    return error;
  }
}

const encoder = new TextEncoder();
const list = `<collaborationauthorlist><creationDate>2024-01-01</creationDate><organizations><Organization id="a"><name>Joint Institute</name><orgName source="ROR">044yd9t77</orgName></Organization></organizations><authors><Person><familyName>Model</familyName><authorAffiliations><authorAffiliation organizationid="a"/></authorAffiliations></Person></authors></collaborationauthorlist>`;
const GOOD: Readonly<Record<string, Uint8Array>> = {
  "people.csv": encoder.encode(
    'person,family_name,orcid,institute,first_day\np1,"Example",0000-0002-1825-0097,INP,2021-03-01\r\n,Model,,J,2024-01-01\n',
  ),
  "list.xml": encoder.encode(list),
  "ror.jsonl": encoder.encode(
    '{"id":"https://ror.org/044yd9t77","name":"Joint","country":{"country_code":"RU"}}\n',
  ),
  "people.xlsx": workbook({
    sheet:
      '<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>family_name</t></is></c></row><row r="2"><c r="A2" t="inlineStr"><is><t>Model</t></is></c></row></sheetData>',
  }),
};
const kinds = Object.keys(GOOD);
const LEADS = [[], [0x50, 0x4b, 3, 4], [0x3c], [0x7b], [0x5b], [0xef, 0xbb, 0xbf]];

describe("every reader", () => {
  it.each(kinds)("takes %s as it should be", async (name) => {
    const plan = await planOf({ [name]: GOOD[name]! });
    expect(plan.isWhole).toBe(true);
  });

  it.each(kinds)("survives random bytes called %s", async (name) => {
    const anyBytes = fc
      .tuple(fc.constantFrom(...LEADS), fc.uint8Array({ maxLength: 400 }))
      .map(([lead, bytes]) => Uint8Array.of(...lead, ...bytes));
    await fc.assert(
      fc.asyncProperty(anyBytes, (bytes) => survives({ [name]: bytes }).then(() => undefined)),
      { numRuns: RUNS },
    );
  });

  it.each(kinds)(
    "survives %s with a byte changed, a piece lost or doubled, or an end too early",
    async (name) => {
      const good = GOOD[name]!;
      const anywhere = fc.nat(good.length - 1);
      const spoilt = fc.oneof(
        fc.tuple(anywhere, fc.nat(255)).map(([at, byte]) => good.map((old, k) => (k === at ? byte : old))),
        anywhere.map((at) => good.slice(0, at)),
        fc
          .tuple(anywhere, fc.nat(40))
          .map(([at, count]) => Uint8Array.of(...good.slice(0, at), ...good.slice(at + count))),
        fc
          .tuple(anywhere, fc.nat(40))
          .map(([at, count]) => Uint8Array.of(...good.slice(0, at + count), ...good.slice(at))),
      );
      await fc.assert(
        fc.asyncProperty(spoilt, (bytes) => survives({ [name]: bytes }).then(() => undefined)),
        { numRuns: RUNS * 3 },
      );
    },
  );

  it("survives workbooks whose parts are random XML", async () => {
    const anyXml = fc
      .array(
        fc.constantFrom(
          "<row>",
          '<row r="0">',
          "</row>",
          '<c r="A1">',
          '<c r="ZZZZ9">',
          "<c>",
          "</c>",
          '<c t="s">',
          "<v>",
          "</v>",
          "1e999",
          "-1",
          "<f/>",
          "<is><t>x</t></is>",
          '<mergeCell ref="A1:Z9999999"/>',
          "<![CDATA[x]]>",
          "&amp;",
          "&x;",
        ),
        { maxLength: 20 },
      )
      .map((parts) => parts.join(""));
    await fc.assert(
      fc.asyncProperty(anyXml, anyXml, async (sheet, texts) => {
        await survives({ "people.xlsx": workbook({ sheet: `<sheetData>${sheet}</sheetData>`, texts }) });
      }),
      { numRuns: RUNS * 3 },
    );
  });

  it("survives any mapping and any decisions", () => {
    fc.assert(
      fc.property(fc.oneof(fc.json(), fc.string()), (text) => {
        for (const read of [readMapping, readDecisions])
          try {
            read(text, "x.json");
          } catch (error) {
            if (!(error instanceof ExchangeError)) throw error;
          }
      }),
      { numRuns: RUNS * 3 },
    );
  });

  it("survives any name with TeX in it", () => {
    const anyName = fc
      .array(fc.constantFrom("\\", "'", "{", "}", "~", '"', "v", "i", "c ", "ss", "a", " ", "$", "^"), {
        maxLength: 14,
      })
      .map((parts) => parts.join(""));
    fc.assert(
      fc.property(anyName, (name) => {
        expect(withoutTex(name)).not.toMatch(/[{}~]/);
      }),
      { numRuns: RUNS * 5 },
    );
  });
});

describe("CSV in pieces", () => {
  const anyCells = fc.array(
    fc.array(
      fc.oneof(
        fc.constantFrom("", "a", 'q"q', "x,y", "two\nlines", "cr\rlf", "\r\n", '"'),
        fc.string({ maxLength: 5 }),
      ),
      { minLength: 2, maxLength: 4 },
    ),
    { minLength: 1, maxLength: 6 },
  );
  const quoted = (cell: string): string => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);

  it("gives the cells that were written, wherever the pieces are cut", () => {
    fc.assert(
      fc.property(
        anyCells,
        fc.constantFrom("\n", "\r\n", "\r"),
        fc.boolean(),
        fc.infiniteStream(fc.integer({ min: 1, max: 4 })),
        (records, newline, ends, sizes) => {
          const text =
            records.map((cells) => cells.map(quoted).join(",")).join(newline) + (ends ? newline : "");
          const found: string[][] = [];
          const reader = new CsvRecords(",", { file: "x.csv" }, (cells, row, flaw) => {
            expect([row, flaw]).toEqual([found.length + 1, undefined]);
            found.push(cells);
          });
          for (let at = 0; at < text.length; ) {
            const size = sizes.next().value as number;
            reader.write(text.slice(at, at + size));
            at += size;
          }
          expect(reader.end()).toBe(ends);
          expect(found).toEqual(records);
        },
      ),
      { numRuns: RUNS * 10 },
    );
  });
});

describe("a table with something wrong in its form", () => {
  it.each([
    ["nothing in it", "", "people.csv: the file is empty"],
    ["blank lines alone", "\n\n", "neither the name nor the columns tell"],
    ["UTF-16", Uint8Array.of(0xff, 0xfe, 0x70, 0), "the file is written in UTF-16"],
    [
      "a byte of another encoding",
      Uint8Array.of(...encoder.encode("person,family_name\np9,M"), 0xfc, ...encoder.encode("ller\n")),
      "people.csv, line 2: the file is not UTF-8: the byte 0xFC at offset 23 belongs to no character",
    ],
    [
      "a character cut off at its end",
      Uint8Array.of(...encoder.encode("person,family_name\np9,M"), 0xc3),
      "belongs to no character",
    ],
    [
      "no column that it needs",
      "given_name,city\nAnna,Minsk\n",
      "the column `family_name` is missing: the rows are about people",
    ],
    [
      "a column misspelt",
      "famly_name,given_name\nModel,Clara\n",
      "is it the one called `famly_name`? Then say so in a mapping file",
    ],
    [
      "a column twice",
      "family_name,Surname\nModel,Model\n",
      "the columns `family_name` and `Surname` both mean `family_name`",
    ],
  ])("is refused: %s", async (_, content, message) => {
    const name = message.startsWith("neither") ? "x.csv" : "people.csv";
    expect(await refusalOf({ [name]: content })).toContain(
      message.replace(
        "neither the name nor the columns tell",
        name === "x.csv" ? "neither the name nor the columns tell" : "",
      ),
    );
  });

  it.each([
    [
      "an end in the middle of a row",
      "person,family_name,orcid\np9,Mod",
      "the file ends in the middle of a row\n  help: it was cut short",
    ],
    [
      "a quote that is never closed",
      'person,family_name\np9,"Model\np8,Other\n',
      "a double quote is opened and never closed",
    ],
    ["text behind a quote", 'person,family_name\np9,"Mo"del\n', "text follows a closing double quote"],
    ["too many fields", "person,family_name\np9,Model,Clara\n", "the row has 3 fields, the header has 2"],
    ["U+0000", "person,family_name\np9,Mo\u0000del\n", "a text holds the character U+0000"],
    ["an identifier with a semicolon", "person,family_name\np;9,Model\n", "holds a semicolon"],
    [
      "an ORCID iD that is too short",
      "person,family_name,orcid\np9,Model,0000-0002-1825\n",
      "is not an ORCID iD",
    ],
  ])("refuses a row: %s", async (_, content, message) => {
    const plan = await planOf({ "people.csv": content });
    expect(rowsOf(plan).join("\n")).toContain(message);
    expect(plan.isWhole).toBe(false);
    expect(plan.acts).toEqual([]);
  });

  it("is refused where it is another kind of file under its name", async () => {
    expect(await refusalOf({ "people.csv": zipped([{ name: "x", content: "x" }]) })).toContain(
      "packed like a workbook but is none",
    );
    expect(await refusalOf({ "people.xlsx": "%PDF-1.7" })).toContain("the file is an archive or a document");
  });
});

describe("memory", () => {
  it("stays small however large the file is: a heap of 72 MB reads what would not fit into it", () => {
    const built = statSync(join(root, "packages/exchange/dist/index.js"), { throwIfNoEntry: false });
    expect(built, "npm run build comes first").toBeDefined();
    const words = ["8", "72", "CSV, all on record", "author list"];
    const { status, stdout } = spawnSync(
      process.execPath,
      [join(root, "scripts/import-memory.mjs"), ...words],
      { encoding: "utf8" },
    );
    expect(stdout.match(/^good/gm)).toHaveLength(2);
    expect(status).toBe(0);
  });
});
