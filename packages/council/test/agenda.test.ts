/** From a motion to what comes of it: polarity and default, open and secret votes, no quorum, a tie, what is refused by which name. */
import { readFileSync } from "node:fs";
import { day } from "@comity/calendar";
import { fold } from "@comity/registry";
import { describe, expect, it } from "vitest";
import {
  type Agenda,
  addItem,
  addPaper,
  type Choice,
  CouncilError,
  consequenceOf,
  consequenceWords,
  draftToEnter,
  EFFECTS,
  emptyAgenda,
  type GivenVote,
  leaveUnput,
  type Motion,
  motionOf,
  noteDecision,
  noteRepresented,
  POLARITIES,
  readBody,
  readersOf,
  recordVote,
  seat,
  tableMotion,
  takesEffect,
  VERDICTS,
} from "../src/index.ts";

const board = seat(
  readBody(
    readFileSync(new URL("../../../policies/council-ring-board.json", import.meta.url), "utf8"),
    "ring",
  ),
  fold([]),
);
const on = day("2024-10-01");
const INSTITUTES = ["North", "South", "East", "West", "Harbour", "Ridge", "Lake", "Island", "Meadow"];
const recording = { body: board, on, writtenOn: "2024-10-01", at: "2024-10-01T10:00:00Z", by: "clerk" };

const MOTION: Motion = {
  title: "End the agreement with the institute of the hill",
  polarity: "terminate",
  rule: "two-thirds-of-all",
  clause: "4.2",
  default: { effect: "goes on", clause: "agreement, 8.3: renewed for five years" },
  ballot: "open",
  programme: undefined,
};
const SHEET = {
  draft: "abc",
  title: "End it",
  number: 1,
  revision: 3,
  sha256: "0".repeat(64),
  knownOn: "2024-09-30",
  agreements: ["HILL"],
};

const tabled = (more: Partial<Motion> = {}, decidedOn = SHEET): Agenda =>
  tableMotion(
    addItem(emptyAgenda("RingBoard", "12"), { title: "The hill", level: "closed", papers: [] }),
    1,
    { ...MOTION, ...more },
    { body: board, on, decidedOn },
  );

/** So many in favour and against, the rest of those given abstaining. */
const votes = (inFavour: number, against: number, of = INSTITUTES.length): GivenVote => ({
  votes: Object.fromEntries(
    INSTITUTES.slice(0, of).map((member, at): [string, Choice] => [
      member,
      at < inFavour ? "in favour" : at < inFavour + against ? "against" : "abstain",
    ]),
  ),
});

const refusalOf = (refused: () => unknown): string => {
  try {
    refused();
  } catch (error) {
    if (error instanceof CouncilError) return `${error.category}, ${error.code}: ${error.message}`;
  }
  return "it was not refused";
};

describe("what comes of a motion", () => {
  const law = { effect: "goes on" as const, clause: "Art. 8.3" };
  it("depends on its polarity and its default, and on nobody's guess", () => {
    const said = POLARITIES.flatMap((polarity) =>
      [...VERDICTS, undefined].map((verdict) => [
        polarity,
        verdict ?? "not put",
        consequenceOf({ polarity, default: law }, verdict).effect,
        consequenceOf({ polarity, default: undefined }, verdict).because,
      ]),
    );
    for (const [polarity, verdict, effect, without] of said) {
      const isAdopted = verdict === "adopted";
      const adopted = { terminate: "ends", continue: "goes on", change: "changes" }[
        polarity as Motion["polarity"]
      ];
      expect([polarity, verdict, effect]).toEqual([polarity, verdict, isAdopted ? adopted : "goes on"]);
      expect(without).toBe(isAdopted ? "adopted" : "default-missing");
    }
  });

  it("is the same vote with two endings", () => {
    // None for continuing, 17 against, 6 abstaining: short of any majority to continue.
    const renews = consequenceOf({ polarity: "continue", default: law }, "short");
    const lapses = consequenceOf({ polarity: "continue", default: { ...law, effect: "ends" } }, "short");
    expect([renews, lapses].map((each) => consequenceWords(each).en)).toEqual([
      "it goes on (Art. 8.3)",
      "it ends (Art. 8.3)",
    ]);
    expect([renews, lapses].map(takesEffect)).toEqual([false, true]);
  });

  it("enters the draft only where it says the same", () => {
    const taking = EFFECTS.filter((effect) => takesEffect({ effect, because: "adopted" }));
    expect(taking).toEqual(["ends", "changes"]);
  });
});

