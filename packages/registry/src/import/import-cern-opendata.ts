/**
 * An author list of the CERN Open Data portal as a registry: people, institutes, the parties that govern them and the
 * agreements behind, so that one may ask what the end of an agreement would have meant for a real collaboration.
 *
 * What the list does not say, and is assumed: everybody on it was affiliated, took part and was qualified to sign on
 * the list's day, and nothing is known of an end; the first institute of an entry is the main one; the dues of the institutes
 * were paid. Contracts, presence and residence are not on the list and are left out.
 */
import { randomInt } from "node:crypto";
import { CalendarError, type Day, day, formatDay } from "@comity/calendar";
import { didYouMean } from "@comity/policy";
import type { Act } from "../acts.ts";
import type { RegistryMeta } from "../descriptor.ts";
import { type AuthorList, type ListedPerson, readAuthorList } from "./author-list.ts";
import { cooperationActs, type KnownParty, readParties, unknownParty } from "./cooperation.ts";
import { ImportError, type ImportErrorCode } from "./import-error.ts";
import { countRemarks, type ImportReport } from "./import-report.ts";
import { instituteSlug, type KnownInstitute, lettersOf, readInstituteTable } from "./institute-table.ts";
import { madeUpNames, wordsOf } from "./made-up-names.ts";

export interface ImportOptions {
  /** Made-up names and ids that do not follow from the names. Exactly one of this and `names` must be chosen. */
  readonly pseudonyms?: boolean;
  /** The names as printed on the list. */
  readonly names?: boolean;
  /** Name of the file in messages. */
  readonly file?: string;
  /** The list's day, `2010-12-31`, in place of the last day of the record's year. */
  readonly asOf?: string;
  /** Path of the policy to use, relative to the folder in which the registry will stand. */
  readonly policy?: string;
  /** A whole number from 0 up to below `below`: deals out the pseudonyms. By default from the system's randomness. */
  readonly random?: (below: number) => number;
}

/** What `writeRegistry(folder, acts, meta)` takes, and what to tell whoever imports. */
export interface ImportedRegistry {
  readonly acts: readonly Act[];
  readonly meta: RegistryMeta;
  readonly report: ImportReport;
}

function refusal(file: string, code: ImportErrorCode, message: string, help: string): ImportError {
  return new ImportError([{ category: "incorrect", code, message, file, help }]);
}

function checkChoice(options: ImportOptions, file: string): void {
  if (options.pseudonyms === true && options.names === true)
    throw refusal(
      file,
      "names-or-pseudonyms",
      "`--pseudonyms` and `--names` exclude each other",
      "choose one",
    );
  if (options.pseudonyms !== true && options.names !== true)
    throw refusal(
      file,
      "names-or-pseudonyms",
      "the list holds names of real people, and nobody said whether to keep them",
      "say `--pseudonyms` to put made-up names in their place, or `--names` to keep them: what then is written is personal data",
    );
}

function listDayOf(list: AuthorList, options: ImportOptions, file: string): Day {
  if (options.asOf !== undefined) {
    try {
      return day(options.asOf);
    } catch (error) {
      if (!(error instanceof CalendarError)) throw error;
      throw refusal(file, "malformed-day", error.message, error.help ?? "write a day as `2010-12-31`");
    }
  }
  if (list.year === undefined)
    throw refusal(
      file,
      "no-year",
      "the record has no year in `date_created`",
      "say of which day the list is: `--as-of 2010-12-31`",
    );
  return day(`${list.year}-12-31`);
}

/** Finds institutes by their short names; keeps those that the table does not have. */
class Institutes {
  readonly #table = readInstituteTable();
  readonly #found = new Map<string, readonly KnownInstitute[]>();
  readonly used = new Map<string, KnownInstitute>();
  readonly unknown = new Map<string, KnownInstitute>();
  readonly readAs = new Map<string, string>();

  of(shortName: string): readonly KnownInstitute[] {
    const before = this.#found.get(shortName);
    if (before !== undefined) return before;
    const found = this.#table.ofName.get(shortName) ?? this.#lookAlike(shortName) ?? [this.#kept(shortName)];
    for (const institute of found) this.used.set(institute.id, institute);
    this.#found.set(shortName, found);
    return found;
  }

