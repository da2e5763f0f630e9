/**
 * Builds the facts of a made-up case backwards: for a condition that is to hold on given days it chooses a rule for each
 * derived atom, a day for each operator, and goes on down to facts of records. Every choice is asked of a `Choosing`,
 * so that another attempt may choose otherwise. What must not hold is only written down: it is looked at when the case
 * has been evaluated.
 */
import { covers, type Day, difference, type IntervalSet, interval, isOpen } from "@comity/calendar";
import { windowsOf } from "../meaning/dated.ts";
import type { Condition } from "../policy.ts";
import { cut } from "../proof/pieces.ts";
import type { Stretch } from "../proof/proof.ts";
import type { Entry } from "../proof/way.ts";
import { lookedAt } from "./looked-at.ts";
import { type Env, type Of, OpenCase, type Unwanted, type ValueCondition } from "./open-case.ts";
import { daysWithin } from "./telling-days.ts";

/** So many rules deep; and within them, so often the same predicate. */
const DEEPEST = 16;
const MOST_ROUNDS = 3;

export class CaseBuilder extends OpenCase {
  /** Lets a derived predicate hold for some values on a day; false where this attempt cannot. */
  derive(predicate: string, days: Stretch): boolean {
    const columns = this.columns(predicate);
    const entries = columns.map(({ kind }) => this.unknown(kind));
    return this.#derived(predicate, entries, days, []);
  }

  /**
   * Tries to keep a condition from holding on the days, for the values of `env`: by a fact that makes an exception to it,
   * by a value that does not fit, by two values that are the same. False where that does not help.
   */
  avoid({ condition, env, days }: Unwanted): boolean {
    return this.#avoided(condition, new Map(env), days, []);
  }

