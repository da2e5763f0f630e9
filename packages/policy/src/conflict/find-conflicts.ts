/**
 * Conflicts in a policy, found before it is used: a clause (`never`) that its own rules can break although no fact is out
 * of order, and rules that can hold in no case. docs/language.md, section 13, says what counts as which.
 */
import { isEmpty } from "@comity/calendar";
import type { EngineEvaluation } from "../engine/engine.ts";
import { evaluate } from "../engine/engine.ts";
import type { Horizon } from "../evaluation.ts";
import { eachFact, FactsBuilder } from "../facts.ts";
import { runExamples } from "../language/examples.ts";
import type { Place, Policy, Predicate } from "../policy.ts";
import { stratify } from "../strata.ts";
import { type Budget, type Found, Judge, searchCase } from "./case-search.ts";
import {
  type Alternative,
  alternativesOf,
  cutTo,
  restsOn,
  withAlternatives,
  withFreeWords,
} from "./goals.ts";
import { withNames } from "./made-up-names.ts";
import { PolicyMap } from "./policy-map.ts";

/** What is spent on each clause or rule; most are found within the first few cases. */
const USUAL_BUDGET: Budget = { attempts: 1000, evaluations: 100 };

export interface ConflictOptions {
  /** Needed where the policy recurs through a duration: cases are looked for within these days. */
  readonly horizon?: Horizon;
  /** How many cases are tried for each clause and rule. */
  readonly budget?: Budget;
}

/** Facts that break a clause on a day, with the values for which they do. Without any one of the facts they would not. */
export interface MadeUpCase extends Found {
  readonly predicate: string;
}

/** A clause that the rules can break although no fact is out of order. */
export interface Conflict {
  readonly clause: Predicate;
  readonly found: MadeUpCase;
}

/** A clause that an example of the policy breaks: its author knows the case, and wants it refused. */
export interface KnownCase {
  readonly clause: Predicate;
  readonly example: string;
  readonly place: Place;
}

/** A rule, one alternative of a rule, or a clause, that holds in no case looked at. */
export interface NeverHolding {
  readonly role: Predicate["role"];
  readonly name: string;
  readonly title?: string;
  /** Which alternative of its `or`, from 1, where it is not the whole rule. */
  readonly alternative?: number;
  readonly place: Place;
  /** The days that the policy writes out leave none: there is no case at all, however large. */
  readonly isCertain: boolean;
}

export interface ConflictReport {
  readonly conflicts: readonly Conflict[];
  readonly known: readonly KnownCase[];
  /** Clauses over the policy's own words for which no case was found. */
  readonly kept: readonly Predicate[];
  /** Clauses over records alone: they say what a registry may hold, and no rule can be in conflict with them. */
  readonly onRecords: readonly Predicate[];
  readonly neverHolding: readonly NeverHolding[];
  /** How many made-up cases were evaluated. */
  readonly cases: number;
}

/**
 * Looks for conflicts in a policy, by made-up cases. Pure, and the same for the same policy; `policy` must have passed
 * `readPolicy`. Throws a RangeError where a recursion through a duration has no horizon.
 *
 *     const { conflicts } = findConflicts(policy);
 *     for (const { clause, found } of conflicts) console.log(clause.title, printCase(policy, found));
 */
export function findConflicts(policy: Policy, options: ConflictOptions = {}): ConflictReport {
  return new ConflictSearch(policy, options).report();
}

class ConflictSearch {
  readonly #policy: Policy;
  readonly #horizon: { readonly horizon?: Horizon };
  readonly #budget: Budget;
  /** Clauses that no lawful registry breaks: those over records alone, and those that an example breaks. */
  readonly #guards: string[] = [];
  #cases = 0;

  constructor(policy: Policy, { horizon, budget = USUAL_BUDGET }: ConflictOptions) {
    this.#policy = policy;
    this.#horizon = horizon === undefined ? {} : { horizon };
    this.#budget = budget;
  }

