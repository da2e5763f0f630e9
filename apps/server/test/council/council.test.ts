/** From a draft to a decision over HTTP: an agenda with a frozen fact sheet, an open and a secret vote, what comes of them, who sees what. */
import { createHash } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Act, actsFromJson } from "@comity/registry";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { councilRoom } from "../../src/council/council-room.ts";
import { draftsRoom } from "../../src/drafts/drafts-room.ts";
import { makeDraft, openDrafting, type Told } from "../drafts/drafting.ts";
import type { Client, Ground } from "../ground/ground.ts";
import { councilAct, councilActs, SMALL_COUNCIL } from "../ground/small-council.ts";

/** The small council, one more session to come, and an agreement whose notice runs out soon. */
function registry(): Act[] {
  return [
    ...councilActs(),
    ...actsFromJson([
      councilAct("status", "as-b", "2000-01-01", { party: "ST-B", status: "associate member" }),
      councilAct("session", "s-8", "2026-12-10", { session: "8", body: "COUNCIL", sort: "ordinary" }),
      councilAct("signature", "ica-r", "2017-02-01", {
        agreement: "ICA-R",
        title: "Agreement that renews",
        kind: "ICA",
        parties: ["ST-B", "LAB"],
        experiments: [],
        firstDay: "2017-07-01",
        term: "5 years",
        renewal: "tacit",
        noticePeriod: "6 months",
        decidedBy: "COUNCIL",
      }),
    ]),
  ];
}

const INSTRUMENT = {
  reference: "C/7/1",
  date: "2026-11-05",
  sha256: "a".repeat(64),
  location: "archive",
};
const SESSION = "/api/v1/council/bodies/COUNCIL/sessions/7";
const folder = mkdtempSync(join(tmpdir(), "council-"));
let ground: Ground;
let legal: Client;

beforeAll(async () => {
  writeFileSync(join(folder, "council-test.json"), JSON.stringify(SMALL_COUNCIL));
  ground = await openDrafting({
    rooms: [draftsRoom, councilRoom],
    acts: registry(),
    env: { COMITY_BODIES: folder },
    clock: () => new Date("2026-11-20T09:00:00Z"),
  });
  legal = ground.as("legal-service");
}, 60_000);
afterAll(async () => {
  await ground?.stop();
  rmSync(folder, { recursive: true });
});

describe("the command as one file", () => {
  it("is sent whole to anybody, with the hash that is said of it", async () => {
    const anyone = ground.as("public");
    const said = (await (await anyone.get("/api/v1/council/command")).json()) as Record<string, unknown>;
    const file = await anyone.get(said.file as string);
    const bytes = Buffer.from(await file.arrayBuffer());
    expect(file.headers.get("content-disposition")).toBe('attachment; filename="comity-ballot.mjs"');
    const sha256 = createHash("sha256").update(bytes).digest("hex");
    expect(said).toEqual({ file: "/comity-ballot.mjs", version: "0.1.0", sha256, bytes: bytes.length });
    const listed = await anyone.get("/comity-ballot.mjs.sha256");
    expect(await listed.text()).toBe(`${sha256}  comity-ballot.mjs\n`);
  });
});

interface Shown {
  readonly items: {
    readonly number: number;
    readonly papers: { readonly reference: string }[];
    readonly motion: {
      readonly state: string;
      readonly votes: Record<string, unknown>[];
      readonly consequence: { readonly effect: string; readonly words: { readonly en: string } } | null;
      readonly decision: string | null;
      readonly decidedOn: { readonly sha256: string; readonly number: number } | null;
    } | null;
  }[];
  readonly notices: { readonly agreement: string }[];
  readonly represented: string[] | null;
}

const stateOf = async (client: Client, path = SESSION) => {
  const response = await client.get(path);
  return { tag: response.headers.get("etag")!, session: (await response.json()) as Shown };
};

/** A change of the agenda as it stands: the answer, or the refusal. */
async function change(
  path: string,
  body: unknown,
  method = "POST",
): Promise<{ status: number; told: Told & Shown }> {
  const { tag } = await stateOf(legal);
  const response = await legal.request(method, `${SESSION}${path}`, body, { "if-match": tag });
  return { status: response.status, told: (await response.json()) as Told & Shown };
}

/** Puts an item on the agenda; its number. */
async function item(level: string): Promise<number> {
  const { status, told } = await change("/items", { title: `Something ${level}`, level });
  expect(status).toBe(200);
  return told.items.at(-1)!.number;
}

