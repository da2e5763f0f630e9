/** The calendar of deadlines: for each agreement the latest day for notice, and what happens if nobody acts. */
import { type Day, formatDay, OPEN } from "@comity/calendar";
import type { SessionAct } from "./acts.ts";
import type { AgreementLife, End } from "./agreement-life.ts";
import type { Folded } from "./fold.ts";
import { latestNotice, nextStretch, type Stretch, stretchOn, type Term } from "./terms.ts";

export interface DeadlineOptions {
  /** Deadlines before that day are over. */
  readonly from: Day;
  /** Only sessions of that body count; by default those of the body that decides about the agreement, else of any. */
  readonly body?: string;
}

/** What happens to an agreement if nobody acts. */
export type Otherwise =
  /** It renews by itself, and its last day then is `lastDay`. */
  | { readonly happens: "renews"; readonly on: Day; readonly lastDay: Day }
  /** It ends, because of what is decided or because it does not renew. */
  | {
      readonly happens: "ends";
      readonly lastDay: Day;
      readonly because: End["reason"];
      readonly agreement?: string;
    }
  /** It has no end. */
  | { readonly happens: "goes on" };

export interface Deadline {
  readonly agreement: string;
  readonly title: string;
  readonly parties: readonly string[];
  /** The term to which the deadline belongs; `to` is the day after its last. */
  readonly term: Term;
  /** The latest day for notice that ends it with that term; undefined where notice changes nothing or is not bound. */
  readonly lastDayForNotice: Day | undefined;
  /** The last ordinary session that ends on or before that day, and not before `from`. */
  readonly session: SessionAct | undefined;
  /** The running term's deadline, where it has passed: that term's end can no longer be had by notice. */
  readonly missed: { readonly lastDayForNotice: Day; readonly lastDay: Day } | undefined;
  readonly otherwise: Otherwise;
  /** `otherwise` as a sentence without its first capital and period. */
  readonly words: string;
}

/** The last ordinary session that is over by a day. */
function lastSession(
  sessions: readonly SessionAct[],
  from: Day,
  by: Day,
  body: string | undefined,
): SessionAct | undefined {
  return sessions.findLast((session) => {
    const lastDay = session.lastDay ?? session.on;
    const isOfBody = body === undefined || session.body === body;
    return isOfBody && session.sort === "ordinary" && lastDay <= by && lastDay >= from;
  });
}

function wordsFor(otherwise: Otherwise): string {
  switch (otherwise.happens) {
    case "goes on":
      return "it goes on without end";
    case "renews":
      return otherwise.lastDay === OPEN
        ? `it renews on ${formatDay(otherwise.on)}`
        : `it renews on ${formatDay(otherwise.on)}, through ${formatDay(otherwise.lastDay)}`;
    case "ends": {
      const because =
        otherwise.agreement === undefined
          ? ` (${otherwise.because})`
          : otherwise.because === "succession"
            ? ` (\`${otherwise.agreement}\` takes its place)`
            : ` (with \`${otherwise.agreement}\`)`;
      return `it ends after ${formatDay(otherwise.lastDay)}${because}`;
    }
  }
}

/** The term whose deadline is still to come: the running one, or a later one where its deadline has passed. */
function openTerm(life: AgreementLife, running: Stretch, from: Day): Stretch {
  let stretch = running;
  while (stretch.term.to !== OPEN && latestNotice(stretch.term, stretch.rules.noticePeriod) < from) {
    const next = nextStretch(stretch);
    if (next === undefined || next.term.from >= life.to) break;
    stretch = next;
  }
  return stretch;
}

function otherwiseFor(life: AgreementLife, stretch: Stretch): Otherwise {
  if (life.to !== OPEN) {
    const { reason, agreement } = life.end!;
    return {
      happens: "ends",
      lastDay: (life.to - 1) as Day,
      because: reason,
      ...(agreement === undefined ? {} : { agreement }),
    };
  }
  const next = nextStretch(stretch);
  if (next === undefined) return { happens: "goes on" };
  const lastDay = (next.term.to === OPEN ? OPEN : next.term.to - 1) as Day;
  return { happens: "renews", on: next.term.from, lastDay };
}

/**
 * The last deadlines of agreements that were ended by notice or decision before a day: by which day notice was due for the
 * term with which each ended, and the last ordinary session before that.
 *
 *     endedDeadlines(fold(acts, { knownOn: day("2025-01-31") }), day("2025-01-31"))[0]
 *     // agreement "ICA-BY", lastDayForNotice 2023-12-27, session that of 2023-12-15, words "it ended after 2024-06-27"
 */
export function endedDeadlines(folded: Folded, before: Day): Deadline[] {
  const found: Deadline[] = [];
  for (const life of folded.agreements.values()) {
    if (life.from === undefined || life.terms === undefined || life.to > before || life.to <= life.from)
      continue;
    if (life.end?.agreement !== undefined) continue;
    const { term, rules } = stretchOn(life.terms, (life.to - 1) as Day);
    if (term.to === OPEN || rules.renewal !== "tacit") continue;
    const lastDayForNotice = latestNotice(term, rules.noticePeriod);
    const lastDay = (life.to - 1) as Day;
    found.push({
      agreement: life.agreement,
      title: life.signature.title,
      parties: life.parties.map(({ party }) => party),
      term,
      lastDayForNotice,
      session: lastSession(folded.sessions, term.from, lastDayForNotice, life.signature.decidedBy),
      missed: undefined,
      otherwise: { happens: "ends", lastDay, because: life.end!.reason },
      words: `it ended after ${formatDay(lastDay)} (${life.end!.reason})`,
    });
  }
  return found.sort((a, b) => a.lastDayForNotice! - b.lastDayForNotice!);
}

/**
 * The deadlines of every agreement that is in force on or after a day, by the latest day for notice; those without one
 * come last.
 *
 *     deadlines(fold(acts, { knownOn: day("2023-08-01") }), { from: day("2023-08-01") })[0]
 *     // agreement "ICA-BY", lastDayForNotice 2023-12-27, session that of 2023-12-15,
 *     // words "it renews on 2024-06-28, through 2029-06-27"
 */
export function deadlines(folded: Folded, options: DeadlineOptions): Deadline[] {
  const { from, body } = options;
  const found: Deadline[] = [];
  for (const life of folded.agreements.values()) {
    if (life.from === undefined || life.terms === undefined || life.to <= from || life.to <= life.from)
      continue;
    const running = stretchOn(life.terms, from);
    const stretch = openTerm(life, running, from);
    const { term, rules } = stretch;
    // Where something else ends it, within the term or with it, notice changes nothing any more.
    const isBound = life.to === OPEN && term.to !== OPEN && rules.renewal === "tacit";
    const lastDayForNotice = isBound ? latestNotice(term, rules.noticePeriod) : undefined;
    const otherwise = otherwiseFor(life, stretch);
    found.push({
      agreement: life.agreement,
      title: life.signature.title,
      parties: life.parties.map(({ party }) => party),
      term,
      lastDayForNotice,
      session:
        lastDayForNotice === undefined
          ? undefined
          : lastSession(folded.sessions, from, lastDayForNotice, body ?? life.signature.decidedBy),
      missed:
        stretch === running
          ? undefined
          : {
              lastDayForNotice: latestNotice(running.term, running.rules.noticePeriod),
              lastDay: (running.term.to - 1) as Day,
            },
      otherwise,
      words: wordsFor(otherwise),
    });
  }
  const key = (deadline: Deadline): number => deadline.lastDayForNotice ?? OPEN;
  return found.sort((a, b) => key(a) - key(b) || (a.agreement < b.agreement ? -1 : 1));
}
