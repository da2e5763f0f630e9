/** Checks of what single acts name and of their days. */
import { type Day, OPEN } from "@comity/calendar";
import { didYouMean } from "@comity/policy";
import type { Act, ActSort, DeclaredColumn, StatementAct } from "./acts.ts";
import { type Found, type Note, written } from "./check-notes.ts";
import { checkTargets } from "./check-targets.ts";
import { isOwnRecord, namedBy, statedRecords } from "./declared-records.ts";
import type { Ledger } from "./ledger.ts";
import type { ProblemCode } from "./problems.ts";
import type { Named, TableColumn } from "./table-columns.ts";
import { tableOf } from "./tables.ts";

/** Names of one sort: a set, or some over which others are laid. */
export interface Names extends Iterable<string> {
  has(name: string): boolean;
  readonly size: number;
}

/** What names are held against, by sort. */
export type KnownNames = Readonly<Record<Exclude<Named, "act">, Names>>;

/** The names that acts register. */
export function namesIn(acts: readonly Act[]): Readonly<Record<keyof KnownNames, Set<string>>> {
  const names = {
    party: new Set<string>(),
    institute: new Set<string>(),
    experiment: new Set<string>(),
    body: new Set<string>(),
    session: new Set<string>(),
    decision: new Set<string>(),
    agreement: new Set<string>(),
    person: new Set<string>(),
  };
  for (const act of acts) {
    switch (act.act) {
      case "party":
        names.party.add(act.party);
        break;
      case "institute":
        names.institute.add(act.institute);
        break;
      case "experiment":
        names.experiment.add(act.experiment);
        break;
      case "body":
        names.body.add(act.body);
        break;
      case "session":
        names.session.add(act.session);
        break;
      case "decision":
        names.decision.add(act.decision);
        break;
      case "signature":
        names.agreement.add(act.agreement);
        break;
      case "person":
        names.person.add(act.person);
    }
  }
  return names;
}

/** The tables whose rows register names of a sort. */
const REGISTERED_IN: Readonly<Record<Exclude<Named, "act">, readonly string[]>> = {
  party: ["parties", "institutes"],
  institute: ["institutes"],
  experiment: ["experiments"],
  body: ["bodies"],
  session: ["sessions"],
  decision: ["decisions"],
  agreement: ["agreements"],
  person: ["people"],
};

/** Among more names than this no nearest one is looked for: it would be one of many. */
const MOST_NAMES_COMPARED = 2_000;
/** In a name of one or two letters, such as that of a state, a slip leaves nothing to go by. */
const FEWEST_LETTERS = 3;

/** A column that names something, which names it may hold, and what an act says in it. */
interface Naming {
  readonly column: string;
  readonly named: Named;
  readonly isKnown: (name: string) => boolean;
  readonly textOf: (act: Act) => string | readonly string[] | undefined;
}

/** What the names in acts are held against. */
class NameChecks {
  readonly #ledger: Ledger;
  readonly #names: KnownNames;
  readonly #unread: ReadonlySet<string>;
  /** Made as acts of a sort are met: a draft has one sort or two. */
  readonly #bySort = new Map<ActSort, readonly Naming[]>();
  /** By the columns of a declared record: statements that were read from one file share them. */
  readonly #byColumns = new Map<readonly DeclaredColumn[], readonly Naming[]>();

  constructor(ledger: Ledger, names: KnownNames, unread: ReadonlySet<string>) {
    this.#ledger = ledger;
    this.#names = names;
    this.#unread = unread;
  }

  /** The columns of an act whose names are judged. */
  of(act: Act): readonly Naming[] {
    return act.act === "statement" ? this.#stated(act.columns) : this.#ofSort(act.act);
  }

  #ofSort(sort: ActSort): readonly Naming[] {
    let naming = this.#bySort.get(sort);
    if (naming === undefined) {
      naming = tableOf(sort).columns.flatMap((column) => this.#inTable(column, sort));
      this.#bySort.set(sort, naming);
    }
    return naming;
  }

  #inTable({ name, key, names, allowed }: TableColumn, sort: ActSort): Naming[] {
    if (names === undefined || !allowed.includes(sort)) return [];
    return this.#naming(name, names, (act) => (act as unknown as Readonly<Record<string, string>>)[key]);
  }

  #stated(columns: readonly DeclaredColumn[]): readonly Naming[] {
    let naming = this.#byColumns.get(columns);
    if (naming === undefined) {
      const own = columns.flatMap(({ name }, at) => {
        const named = namedBy(name);
        const textOf: Naming["textOf"] = (act) => String((act as StatementAct).values[at]);
        return named === undefined ? [] : this.#naming(name, named, textOf);
      });
      naming = [...own, ...this.#naming("corrects", "act", ({ corrects }) => corrects)];
      this.#byColumns.set(columns, naming);
    }
    return naming;
  }

  /** A column, where what it names is all known. */
  #naming(column: string, named: Named, textOf: Naming["textOf"]): Naming[] {
    const isJudged =
      named === "act"
        ? this.#unread.size === 0
        : !REGISTERED_IN[named].some((table) => this.#unread.has(table));
    return isJudged ? [{ column, named, isKnown: this.#knownAs(named), textOf }] : [];
  }

  #knownAs(named: Named): Naming["isKnown"] {
    if (named === "act") return (name) => this.#ledger.find(name) >= 0;
    const { party, institute, [named]: known } = this.#names;
    if (named === "party") return (name) => party.has(name) || institute.has(name);
    return (name) => known.has(name);
  }
}

