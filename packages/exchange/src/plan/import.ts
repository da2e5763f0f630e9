/**
 * An import: rows come in, and whatever says only what the registry has is forgotten at once, so that a file of any size
 * fits. What is left is judged when all has come, as often as a clerk wants with other decisions.
 */
import { createHash } from "node:crypto";
import type { Day } from "@comity/calendar";
import { type Act, ERASED, type Problem } from "@comity/registry";
import type { ImportedTable, IncomingRow, Sink } from "../incoming.ts";
import { Known } from "../match/known.ts";
import { type ExchangeProblem, refusal } from "../problems.ts";
import { concealHidden } from "./conceal.ts";
import { judgeKnown, judgeNew, judgeNewAgain } from "./entities.ts";
import { finalCheck } from "./final-check.ts";
import { judgeInstitute, resolveInstituteRow } from "./institutes.ts";
import type { Judged, Verdict } from "./judgement.ts";
import { byIdentifier, judgePerson, NewPeople, personNamed } from "./people.ts";
import { type Decisions, NO_DECISIONS, type Question } from "./questions.ts";
import { type Forgotten, type PlanOptions, PlanState } from "./state.ts";
import { judgeTie, tieOnRecord } from "./ties.ts";
import { differences } from "./values.ts";

/** Rows that would change something, or are doubtful: more are not brought in at once. */
export const MOST_ROWS = 200_000;
/** More refused rows than this are no slips of the hand. */
const MOST_REFUSED = 50_000;
/** Refused rows and notes that are told one by one; further ones are counted. */
const MOST_TOLD = 10_000;

export type Counts = Record<ImportedTable, Record<Verdict, number>>;

const noCounts = (): Counts => {
  const zero = (): Record<Verdict, number> => ({
    new: 0,
    changed: 0,
    unchanged: 0,
    doubtful: 0,
    refused: 0,
    "left out": 0,
  });
  return { parties: zero(), institutes: zero(), people: zero(), affiliations: zero(), agreements: zero() };
};

/** What an import would do. Nothing is done yet. */
export interface Plan {
  /** The identifier of the set: its acts' ids begin with it and a colon. */
  readonly set: string;
  readonly files: readonly BroughtIn[];
  /** Row by row, those that only say what the registry has left out. */
  readonly judged: readonly Judged[];
  readonly counts: Counts;
  readonly questions: readonly Question[];
  /** Warnings and what was mended, and how many more of them there were. */
  readonly notes: readonly ExchangeProblem[];
  readonly notesNotTold: number;
  /** What would be wrong with acts that are on record: nothing is brought in then. */
  readonly conflicts: readonly Problem[];
  /** The acts of all rows that are right. */
  readonly acts: readonly Act[];
  /** Whether every row is right: none doubtful, none refused. */
  readonly isWhole: boolean;
}

/** A file that is brought in. */
export interface BroughtIn {
  readonly name: string;
  /** SHA-256 of its bytes, in hexadecimal. */
  readonly sha256: string;
}

/** The name of the set of some files, before it is said how often they came. */
function stemOf(files: readonly BroughtIn[]): string {
  const digest = createHash("sha256").update(
    files
      .map(({ sha256 }) => sha256)
      .sort()
      .join("\n"),
  );
  return `import-${digest.digest("hex").slice(0, 12)}`;
}

export class Import {
  readonly #known: Known;
  readonly #options: PlanOptions;
  readonly #files: readonly BroughtIn[];
  readonly #set: string;
  readonly #repeats = new Map<string, Act>();
  readonly #rows: IncomingRow[] = [];
  readonly #counts = noCounts();
  readonly #refused: Judged[] = [];
  readonly #notes: ExchangeProblem[] = [];
  #notesNotTold = 0;
  readonly #forgotten: Forgotten = { subjects: new Map(), ties: new Map() };
  /** For looking things up while rows come in: nothing is ever registered in it. */
  readonly #scratch: PlanState;
  readonly #nobody = new NewPeople();
  readonly #keysOf = new Map<string, readonly string[]>();

  /** `files` are all that will be brought in, in the order in which their rows come. */
  constructor(acts: readonly Act[], files: readonly BroughtIn[], options: PlanOptions) {
    this.#known = new Known(acts);
    this.#options = options;
    this.#files = files;
    const stem = stemOf(files);
    this.#set = this.#setAfter(stem);
    this.#scratch = this.#state(NO_DECISIONS);
  }