  #lookAlike(shortName: string): readonly KnownInstitute[] | undefined {
    const meant = this.#table.sameLetters.get(lettersOf(shortName));
    if (meant === undefined) return undefined;
    this.readAs.set(shortName, meant);
    return this.#table.ofName.get(meant);
  }

  #kept(shortName: string): KnownInstitute {
    let id = instituteSlug(shortName);
    for (let again = 2; this.used.has(id); again++) id = `${instituteSlug(shortName)}-${again}`;
    const { party } = unknownParty;
    const institute = { id, title: shortName, seat: party, kind: "not known", party };
    this.unknown.set(shortName, institute);
    return institute;
  }

  /** "did you mean `Bristol U.`?" where a short name of the table is near. */
  help(shortName: string): string | undefined {
    return didYouMean(shortName, this.#table.ofName.keys());
  }
}

interface Imported {
  readonly listed: ListedPerson;
  readonly institutes: readonly KnownInstitute[];
}

/** Deals the list anew, so that a place in it tells nothing of a name (Fisher and Yates). */
function shuffled<T>(values: readonly T[], random: (below: number) => number): T[] {
  const dealt = [...values];
  for (let last = dealt.length - 1; last > 0; last--) {
    const other = random(last + 1);
    [dealt[last], dealt[other]] = [dealt[other]!, dealt[last]!];
  }
  return dealt;
}

function personActs(people: readonly Imported[], names: boolean, listDay: Day, experiment: string): Act[] {
  const taken = new Set(people.flatMap(({ listed }) => wordsOf(listed.name)));
  const madeUp = names ? [] : madeUpNames(people.length, taken);
  const acts: Act[] = [];
  people.forEach(({ listed, institutes }, index) => {
    const person = `p${String(index + 1).padStart(5, "0")}`;
    const header = { on: listDay, recorded: listDay, by: "import", instrument: "author list" } as const;
    const [familyName, givenName] = listed.name.split(/,\s*/u, 2);
    const name = names
      ? {
          familyName: familyName === undefined || familyName === "" ? "(no name on the list)" : familyName,
          ...(givenName === undefined || givenName === "" ? {} : { givenName }),
        }
      : madeUp[index]!;
    acts.push({ ...header, act: "person", id: `${person}:person`, person, ...name });
    institutes.forEach(({ id: institute }, place) => {
      acts.push({
        ...header,
        act: "affiliation",
        id: `${person}:affiliation-${place + 1}`,
        person,
        institute,
        connection: place === 0 ? "affiliated with" : "also at",
      });
    });
    const [main] = institutes;
    acts.push({
      ...header,
      act: "membership",
      id: `${person}:membership`,
      person,
      experiment,
      ...(main === undefined ? {} : { institute: main.id }),
    });
    acts.push({ ...header, act: "qualification", id: `${person}:qualification`, person, experiment });
  });
  return acts;
}

function instituteActs(institutes: Iterable<KnownInstitute>, listDay: Day, experiment: string): Act[] {
  const acts: Act[] = [];
  for (const { id: institute, title, kind, seat, party: governedBy, ror } of institutes) {
    const header = { on: listDay, recorded: listDay, by: "import", instrument: "author list" } as const;
    acts.push({
      ...header,
      act: "institute",
      id: `${institute}:institute`,
      instrument: ror === undefined ? "table of INSPIRE short names" : "table of INSPIRE short names; ROR",
      institute,
      title,
      kind,
      seat,
      governedBy,
      ...(ror === undefined ? {} : { ror }),
    });
    acts.push({ ...header, act: "team", id: `${institute}:team`, institute, experiment });
    acts.push({
      ...header,
      act: "dues",
      id: `${institute}:dues`,
      instrument: "assumed: the institute's people sign",
      institute,
      experiment,
    });
  }
  return acts;
}

function partiesOf(institutes: Iterable<KnownInstitute>): KnownParty[] {
  const known = readParties();
  const ids = new Set(["CERN"]);
  for (const { seat, party } of institutes) ids.add(seat).add(party);
  return [...ids].sort().map((id) => known.get(id) ?? unknownParty);
}

function peopleBy(
  people: readonly Imported[],
  key: (institute: KnownInstitute) => string,
): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { institutes } of people)
    for (const each of new Set(institutes.map(key))) counts.set(each, (counts.get(each) ?? 0) + 1);
  return counts;
}

