/** A fact sheet as text that one reads: what is decided, whom it hits and when, whom not, money, remedies. */
import type {
  AgreementSheet,
  EntitlementSheet,
  FactSheet,
  Figure,
  MoneySheet,
  NotTouchedSheet,
} from "@comity/decision";
import type { Terminal } from "../terminal.ts";
import { bar } from "./bar.ts";
import { figure, HIDDEN, hiddenNote, institutes, kindWord, people } from "./figures.ts";
import { othersHelped, othersNamed, othersSentence } from "./other-losers-text.ts";
import { table } from "./table.ts";
import { clean, counted, formatCount, wrapped } from "./width.ts";

/** Lists longer than this are cut; `--json` has all of them. */
const MOST_LISTED = 20;
const BAR_LETTERS = 16;
const NARROWEST_WITH_BARS = 84;

/** A heading and what stands under it; nothing where there is nothing. */
function section(terminal: Terminal, title: string, body: string): string {
  return body === "" ? "" : `\n${terminal.colours.bold(title)}\n${body}`;
}

function paragraph(text: string, terminal: Terminal, indent: string): string {
  const width = terminal.width - indent.length;
  return wrapped(clean(text), width)
    .map((line) => `${indent}${line}\n`)
    .join("");
}

/** A list item, its further lines under its first. */
function item(text: string, terminal: Terminal, mark = "  "): string {
  const [first = "", ...more] = wrapped(clean(text), terminal.width - 4);
  return [`${mark}${first}`, ...more.map((line) => `    ${line}`)].map((line) => `${line}\n`).join("");
}

/** A warning with its help, which stands on a line of its own in an error. */
const warning = (text: string, terminal: Terminal): string =>
  item(text.replace("\n  help: ", "; "), terminal);

const hasBars = ({ width }: Terminal): boolean => width >= NARROWEST_WITH_BARS;

const most = (figures: readonly Figure[]): number => Math.max(1, ...figures.map((value) => value ?? 0));

function cut<T>(list: readonly T[], terminal: Terminal, what: string): { shown: readonly T[]; rest: string } {
  const left = list.length - MOST_LISTED;
  if (left <= 0) return { shown: list, rest: "" };
  return {
    shown: list.slice(0, MOST_LISTED),
    rest: terminal.colours.dim(`  and ${formatCount(left)} more ${what}; --json lists all of them\n`),
  };
}

function agreementLine({
  change,
  lastDay,
  day,
  through,
  restriction,
  with: withOther,
}: AgreementSheet): string {
  const until = through === undefined ? "" : ` through ${through}`;
  switch (change) {
    case "ends":
      return `ends after ${lastDay ?? day}${withOther === undefined ? "" : `, with ${withOther}`}`;
    case "goes on":
      return `goes on from ${day}${until}`;
    case "suspended":
      return `suspended from ${day}${until}`;
    case "resumed":
      return `operates again from ${day}`;
    case "restricted":
      return `${restriction ?? "restricted"} from ${day}${until}`;
    case "freed":
      return `no longer restricted from ${day}${restriction === undefined ? "" : ` (${restriction})`}`;
    case "closed":
      return `closed to newcomers from ${day}${until}`;
    case "opened":
      return `open to newcomers again from ${day}`;
  }
}

function agreementsText(sheet: FactSheet, terminal: Terminal): string {
  const { dim } = terminal.colours;
  const { shown, rest } = cut(sheet.agreements, terminal, "agreements");
  const rows = shown.map((each) => [each.id, agreementLine(each), each.title]);
  const columns = [{ title: "" }, { title: "" }, { title: "", isFlexible: true, paint: dim }];
  return table(columns, rows, { width: terminal.width, indent: "  " }) + rest;
}

