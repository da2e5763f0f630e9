/** What those who are hit could do, by remedy. */
import { day } from "@comity/calendar";
import { describe, expect, test } from "vitest";
import { endAgreement, layDraft, remediesOf } from "../src/index.ts";
import { ACTS, act, worldOn } from "./small-world.ts";

const remediesFor = (agreement: string, acts = ACTS) => {
  const { folded, evaluation } = worldOn("2023-12-15", acts);
  return remediesOf(layDraft(folded, evaluation, endAgreement(folded, agreement)));
};

describe("remedies", () => {
  test("whom each would help, and what it would keep", () => {
    const found = remediesFor("ICA-BB");
    const keeps = found.map(({ keeps: kept }) => kept.map(({ name, people }) => [name, people]));
    expect(found.map(({ people }) => people)).toEqual([3, 1]);
    expect(found[0]!.remedy).toBe("be affiliated with an institute that may send people");
    expect(keeps[0]).toEqual([
      ["registration", 3],
      ["access", 3],
      ["account", 3],
      ["permit", 2],
    ]);
    // Where only one institute will do, the remedy may name it or say what it must have.
    expect(found[1]!.remedy).toMatch(
      /^be affiliated with (Institute north|an institute that has a team in the experiment and may send people)$/,
    );
    expect(keeps[1]).toEqual([
      ["registration", 1],
      ["access", 1],
      ["account", 1],
      ["data", 1],
      ["permit", 2],
    ]);
  });

  test("what one choice happens to bring is not counted: the other institute has no team", () => {
    const [first] = remediesFor("ICA-BB");
    expect(first!.keeps.map(({ name }) => name)).not.toContain("data");
    expect(first!.examples.length).toBeGreaterThan(1);
  });

  test("nobody is promised what an exception out of reach prevents", () => {
    const recalled = [
      ...ACTS,
      act("recall", { person: "ben", on: day("2024-12-01"), recorded: day("2023-12-01") }),
    ];
    expect(remediesFor("ICA-BB", recalled)[0]!.people).toBe(2);
  });

  test("a draft that hits nobody needs none", () => {
    const { folded, evaluation } = worldOn();
    const draft = { ...endAgreement(folded, "MoU-X-AA") };
    expect(remediesOf(layDraft(folded, evaluation, draft))).toEqual([]);
  });
});
