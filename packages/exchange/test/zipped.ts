/** Zipped files made by hand, also ones that lie about themselves. */
import { crc32, deflateRawSync } from "node:zlib";

export interface ZippedPart {
  readonly name: string;
  readonly content: string | Uint8Array;
  /** What the file says of the part's size, if not the truth. */
  readonly declared?: number;
}

/** A zip file of parts. */
export function zipped(parts: readonly ZippedPart[]): Uint8Array {
  const local: Buffer[] = [];
  const central: Buffer[] = [];
  let offset = 0;
  for (const { name, content, declared } of parts) {
    const bytes = Buffer.from(content as string);
    const packed = deflateRawSync(bytes);
    const size = declared ?? bytes.length;
    const path = Buffer.from(name);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(8, 4);
    common.writeUInt32LE(crc32(bytes), 10);
    common.writeUInt32LE(packed.length, 14);
    common.writeUInt32LE(size, 18);
    common.writeUInt16LE(path.length, 22);
    const head = Buffer.concat([Buffer.from([0x50, 0x4b, 3, 4]), common, path]);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE(offset, 10);
    central.push(Buffer.concat([Buffer.from([0x50, 0x4b, 1, 2, 20, 0]), common, rest, path]));
    local.push(head, packed);
    offset += head.length + packed.length;
  }
  const directory = Buffer.concat(central);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(parts.length, 8);
  end.writeUInt16LE(parts.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  return new Uint8Array(Buffer.concat([...local, directory, end]));
}

const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';
const MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"';
const RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships";
const OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

export interface WorkbookParts {
  /** The rows of the sheet `people`, and what follows them, as XML. */
  readonly sheet: string;
  readonly name?: string;
  readonly texts?: string;
  readonly more?: readonly ZippedPart[];
  readonly from1904?: boolean;
  readonly state?: string;
}

/** A workbook of one sheet, in which style 1 shows a number as a day. */
export function workbook({
  sheet,
  name = "people",
  texts = "",
  more = [],
  from1904 = false,
  state,
}: WorkbookParts): Uint8Array {
  const relation = (id: string, type: string, target: string) =>
    `<Relationship Id="${id}" Type="${OFFICE}/${type}" Target="${target}"/>`;
  const own: ZippedPart[] = [
    {
      name: "_rels/.rels",
      content: `${XML}<Relationships xmlns="${RELATIONS}">${relation("r1", "officeDocument", "xl/workbook.xml")}</Relationships>`,
    },
    {
      name: "xl/workbook.xml",
      content: `${XML}<workbook ${MAIN} xmlns:r="${OFFICE}"><workbookPr${from1904 ? ' date1904="1"' : ""}/><sheets><sheet name="${name}" sheetId="1"${state === undefined ? "" : ` state="${state}"`} r:id="r1"/></sheets></workbook>`,
    },
    {
      name: "xl/_rels/workbook.xml.rels",
      content: `${XML}<Relationships xmlns="${RELATIONS}">${relation("r1", "worksheet", "worksheets/sheet1.xml")}${relation("r2", "sharedStrings", "sharedStrings.xml")}${relation("r3", "styles", "/xl/styles.xml")}</Relationships>`,
    },
    { name: "xl/sharedStrings.xml", content: `${XML}<sst ${MAIN}>${texts}</sst>` },
    {
      name: "xl/styles.xml",
      content: `${XML}<styleSheet ${MAIN}><numFmts><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/><numFmt numFmtId="165" formatCode="h:mm &quot;day&quot;"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="165"/></cellXfs></styleSheet>`,
    },
    { name: "xl/worksheets/sheet1.xml", content: `${XML}<worksheet ${MAIN}>${sheet}</worksheet>` },
  ];
  const replaced = new Set(more.map((part) => part.name));
  return zipped([...own.filter((part) => !replaced.has(part.name)), ...more]);
}
