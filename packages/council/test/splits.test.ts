/** What-ifs of a vote: each word of a split against every way in which members could make it. */
import { describe, expect, it } from "vitest";
import {
  type Choice,
  CouncilError,
  countVotes,
  judgeOf,
  type MajorityRule,
  outcomeOf,
  splitsOf,
  swingOf,
  USUAL_RULES,
  type Voter,
} from "../src/index.ts";

const rule = (id: string): MajorityRule => USUAL_RULES.get(id)!;

const bodyOf = (size: number, more: (at: number) => Partial<Voter> = () => ({})): Voter[] =>
  Array.from({ length: size }, (_, at) => ({
    member: `m${at}`,
    weight: 1,
    isEntitled: true,
    takesPart: false,
    isRepresented: true,
    ...more(at),
  }));

/** Every vote of those represented, and whether it passes, by its split. */
function everyWay(rule: MajorityRule, voters: readonly Voter[]): Map<string, Set<boolean>> {
  const found = new Map<string, Set<boolean>>();
  const seated = voters.filter(({ isEntitled, isRepresented }) => isEntitled && isRepresented);
  const choices: readonly Choice[] = ["in favour", "against", "abstain"];
  for (let number = 0; number < 3 ** seated.length; number++) {
    const votes = new Map<string, Choice>();
    let left = number;
    for (const { member } of seated) {
      votes.set(member, choices[left % 3]!);
      left = Math.floor(left / 3);
    }
    const chose = (choice: Choice) => [...votes.values()].filter((each) => each === choice).length;
    const key = `${chose("in favour")}-${chose("against")}`;
    const seen = found.get(key) ?? new Set<boolean>();
    found.set(key, seen.add(outcomeOf(rule, countVotes(voters, votes)).isAdopted));
  }
  return found;
}

const wordOf = (ways: ReadonlySet<boolean>): string =>
  ways.size === 2 ? "depends" : ways.has(true) ? "passes" : "fails";

const WEIGHTED: MajorityRule = {
  ...rule("two-thirds-of-all"),
  id: "weighted",
  needs: [{ kind: "share", share: [2, 3], bound: "at least", of: "cast", among: "members", in: "weights" }],
};

describe("splits", () => {
  const bodies: readonly [string, Voter[]][] = [
    ["five alike", bodyOf(5)],
    [
      "six, one absent, one without a vote",
      bodyOf(6, (at) => ({ isRepresented: at !== 0, isEntitled: at !== 1 })),
    ],
    ["seven, three of whom take part", bodyOf(7, (at) => ({ takesPart: at < 3 }))],
    ["six of different weights", bodyOf(6, (at) => ({ weight: [1, 1, 2, 3, 5, 8][at]! }))],
  ];
  for (const [what, voters] of bodies)
    it(`of ${what} are what every way of voting comes to`, () => {
      const rules = [...USUAL_RULES.values(), WEIGHTED].filter(
        ({ id }) => !id.includes("participant") || voters.some(({ takesPart }) => takesPart),
      );
      for (const each of rules) {
        const ways = everyWay(each, voters);
        const cells = splitsOf(each, voters);
        expect(cells).toHaveLength(ways.size);
        for (const { inFavour, against, split } of cells)
          expect(`${each.id} ${inFavour}-${against} ${split}`).toBe(
            `${each.id} ${inFavour}-${against} ${wordOf(ways.get(`${inFavour}-${against}`)!)}`,
          );
      }
    });

  it("of a body with weights under a rule about a programme are never called what they are not", () => {
    const voters = bodyOf(6, (at) => ({ weight: [1, 1, 2, 3, 5, 8][at]!, takesPart: at % 2 === 0 }));
    const both: MajorityRule = {
      ...WEIGHTED,
      needs: [...WEIGHTED.needs, { kind: "no objection", among: "participants" }],
    };
    const ways = everyWay(both, voters);
    const words = new Set<string>();
    for (const { inFavour, against, split } of splitsOf(both, voters)) {
      words.add(split);
      const truth = ways.get(`${inFavour}-${against}`)!;
      if (split === "passes") expect([...truth]).toEqual([true]);
      if (split === "fails") expect([...truth]).toEqual([false]);
    }
    expect(words).toEqual(new Set(["passes", "fails", "depends"]));
  });

  it("of a council of 23 pass with 16 in favour, whatever the others do", () => {
    const cells = splitsOf(rule("two-thirds-of-all"), bodyOf(23));
    expect(cells).toHaveLength(300);
    for (const { inFavour, split } of cells) expect(split).toBe(inFavour >= 16 ? "passes" : "fails");
  });

  it("of a large board are told one at a time", () => {
    const judge = judgeOf(rule("two-thirds-of-voting"), bodyOf(3000));
    expect(judge(1000, 500)).toEqual({
      inFavour: 1000,
      against: 500,
      abstaining: 1500,
      split: "passes",
      verdict: "adopted",
    });
    expect(() => splitsOf(rule("unanimity"), bodyOf(3000))).toThrow(CouncilError);
    expect(() => judge(3000, 1)).toThrow("3000 in favour and 1 against are more than the 3000 that can vote");
  });
});

