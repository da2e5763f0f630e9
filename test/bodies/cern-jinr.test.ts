/** CERN and JINR: an organisation seated in a state whose own agreement ended; its people stay, and few are added. */
import { day, formatIntervals } from "@comity/calendar";
import { describe, expect, test } from "vitest";
import { holding, Scenario, testExpected } from "./expected-outcomes.ts";

const scenario = new Scenario("cern-jinr", "cern");

testExpected(scenario);

describe("the agreement of the state around it", () => {
  const known = scenario.knownOn("2025-01-31");
  const through = (institute: string, on: string): Set<unknown> =>
    new Set(holding(known, "registration", ["_", institute], day(on)).map(([person]) => person));

  test("ends under its own institutes' people, and under nobody at JINR", () => {
    expect(through("JINR-Dubna", "2024-12-01")).toEqual(through("JINR-Dubna", "2024-11-30"));
    for (const institute of ["MEPhI", "Kurchatov", "PNPI"]) {
      expect(through(institute, "2024-11-30").size).toBeGreaterThan(0);
      expect(through(institute, "2024-12-01").size).toBe(0);
    }
  });

  test("is not asked where an institute sits, only which agreement governs it", () => {
    const { seat, governedBy } = known.folded.institutes.get("JINR-Dubna")!;
    expect([seat, governedBy]).toEqual(["RU", "JINR"]);
    expect(scenario.policy.records.map(({ name }) => name)).not.toContain("seat");
    expect(holding(known, "covered", ["JINR-Dubna"], day("2024-12-01"))).toHaveLength(1);
  });
});

describe("newcomers", () => {
  const known = scenario.knownOn("2025-01-31");

  test("are turned away who come from where the door is closed, and nobody else", () => {
    const turned = holding(known, "turned_away", [], day("2024-12-01")).map(([person]) => person);
    expect(turned.sort()).toEqual(["j28", "j29", "j30", "j31"]);
    // Whoever was at work on 25 March 2022 is not: not even with a second affiliation at such an institute.
    const here = new Set(holding(known, "here_before", [], day("2024-12-01")).map(([person]) => person));
    expect(here.size).toBe(24);
    for (const person of ["j22", "j23", "j24"]) expect(here.has(person)).toBe(true);
  });

  test("on the strict reading are three fewer", () => {
    const { after } = scenario.lay("strict-reading");
    const left = new Set([...after.list("registration", [undefined, "JINR-Dubna"], day("2024-12-01"))]);
    expect(left.size).toBe(24);
  });
});

test("the vote of June 2024 could have been the last: notice on 27 July ends it, on 28 July it runs to 2030", () => {
  const days = (decision: string): string =>
    formatIntervals(scenario.lay(decision).drafted.agreements.get("ICA-JINR")!.inForce.days);
  expect(days("end-jinr")).toBe("2010-01-28 to 2025-01-27");
  expect(days("notice-a-day-late")).toBe("2010-01-28 to 2030-01-27");
  expect(days("lift-the-measures")).toBe("from 2010-01-28");
});
