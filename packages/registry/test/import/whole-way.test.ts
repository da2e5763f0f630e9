/** From a list to an answer: import, check, write, read, fold, derive with CERN's policy, end an agreement. */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { day } from "@comity/calendar";
import { evaluate, readPolicy } from "@comity/policy";
import { describe, expect, test } from "vitest";
import type { Act } from "../../src/acts.ts";
import { check } from "../../src/check.ts";
import { draftChanges } from "../../src/draft.ts";
import { fold } from "../../src/fold.ts";
import { importCernOpendata } from "../../src/import/import-cern-opendata.ts";
import { readRegistry, writeRegistry } from "../../src/registry-folder.ts";

const policyText = readFileSync(new URL("../../../../policies/cern.policy.md", import.meta.url), "utf8");
const { policy, diagnostics } = readPolicy(policyText, "cern.policy.md");

/** How many people lose a day of something when the agreement ends, and how many of them have nothing left. */
function hit(acts: readonly Act[], agreement: string, lastDay: string): [number, number] {
  const folded = fold(acts);
  const before = evaluate(policy!, folded.facts);
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
  const after = before.whatIf(draftChanges(folded, [termination]));
  const losers = new Set<string>();
  for (const { predicate, tuple, lost } of before.difference(after))
    if (predicate === "registration" && lost.length > 0) losers.add(tuple[0] as string);
  const dayAfter = (day(lastDay) + 1) as ReturnType<typeof day>;
  const left = new Set([...after.list("registration", undefined, dayAfter)].map(({ tuple }) => tuple[0]));
  return [losers.size, [...losers].filter((person) => !left.has(person)).length];
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
    ["ICA-RU", "2024-11-30", [3, 2]],
    ["ICA-RU-1993", "2012-06-30", [3, 2]],
    ["ICA-BY", "2024-06-27", [2, 2]],
    ["ICA-JINR", "2025-01-27", [3, 3]],
    ["ICA-US", "2024-11-30", [4, 4]],
  ] as const)("the end of %s on %s hits", (agreement, lastDay, counts) => {
    expect(hit(acts, agreement, lastDay)).toEqual(counts);
  });

  test("covers nobody at an institute of which nobody knows who governs it", () => {
    const evaluation = evaluate(policy!, fold(acts).facts);
    expect([...evaluation.list("covered", ["inspire:nowhere-u"])]).toEqual([]);
    expect([...evaluation.list("registration", [undefined, "inspire:nowhere-u"])]).toEqual([]);
  });
});

const folder = new URL("../../../../../shared/data/cern-opendata/", import.meta.url);
const isThere = existsSync(folder);
if (!isThere) console.warn("SKIPPED: the real author lists are not beside the checkout");

describe.skipIf(!isThere)(`the real lists${isThere ? "" : " (SKIPPED: not beside the checkout)"}`, () => {
  test.each([
    ["cms-author-list.json", "ICA-RU", [95, 95]],
    ["cms-author-list.json", "ICA-RU-1993", [95, 95]],
    ["cms-author-list.json", "ICA-BY", [13, 13]],
    ["cms-author-list.json", "ICA-JINR", [62, 62]],
    ["cms-author-list.json", "ICA-US", [1045, 1045]],
    ["cms-author-list-Run2011A.json", "ICA-RU", [88, 88]],
    ["cms-author-list-Run2011A.json", "ICA-CN", [43, 42]],
    ["lhcb-author-list-2011.json", "ICA-RU", [50, 41]],
    ["lhcb-author-list-2012.json", "ICA-RU", [49, 43]],
    ["lhcb-author-list-2012.json", "ICA-UA", [5, 4]],
  ] as const)("%s: the end of %s hits, and leaves without anything", (file, agreement, counts) => {
    const { acts } = importCernOpendata(readFileSync(new URL(file, folder)), { pseudonyms: true });
    expect(check(acts)).toEqual([]);
    const lastDay = agreement === "ICA-RU-1993" ? "2013-06-30" : "2024-11-30";
    expect(hit(acts, agreement, lastDay)).toEqual(counts);
  });
});