/** A draft of that session that is shared with the council and frozen. */
async function frozenDraft(day: string, more: object = {}): Promise<string> {
  const id = await makeDraft(legal, day, { date: "2026-11-05", body: "COUNCIL", session: "7", ...more });
  const share = { bodies: ["COUNCIL"], accounts: [] };
  const shared = await legal.request("PUT", `/api/v1/drafts/${id}/sharing`, share, { "if-match": '"1"' });
  expect(shared.status).toBe(200);
  const frozen = await legal.request("POST", `/api/v1/drafts/${id}/frozen`, undefined, { "if-match": '"2"' });
  expect(frozen.status).toBe(201);
  return id;
}

const MOTION = {
  title: "End the agreement with B",
  polarity: "terminate",
  rule: "two-thirds-of-all",
  clause: "Art. 1",
  default: { effect: "goes on", clause: "ICA-B, Art. 8" },
  ballot: "open",
};

describe("a body", () => {
  it("is shown to anybody, with its rules in figures and who has no vote", async () => {
    const { bodies } = await ground.as("public").json<{ bodies: object[] }>("/api/v1/council/bodies");
    expect(bodies).toEqual([
      { body: "COUNCIL", title: SMALL_COUNCIL.title, isMadeUp: true, memberKind: "state", members: 5 },
    ]);
    const body = await ground.as("public").json<{
      members: { member: string; hasVote: boolean; because: string | null }[];
      rules: { id: string; words: { en: string } }[];
      quorum: { words: { en: string } };
    }>("/api/v1/council/bodies/COUNCIL");
    expect(body.members.filter(({ hasVote }) => !hasVote)).toMatchObject([
      { member: "ST-F", because: "arrears" },
    ]);
    expect(body.rules.find(({ id }) => id === "two-thirds-of-all")?.words.en).toBe(
      "4 of 5 needed; 3 of 4 voting would not do",
    );
    expect(body.quorum.words.en).toBe("3 of 4 with a vote must be represented");
  });

  it("tells which splits pass", async () => {
    const splits = (absent: number) =>
      ground
        .as("public")
        .json<{ votes: number; splits: [number, number, string][] }>(
          `/api/v1/council/bodies/COUNCIL/splits?rule=two-thirds-of-all&absent=${absent}`,
        );
    const all = await splits(0);
    expect(all.votes).toBe(4);
    expect(all.splits.filter(([, , split]) => split === "passes")).toEqual([[4, 0, "passes"]]);
    expect((await splits(1)).splits.filter(([, , split]) => split === "passes")).toEqual([]);
  });

  it("says which session is the last before notice runs out", async () => {
    const { notices } = await ground
      .as("public")
      .json<{ notices: Record<string, unknown>[] }>("/api/v1/council/bodies/COUNCIL/notices");
    expect(notices).toMatchObject([
      {
        agreement: "ICA-R",
        lastDayForNotice: "2026-12-30",
        daysLeft: 40,
        urgency: "last-session",
        lastSession: "8",
      },
    ]);
    const eighth = await stateOf(ground.as("public"), "/api/v1/council/bodies/COUNCIL/sessions/8");
    expect(eighth.session.notices).toMatchObject([{ agreement: "ICA-R" }]);
  });

  it("is not there where nobody has said its rules, nor a session that nobody announced", async () => {
    for (const [path, code] of [
      ["Nobody", "no-body"],
      ["Nobody/sessions", "no-body"],
      ["COUNCIL/sessions/9", "no-session"],
      ["COUNCIL?programme=x", "participants-missing"],
      ["COUNCIL/splits?rule=x", "no-rule"],
    ]) {
      const response = await legal.get(`/api/v1/council/bodies/${path}`);
      expect([path, response.status, ((await response.json()) as Told).code]).toEqual([path, 404, code]);
    }
  });
});

