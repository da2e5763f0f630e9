/** What follows the feed goes on when its token grows old, and ends when the token is taken back. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { feedRoom } from "../../src/feed/feed-room.ts";
import { ACCESS_CLIENT, makeAccessClient, tokenOf } from "../ground/access-client.ts";
import { openSignIn, SetClock, type SignInGround } from "../sign-in/ground/sign-in-ground.ts";

const MINUTE = 60_000;
const clock = new SetClock();
let one: SignInGround;
let two: SignInGround;
let secret: string;
beforeAll(async () => {
  one = await openSignIn({ clock, rooms: [feedRoom] });
  two = await openSignIn({ clock, rooms: [feedRoom], database: one.ground.database });
  secret = await makeAccessClient(one.signIn.store);
});
afterAll(async () => {
  await one?.stop();
  await two?.stop();
});

/** The headers of a new token. */
const newToken = () => tokenOf(one.origin, secret);
type Token = Awaited<ReturnType<typeof newToken>>;

/** A connection to the feed that has been told where it stands; `ended` is settled when it is over. */
async function follow(ground: SignInGround, token: Token) {
  const leaving = new AbortController();
  const response = await fetch(`${ground.origin}/api/v1/feed`, {
    headers: token,
    signal: leaving.signal,
  });
  expect(response.status).toBe(200);
  const reader = response.body!.getReader();
  expect(new TextDecoder().decode((await reader.read()).value)).toContain("event: head");
  let isOver = false;
  const ended = (async () => {
    while (!(await reader.read()).done);
    isOver = true;
  })().catch(() => undefined);
  return { ended, isOver: () => isOver, leave: () => leaving.abort() };
}

const revoke = (token: Token) =>
  fetch(`${one.origin}/oauth/revoke`, {
    method: "POST",
    headers: { authorization: `Basic ${Buffer.from(`${ACCESS_CLIENT}:${secret}`).toString("base64")}` },
    body: new URLSearchParams({ token: token.authorization.slice("Bearer ".length) }),
  });

describe("a follower of the feed", () => {
  it("ends with the token that opened it, on every server, and another token's goes on", async () => {
    const [token, other] = [await newToken(), await newToken()];
    const [here, there, stays] = await Promise.all([
      follow(one, token),
      follow(two, token),
      follow(one, other),
    ]);
    expect((await revoke(token)).status).toBe(200);
    await Promise.all([here!.ended, there!.ended]);
    expect(stays!.isOver()).toBe(false);
    stays!.leave();
  });

  it("goes on when its token has grown old, and when that is swept or taken back afterwards", async () => {
    const token = await newToken();
    const following = await follow(one, token);
    clock.advance(11 * MINUTE);
    expect((await fetch(`${one.origin}/api/v1/me`, { headers: token })).status).toBe(401);
    await revoke(token);
    // A new token sweeps what is old.
    const next = await follow(one, await newToken());
    expect(await Promise.race([following.ended.then(() => "over"), after(2500)])).toBe("still there");
    following.leave();
    next.leave();
    clock.reset();
  });
});

const after = (milliseconds: number): Promise<string> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds, "still there"));
