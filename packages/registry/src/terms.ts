/**
 * Terms of an agreement: how the first term, tacit renewals, amendments and notices follow one another, from its entry
 * into force on. The rule is that of the cooperation agreements: five years, "tacitly renewed for the same period unless
 * a written notice of termination is provided at least six months prior to the renewal date" (CERN, 17 June 2022).
 */
import { addDuration, type Day, type Duration, NO_TIME, OPEN, subtractDuration } from "@comity/calendar";
import type { AmendmentAct, NoticeAct, Renewal, SignatureAct } from "./acts.ts";

/** One term: in force on `[from, to)`; `to` is `OPEN` where it has no end. */
export interface Term {
  readonly from: Day;
  readonly to: Day;
}

/** What the agreement says about its own life at some time. */
export interface TermRules {
  readonly renewal: Renewal;
  readonly renewalTerm: Duration;
  readonly noticePeriod: Duration;
}

/** The running term and its rules, from the day `since` on, until the next stretch. */
export interface Stretch {
  readonly since: Day;
  readonly term: Term;
  readonly rules: TermRules;
  /** Later terms end at `anchor + (base + k * renewalTerm)`, k = 1, 2, ... so that clamping never adds up. */
  readonly anchor: Day;
  readonly base: Duration;
  readonly renewals: number;
}

/** What a notice brought about. */
export interface NoticeOutcome {
  readonly notice: NoticeAct;
  /** The latest day on which notice would have ended the running term; undefined where there is no term. */
  readonly latest: Day | undefined;
  /** The day after the last in force; `OPEN` where the notice ends nothing (it came after the end). */
  readonly to: Day;
  readonly late: boolean;
}

/** The life of an agreement as far as its own terms and notices go. */
export interface TermLife {
  readonly stretches: readonly Stretch[];
  readonly outcomes: readonly NoticeOutcome[];
  /** The day after the last in force, if nothing but terms ends it; `OPEN` while it renews. */
  readonly to: Day;
}

function times(duration: Duration, count: number): Duration {
  return { months: duration.months * count, days: duration.days * count };
}

function sum(a: Duration, b: Duration): Duration {
  return { months: a.months + b.months, days: a.days + b.days };
}

const isNothing = (duration: Duration): boolean => duration.months === 0 && duration.days === 0;

/** The stretch in which the next term runs; undefined where the running one is not renewed. */
function renewed(stretch: Stretch): Stretch | undefined {
  const { rules, term } = stretch;
  if (rules.renewal !== "tacit" || term.to === OPEN || isNothing(rules.renewalTerm)) return undefined;
  const renewals = stretch.renewals + 1;
  const to = addDuration(stretch.anchor, sum(stretch.base, times(rules.renewalTerm, renewals)));
  return { ...stretch, since: term.to, term: { from: term.to, to }, renewals };
}

/** The stretch whose term is running on a day; the last where none is any more. */
function advanced(stretch: Stretch, on: Day): Stretch {
  let running = stretch;
  while (running.term.to <= on) {
    const next = renewed(running);
    if (next === undefined) break;
    running = next;
  }
  return running;
}

/** The first term of an agreement that enters into force on `from`. */
function firstStretch(signature: SignatureAct, from: Day): Stretch {
  const { lastDay, term } = signature;
  const to =
    lastDay !== undefined ? ((lastDay + 1) as Day) : term !== undefined ? addDuration(from, term) : OPEN;
  const byLength = lastDay === undefined && term !== undefined;
  return {
    since: from,
    term: { from, to: to < from ? from : to },
    rules: {
      renewal: signature.renewal,
      renewalTerm: signature.renewalTerm ?? term ?? NO_TIME,
      noticePeriod: signature.noticePeriod ?? NO_TIME,
    },
    anchor: byLength ? from : to,
    base: byLength ? term : NO_TIME,
    renewals: 0,
  };
}

