/**
 * Undoing a decision. What has not taken effect yet is withdrawn; what has, and lasts, is ended from the day of the reversal on;
 * what has and is over cannot be undone by any act of one's own. So too the law of treaties: a notice of termination may be
 * revoked at any time before it takes effect (Vienna Convention on the Law of Treaties, Art. 68; that of 1986 for organisations, Art. 68).
 */
import { type Day, formatDay } from "@comity/calendar";
import type { Act, ActHeader, Folded } from "@comity/registry";
import { CarryingOutError } from "../problems.ts";
import {
  checkInstrument,
  decisionAct,
  decisionId,
  documentsFor,
  type Instrument,
  type Taken,
} from "./decision-taken.ts";

/** An act of the decision that stays as it is, and why. */
export interface NotUndone {
  readonly act: string;
  readonly what: string;
  readonly why: string;
}

/** The decision to reverse another. */
export interface ReversalWords {
  readonly title: string;
  readonly body?: string;
  readonly session?: string;
  /** From this day on the decision is undone: the day of the reversal itself. */
  readonly date: Day;
}

export interface Reversal extends Taken {
  readonly notUndone: readonly NotUndone[];
}

/** What becomes of one act. */
type Undoing =
  | { readonly withdraw: true }
  | { readonly resume: string }
  | { readonly end: true }
  | { readonly why: string }
  | { readonly nothing: true };

const WITHDRAW: Undoing = { withdraw: true };

/** An agreement that has ended does not live again by a decision of one side. */
function ofTermination(act: Act & { readonly agreement: string }, folded: Folded, from: Day): Undoing {
  const life = folded.agreements.get(act.agreement);
  if (life === undefined || life.to > from) return WITHDRAW;
  const lastDay = formatDay((life.to - 1) as Day);
  return {
    why: `\`${act.agreement}\` ended on ${lastDay}: it does not come back by a decision of one side; a new agreement has to be signed and enter into force`,
  };
}

/** What an agreement was prolonged by counts already where it would have ended before. */
function ofPostponement(
  act: Act & { readonly agreement: string; readonly lastDay: Day },
  folded: Folded,
  from: Day,
): Undoing {
  const { terms } = folded.agreements.get(act.agreement) ?? {};
  if (terms === undefined || terms.to > from) return WITHDRAW;
  return {
    why: `\`${act.agreement}\` has gone on by it past the end of its term: ending it now is a decision of its own`,
  };
}

function ofLasting(act: Act, index: number, folded: Folded, from: Day): Undoing {
  if (act.on >= from) return WITHDRAW;
  const end = folded.ledger.endOf(index);
  if (end <= from) return { nothing: true };
  return act.act === "suspension" ? { resume: act.agreement } : { end: true };
}

/** What is done about an act of a decision from a day on. */
function undoingOf(act: Act, index: number, folded: Folded, from: Day): Undoing {
  switch (act.act) {
    case "decision":
      return { nothing: true };
    case "termination":
    case "notice":
      return ofTermination(act, folded, from);
    case "postponement":
      return ofPostponement(act, folded, from);
    case "departure":
    case "end": {
      const isOver = act.lastDay < from;
      return isOver
        ? { why: `it took effect after ${formatDay(act.lastDay)}: what ended has to be stated anew` }
        : WITHDRAW;
    }
    case "suspension":
    case "restriction":
    case "closing to newcomers":
    case "exception":
    case "accession":
    case "status":
    case "observer":
    case "observer suspension":
    case "affiliation":
    case "contract":
    case "membership":
    case "qualification":
    case "team":
    case "dues":
    case "residence":
    case "residence card":
    case "dependant":
    case "appointment":
    case "mark":
    case "recall":
    case "share":
    case "needed taker":
    case "statement":
      return ofLasting(act, index, folded, from);
    default:
      if (act.on >= from) return WITHDRAW;
      return { why: `it took effect on ${formatDay(act.on)}, and states nothing that an end could end` };
  }
}

/** What an act says in a few words. */
function plainly(act: Act): string {
  const named = "agreement" in act ? ` of \`${act.agreement}\`` : "";
  return `${act.act}${named}`;
}

/**
 * The acts that undo a decision from a day on, as they are recorded on another.
 *
 *     const { acts, notUndone } = reverseDecision(folded, acts, words, instrument, { decision, recorded, by });
 *
 * @throws CarryingOutError `instrument-malformed`; `wrong-day`; `already-reversed` where nothing of it counts any more.
 */
export function reverseDecision(
  folded: Folded,
  acts: readonly Act[],
  words: ReversalWords,
  instrument: Instrument,
  { decision, recorded, by }: { readonly decision: string; readonly recorded: Day; readonly by: string },
): Reversal {
  checkInstrument(instrument, recorded);
  const { title, body, session, date } = words;
  if (date > recorded)
    throw new CarryingOutError(
      "incorrect",
      "wrong-day",
      `the reversal bears \`${formatDay(date)}\`, which is still to come`,
      { path: "date" },
    );
  const on = {
    title,
    ...(body === undefined ? {} : { body }),
    ...(session === undefined ? {} : { session }),
  };
  const id = decisionId({ ...on, date, knownOn: recorded, acts: [], warnings: [] }, instrument).replace(
    "decision",
    "reversal",
  );
  const header = (at: number): Omit<ActHeader, "corrects"> => ({
    id: `${id}:${at}`,
    on: date,
    recorded,
    by: body ?? by,
    instrument: id,
  });
  const made: Act[] = [decisionAct({ ...on, id, on: date, recorded, by: body ?? by, instrument })];
  const notUndone: NotUndone[] = [];
  let counting = 0;
  for (const act of acts) {
    const index = folded.ledger.find(act.id);
    if (index < 0 || folded.ledger.isWithdrawn(index) || act.act === "decision") continue;
    counting++;
    const undoing = undoingOf(act, index, folded, date);
    const at = made.length;
    const lastDay = (date - 1) as Day;
    if ("withdraw" in undoing) made.push({ ...header(at), act: "withdrawal", withdraws: act.id });
    else if ("end" in undoing) made.push({ ...header(at), act: "end", ends: act.id, lastDay });
    else if ("resume" in undoing) made.push({ ...header(at), act: "resumption", agreement: undoing.resume });
    else if ("why" in undoing) notUndone.push({ act: act.id, what: plainly(act), why: undoing.why });
  }
  if (counting === 0)
    throw new CarryingOutError(
      "conflict",
      "already-reversed",
      `nothing of \`${decision}\` counts any more: it was reversed or withdrawn before`,
    );
  return { id, instrument, acts: made, documents: documentsFor(made, instrument), notUndone };
}
