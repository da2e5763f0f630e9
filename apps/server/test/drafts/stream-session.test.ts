/** A live stream belongs to the session by which it was opened, and ends with it. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { draftsRoom } from "../../src/drafts/drafts-room.ts";
import { makeAccessClient, tokenOf } from "../ground/access-client.ts";
import type { Browser } from "../sign-in/ground/browser.ts";
import { openSignIn, SetClock, type SignInGround } from "../sign-in/ground/sign-in-ground.ts";
import { eventsOf } from "./drafting.ts";

const HOUR = 60 * 60_000;
const SESSION = "__Host-comity-session";
const LIMITS = { ofOne: 8, ofAll: 20, beatMilliseconds: 60_000 };
const OVER = "the session or token by which you opened this has ended";

let one: SignInGround;
/** On the same database; its streams beat quickly. */
let two: SignInGround;
const clock = new SetClock();
let draft: string;
let account: string;
beforeAll(async () => {
  one = await openSignIn({ clock, rooms: [(context) => draftsRoom(context, undefined, LIMITS)] });
  const quick = { ...LIMITS, beatMilliseconds: 40 };
  two = await openSignIn({
    clock,
    database: one.ground.database,
    rooms: [(context) => draftsRoom(context, undefined, quick)],
  });
  const author = await one.signedIn([{ role: "legal-service" }]);
  ({ account } = author);
  const made = await author.browser.request("POST", "/api/v1/drafts", {
    short: { what: "end", agreement: "ICA-B", day: "2027-06-30" },
  });
  expect(made.status).toBe(201);
  draft = ((await made.json()) as { id: string }).id;
});
afterAll(async () => {
  await one?.stop();
  await two?.stop();
});

/** Another session of the same account. */
async function browserOf(ground: SignInGround): Promise<Browser> {
  const { token } = await one.signIn.sessions.begin({ account, method: "passkey" });
  const browser = ground.browser();
  browser.cookies.set(ground.origin, new Map([[SESSION, token]]));
  return browser;
}

/** A stream that has shown its first sheet; gives what comes next. */
async function streamOf(browser: Browser) {
  const events = eventsOf(await browser.get(`/api/v1/drafts/${draft}/stream`));
  const next = async () => (await events.next()).value!;
  const { data } = await next();
  expect((await next()).event).toBe("sheet");
  return { next, post: String(data.post) };
}

describe("a live stream", () => {
  it("ends at once when its session is signed out, with nothing more shown, and others go on", async () => {
    const [mine, other] = [await browserOf(one), await browserOf(one)];
    const [stream, theirs] = [await streamOf(mine), await streamOf(other)];
    const out = await mine.submit("/account", "/sign-out");
    expect(out.status).toBe(303);
    expect(await stream.next()).toMatchObject({ event: "ended", data: { why: OVER } });
    expect(await stream.next()).toBeUndefined();
    // It is gone: also whoever is signed in to the same account cannot post to it.
    expect((await other.request("POST", stream.post, {})).status).toBe(404);
    expect((await other.request("POST", theirs.post, { day: "2028-03-31" })).status).toBe(202);
    expect(await theirs.next()).toMatchObject({ event: "sheet", data: { day: "2028-03-31" } });
  });

  it("ends when another server signs the session out", async () => {
    const [mine, other] = [await browserOf(one), await browserOf(two)];
    const stream = await streamOf(mine);
    const ended = await other.request("DELETE", `/api/v1/accounts/${account}/sessions`);
    expect(ended.status).toBe(200);
    expect(await stream.next()).toMatchObject({ event: "ended", data: { why: OVER } });
  });

  it("ends when nobody has used its session for a while", async () => {
    const stream = await streamOf(await browserOf(two));
    clock.advance(HOUR);
    try {
      expect(await stream.next()).toMatchObject({ event: "ended", data: { why: OVER } });
    } finally {
      clock.reset();
    }
  });

  it("is opened by no machine: drafts are people's, whatever a token is for", async () => {
    const bearer = await tokenOf(one.origin, await makeAccessClient(one.signIn.store));
    const stream = await fetch(`${one.origin}/api/v1/drafts/${draft}/stream`, { headers: bearer });
    expect([stream.status, ((await stream.json()) as { code: string }).code]).toEqual([404, "not-found"]);
    const headers = { ...bearer, "content-type": "application/json" };
    const body = JSON.stringify({ short: { what: "end", agreement: "ICA-B", day: "2027-06-30" } });
    const made = await fetch(`${one.origin}/api/v1/drafts`, { method: "POST", headers, body });
    expect(made.status).toBe(403);
  });
});
