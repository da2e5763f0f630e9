/**
 * An evaluation that lives: it follows each new act at a cost that follows the act. Pure but for being changed: the clock's day
 * and the acts are handed in.
 *
 * _Now known_ on a day `today` are the acts recorded by the end of it: `fold(acts, { knownOn: today })`. An act may come with any
 * recorded day. One recorded on or before `today` comes in at once, however long ago that is; one recorded later waits and comes
 * in on that day, when `turnTo` is told that it has come. `today` never goes back, even where a clock does.
 */
import { type Day, SINCE_EVER } from "@comity/calendar";
import {
  type Differing,
  type EngineEvaluation,
  type EvaluateOptions,
  evaluate,
  evaluateInSteps,
  type InSteps,
  type Policy,
  Renewal,
} from "@comity/policy";
import {
  type Act,
  columnsKey,
  type Folded,
  fold,
  foldInSteps,
  type Merges,
  mergesOf,
  NO_MERGES,
  targetsOf,
  withMerges,
} from "@comity/registry";
import { factChanges } from "./fact-changes.ts";
import { KnownActs } from "./known-acts.ts";
import { readable } from "./readable-facts.ts";
import { RecentValues } from "./recent-values.ts";

/** An act with its position in the ledger. */
export interface Recorded {
  readonly position: number;
  readonly act: Act;
}

/** How far acts are followed before everything is derived anew, and how many past days are kept. */
export interface LivingOptions extends EvaluateOptions {
  /**
   * After so many acts followed everything is derived anew, and more acts than this at once are not followed but derived. A what-if
   * copies what differs from the last derivation and adds to the sets of days that it shares with it.
   */
  readonly freshAfterActs?: number;
  /** The same, counted in changed tuples: one act about an agreement may change thousands. */
  readonly freshAfterChanges?: number;
  /** How many values of past days are kept. */
  readonly pastDays?: number;
  /**
   * Where enough was followed, nothing is derived anew at once: `isOld` says so, and whoever keeps this has `renewInSteps` do it between
   * answering others.
   */
  readonly renewsAside?: boolean;
}

/** What came of new acts, or of a new day. */
export interface Step {
  /** The position up to which acts are taken in. */
  readonly position: number;
  readonly today: Day;
  readonly evaluation: EngineEvaluation;
  /**
   * The same as it was reached by what-ifs from the step before, with which it shares what did not change; undefined where it was not.
   * It is another value than `evaluation` where everything was derived anew afterwards.
   */
  readonly followed?: EngineEvaluation;
  /** Who lost and gained which days of what: every entitlement and clause that differs from the step before. */
  readonly differences: readonly Differing[];
}

export const FRESH_AFTER_ACTS = 4_000;
export const FRESH_AFTER_CHANGES = 100_000;
export const PAST_DAYS = 8;
/** Folded registries are larger than what is derived from them: fewer are kept. */
export const PAST_FOLDED = 4;

/** A day on which, or before which, acts keep being recorded while it is derived is not tried for ever. */
const MOST_TRIES = 3;

/** No columns have this key. */
const DISPUTED = "";

export class LivingEvaluation {
  readonly #policy: Policy;
  readonly #options: LivingOptions;
  readonly #declared: ReadonlySet<string>;
  /** Every act taken in, whatever its recorded day, in the order of the ledger. */
  readonly #acts: Act[] = [];
  /** Those recorded after today. */
  #waiting: Act[] = [];
  /** The acts known today, as they came. */
  readonly #given: Act[] = [];
  /** Who is one person by these, and the same acts with merged people under one identifier. */
  #merges: Merges = NO_MERGES;
  #known = new KnownActs();
  #position = 0;
  #today: Day;
  #evaluation: EngineEvaluation;
  #folded: Folded | undefined;
  /** By record: the columns of its statements; `DISPUTED` where some disagree. */
  readonly #columns = new Map<string, string>();
  /** Records that the policy reads otherwise than statements give them. */
  #unread: ReadonlySet<string> = new Set();
  #followedActs = 0;
  #followedChanges = 0;
  #derivations = 0;
  /** What is being derived anew aside. */
  #renewal: Renewal | undefined;
  readonly #past: RecentValues<Day, EngineEvaluation>;
  readonly #pastFolded = new RecentValues<Day, Folded>(PAST_FOLDED);
  #recordedDays: Day[] | undefined;

  /** Folds and derives what is known on `today`. Throws a RangeError where the policy has no meaning (see `evaluate`). */
  constructor(policy: Policy, recorded: Iterable<Recorded>, today: Day, options: LivingOptions = {}) {
    this.#policy = policy;
    this.#options = options;
    this.#declared = new Set(policy.records.map(({ name }) => name));
    this.#today = today;
    this.#past = new RecentValues(options.pastDays ?? PAST_DAYS);
    this.#know(this.#accept(recorded));
    this.#evaluation = this.#derive();
  }

  /** What is derived from everything known today. A value: it stays as it is when acts come. */
  get evaluation(): EngineEvaluation {
    return this.#evaluation;
  }

