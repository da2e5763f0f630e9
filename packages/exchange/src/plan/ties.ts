/** Affiliations: which of those on record a row means, and what it changes. */
import { type Day, formatDay, isOpen, OPEN, SINCE_EVER } from "@comity/calendar";
import type { Act, AffiliationAct, EndAct } from "@comity/registry";
import type { IncomingRow } from "../incoming.ts";
import { Known, type KnownTie } from "../match/known.ts";
import { type ExchangeProblem, formatPlace } from "../problems.ts";
import { answeredDay } from "./entities.ts";
import { resolveInstitute } from "./institutes.ts";
import type { Change } from "./judgement.ts";
import type { Question } from "./questions.ts";
import type { PlanState } from "./state.ts";

interface TieSaid {
  readonly id?: string;
  readonly institute: string;
  readonly connection?: AffiliationAct["connection"];
  readonly on?: Day;
  readonly lastDay?: Day;
}

/** The day after the last. */
const dayAfter = (day: Day | undefined): Day => (day === undefined ? OPEN : ((day + 1) as Day));
const lastOf = ({ to }: KnownTie): Day | undefined => (to === OPEN ? undefined : ((to - 1) as Day));
const written = (day: Day | undefined): string =>
  day === undefined || isOpen(day) ? "open" : formatDay(day);

/** Which of the affiliations on record a row means. */
function meant(state: PlanState, row: IncomingRow, ties: readonly KnownTie[]): KnownTie | undefined {
  const said = row.said as unknown as TieSaid;
  const byId = ties.find(({ act }) => said.id !== undefined && act.id === said.id);
  if (byId !== undefined) return byId;
  const repeated = state.repeats.get(row.key);
  const again = repeated === undefined ? undefined : ties.find(({ act }) => act.id === repeated.id);
  if (again !== undefined) return again;
  if (said.on !== undefined) {
    const exact = ties.find(({ from }) => from === said.on);
    if (exact !== undefined || row.origin !== "author list")
      return exact ?? ties.find(({ from, to }) => from < dayAfter(said.lastDay) && said.on! < to);
  }
  // A list says that somebody was there on its day.
  if (row.origin === "author list") return ties.find(({ from, to }) => from <= said.on! && said.on! < to);
  return (
    ties.findLast((tie) => Known.goesOn(tie, state.options.recorded)) ??
    ties.find((tie) => said.lastDay !== undefined && lastOf(tie) === said.lastDay)
  );
}

const skipped = "a decision says so";

/** Judges a row about an affiliation of a person who is found. */
export function judgeTie(state: PlanState, row: IncomingRow, person: string, name: string): void {
  const said = row.said as unknown as TieSaid;
  const connection = said.connection ?? "affiliated with";
  const resolution = resolveInstitute(state, said.institute, row.place);
  const shown = `${name}; ${connection}; ${said.institute}`;
  if (resolution.state !== "known" && resolution.state !== "new") {
    state.judgeUnresolved(row, resolution, shown);
    return;
  }
  const institute = resolution.id;
  const tieSaid = `${person}; ${connection}; ${institute}; ${written(said.on)} to ${written(said.lastDay)}`;
  // A decision holds also where nothing asks for it any more: the registry went on, the row did not.
  const decided = state.decisions.of({ about: "affiliation", said: tieSaid });
  if (decided === "skip") {
    state.judge(row, "left out", { subject: person, shown, because: skipped });
    return;
  }
  const atInstitute = state.known.ties(person).filter(({ act }) => act.institute === institute);
  const same = atInstitute.filter(({ act }) => act.connection === connection);
  const tie =
    meant(state, row, same) ?? (row.origin === "author list" ? meant(state, row, atInstitute) : undefined);
  if (tie !== undefined) {
    judgeKnownTie(state, row, tie, shown);
    return;
  }
  const other = atInstitute.find(
    ({ from, to }) => from < dayAfter(said.lastDay) && (said.on ?? state.options.recorded) < to,
  );
  let first = said.on;
  if (other !== undefined || decided !== undefined || (said.on === undefined && same.length > 0)) {
    const answer = askAboutTie(state, row, tieSaid, person, institute, other ?? same.at(-1), shown);
    if (answer === undefined) return;
    if (typeof answer === "number") first = answer;
  }
  const key = `${person}\u0000${institute}\u0000${connection}\u0000${first ?? ""}`;
  const before = state.registered.get(`affiliations\u0000${key}`);
  if (before !== undefined) {
    if (before.row.said.lastDay !== said.lastDay)
      state.refuseBoth(row, shown, {
        column: "last_day",
        other: { text: "", place: before.place, judged: before.judged },
      });
    else
      state.judge(row, "unchanged", {
        subject: person,
        shown,
        because: `said in ${formatPlace(before.place)} already`,
        with: before.judged,
      });
    return;
  }
  state.register(key, row);
  const act: AffiliationAct = {
    act: "affiliation",
    ...state.header(row, row.key, first ?? SINCE_EVER),
    person,
    institute,
    connection,
    ...(said.lastDay === undefined ? {} : { lastDay: said.lastDay }),
  };
  state.judge(row, "new", { subject: person, shown, acts: [act] });
}

