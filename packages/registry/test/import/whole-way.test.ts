/** From a list to an answer: import, check, write, read, fold, derive with CERN's policy, end an agreement. */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { addDuration, type Day, day, duration } from "@comity/calendar";
import { type Evaluation, evaluate, readPolicy } from "@comity/policy";
import { describe, expect, test } from "vitest";
import type { Act } from "../../src/acts.ts";
import { check } from "../../src/check.ts";
import { draftChanges } from "../../src/draft.ts";
import { type Folded, fold } from "../../src/fold.ts";
import { importCernOpendata } from "../../src/import/import-cern-opendata.ts";
import { readRegistry, writeRegistry } from "../../src/registry-folder.ts";

const policyText = readFileSync(new URL("../../../../policies/cern.policy.md", import.meta.url), "utf8");
const { policy, diagnostics } = readPolicy(policyText, "cern.policy.md");

interface Derived {
  readonly folded: Folded;
  readonly evaluation: Evaluation;
}

function derive(acts: readonly Act[]): Derived {
  const folded = fold(acts);
  return { folded, evaluation: evaluate(policy!, folded.facts) };
}

/**
 * By entitlement: how many people lose a day of it when the agreement ends. A list of authors tells of no contracts, so
 * nobody on one is registered: who may take part is looked up besides. `places`: who loses at least one institute through
 * which to take part; `nothing left`: who loses the last one.
 */
function hit({ folded, evaluation }: Derived, agreement: string, lastDay: string): Record<string, number> {
  const termination: Act = {
    act: "termination",
    id: "draft:1",
    on: day("2011-01-01"),
    recorded: day("2011-01-01"),
    by: "",
    instrument: "draft",
    agreement,
    lastDay: day(lastDay),
  };
  const after = evaluation.whatIf(draftChanges(folded, [termination]));
  const losers = new Map<string, Set<string>>();
  for (const { predicate, tuple, lost } of evaluation.difference(after)) {
    const person = String(tuple[0]);
    if (lost.length > 0 && folded.people.has(person))
      losers.set(predicate, (losers.get(predicate) ?? new Set()).add(person));
  }
  const dayAfter = addDuration(day(lastDay), duration({ days: 1 }));
  const left = takingPart(after, dayAfter);
  const leavers = new Set<string>();
  for (const [person, institutes] of takingPart(evaluation, dayAfter))
    if (institutes.some((institute) => left.get(person)?.includes(institute) !== true)) leavers.add(person);
  return {
    ...Object.fromEntries([...losers].map(([entitlement, people]) => [entitlement, people.size])),
    places: leavers.size,
    "nothing left": [...leavers].filter((person) => !left.has(person)).length,
  };
}

/** Through which institutes each person may take part on a day. */
function takingPart(evaluation: Evaluation, on: Day): Map<string, string[]> {
  const institutes = new Map<string, string[]>();
  for (const { tuple } of evaluation.list("may_take_part", undefined, on)) {
    const [person, institute] = tuple.map(String) as [string, string];
    institutes.set(person, [...(institutes.get(person) ?? []), institute]);
  }
  return institutes;
}

test("the policy is sound", () => {
  expect(diagnostics).toEqual([]);
  expect(policy).toBeDefined();
});

const people = [
  ["Dubna, JINR", 3],
  ["Moscow State U.", 2],
  ["Lebedev Inst.; CERN", 1],
  ["Minsk, Inst. Nucl. Problems", 2],
  ["Rice U.", 4],
  ["Nowhere U.", 1],
  ["DESY", 5],
  ["", 1],
] as const;
const text = JSON.stringify({
  experiment: ["CMS"],
  date_created: ["2010"],
  authors: people.flatMap(([affiliation, count]) =>
    Array.from({ length: count }, (_, index) => ({ name: `Example ${affiliation} ${index}`, affiliation })),
  ),
});

describe("a made-up list", () => {
  const { acts, meta } = importCernOpendata(text, { pseudonyms: true, policy: "../cern.policy.md" });

  test("passes the registry's own check", () => {
    expect(check(acts)).toEqual([]);
  });

  test("is the same after being written and read", () => {
    const folder = mkdtempSync(join(tmpdir(), "comity-import-"));
    try {
      writeRegistry(join(folder, "cms"), acts, meta);
      const read = readRegistry(join(folder, "cms"));
      expect(read.warnings).toEqual([]);
      expect(read.meta).toEqual(meta);
      const byId = (a: Act, b: Act): number => (a.id < b.id ? -1 : 1);
      expect([...read.acts].sort(byId)).toEqual([...acts].sort(byId));
      expect(readdirSync(folder)).toEqual(["cms"]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  test.each([
    ["ICA-RU", "2024-11-30", 3, 2],
    ["ICA-RU-1993", "2012-06-30", 3, 2],
    ["ICA-BY", "2024-06-27", 2, 2],
    ["ICA-JINR", "2025-01-27", 3, 3],
    ["ICA-US", "2024-11-30", 4, 4],
  ] as const)("the end of %s on %s hits", (agreement, lastDay, places, left) => {
    expect(hit(derive(acts), agreement, lastDay)).toEqual({
      places,
      data_access: left,
      authorship: left,
      "nothing left": left,
    });
  });

  test("covers nobody at an institute of which nobody knows who governs it", () => {
    const evaluation = evaluate(policy!, fold(acts).facts);
    expect([...evaluation.list("covered", ["inspire:nowhere-u"])]).toEqual([]);
    expect([...evaluation.list("may_take_part", [undefined, "inspire:nowhere-u"])]).toEqual([]);
  });
});

const folder = new URL("../../../../../shared/data/cern-opendata/", import.meta.url);
const isThere = existsSync(folder);
if (!isThere) console.warn("SKIPPED: the real author lists are not beside the checkout");

describe.skipIf(!isThere)(`the real lists${isThere ? "" : " (SKIPPED: not beside the checkout)"}`, () => {
  test.each([
    "cms-author-list.json",
    "cms-author-list-Run2011A.json",
    "lhcb-author-list-2011.json",
    "lhcb-author-list-2012.json",
  ])("%s: the end of each agreement hits those whom the import counted", (file) => {
    const { acts, report } = importCernOpendata(readFileSync(new URL(file, folder)), { pseudonyms: true });
    expect(check(acts)).toEqual([]);
    const derived = derive(acts);
    const agreements = [...derived.folded.agreements.values()];
    expect(agreements.length).toBeGreaterThan(4);
    for (const { agreement, signature } of agreements) {
      const counted = report.parties.find(({ party }) => party === signature.parties[0]);
      const lastDay = agreement === "ICA-RU-1993" ? "2013-06-30" : "2024-11-30";
      expect({ agreement, ...hit(derived, agreement, lastDay) }).toMatchObject({
        agreement,
        places: counted?.people,
        "nothing left": counted?.onlyHere,
      });
    }
  });
});
