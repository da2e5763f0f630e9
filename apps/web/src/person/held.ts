/** Entitlements of somebody, as the pages tell them apart and put them on a line of days. */
import { addDuration, type Day, day, duration, subtractDuration } from "@comity/calendar";
import type { HeldEntitlement } from "../api/generated/routes.ts";

/** What tells an entitlement of somebody from the others. */
export const keyOf = ({ entitlement, tuple }: Pick<HeldEntitlement, "entitlement" | "tuple">): string =>
  JSON.stringify([entitlement, ...tuple]);

/** The stretch that counts on a day: the one that holds, else the next, else the last. */
export function stretchOn(
  { stretches }: HeldEntitlement,
  today: string,
): HeldEntitlement["stretches"][number] | undefined {
  return (
    stretches.find(({ lastDay }) => lastDay === null || lastDay >= today) ?? stretches[stretches.length - 1]
  );
}

export const holdsOn = ({ stretches }: HeldEntitlement, today: string): boolean =>
  stretches.some(
    ({ firstDay, lastDay }) =>
      (firstDay === null || firstDay <= today) && (lastDay === null || lastDay >= today),
  );

/** Pictures show no more than so many years before and after the day. */
const MOST_YEARS = 6;

const years = (count: number) => duration({ months: 12 * count });
const months = (count: number) => duration({ months: count });

/** The days that a picture of entitlements shows: around the day shown, and the ends that are near enough. */
export function windowOf(entitlements: readonly HeldEntitlement[], today: string): readonly [Day, Day] {
  const now = day(today);
  const ends = entitlements.flatMap(({ stretches }) =>
    stretches.flatMap(({ lastDay }) => (lastDay === null ? [] : [day(lastDay)])),
  );
  const [least, most] = [subtractDuration(now, years(MOST_YEARS)), addDuration(now, years(MOST_YEARS))];
  const near = ends.filter((end) => end >= least && end <= most);
  const first = Math.min(now, ...near) as Day;
  const last = Math.max(now, ...near) as Day;
  return [subtractDuration(first, months(12)), addDuration(last, months(last === now ? 18 : 9))];
}
