/** CERN and Yugoslavia, 1992: rights suspended and taken up again, not ended and begun anew. */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { formatDay, formatIntervals, intervalSet } from "@comity/calendar";
import { compareEvaluations } from "@comity/decision";
import { evaluate, printDiagnostic, readPolicy, runExamples } from "@comity/policy";
import { describe, expect, test } from "vitest";
import { Scenario, testExpected } from "./expected-outcomes.ts";

const FILE = fileURLToPath(new URL("../../policies/cern-1992.policy.md", import.meta.url));
const text = readFileSync(FILE, "utf8");

describe("the policy", () => {
  const { policy, diagnostics } = readPolicy(text, "policies/cern-1992.policy.md");

  test("reads without a word of complaint, and has its examples", () => {
    expect(diagnostics.map((diagnostic) => printDiagnostic(diagnostic, text))).toEqual([]);
    expect(policy!.examples.length).toBeGreaterThanOrEqual(10);
  });

  test.each(runExamples(policy!, evaluate))("$title: $predicate $tuple", (result) => {
    const asked = `line ${result.place.line}, on ${formatDay(result.on)}; it holds ${formatIntervals(result.days)}`;
    expect(result.outcome, asked).toBe("pass");
  });

  test("every entitlement and clause both holds and does not in some example, and names its source", () => {
    const results = runExamples(policy!, evaluate);
    for (const { role, name, source } of policy!.predicates) {
      if (role === "rule") continue;
      const asked = new Set(results.filter((each) => each.predicate === name).map((each) => each.expected));
      expect([name, asked.size, source ?? ""]).toEqual([name, 2, expect.stringMatching(/./)]);
    }
  });
});

const scenario = new Scenario("cern-yugoslavia", "cern-1992");

testExpected(scenario);

describe("suspended and taken up again, beside ended and begun anew", () => {
  const a = scenario.lay("suspend-and-take-up-again").after;
  const b = scenario.lay("end-and-begin-anew").after;
  const days = (side: typeof a, predicate: string, ...tuple: string[]): string =>
    formatIntervals([...side.list(predicate, tuple)][0]?.days ?? intervalSet([]));

  test("nobody takes part on other days", () => {
    for (const predicate of ["exchange", "taking_part", "site_access", "data_access", "observer_rights"])
      expect([predicate, [...a.difference(b, [predicate])]]).toEqual([predicate, []]);
  });

  test("what lasts differs, and only one way", () => {
    const more = compareEvaluations(a, b).map(({ name, more }) => [name, more.a, more.b]);
    expect(more.filter(([, one, other]) => one !== 0 || other !== 0)).toEqual([
      ["account_kept", 9, 0],
      ["authorship", 4, 0],
      ["eligible", 3, 0],
    ]);
  });

  test("one person's account, signature and years, day by day", () => {
    expect([days(a, "account_kept", "y01"), days(b, "account_kept", "y01")]).toEqual([
      "1989-12-01 to 1997-05-29",
      "1989-12-01 to 1992-12-06, 1995-11-22 to 1997-05-29",
    ]);
    expect([days(a, "authorship", "y01", "DELPHI"), days(b, "authorship", "y01", "DELPHI")]).toEqual([
      "1990-12-01 to 1993-06-09, 1995-11-22 to 1997-11-30",
      "1990-12-01 to 1993-06-09, 1996-11-22 to 1997-11-30",
    ]);
    expect([days(a, "eligible", "y01"), days(b, "eligible", "y01")]).toEqual([
      "1995-11-22 to 1996-11-30",
      "never",
    ]);
  });
});
