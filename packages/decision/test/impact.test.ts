/** The fact sheet of small drafts, every figure known by heart. */
import { day } from "@comity/calendar";
import { describe, expect, test } from "vitest";
import {
  type Draft,
  endAgreement,
  type FactSheet,
  hideSmallCells,
  impactOf,
  readDraft,
} from "../src/index.ts";
import { ACTS, act, worldOn } from "./small-world.ts";

const world = worldOn();

function sheetOf(acts: readonly object[], date = "2023-12-15"): FactSheet {
  const text = JSON.stringify({ title: "a draft", date, acts });
  const { draft, folded } = readDraft(text, { foldOn: () => world.folded });
  return impactOf(folded, world.evaluation, draft);
}

const ending: Draft = endAgreement(world.folded, "ICA-BB");
const ended = impactOf(world.folded, world.evaluation, ending);

describe("the end of an agreement", () => {
  test("who loses something, and at how many institutes", () => {
    // Cleo leaves on the last day anyway.
    expect([ended.people, ended.institutes]).toEqual([4, 2]);
    expect([ended.lastDayBefore, ended.firstDay]).toEqual(["2024-11-30", "2024-12-01"]);
  });

  test("each entitlement by the first day without it", () => {
    const on = (lastDay: string, first: string, people: number) => [{ day: first, lastDay, people }];
    expect(
      ended.entitlements.map(({ name, counts, people, byDay }) => ({ name, counts, people, byDay })),
    ).toEqual([
      { name: "registration", counts: "Person", people: 4, byDay: on("2024-11-30", "2024-12-01", 4) },
      { name: "access", counts: "Person", people: 3, byDay: on("2024-11-30", "2024-12-01", 3) },
      { name: "account", counts: "Person", people: 3, byDay: on("2025-01-29", "2025-01-30", 3) },
      { name: "data", counts: "Person", people: 1, byDay: on("2024-11-30", "2024-12-01", 1) },
      { name: "permit", counts: "Dependant", people: 2, byDay: on("2024-11-30", "2024-12-01", 2) },
    ]);
    expect(ended.entitlements.map(({ title }) => title)).toEqual([
      "may be registered through an institute",
      "may enter the site",
      "the account of a person works",
      "may use the data of an experiment",
      "may stay",
    ]);
  });

  test("at which institutes, each person once at each", () => {
    expect(ended.byInstitute).toEqual([
      { id: "east", name: "Institute east", party: "BB", partyName: "State B", people: 3 },
      { id: "east2", name: "Institute east2", party: "BB", partyName: "State B", people: 1 },
    ]);
    expect(ended.experiments).toEqual([{ id: "X", title: "Experiment X", people: 1 }]);
  });

  test("whom it would not touch, and why not", () => {
    expect(ended.keepElsewhere).toBe(1);
    expect(ended.notTouched).toEqual([
      {
        group: "same state",
        institute: "Institute lab",
        ids: ["lab"],
        people: 2,
        because: "an international organisation with an agreement of its own in force, `ICA-LAB`",
      },
      {
        group: "moved",
        institute: "people who were at one of these institutes and have moved",
        ids: ["east"],
        people: 1,
        because:
          "they now take part through another institute that is covered: what counts is the institute of the day, not an earlier one",
      },
      {
        group: "also elsewhere",
        institute: "people who also belong to an institute elsewhere",
        ids: ["east"],
        people: 1,
        because:
          "they go on through an institute that is covered, and lose nothing but what they had through the one concerned",
      },
    ]);
  });

  test("marks of those hit, on the day known on", () => {
    expect(ended.marks).toEqual({ missionCritical: 1, underReview: 1, residentNearby: 1, dependants: 2 });
    expect(ended.byMark).toEqual([
      { mark: "mission critical", people: 1 },
      { mark: "under review", people: 1 },
    ]);
  });

  test("the agreements that end, with what stands under them", () => {
    expect(
      ended.agreements.map(({ id, change, day, lastDay, with: parent }) => [
        id,
        change,
        lastDay,
        day,
        parent,
      ]),
    ).toEqual([
      ["ICA-BB", "ends", "2024-11-30", "2024-12-01", undefined],
      ["MoU-X-BB", "ends", "2024-11-30", "2024-12-01", "ICA-BB"],
    ]);
  });

  test("nothing is gained and no clause broken", () => {
    expect([ended.gains.people, ended.admissible, ended.clauses, ended.warnings]).toEqual([0, true, [], []]);
  });

  test("the sheet is its own JSON, the same every time", () => {
    expect(JSON.parse(JSON.stringify(ended))).toEqual(ended);
    const again = worldOn();
    expect(
      JSON.stringify(impactOf(again.folded, again.evaluation, endAgreement(again.folded, "ICA-BB"))),
    ).toBe(JSON.stringify(ended));
  });

  test("all of it", async () => {
    await expect(`${JSON.stringify(ended, null, 2)}\n`).toMatchFileSnapshot(
      "golden/end-of-an-agreement.json",
    );
  });

  test("the order in which acts come does not matter", () => {
    const reversed = worldOn("2023-12-15", [...ACTS].reverse());
    const sheet = impactOf(reversed.folded, reversed.evaluation, endAgreement(reversed.folded, "ICA-BB"));
    expect(sheet).toEqual(ended);
  });
});

