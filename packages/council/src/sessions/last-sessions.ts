/**
 * Until when a body can still give notice: for each agreement the session that is the last before its notice runs out, and how near that
 * is. A vote comes too late where no session is left; then only an extraordinary one can save the day.
 */
import type { Day } from "@comity/calendar";
import { type Deadline, deadlines, type Folded, type SessionAct } from "@comity/registry";
import type { Words } from "../rules/majority-rule.ts";

/** How near the last session is, from far to past. */
export const URGENCIES = [
  /** Another session comes before the last one. */
  "time",
  /** The next session is the last before notice runs out. */
  "last-session",
  /** No ordinary session is left before notice runs out. */
  "no-session-left",
] as const;
export type Urgency = (typeof URGENCIES)[number];

export interface NoticeWarning {
  readonly deadline: Deadline;
  /** The latest day for notice. */
  readonly lastDayForNotice: Day;
  /** Days from today to it; 0 on the day itself. */
  readonly daysLeft: number;
  readonly urgency: Urgency;
  /** The next ordinary session of the body from today on. */
  readonly next: SessionAct | undefined;
  /** The last one that is over by the latest day for notice. */
  readonly last: SessionAct | undefined;
  /** A session of any sort, planned before then: it could still decide. */
  readonly extraordinary: SessionAct | undefined;
  readonly words: Words;
}

const endOf = ({ on, lastDay }: SessionAct): Day => lastDay ?? on;

/**
 * The agreements about which a body could still decide, by the latest day for notice, as known in the registry.
 *
 *     lastSessions(fold(acts, { knownOn: day("2023-12-01") }), { body: "Council", from: day("2023-12-01") })[0]
 *     // ICA-BY, notice by 2023-12-27, "last-session": that of 15 December
 *
 * `within` leaves out what is due later than so many days from then.
 */
export function lastSessions(
  folded: Folded,
  { body, from, within }: { readonly body: string; readonly from: Day; readonly within?: number },
): NoticeWarning[] {
  const own = folded.sessions.filter((session) => session.body === body && endOf(session) >= from);
  const next = own.find(({ sort }) => sort === "ordinary");
  return deadlines(folded, { from }).flatMap((deadline): NoticeWarning[] => {
    const { agreement, lastDayForNotice } = deadline;
    const decidedBy = folded.agreements.get(agreement)?.signature.decidedBy;
    if (lastDayForNotice === undefined || (decidedBy !== undefined && decidedBy !== body)) return [];
    const daysLeft = lastDayForNotice - from;
    if (within !== undefined && daysLeft > within) return [];
    const before = own.filter((session) => endOf(session) <= lastDayForNotice);
    const last = before.findLast(({ sort }) => sort === "ordinary");
    const extraordinary = before.find(({ sort }) => sort === "extraordinary");
    const urgency: Urgency =
      last === undefined ? "no-session-left" : last.session === next?.session ? "last-session" : "time";
    const words = wordsFor(urgency, deadline, last, extraordinary);
    return [{ deadline, lastDayForNotice, daysLeft, urgency, next, last, extraordinary, words }];
  });
}

function wordsFor(
  urgency: Urgency,
  { words }: Deadline,
  last: SessionAct | undefined,
  extraordinary: SessionAct | undefined,
): Words {
  const session = last?.session ?? "";
  switch (urgency) {
    case "time":
      return {
        en: `session ${session} is the last before notice runs out; if nobody acts, ${words}`,
        fr: `la session ${session} est la dernière avant l’expiration du délai de préavis`,
      };
    case "last-session":
      return {
        en: `the next session, ${session}, is the last before notice runs out; if nobody acts, ${words}`,
        fr: `la prochaine session, ${session}, est la dernière avant l’expiration du délai de préavis`,
      };
    case "no-session-left": {
      const planned = extraordinary?.session;
      return planned === undefined
        ? {
            en: `no ordinary session is left before notice runs out; if nobody acts, ${words}`,
            fr: "il ne reste aucune session ordinaire avant l’expiration du délai de préavis",
          }
        : {
            en: `no ordinary session is left before notice runs out, but the extraordinary one, ${planned}; if nobody acts, ${words}`,
            fr: `il ne reste, avant l’expiration du délai de préavis, que la session extraordinaire ${planned}`,
          };
    }
  }
}
