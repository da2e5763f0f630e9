/** Tables of aligned columns. */
import { clean, cutTo, padded, widthOf } from "./width.ts";

export interface TableColumn {
  /** Its heading; where all headings are empty, none is printed. */
  readonly title: string;
  readonly align?: "left" | "right";
  /** Cells of this column are cut where the table would be wider than the screen. */
  readonly isFlexible?: boolean;
  /** A flexible column is not made narrower than this; 12 where absent. */
  readonly least?: number;
  readonly paint?: (text: string) => string;
}

export interface TableStyle {
  /** Columns of the screen; undefined where lines may be as long as they need. */
  readonly width?: number | undefined;
  readonly indent?: string;
  readonly heading?: (text: string) => string;
}

const BETWEEN = "  ";
const USUAL_LEAST = 12;

/**
 * A table as text, each line with its end.
 *
 *     table([{ title: "day" }, { title: "people", align: "right" }], [["2024-12-01", "414"]])
 *     // "day         people\n2024-12-01     414\n"
 */
export function table(
  columns: readonly TableColumn[],
  rows: readonly (readonly string[])[],
  style: TableStyle = {},
): string {
  const indent = style.indent ?? "";
  const cells = rows.map((row) => columns.map((_, at) => clean(row[at] ?? "")));
  const widths = columns.map((column, at) =>
    cells.reduce((most, row) => Math.max(most, widthOf(row[at]!)), widthOf(column.title)),
  );
  fit(widths, columns, (style.width ?? Number.POSITIVE_INFINITY) - widthOf(indent));
  const line = (row: readonly string[], paints: (column: TableColumn) => TableColumn["paint"]): string => {
    const lastFilled = row.findLastIndex((cell) => cell !== "");
    const shown = columns.slice(0, lastFilled + 1).map((column, at) => {
      const text = cutTo(row[at]!, widths[at]!);
      const isEnd = at === lastFilled && column.align !== "right";
      const filled = isEnd ? text : padded(text, widths[at]!, column.align);
      const paint = paints(column);
      return paint === undefined ? filled : paint(filled);
    });
    return `${(indent + shown.join(BETWEEN)).trimEnd()}\n`;
  };
  const hasHeading = columns.some(({ title }) => title !== "");
  const heading = hasHeading
    ? line(
        columns.map(({ title }) => title),
        () => style.heading,
      )
    : "";
  return heading + cells.map((row) => line(row, ({ paint }) => paint)).join("");
}

/** Takes from the flexible columns, the widest first, what the line has too much. */
function fit(widths: number[], columns: readonly TableColumn[], room: number): void {
  let over = widths.reduce((sum, width) => sum + width, 0) + BETWEEN.length * (widths.length - 1) - room;
  while (over > 0) {
    let widest = -1;
    for (const [at, column] of columns.entries())
      if (
        column.isFlexible &&
        widths[at]! > (column.least ?? USUAL_LEAST) &&
        widths[at]! > (widths[widest] ?? 0)
      )
        widest = at;
    if (widest < 0) return;
    widths[widest]!--;
    over--;
  }
}
