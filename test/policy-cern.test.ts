/** policies/cern.policy.md: it reads without a word of complaint, its examples hold, and it says where it comes from. */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { type Day, type Duration, day, formatDay, formatIntervals, isOpen } from "@comity/calendar";
import {
  type Extension,
  evaluate,
  evaluateByMeaning,
  type Facts,
  FactsBuilder,
  type GivenFact,
  type Policy,
  printDiagnostic,
  readPolicy,
  runExamples,
} from "@comity/policy";
import { RECORDS } from "@comity/registry";
import { describe, expect, test } from "vitest";

const FILE = fileURLToPath(new URL("../policies/cern.policy.md", import.meta.url));
const text = readFileSync(FILE, "utf8");
const { policy, diagnostics } = readPolicy(text, "policies/cern.policy.md");

test("it reads without errors or warnings", () => {
  expect(diagnostics.map((diagnostic) => printDiagnostic(diagnostic, text))).toEqual([]);
});

describe("examples", () => {
  const results = runExamples(policy!, evaluate);

  test("there are enough of them, and none needs a registry", () => {
    expect(policy!.examples.length).toBeGreaterThanOrEqual(15);
    expect(results.filter(({ outcome }) => outcome === "skipped")).toEqual([]);
  });

  test.each(results)(
    "$title: $predicate $tuple",
    ({ outcome, predicate, tuple, on, expected, days, place }) => {
      const asked = `line ${place.line}: ${expected ? "" : "not "}${predicate}(${tuple.join(", ")}) on ${formatDay(on)}`;
      expect(outcome, `${asked}; it holds ${formatIntervals(days)}`).toBe("pass");
    },
  );

  test("every entitlement and every clause is in some example, and every entitlement both held and not", () => {
    for (const { role, name } of policy!.predicates) {
      if (role === "rule") continue;
      const asked = new Set(
        results.filter(({ predicate }) => predicate === name).map(({ expected }) => expected),
      );
      expect([name, asked.has(true), asked.has(false)]).toEqual([name, true, true]);
    }
  });
});

describe("the engine and the meaning", () => {
  // Day by day, decades are too long. So the worlds are squeezed: their days keep their order, and are at most `gap` days
  // apart; periods count a day for a month. Both evaluators get the same; the expectations of the examples do not apply.
  const START = day("2024-02-20");

  /** The policy with a day for every month of its parameters, and for every thirty days. */
  function hastened(long: Policy): Policy {
    const short = ({ months, days }: Duration): Duration => ({
      months: 0,
      days: months + Math.ceil(days / 30),
    });
    return {
      ...long,
      parameters: long.parameters.map((parameter) => ({
        ...parameter,
        pieces: parameter.pieces.map((piece) =>
          parameter.kind === "Duration" ? { ...piece, value: short(piece.value as Duration) } : piece,
        ),
      })),
    };
  }

  function squeezed(fast: Policy, given: readonly GivenFact[], gap: number): Facts {
    const days = [...new Set(given.flatMap(({ from, to }) => [from, to]))]
      .filter((each) => !isOpen(each))
      .sort((a, b) => a - b);
    const places = new Map<Day, Day>();
    let place = START;
    for (const [index, each] of days.entries()) {
      if (index > 0) place = (place + Math.min(gap, each - days[index - 1]!)) as Day;
      places.set(each, place);
    }
    const facts = new FactsBuilder(fast.records);
    for (const { record, tuple, from, to } of given)
      facts.add(record, tuple, places.get(from) ?? from, places.get(to) ?? to);
    return facts.build();
  }

  function derived(fast: Policy, extension: Extension): string[] {
    return fast.predicates
      .flatMap(({ name }) =>
        [...extension.list(name)].map(
          ({ tuple, days }) => `${name}(${tuple.join(", ")}) ${formatIntervals(days)}`,
        ),
      )
      .sort();
  }

  const worlds = new Map(
    policy!.examples.map(({ title, given }) => [JSON.stringify(given), { title, given }]),
  );
  const cases = [...worlds.values()].flatMap((world) => [2, 5, 13].map((gap) => ({ ...world, gap })));

  test.each(cases)("agree on the world of `$title`, days at most $gap apart", ({ given, gap }) => {
    const fast = hastened(policy!);
    const facts = squeezed(fast, given, gap);
    const meant = derived(fast, evaluateByMeaning(fast, facts));
    expect(meant.length).toBeGreaterThan(20);
    expect(derived(fast, evaluate(fast, facts))).toEqual(meant);
  });
});

describe("what it says of itself", () => {
  test("every entitlement, clause and parameter names its source, and everything has a title", () => {
    for (const { role, name, title, source } of policy!.predicates) {
      expect([name, title ?? ""]).not.toEqual([name, ""]);
      if (role !== "rule") expect([name, source ?? ""]).not.toEqual([name, ""]);
    }
    for (const { name, title, source } of policy!.parameters)
      expect([name, title ?? "", source ?? ""]).not.toContain("");
    for (const { name, title } of policy!.records) expect([name, title ?? ""]).not.toContain("");
  });

  test("titles are sentences about their columns", () => {
    for (const { role, name, columns, title } of [...policy!.records, ...policy!.predicates]) {
      if (role === "never") continue;
      const named = [...title!.matchAll(/\{([^}]*)\}/g)].map(([, column]) => column);
      // A dependant's permit speaks of the dependant alone; everything else names all that it is about.
      expect([name, named.sort()]).toEqual([name, columns.map((column) => column.name).sort()]);
    }
  });

  test("it uses records as the registry makes them", () => {
    const made = new Map(RECORDS.map(({ name, columns }) => [name, columns]));
    for (const { name, columns } of policy!.records) expect([name, columns]).toEqual([name, made.get(name)]);
  });

  test("no rule asks for a nationality", () => {
    const code = [...text.matchAll(/```policy\n([\s\S]*?)```/g)].map(([, block]) => block).join("");
    expect(code.match(/nationalit|citizen|passport/gi)).toBeNull();
  });
});
