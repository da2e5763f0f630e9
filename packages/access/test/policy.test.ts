/** policies/access.policy.md: its examples hold, it says where it comes from, and what else a gate may be given. */
import { readFileSync } from "node:fs";
import { formatDay, formatIntervals } from "@comity/calendar";
import { evaluate, findConflicts, printDiagnostic, readPolicy, runExamples } from "@comity/policy";
import { RECORDS } from "@comity/registry";
import { describe, expect, test } from "vitest";
import {
  ACCESS_POLICY,
  ACTIONS,
  ownAccessPolicy,
  RESOURCE_KINDS,
  ROLES,
  readAccessPolicy,
  withRegistryRecords,
} from "../src/index.ts";

const text = readFileSync(ACCESS_POLICY, "utf8");
const { policy, diagnostics } = readPolicy(text, "policies/access.policy.md");

describe("the policy of access", () => {
  test("reads without errors or warnings", () => {
    expect(diagnostics.map((diagnostic) => printDiagnostic(diagnostic, text))).toEqual([]);
  });

  test("its examples hold", () => {
    const results = runExamples(policy!, evaluate);
    expect(results.length).toBeGreaterThan(90);
    for (const { outcome, predicate, tuple, on, expected, days, place } of results)
      expect([place.line, predicate, tuple, formatDay(on), expected, formatIntervals(days), outcome]).toEqual(
        [place.line, predicate, tuple, formatDay(on), expected, formatIntervals(days), "pass"],
      );
  });

  test("every entitlement is in examples where it holds and where it does not", () => {
    const results = runExamples(policy!, evaluate);
    for (const { role, name } of policy!.predicates) {
      if (role !== "entitlement") continue;
      const asked = results.filter(({ predicate }) => predicate === name).map(({ expected }) => expected);
      expect([name, asked.includes(true), asked.includes(false)]).toEqual([name, true, true]);
    }
  });

  test("each of its rules says where it comes from", () => {
    const sourceOf = new Map(policy!.predicates.map(({ name, source }) => [name, source]));
    const bare = policy!.rules.filter(
      ({ source, predicate }) => (source ?? sourceOf.get(predicate)) === undefined,
    );
    expect(bare.map(({ id }) => id)).toEqual([]);
  });

  test("no clause of it is in conflict with its rules", () => {
    // `comity policy check` looks further, and takes longer.
    const budget = { attempts: 200, evaluations: 12 };
    expect(findConflicts(policy!, { budget }).conflicts).toEqual([]);
  });

  test("speaks of actions, kinds and roles that there are, and of all of them", () => {
    const spoken = new Set<string>();
    const walk = (node: unknown): void => {
      if (Array.isArray(node)) for (const each of node) walk(each);
      else if (typeof node === "object" && node !== null) {
        const { value } = node as { value?: unknown };
        if (typeof value === "string") spoken.add(value);
        for (const each of Object.values(node)) walk(each);
      }
    };
    walk(policy!.rules);
    const known = new Set<string>([...ACTIONS, ...RESOURCE_KINDS, ...ROLES]);
    expect([...known].filter((word) => !spoken.has(word))).toEqual([]);
  });
});

describe("a policy of access of one's own", () => {
  test("must say what the gate asks", () => {
    const wanting =
      "# Access\n\n```policy\nkind Account\nrecord account(account: Account, sort: Text)\n```\n";
    expect(() => readAccessPolicy(wanting, "own.policy.md")).toThrow(
      /^`own\.policy\.md` cannot be a policy of access: it needs an entitlement `anybody_may\(Text, Text\)`; /,
    );
  });

  test("may read no record that nobody tells it", () => {
    const more = text.replace(
      "record affiliated(",
      "record blood_group(person: Person, group: Text)\nrecord affiliated(",
    );
    expect(() => readAccessPolicy(more, "own.policy.md")).toThrow(
      "`own.policy.md` cannot be a policy of access: nobody tells it of the record `blood_group`",
    );
  });

  test("must have no errors", () => {
    const wrong = text.replace("when human(account), account_of", "when humane(account), account_of");
    expect(() => readAccessPolicy(wrong, "own.policy.md")).toThrow(/no record or rule `humane` is declared/);
  });
});

describe("what is followed", () => {
  test("holds every record of the registry, those that a policy declares as it has them", () => {
    const followed = withRegistryRecords(policy!);
    const names = followed.records.map(({ name }) => name);
    expect(names.slice(0, policy!.records.length)).toEqual(policy!.records.map(({ name }) => name));
    expect(RECORDS.filter(({ name }) => !names.includes(name))).toEqual([]);
    expect(new Set(names).size).toBe(names.length);
  });

  test("is nobody's nationality, and no mark", () => {
    expect(ownAccessPolicy().registryRecords).toEqual([
      "affiliated",
      "participates",
      "appointed",
      "team",
      "party",
      "status",
      "observer",
      "observer_suspended",
    ]);
  });
});
