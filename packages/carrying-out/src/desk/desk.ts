/**
 * The desk at which decisions are carried out: they are entered, their plans are derived and derived anew, items change hands,
 * exceptions are granted, decisions are reversed. Acts go to the ledger and count; everything else is documents of the store.
 */
import { type Day, day, dayFrom, formatDay } from "@comity/calendar";
import { type Draft, layDraft, layRecorded, readDraft } from "@comity/decision";
import type { Policy } from "@comity/policy";
import type { Act } from "@comity/registry";
import type { FollowedStore, Store, StoredDocument } from "@comity/store";
import type { Guide } from "../guide/guide.ts";
import { derivePlan } from "../plan/derive-plan.ts";
import { type Hand, type ItemStep, stepItem } from "../plan/item-states.ts";
import { mergePlan, type Occasion } from "../plan/merge-plan.ts";
import { type DerivedPlan, type PlanPart, partName } from "../plan/plan.ts";
import { CarryingOutError } from "../problems.ts";
import { type Instrument, type Taken, takeDecision } from "../taken/decision-taken.ts";
import { DECISIONS, type DecisionRecord, PARTS } from "./records.ts";

/** What a desk works with. */
export interface DeskOptions {
  readonly store: Store;
  readonly followed: FollowedStore;
  readonly guide: Guide;
  /** The policy as it is written: what is followed may declare more records than it reads. */
  readonly policy: Policy;
  readonly clock: () => Date;
}

/** Who enters something, and what that person knows of the ledger. */
export interface Entering {
  readonly by: string;
  /** The hash of the head that was looked at. */
  readonly expectedHead?: string;
}

export interface Entered {
  readonly id: string;
  readonly decision: StoredDocument<DecisionRecord>;
  /** Whether the same decision had been entered before: then nothing changed. */
  readonly isRepeated: boolean;
}

export class Desk {
  readonly store: Store;
  readonly followed: FollowedStore;
  readonly guide: Guide;
  readonly policy: Policy;
  readonly clock: () => Date;

  constructor({ store, followed, guide, policy, clock }: DeskOptions) {
    this.store = store;
    this.followed = followed;
    this.guide = guide;
    this.policy = policy;
    this.clock = clock;
  }

  /** The day of the clock, in UTC, as the living evaluation counts it. */
  today(): Day {
    const now = this.clock();
    return dayFrom(now.getUTCFullYear(), now.getUTCMonth() + 1, now.getUTCDate());
  }

  hand(by: string): Hand {
    return { by, at: this.clock().toISOString() };
  }

  /** A draft read against the registry as known now. */
  read(text: string | Uint8Array, file?: string): Draft {
    const { folded, evaluation } = this.followed;
    const { records } = evaluation.policy;
    const options = { foldOn: () => folded, knownOn: this.today(), records };
    return readDraft(text, file === undefined ? options : { ...options, file }).draft;
  }

  /** The plan that would follow, recorded nowhere. */
  async preview(draft: Draft): Promise<DerivedPlan> {
    const { folded, evaluation } = this.followed;
    const { host } = await this.store.meta();
    const options = { ...(host === undefined ? {} : { host }), from: this.today() };
    return derivePlan(
      layDraft(folded, evaluation, draft, { meta: await this.store.meta() }),
      this.guide,
      options,
    );
  }

  /**
   * Enters a decision that was taken: records its acts as one set, and lays its plan. The same draft with the same instrument
   * is the same decision: entering it again gives what is there.
   *
   * @throws CarryingOutError `instrument-malformed`, `decided-in-future`, `instrument-entered`; HeadMovedError; StoreError.
   */
  async enter(draft: Draft, instrument: Instrument, entering: Entering): Promise<Entered> {
    const hand = this.hand(entering.by);
    const taken = takeDecision(draft, instrument, { recorded: this.today(), by: entering.by });
    const there = await this.store.documents.get<DecisionRecord>(DECISIONS, taken.id);
    if (there !== undefined && there.value.state !== "entering")
      return { id: taken.id, decision: there, isRepeated: true };
    await this.#checkInstrument(taken);
    const record = this.#record(draft, taken, hand);
    if (there === undefined)
      await this.store.documents.write(
        [{ collection: DECISIONS, id: taken.id, expected: 0, value: record }],
        entering.by,
      );
    try {
      await this.#append(taken, entering);
    } catch (error) {
      // Nothing was recorded, so nothing is being entered. Where that is not known, whoever asks again finds out.
      if ((error as { code?: string }).code !== "outcome-unknown")
        await this.store.documents.write([{ collection: DECISIONS, id: taken.id, value: null }], entering.by);
      throw error;
    }
    const decision = await this.refresh(taken.id, hand, "the decision was entered");
    return { id: taken.id, decision, isRepeated: false };
  }