  /** The position of the last act taken in; 0 where there is none. */
  get position(): number {
    return this.#position;
  }

  get today(): Day {
    return this.#today;
  }

  /** How often everything was derived anew, the first time included. */
  get derivations(): number {
    return this.#derivations;
  }

  /** Declared records that nothing reads, as their columns are not the policy's. */
  get unread(): ReadonlySet<string> {
    return this.#unread;
  }

  /** What another policy derives from what is known today, and which of its records nothing reads. This one stays as it is. */
  under(policy: Policy): { readonly evaluation: EngineEvaluation; readonly unread: ReadonlySet<string> } {
    const { facts, unread } = readable(policy, this.folded);
    return { evaluation: evaluate(policy, facts, this.#options), unread };
  }

  /** How many acts wait for the day on which they are recorded. */
  get waiting(): number {
    return this.#waiting.length;
  }

  /** The acts known today, folded: titles, agreements, the acts behind each fact. Folded when it is asked for. */
  get folded(): Folded {
    this.#folded ??= fold(this.#given);
    return this.#folded;
  }

  /** Makes ready, for so many acts at a time, what following the first one needs; whether there is more to do. */
  prepare(most: number): boolean {
    return this.#known.index(most);
  }

  /** Keeps acts in the order of the ledger; gives those that are known today. What was taken in before is passed over. */
  #accept(recorded: Iterable<Recorded>): Act[] {
    const known: Act[] = [];
    let first: Day | undefined;
    for (const { position, act } of recorded) {
      if (position <= this.#position) continue;
      this.#position = position;
      this.#acts.push(act);
      if (first === undefined || act.recorded < first) first = act.recorded;
      (act.recorded <= this.#today ? known : this.#waiting).push(act);
    }
    if (first !== undefined) {
      this.#recordedDays = undefined;
      this.#past.forget((day) => day >= first);
      this.#pastFolded.forget((day) => day >= first);
    }
    return known;
  }

  /**
   * Takes in acts in the order of the ledger. Undefined where all of them were taken in before.
   *
   *     living.take([{ position: 17, act }])?.differences
   */
  take(recorded: Iterable<Recorded>): Step | undefined {
    const { position } = this;
    const known = this.#accept(recorded);
    return this.#position === position ? undefined : this.#step(known);
  }

  /** A new day has come: acts recorded on it, and on days passed over, come in. Undefined where it is no later day. */
  turnTo(today: Day): Step | undefined {
    if (today <= this.#today) return undefined;
    this.#today = today;
    const due = this.#waiting.filter(({ recorded }) => recorded <= today);
    this.#waiting = this.#waiting.filter(({ recorded }) => recorded > today);
    return this.#step(due);
  }

  #step(acts: readonly Act[]): Step {
    const before = this.#evaluation;
    const { derivations } = this;
    if (acts.length > 0) this.#follow(acts);
    const followed = derivations === this.derivations ? { followed: this.#evaluation } : {};
    const differences = before === this.#evaluation ? [] : [...before.difference(this.#evaluation)];
    this.#followedChanges += differences.length;
    if (this.isOld && this.#options.renewsAside !== true) this.#evaluation = this.#derive();
    return {
      position: this.#position,
      today: this.#today,
      evaluation: this.#evaluation,
      ...followed,
      differences,
    };
  }

  #follow(acts: readonly Act[]): void {
    this.#folded = undefined;
    const isLocal = acts.length <= this.#freshAfterActs && acts.every((act) => this.#isLocal(act));
    const added = this.#know(acts);
    if (!isLocal) {
      this.#evaluation = this.#derive();
      return;
    }
    const fresh = new Set(added);
    // Merges were heeded as acts became known; the fold of a few of them would make others one person.
    const after = this.#known.around(added).filter((act) => act.act !== "merge");
    const before = after.filter((act) => !fresh.has(act));
    const changes = factChanges(before, after).filter(({ record }) => this.#isRead(record));
    this.#followedActs += acts.length;
    this.#followedChanges += changes.length;
    this.#renewal?.tell(changes);
    if (changes.length > 0) this.#evaluation = this.#evaluation.whatIf(changes);
  }

  /** Takes acts in as known; gives them as they are known, with merged people under one identifier. */
  #know(acts: readonly Act[]): readonly Act[] {
    const isMerging = acts.some((act) => this.#isMerging(act));
    for (const act of acts) this.#given.push(act);
    if (isMerging) {
      this.#merges = mergesOf(this.#given);
      this.#known = new KnownActs(withMerges(this.#given, this.#merges));
      return withMerges(acts, this.#merges);
    }
    const added = withMerges(acts, this.#merges);
    this.#known.add(added);
    return added;
  }

  /** Whether an act merges people, or refers to one that does: it decides who is one person. */
  #isMerging(act: Act): boolean {
    const acts = new Set([act]);
    for (const each of acts) {
      if (each.act === "merge") return true;
      for (const id of targetsOf(each)) {
        const target = this.#known.get(id);
        if (target !== undefined) acts.add(target);
      }
    }
    return false;
  }

  #isRead(record: string): boolean {
    return this.#declared.has(record) && !this.#unread.has(record);
  }

  /**
   * Whether an act changes facts of its own surroundings only. A statement that has other columns than those of its record
   * before it decides about all of them; a merge about two people, whose acts are known under another identifier then.
   */
  #isLocal(act: Act): boolean {
    if (this.#isMerging(act)) return false;
    if (act.act !== "statement" || !this.#declared.has(act.record)) return true;
    return this.#columns.get(act.record) === columnsKey(act.columns);
  }

  get #freshAfterActs(): number {
    return this.#options.freshAfterActs ?? FRESH_AFTER_ACTS;
  }

  /** Whether enough was followed since everything was derived. */
  get isOld(): boolean {
    const most = this.#options.freshAfterChanges ?? FRESH_AFTER_CHANGES;
    return this.#followedActs >= this.#freshAfterActs || this.#followedChanges >= most;
  }

  /**
   * Derives anew a little at a time: acts may be taken in between two steps. The evaluation is another value afterwards, which says the
   * same; given is the one of before. Undefined where acts came meanwhile that everything had to be derived anew for at once.
   */
  *renewInSteps(): InSteps<{ readonly before: EngineEvaluation } | undefined> {
    const { derivations } = this;
    const given = this.#given.slice();
    this.#followedActs = 0;
    this.#followedChanges = 0;
    const derive = function* (policy: Policy, options: LivingOptions): InSteps<EngineEvaluation> {
      const { facts } = readable(policy, yield* foldInSteps(given));
      return yield* evaluateInSteps(policy, facts, options);
    };
    const renewal = new Renewal(derive(this.#policy, this.#options));
    this.#renewal = renewal;
    try {
      const evaluation = yield* renewal.steps;
      if (derivations !== this.#derivations) return undefined;
      const before = this.#evaluation;
      this.#evaluation = evaluation;
      this.#derivations++;
      return { before };
    } finally {
      if (this.#renewal === renewal) this.#renewal = undefined;
    }
  }

  #derive(): EngineEvaluation {
    this.#followedActs = 0;
    this.#followedChanges = 0;
    this.#derivations++;
    this.#columns.clear();
    for (const act of this.#known.acts) {
      if (act.act !== "statement") continue;
      const key = columnsKey(act.columns);
      const known = this.#columns.get(act.record) ?? key;
      this.#columns.set(act.record, known === key ? key : DISPUTED);
    }
    const { facts, unread } = readable(this.#policy, this.folded);
    this.#unread = unread;
    return evaluate(this.#policy, facts, this.#options);
  }

  /**
   * What was derived from what was known on a day: a value of its own, made when it is asked for and kept until an act
   * arrives that was recorded on or before that day. Of today it is `evaluation`; of a day to come, what follows from the acts that wait
   * for it.
   */
  knownOn(day: Day): EngineEvaluation {
    if (day === this.#today) return this.#evaluation;
    // Between two days on which acts were recorded nothing was learnt: they have one value.
    const learnt = this.#lastRecordedBy(day);
    return this.#past.get(learnt, () => {
      const { facts } = readable(this.#policy, this.foldedOn(learnt));
      return evaluate(this.#policy, facts, this.#options);
    });
  }

  /** The acts known on a day, folded; the same on days between which none was recorded. Folded when asked for, and kept a while. */
  foldedOn(day: Day): Folded {
    if (day === this.#today) return this.folded;
    const learnt = this.#lastRecordedBy(day);
    return this.#pastFolded.get(learnt, () => fold(this.#acts, { knownOn: learnt }));
  }

  /** Whether what was known on a day is at hand. */
  isAtHand(day: Day): boolean {
    if (day === this.#today) return true;
    const learnt = this.#lastRecordedBy(day);
    return this.#past.has(learnt) && this.#pastFolded.has(learnt);
  }

  /**
   * Puts what was known on a day at hand, a little at a time: acts may be taken in between two steps. Where these were recorded on that
   * day or before, again and again, it gives up, and whoever asks next derives.
   */
  *readyInSteps(day: Day): InSteps<void> {
    for (let tries = 0; tries < MOST_TRIES && !this.isAtHand(day); tries++) {
      const learnt = this.#lastRecordedBy(day);
      const acts = this.#acts.slice();
      const folded = this.#pastFolded.has(learnt)
        ? this.foldedOn(learnt)
        : yield* foldInSteps(acts, { knownOn: learnt });
      const { facts } = readable(this.#policy, folded);
      const evaluation = this.#past.has(learnt)
        ? this.knownOn(learnt)
        : yield* evaluateInSteps(this.#policy, facts, this.#options);
      if (this.#acts.slice(acts.length).some(({ recorded }) => recorded <= day)) continue;
      this.#past.get(learnt, () => evaluation);
      this.#pastFolded.get(learnt, () => folded);
    }
  }

  #lastRecordedBy(day: Day): Day {
    this.#recordedDays ??= [...new Set(this.#acts.map(({ recorded }) => recorded))].sort((a, b) => a - b);
    return this.#recordedDays.findLast((each) => each <= day) ?? SINCE_EVER;
  }
}
