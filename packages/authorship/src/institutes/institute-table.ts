/**
 * Institutes that author lists print, with the party that speaks for each: from ROR's records (`data/ror-institutes.csv`, CC0 1.0)
 * and from how lists print them (`data/also-called.csv`). The party is a decision of these tables and of a registry, never of a
 * country field: an international organisation is a party of its own wherever it sits.
 */
import { readFileSync } from "node:fs";
import { readInstituteTable } from "@comity/registry";
import Papa from "papaparse";
import { nameWords } from "./name-words.ts";

export interface TabledInstitute {
  /** `ror:044yd9t77`, or `inst:` or `inspire:` and a slug where no ROR id was found. */
  readonly id: string;
  readonly ror?: string;
  readonly title: string;
  /** ISO 3166 code of the state where it sits. */
  readonly seat: string;
  readonly city: string;
  /** A state's code, or the id of an organisation (`JINR`, `CERN`). */
  readonly party: string;
}

/** A way to say an institute's name, as words. */
export interface Phrase {
  readonly words: readonly string[];
  readonly institute: TabledInstitute;
  /** How far it says whose it is without a place beside it: `alone` needs none, `placed` needs the state or the city. */
  readonly speaks: "alone" | "placed";
}

/** Words that say what an institute is and not which. */
const GENERAL = new Set(
  (
    "institute university nuclear research physics national center laboratory technology technical academy sciences theoretical experimental " +
    "high energy particle problems engineering polytechnic department faculty school college general applied joint international " +
    "power mathematics chemistry biology medical biophysics astronomy space informatics systems materials economics"
  ).split(" "),
);

/** Cities as lists in other languages call them, where the tables have the English name alone. */
const OTHER_CITIES: Readonly<Record<string, string>> = {
  moskva: "RU",
  moskau: "RU",
  moscou: "RU",
  peterburg: "RU",
  leningrad: "RU",
  gomel: "BY",
  mogilev: "BY",
  vitebsk: "BY",
};

/** Whether the words hold one that not every institute of the kind has in its name. */
export function isDistinctive(words: readonly string[]): boolean {
  return words.length >= 2 && words.some((word) => word.length > 2 && !GENERAL.has(word));
}

const csv = (name: string): Record<string, string>[] =>
  Papa.parse<Record<string, string>>(readFileSync(new URL(`../../data/${name}`, import.meta.url), "utf8"), {
    header: true,
    skipEmptyLines: true,
  }).data;

const parted = (text: string): string[] =>
  text
    .split(" | ")
    .map((part) => part.trim())
    .filter((part) => part !== "");

export interface InstituteTables {
  readonly byRor: ReadonlyMap<string, TabledInstitute>;
  readonly phrases: readonly Phrase[];
  /** Cities by their words, with the institutes' seats: for lists that print a city and no state. */
  readonly cities: ReadonlyMap<string, ReadonlySet<string>>;
}

let tables: InstituteTables | undefined;

/** The tables that come with this package, read once. */
export function instituteTables(): InstituteTables {
  tables ??= readTables();
  return tables;
}

function readTables(): InstituteTables {
  const byRor = new Map<string, TabledInstitute>();
  const phrases: Phrase[] = [];
  const cities = new Map<string, Set<string>>();
  const say = (institute: TabledInstitute, name: string, speaks?: Phrase["speaks"]): void => {
    const words = nameWords(name);
    if (words.length > 0)
      phrases.push({ words, institute, speaks: speaks ?? (isDistinctive(words) ? "alone" : "placed") });
  };
  const settle = ({ city, seat }: TabledInstitute): void => {
    const key = nameWords(city).join(" ");
    if (key === "") return;
    const seats = cities.get(key);
    if (seats === undefined) cities.set(key, new Set([seat]));
    else seats.add(seat);
  };
  for (const [city, seat] of Object.entries(OTHER_CITIES)) cities.set(city, new Set([seat]));
  // What is written by hand comes first: of two institutes of one phrase the first counts.
  for (const row of csv("also-called.csv")) {
    const ror = row.institute!.startsWith("ror:") ? row.institute!.slice(4) : undefined;
    const institute: TabledInstitute = {
      id: row.institute!,
      title: row.name!,
      seat: row.seat!,
      city: row.city!,
      party: row.party!,
      ...(ror === undefined ? {} : { ror }),
    };
    if (ror !== undefined) byRor.set(ror, institute);
    settle(institute);
    say(institute, institute.title);
    for (const phrase of parted(row.phrases!)) {
      // A word marked with a star stands for one institute wherever it is printed.
      if (phrase.startsWith("*")) say(institute, phrase.slice(1), "alone");
      else say(institute, phrase, nameWords(phrase).length >= 3 ? undefined : "placed");
    }
  }
  for (const row of csv("ror-institutes.csv")) {
    const known = byRor.get(row.ror!);
    const institute = known ?? {
      id: `ror:${row.ror}`,
      ror: row.ror!,
      title: row.name!,
      seat: row.seat!,
      city: row.city!,
      party: row.party!,
    };
    byRor.set(row.ror!, institute);
    settle(institute);
    for (const name of [row.name!, ...parted(row.also_called!)])
      if (nameWords(name).length >= 2) say(institute, name);
  }
  for (const [shortName, institutes] of readInstituteTable().ofName) {
    const [first] = institutes;
    if (first === undefined) continue;
    const known = first.ror === undefined ? undefined : byRor.get(first.ror);
    const { id, title, seat, party, ror } = first;
    const institute = known ?? { id, title, seat, city: "", party, ...(ror === undefined ? {} : { ror }) };
    // Short names are INSPIRE's own: each stands for one institute, place or not.
    say(institute, shortName, "alone");
  }
  return { byRor, phrases, cities };
}