  /** One of the conditions on all the days; or one after the other, where none could hold on all of them. */
  #byOne<T>(
    alternatives: readonly T[],
    possible: (one: T) => IntervalSet,
    cost: (one: T) => number,
    days: Stretch,
    then: (one: T, days: Stretch) => boolean,
  ): boolean {
    const usable = alternatives
      .map((one, at) => ({ one, at, cost: cost(one) }))
      .filter((one) => Number.isFinite(one.cost))
      .sort((a, b) => a.cost - b.cost || a.at - b.at)
      .map(({ one }) => one);
    const whole = interval(days.from, days.to);
    const fitting = usable.filter((one) => covers(possible(one), whole));
    if (fitting.length > 0) return then(this.choosing.pick(fitting), days);
    const beginning = usable.flatMap((one) => {
      const [from, to] = difference(whole, difference(whole, possible(one)));
      return from === days.from ? [{ one, to: to as Day }] : [];
    });
    if (beginning.length === 0) return false;
    const { one, to } = this.choosing.pick(beginning);
    if (!then(one, { from: days.from, to })) return false;
    return this.#byOne(alternatives, possible, cost, { from: to, to: days.to }, then);
  }

  #derived(predicate: string, entries: readonly Entry[], days: Stretch, above: readonly string[]): boolean {
    const again = above.filter((name) => name === predicate).length;
    if (above.length === DEEPEST || again === MOST_ROUNDS) return false;
    const { possible } = this.map;
    return this.#byOne(
      this.map.rulesOf(predicate),
      ({ body }) => possible.of(body),
      ({ body }) => this.map.costOf(body),
      days,
      (rule, part) => {
        const env: Env = new Map();
        for (const [c, name] of rule.variables.entries()) {
          const before = env.get(name);
          if (before !== undefined && !this.unified(before, entries[c]!)) return false;
          env.set(name, entries[c]!);
        }
        this.declare(rule.body, env);
        return this.#held(rule.body, env, part, [...above, predicate]);
      },
    );
  }

  #held(condition: Condition, env: Env, days: Stretch, above: readonly string[]): boolean {
    if (days.from >= days.to) return true;
    if (!covers(this.map.possible.of(condition), interval(days.from, days.to))) return false;
    switch (condition.condition) {
      case "atom": {
        const entries = this.entries(condition.terms, condition.predicate, env);
        return this.map.isRecord(condition.predicate)
          ? this.fact(condition.predicate, entries, days)
          : this.#derived(condition.predicate, entries, days, above);
      }
      case "all": {
        // Values first: they make entries equal, or show soon that there is no way.
        const isValue = (part: Condition): boolean => ["compare", "let", "days"].includes(part.condition);
        const parts = [...condition.parts.filter(isValue), ...condition.parts.filter((p) => !isValue(p))];
        return parts.every((part) => this.#held(part, env, days, above));
      }
      case "any":
        return this.#byOne(
          condition.parts,
          (part) => this.map.possible.of(part),
          (part) => this.map.costOf(part),
          days,
          (part, some) => this.#held(part, env, some, above),
        );
      case "unless":
        if (!this.#held(condition.body, env, days, above)) return false;
        return this.#refuse(condition.exception, env, days);
      case "compare":
      case "let":
      case "days":
        return this.valued(condition, env, days);
      case "within":
      case "throughout":
        return this.#windowed(condition, env, days, above);
      case "since":
      case "until":
        return this.#anchoredTo(condition, env, days, above);
      case "begins":
      case "ends": {
        if (days.to - days.from !== 1) return false;
        const before = { from: (days.from - 1) as Day, to: days.from };
        const [on, off] = condition.condition === "begins" ? [days, before] : [before, days];
        this.unwanted.push({ condition: condition.body, env, days: off });
        return this.#held(condition.body, env, on, above);
      }
      case "after": {
        if (isOpen(days.from)) return false;
        const ends = daysWithin(
          this.map,
          { from: (days.from - 400) as Day, to: (days.from + 1) as Day },
          "last",
        );
        const end = this.choosing.pick(ends);
        this.unwanted.push({ condition: condition.body, env, days: { from: end, to: (end + 1) as Day } });
        return this.#held(condition.body, env, { from: (end - 1) as Day, to: end }, above);
      }
    }
  }

  #refuse(exception: Condition, env: Env, days: Stretch): boolean {
    if (exception.condition === "any") return exception.parts.every((part) => this.#refuse(part, env, days));
    const { condition } = exception;
    if (condition === "compare" || condition === "let" || condition === "days")
      return this.opposed(exception as ValueCondition, env, days);
    this.unwanted.push({ condition: exception, env: new Map(env), days });
    return true;
  }

  /** Where a window stays as it is: its days, cut at the changes of its parameters. */
  #windowed(
    condition: Of<"within" | "throughout">,
    env: Env,
    days: Stretch,
    above: readonly string[],
  ): boolean {
    const { body } = condition;
    return windowsOf(this.map.policy, condition.window).every((piece) => {
      const here = cut(piece, days);
      if (here === undefined) return true;
      const { window } = piece;
      const first = isOpen(here.from) ? here : lookedAt(window, here.from);
      const last = isOpen(here.to) ? here : lookedAt(window, (here.to - 1) as Day);
      if (condition.condition === "throughout")
        return this.#held(body, env, { from: first.from, to: last.to }, above);
      const near = window.direction === "last" ? "last" : "first";
      const both = isOpen(here.from) || isOpen(here.to) ? undefined : cut(first, last);
      const single = both === undefined ? [] : daysWithin(this.map, both, near, this.map.possible.of(body));
      const ways = single.map((from): Stretch => ({ from, to: (from + 1) as Day }));
      if (here.to - here.from > 1 || ways.length === 0) {
        const hull =
          near === "last"
            ? {
                from: isOpen(here.from) ? here.from : ((first.to - 1) as Day),
                to: isOpen(here.to) ? here.to : last.to,
              }
            : { from: first.from, to: isOpen(here.to) ? here.to : ((last.from + 1) as Day) };
        if (hull.from < hull.to) ways.push(hull);
      }
      return ways.length > 0 && this.#held(body, env, this.choosing.pick(ways), above);
    });
  }

  #anchoredTo(condition: Of<"since" | "until">, env: Env, days: Stretch, above: readonly string[]): boolean {
    const isBack = condition.condition === "since";
    return windowsOf(this.map.policy, condition.window).every(({ window, ...stretch }) => {
      const here = cut(stretch, days);
      if (here === undefined) return true;
      if (isOpen(here.from) || isOpen(here.to)) return false;
      const ends = [lookedAt(window, here.from), lookedAt(window, (here.to - 1) as Day)] as const;
      // Of the day on which the condition must reach farthest back (ahead), and of the one at the other end.
      const [at, other] = isBack ? ends : [ends[1], ends[0]];
      const possible = this.map.possible.of(condition.anchor);
      const ways = daysWithin(this.map, at, isBack ? "last" : "first", possible).map((anchor) => {
        const reaches = other.from <= anchor && anchor < other.to;
        const end = reaches ? anchor : isBack ? ((other.to - 1) as Day) : other.from;
        const on = { from: Math.min(anchor, end) as Day, to: (Math.max(anchor, end) + 1) as Day };
        const between = isBack ? { from: (anchor + 1) as Day, to: here.to } : { from: here.from, to: anchor };
        return { on, between };
      });
      // Where the anchor holds on every day, and may be as near as that, nothing is asked of the body.
      if (here.to - here.from > 1 && ends[0].from <= here.from && here.from < ends[0].to)
        ways.splice(1, 0, { on: here, between: { from: here.from, to: here.from } });
      if (ways.length === 0) return false;
      const { on, between } = this.choosing.pick(ways);
      return this.#held(condition.anchor, env, on, above) && this.#held(condition.body, env, between, above);
    });
  }

  #avoided(condition: Condition, env: Env, days: Stretch, above: readonly string[]): boolean {
    if (days.from >= days.to) return true;
    const previous = (stretch: Stretch): Stretch => ({
      from: isOpen(stretch.from) ? stretch.from : ((stretch.from - 1) as Day),
      to: isOpen(stretch.to) ? stretch.to : ((stretch.to - 1) as Day),
    });
    const oneOf = (...ways: (() => boolean)[]): boolean => this.choosing.pick(ways)();
    switch (condition.condition) {
      case "atom": {
        const { predicate } = condition;
        // A fact that the case needs cannot be left out; of a derived one, each rule must fail.
        if (this.map.isRecord(predicate) || above.includes(predicate)) return false;
        const entries = this.entries(condition.terms, predicate, env);
        return this.map.rulesOf(predicate).every((rule) => {
          const own: Env = new Map(rule.variables.map((name, c) => [name, entries[c]!]));
          this.declare(rule.body, own);
          return this.#avoided(rule.body, own, days, [...above, predicate]);
        });
      }
      case "all": {
        const parts = condition.parts.filter((part) => this.#isAvoidable(part, []));
        return parts.length > 0 && this.#avoided(this.choosing.pick(parts), env, days, above);
      }
      case "any":
        return condition.parts.every(
          (part) => !this.#isAvoidable(part, []) || this.#avoided(part, env, days, above),
        );
      case "unless": {
        const { body, exception } = condition;
        const excepted = (): boolean => {
          this.declare(exception, env);
          return this.#held(exception, env, days, above);
        };
        return this.#isAvoidable(body, [])
          ? oneOf(excepted, () => this.#avoided(body, env, days, above))
          : excepted();
      }
      case "compare":
      case "let":
      case "days":
        return this.opposed(condition, env, days);
      case "within":
      case "throughout":
        return windowsOf(this.map.policy, condition.window).every((piece) => {
          const here = cut(piece, days);
          if (here === undefined || isOpen(here.from) || isOpen(here.to)) return true;
          const first = lookedAt(piece.window, here.from);
          const last = lookedAt(piece.window, (here.to - 1) as Day);
          const all = { from: first.from, to: last.to };
          const one = { from: first.from, to: (last.from + 1) as Day };
          return this.#avoided(condition.body, env, condition.condition === "within" ? all : one, above);
        });
      case "since":
      case "until":
        return oneOf(
          () => this.#avoided(condition.body, env, days, above),
          () => this.#avoided(condition.anchor, env, days, above),
        );
      case "begins":
        return oneOf(
          () => this.#held(condition.body, env, previous(days), above),
          () => this.#avoided(condition.body, env, days, above),
        );
      case "ends":
        return oneOf(
          () => this.#held(condition.body, env, days, above),
          () => this.#avoided(condition.body, env, previous(days), above),
        );
      case "after":
        return this.#held(condition.body, env, days, above);
    }
  }

  /** Whether something more, or another value, could keep a condition from holding. */
  #isAvoidable(condition: Condition, above: readonly string[]): boolean {
    switch (condition.condition) {
      case "atom": {
        const { predicate } = condition;
        if (this.map.isRecord(predicate) || above.includes(predicate)) return false;
        return this.map
          .rulesOf(predicate)
          .every(({ body }) => this.#isAvoidable(body, [...above, predicate]));
      }
      case "all":
      case "any":
        return condition.parts.some((part) => this.#isAvoidable(part, above));
      case "since":
      case "until":
        return this.#isAvoidable(condition.body, above) || this.#isAvoidable(condition.anchor, above);
      case "within":
      case "throughout":
        return this.#isAvoidable(condition.body, above);
      default:
        return true;
    }
  }
}
