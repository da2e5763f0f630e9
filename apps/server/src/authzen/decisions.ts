/** From a question to a decision: whether an entitlement holds on a day, why, until when, and by which head that is known. */
import { type Day, formatDay, has, type IntervalSet, OPEN, SINCE_EVER } from "@comity/calendar";
import type { Brief, EngineEvaluation, Policy, Tuple } from "@comity/policy";
import { type FollowedStore, type Head, PAST_FOLDED } from "@comity/store";
import { dayOfText } from "./day-text.ts";
import { isQuestion, type NoQuestion, type Question, Questions } from "./questions.ts";
import type { AskedContext, Evaluation } from "./read-request.ts";
import { Reasons, reasonBy, type Said } from "./reasons.ts";

/** The answer of the specification (section 5.5), with what we say in its context. Reasons are by language tag. */
export interface Decision {
  readonly decision: boolean;
  readonly context: DecisionContext;
}

export interface DecisionContext {
  /** The day that was asked about. */
  readonly day: string;
  /** As known on which day: today, unless another one was asked for. */
  readonly knownOn: string;
  /** The ledger as far as which this is so. */
  readonly head: Head;
  /** The first day from which the answer is the same; left out where there is none. */
  readonly from?: string;
  /** The last day until which the answer is the same, by what is known; left out where there is none. */
  readonly until?: string;
  readonly reason_user?: { readonly en: string };
  readonly reason_admin?: { readonly en: string };
  /** Why the policy could not be asked; the decision is no then. */
  readonly error?: { readonly status: number; readonly message: string };
}

/** The days on which an answer stays what it is around a day: those of the interval, or of the gap. */
export function sameAround(days: IntervalSet, on: Day): { readonly from: Day; readonly to: Day } {
  let from: number = SINCE_EVER;
  for (let k = 0; k < days.length; k++) {
    if (days[k]! > on) return { from: from as Day, to: days[k]! as Day };
    from = days[k]!;
  }
  return { from: from as Day, to: OPEN };
}

/** When something is asked about. */
export interface Basis {
  readonly evaluation: EngineEvaluation;
  readonly on: Day;
  readonly knownOn: Day;
  readonly head: Head;
  /** Whether it is asked as known now. */
  readonly isNow: boolean;
}

/** What is known at a moment: values, which stay as they are when acts come. */
export interface Moment {
  readonly evaluation: EngineEvaluation;
  readonly today: Day;
  readonly head: Head;
}

/** Answers questions by a living evaluation. */
export class Decisions {
  readonly questions: Questions;
  readonly reasons: Reasons;
  readonly #followed: FollowedStore;

  constructor(followed: FollowedStore, policy: Policy, registry: string) {
    this.#followed = followed;
    this.questions = new Questions(policy, registry);
    this.reasons = new Reasons(followed, policy);
  }

  /** What is known now. The evaluation and the head belong together: nothing is awaited in between. */
  now(): Moment {
    const { evaluation, today, head } = this.#followed;
    return { evaluation, today, head };
  }

  /** What a request's context asks about. */
  basisOf(context: AskedContext | undefined, now = this.now()): Basis {
    const { today, head } = now;
    const on = (context?.day === undefined ? undefined : dayOfText(context.day)) ?? today;
    const knownOn = (context?.knownOn === undefined ? undefined : dayOfText(context.knownOn)) ?? today;
    const isNow = knownOn === today;
    const evaluation = isNow ? now.evaluation : this.#followed.knownOn(knownOn);
    return { evaluation, on, knownOn, head, isNow };
  }