function reportOf(
  list: AuthorList,
  people: readonly Imported[],
  found: Institutes,
  parties: readonly KnownParty[],
  place: Pick<ImportReport, "file" | "listDay" | "listDayFrom">,
): ImportReport {
  const atInstitute = peopleBy(people, ({ id }) => id);
  const atParty = peopleBy(people, ({ party }) => party);
  const onlyHere = peopleBy(
    people.filter(({ institutes }) => new Set(institutes.map(({ party }) => party)).size === 1),
    ({ party }) => party,
  );
  const used = [...found.used.values()];
  const byPeople = (a: { people: number }, b: { people: number }): number => b.people - a.people;
  return {
    ...place,
    title: list.title,
    experiment: list.experiment,
    entries: list.entries,
    people: people.length,
    withoutAffiliation: people.filter(({ institutes }) => institutes.length === 0).length,
    withSeveralInstitutes: people.filter(({ institutes }) => institutes.length > 1).length,
    parties: parties
      .map(({ party, title }) => ({
        party,
        title,
        institutes: used.filter((institute) => institute.party === party).length,
        people: atParty.get(party) ?? 0,
        onlyHere: onlyHere.get(party) ?? 0,
      }))
      .filter(({ institutes }) => institutes > 0)
      .sort(byPeople),
    institutes: used
      .map(({ id, title, party }) => ({ institute: id, title, party, people: atInstitute.get(id) ?? 0 }))
      .sort(byPeople),
    unknownNames: [...found.unknown].map(([shortName, { id }]) => {
      const help = found.help(shortName);
      const people = atInstitute.get(id) ?? 0;
      return { shortName, institute: id, people, ...(help === undefined ? {} : { help }) };
    }),
    readAs: [...found.readAs].map(([written, shortName]) => ({ written, shortName })),
    remarks: countRemarks(list.remarks),
  };
}

function metaOf(list: AuthorList, listDay: Day, options: ImportOptions): RegistryMeta {
  const date = formatDay(listDay);
  const slug = `author-list-${list.experiment}-${date.slice(0, 4)}`.toLowerCase().replace(/[^a-z0-9]+/g, "-");
  const record = /^[0-9]+$/.test(list.recid) ? `, record ${list.recid}` : "";
  return {
    name: slug,
    title: `Author list of ${list.experiment === "" ? "an experiment" : list.experiment}, ${date}`,
    description:
      options.names === true
        ? "Made from a public author list, with the names of real people: personal data."
        : "Made from a public author list. Institutes are real; the names of people are made up and stand for real people.",
    licence: "CC0-1.0",
    sources: [
      {
        title: `CERN Open Data portal${record}`,
        ...(record === "" ? {} : { path: `https://opendata.cern.ch/record/${list.recid}` }),
      },
    ],
    ...(options.policy === undefined ? {} : { policy: options.policy }),
    host: "CERN",
  };
}

/**
 * Reads an author-list record and gives the acts of a registry, with a report in counts. Throws an `ImportError` with
 * every problem and its place, before anything is made.
 *
 *     const { acts, meta, report } = importCernOpendata(readFileSync(file), { pseudonyms: true, file });
 *     report.people                                   // 3167 on the CMS list of 2010
 *     writeRegistry("cms-2010", acts, meta);
 *
 * Ids of people are dealt at random and their acts stand in that order, so that neither follows from a name or a place on
 * the list. That keeps names out of the registry; it does not make it anonymous, since the list itself is public and the
 * only person of an institute can be found there.
 */
export function importCernOpendata(input: string | Uint8Array, options: ImportOptions): ImportedRegistry {
  const file = options.file ?? "author list";
  checkChoice(options, file);
  const list = readAuthorList(input, file);
  const listDay = listDayOf(list, options, file);
  const experiment = list.experiment === "" ? "experiment" : list.experiment;
  const found = new Institutes();
  const people = shuffled(
    list.people.map((listed): Imported => {
      const institutes = new Map(
        listed.shortNames.flatMap((name) => found.of(name).map((at) => [at.id, at])),
      );
      return { listed, institutes: [...institutes.values()] };
    }),
    options.random ?? ((below) => randomInt(below)),
  );
  const used = [...found.used.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
  const parties = partiesOf(used);
  const listDayFrom = options.asOf === undefined ? "the record" : "the option";
  return {
    meta: metaOf(list, listDay, options),
    acts: [
      ...cooperationActs(parties, listDay),
      {
        act: "experiment",
        id: `experiment:${experiment}`,
        on: listDay,
        recorded: listDay,
        by: "import",
        instrument: "author list",
        experiment,
        title: experiment,
      },
      ...instituteActs(used, listDay, experiment),
      ...personActs(people, options.names === true, listDay, experiment),
    ],
    report: reportOf(list, people, found, parties, { file, listDay, listDayFrom }),
  };
}
