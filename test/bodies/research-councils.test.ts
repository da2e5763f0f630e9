/** Research councils, spring 2022: freezes of different kinds, and what is left to whoever comes under several. */
import { day } from "@comity/calendar";
import { explain } from "@comity/policy";
import { beforeAll, describe, expect, test } from "vitest";
import { BodyInTheRecord, describeBody } from "./body-in-the-record.ts";

describe("national research councils", () => {
  describeBody("research-councils", "research-councils-2022");

  describe("one person under three regimes", () => {
    let body: BodyInTheRecord;
    beforeAll(() => {
      body = new BodyInTheRecord("research-councils", "research-councils-2022");
    });
    const asked = (activity: string) => {
      const { folded, evaluation } = body.known(day("2022-05-01"));
      const tuple = ["p05", "mesh", activity];
      return explain(evaluation, body.policy, folded.facts, "may_do", tuple, day("2022-03-04"));
    };

    test("is told the reason of each regime that says no, and the yes of each other", () => {
      const told = asked("joint event");
      if (told.answer !== "no") throw new Error("a no is expected");
      const [way] = told.rules;
      expect(way!.held.map(({ predicate }) => predicate)).toEqual(["cnr_allows", "mur_allows", "carried"]);
      const lacking = way!.lacks.map((lack) => ("predicate" in lack ? lack.predicate : ""));
      expect(lacking).toEqual(["dfg_allows", "cnrs_allows", "dutch_allow"]);
      // Under each of the three stands the freeze that stops it, of its own kind.
      for (const freeze of ["joint projects", "new collaborations", "formal cooperation"])
        expect(JSON.stringify(way!.lacks)).toContain(`"${freeze}"`);
    });

    test("is told every regime's yes where all say yes", () => {
      const told = asked("work at home");
      expect(told.answer).toBe("yes");
      for (const regime of [
        "dfg_allows",
        "cnrs_allows",
        "cnr_allows",
        "mur_allows",
        "dutch_allow",
        "carried",
      ])
        expect(JSON.stringify(told)).toContain(`"${regime}"`);
    });
  });

  test("a draft that changes no agreement names no agreement as the reason why somebody is not touched", () => {
    const { notTouched } = new BodyInTheRecord("research-councils", "research-councils-2022").sheet(
      "dfg-2022-03-02",
    );
    expect(notTouched.map(({ ids, because }) => [ids.length, because])).toEqual([
      [2, "on 2022-03-02 nothing that they hold hangs on what the draft changes"],
      [2, "on 2022-03-02 nothing that they hold hangs on what the draft changes"],
    ]);
  });
});
