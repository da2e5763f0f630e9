/** What stands on the axis of the first page: agreements that have an end or a day for notice, each with those that stand under it. */
import { addDuration, type Day, day, duration, formatDay, subtractDuration } from "@comity/calendar";
import { branches } from "../agreements/family.ts";
import type { AgreementListed, Deadline } from "../api/generated/routes.ts";

export type Due = NonNullable<Deadline>;

/** A bar from its first day through its last; null: beyond the axis. */
export interface AxisRow {
  readonly id: string;
  readonly title: string;
  /** So many agreements that stand under the one above, as one row; 0: it is an agreement itself. */
  readonly below: number;
  readonly firstDay: string | null;
  readonly lastDay: string | null;
  readonly hasEnded: boolean;
  readonly suspended: AgreementListed["suspended"];
  readonly due: Due | undefined;
}

/** Ended agreements are shown for so long. */
const MONTHS_AFTER_THE_END = 30;
/** Deadlines further away than that are at the edge. */
const MONTHS_AHEAD = 96;

/**
 * The rows of the axis, those with the nearest deadline first, then what goes on, then what has ended of late.
 */
export function axisRows(
  deadlines: readonly Due[],
  ended: readonly Due[],
  agreements: readonly AgreementListed[],
  on: string,
): AxisRow[] {
  const oldest = formatDay(subtractDuration(day(on), duration({ months: MONTHS_AFTER_THE_END })));
  const all = new Map(agreements.map((agreement) => [agreement.id, agreement]));
  const tree = new Map(branches(agreements).map((branch) => [branch.agreement.id, branch]));
  const isTop = ({ agreement }: Due): boolean => {
    const parent = all.get(agreement)?.parent;
    return parent == null || !deadlines.some((due) => due.agreement === parent);
  };
  const lately = ended.filter(({ otherwise: { lastDay } }) => lastDay !== null && lastDay >= oldest);
  return [...deadlines.filter(isTop), ...lately].flatMap((due): AxisRow[] => {
    const agreement = all.get(due.agreement);
    const days = agreement?.inForce.at(-1);
    const row: AxisRow = {
      id: due.agreement,
      title: due.title,
      below: 0,
      firstDay: days === undefined ? due.term.firstDay : days.firstDay,
      lastDay: days === undefined ? due.term.lastDay : days.lastDay,
      hasEnded: agreement?.standing === "ended",
      suspended: agreement?.suspended ?? [],
      due,
    };
    const below = tree.get(due.agreement)?.below ?? 0;
    if (below === 0) return [row];
    return [row, { ...row, id: `${due.agreement} below`, below, due: undefined, suspended: [] }];
  });
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
