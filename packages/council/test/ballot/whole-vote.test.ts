/** A vote of ours from the first key to the result; the other program counts it too. */
import { describe, expect, it } from "vitest";
import {
  answerOf,
  BallotError,
  ballotBox,
  bigIntArithmetic,
  claimOf,
  closeKeyList,
  closeVote,
  makeBallot,
  newVotingKey,
  pollsOf,
  readBoard,
  readClaim,
  recount,
  sayResult,
  setupOf,
  takeAnswer,
  takeBallot,
  writeClaim,
} from "../../src/index.ts";
import { HAS_BELENIOS_TOOL, refusalByTool } from "../ground/belenios-tool.ts";
import {
  ABSTAIN,
  AGAINST,
  ballotFor,
  IN_FAVOUR,
  joined,
  openVote,
  quick,
  quickOf,
  wholeVote,
  withBallot,
} from "../ground/made-vote.ts";

const whole = wholeVote(
  [
    { voter: 0, vote: IN_FAVOUR },
    { voter: 1, vote: AGAINST },
    { voter: 0, vote: ABSTAIN },
    { voter: 3, vote: AGAINST },
  ],
  4,
);

/** The code of a refusal, and its place. */
function refusal(work: () => unknown): readonly [string, string] {
  try {
    work();
  } catch (error) {
    if (error instanceof BallotError) return [error.code, error.place];
    throw error;
  }
  return ["nothing was refused", ""];
}

describe("a vote of ours", () => {
  it("counts the last ballot of each, without the one who was absent, with two of three trustees", () => {
    const found = recount(whole.counted, quickOf);
    expect(found.result).toEqual([[0, 2, 1]]);
    expect(whole.result).toEqual([[0, 2, 1]]);
    expect(found).toMatchObject({ stage: "counted", counted: 3, answered: [3, 1], keys: { count: 4 } });
    expect(found.ballots.map(({ counts }) => counts)).toEqual([false, true, true, true]);
  });

  it("is the same for plain numbers, which a browser has", () => {
    const { election } = setupOf(readBoard(whole.board));
    const made = makeBallot(bigIntArithmetic(quick.group), election, whole.keys[2]!.secret, IN_FAVOUR);
    expect(recount(withBallot(whole.board, made.json), quickOf).ballots[0]!.tracker).toBe(made.tracker);
  });

  it.skipIf(!HAS_BELENIOS_TOOL)("is taken by the other program at every stage", () => {
    for (const board of [whole.board, whole.voted, whole.closed, whole.answered, whole.counted])
      expect(refusalByTool(board, whole.uuid)).toBeUndefined();
  });

  it("tells nothing of a choice: a ballot has the same length, give or take digits, and other numbers each time", () => {
    const opened = openVote(1, 1, 1);
    const ballots = [IN_FAVOUR, AGAINST, ABSTAIN, ABSTAIN].map((vote) =>
      ballotFor(opened.board, opened.keys[0]!, vote),
    );
    const lengths = ballots.map(({ length }) => length);
    expect(Math.max(...lengths) - Math.min(...lengths)).toBeLessThan(60);
    expect(new Set(ballots).size).toBe(4);
  });
});

describe("the box of whoever keeps a board", () => {
  it("takes one ballot after the other as if each were held against the whole board", () => {
    const opened = openVote(3, 1, 1);
    const made = [IN_FAVOUR, AGAINST, ABSTAIN, AGAINST].map((vote, at) =>
      ballotFor(opened.board, opened.keys[at % 3]!, vote),
    );
    const read = readBoard(opened.board);
    const polls = pollsOf(read, quickOf);
    const box = ballotBox(read, polls);
    const taken = made.slice(0, 2).map((json) => box.take(json));
    expect(refusal(() => box.take(made[0]!))[0]).toBe("ballot-repeated");
    expect(refusal(() => box.take("rubbish"))[0]).toBe("malformed-json");
    taken.push(...made.slice(2).map((json) => box.take(json)));
    expect(taken.map(({ replaces }) => replaces)).toEqual([false, false, false, true]);
    const one = made.reduce((board, json) => withBallot(board, json), opened.board);
    expect(joined(opened.board, ...taken.map(({ bytes }) => bytes))).toEqual(one);
    expect(taken.at(-1)!.head).toBe(readBoard(one).head);
    // A box that is opened on what another one has taken knows who voted.
    const again = ballotBox(readBoard(one), polls);
    expect(refusal(() => again.take(made[1]!))[0]).toBe("ballot-repeated");
    expect(again.take(ballotFor(opened.board, opened.keys[2]!, ABSTAIN)).replaces).toBe(true);
  });
});

