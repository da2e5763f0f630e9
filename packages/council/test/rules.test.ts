/** Majority rules: the table of a council of 23, every vote of every small body against a naive reading of the words, and the words. */
import { describe, expect, it } from "vitest";
import {
  CHOICES,
  type Choice,
  CouncilError,
  countTally,
  countVotes,
  type MajorityRule,
  neededOf,
  outcomeOf,
  outcomeWords,
  type Quorum,
  quorumWords,
  ruleInFigures,
  USUAL_RULES,
  type Verdict,
  type Voter,
} from "../src/index.ts";

const rule = (id: string): MajorityRule => USUAL_RULES.get(id)!;
const refusalOf = (refused: () => unknown): CouncilError => {
  try {
    refused();
  } catch (error) {
    if (error instanceof CouncilError) return error;
  }
  throw new Error("it was not refused");
};

describe("a council of 23", () => {
  const columns = [
    "simple-of-voting",
    "two-thirds-of-voting",
    "two-thirds-of-all",
    "unanimity",
    "no-negative-vote",
  ];
  // The side that got the first number, of 23, each with one vote.
  const rows: readonly [number, number, number, readonly Verdict[]][] = [
    [17, 0, 6, ["adopted", "adopted", "adopted", "short", "adopted"]],
    [15, 0, 8, ["adopted", "adopted", "short", "short", "adopted"]],
    [16, 1, 6, ["adopted", "adopted", "adopted", "short", "objection"]],
    [15, 2, 6, ["adopted", "adopted", "short", "short", "objection"]],
    [12, 11, 0, ["adopted", "short", "short", "short", "objection"]],
    [11, 11, 1, ["tie", "short", "short", "short", "objection"]],
    [0, 0, 23, ["nobody-voted", "nobody-voted", "short", "short", "nobody-voted"]],
  ];
  it.each(rows)("%i for, %i against, %i abstaining", (inFavour, against, abstaining, expected) => {
    const count = countTally(23, { inFavour, against, abstaining });
    expect(columns.map((id) => outcomeOf(rule(id), count).verdict)).toEqual(expected);
  });

  it("says in figures what is needed and what would not do", () => {
    const size = { all: 23, entitled: 23 };
    const said = (id: string, votes?: number) => ruleInFigures(rule(id), size, votes).words.en;
    expect(said("two-thirds-of-all", 17)).toBe("16 of 23 needed; 15 of 17 voting would not do");
    expect(said("two-thirds-of-all")).toBe("16 of 23 needed; 15 of 22 voting would not do");
    expect(said("unanimity")).toBe("23 of 23 needed; 22 of 23 voting would not do");
    expect(said("two-thirds-of-voting")).toBe("at least two thirds of those voting for or against");
    expect(ruleInFigures(rule("two-thirds-of-all"), size, 17).words.fr).toBe(
      "16 sur 23 nécessaires ; 15 sur 17 votants ne suffiraient pas",
    );
    expect(
      ruleInFigures(rule("two-thirds-of-all-and-of-participants"), { ...size, participants: 12 }).words.en,
    ).toBe("16 of 23 needed; 8 of 12 who take part needed");
  });

  it("says what a vote came to", () => {
    const vote = { inFavour: 15, against: 2, abstaining: 6 };
    const said = (id: string) => outcomeWords(outcomeOf(rule(id), countTally(23, vote))).en;
    expect(said("two-thirds-of-all")).toBe(
      "not adopted: short of the majority (at least two thirds of all: 15 of 23, 16 needed)",
    );
    expect(said("two-thirds-of-voting")).toBe(
      "adopted (at least two thirds of those voting for or against: 15 of 17, 12 needed)",
    );
    expect(said("no-negative-vote")).toBe("not adopted: somebody objected (nobody votes against: 2 against)");
  });
});

describe("a share", () => {
  it("is the smallest whole number that meets it", () => {
    for (let base = 0; base <= 60; base++)
      for (const share of [
        [1, 2],
        [2, 3],
        [3, 4],
        [1, 1],
        [5, 9],
      ] as const)
        for (const bound of ["at least", "more than"] as const) {
          const isEnough = (votes: number): boolean =>
            bound === "at least" ? votes * share[1] >= base * share[0] : votes * share[1] > base * share[0];
          let least = 0;
          while (!isEnough(least)) least++;
          expect(neededOf({ share, bound }, base)).toBe(least);
        }
  });
});

/** A member's standing in a vote, as one would note it down by hand. */
type Noted = Choice | "silent" | "absent";

