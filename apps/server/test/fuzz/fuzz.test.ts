/**
 * The API is asked by everybody for everything its document has, rightly and wrongly: it never fails, never hangs, refuses in problem
 * documents, and shows nobody what the policy of access hides from them.
 */
import type { Asker } from "@comity/access";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ACCOUNTS, type Ground, openGround } from "../ground/ground.ts";
import {
  type ApiDocument,
  type MadeRequest,
  type Operation,
  PLAIN_IDS,
  plainRequest,
  requestsFor,
} from "./made-requests.ts";

/** `npm run soak -- api` asks more. */
const RUNS = Number(process.env.COMITY_FUZZ ?? 1);
/** So many made-up requests for each route. */
const STRANGE = 6;
const LONGEST_MILLISECONDS = 20_000;
const TOGETHER = 6;

/** The names of the ground's people, by which a leak is known. */
const NAMES: Readonly<Record<string, string>> = { p1: "Ashwood", p2: "Brook", p3: "Cliffe", p4: "Dale" };

let ground: Ground;
const faults: string[] = [];
beforeAll(async () => {
  ground = await openGround({
    env: { COMITY_LOG_LEVEL: "error" },
    onLog: (line) => faults.push(line),
  });
});
afterAll(() => ground?.stop());

interface Asked {
  readonly method: string;
  readonly made: MadeRequest;
  readonly who: string;
}

function askerOf(who: string): Asker {
  const found = ACCOUNTS.find(({ account }) => account === who);
  if (found === undefined) return { account: undefined, via: "public" };
  const { account, person } = found;
  return { account, via: "session", ...(person === undefined ? {} : { person }) };
}

/** What an answer shows that the asker may not see; undefined where there is nothing. */
function leakIn(text: string, { who, made }: Asked): string | undefined {
  const { gate } = ground.server.context;
  const asker = askerOf(who);
  const asked = `${made.path} ${made.body ?? ""}`;
  for (const [person, name] of Object.entries(NAMES)) {
    const resource = { kind: "person", id: person } as const;
    const opens = person === "p4" ? "read-protected-names" : "read-names";
    if (text.includes(name) && !asked.includes(name) && !gate.may(asker, opens, resource))
      return `the name of ${person}`;
    const isNamed = text.includes(`"${person}"`) && !asked.includes(person);
    // Whoever reads acts or accounts sees of whom they are; the people's accounts are called as they are.
    const mayKnow =
      gate.may(asker, "read", resource) ||
      gate.may(asker, "read", { kind: "act", id: "a-p1" }) ||
      gate.may(asker, "read", { kind: "account", id: person });
    if (isNamed && !mayKnow) return `that there is ${person}`;
  }
  return undefined;
}

/** What is wrong with an answer; undefined where nothing is. */
async function wrongWith(asked: Asked): Promise<string | undefined> {
  const { method, made, who } = asked;
  const ended = new AbortController();
  const timer = setTimeout(() => ended.abort(), LONGEST_MILLISECONDS);
  try {
    const response = await fetch(`${ground.server.url}${made.path}`, {
      method: method.toUpperCase(),
      redirect: "manual",
      headers: { ...made.headers, ...(who === "public" ? {} : { "x-ground-account": who }) },
      signal: ended.signal,
      ...(made.body === undefined || method === "get" ? {} : { body: made.body }),
    });
    const type = response.headers.get("content-type") ?? "";
    if (type.includes("event-stream")) {
      await response.body?.cancel();
      return undefined;
    }
    const text = await response.text();
    if (response.status >= 500 && response.status !== 503) return `${response.status} ${text.slice(0, 300)}`;
    if (response.headers.get("x-content-type-options") !== "nosniff") return "no headers of ours";
    const leak = leakIn(text, asked);
    if (leak !== undefined) return `it shows ${leak}: ${text.slice(0, 300)}`;
    if (response.status < 400 || !type.includes("json")) return undefined;
    // AuthZEN and OAuth have refusals of their own form.
    if (/^\/(access|\.well-known|sign-in)\//.test(made.path)) return undefined;
    const said = JSON.parse(text) as { code?: unknown; status?: unknown };
    return typeof said.code === "string" && said.status === response.status
      ? undefined
      : `no problem document: ${text.slice(0, 200)}`;
  } catch (error) {
    return ended.signal.aborted ? "no answer in time" : String((error as Error).cause ?? error);
  } finally {
    clearTimeout(timer);
  }
}

/** Asks several at a time; gives what was wrong. */
async function askAll(all: readonly Asked[]): Promise<string[]> {
  const found: string[] = [];
  let next = 0;
  const worker = async (): Promise<void> => {
    for (let at = next++; at < all.length; at = next++) {
      const asked = all[at]!;
      const wrong = await wrongWith(asked);
      if (wrong !== undefined)
        found.push(
          `${asked.who}: ${asked.method} ${asked.made.path.slice(0, 200)} ${(asked.made.body ?? "").slice(0, 300)}: ${wrong}`,
        );
    }
  };
  await Promise.all(Array.from({ length: TOGETHER }, worker));
  return found;
}

describe("whatever the API is asked", () => {
  it("by every role, every route, rightly and wrongly, it answers", async () => {
    const document = await ground.as("public").json<ApiDocument>("/openapi.json");
    const seed = Number(process.env.COMITY_SEED ?? 20231215);
    const roles = ["public", ...ACCOUNTS.map(({ account }) => account)];
    const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => ({
        path,
        method,
        operation: operation as Operation,
      })),
    );
    expect(operations.length).toBeGreaterThan(40);
    const asked = operations.flatMap(({ path, method, operation }, k) => {
      const made = fc.sample(requestsFor(path, operation, document), {
        seed: seed + k,
        numRuns: STRANGE * RUNS,
      });
      // Every role comes to every kind of route, and with more runs to every route.
      const strange = made.map(
        (each, at): Asked => ({ method, made: each, who: roles[(k + at * 7) % roles.length]! }),
      );
      if (method !== "get") return strange;
      // Most of what is made up is refused before it could show anything: what is plain is not.
      const ids = path.includes("{") ? [PLAIN_IDS[0], PLAIN_IDS[k % PLAIN_IDS.length]!] : [PLAIN_IDS[0]];
      const plain = roles.flatMap((who) =>
        ids.map((id): Asked => ({ method, made: plainRequest(path, operation, id), who })),
      );
      return [...plain, ...strange];
    });
    const wrong = await askAll(asked);
    expect(wrong.slice(0, 12)).toEqual([]);
    expect(faults.slice(0, 3)).toEqual([]);
    expect((await ground.as("public").get("/readyz")).status).toBe(200);
    const { store } = ground.server.context;
    expect((await store.verify()).broken).toBeUndefined();
  });
});
