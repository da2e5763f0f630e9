/** What a fact sheet says of those other than people who lose something: how many of each kind, and which ones. */
import type { FactSheet, OtherLosersSheet } from "@comity/decision";
import type { Terminal } from "../terminal.ts";
import { kindWord, kindWords, listed, ofKind } from "./figures.ts";
import { table } from "./table.ts";
import { clean, formatCount } from "./width.ts";

/** Lists longer than this are cut; `--json` has all of them. */
const MOST_LISTED = 20;
/** So many institutes are named beside one who loses something. */
const MOST_INSTITUTES = 2;

const earliest = (others: readonly OtherLosersSheet[]): string =>
  others
    .map(({ firstDay }) => firstDay)
    .sort((a, b) => (a === "since ever" ? -1 : b === "since ever" ? 1 : a < b ? -1 : 1))[0]!;

/**
 * Where no person loses anything: who else does, or that nobody does. Where people do, a further sentence on institutes,
 * states and the like; their families stand among the entitlements.
 */
export function othersSentence({ people, others }: FactSheet): string {
  const told = people === 0 ? others : others.filter(({ impersonal }) => impersonal === true);
  if (told.length === 0) return people === 0 ? "Nobody would lose anything." : "";
  const who = listed(told.map(({ kind, count }) => ofKind(count, kind)));
  const first = `the first on ${earliest(told)}`;
  return people === 0
    ? `${who} would lose something, ${first}; no person would.`
    : ` So would ${who}, ${first}.`;
}

/** Whom a remedy helps, where these are no people. */
export function othersHelped(others: readonly { readonly kind: string; readonly count: number }[]): string {
  return listed(others.map(({ kind, count }) => ofKind(count, kind)));
}

/** For each kind that is no people: which ones lose something, through which institutes, and from which day. */
export function othersNamed({ others }: FactSheet, terminal: Terminal): { title: string; body: string }[] {
  const { dim } = terminal.colours;
  return others.flatMap(({ kind, named }) => {
    if (named.length === 0 || kind === "") return [];
    const some = named.slice(0, MOST_LISTED);
    const through = ({ institutes }: (typeof named)[number]): string => {
      const names = institutes.slice(0, MOST_INSTITUTES).map(({ name }) => name);
      const left = institutes.length - names.length;
      return clean(`${names.join(", ")}${left > 0 ? ` and ${formatCount(left)} more` : ""}`);
    };
    const hasInstitutes = some.some(({ institutes }) => institutes.length > 0);
    const rows = some.map((each) => [
      clean(each.title === each.id ? each.id : `${each.title} (${each.id})`),
      ...(hasInstitutes ? [through(each)] : []),
      each.day,
    ]);
    const columns = [
      { title: kindWord(kind), isFlexible: true },
      ...(hasInstitutes ? [{ title: "institute", isFlexible: true }] : []),
      { title: "first day without" },
    ];
    const left = named.length - some.length;
    const rest =
      left > 0 ? dim(`  and ${formatCount(left)} more ${kindWords(kind)}; --json lists all of them\n`) : "";
    const body = table(columns, rows, { width: terminal.width, indent: "  ", heading: dim }) + rest;
    return [{ title: `Which ${kindWords(kind)}`, body }];
  });
}
