/** Checks of what single acts refer to, of corrections, withdrawals and ends. */
import { type Day, OPEN } from "@comity/calendar";
import { didYouMean } from "@comity/policy";
import type { Act, ActSort } from "./acts.ts";
import { type Note, written } from "./check-notes.ts";
import { type Ledger, targetsOf } from "./ledger.ts";
import type { ProblemCode } from "./problems.ts";
import type { Named, TableColumn } from "./table-columns.ts";
import { TABLES } from "./tables.ts";

/** Names that some act registers. */
export type KnownNames = Readonly<Record<Exclude<Named, "act">, Set<string>>>;

/** The names that acts register. */
export function namesIn(acts: readonly Act[]): KnownNames {
  const names: KnownNames = {
    party: new Set(),
    institute: new Set(),
    experiment: new Set(),
    body: new Set(),
    session: new Set(),
    agreement: new Set(),
    person: new Set(),
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
const REGISTERED_IN: Readonly<Record<Named, readonly string[]>> = {
  party: ["parties", "institutes"],
  institute: ["institutes"],
  experiment: ["experiments"],
  body: ["bodies"],
  session: ["sessions"],
  agreement: ["agreements"],
  person: ["people"],
  act: TABLES.map(({ name }) => name),
};

/** Among more names than this no nearest one is looked for: it would be one of many. */
const MOST_NAMES_COMPARED = 2_000;
/** In a name of one or two letters, such as that of a state, a slip leaves nothing to go by. */
const FEWEST_LETTERS = 3;

/** A column that names something, and which names it may hold. */
interface Naming {
  readonly column: TableColumn;
  readonly isKnown: (name: string) => boolean;
}

/** By sort of act: the columns whose names are judged. */
function namingColumns(
  ledger: Ledger,
  names: KnownNames,
  unread: ReadonlySet<string>,
): Map<ActSort, readonly Naming[]> {
  const isJudged = (named: Named): boolean => !REGISTERED_IN[named].some((table) => unread.has(table));
  const knownAs = (named: Named): Naming["isKnown"] => {
    if (named === "act") return (name) => ledger.find(name) >= 0;
    const { party, institute, [named]: known } = names;
    if (named === "party") return (name) => party.has(name) || institute.has(name);
    return (name) => known.has(name);
  };
  const naming = (columns: readonly TableColumn[], sort: ActSort): Naming[] =>
    columns.flatMap((column) => {
      const { names: named, allowed } = column;
      if (named === undefined || !allowed.includes(sort) || !isJudged(named)) return [];
      return [{ column, isKnown: knownAs(named) }];
    });
  return new Map(
    TABLES.flatMap(({ sorts, columns }) => sorts.map((sort) => [sort, naming(columns, sort)] as const)),
  );
}

/** Checks the acts of a ledger, without those below: that what they name is registered, and that what they do to other acts can be done. */
export function checkReferences(
  ledger: Ledger,
  names: KnownNames,
  unread: ReadonlySet<string>,
  note: Note,
): void {
  const bySort = namingColumns(ledger, names, unread);
  const { runs, offset } = ledger.index;
  for (const run of runs) {
    const naming = bySort.get(run.sort)!;
    const refers = run.sort === "end" || run.sort === "withdrawal";
    for (let index = offset + run.from; index < offset + run.to; index++) {
      if (!ledger.isOperative(index)) continue;
      const act = ledger.act(index);
      for (const each of naming) checkNames(index, act, each, names, note);
      if (ledger.index.lastDay[index - offset] !== OPEN) checkDays(ledger, index, act, note);
      if (refers || act.corrects !== undefined) checkTargets(ledger, index, act, note);
    }
  }
}

/** That what an act does to others can be done. */
function checkTargets(ledger: Ledger, index: number, act: Act, note: Note): void {
  if (act.corrects !== undefined) checkCorrection(ledger, index, act, note);
  if (act.act === "end") checkEnd(ledger, index, act, note);
  if (act.act === "withdrawal") checkWithdrawal(ledger, index, act, note);
}

/** That what one column of an act names is registered. */
function checkNames(
  index: number,
  act: Act,
  { column, isKnown }: Naming,
  names: KnownNames,
  note: Note,
): void {
  const value = (act as unknown as Readonly<Record<string, string | readonly string[] | undefined>>)[
    column.key
  ];
  if (value === undefined || (typeof value === "string" && isKnown(value))) return;
  for (const name of typeof value === "string" ? [value] : value)
    if (!isKnown(name)) noteUnknown(index, column, name, names, note);
}

function noteUnknown(index: number, column: TableColumn, name: string, names: KnownNames, note: Note): void {
  const named = column.names!;
  const known: ReadonlySet<string> = named === "act" ? new Set() : names[named];
  const isTold = name.length >= FEWEST_LETTERS && known.size <= MOST_NAMES_COMPARED;
  const help = isTold ? didYouMean(name, known) : undefined;
  note({
    index,
    severity: "error",
    category: "not found",
    code: `unknown-${named}` as ProblemCode,
    column: column.name,
    message:
      named === "act"
        ? `no act has the id \`${name}\``
        : `the ${named} \`${name}\` is not registered in ${REGISTERED_IN[named].map((table) => `\`${table}.csv\``).join(" or ")}`,
    ...(help === undefined ? {} : { help }),
  });
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
  });
}

function checkCorrection(ledger: Ledger, index: number, act: Act, note: Note): void {
  const corrects = act.corrects!;
  const target = ledger.find(corrects);
  if (target < 0) return;
  const corrected = ledger.act(target);
  const problem = {
    index,
    other: target,
    severity: "error",
    category: "conflict",
    column: "corrects",
  } as const;
  if (corrected.act !== act.act)
    note({
      ...problem,
      code: "corrects-other-sort",
      message: `\`${corrects}\` is an act of the sort \`${corrected.act}\`, this is one of the sort \`${act.act}\``,
      help: "withdraw the one and add the other",
    });
  if (act.recorded < corrected.recorded)
    note({
      ...problem,
      code: "corrected-before",
      message: `this act was recorded on ${written(act.recorded)}, \`${corrects}\` which it corrects later, on ${written(corrected.recorded)}`,
    });
  const rivals = ledger
    .referrersOf(target)
    .filter(
      (rival) => rival !== index && ledger.act(rival).corrects === corrects && !ledger.isWithdrawn(rival),
    );
  if (rivals.length > 0)
    note({
      ...problem,
      other: rivals[0]!,
      code: "corrected-twice",
      message: `\`${corrects}\` is corrected by \`${ledger.act(rivals[0]!).id}\` too`,
      help: "correct the correction, or withdraw one of the two",
    });
}

