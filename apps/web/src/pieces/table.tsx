/** A plain table on a sheet. On narrow screens it scrolls in itself, by keyboard too. */
import "./sheets.css";
import type { ReactNode } from "react";

/** A column: its title, and whether it holds figures, which line up on the right. */
export interface Column {
  readonly key: string;
  readonly title: ReactNode;
  readonly isFigure?: boolean;
}

interface Properties {
  /** What the table lists; read out, not shown. */
  readonly label: string;
  readonly columns: readonly Column[];
  readonly rows: readonly { readonly key: string; readonly cells: readonly ReactNode[] }[];
}

export function PlainTable({ label, columns, rows }: Properties) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a group of table cells is no set of fields
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by keyboard
    <div className="plain-table" role="group" tabIndex={0} aria-label={label}>
      <table>
        <thead>
          <tr>
            {columns.map(({ key, title, isFigure }) => (
              <th key={key} scope="col" className={isFigure === true ? "figures" : undefined}>
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ key, cells }) => (
            <tr key={key}>
              {cells.map((cell, at) => {
                const column = columns[at]!;
                return (
                  <td key={column.key} className={column.isFigure === true ? "figures" : undefined}>
                    {cell}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
