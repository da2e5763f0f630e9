/**
 * A decision that was taken: a draft with the instrument that evidences it becomes acts. The same draft with the same
 * instrument is the same decision, whoever enters it and however often: its identifier is worked out from both.
 */
import { createHash } from "node:crypto";
import { type Day, formatDay } from "@comity/calendar";
import type { Draft } from "@comity/decision";
import { type Act, actToJson, type DecisionAct, type Json } from "@comity/registry";
import { canonicalJson, type Document } from "@comity/store";
import { CarryingOutError } from "../problems.ts";

/** The document that evidences a decision. */
export interface Instrument {
  /** What it is cited by: `CERN/3770/RA`. */
  readonly reference: string;
  /** The day it bears. */
  readonly date: Day;
  /** SHA-256 of its bytes, 64 hexadecimal digits. */
  readonly sha256: string;
  /** Where it is kept: a shelf mark or an address. */
  readonly location: string;
}

/** A decision with its acts, as they are recorded. */
export interface Taken {
  /** `decision-2023-12-15-3f2a91c07b5e`; also the set of its acts. */
  readonly id: string;
  readonly instrument: Instrument;
  /** The first registers the decision itself; the others name it as their instrument. */
  readonly acts: readonly Act[];
  /** The instrument as the ledger keeps it, for each act. */
  readonly documents: ReadonlyMap<string, Document>;
}

const HASH = /^[0-9a-f]{64}$/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const CONTROL = /[\u0000-\u001f\u007f]/;

/**
 * Refuses an instrument that evidences nothing.
 *
 * @throws CarryingOutError `instrument-malformed` with the field.
 */
export function checkInstrument({ reference, sha256, location, date }: Instrument, today: Day): void {
  const refuse = (field: string, message: string, help?: string): never => {
    throw new CarryingOutError("incorrect", "instrument-malformed", message, {
      path: `instrument.${field}`,
      ...(help === undefined ? {} : { help }),
    });
  };
  for (const [field, text] of Object.entries({ reference, location })) {
    if (text.trim() === "") refuse(field, `the ${field} of the instrument is empty`);
    if (CONTROL.test(text)) refuse(field, `the ${field} of the instrument has control characters in it`);
  }
  if (!HASH.test(sha256))
    refuse(
      "sha256",
      `\`${sha256}\` is not a SHA-256 in 64 small hexadecimal digits`,
      "`sha256sum FILE` prints it",
    );
  if (date > today) refuse("date", `the instrument bears \`${formatDay(date)}\`, which is still to come`);
}

/** What of an act makes the decision: not when it was recorded, nor under which id. */
function essence(act: Act, ids: ReadonlyMap<string, number>): Json {
  const { id: _, recorded: _r, by: _b, instrument: _i, ...own } = actToJson(act);
  return Object.fromEntries(
    Object.entries(own).map(([key, value]) => [
      key,
      typeof value === "string" && ids.has(value) ? `act ${ids.get(value)}` : value,
    ]),
  ) as Json;
}

/** The identifier of a decision: its day, and the beginning of a hash of what it says and of its instrument. */
export function decisionId(draft: Draft, instrument: Instrument): string {
  const ids = new Map(draft.acts.map(({ id }, at) => [id, at]));
  const said = canonicalJson({
    acts: draft.acts.map((act) => essence(act, ids)),
    body: draft.body ?? null,
    date: formatDay(draft.date),
    session: draft.session ?? null,
    instrument: instrument.sha256,
  });
  const hash = createHash("sha256").update(said, "utf8").digest("hex");
  return `decision-${formatDay(draft.date)}-${hash.slice(0, 12)}`;
}

/** Everything that acts of a decision, or of its reversal, have in common. */
interface Common {
  readonly id: string;
  readonly title: string;
  readonly body?: string;
  readonly session?: string;
  readonly on: Day;
  readonly recorded: Day;
  readonly by: string;
  readonly instrument: Instrument;
}

/** The act that registers a decision, or a reversal. */
export function decisionAct(common: Common): DecisionAct {
  const { id, title, body, session, on, recorded, by, instrument } = common;
  return {
    act: "decision",
    id: `${id}:decision`,
    decision: id,
    title,
    ...(body === undefined ? {} : { body }),
    ...(session === undefined ? {} : { session }),
    on,
    recorded,
    by,
    instrument: instrument.reference,
  };
}

/** The instrument as the ledger keeps it beside each act of a set. */
export function documentsFor(acts: readonly Act[], instrument: Instrument): Map<string, Document> {
  const { reference, sha256, location } = instrument;
  return new Map(acts.map(({ id }) => [id, { reference, sha256, location }]));
}

/**
 * The acts of a decision that was taken, as they are recorded on a day.
 *
 *     const { id, acts, documents } = takeDecision(draft, instrument, { recorded: today, by: "legal service" });
 *     await store.append(acts, { set: id, documents, by, expectedHead });
 *
 * @throws CarryingOutError `instrument-malformed`; `decided-in-future`.
 */
export function takeDecision(
  draft: Draft,
  instrument: Instrument,
  { recorded, by }: { readonly recorded: Day; readonly by: string },
): Taken {
  checkInstrument(instrument, recorded);
  if (draft.date > recorded)
    throw new CarryingOutError(
      "incorrect",
      "decided-in-future",
      `the decision bears \`${formatDay(draft.date)}\`, which is still to come`,
      { path: "date", help: "a decision is entered once it was taken; until then it is a draft" },
    );
  const id = decisionId(draft, instrument);
  const renamed = new Map(draft.acts.map((act) => [act.id, act.id.replace(/^draft:/, "")]));
  const nameOf = (old: string): string => `${id}:${renamed.get(old)}`;
  const { title, body, session, date } = draft;
  const first = decisionAct({
    id,
    title,
    ...(body === undefined ? {} : { body }),
    ...(session === undefined ? {} : { session }),
    on: date,
    recorded,
    by: body ?? by,
    instrument,
  });
  const acts = draft.acts.map((act): Act => {
    const own: Record<string, unknown> = {
      ...act,
      id: nameOf(act.id),
      recorded,
      by: body ?? by,
      instrument: id,
    };
    // Acts of the draft that refer to one another go on doing so.
    for (const field of ["ends", "withdraws", "corrects"])
      if (typeof own[field] === "string" && renamed.has(own[field])) own[field] = nameOf(own[field]);
    return own as unknown as Act;
  });
  const all = [first, ...acts];
  return { id, instrument, acts: all, documents: documentsFor(all, instrument) };
}