  /** Puts the past days of some contexts at hand, a little at a time, so that others are answered meanwhile. */
  async ready(contexts: readonly (AskedContext | undefined)[]): Promise<void> {
    const days = new Set<Day>();
    for (const context of contexts) {
      const knownOn = context?.knownOn === undefined ? undefined : dayOfText(context.knownOn);
      if (knownOn !== undefined && knownOn < this.#followed.today) days.add(knownOn);
    }
    for (const knownOn of [...days].slice(0, PAST_FOLDED)) await this.#followed.ready(knownOn);
  }

  /** The past day as of which something is asked; undefined where it is asked as known now. */
  pastDayOf({ context }: Evaluation): Day | undefined {
    const knownOn = context?.knownOn === undefined ? undefined : dayOfText(context.knownOn);
    return knownOn !== undefined && knownOn < this.#followed.today ? knownOn : undefined;
  }

  /** Decides one evaluation, by what is known now or was at the moment given. */
  decide({ subject, action, resource, context }: Evaluation, now = this.now()): Decision {
    const basis = this.basisOf(context, now);
    const asked = this.questions.questionOf(subject, action, resource);
    return isQuestion(asked) ? this.#answer(asked, basis) : denied(asked, basis);
  }

  /**
   * The same as a text in JSON. What is asked again and again, by badge gates above all, is not put together anew: only what is known
   * between two acts is, the day and the head.
   *
   *     decisions.decideText(asked)    // JSON.stringify(decisions.decide(asked))
   */
  decideText(asked: Evaluation): string {
    const { subject, action, resource, context } = asked;
    if (context?.knownOn !== undefined) return JSON.stringify(this.decide(asked));
    const question = this.questions.questionOf(subject, action, resource);
    if (!isQuestion(question) || question.isOpen) return JSON.stringify(this.decide(asked));
    const basis = this.basisOf(context);
    const basisText = this.#textOf(basis);
    const { name } = question.form.predicate;
    const { before, after } = this.reasons.saidOf(name, question.pattern as Tuple, basis.on, (): Said => {
      const whole = JSON.stringify(this.#answer(question, basis));
      const at = whole.indexOf(basisText);
      return { before: whole.slice(0, at), after: whole.slice(at + basisText.length) };
    });
    return before + basisText + after;
  }

  /** The day, what is known and by which head, as they stand in the text of an answer. */
  #textOf(basis: Basis): string {
    const { on, knownOn, head } = basis;
    const last = this.#lastText;
    if (last?.on === on && last.knownOn === knownOn && last.head === head) return last.text;
    const text = JSON.stringify(saidOf(basis)).slice(1, -1);
    this.#lastText = { on, knownOn, head, text };
    return text;
  }
  #lastText: (Pick<Basis, "on" | "knownOn" | "head"> & { readonly text: string }) | undefined;

  #answer(question: Question, basis: Basis): Decision {
    const { tuple, days } = question.isOpen ? firstOf(question, basis) : only(question, basis);
    const { on } = basis;
    const decision = has(days, on);
    const { from, to } = sameAround(days, on);
    const reason = this.#reasonOf(question, tuple, basis);
    return {
      decision,
      context: {
        ...saidOf(basis),
        ...(from === SINCE_EVER ? {} : { from: formatDay(from) }),
        ...(to === OPEN ? {} : { until: formatDay((to - 1) as Day) }),
        ...(reason === undefined
          ? {}
          : { reason_user: { en: reason.plain }, reason_admin: { en: reason.expert } }),
      },
    };
  }

  #reasonOf(
    { form }: Question,
    tuple: Tuple | undefined,
    { evaluation, on, isNow }: Basis,
  ): Brief | undefined {
    if (tuple === undefined) return undefined;
    const { name } = form.predicate;
    const isKept = isNow && evaluation === this.#followed.evaluation;
    return isKept ? this.reasons.of(name, tuple, on) : reasonBy(evaluation, name, tuple, on);
  }

  close(): void {
    this.reasons.close();
  }
}

interface Found {
  readonly tuple: Tuple | undefined;
  readonly days: IntervalSet;
}

const NO_DAYS = new Int32Array(0) as unknown as IntervalSet;

function only({ form, pattern }: Question, { evaluation }: Basis): Found {
  const tuple = pattern as Tuple;
  return { tuple, days: evaluation.when(form.predicate.name, tuple) };
}

/** Of the tuples that fit, the one that holds on the day for longest, or the first that fits at all. */
function firstOf({ form, pattern }: Question, { evaluation, on }: Basis): Found {
  let best: Found = { tuple: undefined, days: NO_DAYS };
  let last = Number.NEGATIVE_INFINITY;
  for (const { tuple, days } of evaluation.list(form.predicate.name, pattern)) {
    const to = has(days, on) ? sameAround(days, on).to : Number.NEGATIVE_INFINITY;
    if (best.tuple !== undefined && to <= last) continue;
    best = { tuple, days };
    last = to;
  }
  return best;
}

function saidOf({ on, knownOn, head }: Basis): Pick<DecisionContext, "day" | "knownOn" | "head"> {
  return { day: formatDay(on), knownOn: formatDay(knownOn), head };
}

/** No, and why the policy was not asked. */
export function denied({ status, message }: NoQuestion, basis: Basis): Decision {
  return { decision: false, context: { ...saidOf(basis), error: { status, message } } };
}
