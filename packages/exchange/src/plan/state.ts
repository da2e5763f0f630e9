/** What all parts of a plan share: the registry, the clerk's answers, and what the rows judged so far register. */
import type { Day } from "@comity/calendar";
import { didYouMean } from "@comity/policy";
import { type Act, lettersOf, orcidFault, type PersonAct } from "@comity/registry";
import type { ImportedTable, IncomingRow } from "../incoming.ts";
import type { Known } from "../match/known.ts";
import { type ExchangeProblem, formatPlace, type Place } from "../problems.ts";
import type { Change, Judged, Verdict } from "./judgement.ts";
import { type Answer, type Decisions, notAnAnswer, type Question } from "./questions.ts";
import { ownColumns, writtenValue } from "./values.ts";

export interface PlanOptions {
  /** The day on which the registry learns of it. */
  readonly recorded: Day;
  /** Who brings it in. */
  readonly by: string;
  /** The document that evidences it; a row may name its own. */
  readonly instrument: string;
  /** Whether institutes that a directory (ROR) mentions and nobody has are brought in. */
  readonly newInstitutes?: boolean;
  /** Whether whoever reads the plan may see who is under an alias. */
  readonly cleared?: boolean;
}

/** A row's subject: found, new under an identifier, or neither. */
export type Resolution =
  | { readonly state: "known"; readonly id: string }
  | { readonly state: "new"; readonly id: string }
  | { readonly state: "doubtful"; readonly question: Question }
  | { readonly state: "left out"; readonly because: string }
  | {
      readonly state: "refused";
      readonly problem: ExchangeProblem;
      /** What a clerk may answer all the same. */
      readonly question?: Question;
    };

/** For so many names that are not known the nearest one is looked for, among so many. */
const MOST_HELPED = 200;
const MOST_COMPARED = 5_000;

const UNSHOWN = /[\p{Cc}\u2028\u2029]+/gu;

/** Text on one line. */
export function onOneLine(text: string): string {
  return text.replace(UNSHOWN, " ").trim();
}

/** What a row says of a subject in one column. */
interface Saying {
  readonly text: string;
  readonly place: Place;
  readonly judged: number;
}

/** What rows say of the days of one affiliation on record. */
export interface TieSaying {
  readonly on?: Day;
  readonly lastDay?: Day;
  readonly place: Place;
  /** -1 where the row was forgotten. */
  readonly judged: number;
}

/** Rows that said nothing new and are not kept: what they spoke of, so that others do not say otherwise unnoticed. */
export interface Forgotten {
  /** By table and subject: where they stood, and in which columns they said something. */
  readonly subjects: Map<string, { readonly place: Place; readonly keys: readonly string[] }>;
  /** By the act of an affiliation. */
  readonly ties: Map<string, TieSaying>;
}

export class PlanState {
  readonly known: Known;
  readonly decisions: Decisions;
  readonly options: PlanOptions;
  /** The set's identifier, and how the ids of its acts begin. */
  readonly set: string;
  /** Subjects that rows of this import were before, when the same file was brought in: by the row's key. */
  readonly repeats: ReadonlyMap<string, Act>;
  readonly judged: Judged[] = [];
  readonly forgotten: Forgotten;
  readonly #tieSayings = new Map<string, TieSaying>();
  /** Where each new subject is registered. */
  readonly registered = new Map<
    string,
    { readonly place: Place; readonly row: IncomingRow; readonly judged: number }
  >();
  /** The row that changes a subject, by its place among the judged: a second one is put together with it. */
  readonly changed = new Map<string, number>();
  readonly #sayings = new Map<string, Map<string, Saying>>();
  /** Institutes of an author list by what it calls them. */
  readonly local = new Map<string, Resolution>();
  readonly newRors = new Map<string, string>();
  readonly newTitles = new Map<string, string[]>();
  readonly #taken = new Set<string>();
  readonly #nearest = new Map<string, string>();
  #lastPerson: number | undefined;

  constructor(
    known: Known,
    decisions: Decisions,
    options: PlanOptions,
    set: string,
    repeats: ReadonlyMap<string, Act>,
    forgotten: Forgotten,
  ) {
    this.forgotten = forgotten;
    this.known = known;
    this.decisions = decisions;
    this.options = options;
    this.set = set;
    this.repeats = repeats;
  }

