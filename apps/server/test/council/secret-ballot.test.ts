/** A whole secret vote over HTTP: 23 delegations, 3 of 5 trustees of whom two are silent, a ballot cast anew, a board that anybody counts. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { recount, type VotingKey } from "../../../../packages/council/src/index.ts";
import { quickOf } from "../../../../packages/council/test/ground/made-vote.ts";
import {
  ABSTAIN,
  AGAINST,
  announced,
  BALLOTS,
  begun,
  boardOf,
  type Council,
  cast,
  ceremonyHeld,
  does,
  IN_FAVOUR,
  ITEM,
  openCouncil,
  recorded,
  type Shown,
  sealed,
  type Trustee,
  tabled,
} from "./ballot-ground.ts";

const lines: string[] = [];
let council: Council;
let item: number;
let ballot: string;
let trustees: Trustee[];
const keys = new Map<string, VotingKey>();
const shown = (account = "public") => council.as(account).json<Shown>(`${BALLOTS}/${ballot}`);

beforeAll(async () => {
  council = await openCouncil(24, { onLog: (line) => lines.push(line) });
}, 60_000);
afterAll(() => council?.stop());

describe("a vote of 23 delegations", () => {
  it("is begun on a motion, and its trustees hold their ceremony", async () => {
    item = await tabled(council);
    ballot = await begun(council, item, 3);
    expect(await shown()).toMatchObject({
      stage: "preparing",
      list: null,
      board: null,
      result: null,
      ceremony: { attempt: 1, round: "certificate" },
      you: { trustee: null, members: [], keeps: false },
    });
    expect((await shown()).voters.length).toBe(23);
    expect((await shown("t-3")).you.trustee).toBe(3);
    expect((await shown(`d-${council.members[4]}`)).you.members).toEqual([council.members[4]]);
    trustees = await ceremonyHeld(council, ballot);
    expect((await shown()).ceremony.round).toBe("over");
  });

  it("has a list of keys that is closed and published before it opens", async () => {
    const early = await does(council, ballot, "open");
    expect([early.status, early.said.code]).toEqual([409, "list-open"]);
    for (const member of council.members.slice(0, 23))
      keys.set(member, await announced(council, ballot, member));
    expect((await does(council, ballot, "list")).said).toMatchObject({ stage: "listed" });
    const list = await (await council.as("public").get(`${BALLOTS}/${ballot}/keys.json`)).text();
    expect((JSON.parse(list) as object[]).length).toBe(23);
    const opened = await does(council, ballot, "open");
    expect(opened.said).toMatchObject({ stage: "open", board: { events: 1, cast: 0 } });
    const { election } = recount(await boardOf(council, ballot), quickOf);
    expect(election.credentialAuthority).toContain(opened.said.list!.sha256);
  });

  it("takes sealed ballots, each on the board before it is answered", async () => {
    const board = await boardOf(council, ballot);
    const [first] = council.members;
    const early = await cast(council, ballot, sealed(board, keys.get(first!)!, IN_FAVOUR).json);
    expect(early.said.replaces).toBe(false);
    for (const [at, member] of council.members.slice(0, 23).entries()) {
      const made = sealed(board, keys.get(member)!, at < 17 ? AGAINST : ABSTAIN);
      const { status, said } = await cast(council, ballot, made.json);
      expect([status, said.tracker, said.replaces]).toEqual([201, made.tracker, at === 0]);
      if (at === 0) {
        const now = recount(await boardOf(council, ballot), quickOf);
        expect(now.head).toBe(said.head);
        expect(now.ballots.map(({ tracker, counts }) => [tracker, counts])).toEqual([
          [early.said.tracker, false],
          [made.tracker, true],
        ]);
      }
    }
    expect((await shown()).board).toMatchObject({ events: 25, cast: 23 });
    expect((await shown()).voters.every(({ hasVoted }) => hasVoted)).toBe(true);
  });

  it("is closed, opened by three of five trustees, and counted", async () => {
    expect((await does(council, ballot, "result")).said.code).toBe("vote-open");
    expect((await does(council, ballot, "close")).said.stage).toBe("added up");
    expect((await does(council, ballot, "result")).said.code).toBe("decryptions-missing");
    const closed = await boardOf(council, ballot);
    for (const number of [5, 2, 4]) {
      const trustee = trustees[number - 1]!;
      const path = `${BALLOTS}/${ballot}/answers`;
      const { status, said } = await council.send(trustee.account, "POST", path, trustee.answer(closed));
      expect([status, said.stage]).toEqual([200, "being opened"]);
    }
    expect((await does(council, ballot, "result")).said).toMatchObject({
      stage: "counted",
      result: { inFavour: 0, against: 17, abstaining: 6 },
    });
    expect(recount(await boardOf(council, ballot), quickOf)).toMatchObject({
      stage: "counted",
      result: [[0, 17, 6]],
    });
  });

  it("gives the motion its figures, and refuses others", async () => {
    const on = "2026-11-06";
    const tally = { inFavour: 17, against: 0, abstaining: 6 };
    const other = await recorded(council, item, { on, tally });
    expect([other.status, other.said.code]).toEqual([409, "board-differs"]);
    const board = { sha256: "a".repeat(64), location: "elsewhere" };
    const elsewhere = await recorded(council, item, {
      on,
      tally: { inFavour: 0, against: 17, abstaining: 6 },
      board,
    });
    expect([elsewhere.status, elsewhere.said.code]).toEqual([409, "board-differs"]);
    const right = await recorded(council, item, { on });
    expect(right.said).toMatchObject({
      items: [
        {
          motion: {
            state: "voted",
            votes: [
              {
                verdict: "short",
                votes: null,
                tally: { inFavour: 0, against: 17, abstaining: 6 },
                board: { location: `${BALLOTS}/${ballot}/board.bel` },
              },
            ],
          },
        },
      ],
    });
    expect((await shown()).isRecorded).toBe(true);
    const { ballots } = await council.as("public").json<{ ballots: Shown[] }>(`${ITEM}/${item}/ballots`);
    expect(ballots.map((each) => each.ballot)).toEqual([ballot]);
  });

  it("leaves no line in the log of who handed in a ballot and when, nor a figure", async () => {
    expect(lines.some((line) => line.includes("/close"))).toBe(true);
    expect(lines.filter((line) => line.includes("{ballot}/ballots"))).toEqual([]);
    const figures = await council.ground.server.context.metrics.registry.metrics();
    expect(figures).toContain("{ballot}/close");
    expect(figures).not.toContain("{ballot}/ballots");
    const { documents } = council.ground.server.context;
    const events = await documents.list<{ type: string }>("council-ballot-board");
    const ballots = events.filter(({ value }) => value.type === "Ballot");
    expect(ballots.length).toBe(24);
    expect(new Set(ballots.map(({ at, by }) => `${at} ${by}`)).size).toBe(1);
    // The test's clock stands still: what is written down is the opening, which is told to the second.
    const { timestamp } = { timestamp: recount(await boardOf(council, ballot), quickOf).seconds * 1000 };
    expect(Date.parse(ballots[0]!.at)).toBe(timestamp);
  });
});
