/** What a workbook says of itself: its sheets, its texts, which of its number formats are dates. */
import { type Place, refusal } from "../problems.ts";
import { readXml, type XmlHandler } from "../read/xml-events.ts";
import type { ZipParts } from "./zip-parts.ts";

export interface SheetPart {
  readonly name: string;
  /** Where it lies in the file. */
  readonly part: string;
  readonly isHidden: boolean;
}

export interface Workbook {
  readonly sheets: readonly SheetPart[];
  /** Texts that cells refer to by number. */
  readonly texts: readonly string[];
  /** By a cell's style: whether it shows a number as a date. */
  readonly isDate: readonly boolean[];
  /** Whether days count from 1904. */
  readonly from1904: boolean;
}

/** Texts of a workbook are held while it is read. */
const MOST_TEXTS = 2_000_000;
const MOST_LETTERS = 60_000_000;
const MOST_SHEETS = 1_000;

/** Reads a part strictly: what programs write is whole. */
export function readPart(
  parts: ZipParts,
  name: string,
  place: Place,
  handler: Partial<Omit<XmlHandler, "mended">>,
): Promise<void> {
  return readXml(parts.part(name), {
    open: handler.open ?? (() => undefined),
    close: handler.close ?? (() => undefined),
    mended: (message) => {
      throw refusal("not-xlsx", place, `the part \`${name}\` of the workbook is damaged: ${message}`);
    },
  });
}

/** An attribute whatever its prefix: `r:id`. */
export function attributeOf(attributes: Readonly<Record<string, string>>, name: string): string | undefined {
  const key = Object.keys(attributes).find((each) => each === name || each.endsWith(`:${name}`));
  return key === undefined ? undefined : attributes[key];
}

/** A path in the file that a part names, relative to its own folder. */
function resolved(folder: string, target: string): string {
  const steps = target.startsWith("/") ? [] : folder.split("/").filter((step) => step !== "");
  for (const step of target.split("/"))
    if (step === "..") steps.pop();
    else if (step !== "" && step !== ".") steps.push(step);
  return steps.join("/");
}

interface Relation {
  readonly target: string;
  readonly type: string;
}

async function relationsOf(parts: ZipParts, part: string, place: Place): Promise<Map<string, Relation>> {
  const at = part.lastIndexOf("/");
  const folder = part.slice(0, at + 1);
  const name = `${folder}_rels/${part.slice(at + 1)}.rels`;
  const found = new Map<string, Relation>();
  if (!parts.has(name)) return found;
  await readPart(parts, name, place, {
    open: (element, { Id, Target, Type, TargetMode }) => {
      if (element !== "Relationship" || Id === undefined || Target === undefined || TargetMode === "External")
        return;
      found.set(Id, { target: resolved(folder, Target), type: (Type ?? "").split("/").at(-1)! });
    },
  });
  return found;
}

const ESCAPE = /_x([0-9A-Fa-f]{4})_/g;

/** Characters that cannot stand in XML are written `_x000D_` (ECMA-376, ST_Xstring). */
export function unescaped(text: string): string {
  return text.includes("_x")
    ? text.replace(ESCAPE, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
    : text;
}

async function textsOf(parts: ZipParts, part: string, place: Place): Promise<string[]> {
  const texts: string[] = [];
  let text = "";
  let letters = 0;
  let isReading = false;
  await readPart(parts, part, place, {
    open: (name) => {
      if (name === "si") text = "";
      // Readings of East Asian text stand beside it and are no part of it.
      isReading = name === "rPh" ? true : isReading;
    },
    close: (name, own) => {
      if (name === "rPh") isReading = false;
      else if (name === "t" && !isReading) text += own;
      else if (name === "si") {
        letters += text.length;
        if (texts.length >= MOST_TEXTS || letters > MOST_LETTERS)
          throw refusal(
            "too-many-rows",
            place,
            "the workbook has more text than can be held",
            "save the sheets as CSV",
          );
        texts.push(unescaped(text));
      }
    },
  });
  return texts;
}

/** Whether a number format shows a date: letters for year, month or day outside of quotes, colours and escapes. */
function showsDate(code: string): boolean {
  const bare = code.replace(/"[^"]*"|\[[^\]]*\]|\\./g, "");
  return /[ydYD]/.test(bare) || (/[mM]/.test(bare) && !/[hHsS]/.test(bare));
}

/** Number formats that every workbook knows by number and that show dates. */
const isBuiltInDate = (id: number): boolean =>
  (id >= 14 && id <= 17) || id === 22 || (id >= 27 && id <= 31) || id === 36 || (id >= 50 && id <= 58);

async function datesOf(parts: ZipParts, part: string, place: Place): Promise<boolean[]> {
  const formats = new Map<number, boolean>();
  const isDate: boolean[] = [];
  let isInCells = false;
  await readPart(parts, part, place, {
    open: (name, attributes) => {
      if (name === "numFmt") formats.set(Number(attributes.numFmtId), showsDate(attributes.formatCode ?? ""));
      else if (name === "cellXfs") isInCells = true;
      else if (name === "xf" && isInCells) {
        const id = Number(attributes.numFmtId ?? 0);
        isDate.push(formats.get(id) ?? isBuiltInDate(id));
      }
    },
    close: (name) => {
      if (name === "cellXfs") isInCells = false;
    },
  });
  return isDate;
}

/** Reads what a workbook says of itself. */
export async function readWorkbook(parts: ZipParts, place: Place): Promise<Workbook> {
  const root = [...(await relationsOf(parts, "", place)).values()].find(
    ({ type }) => type === "officeDocument",
  );
  const part = root?.target ?? "xl/workbook.xml";
  if (!parts.has(part))
    throw refusal(
      "not-xlsx",
      place,
      "the file is packed like a workbook but is none",
      "save it as `.xlsx` or as CSV; if it is an archive of lists, unpack it first",
    );
  const relations = await relationsOf(parts, part, place);
  const sheets: SheetPart[] = [];
  let from1904 = false;
  await readPart(parts, part, place, {
    open: (name, attributes) => {
      if (name === "workbookPr") from1904 = /^(1|true)$/.test(attributes.date1904 ?? "");
      if (name !== "sheet" || sheets.length >= MOST_SHEETS) return;
      const relation = relations.get(attributeOf(attributes, "id") ?? "");
      if (relation?.type !== "worksheet") return;
      sheets.push({
        name: attributes.name ?? relation.target,
        part: relation.target,
        isHidden: attributes.state !== undefined && attributes.state !== "visible",
      });
    },
  });
  const partOf = (type: string): string | undefined =>
    [...relations.values()].find((each) => each.type === type && parts.has(each.target))?.target;
  const [textPart, stylePart] = [partOf("sharedStrings"), partOf("styles")];
  return {
    sheets,
    texts: textPart === undefined ? [] : await textsOf(parts, textPart, place),
    isDate: stylePart === undefined ? [] : await datesOf(parts, stylePart, place),
    from1904,
  };
}