/** Each entitlement with a bar, and the days on which it goes under it. */
function entitlementsText(entitlements: readonly EntitlementSheet[], terminal: Terminal): string {
  const { bold, dim, red } = terminal.colours;
  const top = most(entitlements.map((each) => each.people));
  const rows = entitlements.flatMap((each) => {
    const what = each.counts === "Person" ? "" : ` (${kindWord(each.counts)})`;
    const [first, ...more] = each.byDay;
    const dayCells = (at: typeof first): string[] => (at === undefined ? [] : [at.day, figure(at.people)]);
    const drawn = hasBars(terminal) ? [bar(each.people ?? 0, top, BAR_LETTERS)] : [];
    const blank = hasBars(terminal) ? [""] : [];
    return [
      [`${each.title}${what}`, figure(each.people), ...drawn, ...dayCells(first)],
      ...more.slice(0, MOST_DAYS - 1).map((at) => ["", "", ...blank, ...dayCells(at)]),
      ...(more.length >= MOST_DAYS ? [["", "", ...blank, `${more.length - MOST_DAYS + 1} more days`]] : []),
    ];
  });
  const bars = hasBars(terminal) ? [{ title: "", paint: red }] : [];
  const counts = entitlements.some(({ impersonal }) => impersonal === true) ? "how many" : "people";
  return table(
    [
      { title: "", isFlexible: true },
      { title: counts, align: "right", paint: bold },
      ...bars,
      { title: "first day without" },
      { title: counts, align: "right" },
    ],
    rows,
    { width: terminal.width, indent: "  ", heading: dim },
  );
}

/** So many days are listed for an entitlement. */
const MOST_DAYS = 6;

function institutesText(sheet: FactSheet, terminal: Terminal): string {
  const { bold, dim, red } = terminal.colours;
  const { shown, rest } = cut(sheet.byInstitute, terminal, "institutes");
  const top = most(sheet.byInstitute.map((each) => each.people));
  const rows = shown.map(({ name, partyName, people: count }) => [
    name,
    partyName,
    figure(count),
    ...(hasBars(terminal) ? [bar(count ?? 0, top, BAR_LETTERS)] : []),
  ]);
  const columns = [
    { title: "institute", isFlexible: true },
    { title: "party" },
    { title: "people", align: "right" as const, paint: bold },
    ...(hasBars(terminal) ? [{ title: "", paint: red }] : []),
  ];
  return rows.length === 0
    ? ""
    : table(columns, rows, { width: terminal.width, indent: "  ", heading: dim }) + rest;
}

function notTouchedText(list: readonly NotTouchedSheet[], terminal: Terminal): string {
  const { bold, dim } = terminal.colours;
  const { shown, rest } = cut(list, terminal, "groups");
  const top = Math.max(...shown.map((each) => figure(each.people).length), 0);
  const lines = shown.map(({ institute, people: count, because }) => {
    const head = `  ${bold(figure(count).padStart(top))}  `;
    const room = terminal.width - top - 4;
    const [first = "", ...more] = wrapped(clean(`${institute}: ${because}`), room);
    return [`${head}${first}`, ...more.map((line) => " ".repeat(top + 4) + dim(line))]
      .map((line) => `${line}\n`)
      .join("");
  });
  return lines.join("") + rest;
}

function marksText({ marks, byMark, experiments }: FactSheet, terminal: Terminal): string {
  const { missionCritical, underReview, residentNearby, dependants } = marks;
  const usual: [string, Figure][] = [
    ["mission critical", missionCritical],
    ["under review", underReview],
    ["living nearby", residentNearby],
    ["their dependants", dependants],
  ];
  // A body that keeps no such marks is not asked to read four noughts; one that does learns from a single one.
  const isKept = usual.some(([, count]) => count !== 0);
  const rows: [string, string][] = [
    ...(isKept ? usual.map(([what, count]): [string, string] => [what, figure(count)]) : []),
    ...byMark
      .filter(({ mark }) => mark !== "mission critical" && mark !== "under review")
      .map(({ mark, people: count }): [string, string] => [mark, figure(count)]),
  ];
  const { bold } = terminal.colours;
  const columns = [{ title: "" }, { title: "", align: "right" as const, paint: bold }];
  const by = experiments.map(({ title, people: count }) => `${title} ${figure(count)}`).join(", ");
  return (
    table(columns, rows, { width: terminal.width, indent: "  " }) +
    (by === "" ? "" : item(`by experiment: ${by}`, terminal))
  );
}

const percent = (value: number | null): string => (value === null ? "" : `${value.toFixed(2)} %`);