interface Hand {
  readonly notes: readonly Noted[];
  /** The first so many take part in the programme. */
  readonly takingPart: number;
}

/** Each rule read as it is written, member by member, without fractions. */
const NAIVE: Readonly<Record<string, (hand: Hand) => boolean>> = {
  "simple-of-voting": ({ notes }) => pick(notes, "in favour") > pick(notes, "against"),
  "two-thirds-of-voting": ({ notes }) =>
    pick(notes, "in favour") > 0 && pick(notes, "in favour") >= pick(notes, "against") * 2,
  "two-thirds-of-all": ({ notes }) => outweighsTwice(notes),
  "two-thirds-of-all-and-of-participants": ({ notes, takingPart }) =>
    outweighsTwice(notes) && outweighsTwice(notes.slice(0, takingPart)),
  "two-thirds-of-all-no-participant-objecting": ({ notes, takingPart }) =>
    outweighsTwice(notes) && !notes.slice(0, takingPart).includes("against"),
  unanimity: ({ notes }) => notes.every((note) => note === "in favour"),
  "no-negative-vote": ({ notes }) => notes.includes("in favour") && !notes.includes("against"),
  consensus: ({ notes }) => notes.some((note) => note !== "absent") && !notes.includes("against"),
};

const pick = (notes: readonly Noted[], wanted: Noted): number =>
  notes.filter((note) => note === wanted).length;

/** Two thirds of all are in favour where for every two of those at most one is not. */
function outweighsTwice(notes: readonly Noted[]): boolean {
  const inFavour = pick(notes, "in favour");
  return inFavour >= 2 * (notes.length - inFavour);
}

function* everyHand(members: number, noted: readonly Noted[]): Generator<Noted[]> {
  for (let number = 0; number < noted.length ** members; number++) {
    const notes: Noted[] = [];
    for (let left = number, at = 0; at < members; at++, left = Math.floor(left / noted.length))
      notes.push(noted[left % noted.length]!);
    yield notes;
  }
}

function votersOf({ notes, takingPart }: Hand): Voter[] {
  return notes.map((note, at) => ({
    member: `m${at}`,
    weight: 1,
    isEntitled: true,
    takesPart: at < takingPart,
    isRepresented: note !== "absent",
  }));
}

function countOf(hand: Hand) {
  const votes = hand.notes.flatMap((note, at): [string, Choice][] =>
    note === "absent" || note === "silent" ? [] : [[`m${at}`, note]],
  );
  return countVotes(votersOf(hand), new Map(votes));
}

describe("every vote of a small body", () => {
  const differing = (members: number, noted: readonly Noted[], takingParts: readonly number[]): string[] => {
    const found: string[] = [];
    for (const notes of everyHand(members, noted))
      for (const takingPart of takingParts) {
        const hand = { notes, takingPart };
        const count = countOf(hand);
        for (const [id, reading] of Object.entries(NAIVE)) {
          if (takingPart === 0 && id.includes("participant")) continue;
          if (outcomeOf(rule(id), count).isAdopted !== reading(hand))
            found.push(`${id}: ${notes.join(", ")}; ${takingPart} take part`);
        }
      }
    return found;
  };
  const everybody = (members: number): number[] => Array.from({ length: members + 1 }, (_, at) => at);

  it.each([1, 2, 3, 4, 5])("of %i members, silent and absent ones too, in any programme", (members) => {
    expect(differing(members, [...CHOICES, "silent", "absent"], everybody(members))).toEqual([]);
  });

  it.each([6, 7])("of %i members, in any programme", (members) => {
    expect(differing(members, [...CHOICES, "absent"], everybody(members))).toEqual([]);
  });

  it("reads all the usual rules", () => {
    expect(Object.keys(NAIVE)).toEqual([...USUAL_RULES.keys()]);
  });
});

