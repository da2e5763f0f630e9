/** Boards that `belenios-tool` made, counted by us. */
import { createDiffieHellman } from "node:crypto";
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { type CyclicGroup, keyExchangeArithmetic, recount, recountInSteps } from "../../src/index.ts";
import { type BoardWish, boardByTool, HAS_BELENIOS_TOOL, refusalByTool } from "../ground/belenios-tool.ts";

const SAMPLE = readFileSync(new URL("./golden/council-0-17-6.bel", import.meta.url));
const UUID = "gwez2Da9GkynKK";
const quick = (group: CyclicGroup) => keyExchangeArithmetic(group, createDiffieHellman);

const COUNCIL = { answers: ["In favour", "Against", "Abstain"], min: 1, max: 1, question: "Go on?" };

/** A line a case: what is asked, who may vote, who does, and what must come out. */
const CASES: readonly (readonly [string, BoardWish, unknown, number])[] = [
  [
    "one trustee, a vote that is replaced, somebody absent",
    {
      questions: [COUNCIL],
      singles: 1,
      weights: [1, 1, 1, 1],
      votes: [
        { voter: 0, choices: [[1, 0, 0]] },
        { voter: 1, choices: [[0, 1, 0]] },
        { voter: 0, choices: [[0, 0, 1]] },
        { voter: 3, choices: [[0, 1, 0]] },
      ],
    },
    [[0, 2, 1]],
    3,
  ],
  [
    "weights, and two trustees of whom each is needed",
    {
      questions: [COUNCIL],
      singles: 2,
      weights: [1, 5, 17],
      votes: [
        { voter: 0, choices: [[1, 0, 0]] },
        { voter: 1, choices: [[0, 1, 0]] },
        { voter: 2, choices: [[0, 1, 0]] },
      ],
    },
    [[1, 22, 0]],
    3,
  ],
  [
    "a threshold beside a trustee who is needed, two questions, one that may be blank",
    {
      questions: [
        { answers: ["A", "B"], min: 0, max: 2, question: "Which?" },
        { answers: ["A", "B", "C"], blank: true, min: 1, max: 2, question: "And which?" },
      ],
      singles: 1,
      threshold: { needed: 2, of: 3 },
      weights: [1, 1],
      votes: [
        {
          voter: 0,
          choices: [
            [1, 1],
            [1, 0, 0, 0],
          ],
        },
        {
          voter: 1,
          choices: [
            [0, 1],
            [0, 1, 0, 1],
          ],
        },
      ],
    },
    [
      [1, 2],
      [1, 1, 0, 1],
    ],
    2,
  ],
  [
    "answers in numbers, shuffled by a trustee",
    {
      group: "RFC-3526-2048",
      questions: [
        { type: "NonHomomorphic", value: { answers: ["A", "B"], question: "In which order?" } },
        COUNCIL,
      ],
      singles: 1,
      weights: [1, 1],
      votes: [
        {
          voter: 0,
          choices: [
            [1, 2],
            [1, 0, 0],
          ],
        },
        {
          voter: 1,
          choices: [
            [2, 1],
            [0, 1, 0],
          ],
        },
      ],
    },
    expect.anything(),
    2,
  ],
];

describe("a board that others made", () => {
  it("gives the public result of the replay, by OpenSSL, and by plain numbers step by step", () => {
    const steps = [...recountInSteps(SAMPLE)];
    expect(steps.filter(({ doing }) => doing === "ballots")).toHaveLength(23);
    expect(steps.at(-1)).toEqual({ doing: "answers", done: 3, of: 3 });
    const found = recount(SAMPLE, quick);
    expect(found.result).toEqual([[0, 17, 6]]);
    expect(found).toMatchObject({ stage: "counted", counted: 23, answered: [2, 3, 1], events: 30 });
    expect(found.trustees.map(({ kind, needed, keys }) => [kind, needed, keys.length])).toEqual([
      ["Single", 1, 1],
      ["Pedersen", 2, 3],
    ]);
    expect(found.head).toBe("771e8d0caba1a7dc42a1b2883523f0acf36372ab9fab93d014c5179aecb991aa");
  });

  it.skipIf(!HAS_BELENIOS_TOOL)("is the one that the other program takes as well", () => {
    expect(refusalByTool(SAMPLE, UUID)).toBeUndefined();
    const changed = Buffer.from(SAMPLE);
    changed.write("8", SAMPLE.indexOf('"response":"') + 12);
    expect(refusalByTool(changed, UUID)).toBeDefined();
  });

  it.skipIf(!HAS_BELENIOS_TOOL).each(CASES)("is counted: %s", (_, wish, result, counted) => {
    const { board } = boardByTool(wish);
    const found = recount(board, quick);
    expect(found.stage).toBe("counted");
    expect(found.counted).toBe(counted);
    expect(found.result).toEqual(result);
    if (wish.group !== undefined)
      expect([...(found.result![0] as number[][])].sort()).toEqual([
        [1, 2],
        [2, 1],
      ]);
  });

  it.skipIf(!HAS_BELENIOS_TOOL)("is counted as far as it has come", () => {
    const { board } = boardByTool({
      questions: [COUNCIL],
      singles: 1,
      weights: [1, 1],
      votes: [{ voter: 1, choices: [[1, 0, 0]] }],
      isOpen: true,
    });
    expect(recount(board, quick)).toMatchObject({ stage: "open", counted: 1, result: undefined });
  });
});
