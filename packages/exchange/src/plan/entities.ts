/** Rows that register something: what is new about a subject, and the act that says so. */
import { CalendarError, type Day, day, formatDay, isOpen, SINCE_EVER } from "@comity/calendar";
import type { Act } from "@comity/registry";
import type { IncomingRow } from "../incoming.ts";
import type { EntityAct } from "../match/known.ts";
import { type ExchangeProblem, formatPlace } from "../problems.ts";
import type { Change } from "./judgement.ts";
import type { Question } from "./questions.ts";
import type { PlanState } from "./state.ts";
import { type Difference, differences, ownColumns, sortOf } from "./values.ts";

const asChanges = (found: readonly Difference[]): Change[] =>
  found.map(({ column, from, to }) => ({
    field: column.name,
    ...(from === "" ? {} : { from }),
    ...(to === "" ? {} : { to }),
  }));

/** The values of a row without what is bookkeeping. */
function ownValues(row: IncomingRow): Record<string, unknown> {
  const values: Record<string, unknown> = {};
  for (const { key } of ownColumns(row.table)) if (row.said[key] !== undefined) values[key] = row.said[key];
  return values;
}

/** Values of the subject as the registry has them, without the header of the act that says so. */
function valuesOf(act: EntityAct): Record<string, unknown> {
  const {
    id: _id,
    recorded: _recorded,
    by: _by,
    instrument: _instrument,
    corrects: _corrects,
    ...values
  } = act;
  return { ...values };
}

/** The day that an answer gives; undefined where it is none. */
export function answeredDay(answer: unknown): Day | undefined {
  if (typeof answer !== "string") return undefined;
  try {
    return day(answer);
  } catch (error) {
    if (error instanceof CalendarError) return undefined;
    throw error;
  }
}

/** The column in which an act's subject stands. */
const KEY = { parties: "party", institutes: "institute", people: "person", agreements: "agreement" } as const;

type EntityRow = IncomingRow & { readonly table: keyof typeof KEY };

const isEntityRow = (row: IncomingRow): row is EntityRow => row.table !== "affiliations";

/** The missing values of a row that registers something new. */
export function missingValues(row: IncomingRow, said: Readonly<Record<string, unknown>>): string[] {
  const sort = sortOf(row.table);
  return ownColumns(row.table)
    .filter(({ needed, key }) => needed.includes(sort) && said[key] === undefined)
    .filter(({ type }) => type !== "identifiers")
    .map(({ name }) => name);
}

/** Judges a row about something new: all that must be said of it is there, or it is refused. */
export function judgeNew(state: PlanState, row: IncomingRow, id: string, shown: string): void {
  if (!isEntityRow(row)) throw new RangeError("an affiliation registers nothing");
  const said = { ...ownValues(row), [KEY[row.table]]: id };
  const missing = missingValues(row, said);
  if (missing.length > 0) {
    state.judge(row, "refused", {
      shown,
      problems: missing.map((column) => ({
        severity: "error",
        category: "incorrect",
        code: "missing-value",
        message: `the registry does not have \`${id}\`, and \`${column}\` of what is new must be said`,
        place: row.place,
        column,
      })),
    });
    return;
  }
  const contradiction = state.contradiction(row, id);
  if (contradiction !== undefined) {
    state.refuseBoth(row, shown, contradiction);
    return;
  }
  const lists = row.table === "agreements" ? { parties: [], experiments: [] } : {};
  const act = {
    act: sortOf(row.table),
    ...state.header(row, row.key, (said as { on?: Day }).on ?? SINCE_EVER),
    ...lists,
    ...said,
    ...((said as { on?: Day }).on === undefined ? { on: SINCE_EVER } : {}),
  } as unknown as Act;
  state.register(id, row);
  state.judge(row, "new", { subject: id, shown, acts: [act] });
}

/** How a change is recorded: as a correction, from the subject's own first day, or as what holds from a day on. */
type Effect = { readonly corrects: string; readonly on: Day } | { readonly on: Day };

function graveQuestion(row: IncomingRow, id: string, grave: readonly Difference[]): Question {
  const parts = grave.map(({ column, from, to }) => `${column.name} from \`${from}\` to \`${to}\``);
  const isAgreement = row.table === "agreements";
  return {
    about: "change",
    said: `${id}: ${parts.join(", ")}`,
    asks: isAgreement
      ? `was \`${id}\` recorded wrongly from the start, that is ${parts.join(", ")}? What happened to it later is an act of its own (an amendment, an accession) and is not brought in from a list of agreements`
      : `since when does \`${id}\` change ${parts.join(", ")}? Or was it recorded wrongly from the start?`,
    candidates: [],
    words: ["correct", "skip"],
    ...(isAgreement ? {} : { takes: "day" as const }),
  };
}

