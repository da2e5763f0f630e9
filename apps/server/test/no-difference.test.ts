/**
 * What somebody may not see and what is not there get the same answer in the same time. Measured is the order, not the milliseconds:
 * both are asked in turn, in random order, and if nothing tells them apart, one takes longer than the other as often as not (the
 * statistic of Mann and Whitney, as a share). Whatever else the machine does falls on both alike.
 */
import { PUBLIC, type ResourceKind } from "@comity/access";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Client, type Ground, openGround } from "./ground/ground.ts";

/** So many of each; `npm run soak` asks for more. */
const ROUNDS = Math.max(120, Number(process.env.COMITY_RUNS ?? 0));
/** Five standard deviations of the share about a half: what is not told apart fails here once in a million runs. */
const deviationOf = (rounds: number): number => Math.sqrt((2 * rounds + 1) / (12 * rounds ** 2));
const MOST = 5 * deviationOf(ROUNDS);
/** Of each of many routes: what stands out by three deviations in a few rounds is asked again in more. */
const FEW_ROUNDS = Math.max(16, Number(process.env.COMITY_RUNS ?? 0));

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

async function compared(ask: (isHidden: boolean) => Promise<unknown>, rounds = ROUNDS): Promise<number> {
  const taken: readonly [number[], number[]] = [[], []];
  for (let k = -Math.min(20, rounds / 4); k < rounds; k++) {
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

  /** Something that is there and that the account who asks may not read, and a name of the same length that nothing has. */
  const HIDDEN: Partial<Record<ResourceKind, readonly [there: string, not: string]>> = {
    person: ["p3", "p9"],
    extract: ["p3", "p9"],
    look: ["p3", "p9"],
    checklist: ["p3", "p9"],
    alias: ["p4", "p9"],
    account: ["users-office", "users-offend"],
    "agreement-record": ["ICA-B", "ICA-Z"],
  };

  it("takes as long as what is not there on every route that names it in its address", async () => {
    const { app, context } = ground.server;
    const asked: string[] = [];
    const told: string[] = [];
    for (const { method, path, access } of app.guards) {
      if (!("action" in access) || typeof access.id !== "string") continue;
      const { action, kind, id: parameter } = access;
      const [hidden, missing] = HIDDEN[kind] ?? [];
      if (hidden === undefined || missing === undefined) continue;
      // Somebody with an account of their own comes further than the public; where they may see it, the public asks.
      const who = ["p1", "public"].find((account) => {
        const asker = account === "public" ? PUBLIC : ({ account, person: "p1", via: "session" } as const);
        return ["read" as const, action].every(
          (each) => !context.gate.may(asker, each, { kind, id: hidden }),
        );
      });
      if (who !== undefined) {
        asked.push(`${method} ${path} as ${who}`);
        const client = ground.as(who);
        const at = (id: string): string =>
          path.replace(/\{([^}]+)\}/g, (_, name: string) =>
            name.split(":")[0] === parameter ? id : "nobody-and-nothing",
          );
        const ask = async (id: string): Promise<string> => {
          const response = await client.request(
            method.toUpperCase(),
            at(id),
            method === "get" ? undefined : "{}",
          );
          return `${response.status} ${(await response.text()).replaceAll(id, "ID")}`;
        };
        if ((await ask(hidden)) !== (await ask(missing))) told.push(`${asked.at(-1)}: another answer`);
        const isApart = async (rounds: number, deviations: number): Promise<boolean> => {
          const share = await compared((isHidden) => ask(isHidden ? hidden : missing), rounds);
          return Math.abs(share - 0.5) >= deviations * deviationOf(rounds);
        };
        if ((await isApart(FEW_ROUNDS, 3)) && (await isApart(ROUNDS, 5))) told.push(asked.at(-1)!);
      }
    }
    expect(told).toEqual([]);
    expect(asked.length).toBeGreaterThan(15);
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
