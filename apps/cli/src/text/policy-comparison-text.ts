/** Two policies side by side. */
import type {
  InstituteSides,
  Pair,
  PolicyComparison,
  Reason,
  SharedEntitlement,
  Sides,
} from "@comity/decision";
import type { Terminal } from "../terminal.ts";
import { figureTable, type Row } from "./comparison-text.ts";
import { figure, HIDDEN, hiddenNote, kindWord } from "./figures.ts";
import { table } from "./table.ts";
import { clean, cutTo, widthOf, wrapped } from "./width.ts";

/** Institutes are listed where the policies differ most. */
const MOST_INSTITUTES = 15;
/** Of each entitlement and side so many reasons are told. */
const MOST_REASONS = 2;

/** A policy's title is cut no further than this, however long the path of its file. */
const SHORTEST_TITLE = 20;

const SIDES = [
  ["a", "A", "B"],
  ["b", "B", "A"],
] as const;

/** To whom it is given, where these are not simply people. */
const withKind = (words: string, counts: string): string =>
  counts === "Person" || counts === "" ? words : `${words} (${kindWord(counts)})`;

/** What an entitlement allows where both policies say the same; else its name. */
function wordsOf({ title, name, counts }: SharedEntitlement): string {
  const words = title.a === title.b ? title.a : name.replaceAll("_", " ");
  return withKind(words, counts);
}

const alone = ({ onlyA, onlyB }: Sides) => [onlyA, onlyB];

function holdersText(
  { people, more, entitlements }: PolicyComparison,
  terminal: Terminal,
): [string, string][] {
  const { green } = terminal.colours;
  const everybody: Row[] = [
    { what: "people who may do something", sides: people, more: [...alone(people), people.both] },
    { what: "people who may do more, or for longer", sides: more, more: [...alone(more), more.both] },
  ];
  const isLonger = entitlements.some(({ longer }) => longer.a !== 0 || longer.b !== 0);
  const rows = entitlements.map(
    (each): Row => ({
      what: wordsOf(each),
      sides: each.hold,
      more: [...alone(each.hold), ...(isLonger ? [each.longer.a, each.longer.b] : [])],
    }),
  );
  const headings = ["only A", "only B", ...(isLonger ? ["longer in A", "longer in B"] : [])];
  return [
    [
      "Who",
      people.a === 0 && people.b === 0
        ? ""
        : figureTable(everybody, ["only A", "only B", "both"], terminal, green),
    ],
    ["Who may do what", rows.length === 0 ? "" : figureTable(rows, headings, terminal, green)],
  ];
}

function institutesText({ byInstitute }: PolicyComparison, terminal: Terminal): string {
  const differing = byInstitute.filter(({ more }) => more.a !== 0 || more.b !== 0);
  const rows = differing.slice(0, MOST_INSTITUTES).map(
    ({ name, partyName, more }: InstituteSides): Row => ({
      what: partyName === "" ? name : `${name} (${partyName})`,
      sides: more,
      more: alone(more),
    }),
  );
  const left = differing.length - rows.length;
  const rest = left > 0 ? terminal.colours.dim(`  and ${left} more; --json lists all of them\n`) : "";
  return rows.length === 0
    ? ""
    : figureTable(rows, ["only A", "only B"], terminal, terminal.colours.green) + rest;
}

const named = ({ id, source }: { readonly id: string; readonly source?: string }): string =>
  `by rule \`${clean(id)}\`${source === undefined ? "" : `, ${clean(source)}`}`;

/** A reason as lines: what holds here, what it would have needed there. */
function reasonLines(reason: Reason, here: string, there: string): string[] {
  const { cases, asked, example } = reason;
  const some =
    cases === null || asked === null || cases === asked ? "" : ` (${cases} of ${asked} asked about)`;
  const byRule = new Map<string, string[]>();
  for (const { rule, lacks } of reason.there) {
    const what = lacks.length === 0 ? "what the rule asks" : lacks.map(clean).join(", and ");
    byRule.set(named(rule), [...(byRule.get(named(rule)) ?? []), what]);
  }
  const ways = [...byRule].map(
    ([rule, whats], at) => `${at === 0 ? `${there}: it would take` : "or"}: ${whats.join("; or ")}; ${rule}`,
  );
  return [
    `${here}: ${clean(reason.title)}, ${named(reason.rule)}${some}`,
    ...(ways.length === 0 ? [`${there}: no rule gives it`] : ways),
    ...(example === null
      ? []
      : [`for instance ${example.tuple.map((value) => clean(String(value))).join(" ")} on ${example.on}`]),
  ];
}