/** Since when a change holds; a question or a problem where only a human can say. */
function effectOf(
  state: PlanState,
  row: IncomingRow,
  id: string,
  existing: EntityAct,
  found: readonly Difference[],
): Effect | "skip" | { readonly question: Question } | { readonly problem: ExchangeProblem } {
  const correction = { corrects: existing.id, on: existing.on };
  const grave = found.filter(({ isGrave }) => isGrave);
  const firstDay = row.table === "agreements" ? undefined : (row.said.on as Day | undefined);
  // A first day after the one on record says since when: what was before stays as it is.
  if (firstDay !== undefined && !isOpen(firstDay) && firstDay > existing.on) return { on: firstDay };
  if (grave.length === 0) return correction;
  const question = graveQuestion(row, id, grave);
  const answer = state.answer(
    question,
    (given) =>
      given === "correct" ||
      given === "skip" ||
      (question.takes === "day" && answeredDay(given) !== undefined),
  );
  if (answer === undefined) return { question };
  if (typeof answer === "object" && "severity" in answer) return { problem: answer as ExchangeProblem };
  if (answer === "skip") return "skip";
  if (answer === "correct") return correction;
  return { on: answeredDay(answer)! };
}

/** Puts what a row says into the act of an earlier row about the same subject. */
function addTo(
  state: PlanState,
  at: number,
  said: Readonly<Record<string, unknown>>,
  changes: readonly Change[],
): void {
  const first = state.judged[at]!;
  const [act, ...others] = first.acts;
  if (act === undefined) return;
  state.judged[at] = {
    ...first,
    changes: [
      ...first.changes,
      ...changes.filter(({ field }) => !first.changes.some((each) => each.field === field)),
    ],
    acts: [{ ...act, ...said } as Act, ...others],
  };
}

/** Judges another row about something that a row of this import registers. */
export function judgeNewAgain(state: PlanState, row: IncomingRow, id: string, shown: string): void {
  const contradiction = state.contradiction(row, id);
  if (contradiction !== undefined) {
    state.refuseBoth(row, shown, contradiction);
    return;
  }
  const first = state.registered.get(`${row.table}\u0000${id}`)!;
  const more = Object.fromEntries(Object.entries(ownValues(row)).filter(([key]) => !(key in first.row.said)));
  if (row.origin === "table") addTo(state, first.judged, more, []);
  state.judge(row, "unchanged", {
    subject: id,
    shown,
    because: `new in ${formatPlace(first.place)}`,
    with: first.judged,
  });
}

/** Judges a row about something that the registry has. */
export function judgeKnown(state: PlanState, row: IncomingRow, id: string, shown: string): void {
  const existing = state.known.entity(row.table, id)!;
  const found = differences(row, existing);
  const contradiction = state.contradiction(row, id);
  if (contradiction !== undefined) {
    state.refuseBoth(row, shown, contradiction);
    return;
  }
  if (found.length === 0) {
    state.judge(row, "unchanged", { subject: id, shown });
    return;
  }
  const changes = asChanges(found);
  const effect = effectOf(state, row, id, existing, found);
  if (effect === "skip") {
    state.judge(row, "left out", { subject: id, shown, changes, because: "a decision says so" });
    return;
  }
  if ("question" in effect) {
    state.judge(row, "doubtful", { subject: id, shown, changes, question: effect.question });
    return;
  }
  if ("problem" in effect) {
    state.judge(row, "refused", { subject: id, shown, changes, problems: [effect.problem] });
    return;
  }
  const said: Record<string, unknown> = {};
  for (const { column } of found) said[column.key] = row.said[column.key];
  const before = state.changed.get(`${row.table}\u0000${id}`);
  if (before !== undefined) {
    addTo(state, before, said, changes);
    const because = `together with ${formatPlace(state.judged[before]!.place)}`;
    state.judge(row, "changed", { subject: id, shown, changes, because, with: before });
    return;
  }
  state.changed.set(`${row.table}\u0000${id}`, state.judged.length);
  const isAgreement = row.table === "agreements";
  const act = {
    ...valuesOf(existing),
    ...said,
    ...state.header(row, row.key, effect.on),
    ...(isAgreement && said.on !== undefined ? { on: said.on } : {}),
    ...("corrects" in effect ? { corrects: effect.corrects } : {}),
  } as unknown as Act;
  const since = "corrects" in effect || isOpen(effect.on) ? undefined : `from ${formatDay(effect.on)} on`;
  state.judge(row, "changed", {
    subject: id,
    shown,
    changes,
    ...(since === undefined ? {} : { because: since }),
    acts: [act],
  });
}
