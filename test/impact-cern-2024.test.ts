/** Whom the drafts of the scenario cern-2024 hit, by the fact sheet, against what was published at the time. */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { type Day, day } from "@comity/calendar";
import { type FactSheet, factSheetOf, type Impact, layDraft, readDraft } from "@comity/decision";
import { type Evaluation, eachFact, evaluate, type Policy, readPolicy } from "@comity/policy";
import { type Act, type Folded, fold, readRegistry } from "@comity/registry";
import { beforeAll, describe, expect, test } from "vitest";
import { demoDecision } from "../scripts/demo-decision.mjs";

const POLICY = fileURLToPath(new URL("../policies/cern.policy.md", import.meta.url));
const FOLDER = fileURLToPath(new URL("../scenarios/cern-2024/", import.meta.url));

interface Known {
  readonly folded: Folded;
  readonly evaluation: Evaluation;
}

let policy: Policy;
let acts: readonly Act[];
const derived = new Map<string, Known>();

beforeAll(() => {
  policy = readPolicy(readFileSync(POLICY, "utf8"), POLICY).policy!;
  acts = readRegistry(FOLDER).acts;
});

/** Whether an act is the decision of December 2023 on the agreement with Russia or Belarus, as the registry has it. */
const isEnd = (act: Act): boolean => act.act === "termination" && act.recorded === day("2023-12-18");

/** The registry as known on a day, derived; with `undecided`, as if the decision of December 2023 had not been taken. */
function known(on: Day, undecided: boolean): Known {
  const key = `${on} ${undecided}`;
  const there = derived.get(key);
  if (there !== undefined) return there;
  const folded = fold(undecided ? acts.filter((act) => !isEnd(act)) : acts, { knownOn: on });
  const made = { folded, evaluation: evaluate(policy, folded.facts) };
  derived.set(key, made);
  return made;
}

/** A draft laid over what was known on its own day, or on another. */
function lay(name: string, knownOn?: string, undecided = false): Impact {
  const { draft, folded } = readDraft(readFileSync(`${FOLDER}decisions/${name}.json`), {
    foldOn: (on) => known(on, undecided).folded,
    ...(knownOn === undefined ? {} : { knownOn: day(knownOn) }),
  });
  return layDraft(folded, known(folded.knownOn!, undecided).evaluation, draft);
}

const sheet = (name: string, knownOn?: string, undecided?: boolean): FactSheet =>
  factSheetOf(lay(name, knownOn, undecided));
const losing = (sheet: FactSheet, entitlement: string): number | null | undefined =>
  sheet.entitlements.find(({ name }) => name === entitlement)?.people;

/** Everybody with any tie on a day (affiliation, registration or participation) to an institute of these parties. */
function tied(folded: Folded, parties: readonly string[], on: Day): Set<string> {
  const there = [...eachFact(folded.facts)].filter(({ from, to }) => from <= on && on < to);
  const institutes = new Set<unknown>();
  for (const { record, tuple } of there)
    if (record === "governed_by" && parties.includes(tuple[1] as string)) institutes.add(tuple[0]);
  const people = new Set<string>();
  for (const { record, tuple } of there)
    if ((record === "affiliated" || record === "contract") && institutes.has(tuple[1]))
      people.add(tuple[0] as string);
  return people;
}

describe("the decision of 15 December 2023, as known on that day", () => {
  test("hits about 500 people, as was published", () => {
    const { people } = sheet("council-2023-12-15");
    expect(people).toBeGreaterThan(450);
    expect(people).toBeLessThan(550);
    expect(people).toBe(504);
  });

  test("hits whoever has any tie on that day, and nobody who left earlier", () => {
    const { folded, losses } = lay("council-2023-12-15");
    const people = tied(folded, ["RU", "BY"], day("2023-12-15"));
    expect([...losses.people.keys()].sort()).toEqual([...people].sort());
  });

  test("a third of them live near Geneva", () => {
    const { people, marks } = sheet("council-2023-12-15");
    expect(marks.residentNearby! / people!).toBeCloseTo(1 / 3, 2);
  });

  test("half a year later there are only fewer who lose a registration, for some contracts end before", () => {
    const now = sheet("council-2023-12-15");
    const later = sheet("postpone-half-a-year");
    expect(losing(later, "registration")).toBeLessThan(losing(now, "registration")!);
    expect(later.people).toBeLessThanOrEqual(now.people!);
  });
});

describe("people who lose any day of anything", () => {
  test.each([
    ["end-russia", 482],
    ["end-belarus", 22],
    ["end-both", 504],
    ["suspend-both", 504],
    ["end-jinr", 274],
    ["grandfather-everyone", 0],
    ["close-to-newcomers", 0],
  ])("%s: %i", (name, people) => {
    expect(sheet(name).people).toBe(people);
  });
});

describe("the end of the agreement with Russia, as known later", () => {
  test.each(["2024-05-01", "2024-11-30"])("on %s it is decided, and a draft of it changes nothing", (on) => {
    expect(sheet("end-russia", on).people).toBe(0);
  });

  test.each([
    // The same definition as in December, without Belarus; in brackets those who lose the contract of association.
    ["2023-12-15", 482, 448],
    ["2024-03-22", 467, 433],
    ["2024-11-30", 434, 404],
  ])(
    "had it not been decided, on %s it would hit %i, %i of them in their contract",
    (on, people, contracts) => {
      const hit = sheet("end-russia", on, true);
      expect([hit.people, losing(hit, "contract_of_association")]).toEqual([people, contracts]);
      const { folded } = known(day(on), true);
      expect(tied(folded, ["RU"], day(on)).size).toBe(people);
    },
  );

  test("in between ever fewer are left, and always more than 400", () => {
    const figures = ["2023-12-15", "2024-03-22", "2024-05-01", "2024-11-30"].map(
      (on) => sheet("end-russia", on, true).people!,
    );
    expect(figures).toEqual([...figures].sort((a, b) => b - a));
    expect(Math.min(...figures)).toBeGreaterThan(400);
  });
});

describe("the made-up decision that the demo carries out", () => {
  test("is small enough to be read whole, and says that it is made up", () => {
    const knownOn = day("2026-11-23");
    const { folded, evaluation } = known(knownOn, false);
    const text = JSON.stringify(demoDecision(knownOn));
    const { draft } = readDraft(text, { foldOn: () => folded, knownOn });
    const shown = factSheetOf(layDraft(folded, evaluation, draft));
    expect([draft.title.startsWith("Made up"), shown.people, shown.institutes]).toEqual([true, 13, 1]);
    // The exception that the demo grants is one of a cooperation agreement: the policy lets no other be granted.
    expect(draft.acts.map((act) => [act.act, "agreement" in act && act.agreement])).toEqual([
      ["termination", "ICA-IE"],
    ]);
  });
});
