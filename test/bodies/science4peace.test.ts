/** Science4Peace's proposal beside CERN's rules, on a small registry made by hand and on that of CERN's case. */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { type Day, day } from "@comity/calendar";
import { compareEvaluations, comparePolicies, type Impact, layDraft, readDraft } from "@comity/decision";
import { type Evaluation, evaluate, type Policy, readPolicy } from "@comity/policy";
import { type Act, type Folded, fold, readRegistry } from "@comity/registry";
import { beforeAll, describe, expect, test } from "vitest";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const FOLDER = `${ROOT}scenarios/science4peace/`;

type Name = "cern" | "science4peace";
interface Expected {
  readonly holds: readonly ({
    readonly person: string;
    readonly entitlement: string;
    readonly experiment: string;
    readonly on: string;
    readonly because: string;
  } & Readonly<Record<Name, boolean>>)[];
  readonly drafts: readonly {
    readonly draft: string;
    readonly policy: Name;
    readonly loses: Readonly<Record<string, number>>;
  }[];
  readonly comparison: {
    readonly registry: string;
    readonly draft: string;
    readonly knownOn: string;
    readonly source: string;
    readonly loses: Readonly<Record<Name, Readonly<Record<string, number>>>>;
    readonly holders: readonly ({
      readonly on: string;
      readonly entitlement: string;
      readonly onlyCern: number;
      readonly onlyScience4peace: number;
    } & Readonly<Record<Name, number>>)[];
    readonly from: {
      readonly on: string;
      readonly people: { readonly onlyCern: number; readonly onlyScience4peace: number } & Readonly<
        Record<Name, number>
      >;
      readonly more: Readonly<Record<Name, number>>;
      readonly entitlements: Readonly<
        Record<string, { readonly onlyScience4peace: number; readonly longerUnderScience4peace: number }>
      >;
    };
    readonly onAnyDay: readonly {
      readonly entitlement: string;
      readonly moreUnderCern: number;
      readonly moreUnderScience4peace: number;
    }[];
  };
}

const expected = JSON.parse(readFileSync(`${FOLDER}expected.json`, "utf8")) as Expected;
const { comparison } = expected;

function policyOf(name: Name): Policy {
  const path = `${ROOT}policies/${name}.policy.md`;
  return readPolicy(readFileSync(path, "utf8"), path).policy!;
}

const POLICIES: Readonly<Record<Name, Policy>> = {
  cern: policyOf("cern"),
  science4peace: policyOf("science4peace"),
};

/** A draft laid over a registry under a policy. */
function lay(acts: readonly Act[], file: string, name: Name): Impact {
  const policy = POLICIES[name];
  const foldOn = (on: Day): Folded => fold(acts, { knownOn: on });
  const { draft, folded } = readDraft(readFileSync(file), { foldOn, records: policy.records });
  return layDraft(folded, evaluate(policy, folded.facts), draft);
}

/** How many lose each entitlement. */
const losing = ({ losses }: Impact): Record<string, number> =>
  Object.fromEntries([...losses.lost].map(([name, who]) => [name, who.size]));

describe("on the small registry, by hand", () => {
  const { acts } = readRegistry(FOLDER);
  const ended = (name: Name): Evaluation => lay(acts, `${FOLDER}decisions/end-russia.json`, name).after;
  const sides = { cern: ended("cern"), science4peace: ended("science4peace") };

  test.each(expected.holds)(
    "$person, $entitlement, on $on: CERN $cern, proposal $science4peace: $because",
    (row) => {
      const held = (name: Name): boolean =>
        [...sides[name].list(row.entitlement, [row.person, row.experiment], day(row.on))].length === 1;
      expect([held("cern"), held("science4peace")]).toEqual([row.cern, row.science4peace]);
    },
  );

  test.each(expected.drafts)("$draft under $policy", ({ draft, policy, loses }) => {
    expect(losing(lay(acts, `${FOLDER}decisions/${draft}.json`, policy))).toEqual(loses);
  });

  test("a state that joins gives its institutes' people what the proposal gives", () => {
    const { gained } = lay(acts, `${FOLDER}decisions/one-more-member.json`, "science4peace").losses;
    expect([...gained].map(([name, who]) => [name, [...who.keys()]])).toEqual([
      ["data_access", ["felix"]],
      ["online_conference", ["felix"]],
    ]);
  });
});

