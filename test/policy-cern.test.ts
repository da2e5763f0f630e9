/** policies/cern.policy.md: it reads without a word of complaint, its examples hold, and it says where it comes from. */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { formatDay, formatIntervals } from "@comity/calendar";
import { evaluate, printDiagnostic, readPolicy, runExamples } from "@comity/policy";
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