describe("other drafts", () => {
  test("the end of an organisation's agreement leaves the state around it alone", () => {
    const sheet = impactOf(world.folded, world.evaluation, endAgreement(world.folded, "ICA-LAB"));
    expect([sheet.people, sheet.byInstitute.map(({ id }) => id)]).toEqual([2, ["lab"]]);
    expect(sheet.notTouched).toEqual([
      {
        group: "same state",
        institute: "2 institutes governed by State B",
        ids: ["east", "east2"],
        people: 4,
        because: "governed by State B, a state with an agreement of its own in force, `ICA-BB`",
      },
    ]);
  });

  test("closed to newcomers: nobody who is there loses anything, by the rule that says so", () => {
    const sheet = sheetOf([{ act: "closing to newcomers", agreement: "ICA-BB", on: "2024-03-01" }]);
    expect([sheet.people, sheet.agreements.map(({ change, day }) => [change, day])]).toEqual([
      0,
      [
        ["closed", "2024-03-01"],
        ["closed", "2024-03-01"],
      ],
    ]);
    expect(sheet.notTouched.find(({ group }) => group === "same agreement")).toEqual({
      group: "same agreement",
      institute: "institutes of State B",
      ids: ["east", "east2"],
      people: 5,
      because:
        "they go on by the rule `grandfathered`: the person was at the institute when it was closed, and stayed",
    });
  });

  test("exceptions keep people on, and one who is not there makes the draft inadmissible", () => {
    const end = { act: "termination", agreement: "ICA-BB", lastDay: "2024-11-30" };
    const exception = { act: "exception", agreement: "ICA-BB", on: "2024-12-01" };
    const good = sheetOf([end, { ...exception, persons: ["anna", "ben"] }]);
    expect([good.people, good.admissible]).toEqual([2, true]);
    expect(good.decision.acts).toEqual([
      "`ICA-BB` ends, last day 2024-11-30",
      "2 people are excepted from what happens to `ICA-BB`, from 2024-12-01",
    ]);
    expect(good.notTouched.find(({ group }) => group === "excepted")).toMatchObject({
      people: 2,
      because: "the decision excepts them from what happens to `ICA-BB`",
    });
    const bad = sheetOf([end, { ...exception, persons: ["anna", "ida"] }]);
    expect(bad.admissible).toBe(false);
    expect(bad.clauses).toEqual([
      {
        clause: "an exception names a person who is not there",
        source: "drafting",
        cases: 1,
        examples: ["person ida, agreement ICA-BB"],
        days: [{ day: "2024-12-01", lastDay: "2024-12-01" }],
      },
    ]);
    expect(hideSmallCells(bad).clauses).toMatchObject([{ cases: null, examples: [] }]);
  });

  test("a suspension ends and gives back", () => {
    const sheet = sheetOf([
      { act: "suspension", agreement: "ICA-BB", on: "2024-01-01", lastDay: "2024-06-30" },
    ]);
    expect(sheet.agreements[0]).toMatchObject({
      change: "suspended",
      day: "2024-01-01",
      through: "2024-06-30",
    });
    // Cleo is there on these days.
    expect(sheet.people).toBe(5);
    expect(sheet.money.experiments).toEqual([]);
    const back = (day: string, lastDay: string, people: number) => ({
      people,
      byDay: [{ day, lastDay, people }],
    });
    expect(sheet.entitlements.map(({ name, people, again }) => [name, people, again])).toEqual([
      ["registration", 5, back("2024-07-01", "2024-06-30", 5)],
      // Dan had access through another institute all along.
      ["access", 4, back("2024-07-01", "2024-06-30", 4)],
      ["account", 4, back("2024-07-01", "2024-06-30", 4)],
      ["data", 1, back("2024-07-01", "2024-06-30", 1)],
      ["permit", 2, back("2024-07-01", "2024-06-30", 2)],
    ]);
  });

  test("what ends on the last day of a suspension anyway does not come back, and what ends for good neither", () => {
    const sheet = sheetOf([
      { act: "suspension", agreement: "ICA-BB", on: "2024-11-01", lastDay: "2024-11-30" },
    ]);
    // Cleo leaves on that day.
    expect(sheet.entitlements[0]).toMatchObject({ name: "registration", people: 5, again: { people: 4 } });
    expect(ended.entitlements.some((each) => "again" in each)).toBe(false);
  });

  test("the status of an observer is a party's, and no person's", () => {
    const sheet = sheetOf([{ act: "observer suspension", party: "BB", body: "Council", on: "2024-01-01" }]);
    expect(sheet.people).toBe(0);
    expect(sheet.entitlements).toEqual([
      {
        name: "seat_in",
        title: "may attend a body",
        counts: "Party",
        impersonal: true,
        people: 1,
        byDay: [{ day: "2024-01-01", lastDay: "2023-12-31", people: 1 }],
      },
    ]);
  });

  test("what an earlier decision took away a later one can give back", () => {
    const decided = [
      ...ACTS,
      act("termination", { agreement: "ICA-BB", on: day("2023-12-15"), lastDay: day("2024-11-30") }),
    ];
    const later = worldOn("2024-01-31", decided);
    const text = JSON.stringify({
      title: "postpone",
      date: "2024-01-31",
      acts: [{ act: "postponement", agreement: "ICA-BB", lastDay: "2025-05-31" }],
    });
    const { draft } = readDraft(text, { foldOn: () => later.folded });
    const sheet = impactOf(later.folded, later.evaluation, draft);
    expect(sheet.people).toBe(0);
    expect(sheet.gains.people).toBe(4);
    expect(sheet.gains.entitlements[0]).toMatchObject({
      name: "registration",
      people: 4,
      byDay: [{ day: "2024-12-01", lastDay: "2024-11-30", people: 4 }],
    });
    expect(sheet.agreements[0]).toMatchObject({
      change: "goes on",
      day: "2024-12-01",
      through: "2025-05-31",
    });
  });

  test("who has again what an earlier decision took away is among those who go on", () => {
    const decided = [
      ...ACTS,
      act("termination", { agreement: "ICA-LAB", on: day("2023-12-15"), lastDay: day("2024-06-30") }),
    ];
    const later = worldOn("2024-01-31", decided);
    const end = { act: "termination", agreement: "ICA-BB", lastDay: "2024-11-30" };
    const exception = { act: "exception", agreement: "ICA-LAB", on: "2024-07-01", persons: ["gil"] };
    const excepting = (more: object): FactSheet => {
      const acts = [end, { ...exception, ...more }];
      const text = JSON.stringify({ title: "one of the other", date: "2024-01-31", acts });
      const { draft, folded } = readDraft(text, { foldOn: () => later.folded });
      return impactOf(folded, later.evaluation, draft);
    };
    const sheet = excepting({});
    expect([sheet.people, sheet.gains.people]).toEqual([4, 1]);
    // Gil is there on that day by the exception, and by nothing that the laboratory has. Hal is not: he has left before.
    expect(sheet.notTouched.filter(({ group }) => group !== "moved" && group !== "also elsewhere")).toEqual([
      {
        group: "excepted",
        institute: "people whom the decision names as exceptions",
        ids: [],
        people: 1,
        because: "the decision excepts them from what happens to `ICA-LAB`",
      },
    ]);
    // Gaining is not going on: an exception of three months has passed by the day on which the others lose something.
    const passed = excepting({ lastDay: "2024-09-30" });
    expect([passed.people, passed.gains.people]).toEqual([4, 1]);
    expect(passed.notTouched.map(({ group }) => group)).toEqual(["moved", "also elsewhere"]);
  });

  test("a draft that is so already says so", () => {
    const sheet = sheetOf([{ act: "status", party: "AA", status: "member state", on: "2024-01-01" }]);
    expect(sheet.warnings).toEqual(["the draft changes nothing: everything it asks for is so already"]);
  });
});
