/** The rows of a workbook's first sheet, whatever they are about. */
import { refusal } from "../problems.ts";
import type { Source } from "../read/source.ts";
import { readSheet, type SheetRow } from "./sheet-rows.ts";
import { readWorkbook } from "./workbook.ts";
import { ZipParts } from "./zip-parts.ts";

/**
 * Hands out the rows of the first sheet that is not hidden.
 *
 * @throws ExchangeError where the file is no workbook, or has no sheet.
 */
export async function firstSheet(source: Source, take: (row: SheetRow) => void): Promise<void> {
  const parts = await ZipParts.open(source);
  const place = { file: source.name };
  const workbook = await readWorkbook(parts, place);
  const sheet = workbook.sheets.find(({ isHidden }) => !isHidden);
  if (sheet === undefined) throw refusal("unknown-table", place, "the workbook has no sheet");
  await readSheet(parts, sheet.part, workbook, { ...place, sheet: sheet.name }, take);
}
