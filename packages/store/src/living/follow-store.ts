/** A living evaluation of a store: it follows whatever is recorded there, by whichever process, and the days as they come. */
import { setImmediate as breath } from "node:timers/promises";
import { type Day, dayFrom } from "@comity/calendar";
import type { EngineEvaluation, Policy } from "@comity/policy";
import { actsFromJson, type Folded } from "@comity/registry";
import type { Entry, Head } from "../ledger/entry.ts";
import type { Store } from "../store.ts";
import { Vault } from "../vault/vault.ts";
import { LivingEvaluation, type LivingOptions, type Recorded, type Step } from "./living-evaluation.ts";

/** How to follow a store. */
export interface FollowOptions extends LivingOptions {
  /** The clock; the machine's where none is given. */
  readonly clock?: () => Date;
  /** Hears of what a listener threw, and of entries that cannot be read. Where nobody does, it ends the process, as errors do. */
  readonly onFault?: (error: unknown) => void;
}

/** What came of acts that were recorded together, or of a new day. */
export interface FollowedStep extends Step {
  /** The head up to which acts are taken in. */
  readonly head: Head;
  /** When the acts of this step were recorded; undefined where a new day came. */
  readonly recordedAt?: string;
}

export type StepListener = (step: FollowedStep) => void;

/** The same said by another value, which shares nothing with the one of before. */
export interface Renewed {
  readonly before: EngineEvaluation;
  readonly evaluation: EngineEvaluation;
}

/** The longest that a timer sleeps: a machine that slept meanwhile is late by no more. */
const LONGEST_SLEEP_MILLISECONDS = 60_000;
const DAY_MILLISECONDS = 86_400_000;
/** So many acts take a few milliseconds. */
const PREPARED_AT_ONCE = 1_000;
/** Days come one by one, but not where a clock was a year off. */
const MOST_DAYS_ONE_BY_ONE = 366;

/** The day of an instant, in UTC: all servers of a registry turn to it at once. */
function dayOf(instant: Date): Day {
  return dayFrom(instant.getUTCFullYear(), instant.getUTCMonth() + 1, instant.getUTCDate());
}

/** The acts of entries, sealed, with their positions: as a living evaluation takes them. */
export const recordedOf = (entries: readonly Entry[]): Recorded[] =>
  actsFromJson(Vault.closed(entries.map(({ act }) => act))).map((act, k) => ({
    act,
    position: entries[k]!.position,
  }));

/** How many of the first entries were recorded together: they bear the same instant. */
export function countTogether(entries: readonly Entry[]): number {
  const other = entries.findIndex(({ recordedAt }) => recordedAt !== entries[0]!.recordedAt);
  return other < 0 ? entries.length : other;
}

/**
 * Folds and derives what a store holds, and from then on follows it. Names stay sealed: no policy asks for one.
 *
 *     const followed = await followStore(store, policy);
 *     followed.onStep(({ position, differences }) => tell(position, differences));
 *     const { head } = await store.append([act], { by: "users office" });
 *     await followed.until(head.position);
 *     followed.evaluation.when("site_access", ["p17"]);
 *
 * @throws StoreError where the store cannot be read; RangeError where the policy has no meaning (see `evaluate`).
 */
export async function followStore(
  store: Store,
  policy: Policy,
  options: FollowOptions = {},
): Promise<FollowedStore> {
  const { acts, head } = await store.acts({ personal: "sealed" });
  const recorded = acts.map((act, k) => ({ act, position: k + 1 }));
  return new FollowedStore(store, livingOf(policy, recorded, options), head, options);
}

/** What follows from acts on the day of the clock. */
export function livingOf(
  policy: Policy,
  recorded: readonly Recorded[],
  options: FollowOptions,
): LivingEvaluation {
  const { clock = () => new Date() } = options;
  return new LivingEvaluation(policy, recorded, dayOf(clock()), { ...options, renewsAside: true });
}

