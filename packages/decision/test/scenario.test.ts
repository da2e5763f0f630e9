/** Fact sheets of the CERN scenario, held against a whole new derivation that knows nothing of drafts. */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { type Day, day, difference, formatDay, has, isEmpty, unionAll } from "@comity/calendar";
import { type EngineEvaluation, evaluate, readPolicy } from "@comity/policy";
import { type Folded, fold, readRegistry } from "@comity/registry";
import { beforeAll, describe, expect, test } from "vitest";
import { type Draft, type FactSheet, hideSmallCells, impactOf, readDraft } from "../src/index.ts";

const at = (path: string): string => fileURLToPath(new URL(`../../../${path}`, import.meta.url));
const { policy } = readPolicy(readFileSync(at("policies/cern.policy.md"), "utf8"), "cern.policy.md");

let draft: Draft;
let folded: Folded;
let before: EngineEvaluation;
let after: EngineEvaluation;
let sheet: FactSheet;

beforeAll(() => {
  const { acts, meta } = readRegistry(at("scenarios/cern-2024"));
  const text = readFileSync(at("scenarios/cern-2024/decisions/end-both.json"));
  ({ draft, folded } = readDraft(text, { foldOn: (knownOn) => fold(acts, { knownOn }) }));
  before = evaluate(policy!, folded.facts);
  const carriedOut = [...acts.filter(({ recorded }) => recorded <= draft.knownOn), ...draft.acts];
  after = evaluate(policy!, fold(carriedOut).facts);
  sheet = impactOf(folded, before, draft, { meta });
});

const personAt = (name: string): number => {
  const { columns } = policy!.predicates.find((each) => each.name === name)!;
  return columns.findIndex(({ kind }) => kind === "Person");
};

const known = new Map<string, Map<unknown, Day>>();

/** Whoever loses an entitlement, with the first day lost, tuple by tuple. */
function losersOf(name: string): Map<unknown, Day> {
  const losers = known.get(name) ?? new Map<unknown, Day>();
  if (known.has(name)) return losers;
  known.set(name, losers);
  const subject = Math.max(0, personAt(name));
  for (const { tuple, days } of before.list(name)) {
    const lost = difference(days, after.when(name, tuple));
    if (isEmpty(lost)) continue;
    const first = Math.min(lost[0]!, losers.get(tuple[subject]) ?? lost[0]!) as Day;
    losers.set(tuple[subject], first);
  }
  return losers;
}

