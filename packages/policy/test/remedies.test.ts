import { type Day, day, formatDay, OPEN, parseIntervals } from "@comity/calendar";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  evaluate,
  FactsBuilder,
  type Remedy,
  RemedySearch,
  readPolicy,
  remedies,
  type Tuple,
} from "../src/index.ts";
import { evaluationByMeaning } from "./by-meaning.ts";
import { worlds } from "./random.ts";

const TEXT = `# Test
\`\`\`policy
kind Person, Institute, State
parameter half_time: Number = 50
record affiliated(person: Person, institute: Institute) "{person} is affiliated with {institute}" within reach of person
record presence(person: Person, percent: Number) "{person} is present {percent} % of the time" within reach of person
record seat(institute: Institute, state: State)
record in_force(state: State) "the agreement with {state} is in force"
record dues_paid(institute: Institute) within reach of institute
record on_leave(person: Person) "{person} is on leave" within reach of person
record recalled(person: Person)

rule covered(institute: Institute) when seat(institute, state), in_force(state)

entitlement access(person: Person)
  when affiliated(person, institute), covered(institute)
  unless recalled(person)

entitlement card(person: Person)
  when affiliated(person, institute), covered(institute), presence(person, percent), percent >= half_time
  unless on_leave(person)

entitlement author(person: Person)
  when affiliated(person, institute), covered(institute), dues_paid(institute)

entitlement veteran(person: Person)
  when affiliated(person, _) throughout the last 3 months
\`\`\`
`;
const { policy, diagnostics } = readPolicy(TEXT, "test.policy.md");
if (policy === undefined) throw new Error(JSON.stringify(diagnostics));

function evaluated(facts: string) {
  const builder = new FactsBuilder(policy!.records);
  for (const line of facts.trim().split("\n")) {
    const [, record, values, days] = /^\s*(\w+)\(([^)]*)\) (.*)$/.exec(line)!;
    const tuple = values!.split(", ").map((value) => (/^\d+$/.test(value) ? Number(value) : value));
    const set = parseIntervals(days!);
    for (let at = 0; at < set.length; at += 2)
      builder.add(record!, tuple, set[at]! as Day, set[at + 1]! as Day);
  }
  const built = builder.build();
  return { evaluation: evaluate(policy!, built), facts: built };
}

const WORLD = `
  affiliated(p0, i0) from 2020-01-01
  affiliated(p1, i1) from 2020-01-01
  presence(p0, 80) from 2020-01-01
  presence(p1, 30) from 2020-01-01
  seat(i0, s0) always
  seat(i1, s1) always
  seat(i2, s1) always
  in_force(s0) until 2024-11-30
  in_force(s1) from 2020-01-01
  dues_paid(i2) always
  on_leave(p1) from 2024-06-01`;

function found(predicate: string, tuple: Tuple, from = "2024-12-01", facts = WORLD): Remedy[] {
  const world = evaluated(facts);
  return remedies(world.evaluation, policy!, world.facts, predicate, tuple, day(from));
}

describe("what can be done", () => {
  test("a coming end: another institute that is covered, and nothing that is in nobody's reach", () => {
    const list = found("access", ["p0"]);
    expect(list.map(({ key }) => key)).toEqual(["add affiliated(#0, ?a) where covered(?a)"]);
    expect(list[0]!.choices).toEqual({ a: ["i1", "i2"] });
    expect(list[0]!.witness).toEqual([
      { record: "affiliated", tuple: ["p0", "i1"], from: day("2024-12-01"), to: OPEN, present: true },
    ]);
    expect(list[0]!.restores).toEqual({ from: day("2024-12-01"), to: OPEN });
  });

  test("an exception within reach can end, and a number can be what it is compared with", () => {
    expect(found("card", ["p1"]).map(({ key }) => key)).toEqual([
      "add presence(#0, ?a) and end on_leave(#0) where ?a >= half_time",
    ]);
    expect(found("card", ["p1"])[0]!.choices).toEqual({ a: [50, 51, 80] });
    expect(found("card", ["p0"]).map(({ acts }) => acts.length)).toEqual([1]);
  });

  test("a person's and an institute's doing are alternatives; a larger set is not told beside a smaller", () => {
    expect(found("author", ["p1"]).map(({ key }) => key)).toEqual([
      "add affiliated(#0, ?a) where covered(?a), dues_paid(?a)",
      "add dues_paid($0)",
    ]);
    expect(found("author", ["p0"]).map(({ key }) => key)).toEqual([
      "add affiliated(#0, ?a) where covered(?a), dues_paid(?a)",
    ]);
  });

  test("nothing helps against an exception out of reach, and nothing is needed for what holds", () => {
    expect(found("access", ["p1"], "2024-12-01", `${WORLD}\nrecalled(p1) always`)).toEqual([]);
    expect(found("access", ["p1"])).toEqual([]);
  });

  test("where time must pass, the day on which it has passed is told", () => {
    const [remedy] = found("veteran", ["p9"]);
    expect(remedy!.key).toBe("add affiliated(#0, ?a)");
    expect(formatDay(remedy!.restores.from)).toBe("2025-03-01");
    const world = evaluated(WORLD);
    const early = remedies(world.evaluation, policy!, world.facts, "veteran", ["p9"], {
      from: day("2024-12-01"),
      actFrom: day("2024-08-15"),
    });
    expect(formatDay(early[0]!.restores.from)).toBe("2024-11-15");
  });
});

test("in random worlds every remedy works, none of its parts does, and all of it is within reach", () => {
  let told = 0;
  fc.assert(
    fc.property(worlds(), ({ policy, given, options }) => {
      const evaluation = evaluationByMeaning(policy, given, options);
      const on = day("2024-02-20");
      const search = new RemedySearch(evaluation, policy, on);
      const reach = new Set(
        policy.records.flatMap((record) => (record.reach === undefined ? [] : [record.name])),
      );
      for (const { name, columns } of policy.predicates) {
        if (columns.length !== 1 || columns[0]!.kind !== "Person") continue;
        for (const remedy of search.find(name, ["p0"])) {
          told++;
          const after = evaluation.whatIf(remedy.witness);
          const from = Math.max(remedy.restores.from, on) as Day;
          expect([...after.list(name, ["p0"], from)].length).toBe(1);
          expect(remedy.witness.every(({ record }) => reach.has(record))).toBe(true);
          for (const change of remedy.witness) {
            const rest = remedy.witness.filter((other) => other !== change);
            expect([...evaluation.whatIf(rest).list(name, ["p0"], from)].length).toBe(0);
          }
        }
      }
    }),
    { numRuns: 150, endOnFailure: true },
  );
  expect(told).toBeGreaterThan(10);
});
