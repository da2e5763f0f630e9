import { type Day, SINCE_EVER } from "@comity/calendar";
import { evaluate } from "@comity/policy";
import { type Act, fold } from "@comity/registry";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { anyActs } from "../../../registry/test/random-registry.ts";
import { LivingEvaluation, type Recorded } from "../../src/living/living-evaluation.ts";
import { anyLedger, FIRST } from "../projection/random-ledger.ts";
import { everything, fresh, policy } from "./following-cases.ts";

const numbered = (acts: readonly Act[], from = 0): Recorded[] =>
  acts.map((act, k) => ({ position: from + k + 1, act }));

/** So many random acts: random registries one after the other, which speak of the same people and agreements. */
function longActs(count: number, seed: number, identity: number): Act[] {
  const acts: Act[] = [];
  for (let part = 0; acts.length < count; part++) {
    const [some] = fc.sample(anyActs(400, { identity }), { seed: seed + part, numRuns: 1 });
    const named = (id: string): string => `${part}-${id}`;
    for (const act of some!) {
      const renamed: Record<string, unknown> = { ...act, id: named(act.id) };
      for (const member of ["corrects", "ends", "withdraws"])
        if (typeof renamed[member] === "string") renamed[member] = named(renamed[member]);
      acts.push(renamed as unknown as Act);
    }
  }
  return acts.slice(0, count);
}

/** Days among those on which random acts are recorded, and a little around. */
const anyToday = fc.integer({ min: FIRST - 10, max: FIRST + 4_010 }) as fc.Arbitrary<Day>;

