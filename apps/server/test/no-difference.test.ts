/**
 * What somebody may not see and what is not there get the same answer in the same time. Measured is the order, not the milliseconds:
 * both are asked in turn, in random order, and if nothing tells them apart, one takes longer than the other as often as not (the
 * statistic of Mann and Whitney, as a share). Whatever else the machine does falls on both alike.
 */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Client, type Ground, openGround } from "./ground/ground.ts";

/** So many of each; `npm run soak` asks for more. */
const ROUNDS = Math.max(120, Number(process.env.COMITY_RUNS ?? 0));
/** Five standard deviations of the share about a half: what is not told apart fails here once in a million runs. */
const MOST = 5 * Math.sqrt((2 * ROUNDS + 1) / (12 * ROUNDS ** 2));

let ground: Ground;
beforeAll(async () => {
  ground = await openGround({ env: { COMITY_PUBLIC_URL: "https://comity.example" } });
});
afterAll(() => ground?.stop());

/** How often, in shares of all pairs, one of the first took longer than one of the second. */
function shareOf(first: readonly number[], second: readonly number[]): number {
  const all = [...first.map((ms) => [ms, 1] as const), ...second.map((ms) => [ms, 0] as const)];
  all.sort(([a], [b]) => a - b);
  let below = 0;
  let pairs = 0;
  for (const [, isFirst] of all)
    if (isFirst === 1) pairs += below;
    else below++;
  return pairs / (first.length * second.length);
}

async function compared(ask: (isHidden: boolean) => Promise<unknown>): Promise<number> {
  const taken: readonly [number[], number[]] = [[], []];
  for (let k = -20; k < ROUNDS; k++) {
    // As good as random, and the same each time.
    const isHiddenFirst = (Math.imul(k, 0x9e3779b1) >>> 16) % 2 === 0;
    for (const isHidden of [isHiddenFirst, !isHiddenFirst]) {
      const begun = performance.now();
      await ask(isHidden);
      // The first few warm everything up.
      if (k >= 0) taken[isHidden ? 0 : 1].push(performance.now() - begun);
    }
  }
  return shareOf(taken[0], taken[1]);
}

describe("what one may not see", () => {
  const ROUTES: readonly (readonly [string, string, (id: string) => string])[] = [
    ["a person", "p3", (id) => `/api/v1/people/${id}`],
    ["somebody's names", "p3", (id) => `/api/v1/people/${id}/names`],
    ["somebody's days", "p3", (id) => `/api/v1/entitlements/site_access/when?value=${id}`],
  ];
  it.each(ROUTES)("takes as long as what is not there: %s", async (_what, hidden, path) => {
    const client: Client = ground.as("p1");
    // As long as the other: nothing but the identifier differs.
    const missing = "p9";
    const told = async (id: string) => {
      const response = await client.get(path(id));
      return [response.status, (await response.text()).replaceAll(id, "ID")] as const;
    };
    expect(await told(hidden)).toEqual(await told(missing));
    const share = await compared(async (isHidden) => {
      const response = await client.get(path(isHidden ? hidden : missing));
      await response.arrayBuffer();
    });
    expect(Math.abs(share - 0.5)).toBeLessThan(MOST);
  });

  it("would be told from it by a millisecond", async () => {
    const work = (ms: number): void => {
      for (const until = performance.now() + ms; performance.now() < until; );
    };
    const client = ground.as("public");
    const share = await compared(async (isHidden) => {
      await (await client.get("/healthz")).arrayBuffer();
      work(isHidden ? 1 : 0);
    });
    expect(Math.abs(share - 0.5)).toBeGreaterThan(MOST);
  });
});

it("browsers are told to come by https alone, where the public address is one", async () => {
  const answer = await ground.as("public").get("/healthz");
  expect(answer.headers.get("strict-transport-security")).toBe("max-age=63072000; includeSubDomains");
});
