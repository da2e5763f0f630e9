import {
  after,
  begins,
  complement,
  type Day,
  day,
  duration,
  ends,
  formatIntervals,
  type IntervalSet,
  intersection,
  intervalSet,
  NO_TIME,
  OPEN,
  parseIntervals,
  SINCE_EVER,
  since,
  throughout,
  union,
  until,
  within,
} from "@comity/calendar";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Condition, type Fact, type Policy, stratify, type Term, type Window } from "../src/index.ts";
import { evaluateByMeaning } from "../src/meaning/reference.ts";
import { changed, factsOf, HORIZON, KINDS, RECORDS, worlds } from "./random.ts";
import { PLACE as place } from "./random-policy.ts";

const atom = (predicate: string, ...names: string[]): Condition => ({
  condition: "atom",
  predicate,
  terms: names.map(
    (name): Term =>
      name === "_"
        ? { term: "any" }
        : name.startsWith("@")
          ? { term: "value", value: name.slice(1) }
          : { term: "variable", name },
  ),
  place,
});
const all = (...parts: Condition[]): Condition => ({ condition: "all", parts, place });

/** A policy of these rules, each given as its predicate, its head's variables and its body. */
function policyOf(...rules: readonly (readonly [string, readonly string[], Condition])[]): Policy {
  const names = [...new Set(rules.map(([name]) => name))];
  return {
    title: "Test",
    file: place.file,
    kinds: KINDS,
    records: RECORDS,
    parameters: [],
    predicates: names.map((name) => {
      const [, variables] = rules.find(([other]) => other === name)!;
      const columns = variables.map((variable) => ({ name: variable, kind: "Person" }));
      return { role: "rule", name, columns, place };
    }),
    rules: rules.map(([predicate, variables, body], at) => ({
      id: `${predicate}/${at}`,
      predicate,
      variables,
      body,
      place,
    })),
    examples: [],
  };
}

function facts(policy: Policy, ...list: readonly (readonly [string, readonly string[], string])[]) {
  const given: Fact[] = list.flatMap(([record, tuple, days]) => {
    const set = parseIntervals(days) as unknown as readonly Day[];
    return Array.from({ length: set.length / 2 }, (_, at) => {
      return { record, tuple, from: set[2 * at]!, to: set[2 * at + 1]! };
    });
  });
  return factsOf(policy, given);
}

const WINDOWS: readonly (readonly [least: ReturnType<typeof duration>, most: Window["most"]])[] = [
  [NO_TIME, { duration: duration({ days: 3 }) }],
  [NO_TIME, { duration: duration({ months: 1 }) }],
  [duration({ days: 2 }), { duration: duration({ days: 9 }) }],
  [duration({ months: 1 }), { duration: duration({ months: 1 }) }],
  [duration({ months: 1 }), { duration: duration({ months: 2, days: 3 }) }],
  [duration({ months: 1, days: 3 }), null],
  [NO_TIME, null],
];

const intervals = fc
  .array(fc.tuple(fc.nat(60), fc.integer({ min: 1, max: 20 }), fc.constantFrom(0, 0, 0, 1, 2)), {
    maxLength: 5,
  })
  .map((list) =>
    intervalSet(
      list.map(([from, length, open]): [Day, Day] => {
        const first = (day("2024-01-15") + from) as Day;
        return [open === 1 ? SINCE_EVER : first, open === 2 ? OPEN : ((first + length) as Day)];
      }),
    ),
  );