describe("an open vote", () => {
  it("is on record by name, with what it came to", () => {
    const voted = recordVote(tabled(), 1, votes(6, 3), recording);
    const { state, votes: records, consequence } = motionOf(voted, 1);
    expect(state).toBe("voted");
    expect(records[0]!.words.en).toBe("adopted (at least two thirds of all: 6 of 9, 6 needed)");
    expect(records[0]!.ballot).toMatchObject({
      kind: "open",
      votes: { North: "in favour", Meadow: "against" },
    });
    expect(consequence).toEqual({ effect: "ends", because: "adopted" });
    expect(draftToEnter(voted, 1)).toBe(SHEET);
    expect(refusalOf(() => recordVote(voted, 1, votes(9, 0), recording))).toBe(
      "conflict, wrong-state: the motion under item 1 is voted already",
    );
    const entered = noteDecision(voted, 1, "decision-1");
    expect(refusalOf(() => draftToEnter(entered, 1))).toBe(
      "conflict, wrong-state: it was entered already, as `decision-1`",
    );
  });

  it("that fails leaves things as the default says", () => {
    const voted = recordVote(tabled(), 1, votes(5, 0), recording);
    expect(motionOf(voted, 1).consequence).toMatchObject({ effect: "goes on", because: "default" });
    expect(refusalOf(() => draftToEnter(voted, 1))).toBe(
      "conflict, nothing-to-enter: what came of the motion is not what the draft says",
    );
  });

  it("without a quorum counts for nothing, and may be held again", () => {
    const once = recordVote(tabled({ rule: "simple-of-voting" }), 1, votes(4, 0, 4), recording);
    expect(motionOf(once, 1)).toMatchObject({ state: "tabled", consequence: undefined });
    expect(motionOf(once, 1).votes[0]!.words.en).toBe("no vote: no quorum (4 of 9 represented, 5 needed)");
    const twice = recordVote(once, 1, votes(4, 1, 5), recording);
    expect(motionOf(twice, 1)).toMatchObject({ state: "voted", consequence: { effect: "ends" } });
    expect(motionOf(twice, 1).votes.map(({ outcome }) => outcome.verdict)).toEqual(["no-quorum", "adopted"]);
  });

  it("counts those who are there and silent", () => {
    const there = noteRepresented(tabled({ rule: "simple-of-voting" }), ["Meadow", "Island"], board, on);
    const voted = recordVote(there, 1, votes(2, 1, 3), recording);
    expect(motionOf(voted, 1).votes[0]!.outcome.quorum).toMatchObject({ got: 5, needed: 5, isMet: true });
  });

  it("ends in a tie", () => {
    const voted = recordVote(tabled({ rule: "simple-of-voting" }), 1, votes(4, 4), recording);
    expect(motionOf(voted, 1).votes[0]!.outcome.verdict).toBe("tie");
  });

  it("is refused of whoever has no vote", () => {
    const february = { ...recording, on: day("2024-02-01") };
    expect(refusalOf(() => recordVote(tabled(), 1, votes(9, 0), february))).toBe(
      "refused, no-vote: `Ridge` has no vote on this motion",
    );
    expect(refusalOf(() => recordVote(tabled(), 1, { votes: { Hill: "against" } }, recording))).toBe(
      "incorrect, not-a-member: `Hill` is no member of the body on that day",
    );
    expect(
      refusalOf(() =>
        recordVote(tabled(), 1, { tally: { inFavour: 6, against: 0, abstaining: 0 } }, recording),
      ),
    ).toBe("incorrect, names-missing: the vote is open: it is recorded by name");
  });

  it("by weight counts weights and heads", () => {
    // North, South and East hold 28 of 50; with nobody else voting that is all of the weight.
    const weighed = tabled({ rule: "money" });
    const verdict = (inFavour: number, against: number) =>
      motionOf(recordVote(weighed, 1, votes(inFavour, against), recording), 1).votes[0]!.outcome.verdict;
    expect(verdict(3, 0)).toBe("adopted");
    expect(verdict(3, 1)).toBe("adopted");
    expect(verdict(4, 5)).toBe("short");
  });
});

