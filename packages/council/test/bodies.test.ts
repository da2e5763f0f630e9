/** Bodies as data: what is wrong with a file, who sits on a day, who has a vote, and why not. */
import { readFileSync } from "node:fs";
import { type Day, day } from "@comity/calendar";
import { type Act, fold } from "@comity/registry";
import { describe, expect, it } from "vitest";
import {
  BodyError,
  CouncilError,
  countVotes,
  isInArrears,
  membersOn,
  outcomeOf,
  readBody,
  ruleOf,
  seat,
  sizeOf,
  standingsOn,
  votersOf,
} from "../src/index.ts";

const file = (name: string): string =>
  readFileSync(new URL(`../../../policies/${name}`, import.meta.url), "utf8");

/** The smallest body there is. */
const SMALL = {
  body: "Small",
  title: { en: "Small", fr: "Petit" },
  memberKind: "institute",
  members: [{ member: "a" }, { member: "b" }],
  usualRule: "unanimity",
  rules: [{ id: "unanimity", source: "made up", isVerified: true }],
};

const problemsOf = (value: unknown): string[] => {
  try {
    readBody(typeof value === "string" ? value : JSON.stringify(value), "small.json");
  } catch (error) {
    if (error instanceof BodyError) return error.message.split("\n");
  }
  return [];
};

describe("a body's file", () => {
  it("is read where it is right", () => {
    expect(problemsOf(SMALL)).toEqual([]);
    expect(readBody(file("council-ring-board.json"), "").isMadeUp).toBe(true);
    expect([...readBody(file("council-cern.json"), "").rules.keys()]).toHaveLength(8);
  });

  const source = { source: "made up", isVerified: true };
  it.each<[string, unknown, string[]]>([
    [
      "empty",
      "",
      [
        "small.json, line 1, column 1: the file is empty: a body is written as JSON",
        "  help: expected a JSON value",
      ],
    ],
    [
      "cut off",
      '{ "body": "Small"',
      [
        "small.json, line 1, column 18: the text ends in the middle of a JSON value",
        "  help: expected `,` or `}`",
      ],
    ],
    [
      "a field twice",
      '{ "body": "a", "body": "b" }',
      ["small.json, line 1, column 16: the field `body` is written twice"],
    ],
    ["a field unknown", { ...SMALL, quorom: 1 }, ["small.json, quorom: `quorom` is no field here"]],
    [
      "a source missing",
      { ...SMALL, rules: [{ id: "unanimity", isVerified: true }] },
      ["small.json, rules[0].source: `source` is missing"],
    ],
    [
      "no such rule as usual",
      { ...SMALL, usualRule: "unanimous" },
      ["small.json, usualRule: `unanimous` is none of the rules of this body"],
    ],
    [
      "a rule without words",
      { ...SMALL, usualRule: "ours", rules: [{ id: "ours", ...source }] },
      [
        "small.json, rules[0]: `ours` is not among the usual rules, and does not say what it `needs`",
        "  help: the usual rules are `simple-of-voting`, `two-thirds-of-voting`, `two-thirds-of-all`, `two-thirds-of-all-and-of-participants`, `two-thirds-of-all-no-participant-objecting`, `unanimity`, `no-negative-vote`, `consensus`",
      ],
    ],
    [
      "a share of more than the whole",
      {
        ...SMALL,
        usualRule: "ours",
        rules: [
          {
            id: "ours",
            title: { en: "x", fr: "x" },
            needs: [{ kind: "share", share: [3, 2], bound: "at least", of: "all" }],
            ...source,
          },
        ],
      },
      ["small.json, rules[0].needs[0].share: a share is no more than the whole"],
    ],
    [
      "a day that is none",
      { ...SMALL, members: [{ member: "a", from: "2024-02-30" }] },
      ["small.json, members[0].from: `2024-02-30` is not a day: February 2024 has 29 days"],
    ],
    [
      "days backwards, dues of a stranger, a rule twice",
      {
        ...SMALL,
        members: [{ member: "a", from: "2024-02-01", lastDay: "2024-01-31" }],
        dues: [{ member: "c", from: "2024-01-01", unpaid: 0, dueThisYear: 1, dueLastYear: 1 }],
        rules: [...SMALL.rules, ...SMALL.rules],
      },
      [
        "small.json, rules[1].id: the rule `unanimity` is there twice",
        "small.json, members[0].lastDay: its last day comes before its first",
        "small.json, dues[0].member: `c` is no member of this body",
      ],
    ],
  ])("is refused: %s", (_, value, expected) => {
    expect(problemsOf(value)).toEqual(expected);
  });
});