describe("how near a vote is", () => {
  it.each([
    ["two-thirds-of-all", 17, 0, 2],
    ["two-thirds-of-all", 15, 2, 1],
    ["simple-of-voting", 11, 11, 1],
    ["simple-of-voting", 12, 11, 1],
    ["no-negative-vote", 17, 0, 1],
    ["unanimity", 0, 23, 23],
    ["two-thirds-of-voting", 0, 17, 12],
  ])("%s with %i for and %i against: %i votes", (id, inFavour, against, votes) => {
    const swing = swingOf(rule(id), bodyOf(23), { inFavour, against })!;
    expect(swing.votes).toBe(votes);
  });

  it("is the fewest votes changed one by one", () => {
    const voters = bodyOf(6);
    for (const id of ["two-thirds-of-voting", "two-thirds-of-all", "simple-of-voting"]) {
      const passes = judgeOf(rule(id), voters);
      /** Step by step, one vote from one pile to another. */
      const walk = (inFavour: number, against: number): number => {
        const wanted = passes(inFavour, against).split;
        let here = new Set([`${inFavour},${against}`]);
        for (let votes = 1; ; votes++) {
          const next = new Set<string>();
          for (const place of here) {
            const [f, a] = place.split(",").map(Number) as [number, number];
            for (const [df, da] of [
              [1, 0],
              [-1, 0],
              [0, 1],
              [0, -1],
              [1, -1],
              [-1, 1],
            ] as const)
              if (f + df >= 0 && a + da >= 0 && f + df + a + da <= 6) next.add(`${f + df},${a + da}`);
          }
          for (const place of next) {
            const [f, a] = place.split(",").map(Number) as [number, number];
            if (passes(f, a).split !== wanted) return votes;
          }
          here = next;
        }
      };
      for (let inFavour = 0; inFavour <= 6; inFavour++)
        for (let against = 0; inFavour + against <= 6; against++)
          expect(
            swingOf(rule(id), voters, { inFavour, against })!.votes,
            `${id} ${inFavour}-${against}`,
          ).toBe(walk(inFavour, against));
    }
  });

  it("is not told where it depends on who votes how, or where nothing helps", () => {
    const weighty = bodyOf(3, (at) => ({ weight: at + 1 }));
    expect(() => swingOf(WEIGHTED, weighty, { inFavour: 1, against: 0 })).toThrow(CouncilError);
    const mostAbsent = bodyOf(23, (at) => ({ isRepresented: at < 15 }));
    expect(swingOf(rule("two-thirds-of-all"), mostAbsent, { inFavour: 15, against: 0 })).toBeUndefined();
  });
});
