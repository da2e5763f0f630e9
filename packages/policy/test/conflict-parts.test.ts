/** What the search for conflicts is made of, piece by piece: days that are possible, lists of choices, smallest cases. */
import { day, formatIntervals, OPEN, SINCE_EVER } from "@comity/calendar";
import { describe, expect, it } from "vitest";
import { Attempts, Choosing } from "../src/conflict/branching.ts";
import { Judge } from "../src/conflict/case-search.ts";
import { PolicyMap } from "../src/conflict/policy-map.ts";
import { PossibleDays } from "../src/conflict/possible-days.ts";
import { smallestCase } from "../src/conflict/smallest-case.ts";
import { type Fact, type Policy, readPolicy } from "../src/index.ts";

const FENCE = "```";

function read(code: string): Policy {
  const words = `kind Person, Institute
    record contract(person: Person, institute: Institute)
    record suspended(person: Person)
    record presence(person: Person, percent: Number)`;
  const { policy, diagnostics } = readPolicy(
    `${FENCE}policy\n${words}\n${code}\n${FENCE}\n`,
    "parts.policy.md",
  );
  expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
  return policy!;
}

/** A condition, and the days that it leaves possible. */
const POSSIBLE: readonly (readonly [condition: string, days: string])[] = [
  ["contract(p, _)", "always"],
  ["contract(p, _), from 2025-01-01, before 2025-03-01", "2025-01-01 to 2025-02-28"],
  ["contract(p, _), on 2025-01-01 or contract(p, _), on 2025-02-01", "on 2025-01-01, on 2025-02-01"],
  ["contract(p, _), on 2025-01-01 unless suspended(p)", "on 2025-01-01"],
  ["ends (contract(p, _), on 2025-01-01)", "on 2025-01-02"],
  ["begins (contract(p, _), on 2025-01-01)", "on 2025-01-01"],
  ["from the day after (contract(p, _), on 2025-01-01)", "from 2025-01-02"],
  ["(contract(p, _), on 2025-01-31) within the last 1 month", "2025-01-31 to 2025-02-28"],
  ["(contract(p, _), on 2025-01-31) throughout the last 1 month", "never"],
  ["contract(p, _) since (contract(p, _), on 2025-01-31)", "from 2025-01-31"],
  ["(contract(p, _), through 2025-02-28) since (contract(p, _), on 2025-01-31)", "2025-01-31 to 2025-02-28"],
  ["contract(p, _) until (contract(p, _), on 2025-01-31)", "until 2025-01-31"],
  ["contract(p, _), tail_is_long = 1", "from 2025-06-01"],
];

describe("days on which a condition could hold", () => {
  it.each(POSSIBLE)("%s", (condition, days) => {
    const policy = read(
      `parameter tail_is_long: Number = 0, from 2025-06-01 = 1\nrule asked(p: Person) when ${condition}`,
    );
    const possible = new PossibleDays(policy, {}).ofPredicate("asked");
    expect(formatIntervals(possible)).toBe(days);
  });

  it("goes through rules, and round a recursion", () => {
    const policy = read(`
      rule first(p: Person) when contract(p, _), from 2025-01-01
      rule second(p: Person) when first(p), before 2025-02-01 or third(p)
      rule third(p: Person) when second(p) or first(p), on 2026-01-01`);
    const possible = new PossibleDays(policy, {});
    expect(formatIntervals(possible.ofPredicate("third"))).toBe("2025-01-01 to 2025-01-31, on 2026-01-01");
    const without = new PossibleDays(policy, { never: new Set(["first"]) });
    expect(formatIntervals(without.ofPredicate("third"))).toBe("never");
  });
});

describe("choices", () => {
  it("are tried once each, those with fewest changes first", () => {
    const attempts = new Attempts<null>();
    attempts.add({ prescribed: [], with: null, cost: 0 });
    const seen: string[] = [];
    for (let attempt = attempts.next(); attempt !== undefined; attempt = attempts.next()) {
      const choosing = new Choosing(attempt.prescribed);
      const first = choosing.among(2);
      // The second choice is another one after each first.
      const second = choosing.among(first === 0 ? 3 : 2);
      seen.push(`${first}${second}`);
      attempts.addOthers(attempt, choosing);
    }
    expect(seen).toEqual(["00", "10", "01", "02", "11"]);
  });
});

describe("the smallest case", () => {
  const policy = read(`
    rule host(person: Person, institute: Institute) when contract(person, institute)
    rule barred(person: Person) when suspended(person) throughout the last 1 month
    never "barred" when barred(person), host(person, _), presence(person, percent), percent > 50`);
  const judge = (): Judge => new Judge(policy, "never:barred", []);
  const on = day("2024-06-15");
  const fact = (record: string, tuple: Fact["tuple"], from = "2024-01-01", to = "2025-01-01"): Fact => ({
    record,
    tuple,
    from: day(from),
    to: day(to),
  });
  const always = { from: SINCE_EVER, to: OPEN };

  it("has no fact that it does not need, no gap, no day that does not matter", () => {
    const facts = [
      fact("contract", ["anna", "north"]),
      fact("contract", ["anna", "south"]),
      fact("contract", ["ben", "south"]),
      fact("suspended", ["anna"], "2024-05-01", "2024-06-01"),
      fact("suspended", ["anna"], "2024-06-01", "2024-07-01"),
      fact("presence", ["anna", 60]),
      fact("presence", ["anna", 40]),
    ];
    const found = smallestCase(new PolicyMap(policy), judge(), { facts, tuple: ["anna", 60], on });
    expect(found.on).toBe(on);
    expect(found.facts).toHaveLength(3);
    expect(new Set(found.facts.map(({ record }) => record))).toEqual(
      new Set(["contract", "suspended", "presence"]),
    );
    expect(found.facts).toContainEqual({ record: "presence", tuple: ["anna", 60], ...always });
    for (const { from, to } of found.facts) expect({ from, to }).toEqual(always);
  });
});
