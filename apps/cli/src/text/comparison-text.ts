/** Two drafts side by side. */
import type { Comparison, DraftSide, Figure, Sides } from "@comity/decision";
import type { Terminal } from "../terminal.ts";
import { bar } from "./bar.ts";
import { figure, HIDDEN, hiddenNote, kindWord, kindWords } from "./figures.ts";
import { table } from "./table.ts";
import { clean, cutTo, padded, wrapped } from "./width.ts";

const BAR_LETTERS = 7;
/** Institutes are listed where the drafts differ most. */
const MOST_INSTITUTES = 15;

/** What is compared, both sides' figures, and figures that stand after them. */
export interface Row {
  readonly what: string;
  readonly sides: Sides;
  readonly more: readonly Figure[];
}

/** Both sides' figures with bars, and further figures under headings of their own. */
export function figureTable(
  rows: readonly Row[],
  headings: readonly string[],
  terminal: Terminal,
  paint = terminal.colours.red,
): string {
  const { bold, dim } = terminal.colours;
  const top = Math.max(1, ...rows.flatMap(({ sides }) => [sides.a ?? 0, sides.b ?? 0]));
  const drawn = (value: Figure): string => padded(bar(value ?? 0, top, BAR_LETTERS), BAR_LETTERS);
  return table(
    [
      { title: "", isFlexible: true },
      { title: "A", align: "right", paint: bold },
      { title: "", paint },
      { title: "B", align: "right", paint: bold },
      { title: "", paint },
      ...headings.map((title) => ({ title, align: "right" as const })),
    ],
    rows.map(({ what, sides, more }) => [
      what,
      figure(sides.a),
      drawn(sides.a),
      figure(sides.b),
      drawn(sides.b),
      ...more.map(figure),
    ]),
    { width: terminal.width, indent: "  ", heading: dim },
  );
}

function institutesText({ byInstitute }: Comparison, terminal: Terminal): string {
  const alone = ({ lose }: { readonly lose: Sides }): number => (lose.onlyA ?? 1) + (lose.onlyB ?? 1);
  const differing = byInstitute
    .filter(({ lose }) => lose.a !== lose.b || lose.onlyA !== 0 || lose.onlyB !== 0)
    .sort((first, second) => alone(second) - alone(first));
  const rows = differing.slice(0, MOST_INSTITUTES).map(
    ({ name, partyName, lose }): Row => ({
      what: `${name} (${partyName})`,
      sides: lose,
      more: [lose.onlyA, lose.onlyB],
    }),
  );
  const left = differing.length - rows.length;
  const more = left > 0 ? terminal.colours.dim(`  and ${left} more; --json lists all of them\n`) : "";
  return rows.length === 0 ? "" : figureTable(rows, ["only A", "only B"], terminal) + more;
}

function besidesText({ a, b, people, institutes }: Comparison, terminal: Terminal): string {
  // What is about people, or about who pays for experiments, says nothing where neither draft touches such a thing.
  const isAbout = (count: number): boolean => people.a !== 0 || people.b !== 0 || count > 0;
  const [parts, units] = [
    a.money.needTakers.length + b.money.needTakers.length,
    a.money.spread + b.money.spread,
  ];
  const row = (what: string, of: (side: DraftSide) => string): string[] => [what, of(a), of(b)];
  const rows = [
    row("first day of a loss", ({ firstDay }) => firstDay ?? "none"),
    ...(isAbout(institutes.a + institutes.b)
      ? [["institutes", String(institutes.a), String(institutes.b)]]
      : []),
    row("admissible", ({ admissible }) => (admissible ? "yes" : "no")),
    ...(isAbout(units)
      ? [row("shares to spread", ({ money }) => `${money.spreadPercent.toFixed(2)} %`)]
      : []),
    ...(isAbout(parts)
      ? [row("parts that need a taker", ({ money }) => String(money.needTakers.length))]
      : []),
  ];
  const heading = terminal.colours.dim;
  const columns = [{ title: "" }, { title: "A" }, { title: "B" }];
  return table(columns, rows, { width: terminal.width, indent: "  ", heading });
}

/** A comparison as text; `A` and `B` stand for the drafts. */
export function comparisonText(comparison: Comparison, footing: string, terminal: Terminal): string {
  const { bold, dim } = terminal.colours;
  const title = (mark: string, side: DraftSide): string =>
    `${bold(mark)}  ${cutTo(clean(side.title), terminal.width - 3)}\n`;
  const { people, entitlements, others } = comparison;
  const everybody = [
    { what: "people", lose: people },
    // Families and the like stand among the entitlements, as on the fact sheet.
    ...others
      .filter(({ impersonal }) => impersonal === true || people.a === 0)
      .map(({ kind, lose }) => ({ what: kindWords(kind), lose })),
  ].map(({ what, lose }): Row => ({ what, sides: lose, more: [lose.onlyA, lose.onlyB, lose.both] }));
  // Who loses something under both may keep it longer under one.
  const isLonger = entitlements.some(
    ({ lose, holdMore }) => holdMore.a !== lose.onlyB || holdMore.b !== lose.onlyA,
  );
  const lost = entitlements.map(
    ({ title, counts, impersonal, lose, holdMore }): Row => ({
      what: impersonal === true ? `${title} (${kindWord(counts)})` : title,
      sides: lose,
      more: [lose.onlyA, lose.onlyB, ...(isLonger ? [holdMore.a, holdMore.b] : [])],
    }),
  );
  const headings = ["only A", "only B", ...(isLonger ? ["longer in A", "longer in B"] : [])];
  const sections: [string, string][] = [
    ["Who would lose something", figureTable(everybody, ["only A", "only B", "both"], terminal)],
    ["What would be lost", lost.length === 0 ? "" : figureTable(lost, headings, terminal)],
    ["Where they differ", institutesText(comparison, terminal)],
    ["Besides", besidesText(comparison, terminal)],
  ];
  const body = sections
    .filter(([, text]) => text !== "")
    .map(([heading, text]) => `\n${bold(heading)}\n${text}`)
    .join("");
  const lines = wrapped(footing, terminal.width).map((line) => `${dim(line)}\n`);
  const text = `${title("A", comparison.a)}${title("B", comparison.b)}${lines.join("")}${body}`;
  if (!text.includes(HIDDEN)) return text;
  const note = wrapped(hiddenNote, terminal.width).map((line) => `${dim(line)}\n`);
  return `${text}\n${note.join("")}`;
}
