/** What members owe and who votes all the same, as a registry states it: by day, by what was known, corrected, with its instrument. */
import { day } from "@comity/calendar";
import { actsFromJson, fold, type Json } from "@comity/registry";
import { describe, expect, it } from "vitest";
import { type Body, CouncilError, readBody, seat, standingsOn } from "../src/index.ts";

const source = { source: "made up", isVerified: true };
const COUNCIL: Body = readBody(
  JSON.stringify({
    body: "Council",
    title: { en: "A made-up council", fr: "Un conseil inventé" },
    isMadeUp: true,
    memberKind: "state",
    members: [{ member: "NO" }, { member: "SU" }],
    arrears: { words: { en: "no vote", fr: "pas de vote" }, ...source },
    usualRule: "unanimity",
    rules: [{ id: "unanimity", ...source }],
  }),
  "council.json",
);

const DUES = ["party", "body", "unpaid", "due_this_year", "due_last_year"].map((name, at) => ({
  name,
  type: at < 2 ? "string" : "integer",
}));
const WAIVER = ["party", "body"].map((name) => ({ name, type: "string" }));

const statement = (id: string, on: string, more: object, columns: readonly object[], record: string) => ({
  act: "statement",
  id,
  on,
  recorded: on,
  by: "the treasurer",
  record,
  columns,
  ...more,
});
const owes = (id: string, on: string, values: readonly unknown[], more: object = {}) =>
  statement(id, on, { values, instrument: `statement ${id}`, ...more }, DUES, "unpaid_contributions");
const waives = (id: string, on: string, lastDay: string, more: object = {}) =>
  statement(
    id,
    on,
    { values: ["NO", "Council"], lastDay, instrument: `resolution ${id}`, ...more },
    WAIVER,
    "vote_restored",
  );

const STATED = [
  owes("1", "2024-01-15", ["NO", "Council", 201, 100, 100]),
  owes("2", "2024-01-15", ["SU", "Council", 200, 100, 100]),
  owes("3", "2024-01-15", ["SU", "Other", 999, 100, 100]),
  // The council lets it vote for half a year, known ten days later; then it pays.
  waives("4", "2024-03-01", "2024-08-31", { recorded: "2024-03-11" }),
  owes("5", "2024-10-01", ["NO", "Council", 0, 100, 100]),
];
const header = { on: "2000-01-01", recorded: "2000-01-01", by: "", instrument: "" };
const PARTIES = [
  ...["NO", "SU"].map((party) => ({
    act: "party",
    id: `p-${party}`,
    party,
    title: party,
    kind: "State",
    ...header,
  })),
  ...["Council", "Other"].map((body) => ({ act: "body", id: `b-${body}`, body, title: body, ...header })),
];

const reason = (on: string, { knownOn = "2025-01-01", acts = STATED as readonly object[] } = {}) => {
  const known = actsFromJson([...PARTIES, ...acts] as Json[]);
  const standings = standingsOn(seat(COUNCIL, fold(known, { knownOn: day(knownOn) })), day(on), {
    rule: { voters: "members" },
  });
  return standings.flatMap(({ member, hasVote, because, dues, waiver }) =>
    because === undefined
      ? []
      : [`${member} ${hasVote ? "votes" : "no vote"}: ${waiver?.instrument ?? dues?.source}`],
  );
};

describe("arrears by the registry", () => {
  it.each([
    ["2024-01-14", []],
    ["2024-01-15", ["NO no vote: statement 1"]],
    ["2024-02-29", ["NO no vote: statement 1"]],
    ["2024-03-01", ["NO votes: resolution 4"]],
    ["2024-08-31", ["NO votes: resolution 4"]],
    ["2024-09-01", ["NO no vote: statement 1"]],
    ["2024-09-30", ["NO no vote: statement 1"]],
    ["2024-10-01", []],
  ])("take and give back the vote on %s", (on, expected) => {
    expect(reason(on)).toEqual(expected);
  });

  it("are what was known then: nobody had heard of the decision yet", () => {
    expect(reason("2024-03-05", { knownOn: "2024-03-10" })).toEqual(["NO no vote: statement 1"]);
    expect(reason("2024-03-05", { knownOn: "2024-03-11" })).toEqual(["NO votes: resolution 4"]);
  });

  it("are corrected by another act, and end on their last day", () => {
    const corrected = owes("6", "2024-01-15", ["NO", "Council", 200, 100, 100], {
      recorded: "2024-02-01",
      corrects: "1",
    });
    expect(reason("2024-02-10", { acts: [...STATED, corrected] })).toEqual([]);
    expect(reason("2024-02-10", { acts: [...STATED, corrected], knownOn: "2024-01-31" })).toEqual([
      "NO no vote: statement 1",
    ]);
    const until = owes("7", "2024-01-15", ["SU", "Council", 201, 100, 100], { lastDay: "2024-01-20" });
    expect(reason("2024-01-20", { acts: [until] })).toEqual(["SU no vote: statement 7"]);
    expect(reason("2024-01-21", { acts: [until] })).toEqual([]);
  });

  it("matter to a body that knows of arrears alone, and beside what its file says", () => {
    const folded = fold(actsFromJson([...PARTIES, ...STATED] as Json[]));
    const heedless = seat({ ...COUNCIL, arrears: undefined }, folded);
    const votes = (body: typeof heedless) =>
      standingsOn(body, day("2024-02-01"), { rule: { voters: "members" } }).filter(({ hasVote }) => hasVote)
        .length;
    expect(votes(heedless)).toBe(2);
    const owed = { member: "SU", unpaid: 9, dueThisYear: 1, dueLastYear: 1, source: "letter" };
    const dues = [{ ...owed, from: day("2024-01-20"), to: day("2024-12-31") }];
    expect(votes(seat({ ...COUNCIL, dues }, folded))).toBe(0);
  });

  it("are refused by name where the record has other columns, or an amount is none", () => {
    const stated = (columns: readonly object[], values: readonly unknown[]) => () =>
      reason("2024-02-01", {
        acts: [statement("8", "2024-01-15", { values, instrument: "x" }, columns, "unpaid_contributions")],
      });
    expect(stated(DUES.slice(0, 3), ["NO", "Council", 5])).toThrow(
      "the record `unpaid_contributions` of this registry has no column `due_this_year`",
    );
    expect(stated(DUES.slice(0, 3), ["NO", "Council", 5])).toThrow(CouncilError);
    expect(stated(DUES, ["NO", "Council", 5, -1, 0])).toThrow(
      "`due_this_year` of the record `unpaid_contributions` is `-1`, which is no whole amount",
    );
  });
});
