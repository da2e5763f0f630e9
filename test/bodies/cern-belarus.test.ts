/** CERN and Belarus: notice by 27 December 2023, the end on 27 June 2024, and twenty contracts with it. */
import { day } from "@comity/calendar";
import { describe, expect, test } from "vitest";
import { holding, Scenario, testExpected } from "./expected-outcomes.ts";

const scenario = new Scenario("cern-belarus", "cern");

testExpected(scenario);

describe("the end of the agreement", () => {
  const known = scenario.knownOn("2024-06-30");

  test("takes twenty contracts, all through Belarusian institutes alone", () => {
    const on = (text: string): Set<unknown> =>
      new Set(holding(known, "contract_of_association", [], day(text)).map(([person]) => person));
    const after = on("2024-06-28");
    const ended = [...on("2024-06-27")].filter((person) => !after.has(person));
    expect(ended).toHaveLength(20);
    for (const person of ended) {
      expect(holding(known, "under", [String(person), "ICA-BY"], day("2024-06-27"))).toHaveLength(1);
      expect(holding(known, "affiliated", [String(person)], day("2024-06-28"))).toHaveLength(1);
      // The paper runs on; what it gave does not.
      expect(holding(known, "contract", [String(person)], day("2024-06-28"))).toHaveLength(1);
    }
  });

  test("leaves whoever has another footing", () => {
    const left = holding(known, "contract_of_association", [], day("2024-06-28")).map(([person]) => person);
    expect(left.sort()).toEqual(["b22", "b24"]);
  });
});

describe("notice", () => {
  test("on the last day and a day late are five years apart", () => {
    const end = (decision: string): number => scenario.lay(decision).drafted.agreements.get("ICA-BY")!.to!;
    expect(end("notice-on-the-last-day")).toBe(day("2024-06-28"));
    expect(end("notice-a-day-late")).toBe(day("2029-06-28"));
    expect(scenario.sheet("notice-a-day-late").warnings.join()).toMatch(/came too late/);
  });
});
