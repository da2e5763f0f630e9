/** What the acts of one agreement say by themselves, before its parent, its successor and its parties' agreements do. */
import { type Day, difference, type IntervalSet, interval, OPEN } from "@comity/calendar";
import type { Act, AgreementAct, SignatureAct } from "./acts.ts";
import { byOccurrence, type Ledger } from "./ledger.ts";

/** Days, and the acts (by index in the ledger) that made them so. */
export interface Because {
  readonly days: IntervalSet;
  readonly acts: readonly number[];
}

/** The acts of one agreement that count, each sort in the order in which they happened. */
export interface Own {
  readonly signed: number;
  readonly signature: SignatureAct;
  readonly acts: readonly { readonly index: number; readonly act: AgreementAct }[];
  readonly entry: { readonly day: Day; readonly acts: readonly number[] } | undefined;
}

export type Of<Sort extends AgreementAct["act"]> = {
  readonly index: number;
  readonly act: AgreementAct & { act: Sort };
};

export function sortsOf<Sort extends AgreementAct["act"]>(own: Own, ...sorts: Sort[]): Of<Sort>[] {
  return own.acts.filter(({ act }) => (sorts as string[]).includes(act.act)) as Of<Sort>[];
}

/** Gathers what counts of an agreement's acts; undefined where no signature counts. */
export function ownOf(ledger: Ledger, indices: readonly number[]): Own | undefined {
  const acts: { index: number; act: AgreementAct | SignatureAct }[] = [];
  for (const index of indices) {
    if (ledger.isOperative(index))
      acts.push({ index, act: ledger.act(index) as AgreementAct | SignatureAct });
  }
  acts.sort((a, b) => byOccurrence(a.act, b.act));
  const signature = acts.findLast(({ act }) => act.act === "signature");
  if (signature === undefined) return undefined;
  const { index: signed, act } = signature as { index: number; act: SignatureAct };
  const rest = acts.filter((one) => one.act.act !== "signature") as Own["acts"];
  const entered = rest.findLast((one) => one.act.act === "entry into force");
  const entry =
    entered !== undefined
      ? { day: entered.act.on, acts: [signed, entered.index] }
      : act.firstDay !== undefined
        ? { day: act.firstDay, acts: [signed] }
        : undefined;
  return { signed, signature: act, acts: rest, entry };
}

/** Lasting acts of one sort as days and reasons. */
export function lasting(
  ledger: Ledger,
  acts: readonly { readonly index: number; readonly act: Act }[],
): Because[] {
  return acts.map(({ index, act }) => ({
    days: interval(act.on, ledger.endOf(index)),
    acts: [index, ...ledger.endsOf(index)],
  }));
}

/** Suspensions, each to its last day, its end or the first resumption after it. */
export function suspensions(ledger: Ledger, own: Own): Because[] {
  const resumptions = sortsOf(own, "resumption");
  return lasting(ledger, sortsOf(own, "suspension")).map((suspended) => {
    const from = suspended.days[0];
    const resumed = from === undefined ? undefined : resumptions.find(({ act }) => act.on >= from);
    if (resumed === undefined) return suspended;
    const days = difference(suspended.days, interval(resumed.act.on, OPEN));
    return days === suspended.days ? suspended : { days, acts: [...suspended.acts, resumed.index] };
  });
}

/** The end that decisions fix. */
export interface FixedEnd {
  readonly to: Day;
  readonly acts: readonly number[];
  /** Whether a postponement fixed it, in spite of terms and notices; a termination after that may shorten it. */
  readonly postponed: boolean;
  readonly reason: "termination" | "postponement";
}

/** The end that terminations and postponements fix; a postponement overrides whatever came before it. */
export function fixedEnd(own: Own): FixedEnd | undefined {
  let fixed: FixedEnd | undefined;
  for (const { index, act } of sortsOf(own, "termination", "postponement")) {
    const to = (act.lastDay + 1) as Day;
    const postponed = act.act === "postponement" || fixed?.postponed === true;
    if (act.act === "postponement")
      fixed = { to, acts: [...(fixed?.acts ?? []), index], postponed, reason: act.act };
    else if (fixed === undefined || to < fixed.to)
      fixed = { to, acts: postponed ? [...fixed!.acts, index] : [index], postponed, reason: act.act };
  }
  return fixed;
}
