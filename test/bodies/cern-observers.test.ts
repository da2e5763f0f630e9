/** Observer status, suspended on 8 March 2022 while cooperation goes on: a right of the state, not of the people. */
import { day } from "@comity/calendar";
import { describe, expect, test } from "vitest";
import { Scenario, testExpected } from "./expected-outcomes.ts";

const scenario = new Scenario("cern-observers", "cern");

testExpected(scenario);

describe("a right of the state", () => {
  test("is lost by the party alone: whatever has a person in it stays to the day", () => {
    const { before, after, losses } = scenario.lay("council-2022-03-08");
    expect(losses.people.size).toBe(0);
    const touched = [...before.difference(after)].map(({ predicate, tuple }) => [predicate, tuple[0]]);
    expect(touched.length).toBeGreaterThan(2);
    expect(new Set(touched.map(([, first]) => first))).toEqual(new Set(["RU"]));
    expect(new Set(touched.map(([predicate]) => predicate))).toEqual(
      new Set(["observer_rights", "session_attendance", "new_project"]),
    );
  });

  test("is another than the people's: whoever suspends the agreement takes theirs, and leaves the seat", () => {
    const { after, losses } = scenario.lay("suspend-the-agreement");
    expect([...losses.people.keys()].sort()).toEqual(["o01", "o02", "o03", "o04", "o05", "o06", "o07"]);
    expect([...after.list("observer_rights", ["RU", "Council"], day("2022-06-17"))]).toHaveLength(1);
    expect([...after.list("session_attendance", ["RU", "208-open"])]).toHaveLength(1);
  });
});

describe("suspended, not ended", () => {
  const statusOn = (side: ReturnType<Scenario["lay"]>["after"], on: string): boolean =>
    [...side.list("observer", ["RU", "Council"], day(on))].length === 1;

  test("a suspended status is there to be taken up again, an ended one is not", () => {
    expect(statusOn(scenario.lay("council-2022-03-08").after, "2024-06-21")).toBe(true);
    expect(statusOn(scenario.lay("end-observer-status").after, "2024-06-21")).toBe(false);
    // Lifted in June 2024, and so the last day of the suspension is the last day without the right.
    const { after } = scenario.lay("lift-the-suspension");
    expect([...after.list("observer_rights", ["RU"], day("2024-06-20"))]).toEqual([]);
    expect([...after.list("session_attendance", ["RU", "217-open"], day("2024-06-21"))]).toHaveLength(1);
  });
});
