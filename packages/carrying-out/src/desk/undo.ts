/** Reversing a decision at the desk: what can be undone is, what cannot is listed, and whoever was told is told again. */
import { day, formatDay } from "@comity/calendar";
import type { StoredDocument } from "@comity/store";
import type { LetterRule } from "../guide/guide.ts";
import { dueOn } from "../guide/timing.ts";
import { MAILS, type Mail } from "../mails/mail.ts";
import { cancelMails, toldParts } from "../mails/release.ts";
import type { DueLetter, PlanPart } from "../plan/plan.ts";
import { CarryingOutError } from "../problems.ts";
import type { Instrument } from "../taken/decision-taken.ts";
import { type ReversalWords, reverseDecision } from "../taken/reversal.ts";
import type { Desk, Entering } from "./desk.ts";
import type { DecisionRecord, PassedDay, ReversalRecord } from "./records.ts";

/** What of a decision has taken effect before a day: nobody gives these days back. */
function passedBy({ ends }: DecisionRecord, date: string): PassedDay[] {
  return ends.flatMap(({ of, title, byDay }) =>
    byDay
      .filter(({ lastDay }) => lastDay < date)
      .map(({ lastDay, people }) => ({ of, title, lastDay, people })),
  );
}

/** The letters that say of a part that the decision was reversed. */
function reversalLetters(
  rules: readonly LetterRule[],
  part: PlanPart,
  reversal: ReversalRecord,
): DueLetter[] {
  return rules.flatMap(({ letter, template, to, of, due }) => {
    if (of !== "reversal" || to !== part.kind) return [];
    const on = dueOn(due, { decision: day(reversal.date), first: undefined, latestNotice: undefined });
    return on === undefined ? [] : [{ letter, template, due: formatDay(on) }];
  });
}

/**
 * Reverses a decision: withdraws or ends its acts as far as that can be, cancels what has not gone out, plans what is to be undone,
 * and lists what cannot be. The same reversal again gives what is there.
 *
 * @throws CarryingOutError `no-decision`, `already-reversed`, `instrument-malformed`, `wrong-day`; HeadMovedError.
 */
export async function undoDecision(
  desk: Desk,
  id: string,
  words: ReversalWords,
  instrument: Instrument,
  entering: Entering,
): Promise<StoredDocument<DecisionRecord>> {
  const { documents } = desk.store;
  const decision = await desk.decision(id);
  const { value: record } = decision;
  const acts = desk.actsOf(record);
  const known = record.reversal;
  const isSame = known?.instrument.sha256 === instrument.sha256;
  if (record.state === "reversed" && isSame) return decision;
  const isRecorded = known !== undefined && desk.followed.folded.ledger.find(`${known.id}:decision`) >= 0;
  // What is recorded counts, also where the plan that follows was not laid yet.
  if (record.state === "reversed" || (isRecorded && !isSame))
    throw new CarryingOutError(
      "conflict",
      "already-reversed",
      `\`${id}\` was reversed already, as \`${known!.id}\``,
    );
  const hand = desk.hand(entering.by);
  const recorded = desk.today();
  let reversal = known;
  if (!isRecorded) {
    const made = reverseDecision(desk.followed.folded, acts, words, instrument, {
      decision: id,
      recorded,
      by: entering.by,
    });
    reversal = {
      ...hand,
      id: made.id,
      title: words.title,
      date: formatDay(words.date),
      instrument: { ...instrument, date: formatDay(instrument.date) },
      acts: made.acts.map((act) => act.id),
      notUndone: made.notUndone,
      passed: passedBy(record, formatDay(words.date)),
    };
    // Said before it is done: whoever finds it half done can finish it.
    await documents.write(
      [{ collection: "decision", id, expected: decision.version, value: { ...record, reversal } }],
      entering.by,
    );
    try {
      await desk.record(made, entering);
    } catch (error) {
      if ((error as { code?: string }).code !== "outcome-unknown")
        await documents.write([{ collection: "decision", id, value: record }], entering.by);
      throw error;
    }
  }
  return concludeReversal(desk, id, reversal!, hand.by);
}

/** Lays the plan of a decision anew whose reversal is recorded. Doing it twice does no harm. */
export async function concludeReversal(
  desk: Desk,
  id: string,
  reversal: ReversalRecord,
  by: string,
): Promise<StoredDocument<DecisionRecord>> {
  await cancelMails(desk, id, by);
  const told = toldParts(await desk.store.documents.list<Mail>(MAILS, { prefix: `${id}/` }));
  const { letters } = desk.guide;
  return desk.refresh(
    id,
    desk.hand(by),
    "the decision was reversed",
    (record) => ({ ...record, reversal }),
    (name, part) => {
      const due = told.has(name) ? reversalLetters(letters, part, reversal) : [];
      const fresh = due.filter(({ letter }) => !part.letters.some((each) => each.letter === letter));
      return fresh.length === 0 ? part : { ...part, letters: [...part.letters, ...fresh] };
    },
  );
}
