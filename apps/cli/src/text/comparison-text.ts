/** Two fact sheets side by side. */
import type { FactSheet, Figure } from "@comity/decision";
import type { Terminal } from "../terminal.ts";
import { bar } from "./bar.ts";
import { figure, HIDDEN, hiddenNote } from "./figures.ts";
import { table } from "./table.ts";
import { clean, cutTo, wrapped } from "./width.ts";

/** People hit by both drafts, and by one of them alone. */
export interface HitBy {
  readonly both: Figure;
  readonly onlyFirst: Figure;
  readonly onlySecond: Figure;
}

type Pair = readonly [FactSheet, FactSheet];

const BAR_LETTERS = 14;
/** Institutes are listed where the drafts differ most. */
const MOST_INSTITUTES = 15;

/** A row: what it is about, and for each draft a figure with its bar. */
interface Row {
  readonly what: string;
  readonly figures: readonly [Figure | undefined, Figure | undefined];
}

function figureTable(rows: readonly Row[], terminal: Terminal): string {
  const { bold, dim, red } = terminal.colours;
  const top = Math.max(1, ...rows.flatMap(({ figures }) => figures.map((value) => value ?? 0)));
  const cells = rows.map(({ what, figures }) => [
    what,
    ...figures.flatMap((value) => [
      figure(value ?? 0),
      bar(value ?? 0, top, BAR_LETTERS).padEnd(BAR_LETTERS),
    ]),
  ]);
  return table(
    [
      { title: "", isFlexible: true },
      { title: "A", align: "right", paint: bold },
      { title: "", paint: red },
      { title: "B", align: "right", paint: bold },
      { title: "", paint: red },
    ],
    cells,
    { width: terminal.width, indent: "  ", heading: dim },
  );
}

/** The figures of two lists, matched by a key, in the order in which they come. */
function matched<T>(
  lists: readonly [readonly T[], readonly T[]],
  keyOf: (one: T) => string,
  rowOf: (one: T) => { what: string; people: Figure },
): Row[] {
  const keys = [...new Set(lists.flatMap((list) => list.map(keyOf)))];
  return keys.map((key) => {
    const found = lists.map((list) => list.find((one) => keyOf(one) === key));
    const { what } = rowOf((found[0] ?? found[1])!);
    const [first, second] = found.map((one) => (one === undefined ? undefined : rowOf(one).people));
    return { what, figures: [first, second] };
  });
}

const difference = ({ figures: [first, second] }: Row): number => Math.abs((first ?? 0) - (second ?? 0));

function institutesOf([first, second]: Pair): { rows: Row[]; more: number } {
  const rows = matched(
    [first.byInstitute, second.byInstitute],
    ({ id }) => id,
    ({ name, party, people }) => ({ what: `${name} (${party})`, people }),
  ).filter(({ figures: [a, b] }) => a !== b);
  const sorted = rows.sort((a, b) => difference(b) - difference(a));
  return { rows: sorted.slice(0, MOST_INSTITUTES), more: Math.max(0, rows.length - MOST_INSTITUTES) };
}

function shortRows([first, second]: Pair): [string, string, string][] {
  const percent = ({ money }: FactSheet): string => `${money.spreadPercent.toFixed(2)} %`;
  const takers = ({ money }: FactSheet): string => String(money.needTakers.length);
  const row = (what: string, of: (sheet: FactSheet) => string): [string, string, string] => [
    what,
    of(first),
    of(second),
  ];
  return [
    row("first day", ({ firstDay }) => firstDay ?? "none"),
    row("institutes", ({ institutes }) => String(institutes)),
    row("agreements changed", ({ agreements }) => String(agreements.length)),
    row("admissible", ({ admissible }) => (admissible ? "yes" : "no")),
    row("shares to spread", percent),
    row("parts that need a taker", takers),
  ];
}

/** Two fact sheets of the same registry as text; `A` and `B` stand for the drafts. */
export function comparisonText(sheets: Pair, hit: HitBy, footing: string, terminal: Terminal): string {
  const { bold, dim } = terminal.colours;
  const [first, second] = sheets;
  const title = (mark: string, { decision }: FactSheet): string =>
    `${bold(mark)}  ${cutTo(clean(decision.title), terminal.width - 3)}\n`;
  const { rows, more } = institutesOf(sheets);
  const sections: [string, string][] = [
    [
      "People who would lose something",
      figureTable([{ what: "all", figures: [first.people, second.people] }], terminal) +
        `  hit by both ${figure(hit.both)}, by A alone ${figure(hit.onlyFirst)}, by B alone ${figure(hit.onlySecond)}\n`,
    ],
    [
      "What would be lost",
      figureTable(
        matched(
          [first.entitlements, second.entitlements],
          ({ name }) => name,
          ({ title: what, people }) => ({ what, people }),
        ),
        terminal,
      ),
    ],
    [
      "Where they differ",
      figureTable(rows, terminal) + (more === 0 ? "" : dim(`  and ${more} more; see --json\n`)),
    ],
    [
      "Among them",
      figureTable(
        [
          { what: "mission critical", figures: [first.marks.missionCritical, second.marks.missionCritical] },
          { what: "under review", figures: [first.marks.underReview, second.marks.underReview] },
          { what: "living nearby", figures: [first.marks.residentNearby, second.marks.residentNearby] },
          { what: "their dependants", figures: [first.marks.dependants, second.marks.dependants] },
        ],
        terminal,
      ),
    ],
    [
      "Besides",
      table([{ title: "" }, { title: "A" }, { title: "B" }], shortRows(sheets), {
        width: terminal.width,
        indent: "  ",
        heading: dim,
      }),
    ],
  ];
  const isEmpty = new Set([...(rows.length === 0 ? ["Where they differ"] : [])]);
  if (first.entitlements.length + second.entitlements.length === 0) isEmpty.add("What would be lost");
  const body = sections
    .filter(([heading]) => !isEmpty.has(heading))
    .map(([heading, text]) => `\n${bold(heading)}\n${text}`)
    .join("");
  const lines = wrapped(footing, terminal.width).map((line) => `${dim(line)}\n`);
  const text = `${title("A", first)}${title("B", second)}${lines.join("")}${body}`;
  return text.includes(HIDDEN) ? `${text}\n${dim(hiddenNote)}\n` : text;
}
