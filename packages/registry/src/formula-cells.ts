/**
 * Cells that a spreadsheet would take for a formula. They are text here and never computed; where a CSV goes out, an
 * apostrophe stands before them, which spreadsheets show as text (OWASP, "CSV Injection"), and which is taken away on the
 * way in. So that nothing is lost, text that has apostrophes of its own before such a beginning gets one more.
 */

/** `=`, `+`, `-`, `@`, tabulator, CR and LF, and the full-width forms of the first four, which some spreadsheets take for them. */
const BEGINS = /^'*[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]/;

/** Whether a spreadsheet might take a cell for a formula. */
export function looksLikeFormula(cell: string): boolean {
  return !cell.startsWith("'") && BEGINS.test(cell);
}

/**
 * A cell that no spreadsheet computes.
 *
 *     neutralised("=cmd|' /C calc'!A0")   // "'=cmd|' /C calc'!A0"
 */
export function neutralised(cell: string): string {
  return BEGINS.test(cell) ? `'${cell}` : cell;
}

/** What a cell said before it was neutralised. */
export function original(cell: string): string {
  return cell.startsWith("'") && BEGINS.test(cell) ? cell.slice(1) : cell;
}
