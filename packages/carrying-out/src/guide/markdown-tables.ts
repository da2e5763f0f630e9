/** Tables in a Markdown file, by the heading that they stand under, with the line of each row. */

export interface MarkdownRow {
  /** Counted from 1. */
  readonly line: number;
  readonly cells: ReadonlyMap<string, string>;
}

export interface MarkdownTable {
  readonly heading: string;
  readonly line: number;
  readonly columns: readonly string[];
  readonly rows: readonly MarkdownRow[];
  /** Lines of rows that have another number of cells than the head. */
  readonly ragged: readonly number[];
}

/** The cells of a row; `\|` is a bar within a cell. Marks around a word (`_made up_`, `**not verified**`, backticks) are taken off. */
function cellsOf(line: string): string[] {
  const inner = line.trim().replace(/^\|/, "").replace(/\|$/, "");
  return inner
    .split(/(?<!\\)\|/)
    .map((cell) => cell.replaceAll("\\|", "|").trim())
    .map((cell) => cell.replace(/^(\*\*|`|_)(.*)\1$/, "$2"));
}

const RULE = /^\|?(\s*:?-+:?\s*\|)+\s*(:?-+:?)?\s*\|?$/;

/** Every table of a Markdown text. */
export function markdownTables(text: string): MarkdownTable[] {
  const tables: MarkdownTable[] = [];
  const lines = text.split(/\r?\n/);
  let heading = "";
  for (let at = 0; at < lines.length; at++) {
    const title = /^#+\s+(.*)$/.exec(lines[at]!);
    if (title !== null) heading = title[1]!.trim();
    if (!lines[at]!.trim().startsWith("|") || !RULE.test(lines[at + 1]?.trim() ?? "")) continue;
    const columns = cellsOf(lines[at]!);
    const rows: MarkdownRow[] = [];
    const ragged: number[] = [];
    const line = at + 1;
    for (at += 2; at < lines.length && lines[at]!.trim().startsWith("|"); at++) {
      const cells = cellsOf(lines[at]!);
      if (cells.length !== columns.length) ragged.push(at + 1);
      else rows.push({ line: at + 1, cells: new Map(columns.map((column, k) => [column, cells[k]!])) });
    }
    at--;
    tables.push({ heading, line, columns, rows, ragged });
  }
  return tables;
}