describe("each operator, day by day, is the operation of the calendar on intervals", () => {
  const body = atom("alarm");
  const anchor = atom("in_force", "@s0");
  type Case = readonly [string, Condition, (a: IntervalSet, b: IntervalSet) => IntervalSet];
  const cases: Case[] = [
    ["all", all(body, anchor), intersection],
    ["any", { condition: "any", parts: [body, anchor], place }, union],
    [
      "unless",
      { condition: "unless", body, exception: anchor, place },
      (a, b) => intersection(a, complement(b)),
    ],
    ["begins", { condition: "begins", body, place }, begins],
    ["ends", { condition: "ends", body, place }, ends],
    ["after", { condition: "after", body, place }, after],
  ];
  for (const [least, most] of WINDOWS) {
    for (const direction of ["last", "next"] as const) {
      const window: Window = { direction, least: { duration: least }, most };
      const inDays = {
        direction,
        least,
        most: most === null ? null : (most as { duration: typeof least }).duration,
      };
      const name = `${direction} ${JSON.stringify(inDays)}`;
      cases.push([`within ${name}`, { condition: "within", window, body, place }, (a) => within(a, inDays)]);
      cases.push([
        `throughout ${name}`,
        { condition: "throughout", window, body, place },
        (a) => throughout(a, inDays),
      ]);
      const [condition, operation] =
        direction === "last" ? (["since", since] as const) : (["until", until] as const);
      cases.push([
        `${condition} ${name}`,
        { condition, window, body, anchor, place },
        (a, b) => operation(a, b, inDays as never),
      ]);
    }
  }
  test.each(cases)("%s", (_, condition, operation) => {
    const policy = policyOf(["holds", [], condition]);
    fc.assert(
      fc.property(intervals, intervals, (a, b) => {
        const given: Fact[] = [];
        for (const [record, tuple, set] of [
          ["alarm", [], a],
          ["in_force", ["s0"], b],
        ] as const)
          for (let at = 0; at < set.length; at += 2)
            given.push({ record, tuple, from: set[at]! as Day, to: set[at + 1]! as Day });
        const meaning = evaluateByMeaning(policy, factsOf(policy, given));
        expect(formatIntervals(meaning.when("holds", []))).toBe(formatIntervals(operation(a, b)));
      }),
      { numRuns: 30 },
    );
  });
});

describe("what a policy means", () => {
  test("an affiliation and an agreement give coverage on the days of both; an open end stays open", () => {
    const policy = policyOf([
      "covered",
      ["p"],
      all(atom("affiliated", "p", "i"), atom("governed_by", "i", "s"), atom("in_force", "s")),
    ]);
    const given = facts(
      policy,
      ["affiliated", ["p0", "i0"], "from 2024-02-10"],
      ["affiliated", ["p1", "i1"], "always"],
      ["governed_by", ["i0", "s0"], "always"],
      ["in_force", ["s0"], "2024-01-01 to 2024-02-29"],
    );
    const meaning = evaluateByMeaning(policy, given);
    expect(formatIntervals(meaning.when("covered", ["p0"]))).toBe("2024-02-10 to 2024-02-29");
    expect(formatIntervals(meaning.when("affiliated", ["p0", "i0"]))).toBe("from 2024-02-10");
    expect([...meaning.list("covered")].map(({ tuple }) => tuple)).toEqual([["p0"]]);
    expect([...meaning.list("affiliated", [undefined, "i1"])].map(({ tuple }) => tuple)).toEqual([
      ["p1", "i1"],
    ]);
    expect([...meaning.list("affiliated", [], day("2024-02-09"))].map(({ tuple }) => tuple)).toEqual([
      ["p1", "i1"],
    ]);
  });

  test("`_` unites over its values before a window looks; a named variable is looked at value by value", () => {
    const window: Window = {
      direction: "last",
      least: { duration: NO_TIME },
      most: { duration: duration({ days: 3 }) },
    };
    const policy = policyOf(
      ["some", ["p"], { condition: "throughout", window, body: atom("affiliated", "p", "_"), place }],
      ["same", ["p"], { condition: "throughout", window, body: atom("affiliated", "p", "i"), place }],
    );
    const given = facts(
      policy,
      ["affiliated", ["p0", "i0"], "2024-02-01 to 2024-02-05"],
      ["affiliated", ["p0", "i1"], "2024-02-06 to 2024-02-10"],
    );
    const meaning = evaluateByMeaning(policy, given);
    expect(formatIntervals(meaning.when("some", ["p0"]))).toBe("2024-02-04 to 2024-02-10");
    expect(formatIntervals(meaning.when("same", ["p0"]))).toBe(
      "2024-02-04 to 2024-02-05, 2024-02-09 to 2024-02-10",
    );
  });

  test("a variable only inside an exception means some", () => {
    const policy = policyOf([
      "first",
      ["x"],
      { condition: "unless", body: atom("active", "x"), exception: atom("succeeds", "x", "y"), place },
    ]);
    const given = facts(
      policy,
      ["active", ["p0"], "2024-02-01 to 2024-02-10"],
      ["succeeds", ["p0", "p1"], "2024-02-03 to 2024-02-04"],
      ["succeeds", ["p0", "p2"], "2024-02-04 to 2024-02-06"],
    );
    expect(formatIntervals(evaluateByMeaning(policy, given).when("first", ["p0"]))).toBe(
      "2024-02-01 to 2024-02-02, 2024-02-07 to 2024-02-10",
    );
  });

  test("recursion reaches round a cycle and supports nothing by itself", () => {
    const policy = policyOf(
      ["reaches", ["x", "y"], atom("succeeds", "x", "y")],
      ["reaches", ["x", "y"], all(atom("reaches", "x", "z"), atom("reaches", "z", "y"))],
    );
    const given = facts(
      policy,
      ["succeeds", ["p0", "p1"], "2024-02-01 to 2024-02-10"],
      ["succeeds", ["p1", "p0"], "2024-02-05 to 2024-02-20"],
    );
    const meaning = evaluateByMeaning(policy, given);
    expect(
      [...meaning.list("reaches")].map((d) => `${d.tuple.join(" ")}: ${formatIntervals(d.days)}`).sort(),
    ).toEqual([
      "p0 p0: 2024-02-05 to 2024-02-10",
      "p0 p1: 2024-02-01 to 2024-02-10",
      "p1 p0: 2024-02-05 to 2024-02-20",
      "p1 p1: 2024-02-05 to 2024-02-10",
    ]);
  });

  const daily: Window = {
    direction: "last",
    least: { duration: duration({ days: 7 }) },
    most: { duration: duration({ days: 7 }) },
  };
  const weekly = policyOf(
    ["weekly", ["x"], { condition: "begins", body: atom("active", "x"), place }],
    ["weekly", ["x"], { condition: "within", window: daily, body: atom("weekly", "x"), place }],
  );

  test("a recursion through a duration goes on to the end of the horizon, and is refused without one", () => {
    const given = facts(weekly, ["active", ["p0"], "from 2024-02-28"]);
    const meaning = evaluateByMeaning(weekly, given, { horizon: HORIZON });
    expect(formatIntervals(meaning.when("weekly", ["p0"]))).toBe(
      "on 2024-02-28, on 2024-03-06, on 2024-03-13, on 2024-03-20",
    );
    expect(() => evaluateByMeaning(weekly, given)).toThrow("the recursion weekly -> weekly is delayed");
  });

  test("a division by zero and a day beyond the calendar are no value", () => {
    const quotient = {
      expression: "arithmetic",
      operator: "/",
      left: { expression: "value", value: 100, kind: "Number" },
      right: { expression: "variable", name: "n", kind: "Number" },
      kind: "Number",
    } as const;
    const policy = policyOf([
      "share",
      ["p", "q"],
      all(
        { condition: "let", variable: "q", kind: "Number", value: quotient, place },
        atom("presence", "p", "n"),
      ),
    ]);
    const builder: Fact[] = [0, 50].map((percent) => ({
      record: "presence",
      tuple: ["p0", percent],
      from: SINCE_EVER,
      to: OPEN,
    }));
    const meaning = evaluateByMeaning(policy, factsOf(policy, builder));
    expect([...meaning.list("share")].map(({ tuple }) => tuple)).toEqual([["p0", 2]]);
  });
});