/** Asks whether a row is another affiliation than one on record: the day on which it begins, `true` where it is one besides. */
function askAboutTie(
  state: PlanState,
  row: IncomingRow,
  tieSaid: string,
  person: string,
  institute: string,
  tie: KnownTie | undefined,
  shown: string,
): Day | true | undefined {
  const said = row.said as unknown as TieSaid;
  const connection = said.connection ?? "affiliated with";
  const isOther = tie === undefined || tie.act.connection !== connection;
  const question: Question = {
    about: "affiliation",
    said: tieSaid,
    asks:
      tie === undefined
        ? `is this another affiliation of \`${person}\`?`
        : isOther
          ? `\`${person}\` is \`${tie.act.connection}\` at \`${institute}\` from ${written(tie.from)} to ${written(lastOf(tie))}: is \`${connection}\` another affiliation besides?`
          : `the affiliation of \`${person}\` with \`${institute}\` ended on ${written(lastOf(tie))}: on which day did it begin again?`,
    candidates: [],
    words: isOther ? ["new", "skip"] : ["skip"],
    takes: "day",
  };
  const answer = state.answer(
    question,
    (given) =>
      (typeof given === "string" && question.words.includes(given)) || answeredDay(given) !== undefined,
  );
  if (answer === undefined) state.judge(row, "doubtful", { subject: person, shown, question });
  else if (typeof answer === "object")
    state.judge(row, "refused", { subject: person, shown, problems: [answer as ExchangeProblem] });
  else if (answer === "skip") state.judge(row, "left out", { subject: person, shown, because: skipped });
  else return answeredDay(answer) ?? true;
  return undefined;
}

/** In which of its days a row differs from the affiliation on record that it means. */
function otherDays(
  state: PlanState,
  row: IncomingRow,
  tie: KnownTie,
): { readonly otherFirst: boolean; readonly otherLast: boolean } {
  const said = row.said as unknown as TieSaid;
  const isMention = row.origin === "author list";
  // What this very row made, with a clerk's answer perhaps, is what it meant.
  if (state.repeats.get(row.key)?.id === tie.act.id) return { otherFirst: false, otherLast: false };
  return {
    otherFirst: !isMention && said.on !== undefined && said.on !== tie.act.on,
    otherLast: !isMention && said.lastDay !== undefined && said.lastDay !== lastOf(tie),
  };
}

/** The affiliation of a person on record of which a row says just what it is. Asks nothing and notes nothing. */
export function tieOnRecord(state: PlanState, row: IncomingRow, person: string): KnownTie | undefined {
  const { institute, connection = "affiliated with" } = row.said as unknown as TieSaid;
  const resolution = resolveInstitute(state, institute, row.place);
  if (resolution.state !== "known") return undefined;
  const atInstitute = state.known.ties(person).filter(({ act }) => act.institute === resolution.id);
  const tie =
    meant(
      state,
      row,
      atInstitute.filter(({ act }) => act.connection === connection),
    ) ?? (row.origin === "author list" ? meant(state, row, atInstitute) : undefined);
  if (tie === undefined) return undefined;
  const { otherFirst, otherLast } = otherDays(state, row, tie);
  return otherFirst || otherLast ? undefined : tie;
}

/** Judges a row about an affiliation on record: only its days can differ. */
function judgeKnownTie(state: PlanState, row: IncomingRow, tie: KnownTie, shown: string): void {
  const said = row.said as unknown as TieSaid;
  const { act } = tie;
  const subject = act.person;
  const { otherFirst, otherLast } = otherDays(state, row, tie);
  const before = row.origin === "table" ? state.tieSaid(act.id, said, row.place) : undefined;
  if (before !== undefined) {
    const { column, other } = before;
    if (column !== undefined) state.refuseBoth(row, shown, { column, other: { text: "", ...other } });
    else
      state.judge(row, "unchanged", {
        subject,
        shown,
        because: `said in ${formatPlace(other.place)} already`,
        ...(other.judged < 0 ? {} : { with: other.judged }),
      });
    return;
  }
  if (!otherFirst && !otherLast) {
    state.judge(row, "unchanged", { subject, shown });
    return;
  }
  const changes: Change[] = [];
  if (otherFirst)
    changes.push({
      field: "first_day",
      ...(isOpen(act.on) ? {} : { from: formatDay(act.on) }),
      to: formatDay(said.on!),
    });
  if (otherLast) {
    const from = lastOf(tie);
    changes.push({
      field: "last_day",
      ...(from === undefined ? {} : { from: formatDay(from) }),
      to: formatDay(said.lastDay!),
    });
  }
  const acts: Act[] = [];
  // What happened later is an end; what was wrong is corrected.
  const isEnd = otherLast && act.lastDay === undefined;
  if (otherFirst || (otherLast && !isEnd))
    acts.push({
      act: "affiliation",
      ...state.header(row, row.key, otherFirst ? said.on! : act.on),
      corrects: act.id,
      person: act.person,
      institute: act.institute,
      connection: act.connection,
      ...(act.lastDay === undefined ? {} : { lastDay: otherLast ? said.lastDay! : act.lastDay }),
    });
  if (isEnd) {
    const [corrects] = tie.endedBy;
    const end: EndAct = {
      act: "end",
      ...state.header(row, `${row.key}.end`, state.options.recorded),
      ends: act.id,
      lastDay: said.lastDay!,
      ...(corrects === undefined ? {} : { corrects }),
    };
    acts.push(end);
  }
  state.judge(row, "changed", { subject, shown, changes, acts });
}