  #record(draft: Draft, taken: Taken, { by, at }: Hand): DecisionRecord {
    const { title, note, body, session, date, warnings } = draft;
    return {
      state: "entering",
      title,
      ...(note === undefined ? {} : { note }),
      ...(body === undefined ? {} : { body }),
      ...(session === undefined ? {} : { session }),
      date: formatDay(date),
      instrument: { ...taken.instrument, date: formatDay(taken.instrument.date) },
      entered: { by, at },
      acts: taken.acts.map(({ id }) => id),
      guide: { title: this.guide.title, sha256: this.guide.sha256 },
      agreements: [],
      ends: [],
      irrevocable: [],
      warnings,
    };
  }

  /** Records a set of acts and waits until what follows from them is derived. */
  async #append(taken: Taken, { by, expectedHead }: Entering): Promise<void> {
    const { ledger } = this.followed.folded;
    // Recorded before, by somebody who did not hear of it: then on that day and under that name.
    const isRecorded = taken.acts.every(({ id }) => ledger.find(id) >= 0);
    if (isRecorded) return;
    const { head } = await this.store.append(taken.acts, {
      by,
      set: taken.id,
      documents: taken.documents,
      ...(expectedHead === undefined ? {} : { expectedHead }),
    });
    await this.followed.until(head.position);
  }

  /** Records acts of a decision that come later: exceptions, its reversal. */
  async record(taken: Taken, entering: Entering): Promise<void> {
    await this.#append(taken, entering);
  }

  async #checkInstrument({ id, instrument }: Taken): Promise<void> {
    for (const { id: other, value } of await this.decisions())
      if (other !== id && value.instrument.sha256 === instrument.sha256)
        throw new CarryingOutError(
          "conflict",
          "instrument-entered",
          `the instrument \`${value.instrument.reference}\` with this SHA-256 is entered already, as \`${other}\`, with another content`,
          {
            path: "instrument.sha256",
            help: "what an instrument decides is entered once, as one draft with all its acts",
          },
        );
  }

  /** All decisions, by their ids, which begin with their days. */
  decisions(): Promise<StoredDocument<DecisionRecord>[]> {
    return this.store.documents.list<DecisionRecord>(DECISIONS);
  }

  /** @throws CarryingOutError `no-decision`. */
  async decision(id: string): Promise<StoredDocument<DecisionRecord>> {
    const found = await this.store.documents.get<DecisionRecord>(DECISIONS, id);
    if (found === undefined)
      throw new CarryingOutError("not found", "no-decision", `no decision \`${id}\` was entered`);
    return found;
  }

  /** The parts of a plan, by their names. */
  async parts(id: string, kind = ""): Promise<Map<string, StoredDocument<PlanPart>>> {
    const prefix = `${id}/${kind}`;
    const found = await this.store.documents.list<PlanPart>(PARTS, { prefix });
    return new Map(found.map((part) => [part.id.slice(id.length + 1), part]));
  }

  /** @throws CarryingOutError `no-part`. */
  async part(id: string, name: string): Promise<StoredDocument<PlanPart>> {
    const found = await this.store.documents.get<PlanPart>(PARTS, `${id}/${name}`);
    if (found === undefined)
      throw new CarryingOutError("not found", "no-part", `the plan of \`${id}\` has no part \`${name}\``);
    return found;
  }

  /**
   * Says something of an item. `expected` is the version of the part that was looked at.
   *
   * @throws CarryingOutError `no-part`, `no-item`, `reason-missing` ...; DocumentMovedError where somebody else was quicker.
   */
  async step(
    id: string,
    name: string,
    key: string,
    step: ItemStep,
    { by, expected }: { readonly by: string; readonly expected?: number },
  ): Promise<StoredDocument<PlanPart>> {
    const part = await this.part(id, name);
    const value = stepItem(part.value, key, step, this.hand(by), this.today());
    return this.writePart(id, name, value, expected ?? part.version, by);
  }

  async writePart(
    id: string,
    name: string,
    value: PlanPart,
    expected: number,
    by: string,
  ): Promise<StoredDocument<PlanPart>> {
    const [written] = await this.store.documents.write(
      [{ collection: PARTS, id: `${id}/${name}`, expected, value }],
      by,
    );
    return written as StoredDocument<PlanPart>;
  }

  /** The acts of a decision that are recorded, as they stand in the ledger. */
  actsOf({ acts }: Pick<DecisionRecord, "acts">): Act[] {
    const { ledger } = this.followed.folded;
    return acts.flatMap((id) => {
      const index = ledger.find(id);
      return index < 0 ? [] : [ledger.act(index)];
    });
  }

  /** A recorded decision as the draft that it was. */
  draftOf(record: DecisionRecord): Draft {
    const { title, body, session, date } = record;
    return {
      title,
      ...(body === undefined ? {} : { body }),
      ...(session === undefined ? {} : { session }),
      date: day(date),
      knownOn: this.today(),
      acts: this.actsOf(record),
      warnings: [],
    };
  }

  /**
   * Derives the plan anew from the registry as it stands: who came since and is hit gets a part, what no longer follows for
   * somebody is dropped, with the reason; what the offices did stays.
   */
  async refresh(
    id: string,
    hand: Hand,
    why: string,
    more: (record: DecisionRecord) => DecisionRecord = (record) => record,
    letters: (name: string, part: PlanPart) => PlanPart = (_, part) => part,
  ): Promise<StoredDocument<DecisionRecord>> {
    const { documents } = this.store;
    const decision = await this.decision(id);
    const record = more(decision.value);
    const meta = await this.store.meta();
    const { folded, evaluation, position } = this.followed;
    const impact = layRecorded(folded, evaluation, this.draftOf(record), { meta });
    const entered = day(record.entered.at.slice(0, 10));
    const plan = derivePlan(impact, this.guide, {
      ...(meta.host === undefined ? {} : { host: meta.host }),
      from: entered,
    });
    const parts = await this.parts(id);
    const mailed = new Set((await documents.list("mail", { prefix: `${id}/` })).map((mail) => mail.id));
    const occasion: Occasion = { ...hand, why, undoneBy: formatDay((this.today() + 14) as Day) };
    const old = new Map([...parts].map(([name, { value }]) => [name, value]));
    const { changed, irrevocable } = mergePlan(old, plan.parts, this.guide, occasion, (name, letter) =>
      mailed.has(`${id}/${name}/${letter}`),
    );
    for (const name of new Set([...old.keys(), ...changed.keys()])) {
      const part = (changed.get(name) ?? old.get(name))!;
      const lettered = letters(name, part);
      if (lettered !== part) (changed as Map<string, PlanPart>).set(name, lettered);
    }
    const value: DecisionRecord = {
      ...record,
      state: record.reversal === undefined ? "entered" : "reversed",
      guide: { title: this.guide.title, sha256: this.guide.sha256 },
      derived: { ...hand, position },
      // What ended by the decision is told even where nothing of it holds any more.
      agreements:
        record.reversal === undefined || record.agreements.length === 0 ? plan.agreements : record.agreements,
      ends: plan.ends,
      irrevocable,
    };
    const changes = [...changed].map(([name, part]) => ({
      collection: PARTS,
      id: `${id}/${name}`,
      expected: parts.get(name)?.version ?? 0,
      value: part,
    }));
    const written = await documents.write(
      [...changes, { collection: DECISIONS, id, expected: decision.version, value }],
      hand.by,
    );
    return written.at(-1) as StoredDocument<DecisionRecord>;
  }
}

/** The name of the part of a person. */
export const personPart = (person: string): string => partName({ kind: "person", id: person });