/** Sorts of acts that state something which lasts, so that an end can end it. */
const LASTING: ReadonlySet<string> = new Set([
  "status",
  "observer",
  "observer suspension",
  "institute",
  "suspension",
  "restriction",
  "closing to newcomers",
  "exception",
  "accession",
  "affiliation",
  "contract",
  "membership",
  "qualification",
  "team",
  "dues",
  "residence",
  "residence card",
  "dependant",
  "appointment",
  "mark",
  "recall",
  "share",
  "needed taker",
]);

function checkEnd(ledger: Ledger, index: number, act: Act & { readonly act: "end" }, note: Note): void {
  const target = ledger.find(act.ends);
  if (target < 0) return;
  const ended = ledger.act(target);
  const problem = { index, other: target, severity: "error", category: "conflict", column: "ends" } as const;
  if (!LASTING.has(ended.act)) {
    note({
      ...problem,
      code: "nothing-to-end",
      message: `\`${act.ends}\` is an act of the sort \`${ended.act}\`, which states nothing that an end could end`,
      ...(ended.act === "signature" ? { help: "an agreement ends by a `termination` or a `notice`" } : {}),
    });
    return;
  }
  const own = "lastDay" in ended ? ended.lastDay : undefined;
  if (own !== undefined && own < act.lastDay)
    note({
      ...problem,
      code: "ended-already",
      message: `\`${act.ends}\` ended on ${written(own)} already and cannot end on ${written(act.lastDay)}`,
      help: "to make it last longer, correct it or add another row",
    });
  const rival = ledger
    .referrersOf(target)
    .find((each) => each !== index && ledger.act(each).act === "end" && ledger.isOperative(each));
  if (rival !== undefined && rival < index)
    note({
      ...problem,
      other: rival,
      code: "ended-twice",
      message: `\`${act.ends}\` is ended by \`${ledger.act(rival).id}\` already, on ${written((ledger.act(rival) as typeof act).lastDay)}`,
      help: "correct that end, or withdraw one of the two",
    });
}

function checkWithdrawal(
  ledger: Ledger,
  index: number,
  act: Act & { readonly act: "withdrawal" },
  note: Note,
): void {
  const target = ledger.find(act.withdraws);
  if (target < 0) return;
  const problem = { index, other: target, category: "conflict", column: "withdraws" } as const;
  if (ledger.act(target).recorded > act.recorded)
    note({
      ...problem,
      severity: "error",
      code: "corrected-before",
      message: `this withdrawal was recorded on ${written(act.recorded)}, before what it withdraws`,
    });
  const rival = ledger
    .referrersOf(target)
    .find((each) => each < index && ledger.act(each).act === "withdrawal" && ledger.isOperative(each));
  if (rival !== undefined)
    note({
      ...problem,
      other: rival,
      severity: "warning",
      code: "withdrawn-twice",
      message: `\`${act.withdraws}\` is withdrawn by \`${ledger.act(rival).id}\` already`,
    });
}

/** Acts that correct or withdraw one another in a circle. */
export function checkCircles(ledger: Ledger, note: Note): void {
  // Each act counts once: `done` were walked from before, `walk` is the walk under way.
  const done = new Set<number>();
  const { referring } = ledger.index;
  const refers = new Set(referring);
  // An act that refers to nothing which refers on, as nearly all ends do, is in no circle.
  const starts = referring.filter((index) =>
    targetsOf(ledger.act(index)).some((id) => refers.has(ledger.find(id))),
  );
  for (const start of starts) {
    const walk = new Map<number, number>();
    const stack: number[] = [start];
    while (stack.length > 0) {
      const at = stack.at(-1)!;
      const next = walk.get(at) ?? 0;
      const targets = targetsOf(ledger.act(at));
      if (done.has(at) || next >= targets.length) {
        done.add(at);
        walk.delete(at);
        stack.pop();
        continue;
      }
      walk.set(at, next + 1);
      const target = ledger.find(targets[next]!);
      if (target < 0 || done.has(target)) continue;
      if (walk.has(target))
        note({
          index: at,
          other: target,
          severity: "error",
          category: "conflict",
          code: "cyclic-reference",
          message: `\`${ledger.act(at).id}\` corrects, withdraws or ends \`${ledger.act(target).id}\`, which refers back to it`,
        });
      else stack.push(target);
    }
  }
}