describe("arrears", () => {
  it.each([
    [200, 100, 100, false],
    [201, 100, 100, true],
    [0, 0, 0, false],
    [1, 0, 0, true],
  ])("%i unpaid, %i and %i due: %s", (unpaid, dueThisYear, dueLastYear, expected) => {
    expect(isInArrears({ unpaid, dueThisYear, dueLastYear })).toBe(expected);
  });

  const board = seat(readBody(file("council-ring-board.json"), "ring.json"), fold([]));
  const reasons = (on: string, programme?: string, voters: "members" | "participants" = "members") =>
    Object.fromEntries(
      standingsOn(board, day(on), { rule: { voters }, programme })
        .filter(({ because }) => because !== undefined)
        .map(({ member, hasVote, because }) => [member, `${hasVote ? "votes" : "no vote"}: ${because}`]),
    );

  it.each([
    ["2024-01-14", {}],
    ["2024-01-15", { Lake: "no vote: arrears", Ridge: "no vote: arrears" }],
    // The waiver of one, day by day; the other has paid.
    ["2024-02-29", { Lake: "no vote: arrears", Ridge: "no vote: arrears" }],
    ["2024-03-01", { Lake: "no vote: arrears", Ridge: "votes: waiver" }],
    ["2024-09-01", { Lake: "no vote: arrears", Ridge: "votes: waiver" }],
    ["2024-09-02", { Ridge: "votes: waiver" }],
    ["2024-12-31", { Ridge: "votes: waiver" }],
    ["2025-01-01", { Ridge: "no vote: arrears" }],
  ])("take the vote on %s", (on, expected) => {
    expect(reasons(on)).toEqual(expected);
  });

  it("leave a member a member: it counts among all", () => {
    const standings = standingsOn(board, day("2024-02-01"), { rule: ruleOf(board) });
    expect(sizeOf(standings)).toEqual({ all: 9, entitled: 7, participants: 0 });
    const votes = new Map(
      ["North", "South", "East", "West", "Harbour"].map((member) => [member, "in favour" as const]),
    );
    const count = countVotes(votersOf(standings), votes);
    expect(outcomeOf(ruleOf(board, "two-thirds-of-all"), count).verdict).toBe("short");
    expect(() => countVotes(votersOf(standings), new Map([["Lake", "against"]]))).toThrow(
      "`Lake` has no vote on this motion",
    );
  });

  it("matter where only participants vote, too", () => {
    expect(reasons("2024-02-01", "tracker", "participants")).toMatchObject({
      South: "no vote: not-in-programme",
      Ridge: "no vote: arrears",
    });
    expect(reasons("2019-12-31", "tracker", "participants")).toHaveProperty("Island");
    expect(reasons("2020-01-01", "tracker", "participants")).not.toHaveProperty("Island");
    expect(() => reasons("2024-02-01", "calorimeter")).toThrow(CouncilError);
  });
});

describe("members by the registry", () => {
  const header = (id: string, on: string) => ({
    id,
    on: day(on),
    recorded: day(on),
    by: "test",
    instrument: "x",
  });
  const acts: Act[] = [
    { ...header("1", "2000-01-01"), act: "party", party: "NO", title: "Norland", kind: "State" },
    { ...header("2", "2000-01-01"), act: "body", body: "Council", title: "Council" },
    {
      ...header("3", "2000-01-01"),
      act: "status",
      party: "NO",
      status: "member state",
      lastDay: day("2010-12-31"),
    },
    { ...header("4", "2012-01-01"), act: "status", party: "NO", status: "member state" },
    { ...header("5", "2000-01-01"), act: "status", party: "SU", status: "associate member" },
    { ...header("6", "2000-01-01"), act: "observer", party: "OB", body: "Council" },
    { ...header("7", "2000-01-01"), act: "observer", party: "OB", body: "Other" },
    {
      ...header("8", "2022-03-08"),
      act: "observer suspension",
      party: "OB",
      body: "Council",
      lastDay: day("2023-03-07"),
    },
  ] as Act[];
  const council = seat(readBody(file("council-cern.json"), "council-cern.json"), fold(acts));
  const on = (written: string): Day => day(written);

  it("come and go by their days", () => {
    const names = (written: string) =>
      membersOn(council, on(written)).map(({ member, title }) => `${member} ${title}`);
    expect(names("1999-12-31")).toEqual([]);
    expect(names("2010-12-31")).toEqual(["NO Norland"]);
    expect(names("2011-06-01")).toEqual([]);
    expect(names("2012-01-01")).toEqual(["NO Norland"]);
  });

  it("and observers, but while they are suspended", () => {
    const sits = (written: string): number => membersOn({ seats: council.observerSeats }, on(written)).length;
    expect(["2022-03-07", "2022-03-08", "2023-03-07", "2023-03-08"].map(sits)).toEqual([1, 0, 0, 1]);
    expect(membersOn({ seats: council.associateSeats }, on("2020-01-01"))).toHaveLength(1);
  });
});