  /** The set's identifier; acts of sets that the same files made before are noted by the rows that they came from. */
  #setAfter(stem: string): string {
    let times = 0;
    const { ledger } = this.#known.folded;
    for (const act of this.#known.acts) {
      if (!act.id.startsWith(stem)) continue;
      const [, again, key] = /^import-[0-9a-f]{12}(?:-(\d+))?:(.+)$/.exec(act.id) ?? [];
      if (key === undefined) continue;
      times = Math.max(times, Number(again ?? 1));
      if (ledger.isOperative(ledger.find(act.id))) this.#repeats.set(key, act);
    }
    return times === 0 ? stem : `${stem}-${times + 1}`;
  }

  #state(decisions: Decisions): PlanState {
    return new PlanState(this.#known, decisions, this.#options, this.#set, this.#repeats, this.#forgotten);
  }

  /** What rows of one of the files are handed to, by its place among them. */
  sinkFor(file: number): Sink {
    return {
      take: (row) => this.#take({ ...row, key: `${file + 1}.${row.key}` }),
      refuse: (table, place, problems, shown) => {
        if (++this.#counts[table].refused > MOST_REFUSED)
          throw refusal(
            "too-many-rows",
            place,
            `more than ${MOST_REFUSED} rows are refused`,
            "look at the first of them: is it the right file, with the right mapping?",
          );
        if (this.#refused.length < MOST_TOLD)
          this.#refused.push({ table, place, verdict: "refused", shown, changes: [], problems, acts: [] });
      },
      note: (problem) => this.#note(problem),
    };
  }

  #take(given: IncomingRow): void {
    const row = this.#withoutPlaceholders(this.#withKnownSeat(given));
    if (this.#isPassedOver(row)) return;
    for (const remark of row.remarks ?? []) this.#note(remark);
    if (this.#isOnRecord(row)) return;
    if (this.#rows.length >= MOST_ROWS)
      throw refusal(
        "too-many-rows",
        row.place,
        `more than ${MOST_ROWS} rows are not on record as they stand`,
        "bring them in in several files: each is then one set that can be withdrawn",
      );
    this.#rows.push(row);
  }

  #note(problem: ExchangeProblem): void {
    if (this.#notes.length < MOST_TOLD) this.#notes.push(problem);
    else this.#notesNotTold++;
  }

  /** A directory knows countries by their codes; where no party is called so, it tells nothing of the seat. */
  #withKnownSeat(row: IncomingRow): IncomingRow {
    if (row.origin !== "ror" || this.#known.folded.parties.has(String(row.said.seat))) return row;
    const { seat: _seat, ...said } = row.said;
    return { ...row, said };
  }

  /** What stood in the place of a name when the list went out is no name when it comes back. */
  #withoutPlaceholders(row: IncomingRow): IncomingRow {
    const { person, familyName } = row.said as { readonly person?: string; readonly familyName?: string };
    if (row.table !== "people" || person === undefined || familyName === undefined) return row;
    const own = this.#known.counting(person);
    const isAlias = this.#known.aliases.get(own)?.includes(familyName) === true;
    const isErased = this.#known.erased.has(own) && familyName === ERASED;
    // Without names people have their identifiers in the place of these.
    if (!isAlias && !isErased && (familyName !== person || !this.#known.folded.people.has(own))) return row;
    const { familyName: _placeholder, ...said } = row.said;
    return { ...row, said };
  }

  /** Counts and forgets a directory's record of an institute that nobody has, where new ones were not asked for. */
  #isPassedOver(row: IncomingRow): boolean {
    if (row.origin !== "ror" || this.#options.newInstitutes === true) return false;
    const found = resolveInstituteRow(this.#scratch, row);
    if (found.state !== "new") return false;
    this.#counts.institutes["left out"]++;
    return true;
  }

  /** Counts and forgets a row that says only what the registry has. */
  #isOnRecord(row: IncomingRow): boolean {
    const id = this.#idOnRecord(row);
    if (row.local !== undefined && id !== undefined)
      this.#scratch.local.set(`${row.place.file}\u0000${row.local}`, { state: "known", id });
    if (id === undefined) return false;
    if (row.table === "affiliations") {
      if (!this.#isTieOnRecord(row, id)) return false;
      this.#counts.affiliations.unchanged++;
      return true;
    }
    if (differences(row, this.#known.entity(row.table, id)!).length > 0) return false;
    for (const tie of row.ties) {
      const { place, ...said } = tie;
      const asRow = {
        table: "affiliations",
        place,
        key: "",
        said: { ...said },
        ties: [],
        origin: row.origin,
      } as const;
      if (!this.#isTieOnRecord(asRow, id)) return false;
    }
    // What an author list calls an institute must be known when the list's authors are judged.
    if (row.local !== undefined) return false;
    this.#counts[row.table].unchanged++;
    this.#counts.affiliations.unchanged += row.ties.length;
    this.#forget(row, id);
    return true;
  }

  #isTieOnRecord(row: IncomingRow, person: string): boolean {
    const tie = tieOnRecord(this.#scratch, row, person);
    if (tie === undefined) return false;
    if (row.origin !== "table") return true;
    const { on, lastDay } = row.said as { readonly on?: Day; readonly lastDay?: Day };
    const { ties } = this.#forgotten;
    const before = ties.get(tie.act.id);
    // What is forgotten said what is on record: it cannot differ from what another forgotten row said.
    if (
      before === undefined ||
      (on !== undefined && before.on === undefined) ||
      (lastDay !== undefined && before.lastDay === undefined)
    )
      ties.set(tie.act.id, {
        ...before,
        ...(on === undefined ? {} : { on }),
        ...(lastDay === undefined ? {} : { lastDay }),
        place: row.place,
        judged: -1,
      });
    return true;
  }

  #forget(row: IncomingRow, id: string): void {
    if (row.origin !== "table") return;
    const joined = Object.keys(row.said).join(" ");
    let keys = this.#keysOf.get(joined);
    if (keys === undefined) {
      keys = Object.keys(row.said);
      this.#keysOf.set(joined, keys);
    }
    const key = `${row.table}\u0000${id}`;
    const { subjects } = this.#forgotten;
    if (!subjects.has(key)) subjects.set(key, { place: row.place, keys });
  }

  /** The subject of a row, where identifiers alone tell that the registry has it. */
  #idOnRecord(row: IncomingRow): string | undefined {
    const said = row.said as Readonly<Record<string, string | undefined>>;
    switch (row.table) {
      case "parties":
        return this.#known.entity("parties", said.party!) === undefined ? undefined : said.party;
      case "agreements":
        return this.#known.entity("agreements", said.agreement!) === undefined ? undefined : said.agreement;
      case "institutes": {
        const found = resolveInstituteRow(this.#scratch, row);
        return found.state === "known" ? found.id : undefined;
      }
      case "people": {
        const found = byIdentifier(this.#scratch, this.#nobody, row);
        return found?.state === "known" && !this.#known.erased.has(found.id) ? found.id : undefined;
      }
      case "affiliations":
        return personNamed(this.#scratch, this.#nobody, said.person!);
    }
  }

  /** Judges all rows under a clerk's decisions. */
  plan(decisions: Decisions = NO_DECISIONS): Plan {
    const state = this.#state(decisions);
    const fresh = new NewPeople();
    const rowsOf = (table: ImportedTable) => this.#rows.filter((row) => row.table === table);
    for (const table of ["parties", "agreements"] as const)
      for (const row of rowsOf(table))
        this.#judgeNamed(state, row, table === "parties" ? "party" : "agreement");
    for (const row of rowsOf("institutes")) judgeInstitute(state, row);
    for (const row of rowsOf("people")) judgePerson(state, fresh, row);
    const named = new Set(rowsOf("people").flatMap(({ said }) => [said.person, said.orcid]));
    for (const row of rowsOf("affiliations")) this.#judgeAffiliation(state, fresh, named, row);
    const { judged } = state;
    if (this.#options.cleared !== true) concealHidden(this.#known, judged);
    const conflicts = finalCheck(this.#known.acts, judged);
    return this.#planOf(judged, conflicts, decisions);
  }

  #judgeNamed(state: PlanState, row: IncomingRow, key: "party" | "agreement"): void {
    const id = row.said[key] as string;
    const shown = [id, row.said.title].filter((part) => part !== undefined).join(", ");
    if (state.known.entity(row.table, id) !== undefined) judgeKnown(state, row, id, shown);
    else if (state.has(row.table, id)) judgeNewAgain(state, row, id, shown);
    else judgeNew(state, row, id, shown);
  }

  #judgeAffiliation(state: PlanState, fresh: NewPeople, named: ReadonlySet<unknown>, row: IncomingRow): void {
    const text = row.said.person as string;
    const person = personNamed(state, fresh, text);
    if (person !== undefined) {
      judgeTie(state, row, person, text);
      return;
    }
    const help = named.has(text)
      ? "the row that says who it is is doubtful or refused"
      : (state.nearest(text, () => state.known.folded.people.keys()) ??
        "people are named by their identifier or their ORCID iD");
    state.judge(row, "refused", {
      shown: `${text}; ${String(row.said.institute)}`,
      problems: [
        {
          severity: "error",
          category: "not found",
          code: "unknown-person",
          message: `no person \`${text}\` is known`,
          place: row.place,
          column: "person",
          help,
        },
      ],
    });
  }

  #planOf(judged: readonly Judged[], conflicts: readonly Problem[], decisions: Decisions): Plan {
    const counts = structuredClone(this.#counts);
    for (const { table, verdict } of judged) counts[table][verdict]++;
    const all = [...this.#refused, ...judged];
    const questions = new Map<string, Question>();
    for (const { question } of judged)
      if (question !== undefined) questions.set(`${question.about}\u0000${question.said}`, question);
    const isWhole =
      conflicts.length === 0 &&
      Object.values(counts).every(({ doubtful, refused }) => doubtful + refused === 0);
    return {
      set: this.#set,
      files: this.#files,
      judged: all,
      counts,
      questions: [...questions.values()],
      notes: [...this.#notes, ...decisions.unused()],
      notesNotTold: this.#notesNotTold,
      conflicts,
      acts: judged.flatMap(({ verdict, acts }) => (verdict === "new" || verdict === "changed" ? acts : [])),
      isWhole,
    };
  }
}
