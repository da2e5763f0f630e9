/** What notice can bring about: the first term's end that it still reaches, and what comes too late for it. */
import { addDuration, type Day, formatDay, isNoTime, OPEN } from "@comity/calendar";
import {
  type Act,
  type AgreementLife,
  type Folded,
  latestNotice,
  nextStretch,
  stretchOn,
} from "@comity/registry";
import type { DraftProblem } from "./problems.ts";

/** What notice given on a day brings about. */
export interface Reachable {
  /** The last day in force. */
  readonly lastDay: Day;
  /** The latest day for notice that ends it then; undefined where no term binds it. */
  readonly latest: Day | undefined;
  /** The running term, where its latest day for notice has passed: its end is out of reach. */
  readonly missed: { readonly lastDay: Day; readonly latest: Day } | undefined;
}

/**
 * The first last day that notice on a day can bring about; undefined where the agreement is not in force by then, or
 * ends before any notice could end it.
 */
export function reachable(life: AgreementLife, on: Day): Reachable | undefined {
  if (life.terms === undefined || life.from === undefined || on >= life.to) return undefined;
  const day = Math.max(on, life.from) as Day;
  const running = stretchOn(life.terms, day);
  const { term, rules } = running;
  if (term.to === OPEN) {
    const lastDay = addDuration(on, rules.noticePeriod);
    return { lastDay, latest: undefined, missed: undefined };
  }
  let stretch = running;
  for (;;) {
    const latest = latestNotice(stretch.term, stretch.rules.noticePeriod);
    const lastDay = (stretch.term.to - 1) as Day;
    if (on <= latest || stretch.rules.renewal !== "tacit") {
      const missed =
        stretch === running
          ? undefined
          : { lastDay: (term.to - 1) as Day, latest: latestNotice(term, rules.noticePeriod) };
      return { lastDay, latest, missed };
    }
    const next = nextStretch(stretch);
    if (next === undefined || next.term.to === OPEN) return undefined;
    stretch = next;
  }
}

/** Terminations for a day that notice on the day of the decision can no longer bring about, by the index of the act. */
export function terminationProblems(
  folded: Folded,
  acts: readonly Act[],
): (DraftProblem & { readonly index: number })[] {
  return acts.flatMap((act, index) => {
    if (act.act !== "termination") return [];
    const life = folded.agreements.get(act.agreement);
    const reached = life === undefined ? undefined : reachable(life, act.on);
    if (life === undefined || reached === undefined || act.lastDay >= reached.lastDay) return [];
    // What ends anyway before that day is not ended by this act.
    if (life.to !== OPEN && act.lastDay >= life.to - 1) return [];
    const said = tooLate(act.agreement, act.on, act.lastDay, reached);
    return [{ severity: "warning", category: "conflict", code: "late-notice", index, ...said }];
  });
}

function tooLate(agreement: string, on: Day, lastDay: Day, { lastDay: first, latest, missed }: Reachable) {
  const day = (each: Day): string => `\`${formatDay(each)}\``;
  const help = `notice given on ${day(on)} ends it after ${day(first)}${latest === undefined ? "" : `, if it is given by ${day(latest)}`}; an earlier end needs the other party's consent or another ground`;
  if (missed !== undefined && missed.lastDay === lastDay)
    return {
      message: `the notice comes too late: to end \`${agreement}\` after ${day(lastDay)} it had to be given by ${day(missed.latest)}`,
      help,
    };
  return { message: `\`${agreement}\` cannot be ended by notice after ${day(lastDay)} already`, help };
}

/** Whether an agreement says how long before its end notice must be given. */
export function hasNoticePeriod(life: AgreementLife, on: Day): boolean {
  return life.terms !== undefined && !isNoTime(stretchOn(life.terms, on).rules.noticePeriod);
}