describe("from a draft to a decision", () => {
  it("an open vote becomes acts with the decision as their instrument", async () => {
    const number = await item("closed");
    const draft = await frozenDraft("2027-06-30");
    const tabled = await change(`/items/${number}/motion`, { ...MOTION, draft: { id: draft, frozen: 1 } });
    expect([tabled.status, tabled.told.code]).toEqual([200, undefined]);
    const frozen = await legal.json<{ frozen: { hash: string }[] }>(`/api/v1/drafts/${draft}/frozen`);
    expect(tabled.told.items.at(-1)!.motion!.decidedOn).toMatchObject({
      number: 1,
      sha256: frozen.frozen[0]!.hash,
    });

    // What the draft becomes afterwards changes nothing of what is decided on.
    const { decision } = await legal.json<{ decision: { acts: { lastDay: string }[] } }>(
      `/api/v1/drafts/${draft}`,
    );
    const later = { ...decision, acts: [{ ...decision.acts[0]!, lastDay: "2028-12-31" }] };
    const edited = await legal.request(
      "PUT",
      `/api/v1/drafts/${draft}`,
      { decision: later },
      { "if-match": '"3"' },
    );
    expect(edited.status).toBe(200);

    const early = await change(`/items/${number}/decision`, { instrument: INSTRUMENT });
    expect([early.status, early.told.code]).toEqual([409, "wrong-state"]);
    const names = (choices: readonly string[]) =>
      Object.fromEntries(
        ["ST-A", "ST-C", "ST-D", "ST-E"].slice(0, choices.length).map((state, at) => [state, choices[at]]),
      );
    const without = await change(`/items/${number}/vote`, {
      on: "2026-11-05",
      votes: names(["in favour", "in favour"]),
    });
    expect(without.told.items.at(-1)!.motion).toMatchObject({ state: "tabled", consequence: null });
    const arrears = await change(`/items/${number}/vote`, { on: "2026-11-05", votes: { "ST-F": "against" } });
    expect([arrears.status, arrears.told.code]).toEqual([403, "no-vote"]);
    const voted = await change(`/items/${number}/vote`, {
      on: "2026-11-05",
      votes: names(["in favour", "in favour", "in favour", "in favour"]),
    });
    expect(voted.told.items.at(-1)!.motion).toMatchObject({
      state: "voted",
      votes: [{ verdict: "no-quorum" }, { verdict: "adopted", votes: { "ST-E": "in favour" } }],
      consequence: { effect: "ends", words: { en: "it ends" } },
    });

    const entered = await change(`/items/${number}/decision`, { instrument: INSTRUMENT });
    expect(entered.status).toBe(201);
    const id = (entered.told as unknown as { id: string }).id;
    const { folded } = ground.server.context.followed;
    const acts = folded.given.filter(({ instrument }) => instrument === id);
    expect(acts).toMatchObject([{ act: "termination", agreement: "ICA-B", by: "COUNCIL" }]);
    // What was frozen was decided, not what the draft became.
    expect(folded.agreements.get("ICA-B")!.to - 1).toBe(Date.parse("2027-06-30") / 86_400_000);
    expect(
      (await stateOf(legal)).session.items.find((each) => each.number === number)!.motion!.decision,
    ).toBe(id);
    const again = await change(`/items/${number}/decision`, { instrument: INSTRUMENT });
    expect([again.status, again.told.code]).toEqual([409, "wrong-state"]);
  });

  it("a secret vote keeps sums, refuses names, and says them nowhere", async () => {
    const number = await item("restricted");
    const continuing = {
      ...MOTION,
      title: "Go on with the agreement",
      polarity: "continue",
      ballot: "secret",
      default: { effect: "goes on", clause: "ICA-R: renewed for five years" },
    };
    expect((await change(`/items/${number}/motion`, continuing)).status).toBe(200);
    const named = await change(`/items/${number}/vote`, { on: "2026-11-06", votes: { "ST-A": "nonsense" } });
    expect([named.status, named.told.code]).toEqual([403, "ballot-secret"]);
    expect(JSON.stringify(named.told)).not.toMatch(/nonsense|ST-A/);
    const board = { sha256: "b".repeat(64), location: "board" };
    const tally = { inFavour: 0, against: 3, abstaining: 1 };
    const voted = await change(`/items/${number}/vote`, { on: "2026-11-06", tally, board });
    expect(voted.told.items.at(-1)!.motion).toMatchObject({
      votes: [{ verdict: "short", tally, board, votes: null }],
      // Nobody was for continuing, and yet it goes on: that is what its default says.
      consequence: { effect: "goes on", words: { en: "it goes on (ICA-R: renewed for five years)" } },
    });
    const entered = await change(`/items/${number}/decision`, { instrument: INSTRUMENT });
    expect([entered.status, entered.told.code]).toEqual([409, "nothing-to-enter"]);
    const { documents } = ground.server.context;
    const kept = JSON.stringify(await documents.get("council-agenda", "COUNCIL/7"));
    expect(kept).not.toContain("nonsense");
  });

  it("refuses a motion on what was not frozen for it", async () => {
    const number = await item("closed");
    const refused = async (draft: object, more: object = {}) => {
      const { status, told } = await change(`/items/${number}/motion`, { ...MOTION, ...more, draft });
      return `${status} ${told.code}`;
    };
    const other = await frozenDraft("2027-07-31", { session: "8" });
    expect(await refused({ id: other, frozen: 1 })).toBe("409 wrong-session");
    expect(await refused({ id: other, frozen: 2 })).toBe("404 not-found");
    const alone = await makeDraft(legal, "2027-08-31", { date: "2026-11-05", body: "COUNCIL", session: "7" });
    await legal.request("POST", `/api/v1/drafts/${alone}/frozen`, undefined, { "if-match": '"1"' });
    expect(await refused({ id: alone, frozen: 1 })).toBe("409 not-shared");
    const { default: _, ...without } = MOTION;
    const open = await change(`/items/${number}/motion`, without);
    expect([open.status, open.told.code]).toEqual([400, "default-missing"]);
    const { documents } = ground.server.context;
    const id = `${other}/0001`;
    const frozen = await documents.get<object>("draft-frozen", id);
    await documents.write(
      [{ collection: "draft-frozen", id, value: { ...frozen!.value, knownOn: "2026-11-02" } }],
      "x",
    );
    expect(await refused({ id: other, frozen: 1 })).toBe("409 sheet-altered");
  });

  it("refuses a vote on a day that is none of the session, and a change of what has changed", async () => {
    const number = await item("closed");
    await change(`/items/${number}/motion`, {
      ...MOTION,
      polarity: "change",
      default: { effect: "stays", clause: "x" },
    });
    for (const [on, code] of [
      ["2026-11-07", "wrong-day"],
      ["2026-02-30", "wrong-body"],
    ])
      expect((await change(`/items/${number}/vote`, { on, votes: {} })).told.code).toBe(code);
    expect((await change(`/items/${number}/vote`, { on: "2026-11-05" })).told.code).toBe("wrong-body");
    const stale = await legal.request(
      "POST",
      `${SESSION}/items/${number}/not-put`,
      {},
      { "if-match": '"1"' },
    );
    expect([stale.status, ((await stale.json()) as Told).code]).toEqual([412, "agenda-moved"]);
    const blind = await legal.post(`${SESSION}/items/${number}/not-put`, {});
    expect([blind.status, ((await blind.json()) as Told).code]).toEqual([428, "if-match-missing"]);
    const left = await change(`/items/${number}/not-put`, {});
    expect(left.told.items.at(-1)!.motion).toMatchObject({
      state: "not put",
      consequence: { effect: "stays" },
    });
  });
});

