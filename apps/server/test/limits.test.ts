/** What is too large, too deep, too slow or too much is cut off with a clear answer; a server that stops lets go of nobody. */
import { connect } from "node:net";
import { setTimeout as after } from "node:timers/promises";
import { z } from "@hono/zod-openapi";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { guardedRoute, newRoom } from "../src/guarded-route.ts";
import { DEEPEST_JSON, depthOf } from "../src/limits/body.ts";
import { type Ground, openGround } from "./ground/ground.ts";

let ground: Ground;
beforeAll(async () => {
  ground = await openGround({ patience: { headersSeconds: 1, requestSeconds: 2 } });
});
afterAll(() => ground?.stop());

/** What a server answers to bytes as they are; `slowly` sends the rest a byte at a time. */
function raw(text: string, slowly = ""): Promise<{ status: number; code: string | undefined }> {
  const { port } = ground.server;
  return new Promise((resolve, reject) => {
    const socket = connect(port, "127.0.0.1", () => socket.write(text));
    let answer = "";
    let at = 0;
    const drip = setInterval(() => {
      if (at < slowly.length && socket.writable) socket.write(slowly[at++]!);
    }, 100);
    socket.on("data", (part) => {
      answer += part.toString();
    });
    socket.on("error", reject);
    socket.on("close", () => {
      clearInterval(drip);
      const status = Number(/^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1]);
      resolve({ status, code: /"code":"([a-z-]+)"/.exec(answer)?.[1] });
    });
  });
}

const HEAD = "GET /healthz HTTP/1.1\r\nHost: x\r\n";
const POST = "POST /api/v1/acts HTTP/1.1\r\nHost: x\r\nX-Ground-Account: users-office\r\nIf-Match: *\r\n";
const JSON_BODY = "Content-Type: application/json\r\n";