/** Checks the acts of a ledger, without those below: that what they name is registered, and that what they do to other acts can be done. */
export function checkReferences(
  ledger: Ledger,
  names: KnownNames,
  unread: ReadonlySet<string>,
  note: Note,
): void {
  const checks = new NameChecks(ledger, names, unread);
  const { runs, offset } = ledger.index;
  for (const { sort, from, to } of runs) {
    const refers = sort === "end" || sort === "withdrawal";
    const ofSort = sort === "statement" ? undefined : checks.of(ledger.index.acts[from]!);
    for (let index = offset + from; index < offset + to; index++) {
      if (!ledger.isOperative(index)) continue;
      const act = ledger.act(index);
      for (const each of ofSort ?? checks.of(act)) checkNames(index, act, each, names, note);
      if (ledger.index.lastDay[index - offset] !== OPEN) checkDays(ledger, index, act, note);
      if (refers || act.corrects !== undefined) checkTargets(ledger, index, act, note);
    }
  }
  checkStatements(ledger, note);
}

/** That statements are of records that can be declared, and of one record have the same columns. */
function checkStatements(ledger: Ledger, note: Note): void {
  const { runs, offset, acts } = ledger.index;
  const stated = statedRecords(ledger.index);
  for (const { sort, from, to } of runs) {
    if (sort !== "statement") continue;
    for (let place = from; place < to; place++) {
      const act = acts[place] as StatementAct;
      const about = { index: offset + place, severity: "error", category: "conflict" } as const;
      if (isOwnRecord(act.record))
        note({
          ...about,
          code: "own-record",
          message: `\`${act.record}\` is a record of the registry's own, which no statement makes`,
        });
      else if (!stated.fits(act) || act.values.length !== act.columns.length)
        note({
          ...about,
          code: "record-differs",
          message: `the columns of \`${act.record}\` are not those of other statements of it`,
        });
    }
  }
}

/** That what one column of an act names is registered. */
function checkNames(
  index: number,
  act: Act,
  { column, named, isKnown, textOf }: Naming,
  names: KnownNames,
  note: Note,
): void {
  const value = textOf(act);
  if (value === undefined || (typeof value === "string" && isKnown(value))) return;
  for (const name of typeof value === "string" ? [value] : value)
    if (!isKnown(name)) note(unknownName(index, column, named, name, names));
}

function unknownName(index: number, column: string, named: Named, name: string, names: KnownNames): Found {
  const known: Names = named === "act" ? new Set<string>() : names[named];
  const isTold = name.length >= FEWEST_LETTERS && known.size <= MOST_NAMES_COMPARED;
  const help = isTold ? didYouMean(name, known) : undefined;
  return {
    index,
    severity: "error",
    category: "not found",
    code: `unknown-${named}` as ProblemCode,
    column,
    message:
      named === "act"
        ? `no act has the id \`${name}\``
        : `the ${named} \`${name}\` is not registered in ${REGISTERED_IN[named].map((table) => `\`${table}.csv\``).join(" or ")}`,
    ...(help === undefined ? {} : { help }),
  };
}

/** A last day before the first. */
function checkDays(ledger: Ledger, index: number, act: Act, note: Note): void {
  const { lastDay } = act as { readonly lastDay?: Day };
  if (lastDay === undefined) return;
  let first = act.on;
  if (act.act === "signature") {
    if (act.firstDay === undefined) return;
    first = act.firstDay;
  } else if (act.act === "end") {
    const target = ledger.find(act.ends);
    if (target < 0) return;
    first = ledger.act(target).on;
  } else if (act.act === "termination" || act.act === "postponement" || act.act === "departure") return;
  if (lastDay >= first) return;
  note({
    index,
    severity: "error",
    category: "conflict",
    code: "end-before-start",
    column: "last_day",
    message: `the last day ${written(lastDay)} is before the first, ${written(first)}`,
    ...(act.act === "end"
      ? { help: `what has not begun is taken back by a withdrawal of \`${act.ends}\`` }
      : {}),
  });
}
