/** The facts of people, institutes and parties: what acts state to last, from their first day to their end. */
import { type Day, OPEN, SINCE_EVER } from "@comity/calendar";
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

/** The presence of one person, from the contracts that say how much time they take; simultaneous ones add up. */
export function emitPresence(ledger: Ledger, contracts: ArrayLike<number>, emit: Emit): void {
  const counting: number[] = [];
  let isApart = true;
  let last: Day = SINCE_EVER;
  for (let k = 0; k < contracts.length; k++) {
    const index = contracts[k]!;
    if (!ledger.isOperative(index)) continue;
    const { on } = ledger.act(index);
    const to = ledger.endOf(index);
    if (on >= to) continue;
    counting.push(index);
    if (on < last) isApart = false;
    last = to;
  }
  if (!isApart) {
    emitSums(ledger, counting, emit);
    return;
  }
  for (const index of counting) {
    const { person, presence, on } = ledger.act(index) as ContractAct;
    emit("presence", [person, presence!], on, ledger.endOf(index), because(ledger, index));
  }
}

/** The act, and those that ended what it states. */
function because(ledger: Ledger, index: number): number | readonly number[] {
  return ledger.isPlain(index) ? index : [index, ...ledger.endsOf(index)];
}

/** The sums of contracts that overlap. */
function emitSums(ledger: Ledger, contracts: readonly number[], emit: Emit): void {
  const spans = contracts.map((index) => {
    const act = ledger.act(index) as ContractAct;
    return { index, person: act.person, percent: act.presence!, from: act.on, to: ledger.endOf(index) };
  });
  spans.sort((a, b) => a.from - b.from || a.to - b.to);
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

/** Each act of the same institute that counts holds until the next one's first day. */
export function emitInstitute(ledger: Ledger, acts: readonly number[], emit: Emit): void {
  const rows = acts
    .filter((index) => ledger.isOperative(index))
    .map((index) => ({ index, act: ledger.act(index) as InstituteAct }))
    .sort((a, b) => byOccurrence(a.act, b.act));
  rows.forEach(({ index, act }, k) => {
    const next = rows[k + 1]?.act.on ?? OPEN;
    const to = Math.min(ledger.endOf(index), next) as Day;
    if (act.on >= to) return;
    const made = because(ledger, index);
    emit("seat", [act.institute, act.seat], act.on, to, made);
    emit("governed_by", [act.institute, act.governedBy], act.on, to, made);
    emit("institute_kind", [act.institute, act.kind], act.on, to, made);
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
    case "session": {
      if (act.access === undefined) return;
      // Nothing else that lasts is over in a day where nobody says when it ends.
      const end = to === OPEN ? ((from + 1) as Day) : to;
      emit("session", [act.session, act.body, act.access], from, end, because);
      return;
    }
    case "share":
      emit("share", [act.payer, act.experiment, act.units], from, to, because);
      return;
    case "statement":
      emit(act.record, act.values, from, to, because);
      return;
    default:
      return;
  }
}

/** Emits the facts that one act makes by itself, if it counts. An institute's and a presence hang on other acts too. */
export function emitAlone(ledger: Ledger, index: number, emit: Emit): void {
  if (!ledger.isOperative(index)) return;
  const act = ledger.act(index);
  const to = ledger.endOf(index);
  if (act.on < to) emitAct(act, act.on, to, because(ledger, index), emit);
}

/** Emits the facts of one subject from the indices of all acts about it, whether they count or not. */
export function emitSubject(ledger: Ledger, acts: readonly number[], emit: Emit): void {
  const sorts = (sort: "institute" | "contract"): number[] =>
    acts.filter((index) => ledger.act(index).act === sort);
  for (const index of acts) emitAlone(ledger, index, emit);
  emitInstitute(ledger, sorts("institute"), emit);
  const contracts = sorts("contract");
  emitPresence(
    ledger,
    contracts.filter((index) => (ledger.act(index) as ContractAct).presence !== undefined),
    emit,
  );
}