function moneyText(money: MoneySheet, terminal: Terminal): string {
  const { dim } = terminal.colours;
  if (money.spread === 0 && money.needTakers.length === 0) return "";
  const rows = money.experiments
    .filter(({ spread }) => spread > 0)
    .map((each) => [
      each.title,
      each.leavers.map(({ title, units }) => `${title} ${formatCount(units)}`).join(", "),
      formatCount(each.spread),
      percent(each.spreadPercent),
      each.increasePercent === null ? "" : `+${percent(each.increasePercent)}`,
      each.untaken === 0 ? "" : `${formatCount(each.untaken)} that nobody is left to take`,
    ]);
  if (rows.length > 1)
    rows.push([
      "all",
      "",
      formatCount(money.spread),
      percent(money.spreadPercent),
      money.increasePercent === null ? "" : `+${percent(money.increasePercent)}`,
    ]);
  const shares =
    rows.length === 0
      ? ""
      : table(
          [
            { title: "experiment", isFlexible: true },
            { title: "who leaves, and paid", isFlexible: true },
            { title: "to spread", align: "right" },
            { title: "of all", align: "right" },
            { title: "others pay", align: "right" },
            { title: "" },
          ],
          rows,
          { width: terminal.width, indent: "  ", heading: dim },
        );
  const takers = table(
    [
      { title: "" },
      { title: "", align: "right" },
      { title: "", isFlexible: true },
      { title: "", paint: dim },
    ],
    money.needTakers.map((each) => [
      each.experimentTitle,
      formatCount(each.units),
      each.item,
      `${each.title}, from ${each.day}`,
    ]),
    { width: terminal.width, indent: "  " },
  );
  return shares + (takers === "" ? "" : `  somebody must be named to take over:\n${takers}`);
}

function remediesText(sheet: FactSheet, terminal: Terminal): string {
  const { bold, dim } = terminal.colours;
  const { shown, rest } = cut(sheet.remedies, terminal, "remedies");
  const lines = shown.map(({ remedy, people: count, others, keeps, examples }) => {
    const helped = others === undefined || (count ?? 1) > 0 ? figure(count) : othersHelped(others);
    const kept = keeps.map(({ title, people: by }) => `${title} (${figure(by)})`).join(", ");
    return [
      item(`${helped}: ${remedy}`, terminal).replace(helped, bold(helped)),
      ...(kept === "" ? [] : [dim(paragraph(`keeps: ${kept}`, terminal, "      "))]),
      ...examples.slice(0, 3).map((each) => dim(paragraph(each, terminal, "      "))),
    ].join("");
  });
  return lines.join("") + rest;
}

function clausesText(sheet: FactSheet, terminal: Terminal): string {
  return sheet.clauses
    .map(({ clause, source, cases, examples, days }) => {
      const when = days.map(({ day, lastDay }) =>
        lastDay === undefined ? `from ${day}` : `${day} to ${lastDay}`,
      );
      const some = examples.length === 0 ? "" : `; such as ${examples.slice(0, 3).join("; ")}`;
      const lines = [
        `${clause}${source === undefined ? "" : ` (${source})`}`,
        `${cases === null ? `${HIDDEN} cases` : counted(cases, "case", "cases")}, ${when.join(", ")}${some}`,
      ];
      return item(lines.join(": "), terminal);
    })
    .join("");
}

