/** A clock that jumps by an hour and by a day, there and back: what counts by it over HTTP, and what stays as it was. */
import { formatDay } from "@comity/calendar";
import { afterAll, beforeAll, expect, it } from "vitest";
import { institutesRoom } from "../../src/registry/institutes-room.ts";
import { makeAccessClient, tokenOf } from "../ground/access-client.ts";
import { openSignIn, SetClock, type SignInGround } from "./ground/sign-in-ground.ts";

const HOUR = 60 * 60_000;
const DAY = 24 * HOUR;
const clock = new SetClock();
let one: SignInGround;
beforeAll(async () => {
  one = await openSignIn({ clock, rooms: [institutesRoom] });
});
afterAll(() => one?.stop());

const code = async (response: Response): Promise<string> =>
  response.status === 200 ? "200" : ((await response.json()) as { code: string }).code;

it("ends what is too old or from another time, each in its own words, and finds the rest again when it comes back", async () => {
  const { browser } = await one.signedIn([{ role: "auditor" }]);
  const bearer = await tokenOf(one.origin, await makeAccessClient(one.signIn.store));
  const [head, today] = [await one.signIn.store.head(), one.ground.server.context.followed.today];
  const asked = async () => [
    await code(await browser.copy().get("/api/v1/me")),
    await code(await fetch(`${one.origin}/api/v1/me`, { headers: bearer })),
  ];
  const knownOn = async (days: number) =>
    code(await one.browser().get(`/api/v1/institutes?knownOn=${formatDay((today + days) as never)}`));

  expect(await asked()).toEqual(["200", "200"]);
  expect([await knownOn(0), await knownOn(1)]).toEqual(["200", "day-to-come"]);
  for (const [ms, session, token] of [
    [HOUR, "session-idle", "token-expired"],
    [DAY, "session-too-old", "token-expired"],
    [-HOUR, "session-other-clock", "token-other-clock"],
    [-DAY, "session-other-clock", "token-other-clock"],
  ] as const) {
    clock.advance(ms);
    expect([ms, ...(await asked())]).toEqual([ms, session, token]);
    // Whoever signs in meanwhile is let in, by the clock as it is.
    const meanwhile = await one.signedIn([{ role: "auditor" }]);
    expect([ms, await code(await meanwhile.browser.get("/api/v1/me"))]).toEqual([ms, "200"]);
    clock.reset();
    // What was made by a clock that ran ahead does not outlive it; what was there before is found again.
    const after = await code(await meanwhile.browser.copy().get("/api/v1/me"));
    expect([ms, after]).toEqual([
      ms,
      ms > 0 ? "session-other-clock" : ms === -DAY ? "session-too-old" : "session-idle",
    ]);
    expect([ms, ...(await asked())]).toEqual([ms, "200", "200"]);
    expect(await knownOn(0)).toBe("200");
  }
  // The registry's day has come forward with the clock and does not go back: nobody is told that what they read is to come.
  expect([await knownOn(1), await knownOn(3)]).toEqual(["200", "day-to-come"]);
  expect(await one.signIn.store.head()).toEqual(head);
});
