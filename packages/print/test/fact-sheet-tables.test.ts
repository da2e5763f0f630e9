import { createHash } from "node:crypto";
import { afterEach, describe, expect, it, vi } from "vitest";
import { factSheetAsCsv, factSheetAsXlsx } from "../src/index.ts";
import { sheetTables } from "../src/tables/sheet-tables.ts";
import { full, withTexts } from "./sheet-for-tests.ts";
import { unzipped } from "./unzipped.ts";

const hash = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");

const FORMULAS = ["=cmd|' /C calc'!A0", "+1+1", "-2", "@SUM(A1)", "\t=1", "＝1"];

afterEach(() => {
  vi.useRealTimers();
});

describe("a fact sheet as tables", () => {
  it("has every figure of the sheet, and no table without a row", () => {
    const tables = sheetTables(full);
    expect(tables.map(({ name }) => name)).toMatchInlineSnapshot(`
      [
        "decided",
        "to be known",
        "clauses",
        "agreements",
        "entitlements",
        "entitlements by day",
        "institutes",
        "experiments and marks",
        "others who lose",
        "others in number",
        "not touched",
        "remedies",
        "what remedies keep",
        "money by experiment",
        "money of leavers",
        "money of those who stay",
        "to be taken over",
      ]
    `);
    for (const { name, columns, rows } of tables) {
      expect(name.length).toBeLessThanOrEqual(31);
      expect(rows.length).toBeGreaterThan(0);
      for (const row of rows) expect(row).toHaveLength(columns.length);
    }
  });

  it("is a zip of CSV files that others can read", async () => {
    const parts = await unzipped(factSheetAsCsv(full, { head: { position: 7, hash: "ab" } }));
    expect([...parts.keys()]).toContain("entitlements-by-day.csv");
    const overview = parts.get("overview.csv")!;
    expect(overview.startsWith("\ufeffwhat,value\ntitle,End Agreement ICA-BB\n")).toBe(true);
    expect(overview).toContain("acts in the registry,7\nhead of the registry,ab\n");
    expect(parts.get("entitlements-by-day.csv")).toContain("visit,gained,2024-12-01,2024-11-30,9\n");
  });

  it("shows what is hidden as such, and never as nothing", async () => {
    const sheet = { ...full, people: null };
    expect((await unzipped(factSheetAsCsv(sheet))).get("overview.csv")).toContain(
      "people who lose something,···\n",
    );
    const workbook = await unzipped(await factSheetAsXlsx(sheet));
    expect(workbook.get("xl/sharedStrings.xml")).toContain("···");
  });

  it("types days, figures and percent in a workbook", async () => {
    const workbook = await unzipped(await factSheetAsXlsx(full));
    const overview = workbook.get("xl/worksheets/sheet1.xml")!;
    // 2023-12-15 is day 45275 of a workbook.
    expect(overview).toMatch(/<c r="B\d+" s="\d+"><v>45275<\/v><\/c>/);
    expect(overview).toMatch(/<c r="B\d+" s="\d+" t="b"><v>0<\/v><\/c>/);
    expect(workbook.get("xl/styles.xml")).toContain("yyyy-mm-dd");
    expect(workbook.get("xl/styles.xml")).toContain("0.00%");
  });

  it.each(FORMULAS)("lets no spreadsheet compute %j", async (formula) => {
    const sheet = withTexts(full, () => formula);
    const workbook = await unzipped(await factSheetAsXlsx(sheet));
    for (const [part, xml] of workbook)
      if (part.startsWith("xl/worksheets/")) expect(xml, part).not.toContain("<f>");
    expect(workbook.get("xl/sharedStrings.xml")).not.toMatch(/<t[^>]*>[=+@\t\uff1d-]/);
    for (const [part, text] of await unzipped(factSheetAsCsv(sheet))) {
      const cells = text.replace(/^\ufeff/, "").split(/[,\n]/);
      expect(
        cells.filter((cell) => /^"?[=+@\t\uff1d]|^"?-\D/.test(cell)),
        part,
      ).toEqual([]);
    }
  });

  it("is the same bytes whenever it is made", async () => {
    const [csv, xlsx] = [hash(factSheetAsCsv(full)), hash(await factSheetAsXlsx(full))];
    vi.useFakeTimers({ now: new Date("2031-05-06T07:08:09Z"), toFake: ["Date"] });
    expect(hash(factSheetAsCsv(full))).toBe(csv);
    expect(hash(await factSheetAsXlsx(full))).toBe(xlsx);
  });
});