/** What is asked, on which footing, and the answer in a line. */
function opening(sheet: FactSheet, footing: string, terminal: Terminal): string {
  const { bold, dim, red, green } = terminal.colours;
  const { decision, registry } = sheet;
  const put = [
    decision.body,
    decision.session === undefined ? undefined : `session ${decision.session}`,
    decision.date,
  ];
  const lines = [
    `${bold(clean(decision.title))}\n`,
    dim(paragraph(put.filter((part) => part !== undefined).join(", "), terminal, "")),
    dim(paragraph(`${registry === undefined ? "" : `${registry.title}; `}${footing}`, terminal, "")),
    // Where the registry's people are made up, its description says so, and so does every sheet made from it.
    ...(registry?.description === undefined ? [] : [dim(paragraph(registry.description, terminal, ""))]),
    ...(decision.note === undefined ? [] : [`\n${paragraph(decision.note, terminal, "")}`]),
    "\n",
    ...decision.acts.map((act) => item(act, terminal, "  - ")),
    "\n",
  ];
  const hit = people(sheet.people);
  // What people lose may hang on no institute: then none is counted.
  const through = sheet.institutes === 0 ? "" : ` at ${institutes(sheet.institutes)},`;
  const said =
    sheet.people === 0
      ? othersSentence(sheet)
      : `${hit} would lose something,${through} the first on ${sheet.firstDay ?? "an unknown day"}.`;
  const elsewhere =
    sheet.keepElsewhere === 0
      ? ""
      : ` Of these, ${people(sheet.keepElsewhere)} ${sheet.keepElsewhere === 1 ? "keeps" : "keep"} it all through another institute.`;
  const besides = sheet.people === 0 ? "" : othersSentence(sheet);
  const paragraphs = paragraph(`${said}${elsewhere}${besides}`, terminal, "");
  lines.push(
    sheet.people === 0 ? paragraphs.replace("Nobody", green("Nobody")) : paragraphs.replace(hit, red(hit)),
  );
  if (!sheet.admissible)
    lines.push(`${red("The draft is inadmissible")}: it breaks a clause of the policy.\n`);
  return lines.join("");
}

/**
 * The fact sheet as text. `footing` says which registry and policy it rests on, in a line.
 */
export function factSheetText(sheet: FactSheet, footing: string, terminal: Terminal): string {
  const { dim, yellow } = terminal.colours;
  const parts = [
    opening(sheet, footing, terminal),
    section(terminal, "Clauses broken", clausesText(sheet, terminal)),
    section(terminal, "To be known", sheet.warnings.map((each) => yellow(warning(each, terminal))).join("")),
    section(terminal, "Agreements", agreementsText(sheet, terminal)),
    section(
      terminal,
      "What would be lost",
      sheet.entitlements.length === 0 ? "" : entitlementsText(sheet.entitlements, terminal),
    ),
    section(terminal, "What of it comes back", againText(sheet.entitlements, terminal)),
    ...othersNamed(sheet, terminal).map(({ title, body }) => section(terminal, title, body)),
    section(terminal, "Where", institutesText(sheet, terminal)),
    sheet.people === 0 ? "" : section(terminal, "Among them", marksText(sheet, terminal)),
    section(terminal, "Who would not be touched", notTouchedText(sheet.notTouched, terminal)),
    section(terminal, "What each could do", remediesText(sheet, terminal)),
    section(terminal, "Money, in units of the shares", moneyText(sheet.money, terminal)),
    sheet.gains.entitlements.length === 0
      ? ""
      : section(terminal, "What would be gained", gainsText(sheet.gains.entitlements, terminal)),
  ];
  const text = parts.join("");
  return text.includes(HIDDEN) ? `${text}\n${dim(paragraph(hiddenNote, terminal, ""))}` : text;
}

/** For losses that end: who has it again from when, and of how many who lose it. */
function againText(entitlements: readonly EntitlementSheet[], terminal: Terminal): string {
  return entitlements
    .flatMap(({ title, counts, people: count, again }) => {
      if (again === undefined) return [];
      const what = counts === "Person" ? "" : ` (${kindWord(counts)})`;
      const days = again.byDay.slice(0, MOST_DAYS).map(({ day, people: by }) => `${figure(by)} from ${day}`);
      const more = again.byDay.length > MOST_DAYS ? [`${again.byDay.length - MOST_DAYS} more days`] : [];
      const whole = `${figure(again.people)} of ${figure(count)}`;
      return [item(`${whole} again: ${title}${what} (${[...days, ...more].join(", ")})`, terminal)];
    })
    .join("");
}

function gainsText(gains: readonly EntitlementSheet[], terminal: Terminal): string {
  return gains
    .map(({ title, counts, people: count, byDay }) => {
      const what = counts === "Person" ? "" : ` (${kindWord(counts)})`;
      const days = byDay.slice(0, MOST_DAYS).map(({ day, people: by }) => `${figure(by)} from ${day}`);
      return item(`${figure(count)}: ${title}${what} (${days.join(", ")})`, terminal);
    })
    .join("");
}
