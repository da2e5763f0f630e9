/** The plainest draft of all: the end of one agreement. */
import { type Day, formatDay, OPEN } from "@comity/calendar";
import { didYouMean } from "@comity/policy";
import type { Act, Folded } from "@comity/registry";
import type { Draft } from "./draft.ts";
import { hasNoticePeriod, reachable, terminationProblems } from "./notice.ts";
import { draftError, formatDraftProblem } from "./problems.ts";

export interface EndOptions {
  /** The last day in force. By default the last day of the running term, if notice is in time, else of the next. */
  readonly lastDay?: Day;
  /** The day on which it would be decided; by default the day that the registry is known on. */
  readonly date?: Day;
}

/**
 * A draft that ends an agreement. Its note says which last day was taken, and why.
 *
 *     endAgreement(fold(acts, { knownOn: day("2023-12-15") }), "ICA-BY").note
 *     // "The last day is that of the running term, 2024-06-27: notice is due by 2023-12-27, and 2023-12-15 is in time."
 *
 * @throws DraftError where the registry has no such agreement, it is not in force, or no day of a decision is known.
 */
export function endAgreement(folded: Folded, agreement: string, options: EndOptions = {}): Draft {
  const life = folded.agreements.get(agreement);
  if (life === undefined)
    throw draftError(
      "not found",
      "unknown-agreement",
      `\`${agreement}\` is not an agreement of this registry`,
      didYouMean(agreement, folded.agreements.keys()),
    );
  const date = options.date ?? folded.knownOn;
  if (date === OPEN)
    throw draftError(
      "incorrect",
      "no-date",
      "the day of the decision is missing",
      "say on which day it is known",
    );
  if (life.from === undefined)
    throw draftError("conflict", "never-in-force", `\`${agreement}\` never entered into force`);
  if (life.to <= date) {
    const last = `\`${formatDay((life.to - 1) as Day)}\``;
    throw draftError(
      "conflict",
      "ended-already",
      `\`${agreement}\` has ended: its last day was ${last}`,
      "take the registry as known on an earlier day",
    );
  }
  const { lastDay, why } =
    options.lastDay === undefined
      ? defaultLastDay(folded, agreement, date)
      : { lastDay: options.lastDay, why: `The last day is ${formatDay(options.lastDay)}, as asked.` };
  const title = `End ${life.signature.title}`;
  const act: Act = {
    id: "draft:1",
    act: "termination",
    agreement,
    on: date,
    lastDay,
    recorded: folded.knownOn === OPEN ? date : folded.knownOn,
    by: "",
    instrument: title,
  };
  const late = terminationProblems(folded, [act]).map((problem) =>
    formatDraftProblem({ ...problem, severity: "error" }),
  );
  const without =
    life.to !== OPEN && lastDay >= life.to - 1
      ? [
          `\`${agreement}\` ends after \`${formatDay((life.to - 1) as Day)}\` as things stand (${life.end?.reason ?? "term"}): the draft changes nothing\n  help: take the registry as known on an earlier day`,
        ]
      : [];
  return {
    title,
    note: why,
    date,
    knownOn: folded.knownOn === OPEN ? date : folded.knownOn,
    acts: [act],
    warnings: [...late, ...without],
  };
}

/** The last day that notice on the day of the decision brings about, and why it is that one. */
function defaultLastDay(folded: Folded, agreement: string, date: Day): { lastDay: Day; why: string } {
  const life = folded.agreements.get(agreement)!;
  const reached = reachable(life, date);
  if (reached === undefined || (life.to !== OPEN && life.to - 1 <= reached.lastDay)) {
    const lastDay = (life.to - 1) as Day;
    if (life.to === OPEN)
      throw draftError(
        "conflict",
        "no-last-day",
        `no notice ends \`${agreement}\`: its last day must be given`,
      );
    return { lastDay, why: `The last day is ${formatDay(lastDay)}: it ends then as things stand.` };
  }
  const { lastDay, latest, missed } = reached;
  const on = formatDay(date);
  const last = formatDay(lastDay);
  if (latest === undefined) {
    const why = hasNoticePeriod(life, date)
      ? `The last day is ${last}: it has no term, and notice given on ${on} ends it then.`
      : `The last day is ${last}, that of the decision: it has no term, and no notice period is known.`;
    return { lastDay, why };
  }
  if (missed === undefined)
    return {
      lastDay,
      why: `The last day is that of the running term, ${last}: notice is due by ${formatDay(latest)}, and ${on} is in time.`,
    };
  return {
    lastDay,
    why: `The last day is that of the next term, ${last}: notice for the running one, which ends after ${formatDay(missed.lastDay)}, was due by ${formatDay(missed.latest)}, and ${on} is too late for it.`,
  };
}
