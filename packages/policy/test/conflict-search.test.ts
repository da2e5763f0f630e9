/** The search for conflicts on random policies: whatever it shows is so, and it shows most of what there is to show. */
import {
  addDuration,
  covers,
  type Day,
  day,
  duration,
  has,
  interval,
  OPEN,
  SINCE_EVER,
  within,
} from "@comity/calendar";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { lookedAt } from "../src/conflict/looked-at.ts";
import { PossibleDays } from "../src/conflict/possible-days.ts";
import {
  evaluate,
  evaluateByMeaning,
  type Fact,
  findConflicts,
  type Policy,
  printPolicy,
  readPolicy,
} from "../src/index.ts";
import { factsOf, worldFrom, worlds } from "./random.ts";
import { withClause } from "./random-clause.ts";
import { Tape, VALUES } from "./tape.ts";

const bytes = (length: number): fc.Arbitrary<Uint8Array> =>
  fc.uint8Array({ minLength: length, maxLength: length });

/** Less than usual, so that many policies can be gone through. */
const budget = { attempts: 400, evaluations: 50 };

function withRandomClause(policyTape: Uint8Array, clauseTape: Uint8Array): Policy {
  const { policy } = worldFrom(policyTape, new Uint8Array(0), new Uint8Array(0));
  return withClause(policy, new Tape(clauseTape), "made up");
}

const breaks = (policy: Policy, facts: readonly Fact[], clause: string): boolean =>
  [...evaluateByMeaning(policy, factsOf(policy, facts)).list(clause)].length > 0;

describe("what is reported", () => {
  it("breaks the clause by the meaning of the language, and needs every one of its facts", () => {
    const seen = { conflicts: 0 };
    fc.assert(
      fc.property(bytes(400), bytes(30), (policyTape, clauseTape) => {
        const policy = withRandomClause(policyTape, clauseTape);
        for (const { found } of findConflicts(policy, { budget }).conflicts) {
          const { facts, predicate, tuple, on } = found;
          seen.conflicts++;
          const meaning = evaluateByMeaning(policy, factsOf(policy, facts));
          expect(has(meaning.when(predicate, tuple), on)).toBe(true);
          for (const one of facts)
            expect(
              breaks(
                policy,
                facts.filter((other) => other !== one),
                predicate,
              ),
            ).toBe(false);
        }
      }),
      { numRuns: 16, seed: 7 },
    );
    expect(seen.conflicts).toBeGreaterThan(2);
  });
});

/** A small world by chance: values and days of the few that random policies name. */
function chanceWorld(policy: Policy, next: () => number): Fact[] {
  const below = (count: number): number => Math.floor(next() * count);
  const starts = ["2024-01-27", "2024-02-10", "2024-02-12", "2024-02-28", "2024-03-01"].map((text) =>
    day(text),
  );
  return Array.from({ length: 1 + below(8) }, (): Fact => {
    const { name, columns } = policy.records[below(policy.records.length)]!;
    const tuple = columns.map(({ kind }) => VALUES[kind]![below(VALUES[kind]!.length)]!);
    const from = starts[below(5)]!;
    const days = duration({ days: [1, 2, 5, 30, 400][below(5)]! });
    const to = below(3) === 0 ? OPEN : addDuration(from, days);
    return { record: name, tuple, from: below(5) === 0 ? SINCE_EVER : from, to };
  });
}

/** A generator of numbers in [0, 1) that is the same everywhere (mulberry32). */
function chance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

describe("what is found", () => {
  const POLICIES = 45;
  const WORLDS = 150;

  it(`is at least nine of ten conflicts that ${WORLDS} worlds by chance come upon`, () => {
    const found = { both: 0, byChanceAlone: [] as string[] };
    for (let seed = 301; seed < 301 + POLICIES; seed++) {
      const next = chance(seed);
      const random = (length: number): Uint8Array =>
        Uint8Array.from({ length }, () => Math.floor(next() * 256));
      const policy = withRandomClause(random(400), random(30));
      const nothing = evaluate(policy, factsOf(policy, []));
      let isByChance = false;
      for (let world = 0; world < WORLDS && !isByChance; world++) {
        const facts = chanceWorld(policy, next).map((fact) => ({ ...fact, present: true }));
        isByChance = [...nothing.whatIf(facts).list("never:made up")].length > 0;
      }
      if (!isByChance) continue;
      if (findConflicts(policy, { budget }).conflicts.length > 0) found.both++;
      else found.byChanceAlone.push(`${seed}: ${printPolicy(policy)}`);
    }
    expect(found.both).toBeGreaterThan(9);
    const share = found.both / (found.both + found.byChanceAlone.length);
    expect(share, found.byChanceAlone.join("\n")).toBeGreaterThanOrEqual(0.9);
  });
});

describe("what the search goes by", () => {
  const someDay = fc.integer({ min: day("2023-12-01"), max: day("2024-04-15") }).map((one) => one as Day);
  const some = fc.record({ months: fc.nat(2), days: fc.nat(40) });

  it("looks at the days from which the window reaches the day", () => {
    fc.assert(
      fc.property(
        someDay,
        someDay,
        some,
        some,
        fc.boolean(),
        fc.boolean(),
        (x, s, a, b, isLast, isOpenEnded) => {
          const [least, more] = [
            duration(a),
            duration({ months: a.months + b.months, days: a.days + b.days }),
          ];
          const window = {
            direction: isLast ? ("last" as const) : ("next" as const),
            least,
            most: isOpenEnded ? null : more,
          };
          const { from, to } = lookedAt(window, x);
          const sees = has(within(interval(s, (s + 1) as Day), window), x);
          expect(from <= s && s < to).toBe(sees);
        },
      ),
      { numRuns: 2000 },
    );
  });

  it("never leaves out a day on which something holds", () => {
    fc.assert(
      fc.property(worlds(), ({ policy, facts }) => {
        const possible = new PossibleDays(policy, {});
        const evaluation = evaluate(policy, facts);
        for (const { name } of policy.predicates)
          for (const { days } of evaluation.list(name))
            expect(covers(possible.ofPredicate(name), days)).toBe(true);
      }),
      { numRuns: 150 },
    );
  });
});

it("needs a horizon where a recursion passes through a duration", () => {
  const fence = "```";
  const text = `${fence}policy
kind Person
record reviewed(person: Person)
rule due(person: Person) when reviewed(person) or due(person) within the last 1 year to 1 year
never "no review is due" when due(person), on 2027-06-15
${fence}`;
  const { policy } = readPolicy(text, "reviews.policy.md", { horizon: true });
  expect(() => findConflicts(policy!)).toThrow(RangeError);
  const horizon = { first: day("2020-01-01"), last: day("2030-12-31") };
  expect(findConflicts(policy!, { horizon }).conflicts).toHaveLength(1);
});
