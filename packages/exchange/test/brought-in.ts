/** A small registry to bring lists into, and the shortest way to do so. Everybody is made up. */
import { day, SINCE_EVER } from "@comity/calendar";
import type { Act } from "@comity/registry";
import {
  bringIn,
  type Decisions,
  formatExchangeProblem,
  formatPlace,
  type Import,
  memorySource,
  NO_DECISIONS,
  NO_MAPPING,
  type Plan,
} from "../src/index.ts";

const header = { recorded: SINCE_EVER, by: "users office", instrument: "form" } as const;

/** Two parties, two institutes, an agreement, two people of whom one has an ORCID iD, and their affiliations. */
export const BASE: readonly Act[] = [
  { act: "party", id: "a1", on: SINCE_EVER, ...header, party: "BY", title: "Belarus", kind: "State" },
  { act: "party", id: "a2", on: SINCE_EVER, ...header, party: "JINR", title: "Joint", kind: "Organisation" },
  {
    act: "institute",
    id: "a3",
    on: SINCE_EVER,
    ...header,
    institute: "INP",
    title: "Institute for Nuclear Problems",
    kind: "laboratory",
    seat: "BY",
    governedBy: "BY",
  },
  {
    act: "institute",
    id: "a4",
    on: SINCE_EVER,
    ...header,
    institute: "J",
    title: "Joint Institute",
    kind: "laboratory",
    seat: "BY",
    governedBy: "JINR",
    ror: "044yd9t77",
  },
  {
    act: "signature",
    id: "a5",
    on: day("2019-06-28"),
    ...header,
    agreement: "ICA-BY",
    title: "Cooperation agreement",
    kind: "ICA",
    parties: ["BY"],
    experiments: [],
    firstDay: day("2019-06-28"),
    renewal: "tacit",
  },
  {
    act: "person",
    id: "a6",
    on: SINCE_EVER,
    ...header,
    person: "p1",
    familyName: "Example",
    givenName: "Anna",
    orcid: "0000-0002-1825-0097",
  },
  {
    act: "person",
    id: "a7",
    on: SINCE_EVER,
    ...header,
    person: "p2",
    familyName: "Sample",
    givenName: "Boris",
  },
  {
    act: "affiliation",
    id: "a8",
    on: day("2021-03-01"),
    ...header,
    person: "p1",
    institute: "INP",
    connection: "affiliated with",
  },
  {
    act: "affiliation",
    id: "a9",
    on: day("2020-01-01"),
    ...header,
    person: "p2",
    institute: "J",
    connection: "affiliated with",
  },
];

export type Files = Readonly<Record<string, string | Uint8Array>>;

export interface Settings {
  readonly mapping?: typeof NO_MAPPING;
  readonly newInstitutes?: boolean;
  readonly cleared?: boolean;
  readonly recorded?: string;
  readonly asOf?: string;
}

/** Brings files into a registry, up to the point where it can be judged. */
export function brought(acts: readonly Act[], files: Files, settings: Settings = {}): Promise<Import> {
  return bringIn(
    acts,
    Object.entries(files).map(([name, content]) => memorySource(name, content)),
    {
      recorded: day(settings.recorded ?? "2024-06-01"),
      by: "users office",
      instrument: "staff list",
      newInstitutes: settings.newInstitutes === true,
      cleared: settings.cleared === true,
      mapping: settings.mapping ?? NO_MAPPING,
      ...(settings.asOf === undefined ? {} : { asOf: day(settings.asOf) }),
    },
  );
}

/** What an import of files into the small registry comes to. */
export async function planOf(
  files: Files,
  {
    base = BASE,
    decisions = NO_DECISIONS,
    ...settings
  }: Settings & { base?: readonly Act[]; decisions?: Decisions } = {},
): Promise<Plan> {
  return (await brought(base, files, settings)).plan(decisions);
}

/** A plan row by row in one line each: what came out, where, of what, and why. */
export function rowsOf(plan: Plan): string[] {
  return plan.judged.map(({ verdict, place, table, subject, changes, question, problems }) =>
    [
      `${verdict}: ${formatPlace(place)} (${table}${subject === undefined ? "" : ` ${subject}`})`,
      ...changes.map(({ field, from, to }) => `${field} ${from ?? "-"} -> ${to ?? "-"}`),
      ...(question === undefined ? [] : [question.asks]),
      ...problems.map(({ place: _place, ...problem }) => formatExchangeProblem(problem)),
    ].join("; "),
  );
}

/** The message of whatever an import is refused with. */
export async function refusalOf(files: Files, settings: Settings = {}): Promise<string> {
  try {
    await brought(BASE, files, settings);
  } catch (error) {
    return (error as Error).message;
  }
  return "it was read";
}
