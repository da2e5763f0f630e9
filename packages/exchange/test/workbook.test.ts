/** Workbooks: values only, days as days, and nothing that a spreadsheet computes, merges or blows up. */

import { formatDay } from "@comity/calendar";
import { describe, expect, it } from "vitest";
import { dayOfSerial } from "../src/xlsx/sheet-rows.ts";
import { planOf, refusalOf, rowsOf } from "./brought-in.ts";
import { type WorkbookParts, workbook, zipped } from "./zipped.ts";

const text = (reference: string, value: string) =>
  `<c r="${reference}" t="inlineStr"><is><t>${value}</t></is></c>`;
const HEADER = `<row r="1">${text("A1", "family_name")}${text("B1", "given_name")}${text("C1", "institute")}${text("D1", "first_day")}</row>`;
const rows = (...cells: string[]) =>
  `<sheetData>${HEADER}${cells.map((row, at) => `<row r="${at + 2}">${row}</row>`).join("")}</sheetData>`;
const person = (row: number, day: string) =>
  `${text(`A${row}`, "Model")}${text(`B${row}`, "Clara")}${text(`C${row}`, "INP")}${day}`;
const planWith = (parts: WorkbookParts) => planOf({ "people.xlsx": workbook(parts) });
const affiliationDay = async (parts: WorkbookParts) => {
  const act = (await planWith(parts)).acts.find((each) => each.act === "affiliation");
  return act === undefined ? undefined : formatDay(act.on);
};

describe("the cells of a workbook", () => {
  it("gives dates as days, whatever the calendar they count from", async () => {
    expect(await affiliationDay({ sheet: rows(person(2, '<c r="D2" s="1"><v>45352</v></c>')) })).toBe(
      "2024-03-01",
    );
    expect(await affiliationDay({ sheet: rows(person(2, '<c r="D2" s="2"><v>45352.75</v></c>')) })).toBe(
      "2024-03-01",
    );
    expect(
      await affiliationDay({ sheet: rows(person(2, '<c r="D2" s="1"><v>43890</v></c>')), from1904: true }),
    ).toBe("2024-03-01");
    expect(await affiliationDay({ sheet: rows(person(2, text("D2", "2024-03-01"))) })).toBe("2024-03-01");
    expect(
      await affiliationDay({ sheet: rows(person(2, '<c r="D2" t="d"><v>2024-03-01T00:00:00</v></c>')) }),
    ).toBe("2024-03-01");
  });

  it.each([
    [1, "1900-01-01"],
    [59, "1900-02-28"],
    [61, "1900-03-01"],
    [36526, "2000-01-01"],
    [2958465, "9999-12-31"],
  ])("knows the day of %d", (serial, day) => {
    expect(formatDay(dayOfSerial(serial, false)!)).toBe(day);
  });

  it("knows no day of 29 February 1900, of nought, of what comes after 9999", () => {
    expect([60, 0, -1, 2958466, Number.NaN].map((serial) => dayOfSerial(serial, false))).toEqual(
      Array(5).fill(undefined),
    );
  });

  it("reads shared texts with runs, without the readings beside them", async () => {
    const texts =
      '<si><r><t>Mo</t></r><r><t>del</t></r><rPh sb="0" eb="1"><t>x</t></rPh></si><si><t xml:space="preserve">Clara_x000D_</t></si>';
    const plan = await planWith({
      sheet: rows('<c r="A2" t="s"><v>0</v></c><c r="B2" t="s"><v>1</v></c>'),
      texts,
    });
    expect(plan.acts).toMatchObject([{ familyName: "Model", givenName: "Clara" }]);
  });

  it.each([
    [
      "a formula",
      person(2, '<c r="D2" s="1"><f>TODAY()</f><v>45352</v></c>'),
      "column `first_day`: the cell holds a formula; what it last came to is not taken for a value\n  help: copy the cells and paste them as values",
    ],
    [
      "a shared formula",
      '<c r="A2" t="str"><f t="shared" si="0"/><v>Model</v></c>',
      "the cell holds a formula",
    ],
    ["an error", '<c r="A2" t="e"><v>#REF!</v></c>', "the cell shows the error `#REF!`"],
    [
      "a number in place of a day",
      person(2, '<c r="D2"><v>45352</v></c>'),
      "`45352` is not written as a day",
    ],
    [
      "a time in place of a day",
      person(2, '<c r="D2" s="3"><v>0.5</v></c>'),
      "`0.5` is not written as a day",
    ],
    [
      "a text that is not there",
      '<c r="A2" t="s"><v>7</v></c>',
      "the cell refers to the text 7, which is not there",
    ],
  ])("refuses %s", async (_, cells, message) => {
    const plan = await planWith({ sheet: rows(cells, `${text("A3", "Other")}${text("B3", "Olga")}`) });
    expect(plan.counts.people).toMatchObject({ new: 1, refused: 1 });
    expect(rowsOf(plan)[0]).toContain("people.xlsx, sheet `people`, row 2");
    expect(rowsOf(plan)[0]).toContain(message);
    expect(plan.isWhole).toBe(false);
  });

  it("refuses rows with merged cells, and a header with any", async () => {
    const merged = `${rows(text("A2", "Model"), "", text("A4", "Other"))}<mergeCells><mergeCell ref="A2:A3"/></mergeCells>`;
    const plan = await planWith({ sheet: merged });
    expect(rowsOf(plan)[0]).toContain("the cells A2:A3 are merged: only the first of them holds a value");
    expect(plan.counts.people).toMatchObject({ new: 1, refused: 1 });
    const header = workbook({
      sheet: `${rows(text("A2", "Model"))}<mergeCells><mergeCell ref="A1:B1"/></mergeCells>`,
    });
    expect(await refusalOf({ "people.xlsx": header })).toContain(
      "the cells A1:B1 are merged in the row of the columns' names",
    );
  });

  it("leaves out hidden sheets and says so; macros are not run", async () => {
    const hidden = workbook({ sheet: rows(text("A2", "Model")), state: "hidden" });
    expect(await refusalOf({ "people.xlsx": hidden })).toContain("the workbook has no sheet that is a table");
    const plan = await planWith({
      sheet: rows(text("A2", "Model")),
      more: [{ name: "xl/vbaProject.bin", content: "x" }],
    });
    expect(plan.notes.map(({ message }) => message)).toEqual(["the workbook has macros, which are not run"]);
  });
});