  report(): ConflictReport {
    const alternatives = alternativesOf(this.#policy);
    const whole = withAlternatives(this.#policy, alternatives);
    const worlds: EngineEvaluation[] = [];
    // As what-ifs of one evaluation, so that its rules are planned once for all worlds.
    const nothing = evaluate(whole, new FactsBuilder(whole.records).build(), this.#horizon);
    const results = runExamples(whole, (_, facts) => {
      const evaluation = nothing.whatIf([...eachFact(facts)].map((fact) => ({ ...fact, present: true })));
      worlds.push(evaluation);
      return evaluation;
    });
    this.#cases += worlds.length;
    const isSeen = (goal: string): boolean =>
      worlds.some((world) => world.list(goal)[Symbol.iterator]().next().done !== true);

    const derived = new Set(this.#policy.predicates.map(({ name }) => name));
    const onRecords: Predicate[] = [];
    const known: KnownCase[] = [];
    const open: Predicate[] = [];
    for (const clause of this.#policy.predicates.filter(({ role }) => role === "never")) {
      const { name } = clause;
      const broken = results.find((one) => one.predicate === name && one.expected && one.outcome === "pass");
      const own = [...restsOn(this.#policy, [name])].filter((one) => one !== name && derived.has(one));
      if (own.length === 0) onRecords.push(clause);
      else if (broken !== undefined) known.push({ clause, example: broken.title, place: broken.place });
      else open.push(clause);
      if (own.length === 0 || broken !== undefined) this.#guards.push(name);
    }
    const neverHolding = this.#neverHolding(whole, alternatives, isSeen);
    for (const clause of onRecords)
      if (!isSeen(clause.name)) neverHolding.push(...this.#impossible(this.#policy, clause));
    const conflicts: Conflict[] = [];
    const kept: Predicate[] = [];
    for (const clause of open) {
      const found = this.#search(this.#policy, clause.name, { isShown: true });
      if (found !== undefined) conflicts.push({ clause, found });
      else kept.push(clause);
      // That the rules never break it is as it should be; that no rules ever could is not.
      if (found === undefined)
        neverHolding.push(...this.#impossible(withFreeWords(this.#policy, clause.name), clause));
    }
    return { conflicts, known, kept, onRecords, neverHolding, cases: this.#cases };
  }

  /** A case in which the predicate holds and no guard is broken, with few facts where it `isShown`. */
  #search(
    policy: Policy,
    goal: string,
    options: { readonly never?: ReadonlySet<string>; readonly isShown?: boolean } = {},
  ): MadeUpCase | undefined {
    const guards = this.#guardsFor(policy, goal);
    const part = cutTo(policy, [goal, ...guards]);
    const { never = new Set<string>(), isShown = false } = options;
    const map = new PolicyMap(part, { ...this.#horizon, never });
    const judge = new Judge(part, goal, guards, this.#horizon.horizon);
    const found = searchCase(map, judge, this.#budget, isShown);
    this.#cases += judge.evaluations;
    return found && { ...withNames(map, found), predicate: goal };
  }

  /** The guards that facts which the goal needs, or which keep another guard, could break. */
  #guardsFor(policy: Policy, goal: string): string[] {
    const reached = restsOn(policy, [goal]);
    const guards = new Set<string>();
    for (let size = -1; size < guards.size; ) {
      size = guards.size;
      for (const guard of this.#guards) {
        const own = restsOn(policy, [guard]);
        const isTouched = policy.records.some(({ name }) => own.has(name) && reached.has(name));
        if (guard === goal || !isTouched) continue;
        guards.add(guard);
        for (const name of own) reached.add(name);
      }
    }
    return [...guards];
  }

  /** The alternatives that hold in no case; of rules that need one another, only those where it begins. */
  #neverHolding(
    whole: Policy,
    all: readonly Alternative[],
    isSeen: (goal: string) => boolean,
  ): NeverHolding[] {
    const found: NeverHolding[] = [];
    const never = new Set<string>();
    const { components } = stratify(this.#policy);
    for (const name of components.flatMap(({ predicates }) => predicates)) {
      const own = all.filter(({ rule }) => rule.predicate === name);
      let holds = 0;
      for (const { goal, body, number, place } of own) {
        if (isSeen(goal) || this.#search(whole, goal, { never }) !== undefined) {
          holds++;
          continue;
        }
        const map = new PolicyMap(cutTo(whole, [goal]), { ...this.#horizon, never });
        // It needs another rule that never holds, and that one is told already.
        if (never.size > 0 && !Number.isFinite(map.costOf(body)) && this.#isFounded(whole, goal)) continue;
        const { role, title } = this.#policy.predicates.find((one) => one.name === name)!;
        found.push({
          role,
          name,
          ...(title !== undefined && { title }),
          ...(number !== undefined && { alternative: number }),
          place,
          isCertain: isEmpty(map.possible.ofPredicate(goal)),
        });
      }
      if (own.length > 0 && holds === 0) never.add(name);
    }
    return found;
  }

  #isFounded(whole: Policy, goal: string): boolean {
    const rule = whole.rules.find(({ predicate }) => predicate === goal)!;
    return Number.isFinite(new PolicyMap(cutTo(whole, [goal]), this.#horizon).costOf(rule.body));
  }

  /** A clause that nothing could ever break, as a warning. */
  #impossible(policy: Policy, clause: Predicate): NeverHolding[] {
    const guards = this.#guards.splice(0);
    const found = this.#search(policy, clause.name);
    this.#guards.push(...guards);
    if (found !== undefined) return [];
    const map = new PolicyMap(cutTo(policy, [clause.name]), this.#horizon);
    const { role, name, title, place } = clause;
    const isCertain = isEmpty(map.possible.ofPredicate(name));
    return [{ role, name, ...(title !== undefined && { title }), place, isCertain }];
  }
}