describe("what is handed in wrongly", () => {
  const polls = pollsOf(readBoard(whole.board), quickOf);
  const taken = (board: Uint8Array, json: string) => () => takeBallot(readBoard(board), polls, json);
  const ballot = ballotFor(whole.board, whole.keys[2]!, IN_FAVOUR);
  const stranger = newVotingKey(quick, whole.uuid, "a stranger");
  const elsewhere = openVote(1, 1, 1);

  it.each<readonly [string, () => unknown, string]>([
    ["a ballot after the close", taken(whole.closed, ballot), "vote-closed"],
    ["a ballot twice", taken(withBallot(whole.board, ballot), ballot), "ballot-repeated"],
    [
      "a key that is not on the list",
      taken(whole.board, ballotFor(whole.board, stranger, AGAINST)),
      "ballot-key",
    ],
    [
      "a ballot for another election",
      taken(whole.board, ballotFor(elsewhere.board, whole.keys[0]!, AGAINST)),
      "ballot-election",
    ],
    [
      "a copied ballot under another key",
      taken(
        whole.board,
        // Keys stand in no order that is known beforehand: its own is not another.
        ballot.replace(/"credential":"(\d+)"/, (_, own: string) => {
          const other = [...polls.weights.keys()].find((key) => `${key}` !== own);
          return `"credential":"${other}"`;
        }),
      ),
      "signature-hash",
    ],
    ["rubbish", taken(whole.board, "rubbish"), "malformed-json"],
    ["an empty ballot", taken(whole.board, "{}"), "malformed-value"],
    ["two choices", () => ballotFor(whole.board, whole.keys[0]!, [[1, 1, 0]]), "choice-range"],
    ["no choice", () => ballotFor(whole.board, whole.keys[0]!, [[0, 0, 0]]), "choice-range"],
    ["a choice too few", () => ballotFor(whole.board, whole.keys[0]!, [[1, 0]]), "choice-range"],
    ["no answer", () => ballotFor(whole.board, whole.keys[0]!, []), "choice-range"],
    ["a second close", () => closeVote(whole.closed, quickOf), "vote-closed"],
    [
      "an answer before the close",
      () => answerOf(whole.voted, whole.held.secrets[0]!.share!, quickOf),
      "vote-open",
    ],
    ["an answer of a stranger", () => answerOf(whole.closed, 5n, quickOf), "trustee-unknown"],
    [
      "a second answer",
      () => answerOf(whole.answered, whole.held.secrets[0]!.share!, quickOf),
      "already-answered",
    ],
    ["a result of too few answers", () => sayResult(whole.closed, quickOf), "decryptions-missing"],
    ["a second result", () => sayResult(whole.counted, quickOf), "vote-counted"],
    [
      "an answer for another tally",
      () => {
        const other = wholeVote([{ voter: 0, vote: AGAINST }], 1);
        const { json } = answerOf(other.closed, other.held.secrets[0]!.share!, quickOf);
        return takeAnswer(whole.closed, { number: 1, json }, quickOf);
      },
      "decryption-proof",
    ],
    [
      "another trustee's answer",
      () =>
        takeAnswer(
          whole.closed,
          { number: 2, json: answerOf(whole.closed, whole.held.secrets[0]!.share!, quickOf).json },
          quickOf,
        ),
      "decryption-proof",
    ],
    [
      "an answer of rubbish",
      () => takeAnswer(whole.closed, { number: 1, json: "[]" }, quickOf),
      "malformed-value",
    ],
    [
      "an answer by nobody",
      () => takeAnswer(whole.closed, { number: 9, json: "{}" }, quickOf),
      "decryption-owner",
    ],
  ])("%s is refused", (_, work, code) => {
    expect(refusal(work)[0]).toBe(code);
  });

  it("says the place, never the choice", () => {
    const two = ballotFor(whole.board, whole.keys[0]!, AGAINST);
    const broken = two.replace(/"overall_proof":\[\{"challenge":"\d/, (found) => `${found.slice(0, -1)}1`);
    for (const work of [
      taken(whole.board, broken),
      () => ballotFor(whole.board, whole.keys[0]!, [[0, 1, 1]]),
    ])
      try {
        work();
      } catch (error) {
        const { message, place, stack } = error as BallotError;
        expect(`${message} ${place} ${stack}`).not.toMatch(/in favour|against|abstain|0,1,1/i);
      }
  });
});

describe("the list of keys", () => {
  const uuid = "11111111111111";
  const claims = ["A", "B"].map((name) => claimOf(quick, newVotingKey(quick, uuid, name)));

  it("takes a claim by whoever knows the secret, for this vote and this delegation alone", () => {
    const json = writeClaim(quick, claims[0]!);
    expect(readClaim(quick, json, uuid)).toEqual(claims[0]);
    expect(refusal(() => readClaim(quick, json, "22222222222222"))[0]).toBe("claim-proof");
    expect(refusal(() => readClaim(quick, json.replace('"A"', '"B"'), uuid))[0]).toBe("claim-proof");
    const other = claims[1]!.public_key.toString();
    const taken = json.replace(claims[0]!.public_key.toString(), other);
    expect(refusal(() => readClaim(quick, taken, uuid))[0]).toBe("claim-proof");
  });

  it("has each delegation and each key once, in an order that tells nothing, with weights where there are some", () => {
    const list = closeKeyList(quick, claims, new Map([["B", 5]]));
    expect(closeKeyList(quick, [...claims].reverse(), new Map([["B", 5]]))).toEqual(list);
    expect(list.published).toContain(`${claims[1]!.public_key},5`);
    expect(list.published).toContain(`"${claims[0]!.public_key}"`);
    expect(refusal(() => closeKeyList(quick, [claims[0]!, claims[0]!]))[0]).toBe("claim-repeated");
    const same = { ...claims[0]!, delegation: "C" };
    expect(refusal(() => closeKeyList(quick, [claims[0]!, same]))[0]).toBe("key-repeated");
    expect(refusal(() => closeKeyList(quick, []))[0]).toBe("keys-none");
  });
});