/** What holds once an amendment has changed the running term or the rules. */
function amended(stretch: Stretch, act: AmendmentAct): Stretch {
  const rules: TermRules = {
    renewal: act.renewal ?? stretch.rules.renewal,
    renewalTerm: act.renewalTerm ?? act.term ?? stretch.rules.renewalTerm,
    noticePeriod: act.noticePeriod ?? stretch.rules.noticePeriod,
  };
  const { from } = stretch.term;
  const next = { ...stretch, since: act.on, rules };
  if (act.lastDay !== undefined) {
    const to = Math.max(act.lastDay + 1, act.on) as Day;
    return { ...next, term: { from, to }, anchor: to, base: NO_TIME, renewals: 0 };
  }
  if (act.term !== undefined) {
    const to = addDuration(from, act.term);
    if (to < act.on)
      return { ...next, term: { from, to: act.on }, anchor: act.on, base: NO_TIME, renewals: 0 };
    return { ...next, term: { from, to }, anchor: from, base: act.term, renewals: 0 };
  }
  return { ...next, anchor: stretch.term.to, base: NO_TIME, renewals: 0 };
}

/** The latest day for notice that ends a term: its last day minus the notice period, counted back in the calendar. */
export function latestNotice(term: Term, noticePeriod: Duration): Day {
  return subtractDuration((term.to - 1) as Day, noticePeriod);
}

/** What a notice brings about, given while `stretch` is running. */
function outcomeOf(notice: NoticeAct, stretch: Stretch): NoticeOutcome {
  const { term, rules } = stretch;
  if (term.to === OPEN) {
    const to = (addDuration(notice.on, rules.noticePeriod) + 1) as Day;
    return { notice, latest: undefined, to, late: false };
  }
  const latest = latestNotice(term, rules.noticePeriod);
  if (notice.on <= latest) return { notice, latest, to: term.to, late: false };
  for (let next = renewed(stretch); next !== undefined; next = renewed(next)) {
    if (next.term.to === OPEN || notice.on <= latestNotice(next.term, rules.noticePeriod))
      return { notice, latest, to: next.term.to, late: true };
  }
  return { notice, latest, to: OPEN, late: true };
}

/**
 * The terms of an agreement that entered into force on `from`.
 *
 * `changes` are its amendments and notices by day. `endsWith` says of a notice whether it ends the agreement, or only
 * one party's part in it; an agreement under notice is not renewed beyond the day that the notice brings about.
 *
 *     // signed for 5 years, tacit renewal, notice of 6 months, in force from 2010-01-28, nothing else:
 *     // stretches: from 2010-01-28; to: OPEN; termOn(..., 2024-01-01) = [2020-01-28, 2025-01-28)
 */
export function termLife(
  signature: SignatureAct,
  from: Day,
  changes: readonly (AmendmentAct | NoticeAct)[],
  endsWith: (notice: NoticeAct) => boolean,
): TermLife {
  let running = firstStretch(signature, from);
  const stretches = [running];
  const outcomes: NoticeOutcome[] = [];
  let noticed: Day = OPEN;
  for (const change of changes) {
    running = advanced(running, change.on);
    const over = running.term.to <= change.on || noticed <= change.on;
    if (change.act === "notice") {
      const outcome = over
        ? { notice: change, latest: undefined, to: OPEN, late: true }
        : outcomeOf(change, running);
      outcomes.push(outcome);
      if (endsWith(change) && outcome.to < noticed) noticed = outcome.to;
    } else if (!over) {
      running = amended(running, change);
      stretches.push(running);
    }
  }
  const own = lastOf(running, noticed);
  return { stretches, outcomes, to: own < noticed ? own : noticed };
}

/** The day after the last term, where renewal stops at `noticed` at the latest. */
function lastOf(stretch: Stretch, noticed: Day): Day {
  if (stretch.rules.renewal !== "tacit" || isNothing(stretch.rules.renewalTerm)) return stretch.term.to;
  return noticed;
}

/** The stretch with the term running on a day: the first before it, the last after the end. */
export function stretchOn(life: TermLife, on: Day): Stretch {
  let at = life.stretches[0]!;
  for (const stretch of life.stretches) if (stretch.since <= on) at = stretch;
  const running = advanced(at, on);
  return running.term.from < life.to ? running : advanced(at, (life.to - 1) as Day);
}

/** The stretch of the term that follows by tacit renewal; undefined where none does. */
export function nextStretch(stretch: Stretch): Stretch | undefined {
  return renewed(stretch);
}