describe("a living evaluation", () => {
  test("is a fresh one of what is known, after each batch of acts and each new day", () => {
    fc.assert(
      fc.property(
        anyLedger(60),
        fc.array(fc.nat(12), { minLength: 1, maxLength: 10 }),
        anyToday,
        fc.array(fc.nat(400), { maxLength: 10 }),
        (acts, sizes, start, nights) => {
          const living = new LivingEvaluation(policy, [], start, { freshAfterActs: 25 });
          let today = start;
          for (let at = 0, turn = 0; at < acts.length; turn++) {
            const batch = numbered(acts.slice(at, at + 1 + sizes[turn % sizes.length]!), at);
            at += batch.length;
            living.take(batch);
            expect(living.position).toBe(at);
            expect(everything(living.evaluation)).toEqual(fresh(acts.slice(0, at), today));
            today = (today + (nights[turn % Math.max(1, nights.length)] ?? 0)) as Day;
            living.turnTo(today);
            expect(everything(living.evaluation)).toEqual(fresh(acts.slice(0, at), today));
          }
        },
      ),
      { numRuns: Number(process.env.COMITY_RUNS ?? 60) },
    );
  });

  test("puts past days at hand a little at a time, whatever is recorded between two steps", () => {
    fc.assert(
      fc.property(
        anyLedger(50),
        fc.nat(),
        fc.array(fc.nat(40), { maxLength: 4 }),
        fc.array(fc.nat(2_000), { minLength: 1, maxLength: 3 }),
        (acts, cut, pauses, ages) => {
          const today = (FIRST + 4_010) as Day;
          let at = cut % (acts.length + 1);
          const living = new LivingEvaluation(policy, numbered(acts.slice(0, at)), today);
          for (const age of ages) {
            const past = (today - 1 - age) as Day;
            const steps = living.readyInSteps(past);
            for (const pause of pauses) {
              for (let step = 0; step < pause; step++) steps.next();
              living.take(numbered(acts.slice(at, at + 3), at));
              at = Math.min(acts.length, at + 3);
            }
            for (const _ of steps);
            expect(everything(living.knownOn(past))).toEqual(fresh(acts.slice(0, at), past));
            const { facts } = living.foldedOn(past);
            expect(everything(evaluate(policy, facts))).toEqual(fresh(acts.slice(0, at), past));
          }
        },
      ),
      { numRuns: Number(process.env.COMITY_RUNS ?? 20) },
    );
  });

  test("derives anew a little at a time what is followed meanwhile, and says the same", () => {
    let [renewed, given] = [0, 0];
    fc.assert(
      fc.property(
        anyLedger(60),
        fc.nat(),
        fc.array(fc.tuple(fc.nat(25), fc.nat(4), fc.nat(300)), { minLength: 1, maxLength: 6 }),
        (acts, cut, pauses) => {
          let today = (FIRST + 2_000) as Day;
          let at = cut % (acts.length + 1);
          const options = { renewsAside: true, freshAfterActs: 30, freshAfterChanges: 1_000_000 };
          const living = new LivingEvaluation(policy, numbered(acts.slice(0, at)), today, options);
          const steps = living.renewInSteps();
          for (const [pause, count, nights] of pauses) {
            for (let step = 0; step < pause; step++) steps.next();
            living.take(numbered(acts.slice(at, at + count), at));
            at = Math.min(acts.length, at + count);
            today = (today + nights) as Day;
            living.turnTo(today);
            expect(everything(living.evaluation)).toEqual(fresh(acts.slice(0, at), today));
          }
          const kept = living.evaluation;
          for (let value: unknown, done: boolean | undefined = false; done !== true; ) {
            ({ done, value } = steps.next());
            if (done === true && value !== undefined) renewed++;
            else if (done === true) given++;
          }
          expect(everything(kept)).toEqual(everything(living.evaluation));
          expect(everything(living.evaluation)).toEqual(fresh(acts.slice(0, at), today));
          // It goes on from there, by columns and merges as they are now.
          living.take(numbered(acts.slice(at), at));
          expect(everything(living.evaluation)).toEqual(fresh(acts, today));
        },
      ),
      { numRuns: Number(process.env.COMITY_RUNS ?? 40) },
    );
    // Merges and odd columns among the acts have everything derived anew at once.
    expect(renewed).toBeGreaterThan(5);
    expect(given).toBeGreaterThan(0);
  });

  test("derives a past day in steps of some thousand acts at most, and does all of them before it is asked", () => {
    const acts = longActs(20_000, 7, 2_000);
    const today = (FIRST + 4_010) as Day;
    const living = new LivingEvaluation(policy, numbered(acts), today);
    const past = (today - 1) as Day;
    let steps = 0;
    for (const _ of living.readyInSteps(past)) steps++;
    expect(steps).toBeGreaterThan(15);
    expect(living.isAtHand(past)).toBe(true);
    const { derivations } = living;
    expect(living.knownOn(past)).toBe(living.knownOn(past));
    expect(living.foldedOn(past)).toBe(living.foldedOn(past));
    expect(living.derivations).toBe(derivations);
    expect([...living.readyInSteps(past)]).toEqual([]);
  });

  test("says who lost and gained which days between two steps, and nothing else", () => {
    fc.assert(
      fc.property(anyLedger(40), fc.nat(), anyToday, (acts, cut, today) => {
        const before = acts.slice(0, cut % (acts.length + 1));
        const living = new LivingEvaluation(policy, numbered(before), today);
        const old = evaluate(policy, fold(before, { knownOn: today }).facts);
        const now = evaluate(policy, fold(acts, { knownOn: today }).facts);
        const told = (
          found: Iterable<{
            predicate: string;
            tuple: readonly unknown[];
            lost: Int32Array;
            gained: Int32Array;
          }>,
        ) =>
          [...found]
            .map(({ predicate, tuple, lost, gained }) =>
              JSON.stringify([predicate, tuple, [...lost], [...gained]]),
            )
            .sort();
        const step = living.take(numbered(acts.slice(before.length), before.length));
        expect(told(step?.differences ?? [])).toEqual(told(old.difference(now)));
      }),
      { numRuns: 60 },
    );
  });

  test.each([
    ["", 0],
    [", people merged among them,", 1],
  ])("follows 1,500 acts%s in batches and still is a fresh one, and was on the way", (_, identity) => {
    const acts = longActs(Number(process.env.COMITY_LIVING_ACTS ?? 1_500), 7, identity);
    const today = (FIRST + 3_000) as Day;
    const living = new LivingEvaluation(policy, [], today);
    const stops = 6;
    for (let at = 0, size = 1; at < acts.length; size = (size % 9) + 1) {
      const batch = numbered(acts.slice(at, at + size), at);
      living.take(batch);
      const passed =
        Math.floor(((at + batch.length) * stops) / acts.length) > Math.floor((at * stops) / acts.length);
      at += batch.length;
      if (passed) expect(everything(living.evaluation)).toEqual(fresh(acts.slice(0, at), today));
    }
    const end = (FIRST + 4_000) as Day;
    living.turnTo(end);
    expect(living.waiting).toBe(0);
    expect(everything(living.evaluation)).toEqual(fresh(acts, end));
    // Followed, not derived again and again.
    if (identity === 0) expect(living.derivations).toBeLessThan(2 + acts.length / 500);
  });

  test("gives what was known on another day, whatever came since", () => {
    fc.assert(
      fc.property(
        anyLedger(40),
        fc.nat(),
        fc.array(anyToday, { minLength: 1, maxLength: 4 }),
        anyToday,
        (acts, cut, days, today) => {
          const first = cut % (acts.length + 1);
          const living = new LivingEvaluation(policy, numbered(acts.slice(0, first)), today, { pastDays: 2 });
          for (const day of days)
            expect(everything(living.knownOn(day))).toEqual(fresh(acts.slice(0, first), day));
          living.take(numbered(acts.slice(first), first));
          for (const day of days) expect(everything(living.knownOn(day))).toEqual(fresh(acts, day));
        },
      ),
      { numRuns: 40 },
    );
  });
});

