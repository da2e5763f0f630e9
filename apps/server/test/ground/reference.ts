/** What a server answered, compared with a plain fold and derivation of the ledger as far as the head that the answer names. */
import { type Day, day, eachInterval, formatDay, has, OPEN, SINCE_EVER } from "@comity/calendar";
import { type EngineEvaluation, evaluate, explainBriefly, type Policy } from "@comity/policy";
import { fold } from "@comity/registry";
import { type Entry, recordedOf } from "@comity/store";
import { sameAround } from "../../src/authzen/decisions.ts";

/** A question and its answer. */
export interface Answered {
  readonly predicate: string;
  readonly tuple: readonly string[];
  readonly answer: {
    readonly decision: boolean;
    readonly context: {
      readonly day: string;
      readonly head: { readonly position: number; readonly hash: string };
      readonly from?: string;
      readonly until?: string;
      readonly reason_user?: { readonly en: string };
      readonly reason_admin?: { readonly en: string };
    };
  };
}

/** The ledger, to be derived up to any position. */
export class Reference {
  readonly #entries: readonly Entry[];
  readonly #recorded;
  readonly #policy: Policy;
  #last: { readonly key: string; readonly evaluation: EngineEvaluation } | undefined;

  constructor(entries: readonly Entry[], policy: Policy) {
    this.#entries = entries;
    this.#recorded = recordedOf(entries).map(({ act }) => act);
    this.#policy = policy;
  }

  at(position: number, on: Day): EngineEvaluation {
    const key = `${position} ${on}`;
    if (this.#last?.key !== key) {
      const { facts } = fold(this.#recorded.slice(0, position), { knownOn: on });
      this.#last = { key, evaluation: evaluate(this.#policy, facts) };
    }
    return this.#last!.evaluation;
  }

  /** Answers that are not what the reference says, in words; each head is derived once. */
  wrong(answers: readonly Answered[]): string[] {
    const byHead = [...answers].sort(
      (a, b) => a.answer.context.head.position - b.answer.context.head.position,
    );
    return byHead.flatMap((one) => this.#fault(one) ?? []);
  }

  #fault({ predicate, tuple, answer }: Answered): string | undefined {
    const { decision, context } = answer;
    const on = day(context.day);
    const { position, hash } = context.head;
    const evaluation = this.at(position, on);
    const days = evaluation.when(predicate, tuple);
    const { from, to } = sameAround(days, on);
    const brief = explainBriefly(evaluation, this.#policy, predicate, tuple, on, (id) => id);
    const expected = {
      decision: has(days, on),
      hash: this.#entries[position - 1]?.hash,
      from: from === SINCE_EVER ? undefined : formatDay(from),
      until: to === OPEN ? undefined : formatDay((to - 1) as Day),
      reason: brief.plain,
      why: brief.expert,
    };
    const said = {
      decision,
      hash,
      from: context.from,
      until: context.until,
      reason: context.reason_user?.en,
      why: context.reason_admin?.en,
    };
    if (JSON.stringify(said) === JSON.stringify(expected)) return undefined;
    return `${predicate}(${tuple.join()}) at ${position}: ${JSON.stringify(said)}, not ${JSON.stringify(expected)}`;
  }

  /** Everything that a follower of the feed knows at a place: days, and what holds on the day. */
  known(position: number, on: Day, registry: string): Map<string, string> {
    const state = new Map<string, string>();
    for (const { name, role, columns } of this.#policy.predicates) {
      if (role !== "entitlement") continue;
      for (const { tuple, days } of this.at(position, on).list(name)) {
        const key = `${name} ${tuple[0]} ${columns.length > 1 ? tuple[1] : registry}`;
        const told = [...eachInterval(days)].map(([from, to]) => ({
          ...(from === SINCE_EVER ? {} : { from: formatDay(from) }),
          ...(to === OPEN ? {} : { until: formatDay((to - 1) as Day) }),
        }));
        state.set(key, JSON.stringify(told));
        if (has(days, on)) state.set(`now ${key}`, "");
      }
    }
    return state;
  }
}