describe("a workbook that is none, or means harm", () => {
  const good = { sheet: rows(text("A2", "Model")) };
  it.each([
    [
      "a bomb that declares its size",
      workbook({ ...good, more: [{ name: "xl/media/x", content: Buffer.alloc(20_000_000) }] }),
      "the part `xl/media/x` would grow by a factor of",
    ],
    [
      "a bomb that declares too much",
      workbook({ ...good, more: [{ name: "x", content: "x", declared: 3_000_000_000 }] }),
      "unpacked, the file would have more than 1500 MB",
    ],
    [
      "a bomb that lies about its size",
      workbook({
        ...good,
        more: [
          {
            name: "xl/sharedStrings.xml",
            content: `<sst>${"<si><t>a</t></si>".repeat(200_000)}</sst>`,
            declared: 900,
          },
        ],
      }),
      "the part `xl/sharedStrings.xml` has more bytes than it declares",
    ],
    [
      "entities",
      workbook({
        ...good,
        more: [{ name: "xl/sharedStrings.xml", content: '<!DOCTYPE x [<!ENTITY a "b">]><sst/>' }],
      }),
      "the file declares entities of its own",
    ],
    [
      "a sheet cut short",
      workbook({ ...good, more: [{ name: "xl/worksheets/sheet1.xml", content: "<worksheet><sheetData>" }] }),
      "the file ends in the middle of an element",
    ],
    [
      "no sheet part",
      workbook({ ...good, more: [{ name: "xl/workbook.xml", content: "<workbook/>" }] }),
      "the workbook has no sheet that is a table",
    ],
    [
      "another kind of zip",
      zipped([{ name: "word/document.xml", content: "<w/>" }]),
      "the file is packed like a workbook but is none",
    ],
    ["half of itself", workbook(good).slice(0, 700), "the file is no whole workbook"],
    [
      "an old workbook",
      Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0, 1, 2, 3, 4),
      "the file is an Excel workbook of the old kind, or one with a password",
    ],
  ])("refuses %s", async (_, bytes, message) => {
    expect(await refusalOf({ "people.xlsx": bytes })).toContain(message);
  });
});
