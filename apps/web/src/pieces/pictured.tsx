/**
 * A picture with what it says in words, and the table behind it. Whoever cannot see the picture, or wants the figures, turns it over.
 *
 *     <Pictured title="People by day" says="414 people lose site access on 1 December 2024." table={() => ({ columns, rows })}>
 *       {(label) => <svg {...label} ...>}
 *     </Pictured>
 */
import { Button } from "@mantine/core";
import { type ReactNode, useId, useState } from "react";
import { useTranslation } from "react-i18next";

/** A column of the table behind a picture. */
export interface TableColumn {
  readonly title: string;
  /** Its cells are figures: they stand to the right, so that they line up. */
  readonly isFigure?: true;
}

/** The table behind a picture. The first cell of a row names it. */
export interface PictureTable {
  readonly columns: readonly TableColumn[];
  readonly rows: readonly (readonly ReactNode[])[];
}

/** What makes of an `svg` the picture that the sentence is about. */
export interface PictureLabel {
  readonly role: "img";
  readonly "aria-label": string;
}

interface Properties {
  readonly title: ReactNode;
  /** What the picture shows, in a sentence. */
  readonly says: string;
  /** Called when somebody turns the picture over. */
  readonly table: () => PictureTable;
  /** The picture. What can be operated in it stands beside the `svg` that has the label, not inside. */
  readonly children: (label: PictureLabel) => ReactNode;
  /** Beside the title: the key of the lines, a filter. */
  readonly beside?: ReactNode;
  /** The sentence stands under the title too, where it is news; otherwise it is only read out. */
  readonly isSaid?: boolean;
  readonly className?: string;
}

export function Pictured({ title, says, table, children, beside, isSaid = false, className }: Properties) {
  const { t } = useTranslation("shell");
  const [isTable, setTable] = useState(false);
  const heading = useId();
  return (
    <section className={className === undefined ? "sheet" : `sheet ${className}`} aria-labelledby={heading}>
      <div className="pictured-head">
        <h2 id={heading} className="sheet-title">
          {title}
        </h2>
        {beside}
        <Button
          className="pictured-turn"
          variant="subtle"
          color="gray"
          size="compact-xs"
          onClick={() => setTable(!isTable)}
          aria-describedby={heading}
        >
          {t(isTable ? "pictured.picture" : "pictured.table")}
        </Button>
      </div>
      {isSaid && <p className="pictured-says">{says}</p>}
      {isTable ? <BehindIt says={says} {...table()} /> : children({ role: "img", "aria-label": says })}
    </section>
  );
}

/** The table behind a picture; on narrow screens it scrolls in itself. */
function BehindIt({ says, columns, rows }: PictureTable & { readonly says: string }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by keyboard
    <section className="pictured-table" tabIndex={0} aria-label={says}>
      <table>
        <thead>
          <tr>
            {columns.map(({ title, isFigure }) => (
              <th key={title} scope="col" className={isFigure === true ? "figures" : undefined}>
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows of a table that is made anew have no other name
            <tr key={at}>
              {row.map((cell, column) => {
                const key = columns[column]?.title ?? column;
                const className = columns[column]?.isFigure === true ? "figures" : undefined;
                return column === 0 ? (
                  <th key={key} scope="row" className={className}>
                    {cell}
                  </th>
                ) : (
                  <td key={key} className={className}>
                    {cell}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
