/** The public face of the print package. */
export { factSheetAsPdf } from "./pdf/fact-sheet-pdf.ts";
export { type LetterBlock, type LetterVersion, letterAsPdf, type PrintedLetter } from "./pdf/letter-pdf.ts";
export { PrintError, type PrintErrorCode } from "./print-error.ts";
export type { PrintedHead, PrintOptions } from "./print-options.ts";
export { factSheetAsCsv } from "./tables/fact-sheet-csv.ts";
export { factSheetAsXlsx } from "./tables/fact-sheet-xlsx.ts";
export type { Language } from "./words/words.ts";
