/** Those other than people who lose something by a draft: institutes, states, grants, whatever a policy gives entitlements. */
import type { Day } from "@comity/calendar";
import type { Value } from "@comity/policy";
import type { OtherLosersSheet } from "./fact-sheet.ts";
import type { Impact } from "./lay-draft.ts";
import { entityTitle } from "./registered-facts.ts";
import { byText, dayBefore, dayText } from "./wording.ts";

/** Somebody other than a person who loses something: the first day, and the institutes that what is lost names besides. */
export interface OtherLoss {
  readonly first: Day;
  readonly through: ReadonlySet<string>;
}

/** By kind: those who lose something, with the first day. */
export type OtherLosers = ReadonlyMap<string, ReadonlyMap<Value, OtherLoss>>;

/** The first day on which any of them loses something; undefined where there is nobody. */
export function firstDayOf(losers: Iterable<OtherLoss>): Day | undefined {
  let least: Day | undefined;
  for (const { first } of losers) if (least === undefined || first < least) least = first;
  return least;
}

/**
 * By kind, the most first: how many lose something, and where they are no people, which ones, by the day on which they
 * first do.
 */
export function otherLosersSheets({ folded, before, losses }: Impact): OtherLosersSheet[] {
  const titleOf = (kind: string, value: Value): string =>
    kind === "Day"
      ? dayText(value as Day)
      : (entityTitle(folded, before.policy, kind, String(value)) ?? String(value));
  return [...losses.others]
    .map(([kind, losers]): OtherLosersSheet => {
      const first = firstDayOf(losers.values())!;
      const named = [...losers]
        .map(([value, loss]) => ({ id: String(value), title: titleOf(kind, value), loss }))
        .sort((a, b) => a.loss.first - b.loss.first || byText(a.title, b.title) || byText(a.id, b.id));
      const isPersonal = losses.isPersonal(kind);
      return {
        kind,
        count: losers.size,
        ...(isPersonal ? {} : { impersonal: true }),
        firstDay: dayText(first),
        lastDayBefore: dayBefore(first),
        named: isPersonal
          ? []
          : named.map(({ id, title, loss }) => ({
              id,
              title,
              day: dayText(loss.first),
              lastDay: dayBefore(loss.first),
              institutes: [...loss.through].sort(byText).map((institute) => ({
                id: institute,
                name: titleOf("Institute", institute),
              })),
            })),
      };
    })
    .sort((a, b) => (b.count ?? 0) - (a.count ?? 0) || byText(a.kind, b.kind));
}
