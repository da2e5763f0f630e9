/** What a calendar of deadlines shows: agreements, and what of the plans is due on which day. Nobody is named, and small figures are not told. */
import { type Day, day, formatDay } from "@comity/calendar";
import { SMALLEST_SHOWN } from "@comity/decision";
import { type Deadline, deadlines, type Folded } from "@comity/registry";
import type { StoredDocument } from "@comity/store";
import type { DecisionRecord } from "../desk/records.ts";
import type { Guide } from "../guide/guide.ts";
import type { Mail } from "../mails/mail.ts";
import { isOpen } from "../plan/item-states.ts";
import type { PlanPart } from "../plan/plan.ts";
import { type DayEvent, uidOf } from "./icalendar.ts";

/** A decision with its plan, as a calendar reads it. */
export interface PlanForCalendar {
  readonly id: string;
  readonly decision: DecisionRecord;
  readonly parts: readonly PlanPart[];
  /** By the name of the part and the letter: what has become of letters. */
  readonly mails: ReadonlyMap<string, StoredDocument<Mail>>;
}

function agreementEvents(registry: string, found: readonly Deadline[]): DayEvent[] {
  return found.flatMap(({ agreement, title, lastDayForNotice, words, session }) => {
    if (lastDayForNotice === undefined) return [];
    const before =
      session === undefined
        ? ""
        : `\nThe last ordinary session before it: ${session.session}, ${formatDay(session.on)}`;
    return [
      {
        uid: uidOf(registry, "notice", agreement, formatDay(lastDayForNotice)),
        on: lastDayForNotice,
        summary: `Latest day for notice: ${title}`,
        description: `${agreement}: if nobody acts, ${words}.${before}`,
        categories: ["notice"],
      },
    ];
  });
}

interface Tally {
  readonly on: string;
  readonly summary: string;
  readonly key: string;
  readonly category: string;
  count: number;
}

/** Everything of one sort that is due on one day is one event. */
class Tallies {
  readonly #found = new Map<string, Tally>();

  add(on: string, key: string, summary: string, category: string): void {
    const name = `${on}\n${key}`;
    const known = this.#found.get(name);
    if (known === undefined) this.#found.set(name, { on, key, summary, category, count: 1 });
    else known.count++;
  }

  /** Where one of the days of something concerns few people, none of its days has a figure: the others would give it away. */
  events(registry: string, decision: string, note: string): DayEvent[] {
    const all = [...this.#found.values()];
    const few = new Set(all.filter(({ count }) => count < SMALLEST_SHOWN).map(({ key }) => key));
    return all.map(({ on, key, summary, category, count }) => ({
      uid: uidOf(registry, decision, key, on),
      on: day(on),
      summary: few.has(key) ? summary : `${summary} (${count})`,
      description: note,
      categories: [category],
    }));
  }
}

function planEvents(
  registry: string,
  { id, decision, parts, mails }: PlanForCalendar,
  guide: Guide,
  today: Day,
): DayEvent[] {
  const tallies = new Tallies();
  const note = `${decision.title} (${decision.instrument.reference})`;
  for (const part of parts) {
    const name = `${part.kind} ${part.id}`;
    for (const item of part.items) {
      if (item.due === undefined || !isOpen(item, today)) continue;
      const office = guide.offices.get(item.owner)?.names.en ?? item.owner;
      tallies.add(
        item.due,
        `item ${item.key.replace(/^own:exception-\d+$/, "own:exception")}`,
        `${office}: ${item.what}`,
        item.owner,
      );
    }
    for (const { letter, due } of part.letters) {
      const state = mails.get(`${name} ${letter}`)?.value.state;
      if (state === "sent" || state === "by hand" || state === "cancelled") continue;
      tallies.add(due, `letter ${letter}`, `Letters due: ${letter}`, "letters");
    }
  }
  const ends = decision.agreements
    .filter(({ with: follows }) => follows === undefined)
    .map(
      (agreement): DayEvent => ({
        uid: uidOf(registry, id, "agreement", agreement.id, agreement.change),
        on: day(agreement.lastDay),
        summary: `Last day: ${agreement.title}`,
        description: note,
        categories: ["agreement"],
      }),
    );
  return [...ends, ...tallies.events(registry, id, note)];
}

/** All events, by day. */
export function deadlineEvents(
  registry: string,
  folded: Folded,
  plans: readonly PlanForCalendar[],
  guide: Guide,
  today: Day,
): DayEvent[] {
  const events = [
    ...agreementEvents(registry, deadlines(folded, { from: today })),
    ...plans.flatMap((plan) => planEvents(registry, plan, guide, today)),
  ];
  return events.sort((a, b) => a.on - b.on || (a.summary < b.summary ? -1 : a.summary > b.summary ? 1 : 0));
}