describe("who sees what", () => {
  it("is by the levels of items and papers", async () => {
    const numbers: number[] = [];
    for (const level of ["public", "open", "restricted", "closed"]) numbers.push(await item(level));
    const paper = (level: string) => ({
      reference: `C/7/${level}`,
      title: level,
      level,
      sha256: "c".repeat(64),
      location: "x",
    });
    for (const level of ["public", "closed"]) await change(`/items/${numbers[0]}/papers`, paper(level));
    await change("/represented", { members: ["ST-A"] }, "PUT");
    const sees = async (who: string) => {
      const { session } = await stateOf(ground.as(who));
      const levels = session.items.filter((each) => numbers.includes(each.number));
      return [levels.length, levels[0]!.papers.length, session.represented];
    };
    expect(await sees("public")).toEqual([1, 1, null]);
    expect(await sees("users-office")).toEqual([1, 1, null]);
    expect(await sees("delegate")).toEqual([4, 2, ["ST-A"]]);
    expect(await sees("legal-service")).toEqual([4, 2, ["ST-A"]]);
  });

  it("and only the legal service keeps the agenda", async () => {
    const { tag } = await stateOf(legal);
    for (const [who, status] of [
      ["public", 401],
      ["delegate", 403],
      ["users-office", 403],
    ] as const) {
      const body = { title: "x", level: "public" };
      const response = await ground.as(who).post(`${SESSION}/items`, body, { "if-match": tag });
      expect([who, response.status]).toEqual([who, status]);
    }
  });
});
