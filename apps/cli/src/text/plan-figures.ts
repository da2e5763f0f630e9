/** A plan in figures, as far as whoever asks may see them: for the terminal and for programs alike. Nobody is named in it. */
import type { DerivedPlan, PartKind, PlannedAgreement } from "@comity/carrying-out";
import { type Figure, SMALLEST_SHOWN } from "@comity/decision";

/** `null` in place of a figure: it is hidden; in place of a day: there is none. */
export interface PlanFigures {
  readonly agreements: readonly PlannedAgreement[];
  readonly ends: readonly {
    readonly of: string;
    readonly title: string;
    readonly byDay: readonly { readonly lastDay: string; readonly people: Figure }[];
  }[];
  /** In the order of days; `office` as the guide calls it. */
  readonly toDo: readonly {
    readonly due: string | null;
    readonly office: string;
    readonly what: string;
    readonly count: Figure;
  }[];
  readonly letters: readonly {
    readonly due: string;
    readonly letter: string;
    readonly to: PartKind;
    readonly count: Figure;
  }[];
  readonly reviews: readonly {
    readonly due: string | null;
    readonly office: string;
    readonly what: string;
  }[];
}

/**
 * Hides figures of people. Of what concerns few on one of its days no figure is told, unless whoever asks is cleared: the other
 * days and the whole would give it away.
 */
function hiding(
  figures: readonly (readonly [what: string, count: number])[],
  isCleared: boolean,
): (what: string, count: number) => Figure {
  const few = new Set(figures.flatMap(([what, count]) => (count < SMALLEST_SHOWN ? [what] : [])));
  return (what, count) => (!isCleared && few.has(what) ? null : count);
}

/** Counts what falls under one key, in the order of the keys. */
function tally<Key extends readonly string[]>(keys: readonly Key[]): (readonly [Key, number])[] {
  const found = new Map<string, [Key, number]>();
  for (const key of keys) {
    const named = key.join("\n");
    const before = found.get(named);
    found.set(named, [key, (before?.[1] ?? 0) + 1]);
  }
  return [...found].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, counted]) => counted);
}

/** Sorts behind every day. */
const NO_DAY = "no day";

/** The whole plan, counted. */
export function planFigures(plan: DerivedPlan, isCleared: boolean): PlanFigures {
  const { agreements, ends, parts } = plan;
  const items = parts.filter(({ kind }) => kind !== "whole").flatMap((part) => part.items);
  const todo = tally(items.map(({ due = NO_DAY, owner, what }) => [due, owner, what] as const));
  const letters = tally(
    parts.flatMap(({ kind, letters: own }) => own.map(({ due, letter }) => [due, letter, kind] as const)),
  );
  const figure = hiding(
    [
      ...ends.flatMap(({ of, byDay }) => byDay.map(({ people }) => [of, people] as const)),
      ...todo.map(([[, , what], count]) => [what, count] as const),
      ...letters.flatMap(([[, letter, kind], count]) =>
        kind === "person" ? [[letter, count] as const] : [],
      ),
    ],
    isCleared,
  );
  const day = (due: string): string | null => (due === NO_DAY ? null : due);
  const reviews = parts.find(({ kind }) => kind === "whole")?.items ?? [];
  return {
    agreements,
    ends: ends.map(({ of, title, byDay }) => ({
      of,
      title,
      byDay: byDay.map(({ lastDay, people }) => ({ lastDay, people: figure(of, people) })),
    })),
    toDo: todo.map(([[due, office, what], count]) => ({
      due: day(due),
      office,
      what,
      count: figure(what, count),
    })),
    letters: letters.map(([[due, letter, to], count]) => ({
      due,
      letter,
      to,
      count: to === "person" ? figure(letter, count) : count,
    })),
    reviews: [...reviews]
      .sort((a, b) => ((a.due ?? "") < (b.due ?? "") ? -1 : 1))
      .map(({ due, owner, what }) => ({ due: due ?? null, office: owner, what })),
  };
}
