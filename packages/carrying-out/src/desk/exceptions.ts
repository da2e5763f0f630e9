/**
 * Exceptions. Where the policy knows them, one is an act: the person is excepted from the end of the agreement, and everything that
 * followed from that end no longer does. Where it does not, it is a note for the offices: what was to be done is put off.
 */
import { type Day, day, formatDay } from "@comity/calendar";
import { type Draft, layDraft } from "@comity/decision";
import type { ExceptionAct } from "@comity/registry";
import type { StoredDocument } from "@comity/store";
import { type Hand, isOpen } from "../plan/item-states.ts";
import { KEPT } from "../plan/merge-plan.ts";
import type { GrantedException, Item, PlanPart } from "../plan/plan.ts";
import { CarryingOutError } from "../problems.ts";
import { type Instrument, takeDecision } from "../taken/decision-taken.ts";
import { type Desk, type Entering, personPart } from "./desk.ts";

export interface ExceptionWords {
  readonly person: string;
  /** Why: kept sealed, for it may tell much of somebody. */
  readonly reason: string;
  /** The last day; needed where the policy knows no exceptions. */
  readonly until?: Day;
  /** The agreements from whose end the person is excepted; those that hit the person where absent. */
  readonly agreements?: readonly string[];
}

const SEALED_FOR = "exception reason";
/** So long before its end an exception is looked at again. */
const REVIEW_DAYS = 28;

/** Whether a policy knows exceptions: then they are acts. */
function knowsExceptions({ policy }: Desk): boolean {
  return policy.records.some(({ name, columns }) => name === "excepted" && columns.length === 2);
}

/** The reason of an exception, opened for somebody who may see it. */
export function reasonOf(desk: Desk, exception: GrantedException): Promise<string> {
  return desk.store.unseal(SEALED_FOR, exception.reason);
}

/** The item that an exception's end is looked at again, where it has one. */
function reviewOf(desk: Desk, until: Day, count: number): Item[] {
  const owner = desk.guide.reviews[0]?.owner ?? [...desk.guide.offices.keys()][0];
  if (owner === undefined) return [];
  const due = formatDay(Math.max(until - REVIEW_DAYS, desk.today()) as Day);
  const what = `exception through ${formatDay(until)} looked at again`;
  return [{ key: `${KEPT}exception-${count + 1}`, what, owner, due, state: "open", changes: [] }];
}

/** The decision's agreements through whose end a person is hit. */
async function agreementsFor(desk: Desk, id: string, part: PlanPart): Promise<string[]> {
  const { value } = await desk.decision(id);
  const { institutes } = desk.followed.folded;
  const parties = new Set(part.institutes.map((institute) => institutes.get(institute)?.governedBy));
  return value.agreements
    .filter(
      ({ with: follows, parties: own }) => follows === undefined && own.some((party) => parties.has(party)),
    )
    .map((agreement) => agreement.id);
}

/** The exceptions as acts, on the first day on which each agreement is gone. */
async function recordExceptions(
  desk: Desk,
  id: string,
  part: PlanPart,
  { person, until, agreements }: ExceptionWords,
  instrument: Instrument,
  entering: Entering,
): Promise<string[]> {
  const { value: decision } = await desk.decision(id);
  const named = agreements ?? (await agreementsFor(desk, id, part));
  const today = desk.today();
  const acts = named.map((agreement, at): ExceptionAct => {
    const found = decision.agreements.find((each) => each.id === agreement);
    if (found === undefined)
      throw new CarryingOutError(
        "incorrect",
        "not-excepted",
        `\`${agreement}\` is not among the agreements of this decision`,
        {
          path: "agreements",
        },
      );
    const on = (day(found.lastDay) + 1) as Day;
    if (until !== undefined && until < on)
      throw new CarryingOutError(
        "incorrect",
        "wrong-day",
        `\`${agreement}\` ends after ${found.lastDay}: an exception through \`${formatDay(until)}\` excepts nobody`,
        { path: "until" },
      );
    const header = { id: `draft:${at + 1}`, on, recorded: today, by: entering.by, instrument: "" };
    return {
      act: "exception",
      ...header,
      agreement,
      person,
      ...(until === undefined ? {} : { lastDay: until }),
    };
  });
  if (acts.length === 0)
    throw new CarryingOutError(
      "conflict",
      "not-excepted",
      `no agreement of this decision hits \`${person}\` through an institute: say which`,
      { path: "agreements" },
    );
  const draft: Draft = {
    title: `Exception from: ${decision.title}`,
    date: instrument.date,
    knownOn: today,
    acts,
    warnings: [],
  };
  const { folded, evaluation } = desk.followed;
  const broken = [...layDraft(folded, evaluation, draft).losses.clauses.keys()];
  if (broken.length > 0)
    throw new CarryingOutError(
      "conflict",
      "not-excepted",
      `the policy forbids this exception: ${broken.join("; ")}`,
    );
  const taken = takeDecision(draft, instrument, { recorded: today, by: entering.by });
  await desk.record(taken, entering);
  return taken.acts.slice(1).map((act) => act.id);
}

function withNote(part: PlanPart, exception: GrantedException, hand: Hand, today: Day): PlanPart {
  const until = exception.until!;
  const items = part.items.map((item): Item => {
    if (!isOpen(item, today)) return item;
    const note = "exception granted";
    return {
      ...item,
      state: "excepted",
      until,
      reason: note,
      changes: [...item.changes, { ...hand, state: "excepted", note }],
    };
  });
  return { ...part, items };
}

/**
 * Grants an exception from a decision to one person.
 *
 * @throws CarryingOutError `no-decision`, `no-part`, `not-excepted`, `reason-missing`, `wrong-day`, `instrument-malformed`.
 */
export async function grantException(
  desk: Desk,
  id: string,
  words: ExceptionWords,
  instrument: Instrument,
  entering: Entering,
): Promise<StoredDocument<PlanPart>> {
  const { person, reason, until } = words;
  if (reason.trim() === "")
    throw new CarryingOutError("incorrect", "reason-missing", "an exception needs a reason", {
      path: "reason",
    });
  const name = personPart(person);
  const before = await desk.part(id, name);
  const isAct = knowsExceptions(desk);
  if (!isAct && until === undefined)
    throw new CarryingOutError(
      "incorrect",
      "wrong-day",
      "the policy knows no exceptions: one that the offices note needs a last day",
      { path: "until" },
    );
  const hand = desk.hand(entering.by);
  const acts = isAct
    ? await recordExceptions(desk, id, before.value, words, instrument, entering)
    : undefined;
  const exception: GrantedException = {
    reason: await desk.store.seal(SEALED_FOR, reason),
    ...(until === undefined ? {} : { until: formatDay(until) }),
    ...hand,
    ...(acts === undefined ? {} : { acts }),
    instrument: instrument.reference,
  };
  const isThere = before.value.exceptions.some(
    (each) => acts !== undefined && each.acts?.join() === acts.join(),
  );
  if (!isThere) {
    const review = until === undefined ? [] : reviewOf(desk, until, before.value.exceptions.length);
    const noted: PlanPart = {
      ...before.value,
      items: [...before.value.items, ...review],
      exceptions: [...before.value.exceptions, exception],
    };
    const part = isAct
      ? noted
      : { ...withNote(before.value, exception, hand, desk.today()), ...{ exceptions: noted.exceptions } };
    const items = isAct ? part.items : [...part.items, ...review];
    await desk.writePart(id, name, { ...part, items }, before.version, entering.by);
  }
  if (isAct) await desk.refresh(id, hand, "an exception was granted");
  return desk.part(id, name);
}