const header = { by: "", instrument: "" };
const visitor = (id: string, recorded: number, person = "p1"): Act => ({
  ...header,
  id,
  act: "affiliation",
  person,
  institute: "I1",
  connection: "visitor",
  on: 10 as Day,
  recorded: recorded as Day,
});

describe("what is known", () => {
  test("an act recorded for a later day comes in on that day, and on no day before it", () => {
    const living = new LivingEvaluation(policy, [{ position: 1, act: visitor("a", 100) }], 98 as Day);
    const people = (): unknown[] => [...living.evaluation.list("connection")].map(({ tuple }) => tuple[0]);
    expect([living.waiting, people()]).toEqual([1, []]);
    expect(living.turnTo(99 as Day)).toMatchObject({ today: 99, differences: [] });
    expect(people()).toEqual([]);
    expect([...living.knownOn(100 as Day).list("connection")]).toHaveLength(1);
    expect(living.turnTo(100 as Day)).toMatchObject({ position: 1, today: 100 });
    expect([living.waiting, people()]).toEqual([0, ["p1"]]);
  });

  test("today does not go back, and no act comes in twice", () => {
    const living = new LivingEvaluation(policy, [{ position: 1, act: visitor("a", 90) }], 98 as Day);
    expect(living.turnTo(97 as Day)).toBeUndefined();
    expect(living.today).toBe(98);
    expect(living.take([{ position: 1, act: visitor("a", 90) }])).toBeUndefined();
    expect(
      living.take([
        { position: 1, act: visitor("a", 90) },
        { position: 2, act: visitor("b", 90, "p2") },
      ])?.position,
    ).toBe(2);
    expect(everything(living.evaluation)).toEqual(
      fresh([visitor("a", 90), visitor("b", 90, "p2")], 98 as Day),
    );
  });

  test("a past day's value is kept until an act arrives that was recorded by then", () => {
    const living = new LivingEvaluation(policy, [{ position: 1, act: visitor("a", 50) }], 100 as Day, {
      pastDays: 2,
    });
    const first = living.knownOn(60 as Day);
    // Nothing was recorded in between: one value, kept.
    expect(living.knownOn(70 as Day)).toBe(first);
    living.take([{ position: 2, act: visitor("b", 65, "p2") }]);
    expect(living.knownOn(60 as Day)).toBe(first);
    expect(living.knownOn(70 as Day)).not.toBe(first);
    living.take([{ position: 3, act: visitor("c", 55, "p3") }]);
    expect([...living.knownOn(60 as Day).list("connection")]).toHaveLength(2);
    expect(living.knownOn(100 as Day)).toBe(living.evaluation);
    expect([...living.knownOn(SINCE_EVER).list("connection")]).toEqual([]);
  });

  test("so many acts or changes are followed, then everything is derived anew", () => {
    const living = new LivingEvaluation(policy, [], 100 as Day, { freshAfterActs: 3 });
    const derivations = [1, 2, 3, 4].map((k) => {
      living.take([{ position: k, act: visitor(`a${k}`, 90, `p${k}`) }]);
      return living.derivations;
    });
    expect(derivations).toEqual([1, 1, 2, 2]);
    living.take(
      numbered(
        [1, 2, 3, 4].map((k) => visitor(`b${k}`, 90, `q${k}`)),
        4,
      ),
    );
    expect(living.derivations).toBe(3);
    expect([...living.evaluation.list("connection")]).toHaveLength(8);
  });
});

describe("statements", () => {
  const grant = (
    id: string,
    types: readonly ("string" | "number")[],
    values: readonly (string | number)[],
  ): Act =>
    ({
      ...header,
      id,
      act: "statement",
      record: "grant",
      columns: types.map((type, k) => ({ name: ["grant", "institute"][k]!, type })),
      values,
      on: 10,
      recorded: 10,
    }) as unknown as Act;

  test("of columns that are not the policy's are not read, whenever they come", () => {
    const acts = [
      grant("g1", ["string", "number"], ["x", 1]),
      grant("g2", ["string", "string"], ["x", "I1"]),
      grant("g3", ["string", "number"], ["y", 2]),
    ];
    for (const order of [
      [0, 1, 2],
      [1, 0, 2],
      [2, 1, 0],
    ]) {
      const given = order.map((k) => acts[k]!);
      const living = new LivingEvaluation(policy, [], 100 as Day);
      for (const [k, act] of given.entries()) {
        living.take([{ position: k + 1, act }]);
        const whole = new LivingEvaluation(policy, numbered(given.slice(0, k + 1)), 100 as Day);
        expect([...living.unread]).toEqual([...whole.unread]);
        expect(everything(living.evaluation)).toEqual(everything(whole.evaluation));
      }
    }
  });
});