function reasonsText({ entitlements }: PolicyComparison, terminal: Terminal): string {
  const { bold, dim } = terminal.colours;
  /** One reason may part the policies in several entitlements: it is told once. */
  const told = new Map<string, string[]>();
  for (const each of entitlements)
    for (const [side, here, other] of SIDES)
      for (const reason of each.reasons[side].slice(0, MOST_REASONS)) {
        const lines = reasonLines(reason, here, other);
        const { word, rule, there: ways } = reason;
        const key = JSON.stringify([side, word, rule.id, ways]);
        const known = told.get(key);
        if (known === undefined) told.set(key, [wordsOf(each), ...lines]);
        else if (!known[0]!.split("; ").includes(wordsOf(each))) known[0] += `; ${wordsOf(each)}`;
      }
  const folded = (text: string, indent: string): string =>
    wrapped(text, terminal.width - indent.length - 2)
      .map((line, at) => `${indent}${at === 0 ? "" : "  "}${line}\n`)
      .join("");
  return [...told.values()]
    .map(([what, ...lines]) => {
      const below = lines.map((line) =>
        line.startsWith("for instance") ? dim(folded(line, "    ")) : folded(line, "    "),
      );
      return `${bold(folded(what!, "  "))}${below.join("")}`;
    })
    .join("");
}

function ownText({ own, mismatched }: PolicyComparison, terminal: Terminal): string {
  const rows = SIDES.flatMap(([side, letter]) =>
    own[side].map(({ name, title, counts, hold }) => [letter, name, withKind(title, counts), figure(hold)]),
  );
  const columns = [
    { title: "" },
    { title: "" },
    { title: "", isFlexible: true },
    { title: "", align: "right" as const },
  ];
  const list = rows.length === 0 ? "" : table(columns, rows, { width: terminal.width, indent: "  " });
  const others = mismatched.flatMap(({ a, b }) =>
    wrapped(`not compared: \`${clean(a)}\` in A, \`${clean(b)}\` in B`, terminal.width - 4).map(
      (line, at) => `${at === 0 ? "  " : "    "}${line}
`,
    ),
  );
  return list + others.join("");
}

function recordsText({ records: { only, empty } }: PolicyComparison, terminal: Terminal): string {
  const line = (lead: string, names: readonly string[]): string =>
    names.length === 0
      ? ""
      : wrapped(`${lead}: ${names.map((name) => `\`${clean(name)}\``).join(", ")}`, terminal.width - 4)
          .map((each, at) => `${at === 0 ? "  " : "    "}${each}\n`)
          .join("");
  const both = empty.a.filter((name) => empty.b.includes(name));
  const rest = (names: readonly string[]): string[] => names.filter((name) => !both.includes(name));
  return [
    line("A alone asks for", only.a),
    line("B alone asks for", only.b),
    line("not in this registry, and empty, under both", both),
    line("not in this registry, and empty, under A", rest(empty.a)),
    line("not in this registry, and empty, under B", rest(empty.b)),
  ].join("");
}

/** The clauses that something breaks under one policy and nothing under the other. */
function clausesText({ clauses }: PolicyComparison, terminal: Terminal): string {
  const { red } = terminal.colours;
  return clauses
    .filter(({ cases }) => (cases.a === 0) !== (cases.b === 0))
    .map(({ title, cases, isKnown }) => {
      const [side, letter, other, count] =
        cases.b === 0 ? (["b", "A", "B", cases.a] as const) : (["a", "B", "A", cases.b] as const);
      const there = isKnown[side] ? `not under ${other}` : `${other} does not have it`;
      return `  ${red("broken")} under ${letter} (${figure(count)} ${count === 1 ? "case" : "cases"}), ${there}: ${clean(title)}\n`;
    })
    .join("");
}

/** A comparison as text; `A` and `B` stand for the policies. `files` are where these were read, as they are shown. */
export function policyComparisonText(
  comparison: PolicyComparison,
  files: Pair<string>,
  footing: string,
  terminal: Terminal,
): string {
  const { bold, dim } = terminal.colours;
  const head = SIDES.map(([side, letter]) => {
    const { policy, decision } = comparison[side];
    const file = `(${clean(files[side])})`;
    const room = terminal.width - 3;
    const title = cutTo(clean(policy), Math.max(room - widthOf(file) - 1, SHORTEST_TITLE));
    const draft = decision === null ? [] : [cutTo(`with the draft "${clean(decision)}"`, room)];
    return [`${bold(letter)}  ${title} ${file}\n`, ...draft.map((line) => `   ${line}\n`)].join("");
  });
  const sections: [string, string][] = [
    ...holdersText(comparison, terminal),
    ["Who may do more, by institute", institutesText(comparison, terminal)],
    ["Why", reasonsText(comparison, terminal)],
    ["What one policy alone knows", ownText(comparison, terminal)],
    ["Records", recordsText(comparison, terminal)],
    ["Clauses", clausesText(comparison, terminal)],
  ];
  const body = sections
    .filter(([, text]) => text !== "")
    .map(([heading, text]) => `\n${bold(heading)}\n${text}`)
    .join("");
  const lines = wrapped(footing, terminal.width).map((line) => `${dim(line)}\n`);
  const none = comparison.entitlements.length === 0 ? "\nThe policies share no entitlement.\n" : "";
  const text = `${head.join("")}${lines.join("")}${none}${body}`;
  if (!text.includes(HIDDEN)) return text;
  const note = wrapped(hiddenNote, terminal.width).map((line) => `${dim(line)}\n`);
  return `${text}\n${note.join("")}`;
}
