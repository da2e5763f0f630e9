/** The facts of people, institutes and parties: what acts state to last, from their first day to their end. */
import { type Day, OPEN } from "@comity/calendar";
import type { Tuple } from "@comity/policy";
import type { Act, ContractAct, InstituteAct } from "./acts.ts";
import { byOccurrence, type Ledger } from "./ledger.ts";

/** Takes one fact, true on `[from, to)`, and the acts (by index in the ledger) that made it. */
export type Emit = (
  record: string,
  tuple: Tuple,
  from: Day,
  to: Day,
  because: number | readonly number[],
) => void;

/**
 * What facts hang together: all facts of one tuple come from acts of one topic. An agreement's family is a topic of
 * its own, kept apart.
 */
export const TOPICS = ["person", "institute", "party", "dependant"] as const;
export type Topic = (typeof TOPICS)[number];

/** The topic of an act and its subject; undefined where the act makes no such facts. */
export function topicOf(act: Act): Topic | undefined {
  switch (act.act) {
    case "affiliation":
    case "contract":
    case "membership":
    case "qualification":
    case "residence":
    case "residence card":
    case "appointment":
    case "mark":
    case "recall":
    case "death":
      return "person";
    case "institute":
    case "team":
    case "dues":
      return "institute";
    case "status":
    case "observer":
    case "observer suspension":
    case "share":
      return "party";
    case "dependant":
      return "dependant";
    default:
      return undefined;
  }
}

/** Who the act of a topic is about: its person, institute, party or dependant. */
export function subjectOf(act: Act, topic: Topic): string {
  if (topic === "party")
    return (act as Act & { act: "status" }).party ?? (act as Act & { act: "share" }).payer;
  return (act as unknown as Record<Topic, string>)[topic];
}

/** Percentages of simultaneous contracts add up. */
function emitPresence(ledger: Ledger, contracts: readonly number[], emit: Emit): void {
  const spans = contracts.map((index) => {
    const act = ledger.act(index) as ContractAct;
    return { index, person: act.person, percent: act.presence!, from: act.on, to: ledger.endOf(index) };
  });
  spans.sort((a, b) => a.from - b.from || a.to - b.to);
  if (spans.every((span, k) => k === 0 || spans[k - 1]!.to <= span.from)) {
    for (const { index, person, percent, from, to } of spans) {
      const ends = ledger.endsOf(index);
      emit("presence", [person, percent], from, to, ends.length === 0 ? index : [index, ...ends]);
    }
    return;
  }
  const { person } = spans[0]!;
  const days = [...new Set(spans.flatMap(({ from, to }) => [from, to]))].sort((a, b) => a - b);
  for (let k = 0; k + 1 < days.length; k++) {
    const from = days[k]!;
    const running = spans.filter((span) => span.from <= from && from < span.to);
    if (running.length === 0) continue;
    const percent = running.reduce((sum, span) => sum + span.percent, 0);
    const acts = running.flatMap(({ index }) => [index, ...ledger.endsOf(index)]);
    emit("presence", [person, percent], from, days[k + 1]!, acts);
  }
}

/** Each act of the same institute holds until the next one's first day. */
function emitInstitute(ledger: Ledger, acts: readonly number[], emit: Emit): void {
  const rows = acts
    .map((index) => ({ index, act: ledger.act(index) as InstituteAct }))
    .sort((a, b) => byOccurrence(a.act, b.act));
  rows.forEach(({ index, act }, k) => {
    const next = rows[k + 1]?.act.on ?? OPEN;
    const to = Math.min(ledger.endOf(index), next) as Day;
    if (act.on >= to) return;
    const ends = ledger.endsOf(index);
    const because = ends.length === 0 ? index : [index, ...ends];
    emit("seat", [act.institute, act.seat], act.on, to, because);
    emit("governed_by", [act.institute, act.governedBy], act.on, to, because);
    emit("institute_kind", [act.institute, act.kind], act.on, to, because);
  });
}

/** The tuple of an act that makes one fact. */
function emitAct(act: Act, from: Day, to: Day, because: number | readonly number[], emit: Emit): void {
  switch (act.act) {
    case "affiliation":
      emit("connection", [act.person, act.institute, act.connection], from, to, because);
      if (act.connection !== "visitor") emit("affiliated", [act.person, act.institute], from, to, because);
      return;
    case "contract":
      if (act.institute === undefined) emit("employed", [act.person, act.category], from, to, because);
      else emit("contract", [act.person, act.institute, act.category], from, to, because);
      return;
    case "membership":
      emit("participates", [act.person, act.experiment], from, to, because);
      return;
    case "qualification":
      emit("qualified", [act.person, act.experiment], from, to, because);
      return;
    case "team":
      emit("team", [act.institute, act.experiment], from, to, because);
      return;
    case "dues":
      emit("dues_paid", [act.institute, act.experiment], from, to, because);
      return;
    case "residence":
      emit("resident", [act.person, act.region], from, to, because);
      return;
    case "residence card":
      emit("residence_card", [act.person, act.state], from, to, because);
      return;
    case "dependant":
      emit("dependant", [act.person, act.dependant], from, to, because);
      if (act.permit) emit("dependant_permit", [act.dependant], from, to, because);
      return;
    case "appointment":
      emit("appointed", [act.person, act.role, act.experiment], from, to, because);
      return;
    case "mark":
      emit("mark", [act.person, act.mark], from, to, because);
      return;
    case "recall":
      emit("recalled", [act.person], from, to, because);
      return;
    case "death":
      emit("deceased", [act.person], from, to, because);
      return;
    case "status":
      emit("status", [act.party, act.status], from, to, because);
      return;
    case "observer":
      emit("observer", [act.party, act.body], from, to, because);
      return;
    case "observer suspension":
      emit("observer_suspended", [act.party, act.body], from, to, because);
      return;
    case "share":
      emit("share", [act.payer, act.experiment, act.units], from, to, because);
      return;
    default:
      return;
  }
}

/** Emits the facts of one subject from the indices of all acts about it, whether they count or not. */
export function emitSubject(ledger: Ledger, acts: readonly number[], emit: Emit): void {
  let present: number[] | undefined;
  let institutes: number[] | undefined;
  for (const index of acts) {
    if (!ledger.isOperative(index)) continue;
    const act = ledger.act(index);
    if (act.act === "institute") {
      institutes ??= [];
      institutes.push(index);
      continue;
    }
    const to = ledger.endOf(index);
    if (act.on >= to) continue;
    const ends = ledger.endsOf(index);
    emitAct(act, act.on, to, ends.length === 0 ? index : [index, ...ends], emit);
    if (act.act !== "contract" || act.presence === undefined) continue;
    present ??= [];
    present.push(index);
  }
  if (institutes !== undefined) emitInstitute(ledger, institutes, emit);
  if (present === undefined) return;
  emitPresence(ledger, present, emit);
}
