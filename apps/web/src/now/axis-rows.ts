/** What stands on the axis of the first page: agreements that have an end or a day for notice, each with those that stand under it. */
import { addDuration, type Day, day, duration, formatDay, subtractDuration } from "@comity/calendar";
import { type Branch, branches } from "../agreements/family.ts";
import type { AgreementListed, Deadline } from "../api/generated/routes.ts";

export type Due = NonNullable<Deadline>;

/** A bar from its first day through its last; null: beyond the axis. */
export interface AxisRow {
  /** Of this row alone: an agreement may stand in two, as one that has ended of late and under its parent. */
  readonly key: string;
  /** `top`: an agreement itself; `fold`: all that stand under the one above; `child`: one of them; `more`: those that are not drawn yet. */
  readonly kind: "top" | "fold" | "child" | "more";
  /** The agreement; of a fold and of what follows it, the one that they stand under. */
  readonly agreement: string;
  readonly title: string;
  /** How deep a child stands; 1: under the agreement itself. */
  readonly depth: number;
  /** Of a fold, how many stand under it; of `more`, how many are not drawn. */
  readonly count: number;
  /** Of a fold: whether its children are drawn. */
  readonly isOpen: boolean;
  readonly firstDay: string | null;
  readonly lastDay: string | null;
  readonly hasEnded: boolean;
  readonly suspended: AgreementListed["suspended"];
  readonly due: Due | undefined;
}

/** How many children of each agreement are drawn, by the agreement's id; of the others they are folded. */
export type Unfolded = ReadonlyMap<string, number>;

/** So many children are drawn when a fold is opened, and with each further step. */
export const CHILDREN_AT_ONCE = 60;

/** Ended agreements are shown for so long. */
const MONTHS_AFTER_THE_END = 30;
/** Deadlines further away than that are at the edge. */
const MONTHS_AHEAD = 96;

/**
 * The rows of the axis, those with the nearest deadline first, then what goes on, then what has ended of late. What stands under an agreement
 * follows it as one row, and where that is unfolded each as a row of its own, parents before their children.
 */
export function axisRows(
  deadlines: readonly Due[],
  ended: readonly Due[],
  agreements: readonly AgreementListed[],
  on: string,
  unfolded: Unfolded = new Map(),
): AxisRow[] {
  const oldest = formatDay(subtractDuration(day(on), duration({ months: MONTHS_AFTER_THE_END })));
  const all = new Map(agreements.map((agreement) => [agreement.id, agreement]));
  const tree = branches(agreements);
  const places = new Map(tree.map(({ agreement }, at) => [agreement.id, at]));
  const dues = new Map([...deadlines, ...ended].map((due) => [due.agreement, due]));
  const isTop = ({ agreement }: Due): boolean => {
    const parent = all.get(agreement)?.parent;
    return parent == null || !deadlines.some((due) => due.agreement === parent);
  };
  const lately = ended.filter(({ otherwise: { lastDay } }) => lastDay !== null && lastDay >= oldest);
  return [...deadlines.filter(isTop), ...lately].flatMap((due): AxisRow[] => {
    const agreement = all.get(due.agreement);
    const top: AxisRow = {
      key: due.agreement,
      kind: "top",
      agreement: due.agreement,
      title: due.title,
      depth: 0,
      count: 0,
      isOpen: false,
      ...daysOf(agreement, due),
      due,
    };
    const at = places.get(due.agreement);
    const below = at === undefined ? 0 : tree[at]!.below;
    if (at === undefined || below === 0) return [top];
    const drawn = Math.min(unfolded.get(due.agreement) ?? 0, below);
    const without = { ...top, suspended: [], due: undefined };
    const fold: AxisRow = {
      ...without,
      key: `${top.key} below`,
      kind: "fold",
      count: below,
      isOpen: drawn > 0,
    };
    const children = tree
      .slice(at + 1, at + 1 + drawn)
      .map((branch) => childRow(top, branch, tree[at]!.depth, dues.get(branch.agreement.id)));
    const left = below - drawn;
    if (drawn === 0 || left === 0) return [top, fold, ...children];
    return [top, fold, ...children, { ...without, key: `${top.key} more`, kind: "more", count: left }];
  });
}

function childRow(top: AxisRow, { agreement, depth }: Branch, above: number, due: Due | undefined): AxisRow {
  return {
    key: `${top.key} ${agreement.id}`,
    kind: "child",
    agreement: agreement.id,
    title: agreement.title,
    depth: depth - above,
    count: 0,
    isOpen: false,
    ...daysOf(agreement, due),
    due,
  };
}

/** The days of an agreement: those in force as the registry has them, else its term. */
function daysOf(agreement: AgreementListed | undefined, due: Due | undefined) {
  const days = agreement?.inForce.at(-1);
  return {
    firstDay: days === undefined ? (due?.term.firstDay ?? null) : days.firstDay,
    lastDay: days === undefined ? (due?.term.lastDay ?? null) : days.lastDay,
    hasEnded: agreement?.standing === "ended",
    suspended: agreement?.suspended ?? [],
  };
}

/** The days that the axis shows: a year back, or to the last end; ahead to the last day of a term, within reason. */
export function axisWindow(rows: readonly AxisRow[], on: string): readonly [Day, Day] {
  const now = day(on);
  const furthest = addDuration(now, duration({ months: MONTHS_AHEAD }));
  let from = subtractDuration(now, duration({ months: 12 }));
  let to = addDuration(now, duration({ months: 12 }));
  for (const { lastDay, due } of rows)
    for (const text of [lastDay, due?.term.lastDay, due?.lastDayForNotice, due?.session?.firstDay]) {
      if (text == null) continue;
      const one = day(text);
      if (one < from) from = one;
      if (one > to && one <= furthest) to = one;
    }
  return [subtractDuration(from, duration({ months: 3 })), addDuration(to, duration({ months: 10 }))];
}