/** A store that is followed. What it gives are values: they stay as they are when acts come. */
export class FollowedStore {
  readonly #store: Store;
  readonly #living: LivingEvaluation;
  readonly #clock: () => Date;
  readonly #onFault: ((error: unknown) => void) | undefined;
  readonly #listeners = new Set<StepListener>();
  readonly #renewalListeners = new Set<(renewed: Renewed) => void>();
  #isRenewing = false;
  readonly #waiting = new Set<{ readonly position: number; readonly done: () => void }>();
  readonly #stop: () => void;
  #timer: NodeJS.Timeout | undefined;
  #isClosed = false;
  /** Entries that were read and not taken in: those beyond `#end` may be half a set. */
  #read: Entry[] = [];
  /** The position of a head: no set reaches across it. */
  #end: number | undefined;
  #head: Head;

  constructor(
    store: Store,
    living: LivingEvaluation,
    head: Head,
    { clock = () => new Date(), onFault }: FollowOptions,
  ) {
    this.#store = store;
    this.#living = living;
    this.#clock = clock;
    this.#onFault = onFault;
    this.#head = head;
    this.#stop = store.onEntries((entries) => this.#take(entries), head.position + 1);
    this.#sleep();
    void this.#prepare();
  }

  /** Makes ready what following the first act needs, a little at a time: requests are answered meanwhile. */
  async #prepare(): Promise<void> {
    while (!this.#isClosed && this.#living.prepare(PREPARED_AT_ONCE)) await breath();
  }

  /** What is derived from everything that is known now. */
  get evaluation(): EngineEvaluation {
    this.#turn();
    return this.#living.evaluation;
  }

  /** The acts known now, folded: titles, agreements, the acts behind each fact. */
  get folded(): Folded {
    this.#turn();
    return this.#living.folded;
  }

  /** The position of the last act taken in. */
  get position(): number {
    return this.#living.position;
  }

  /** The head up to which acts are taken in: `evaluation` is what follows from the ledger as far as that. */
  get head(): Head {
    return this.#head;
  }

  /** The day as known on which `evaluation` is; in UTC. */
  get today(): Day {
    this.#turn();
    return this.#living.today;
  }

  /** How often everything was derived anew, the first time included. */
  get derivations(): number {
    return this.#living.derivations;
  }

  /** What was known on a day: see `LivingEvaluation.knownOn`. */
  knownOn(day: Day): EngineEvaluation {
    this.#turn();
    return this.#living.knownOn(day);
  }

  /** The acts known on a day, folded: see `LivingEvaluation.foldedOn`. */
  foldedOn(day: Day): Folded {
    this.#turn();
    return this.#living.foldedOn(day);
  }

  /** Whether `knownOn` and `foldedOn` have a day at hand, or must derive it first. */
  isAtHand(day: Day): boolean {
    this.#turn();
    return this.#living.isAtHand(day);
  }

  /**
   * Puts a past day at hand, a little at a time, so that others are answered meanwhile; days that several want are derived one after the
   * other. Once it comes back, `knownOn` and `foldedOn` have it, for whoever asks at once.
   */
  ready(day: Day): Promise<void> {
    if (this.isAtHand(day)) return Promise.resolve();
    const made = this.#making.then(() => this.#make(day));
    this.#making = made.catch(() => undefined);
    return made;
  }

  async #make(day: Day): Promise<void> {
    for (const _ of this.#living.readyInSteps(day)) {
      await breath();
      if (this.#isClosed) return;
    }
  }
  #making: Promise<void> = Promise.resolve();