describe("ending both agreements", () => {
  test("every entitlement, by day, is what a whole derivation gives", () => {
    const people = new Set<unknown>();
    for (const { name, role } of policy!.predicates) {
      if (role !== "entitlement") continue;
      const losers = losersOf(name);
      if (personAt(name) >= 0) for (const person of losers.keys()) people.add(person);
      const found = sheet.entitlements.find((each) => each.name === name);
      expect([name, found?.people ?? 0]).toEqual([name, losers.size]);
      const byDay = new Map<string, number>();
      for (const first of losers.values())
        byDay.set(formatDay(first), (byDay.get(formatDay(first)) ?? 0) + 1);
      expect(new Map(found?.byDay.map((each) => [each.day, each.people]))).toEqual(byDay);
      expect(found?.byDay.map((each) => each.day)).toEqual(found?.byDay.map((each) => each.day).toSorted());
    }
    expect(sheet.people).toBe(people.size);
  });

  test("the institutes are those whose registrations go", () => {
    const byInstitute = new Map<unknown, Set<unknown>>();
    for (const { tuple, days } of before.list("registration")) {
      if (isEmpty(difference(days, after.when("registration", tuple)))) continue;
      byInstitute.set(tuple[1], (byInstitute.get(tuple[1]) ?? new Set()).add(tuple[0]));
    }
    expect(sheet.institutes).toBe(byInstitute.size);
    expect(new Map(sheet.byInstitute.map(({ id, people }) => [id, people]))).toEqual(
      new Map([...byInstitute].map(([id, people]) => [id, people.size])),
    );
    expect(sheet.byInstitute.every(({ party }) => party === "RU" || party === "BY")).toBe(true);
  });

  test("JINR goes on, and why is said", () => {
    const on = day("2024-12-01");
    const jinr = sheet.notTouched.find(({ ids }) => ids.includes("ror:044yd9t77") && ids.length === 1)!;
    expect(jinr).toMatchObject({ group: "same state", institute: "Joint Institute for Nuclear Research" });
    expect(jinr.because).toMatch(
      /^an international organisation with an agreement of its own in force, `ICA-JINR` \(closed to newcomers since 2022-03-25/,
    );
    const there = new Set(
      [...after.list("registration", [undefined, "ror:044yd9t77"], on)].map(({ tuple }) => tuple[0]),
    );
    const losers = losersOf("registration");
    expect(jinr.people).toBe([...there].filter((person) => !losers.has(person)).length);
  });

  test("who keeps all elsewhere loses a registration, and on each day lost has another", () => {
    const others = new Set<unknown>();
    for (const { name, role } of policy!.predicates)
      if (role === "entitlement" && name !== "registration" && personAt(name) >= 0)
        for (const person of losersOf(name).keys()) others.add(person);
    const elsewhere = [...losersOf("registration").keys()].filter((person) => {
      if (others.has(person)) return false;
      const now = unionAll([...after.list("registration", [person as string])].map(({ days }) => days));
      const then = unionAll([...before.list("registration", [person as string])].map(({ days }) => days));
      return isEmpty(difference(then, now));
    });
    expect(sheet.keepElsewhere).toBe(elsewhere.length);
    expect(elsewhere.length).toBeGreaterThan(0);
  });

  test("money: Russia's 4.5 % and the upgrade's items, which are not spread", () => {
    const { experiments, needTakers, spread, total } = sheet.money;
    for (const { payers, spread: left, total: all, untaken } of experiments) {
      expect(payers.reduce((sum, { unitsAfter }) => sum + unitsAfter, 0)).toBe(all);
      expect(payers.reduce((sum, { increase }) => sum + increase, 0)).toBe(left);
      expect(untaken).toBe(0);
    }
    const russia = experiments.flatMap(({ leavers }) => leavers.filter(({ party }) => party === "RU"));
    expect(russia.reduce((sum, { units }) => sum + units, 0) / total).toBeCloseTo(0.045, 10);
    expect(spread).toBe(experiments.reduce((sum, each) => sum + each.spread, 0));
    const upgrade = needTakers.filter(({ experiment, party }) => experiment === "HL-LHC" && party === "RU");
    expect(upgrade.reduce((sum, { units }) => sum + units, 0)).toBe(40_000);
  });

  test("marks are counted among those hit, on the day known on", () => {
    const hit = new Set<unknown>();
    for (const { name, role } of policy!.predicates)
      if (role === "entitlement" && personAt(name) >= 0)
        for (const person of losersOf(name).keys()) hit.add(person);
    const table = folded.facts.tables.get("resident")!;
    const near = new Set<unknown>();
    for (let row = 0; row < table.count; row++) {
      const person = folded.facts.symbols.value("Person", table.columns[0]![row]!);
      if (hit.has(person) && table.from[row]! <= draft.knownOn && draft.knownOn < table.to[row]!)
        near.add(person);
    }
    expect(sheet.marks.residentNearby).toBe(near.size);
    expect(near.size).toBeGreaterThan(100);
  });

  test("a remedy keeps for people what a move by each of them keeps", () => {
    const [first] = sheet.remedies;
    expect(first!.remedy).toBe(
      "be affiliated with an institute that may send new people, unless the person comes to it from where its agreement takes no newcomers",
    );
    const losers = [...losersOf("site_access")].slice(0, 5) as [string, Day][];
    for (const [person, from] of losers) {
      const moved = after.whatIf([
        {
          record: "affiliated",
          tuple: [person, "ror:01ggx4157"],
          from,
          to: day("2030-01-01"),
          present: true,
        },
      ]);
      // CERN itself is covered, whatever happens to anybody else.
      if (moved.list("open_to_newcomers", ["ror:01ggx4157"]).next().done !== true)
        expect(has(moved.when("site_access", [person]), from)).toBe(true);
    }
    for (const { people, keeps } of sheet.remedies)
      for (const { people: kept, name } of keeps)
        if (personAt(name) >= 0) expect(kept!).toBeLessThanOrEqual(people!);
  });

  test("for whoever is not cleared no figure from 1 to 4 is left, and none stands hidden alone", () => {
    const hidden = hideSmallCells(sheet);
    for (const { people, byDay } of hidden.entitlements) {
      const alone = byDay.filter((each) => each.people === null).length;
      expect(
        [people, ...byDay.map((each) => each.people)].every(
          (figure) => figure === null || figure === 0 || figure >= 5,
        ),
      ).toBe(true);
      if (people !== null) expect(alone).not.toBe(1);
    }
    const institutes = hidden.byInstitute.filter(({ people }) => people === null).length;
    expect(institutes).not.toBe(1);
  });
});