describe("a secret vote", () => {
  const secret = () => tabled({ ballot: "secret" });
  const tally = (inFavour: number, against: number, abstaining: number): GivenVote => ({
    tally: { inFavour, against, abstaining },
  });

  it("is on record as sums, and as nothing else", () => {
    const voted = recordVote(secret(), 1, tally(7, 1, 1), recording);
    expect(motionOf(voted, 1).state).toBe("voted");
    expect(motionOf(voted, 1).votes[0]!.ballot).toEqual({
      kind: "secret",
      tally: { inFavour: 7, against: 1, abstaining: 1 },
      board: undefined,
    });
    for (const institute of INSTITUTES)
      expect(JSON.stringify(motionOf(voted, 1).votes)).not.toContain(institute);
  });

  it("is refused with names, and nothing of them is repeated", () => {
    const said = "refused, ballot-secret: the ballot is secret: who voted how is not recorded";
    expect(refusalOf(() => recordVote(secret(), 1, votes(7, 1), recording))).toBe(said);
    const odd = { votes: { North: "yes" as Choice } };
    expect(refusalOf(() => recordVote(secret(), 1, odd, recording))).toBe(said);
    expect(refusalOf(() => recordVote(tabled(), 1, odd, recording))).toBe(
      "incorrect, not-a-choice: what `North` chose is no choice",
    );
  });

  it("has no more votes than voters", () => {
    expect(refusalOf(() => recordVote(secret(), 1, tally(7, 2, 1), recording))).toMatch(
      /^incorrect, too-many-votes/,
    );
  });

  it("is not held where its sums would not say what it came to", () => {
    expect(refusalOf(() => tabled({ ballot: "secret", rule: "money" }))).toBe(
      "incorrect, not-counted: the sums of a secret ballot do not say what a vote by weight comes to",
    );
    const programme = {
      ballot: "secret",
      rule: "two-thirds-of-all-and-of-participants",
      programme: "tracker",
    } as const;
    expect(refusalOf(() => tabled(programme))).toMatch(/^incorrect, not-counted/);
  });
});

describe("a motion", () => {
  it.each<[string, Partial<Motion>, string]>([
    [
      "no default",
      { default: undefined },
      "incorrect, default-missing: the motion does not say what happens if it fails or is not put",
    ],
    [
      "a default of another matter",
      { default: { effect: "changes", clause: "x" } },
      "incorrect, wrong-default: `changes` cannot come of a motion to terminate",
    ],
    ["no such rule", { rule: "most" }, "not found, no-rule: this body has no rule `most`"],
    [
      "a programme's rule without one",
      { rule: "two-thirds-of-all-and-of-participants" },
      "incorrect, participants-missing: the rule `two-thirds-of-all-and-of-participants` counts those that take part in a programme, and nobody is named",
    ],
    [
      "no such programme",
      { programme: "x" },
      "not found, participants-missing: this body has no programme `x`",
    ],
  ])("is refused with %s", (_, more, expected) => {
    expect(refusalOf(() => tabled(more))).toBe(expected);
  });

  it("that is not put ends as its default says", () => {
    const left = leaveUnput(tabled({ polarity: "continue", default: { effect: "ends", clause: "8.1" } }), 1);
    expect(motionOf(left, 1)).toMatchObject({
      state: "not put",
      consequence: { effect: "ends", because: "default" },
    });
    expect(draftToEnter(left, 1)).toBe(SHEET);
    expect(refusalOf(() => leaveUnput(left, 1))).toBe(
      "conflict, wrong-state: the motion under item 1 is not put already",
    );
  });

  it("is alone under its item, and its papers bear references of their own", () => {
    const agenda = tabled();
    expect(refusalOf(() => tableMotion(agenda, 1, MOTION, { body: board, on }))).toMatch(
      /^conflict, already-on-agenda/,
    );
    expect(refusalOf(() => motionOf(agenda, 2))).toBe(
      "not found, no-item: session `12` has no item 2 on its agenda",
    );
    const paper = {
      reference: "R/1",
      title: "Note",
      level: "open",
      sha256: "0".repeat(64),
      location: "archive",
    } as const;
    const laid = addPaper(agenda, 1, paper);
    expect(refusalOf(() => addPaper(laid, 1, paper))).toBe(
      "conflict, already-on-agenda: `R/1` is there already",
    );
    expect(refusalOf(() => draftToEnter(laid, 1))).toBe(
      "conflict, wrong-state: the motion under item 1 is tabled, and nothing came of it yet",
    );
  });
});

it("papers are read by those who sit in sessions of their level", () => {
  expect(
    ["public", "open", "restricted", "closed"].map((level) => readersOf(board, level as "open")),
  ).toEqual(["everybody", ["members", "observers"], ["members"], ["members"]]);
});