  /**
   * `did you mean ...?`, where a name is near. Looked for a limited number of times: a file in which nothing fits needs no help
   * with each of its rows.
   */
  nearest(text: string, names: () => Iterable<string>): string | undefined {
    const known = this.#nearest.get(text);
    if (known !== undefined) return known === "" ? undefined : known;
    if (this.#nearest.size >= MOST_HELPED) return undefined;
    const found = didYouMean(text, [...names()].slice(0, MOST_COMPARED));
    this.#nearest.set(text, found ?? "");
    return found;
  }

  /** What rows of the import register is called; undefined where no row does. */
  registeredAt(table: ImportedTable, id: string): Place | undefined {
    return this.registered.get(`${table}\u0000${id}`)?.place;
  }

  has(table: ImportedTable, id: string): boolean {
    return this.known.entity(table, id) !== undefined || this.registered.has(`${table}\u0000${id}`);
  }

  register(id: string, row: IncomingRow): void {
    const { place } = row;
    this.registered.set(`${row.table}\u0000${id}`, { place, row, judged: this.judged.length });
    this.#taken.add(id);
  }

  /** An identifier for a new person: it follows from nothing about them. */
  nextPerson(): string {
    if (this.#lastPerson === undefined) {
      this.#lastPerson = 0;
      for (const id of this.known.folded.people.keys()) {
        const number = /^p(\d{1,9})$/.exec(id)?.[1];
        if (number !== undefined) this.#lastPerson = Math.max(this.#lastPerson, Number(number));
      }
      // Nobody gets the identifier of somebody who was withdrawn.
      for (const act of this.known.acts)
        if (act.act === "person") {
          const number = /^p(\d{1,9})$/.exec((act as PersonAct).person)?.[1];
          if (number !== undefined) this.#lastPerson = Math.max(this.#lastPerson, Number(number));
        }
    }
    for (;;) {
      const id = `p${String(++this.#lastPerson).padStart(5, "0")}`;
      if (!this.#taken.has(id) && !this.has("people", id)) return id;
    }
  }

  /** An identifier for a new institute, made of its name. */
  nextInstitute(title: string): string {
    const slug = title
      .normalize("NFKD")
      .replace(/\p{M}+/gu, "")
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]+/gu, "-")
      .replace(/^-+|-+$/g, "");
    const stem = `institute:${slug === "" ? "nameless" : slug.slice(0, 60)}`;
    for (let again = 1; ; again++) {
      const id = again === 1 ? stem : `${stem}-${again}`;
      if (!this.has("institutes", id) && !this.#taken.has(id)) return id;
    }
  }

  /**
   * Notes what a row says of a subject, and gives what another row said otherwise. Rows that were unchanged and forgotten
   * said what the registry has.
   */
  contradiction(
    row: IncomingRow,
    id: string,
  ): { readonly column: string; readonly other: Saying } | undefined {
    if (row.origin !== "table") return undefined;
    const key = `${row.table}\u0000${id}`;
    const sayings = this.#sayings.get(key) ?? new Map<string, Saying>();
    this.#sayings.set(key, sayings);
    const forgotten = this.forgotten.subjects.get(key);
    let found: { readonly column: string; readonly other: Saying } | undefined;
    for (const column of ownColumns(row.table)) {
      const value = row.said[column.key];
      if (value === undefined) continue;
      const text = onOneLine(writtenValue(column, value));
      const has = this.known.entity(row.table, id) as Readonly<Record<string, unknown>> | undefined;
      const before =
        sayings.get(column.name) ??
        (forgotten?.keys.includes(column.key) === true
          ? { text: onOneLine(writtenValue(column, has?.[column.key])), place: forgotten.place, judged: -1 }
          : undefined);
      if (before === undefined)
        sayings.set(column.name, { text, place: row.place, judged: this.judged.length });
      else if (before.text !== text) found ??= { column: column.name, other: before };
    }
    return found;
  }

  /**
   * Notes what a row says of the days of an affiliation on record, and gives an earlier row that said it too, with the column in
   * which that said otherwise.
   */
  tieSaid(
    act: string,
    said: { readonly on?: Day; readonly lastDay?: Day },
    place: Place,
  ): { readonly column: string | undefined; readonly other: TieSaying } | undefined {
    const other = this.#tieSayings.get(act) ?? this.forgotten.ties.get(act);
    const { on, lastDay } = said;
    const own = { ...(on === undefined ? {} : { on }), ...(lastDay === undefined ? {} : { lastDay }) };
    if (other === undefined || other.place === place) {
      this.#tieSayings.set(act, { ...own, place, judged: this.judged.length });
      return undefined;
    }
    const differs = (a: Day | undefined, b: Day | undefined): boolean =>
      a !== undefined && b !== undefined && a !== b;
    if (differs(on, other.on)) return { column: "first_day", other };
    if (differs(lastDay, other.lastDay)) return { column: "last_day", other };
    const isMore =
      (on !== undefined && other.on === undefined) || (lastDay !== undefined && other.lastDay === undefined);
    if (!isMore) return { column: undefined, other };
    this.#tieSayings.set(act, { ...other, ...own, place, judged: this.judged.length });
    return undefined;
  }

  /** Refuses a row that says otherwise than another, and that one too: nobody knows which is right. */
  refuseBoth(
    row: IncomingRow,
    shown: string,
    { column, other }: { readonly column: string; readonly other: Saying },
  ): void {
    const problem = (at: Place, elsewhere: Place): ExchangeProblem => ({
      severity: "error",
      category: "conflict",
      code: "said-otherwise",
      message: `${formatPlace(elsewhere)} says otherwise of the same one`,
      place: at,
      column,
      help: "one of the two is wrong; leave it out or make them agree",
    });
    const first = this.judged[other.judged];
    if (first !== undefined)
      this.judged[other.judged] = {
        ...first,
        verdict: "refused",
        problems: [...first.problems, problem(first.place, row.place)],
        acts: [],
      };
    this.judge(row, "refused", { shown, problems: [problem(row.place, other.place)] });
  }

  /** The clerk's answer to a question; undefined where there is none, the problem where it is none. */
  answer(question: Question, isAnswer: (answer: Answer) => boolean): Answer | ExchangeProblem | undefined {
    const answer = this.decisions.of(question);
    if (answer === undefined || isAnswer(answer)) return answer;
    return notAnAnswer(question, answer, this.decisions.place(question));
  }

  /** Notes what becomes of a row. */
  judge(
    row: Pick<IncomingRow, "table" | "place">,
    verdict: Verdict,
    more: {
      readonly subject?: string;
      readonly shown: string;
      readonly changes?: readonly Change[];
      readonly because?: string;
      readonly question?: Question;
      readonly problems?: readonly ExchangeProblem[];
      readonly acts?: readonly Act[];
      readonly with?: number;
    },
  ): void {
    this.judged.push({
      table: row.table,
      place: row.place,
      verdict,
      ...(more.subject === undefined ? {} : { subject: more.subject }),
      shown: onOneLine(more.shown),
      changes: more.changes ?? [],
      ...(more.because === undefined ? {} : { because: more.because }),
      ...(more.question === undefined ? {} : { question: more.question }),
      problems: more.problems ?? [],
      acts: more.acts ?? [],
      ...(more.with === undefined ? {} : { with: more.with }),
    });
  }

  /** Notes a row whose subject was not found, with why. */
  judgeUnresolved(
    row: Pick<IncomingRow, "table" | "place">,
    resolution: Exclude<Resolution, { readonly state: "known" | "new" }>,
    shown: string,
  ): void {
    if (resolution.state === "doubtful")
      this.judge(row, "doubtful", { shown, question: resolution.question });
    else if (resolution.state === "left out")
      this.judge(row, "left out", { shown, because: resolution.because });
    else {
      const { problem, question } = resolution;
      this.judge(row, "refused", {
        shown,
        problems: [problem],
        ...(question === undefined ? {} : { question }),
      });
    }
  }

  /** The header of a new act of a row. */
  header(row: Pick<IncomingRow, "said">, id: string, on: Day) {
    const { recorded, by, instrument } = this.options;
    return {
      id: `${this.set}:${id}`,
      on,
      recorded,
      by: (row.said.by as string | undefined) ?? by,
      instrument: (row.said.instrument as string | undefined) ?? instrument,
    };
  }

  /** Institutes whose title has the same letters, of the registry and of this import. */
  institutesCalled(title: string): string[] {
    return [
      ...new Set([...this.known.institutesCalled(title), ...(this.newTitles.get(lettersOf(title)) ?? [])]),
    ];
  }
}

/** Whether a text is an ORCID iD with a right check digit. */
export const isOrcid = (text: string): boolean => orcidFault(text) === undefined;