describe("random worlds", () => {
  test.each([false, true])("are valid and evaluate (through durations: %s)", (throughDurations) => {
    const seen = { worlds: 0, derived: 0, recursive: 0, changing: 0 };
    fc.assert(
      fc.property(worlds({ throughDurations }), (world) => {
        const { policy, options } = world;
        const { components, problems } = stratify(policy);
        expect(problems.filter(({ reason }) => !throughDurations || reason !== "delayed")).toEqual([]);
        const meaning = evaluateByMeaning(policy, world.facts, options);
        const after = evaluateByMeaning(
          policy,
          factsOf(policy, changed(world.given, world.changes)),
          options,
        );
        const shown = (of: typeof meaning) =>
          policy.predicates.flatMap(({ name }) => [...of.list(name)].map((dated) => [name, dated]));
        seen.worlds++;
        seen.derived += shown(meaning).length > 0 ? 1 : 0;
        seen.recursive += components.some(({ recursive }) => recursive) ? 1 : 0;
        seen.changing += JSON.stringify(shown(meaning)) === JSON.stringify(shown(after)) ? 0 : 1;
      }),
      { numRuns: 120, endOnFailure: true },
    );
    // Worlds in which nothing happens would test nothing.
    expect(seen.derived / seen.worlds).toBeGreaterThan(0.5);
    expect(seen.recursive / seen.worlds).toBeGreaterThan(0.2);
    expect(seen.changing / seen.worlds).toBeGreaterThan(0.1);
  });
});
