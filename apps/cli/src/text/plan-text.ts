/** A plan as people read it on a terminal: what ends when, what is done by whom, who is told; and of one person everything. */
import type { Guide, PlanPart } from "@comity/carrying-out";
import type { Figure } from "@comity/decision";
import type { Terminal } from "../terminal.ts";
import type { PlanFigures } from "./plan-figures.ts";
import { table } from "./table.ts";
import { counted } from "./width.ts";

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

/** The whole plan, counted. */
export function planText(plan: PlanFigures, guide: Guide, terminal: Terminal): string {
  const { bold } = terminal.colours;
  const lines: string[] = [];
  const section = (title: string, rows: readonly (readonly string[])[]): void => {
    if (rows.length === 0) return;
    lines.push("", bold(title), rowsText(rows, terminal).trimEnd());
  };
  const figure = (count: Figure): string => (count === null ? "hidden" : String(count));
  const office = (name: string): string => guide.offices.get(name)?.names.en ?? name;
  const roots = plan.agreements.filter(({ with: follows }) => follows === undefined);
  lines.push(bold("What the decision is about"));
  for (const { id, title, lastDay, change, latestNotice } of roots) {
    const under = plan.agreements.filter(({ with: follows }) => follows === id).length;
    const more = under === 0 ? "" : `, and ${counted(under, "agreement", "agreements")} under it`;
    const notice = latestNotice === undefined ? "" : `; latest day for notice ${latestNotice}`;
    lines.push(`  ${title} (${id}) ${change}: last day ${lastDay}${more}${notice}`);
  }
  section(
    "What ends on which day",
    plan.ends.flatMap(({ of, byDay }) =>
      byDay.map(({ lastDay, people }, k) => [
        k === 0 ? (guide.words.get(of)?.words.en ?? of) : "",
        lastDay,
        figure(people),
      ]),
    ),
  );
  section(
    "To do, by day",
    plan.toDo.map(({ due, office: owner, what, count }) => [
      due ?? "no day",
      office(owner),
      what,
      figure(count),
    ]),
  );
  section(
    "Letters, by day",
    plan.letters.map(({ due, letter, to, count }) => [due, letter, `to each ${to}`, figure(count)]),
  );
  section(
    "Reviews",
    plan.reviews.map(({ due, office: owner, what }) => [due ?? "no day", office(owner), what]),
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