describe("weights", () => {
  const byWeight: MajorityRule = {
    ...rule("two-thirds-of-all"),
    id: "by-weight",
    needs: [
      { kind: "share", share: [1, 2], bound: "more than", of: "voting", among: "members", in: "weights" },
      { kind: "share", share: [1, 2], bound: "more than", of: "voting", among: "members", in: "members" },
    ],
  };
  it("count as if each member were so many, and heads as heads", () => {
    const weights = [0, 1, 2, 5];
    for (const notes of everyHand(4, [...CHOICES, "absent"])) {
      const hand = { notes, takingPart: 0 };
      const voters = votersOf(hand).map((voter, at) => ({ ...voter, weight: weights[at]! }));
      const votes = notes.flatMap((note, at): [string, Choice][] =>
        note === "absent" ? [] : [[`m${at}`, note as Choice]],
      );
      // A member of weight three is three members who vote alike.
      const many = notes.flatMap((note, at) => Array.from({ length: weights[at]! }, () => note));
      const expected = [many, notes].every((side) => pick(side, "in favour") > pick(side, "against"));
      expect(outcomeOf(byWeight, countVotes(voters, new Map(votes))).isAdopted, notes.join()).toBe(expected);
    }
  });

  it("are whole numbers within bounds", () => {
    const voter: Voter = {
      member: "a",
      weight: 1.5,
      isEntitled: true,
      takesPart: false,
      isRepresented: true,
    };
    expect(refusalOf(() => countVotes([voter], new Map())).code).toBe("wrong-figures");
    expect(refusalOf(() => countVotes([{ ...voter, weight: -1 }], new Map())).code).toBe("wrong-figures");
    expect(refusalOf(() => countVotes([{ ...voter, weight: 1_000_001 }], new Map())).code).toBe(
      "wrong-figures",
    );
  });
});

describe("what has its own name", () => {
  const voter = (member: string, more: Partial<Voter> = {}): Voter => ({
    member,
    weight: 1,
    isEntitled: true,
    takesPart: false,
    isRepresented: true,
    ...more,
  });
  const half: Quorum = { share: [1, 2], bound: "more than", of: "entitled" };

  it.each<[string, number, number, Verdict]>([
    ["11 of 23 represented", 23, 11, "no-quorum"],
    ["12 of 23 represented", 23, 12, "adopted"],
    ["11 of 22 that may vote", 22, 11, "no-quorum"],
    ["12 of 22 that may vote", 22, 12, "adopted"],
  ])("a quorum: %s", (_, entitled, represented, verdict) => {
    const count = countTally({ all: 23, entitled }, { inFavour: 9, against: 1, abstaining: 0, represented });
    expect(outcomeOf(rule("simple-of-voting"), count, half).verdict).toBe(verdict);
  });

  it("a quorum in words", () => {
    const count = countTally(23, { inFavour: 11, against: 0, abstaining: 0 });
    expect(outcomeWords(outcomeOf(rule("simple-of-voting"), count, half)).en).toBe(
      "no vote: no quorum (11 of 23 represented, 12 needed)",
    );
    expect(quorumWords(half, { all: 23, entitled: 22 }).en).toBe("12 of 22 with a vote must be represented");
  });

  it("a vote by whoever has none", () => {
    const voters = [voter("a"), voter("b", { isEntitled: false })];
    expect(refusalOf(() => countVotes(voters, new Map([["b", "against"]])))).toMatchObject({
      category: "refused",
      code: "no-vote",
      message: "`b` has no vote on this motion",
    });
    expect(refusalOf(() => countVotes(voters, new Map([["c", "against"]]))).code).toBe("not-a-member");
  });

  it("more votes than members, and a number that counts nothing", () => {
    const tally = { inFavour: 20, against: 4, abstaining: 0 };
    expect(refusalOf(() => countTally(23, tally)).code).toBe("too-many-votes");
    for (const inFavour of [-1, 1.5, Number.NaN, Number.POSITIVE_INFINITY])
      expect(refusalOf(() => countTally(23, { ...tally, inFavour })).code).toBe("wrong-figures");
  });

  it("a rule about a programme in which nobody takes part", () => {
    const count = countTally(23, { inFavour: 23, against: 0, abstaining: 0 });
    expect(refusalOf(() => outcomeOf(rule("two-thirds-of-all-and-of-participants"), count)).code).toBe(
      "participants-missing",
    );
  });

  it("a member without a vote counts among all, and not among those who have one", () => {
    // A member in arrears is still a member: two thirds of all 23 stay 16.
    const count = countTally({ all: 23, entitled: 21 }, { inFavour: 15, against: 0, abstaining: 6 });
    expect(outcomeOf(rule("two-thirds-of-all"), count).verdict).toBe("short");
    const ofEntitled: MajorityRule = {
      ...rule("two-thirds-of-all"),
      needs: [
        { kind: "share", share: [2, 3], bound: "at least", of: "entitled", among: "members", in: "members" },
      ],
    };
    expect(outcomeOf(ofEntitled, count).verdict).toBe("adopted");
  });
});
