/** International Astronomical Union, March 2022: a petition to ban is rejected, nothing changes, and the record says that it was asked. */
import { day } from "@comity/calendar";
import { eachFact } from "@comity/policy";
import { beforeAll, describe, expect, test } from "vitest";
import { BodyInTheRecord, describeBody } from "./body-in-the-record.ts";

describe("International Astronomical Union", () => {
  describeBody("astronomical-union", "astronomical-union-2022");

  test("a ban would have spared who moved in time, and who also belongs to an institute elsewhere, and says so", () => {
    const { notTouched } = new BodyInTheRecord("astronomical-union", "astronomical-union-2022").sheet(
      "grant",
    );
    expect(notTouched.map(({ group, ids, people, because }) => [group, ids, people, because])).toEqual([
      [
        "moved",
        ["ror:010pmpe69"],
        1,
        "they now are at another institute: what counts is the institute of the day, not an earlier one",
      ],
      [
        "also elsewhere",
        ["ror:05dkdaa55"],
        1,
        "they lose nothing through the one concerned, since they belong to another",
      ],
    ]);
  });

  describe("the rejection", () => {
    let body: BodyInTheRecord;
    beforeAll(() => {
      body = new BodyInTheRecord("astronomical-union", "astronomical-union-2022");
    });

    test("leaves every entitlement of everybody as it was the day before, and as it was before the petition", () => {
      const entitlements = body.policy.predicates.filter(({ role }) => role === "entitlement");
      const held = (knownOn: string) =>
        entitlements.flatMap(({ name }) =>
          [...body.known(day(knownOn)).evaluation.list(name)].map(({ tuple, days }) => [
            name,
            ...tuple,
            ...days,
          ]),
        );
      const after = held("2022-03-07");
      expect(after.length).toBeGreaterThan(60);
      expect(held("2022-03-06")).toEqual(after);
      expect(held("2022-03-01")).toEqual(after);
    });

    test("is on record with its ground, from the day on which it was recorded", () => {
      const answers = (knownOn: string) =>
        [...eachFact(body.known(day(knownOn)).folded.facts)]
          .filter(({ record }) => record === "petition" || record === "answer")
          .map(({ record, tuple }) => [record, tuple[0]]);
      expect(answers("2022-03-01")).toEqual([]);
      expect(answers("2022-03-06")).toEqual([["petition", "PET-1"]]);
      expect(answers("2022-03-07")).toEqual([
        ["petition", "PET-1"],
        ["answer", "PET-1"],
      ]);
    });
  });
});