describe("on the registry of CERN's case, under the decision of 15 December 2023", () => {
  let laid: Readonly<Record<Name, Impact>>;
  beforeAll(() => {
    const { acts } = readRegistry(`${FOLDER}${comparison.registry}`);
    const under = (name: Name): Impact => lay(acts, `${FOLDER}${comparison.draft}`, name);
    laid = { cern: under("cern"), science4peace: under("science4peace") };
  });

  test.each(["cern", "science4peace"] as const)("who loses by it under %s", (name) => {
    const { losses, folded } = laid[name];
    expect(folded.knownOn).toBe(day(comparison.knownOn));
    for (const [entitlement, people] of Object.entries(comparison.loses[name]))
      expect([
        entitlement,
        (entitlement === "people" ? losses.people : losses.lost.get(entitlement))?.size ?? 0,
      ]).toEqual([entitlement, people]);
  });

  test.each(comparison.holders)("who holds $entitlement on $on", (row) => {
    const [a, b] = (["cern", "science4peace"] as const).map(
      (name) =>
        new Set(
          [...laid[name].after.list(row.entitlement, undefined, day(row.on))].map(({ tuple }) => tuple[0]),
        ),
    ) as [Set<unknown>, Set<unknown>];
    expect({
      cern: a.size,
      science4peace: b.size,
      onlyCern: [...a].filter((person) => !b.has(person)).length,
      onlyScience4peace: [...b].filter((person) => !a.has(person)).length,
    }).toEqual({
      cern: row.cern,
      science4peace: row.science4peace,
      onlyCern: row.onlyCern,
      onlyScience4peace: row.onlyScience4peace,
    });
  });

  test("from the first day without the agreement on, as the command compares two policies", () => {
    const [cern, science4peace] = [laid.cern, laid.science4peace].map(({ after }) => ({ evaluation: after }));
    const { from } = comparison;
    const there = comparePolicies(laid.cern.folded, cern!, science4peace!, { from: day(from.on) });
    const { a, b, onlyA, onlyB } = there.people;
    expect({ cern: a, science4peace: b, onlyCern: onlyA, onlyScience4peace: onlyB }).toEqual(from.people);
    expect({ cern: there.more.a, science4peace: there.more.b }).toEqual(from.more);
    for (const [name, { onlyScience4peace, longerUnderScience4peace }] of Object.entries(from.entitlements)) {
      const { hold, longer } = there.entitlements.find((each) => each.name === name)!;
      expect([name, hold.onlyB, longer.b]).toEqual([name, onlyScience4peace, longerUnderScience4peace]);
    }
    expect(there.entitlements.map(({ name }) => name)).toEqual(Object.keys(from.entitlements));
  });

  test("on any day, and the same turned round", () => {
    const { cern, science4peace } = laid;
    const there = compareEvaluations(cern.after, science4peace.after);
    const back = compareEvaluations(science4peace.after, cern.after);
    for (const row of comparison.onAnyDay) {
      const more = there.find(({ name }) => name === row.entitlement)!.more;
      expect([row.entitlement, more]).toEqual([
        row.entitlement,
        { a: row.moreUnderCern, b: row.moreUnderScience4peace },
      ]);
      expect(back.find(({ name }) => name === row.entitlement)!.more).toEqual({ a: more.b, b: more.a });
    }
  });

  test("nothing of it is called known: it is derived", () => {
    expect(comparison.source).toBe("derived");
  });
});

describe("the policy", () => {
  test("asks no agreement: no record of one is declared", () => {
    const names = POLICIES.science4peace.records.map(({ name }) => name);
    expect(names.filter((name) => /agreement|in_force|suspended|closed|party/.test(name))).toEqual([]);
  });

  test("takes over CERN's columns and kinds wherever it has a record of the same name", () => {
    const shapes = new Map(POLICIES.cern.records.map(({ name, columns }) => [name, columns]));
    const own = POLICIES.science4peace.records.filter(({ name }) => shapes.has(name));
    expect(own.length).toBeGreaterThanOrEqual(8);
    for (const { name, columns } of own) expect([name, columns]).toEqual([name, shapes.get(name)]);
  });
});
