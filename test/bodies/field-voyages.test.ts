/** Field voyages, 2022: leave per person, place and dates, beside a survey that is called off for everybody. */
import { day } from "@comity/calendar";
import { beforeAll, describe, expect, test } from "vitest";
import { BodyInTheRecord, describeBody } from "./body-in-the-record.ts";

describe("NOAA and the salmon survey; the polar bears", () => {
  describeBody("field-voyages", "field-voyages-2022");

  describe("leave", () => {
    let body: BodyInTheRecord;
    beforeAll(() => {
      body = new BodyInTheRecord("field-voyages", "field-voyages-2022");
    });

    test("that ends takes from one person one voyage, and nothing else from anybody", () => {
      const held = (knownOn: string) =>
        body.policy.predicates
          .filter(({ role }) => role === "entitlement")
          .flatMap(({ name }) =>
            [...body.known(day(knownOn)).evaluation.list(name)].map(({ tuple, days }) =>
              JSON.stringify([name, ...tuple, ...days]),
            ),
          );
      const [before, after] = [new Set(held("2022-02-24")), new Set(held("2022-02-25"))];
      const lost = [...before].filter((each) => !after.has(each));
      expect(lost).toHaveLength(1);
      expect(JSON.parse(lost[0]!).slice(0, 3)).toEqual(["aboard", "p12", "tinro"]);
      expect([...after].filter((each) => !before.has(each))).toEqual([]);
    });

    test("is asked of nobody but the agencies' own people, and of them abroad only", () => {
      const { evaluation } = body.known(day("2022-05-01"));
      const asked = [...evaluation.list("needs_leave")].map(({ tuple }) => tuple as string[]);
      const people = new Set(asked.map(([person]) => person));
      expect([...people].sort()).toEqual(["p01", "p02", "p03", "p04", "p12", "p18", "p19", "p20"]);
      expect(new Set(asked.map(([, place]) => place))).toEqual(
        new Set(["Tinro", "Sir John Franklin", "Wrangel Island"]),
      );
    });
  });
});
