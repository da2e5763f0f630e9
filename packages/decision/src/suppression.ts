/**
 * Hiding small figures so that no others give them away. A table is a set of cells, of sums that hold among them, and of
 * groups whose sums are known from elsewhere. A cell from 1 to 4 is hidden, and with it as many others as it takes that no
 * sum, read with all the figures shown, leaves a hidden cell only one value. Whoever reads may know how this is done: that
 * a first cell hidden is from 1 to 4, and any further one at least 5.
 */
import { byText } from "./wording.ts";

/** Cells smaller than this are hidden; nothing (0) is no cell. */
export const SMALLEST_SHOWN = 5;

/** One figure of a table; the same object where one figure stands in two places. */
export interface Cell {
  readonly value: number;
  hidden: boolean;
  /** Of equal cells the one whose name sorts first is hidden first, so that all tables hide the same one. */
  readonly name?: string;
}

/** `total` is the sum of the `parts`; a total without a cell must be taken for known. No cell stands in two sums. */
export interface Sum {
  readonly total?: Cell;
  readonly parts: readonly Cell[];
}

const isSmall = ({ value }: Cell): boolean => value > 0 && value < SMALLEST_SHOWN;

/** The least and the most that a hidden cell may be, as far as a reader knows from its being hidden. */
function bounds(cell: Cell): readonly [least: number, most: number] {
  return isSmall(cell)
    ? [1, SMALLEST_SHOWN - 1]
    : [cell.value === 0 ? 0 : SMALLEST_SHOWN, Number.POSITIVE_INFINITY];
}

/** Whether a sum leaves every hidden cell in it two values at least. */
function keepsSecrets({ total, parts }: Sum): boolean {
  const terms = [
    ...parts.map((cell) => ({ cell, sign: 1 })),
    ...(total === undefined ? [] : [{ cell: total, sign: -1 }]),
  ];
  const hidden = terms.filter(({ cell }) => cell.hidden);
  // The shown cells and a total that is known: the hidden ones, with their signs, must make up for them.
  let wanted = total === undefined ? parts.reduce((sum, { value }) => sum + value, 0) : 0;
  for (const { cell, sign } of terms) if (!cell.hidden) wanted -= sign * cell.value;
  return hidden.every(({ cell, sign }) => {
    let least = 0;
    let most = 0;
    for (const other of hidden) {
      if (other.cell === cell) continue;
      const [low, high] = bounds(other.cell);
      least += other.sign > 0 ? low : -high;
      most += other.sign > 0 ? high : -low;
    }
    const [low, high] = bounds(cell);
    const from = sign > 0 ? wanted - most : least - wanted;
    const to = sign > 0 ? wanted - least : most - wanted;
    return Math.min(high, to) > Math.max(low, from);
  });
}

/** The cell that is hidden next to keep a sum's secrets: the smallest part that is shown, then the total. */
function nextToHide({ total, parts }: Sum): Cell | undefined {
  const shown = parts.filter(({ hidden, value }) => !hidden && value > 0);
  const isBefore = (a: Cell, b: Cell): boolean =>
    a.value < b.value || (a.value === b.value && byText(a.name ?? "", b.name ?? "") < 0);
  const smallest = shown.reduce<Cell | undefined>(
    (least, cell) => (least === undefined || isBefore(cell, least) ? cell : least),
    undefined,
  );
  return smallest ?? (total !== undefined && !total.hidden ? total : undefined);
}

/**
 * Hides the small cells and as many others as are needed. Of a group all cells are hidden where one is: which of them is
 * the small one stays open.
 *
 *     suppress([total13, part3, part10], [{ total: total13, parts: [part3, part10] }])    // hides both parts
 */
export function suppress(
  cells: Iterable<Cell>,
  sums: readonly Sum[],
  groups: readonly (readonly Cell[])[] = [],
): void {
  for (const cell of cells) if (isSmall(cell)) cell.hidden = true;
  for (let changed = true; changed; ) {
    changed = false;
    for (const group of groups) {
      if (!group.some(({ hidden }) => hidden) || group.every(({ hidden }) => hidden)) continue;
      for (const cell of group) cell.hidden = true;
      changed = true;
    }
    for (const sum of sums) {
      if (keepsSecrets(sum)) continue;
      const next = nextToHide(sum);
      if (next === undefined) continue;
      next.hidden = true;
      changed = true;
    }
  }
}

/** Makes cells of figures, and figures of cells again. */
export class Cells {
  readonly all: Cell[] = [];
  readonly sums: Sum[] = [];
  readonly groups: (readonly Cell[])[] = [];

  /** A cell for a figure; one that is hidden already stays so and counts as large. */
  of(figure: number | null, name?: string): Cell {
    const cell = {
      value: figure ?? SMALLEST_SHOWN,
      hidden: figure === null,
      ...(name === undefined ? {} : { name }),
    };
    this.all.push(cell);
    return cell;
  }

  sum(parts: readonly Cell[], total?: Cell): void {
    this.sums.push(total === undefined ? { parts } : { total, parts });
  }

  /** Cells that are hidden together. */
  group(cells: readonly Cell[]): void {
    this.groups.push(cells);
  }

  settle(): void {
    suppress(this.all, this.sums, this.groups);
  }
}

/** The figure that a cell shows. */
export function shown({ value, hidden }: Cell): number | null {
  return hidden ? null : value;
}