describe("requests that are cut off", () => {
  const flood = Array.from({ length: 2_000 }, (_, k) => `X-H${k}: ${"v".repeat(20)}\r\n`).join("");
  const CASES: readonly (readonly [string, string, string, number, string])[] = [
    ["a flood of headers", HEAD + flood, "", 431, "headers-too-large"],
    ["a header without end", `${HEAD}X-Long: ${"v".repeat(20_000)}`, "", 431, "headers-too-large"],
    ["headers that come too slowly", HEAD, "X-A: b\r\n".repeat(20), 408, "too-slow"],
    [
      "a body that comes too slowly",
      `${POST}${JSON_BODY}Content-Length: 100000\r\n\r\n{"acts": [`,
      " ".repeat(60),
      408,
      "too-slow",
    ],
    ["what is no HTTP", "HELO mail.example\r\n\r\n", "", 400, "malformed-request"],
    [
      "two lengths",
      `${POST}${JSON_BODY}Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
      "",
      400,
      "malformed-request",
    ],
    [
      "a body that says it is too large",
      `${POST}${JSON_BODY}Content-Length: 5000000\r\n\r\n{`,
      "",
      413,
      "body-too-large",
    ],
  ];
  it.each(CASES)("%s", async (_what, text, slowly, status, code) => {
    expect(await raw(text, slowly)).toEqual({ status, code });
  });

  it("a body without a length that grows too large", async () => {
    const part = `${" ".repeat(65_536)}`;
    const sent = new ReadableStream({
      start: (controller) => {
        for (let k = 0; k < 80; k++) controller.enqueue(new TextEncoder().encode(part));
        controller.close();
      },
    });
    const response = await fetch(`${ground.server.url}/api/v1/acts`, {
      method: "POST",
      headers: { "content-type": "application/json", "x-ground-account": "users-office", "if-match": "*" },
      body: sent,
      duplex: "half",
    } as RequestInit);
    expect([response.status, await response.json()]).toMatchObject([413, { code: "body-too-large" }]);
  });

  const nested = (depth: number) => `{"acts":${"[".repeat(depth)}${"]".repeat(depth)}}`;
  const BODIES: readonly (readonly [string, string, string, number, string])[] = [
    ["deeper than anybody means", nested(100_000), "application/json", 400, "too-deep"],
    ["no JSON", '{"acts": [}', "application/json", 400, "malformed-body"],
    ["nothing", "", "application/json", 400, "malformed-body"],
    ["a form", "acts=1", "application/x-www-form-urlencoded", 415, "wrong-content-type"],
    ["of fields that are unknown", '{"acts": [], "atcs": 1}', "application/json", 400, "wrong-body"],
    ["a prototype", '{"__proto__": {"acts": []}}', "application/json", 400, "wrong-body"],
  ];
  it.each(BODIES)("a body that is %s", async (_what, body, type, status, code) => {
    const headers = { "content-type": type, "if-match": "*" };
    const response = await ground.as("users-office").request("POST", "/api/v1/acts", body, headers);
    expect([response.status, await response.json()]).toMatchObject([status, { code }]);
  });

  it("counts brackets, but not those in texts", () => {
    const CASES = [
      ['{"a": ["["]}', 2],
      ['"[[[[\\"[["', 0],
      [nested(DEEPEST_JSON), DEEPEST_JSON + 1],
    ] as const;
    for (const [text, depth] of CASES) expect(depthOf(text)).toBe(depth);
  });
});

describe("an account that asks too much", () => {
  it("is told when to go on, and nobody else is", async () => {
    const small = await openGround({ env: { COMITY_RATE_PER_MINUTE: "25" } });
    try {
      const ask = async (who: string, path = "/api/v1/registry") => small.as(who).get(path);
      const statuses = await Promise.all(Array.from({ length: 25 }, async () => (await ask("p1")).status));
      expect(new Set(statuses)).toEqual(new Set([200]));
      const late = await ask("p1");
      expect([late.status, await late.json()]).toMatchObject([429, { code: "too-many-requests" }]);
      expect(Number(late.headers.get("retry-after"))).toBeGreaterThan(0);
      expect((await ask("p2")).status).toBe(200);
      expect((await ask("public")).status).toBe(200);
      for (let k = 0; k < 30; k++) expect((await ask("public", "/healthz")).status).toBe(200);
      // A past day that nobody asked about lately costs as much as twenty requests.
      expect((await ask("p3", "/api/v1/agreements?knownOn=2021-01-01")).status).toBe(200);
      expect((await ask("p3", "/api/v1/agreements?knownOn=2019-01-01")).status).toBe(429);
    } finally {
      await small.stop();
    }
  });
});

describe("a server that stops", () => {
  it("lets what is under way end, and cuts off what does not", async () => {
    let release = (): void => undefined;
    let hasBegun = (): void => undefined;
    const begun = new Promise<void>((resolve) => {
      hasBegun = resolve;
    });
    const slow = () =>
      newRoom().openapi(
        guardedRoute({
          method: "get",
          path: "/slow/{how}",
          access: { anyone: "a test" },
          request: { params: z.object({ how: z.string() }) },
          responses: { 200: { description: "", content: { "application/json": { schema: z.object({}) } } } },
        }),
        async (c) => {
          if (c.req.valid("param").how === "long")
            await new Promise<void>((resolve) => {
              release = resolve;
              hasBegun();
            });
          else await new Promise(() => undefined);
          return c.json({}, 200);
        },
      );
    const own = await openGround({ rooms: [slow], env: { COMITY_STOP_SECONDS: "1" } });
    const long = own.as("public").get("/slow/long");
    const endless = own
      .as("public")
      .get("/slow/endless")
      .then(
        () => "answered",
        () => "cut off",
      );
    await begun;
    const stopped = own.stop();
    await after(100);
    await expect(own.as("public").get("/healthz")).rejects.toThrow();
    release();
    expect((await long).status).toBe(200);
    await stopped;
    expect(await endless).toBe("cut off");
  });
});
