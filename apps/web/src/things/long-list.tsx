/**
 * A table of however many rows: only those near the window are in the document, so that a hundred thousand scroll like ten. It scrolls with the
 * page. Rows that are still to come are asked for when one gets near them.
 */
import { useWindowVirtualizer } from "@tanstack/react-virtual";
import { type ReactNode, useEffect, useLayoutEffect, useRef, useState } from "react";
import "./long-list.css";

export interface Column<Row> {
  readonly name: string;
  readonly head: string;
  /** As CSS grids have it: `2fr`, `120px`. */
  readonly width: string;
  /** Left out where the window is narrow. */
  readonly isWideOnly?: true;
  readonly isFigure?: true;
  readonly cell: (row: Row) => ReactNode;
}

interface Properties<Row> {
  readonly label: string;
  readonly columns: readonly Column<Row>[];
  /** How many there are, loaded or not. */
  readonly count: number;
  /** A row; undefined while it is not loaded. */
  readonly row: (index: number) => Row | undefined;
  readonly keyOf: (row: Row) => string;
  /** Hears which rows are near the window. */
  readonly onNear?: (first: number, last: number) => void;
}

const ROW_HEIGHT = 42;
const NARROW = "(max-width: 900px)";

function useIsNarrow(): boolean {
  const [isNarrow, setNarrow] = useState(() => matchMedia(NARROW).matches);
  useEffect(() => {
    const media = matchMedia(NARROW);
    const hear = (): void => setNarrow(media.matches);
    media.addEventListener("change", hear);
    return () => media.removeEventListener("change", hear);
  }, []);
  return isNarrow;
}

export function LongList<Row>({ label, columns, count, row, keyOf, onNear }: Properties<Row>) {
  const rows = useRef<HTMLDivElement>(null);
  const [top, setTop] = useState(0);
  useLayoutEffect(() => setTop(rows.current?.offsetTop ?? 0), []);
  const virtualizer = useWindowVirtualizer({
    count,
    estimateSize: () => ROW_HEIGHT,
    overscan: 12,
    scrollMargin: top,
  });
  const items = virtualizer.getVirtualItems();
  const first = items[0]?.index ?? 0;
  const last = items.at(-1)?.index ?? 0;
  useEffect(() => onNear?.(first, last), [onNear, first, last]);
  const isNarrow = useIsNarrow();
  const shown = isNarrow ? columns.filter(({ isWideOnly }) => isWideOnly !== true) : columns;
  const gridTemplateColumns = shown.map(({ width }) => `minmax(0, ${width})`).join(" ");
  const classOf = ({ isFigure }: Column<Row>): string =>
    isFigure === true ? "long-list-cell figures" : "long-list-cell";
  return (
    // biome-ignore lint/a11y/useSemanticElements: rows of a virtual list are placed one by one, which no `table` allows
    <div className="long-list" role="table" aria-label={label} aria-rowcount={count + 1}>
      {/* biome-ignore lint/a11y/useSemanticElements: as above */}
      {/* biome-ignore lint/a11y/useFocusableInteractive: a row of a table is not operated */}
      <div
        className="long-list-row long-list-head"
        role="row"
        aria-rowindex={1}
        style={{ gridTemplateColumns }}
      >
        {shown.map((column) => (
          // biome-ignore lint/a11y/useSemanticElements: as above
          // biome-ignore lint/a11y/useFocusableInteractive: as above
          <div key={column.name} role="columnheader" className={classOf(column)}>
            {column.head}
          </div>
        ))}
      </div>
      {/* biome-ignore lint/a11y/useSemanticElements: as above */}
      <div
        className="long-list-rows"
        role="rowgroup"
        ref={rows}
        style={{ height: virtualizer.getTotalSize() }}
      >
        {items.map(({ index, start }) => {
          const item = row(index);
          return (
            // biome-ignore lint/a11y/useSemanticElements: as above
            // biome-ignore lint/a11y/useFocusableInteractive: as above
            <div
              key={item === undefined ? index : keyOf(item)}
              className="long-list-row"
              role="row"
              aria-rowindex={index + 2}
              style={{ gridTemplateColumns, height: ROW_HEIGHT, transform: `translateY(${start - top}px)` }}
            >
              {shown.map((column) => (
                // biome-ignore lint/a11y/useSemanticElements: as above
                <div key={column.name} role="cell" className={classOf(column)}>
                  {item === undefined ? "…" : column.cell(item)}
                </div>
              ))}
            </div>
          );
        })}
      </div>
    </div>
  );
}
