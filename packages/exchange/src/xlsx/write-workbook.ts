/**
 * A workbook of plain tables (ECMA-376): text in every cell, the headings bold and kept in sight. It is put together as text, without
 * an object a cell: a list of 15,000 authors has half a million of them.
 */
import { neutralised } from "@comity/registry";
import { zipFile } from "./zip-file.ts";

/** A table of any subject that becomes a sheet. */
export interface SheetTable {
  /** At most 31 letters and none of `[]:*?/\`, as spreadsheets want it. */
  readonly name: string;
  readonly columns: readonly { readonly name: string }[];
  readonly rows: readonly (readonly string[])[];
}

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE = "http://schemas.openxmlformats.org/package/2006";
const CONTENT = "application/vnd.openxmlformats-officedocument.spreadsheetml";

/** Plain, and bold for the headings. Spreadsheets take the first two fills for their own. */
const STYLES = `${HEAD}<styleSheet xmlns="${MAIN}"><fonts count="2"><font><sz val="11"/><name val="Calibri"/><family val="2"/></font><font><b/><sz val="11"/><name val="Calibri"/><family val="2"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="2"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/></cellXfs></styleSheet>`;

/** What would be taken for an escape: `_x000D_` stands for a carriage return in a workbook. */
const LIKE_ESCAPE = /_(?=x[0-9A-Fa-f]{4}_)/g;
/** Characters that cannot stand in XML, or would be changed by whoever reads it: controls but tabulator and line feed, and halves. */
const NOT_IN_XML = /(?![\t\n])[\p{Cc}\p{Cs}\ufffe\uffff]/gu;
const MARKS: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
/** Letters that need none of this. */
const SIMPLE = /^[\p{L}\p{M}\p{N} .,;:()'/@+*=!?$%#-]*$/u;

const inXml = (text: string): string => text.replace(/[&<>"]/g, (mark) => MARKS[mark]!);

function escaped(text: string): string {
  if (SIMPLE.test(text)) return text;
  const hex = (code: number): string => code.toString(16).toUpperCase().padStart(4, "0");
  return inXml(
    text
      .replace(LIKE_ESCAPE, "_x005F_")
      .replace(NOT_IN_XML, (character) => `_x${hex(character.charCodeAt(0))}_`),
  );
}

/** `A`, ..., `Z`, `AA`, ... for a column from 0. */
function columnName(column: number): string {
  const last = String.fromCharCode(65 + (column % 26));
  return column < 26 ? last : columnName(Math.floor(column / 26) - 1) + last;
}

/** Each different text once; cells refer to it by its number. */
class SharedTexts {
  readonly #numbers = new Map<string, number>();
  readonly #written: string[] = [];

  numberOf(text: string): number {
    const known = this.#numbers.get(text);
    if (known !== undefined) return known;
    const number = this.#written.length;
    this.#numbers.set(text, number);
    const plain = escaped(neutralised(text));
    // Blanks at the ends and in rows stay only where it is said.
    const space = /^\s|\s$|\s\s|[\t\n]/.test(plain) ? ' xml:space="preserve"' : "";
    this.#written.push(`<si><t${space}>${plain}</t></si>`);
    return number;
  }

  get part(): string {
    return `${HEAD}<sst xmlns="${MAIN}">${this.#written.join("")}</sst>`;
  }
}

/** Of the first rows, in letters. */
const width = (name: string, at: number, rows: SheetTable["rows"]): number => {
  let longest = name.length;
  for (const row of rows.slice(0, 200)) longest = Math.max(longest, row[at]!.length);
  return Math.min(50, Math.max(10, longest + 2));
};

function sheetPart({ columns, rows }: SheetTable, texts: SharedTexts, isFirst: boolean): string {
  const names = columns.map((_, at) => columnName(at));
  const lines: string[] = [];
  const line = (row: readonly string[], number: number, style: string): void => {
    let cells = `<row r="${number}">`;
    for (let at = 0; at < names.length; at++) {
      const cell = row[at]!;
      if (cell !== "")
        cells += `<c r="${names[at]}${number}"${style} t="s"><v>${texts.numberOf(cell)}</v></c>`;
    }
    lines.push(`${cells}</row>`);
  };
  line(
    columns.map(({ name }) => name),
    1,
    ' s="1"',
  );
  for (const [at, row] of rows.entries()) line(row, at + 2, "");
  const widths = columns.map(
    ({ name }, at) =>
      `<col min="${at + 1}" max="${at + 1}" width="${width(name, at, rows)}" customWidth="1"/>`,
  );
  const cols = widths.length === 0 ? "" : `<cols>${widths.join("")}</cols>`;
  return `${HEAD}<worksheet xmlns="${MAIN}"><sheetViews><sheetView${isFirst ? ' tabSelected="1"' : ""} workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>${cols}<sheetData>${lines.join("")}</sheetData></worksheet>`;
}

/**
 * Tables as an XLSX workbook, a sheet each; the same tables give the same bytes. Every cell is typed as text, which no spreadsheet
 * computes; so that nothing changes where somebody saves the sheet as CSV, what looks like a formula is neutralised here too.
 */
export function listsAsXlsx(lists: readonly SheetTable[]): Promise<Uint8Array> {
  const texts = new SharedTexts();
  const sheets = lists.map((list, at) => sheetPart(list, texts, at === 0));
  const relation = (id: string, type: string, target: string): string =>
    `<Relationship Id="${id}" Type="${OFFICE}/${type}" Target="${target}"/>`;
  const part = (name: string, type: string): string =>
    `<Override PartName="/xl/${name}.xml" ContentType="${CONTENT}.${type}+xml"/>`;
  const named = lists.map(
    ({ name }, at) => `<sheet name="${inXml(name)}" sheetId="${at + 1}" r:id="rId${at + 1}"/>`,
  );
  const parts = new Map([
    [
      "[Content_Types].xml",
      `${HEAD}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>${part("workbook", "sheet.main")}${lists.map((_, at) => part(`worksheets/sheet${at + 1}`, "worksheet")).join("")}${part("styles", "styles")}${part("sharedStrings", "sharedStrings")}</Types>`,
    ],
    [
      "_rels/.rels",
      `${HEAD}<Relationships xmlns="${PACKAGE}/relationships">${relation("rId1", "officeDocument", "xl/workbook.xml")}</Relationships>`,
    ],
    [
      "xl/workbook.xml",
      `${HEAD}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets>${named.join("")}</sheets></workbook>`,
    ],
    [
      "xl/_rels/workbook.xml.rels",
      `${HEAD}<Relationships xmlns="${PACKAGE}/relationships">${lists.map((_, at) => relation(`rId${at + 1}`, "worksheet", `worksheets/sheet${at + 1}.xml`)).join("")}${relation("rIdStyles", "styles", "styles.xml")}${relation("rIdTexts", "sharedStrings", "sharedStrings.xml")}</Relationships>`,
    ],
    ["xl/styles.xml", STYLES],
    ["xl/sharedStrings.xml", texts.part],
    ...sheets.map((sheet, at): [string, string] => [`xl/worksheets/sheet${at + 1}.xml`, sheet]),
  ]);
  return zipFile(parts);
}