  /** Calls a listener with what came of each set of acts and of each new day; the answer ends that. */
  onStep(listener: StepListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /**
   * Calls a listener when everything was derived anew while nothing changed: whoever keeps an evaluation to compare the next one with keeps
   * this one from then on. The answer ends that.
   */
  onRenewal(listener: (renewed: Renewed) => void): () => void {
    this.#renewalListeners.add(listener);
    return () => this.#renewalListeners.delete(listener);
  }

  /** Waits until the act at a position is taken in: somebody who recorded it sees what follows from it. */
  until(position: number): Promise<void> {
    if (this.#living.position >= position) return Promise.resolve();
    return new Promise((done) => this.#waiting.add({ position, done }));
  }

  /** Ends the following; the store stays open. */
  close(): void {
    this.#isClosed = true;
    this.#stop();
    clearTimeout(this.#timer);
    this.#listeners.clear();
    this.#renewalListeners.clear();
  }

  /**
   * Takes in entries as far as whole sets of them are there, those that were recorded together in one step: what a step tells does
   * not depend on how many were read at once. Where the connection is lost in between, the store gives entries again, and those
   * that were read already are passed over.
   */
  async #take(entries: readonly Entry[]): Promise<void> {
    const last = this.#read.at(-1)?.position ?? this.position;
    for (const entry of entries) if (entry.position > last) this.#read.push(entry);
    while (this.#read.length > 0 && !this.#isClosed) {
      this.#end ??= (await this.#store.head()).position;
      if (this.#read.at(-1)!.position < this.#end) return;
      const whole = this.#read.slice(0, this.#end - this.#read[0]!.position + 1);
      this.#end = undefined;
      for (let from = 0; from < whole.length && !this.#isClosed; ) {
        const together = whole.slice(from, from + countTogether(whole.slice(from)));
        this.#turn();
        const step = this.#followed(together);
        from += together.length;
        this.#read = this.#read.slice(together.length);
        const { position, hash, recordedAt } = together.at(-1)!;
        this.#head = { position, hash };
        if (step !== undefined) this.#tell({ ...step, head: this.#head, recordedAt });
        if (this.#living.isOld) void this.#renew();
        // Whoever asks meanwhile is not kept waiting for a long run of acts.
        if (from < whole.length) await breath();
      }
    }
  }

  /** Derives anew between answering others. Acts are taken in as before meanwhile. */
  async #renew(): Promise<void> {
    if (this.#isRenewing) return;
    this.#isRenewing = true;
    try {
      const steps = this.#living.renewInSteps();
      for (;;) {
        const { done, value } = steps.next();
        if (done === true) {
          if (value === undefined) return;
          const renewed = { before: value.before, evaluation: this.#living.evaluation };
          for (const listener of this.#renewalListeners) this.#toListener(() => listener(renewed));
          return;
        }
        await breath();
        if (this.#isClosed) {
          steps.return(undefined);
          return;
        }
      }
    } catch (error) {
      this.#fault(error);
    } finally {
      this.#isRenewing = false;
    }
  }

  #toListener(tell: () => void): void {
    try {
      tell();
    } catch (error) {
      this.#fault(error);
    }
  }

  #followed(entries: readonly Entry[]): Step | undefined {
    try {
      return this.#living.take(recordedOf(entries));
    } catch (error) {
      // An entry of a newer Comity, perhaps: until it can be read, what is known stays behind.
      this.#fault(error);
      throw error;
    }
  }

  /** Lets the days come up to the one that the clock says, each by itself. */
  #turn(): void {
    const today = dayOf(this.#clock());
    const { today: last } = this.#living;
    if (today <= last) return;
    const first = today - last > MOST_DAYS_ONE_BY_ONE ? today : last + 1;
    for (let next = first; next <= today; next++) {
      const step = this.#living.turnTo(next as Day);
      if (step !== undefined) this.#tell({ ...step, head: this.#head });
    }
  }

  #sleep(): void {
    const left = DAY_MILLISECONDS - (this.#clock().getTime() % DAY_MILLISECONDS);
    this.#timer = setTimeout(
      () => {
        this.#turn();
        this.#sleep();
      },
      Math.min(left, LONGEST_SLEEP_MILLISECONDS),
    );
    this.#timer.unref();
  }

  #tell(step: FollowedStep): void {
    for (const listener of this.#listeners) this.#toListener(() => listener(step));
    for (const each of this.#waiting) {
      if (each.position > step.position) continue;
      this.#waiting.delete(each);
      each.done();
    }
  }

  #fault(error: unknown): void {
    if (this.#onFault !== undefined) {
      this.#onFault(error);
      return;
    }
    queueMicrotask(() => {
      throw error;
    });
  }
}
