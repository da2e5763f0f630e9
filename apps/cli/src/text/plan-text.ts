/** A plan as people read it on a terminal: what ends when, what is done by whom, who is told; and of one person everything. */
import type { DerivedPlan, Guide, PlanPart } from "@comity/carrying-out";
import { SMALLEST_SHOWN } from "@comity/decision";
import type { Terminal } from "../terminal.ts";
import { table } from "./table.ts";
import { counted } from "./width.ts";

/**
 * Writes figures of people. Of what concerns few on one of its days no figure is told, unless whoever asks is cleared: the other
 * days and the whole would give it away.
 */
class Figures {
  readonly #few: ReadonlySet<string>;

  constructor(figures: Iterable<readonly [what: string, count: number]>, isCleared: boolean) {
    this.#few = new Set(
      isCleared ? [] : [...figures].flatMap(([what, count]) => (count < SMALLEST_SHOWN ? [what] : [])),
    );
  }

  of(what: string, count: number): string {
    return this.#few.has(what) ? "hidden" : String(count);
  }
}

/** Rows of plain columns, as many as the longest has. */
function rowsText(rows: readonly (readonly string[])[], terminal: Terminal): string {
  const most = Math.max(0, ...rows.map((row) => row.length));
  const columns = Array.from({ length: most }, (_, at) => ({
    title: "",
    isFlexible: at === 2 || at === 0,
    least: 24,
  }));
  return table(columns, rows, { indent: "  ", width: terminal.width });
}

/** Counts what falls under one key, in the order of the keys. */
function tally(keys: Iterable<string>): [string[], number][] {
  const found = new Map<string, number>();
  for (const key of keys) found.set(key, (found.get(key) ?? 0) + 1);
  return [...found].sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, count]) => [key.split("\n"), count]);
}

/** The whole plan, counted. */
export function planText(
  { agreements, ends, parts }: DerivedPlan,
  guide: Guide,
  terminal: Terminal,
  isCleared: boolean,
): string {
  const { bold } = terminal.colours;
  const lines: string[] = [];
  const section = (title: string, rows: readonly (readonly string[])[]): void => {
    if (rows.length === 0) return;
    lines.push("", bold(title), rowsText(rows, terminal).trimEnd());
  };
  const items = parts.filter(({ kind }) => kind !== "whole").flatMap((part) => part.items);
  const todo = tally(items.map(({ due = "no day", owner, what }) => `${due}\n${owner}\n${what}`));
  const letters = tally(
    parts.flatMap(({ kind, letters: own }) => own.map(({ due, letter }) => `${due}\n${letter}\n${kind}`)),
  );
  const figures = new Figures(
    [
      ...ends.flatMap(({ of, byDay }) => byDay.map(({ people }) => [of, people] as const)),
      ...todo.map(([[, , what = ""], count]) => [what, count] as const),
      ...letters.flatMap(([[, letter = "", kind], count]) =>
        kind === "person" ? [[letter, count] as const] : [],
      ),
    ],
    isCleared,
  );
  const roots = agreements.filter(({ with: follows }) => follows === undefined);
  lines.push(bold("What the decision is about"));
  for (const { id, title, lastDay, change, latestNotice } of roots) {
    const under = agreements.filter(({ with: follows }) => follows === id).length;
    const more = under === 0 ? "" : `, and ${counted(under, "agreement", "agreements")} under it`;
    const notice = latestNotice === undefined ? "" : `; latest day for notice ${latestNotice}`;
    lines.push(`  ${title} (${id}) ${change}: last day ${lastDay}${more}${notice}`);
  }
  section(
    "What ends on which day",
    ends.flatMap(({ of, byDay }) =>
      byDay.map(({ lastDay, people }, k) => [
        k === 0 ? (guide.words.get(of)?.words.en ?? of) : "",
        lastDay,
        figures.of(of, people),
      ]),
    ),
  );
  section(
    "To do, by day",
    todo.map(([[due = "", owner = "", what = ""], count]) => [
      due,
      guide.offices.get(owner)?.names.en ?? owner,
      what,
      figures.of(what, count),
    ]),
  );
  section(
    "Letters, by day",
    letters.map(([[due = "", letter = "", kind = ""], count]) => [
      due,
      letter,
      `to each ${kind}`,
      kind === "person" ? figures.of(letter, count) : String(count),
    ]),
  );
  const reviews = parts.find(({ kind }) => kind === "whole")?.items ?? [];
  section(
    "Reviews",
    [...reviews]
      .sort((a, b) => ((a.due ?? "") < (b.due ?? "") ? -1 : 1))
      .map(({ due = "no day", owner, what }) => [due, guide.offices.get(owner)?.names.en ?? owner, what]),
  );
  return `${lines.join("\n")}\n`;
}

/** What the plan has for one person. */
export function partText(part: PlanPart, guide: Guide, terminal: Terminal): string {
  const { bold } = terminal.colours;
  const rows = {
    ends: part.ends.map(({ of, about = "", lastDay, again }) => [
      guide.words.get(of)?.words.en ?? of,
      about,
      again === undefined ? `last day ${lastDay}` : `last day ${lastDay}, again from ${again}`,
    ]),
    items: part.items.map(({ due = "no day", owner, what }) => [
      due,
      guide.offices.get(owner)?.names.en ?? owner,
      what,
    ]),
    letters: part.letters.map(({ due, letter }) => [due, letter]),
  };
  return `${[
    bold(`What ends for ${part.id}`),
    rowsText(rows.ends, terminal).trimEnd(),
    "",
    bold("To do"),
    rowsText(rows.items, terminal).trimEnd(),
    "",
    bold("Letters"),
    rowsText(rows.letters, terminal).trimEnd(),
  ].join("\n")}\n`;
}
