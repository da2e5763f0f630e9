/**
 * The shorter way of an access decision answers what the usual one does: status, headers and body, whatever is sent. A cookie beside a
 * token is not looked at, and sends a request the usual way.
 */
import { type IncomingHttpHeaders, request } from "node:http";
import fc from "fast-check";
import {
  afterAll,
  afterEach,
  beforeAll,
  beforeEach,
  describe,
  expect,
  type MockInstance,
  test,
  vi,
} from "vitest";
import { accessRoom } from "../../src/authzen/access-room.ts";
import { signInRoom } from "../../src/sign-in/index.ts";
import { ACCESS_CLIENT, makeAccessClient, tokenOf } from "../ground/access-client.ts";
import { type Ground, openGround } from "../ground/ground.ts";

const PATH = "/access/v1/evaluation";
const HOME = { type: "registry", id: "test" };
const ask = (id: string, more: object = {}): object => ({
  subject: { type: "person", id },
  action: { name: "site_access" },
  resource: HOME,
  ...more,
});

interface Answer {
  readonly status: number | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

type Lines = readonly (readonly [string, string])[];

let ground: Ground;
let secret: string;
let bearer: string;
let usual: MockInstance;
beforeAll(async () => {
  ground = await openGround({
    rooms: [accessRoom, signInRoom],
    signsIn: true,
    env: { COMITY_ACCESS_RATE_PER_SECOND: "100000" },
  });
  secret = await makeAccessClient(ground.server.context.store);
  bearer = (await tokenOf(ground.server.url, secret)).authorization;
});
afterAll(() => ground.stop());
beforeEach(() => {
  usual = vi.spyOn(ground.server.app.hono, "fetch");
});
afterEach(() => usual.mockRestore());

function send(body: string | Uint8Array, lines: Lines): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const bytes = Buffer.from(body as string);
    const flat = [...lines, ["Content-Length", String(bytes.length)] as const].flat();
    const asked = request(
      `${ground.server.url}${PATH}`,
      { method: "POST", headers: ["Host", "localhost", ...flat] as never },
      (response) => {
        const parts: Buffer[] = [];
        response.on("data", (part: Buffer) => parts.push(part));
        response.on("end", () =>
          resolve({
            status: response.statusCode,
            headers: response.headers,
            body: Buffer.concat(parts).toString("utf8"),
          }),
        );
      },
    );
    asked.on("error", reject);
    asked.end(bytes);
  });
}

const plain = (): Lines => [
  ["Authorization", bearer],
  ["Content-Type", "application/json"],
  ["X-Request-Id", "asked-1"],
];

/** What both ways answer, which must be the same; the first by the shorter way, the second by the usual one. */
async function both(body: string | Uint8Array, lines: Lines = plain()): Promise<Answer> {
  usual.mockClear();
  const short = await send(body, lines);
  expect(usual).not.toHaveBeenCalled();
  const long = await send(body, [...lines, ["Cookie", "none=of-ours"]]);
  expect(usual).toHaveBeenCalledOnce();
  const comparable = ({ status, headers, body: text }: Answer) => {
    const { date: _, ...own } = headers;
    return { status, headers: own, body: text };
  };
  expect(comparable(short)).toEqual(comparable(long));
  return short;
}

const BODIES: Record<string, [number, string | Uint8Array]> = {
  "a yes": [200, JSON.stringify(ask("p1"))],
  "a no": [200, JSON.stringify(ask("nobody"))],
  "another day": [200, JSON.stringify(ask("p1", { context: { day: "2020-01-01", knownOn: "2024-01-01" } }))],
  "an action that is none": [200, JSON.stringify(ask("p1", { action: { name: "fly" } }))],
  "an experiment": [
    200,
    JSON.stringify(ask("p1", { action: { name: "data_access" }, resource: { type: "experiment", id: "X" } })),
  ],
  "no subject": [400, JSON.stringify({ action: { name: "site_access" }, resource: HOME })],
  "a day that is none": [400, JSON.stringify(ask("p1", { context: { day: "2024-02-30" } }))],
  "no object": [400, "[]"],
  "no JSON": [400, "{"],
  "a member twice": [400, '{"subject":{"type":"person","type":"person","id":"p1"}}'],
  "half a character": [400, JSON.stringify(ask("p1")).replace("p1", "\\ud800")],
  "too deep": [400, `{"a":${"[".repeat(60)}${"]".repeat(60)}}`],
  "not UTF-8": [400, Uint8Array.from([0x22, 0xff, 0x22])],
  "letters beyond ASCII": [200, JSON.stringify(ask("Zoë \u{1f600}"))],
};

describe("both ways answer the same", () => {
  for (const [name, [status, body]] of Object.entries(BODIES))
    test(name, async () => {
      expect((await both(body)).status).toBe(status);
    });

  test("whatever is sent", async () => {
    const whole = JSON.stringify(ask("p1", { context: { day: "2024-11-15" } }));
    const cut = fc
      .tuple(fc.nat({ max: whole.length }), fc.nat({ max: 12 }), fc.string({ maxLength: 4 }))
      .map(([at, many, put]) => `${whole.slice(0, at)}${put}${whole.slice(at + many)}`);
    const odd = fc.json({ maxDepth: 3 });
    await fc.assert(
      fc.asyncProperty(fc.oneof(cut, cut, odd), async (body) => {
        if (body !== "") await both(body);
      }),
      { numRuns: 120 },
    );
  });

  test("without an id of the request's own, each answer has another", async () => {
    const lines = plain().slice(0, 2);
    const [a, b] = [
      await send(JSON.stringify(ask("p1")), lines),
      await send(JSON.stringify(ask("p1")), lines),
    ];
    expect(usual).not.toHaveBeenCalled();
    expect(a.headers["x-request-id"]).not.toBe(b.headers["x-request-id"]);
  });
});

describe("the usual way is taken", () => {
  const body = JSON.stringify(ask("p1"));
  const CASES: Record<string, [number, () => Lines]> = {
    "without a token": [401, () => plain().slice(1)],
    "with a token of nobody": [401, () => [["Authorization", "Bearer nobody"], ...plain().slice(1)]],
    "with two tokens": [401, () => [["Authorization", bearer], ...plain()]],
    "with another form": [
      400,
      () => [
        ["Authorization", bearer],
        ["Content-Type", "text/plain"],
      ],
    ],
    "with two forms": [400, () => [...plain(), ["Content-Type", "text/plain"]]],
    "with a purpose": [403, () => [...plain(), ["Comity-Purpose", "curiosity"]]],
  };
  for (const [name, [status, lines]] of Object.entries(CASES))
    test(name, async () => {
      expect((await send(body, lines())).status).toBe(status);
      expect(usual).toHaveBeenCalledOnce();
    });

  test("with a body that is longer than most", async () => {
    const long = JSON.stringify(ask("p1", { context: { more: "x".repeat(20_000) } }));
    expect((await send(long, plain())).status).toBe(200);
    expect(usual).toHaveBeenCalledOnce();
  });
});

test("looks are recorded, answers counted, and a token that was revoked is refused", async () => {
  const { context, url } = ground.server;
  expect((await send(JSON.stringify(ask("p2")), plain())).status).toBe(200);
  expect(usual).not.toHaveBeenCalled();
  expect(await context.metrics.registry.metrics()).toMatch(
    /comity_http_request_seconds_count\{method="POST",route="\/access\/v1\/evaluation",status="200"\} \d/,
  );
  const looks = (await context.store.looks(["p2"])).filter(({ by }) => by === ACCESS_CLIENT);
  expect(looks.map(({ person, purpose }) => [person, purpose])).toEqual([["p2", "access control"]]);
  const revoked = await fetch(`${url}/oauth/revoke`, {
    method: "POST",
    body: new URLSearchParams({
      token: bearer.slice("Bearer ".length),
      client_id: ACCESS_CLIENT,
      client_secret: secret,
    }),
  });
  expect(revoked.status).toBe(200);
  usual.mockClear();
  const after = await send(JSON.stringify(ask("p2")), plain());
  expect([after.status, (JSON.parse(after.body) as { code: string }).code]).toEqual([401, "token-unknown"]);
  expect(usual).toHaveBeenCalledOnce();
});

test("both ways count towards the same limit", async () => {
  await ground.stop();
  ground = await openGround({
    rooms: [accessRoom, signInRoom],
    signsIn: true,
    env: { COMITY_ACCESS_RATE_PER_SECOND: "2" },
  });
  bearer = (await tokenOf(ground.server.url, await makeAccessClient(ground.server.context.store)))
    .authorization;
  const cookie = ["Cookie", "none=of-ours"] as const;
  const body = JSON.stringify(ask("p1"));
  const answers = await Promise.all(
    [plain(), plain(), [...plain(), cookie], plain(), [...plain(), cookie], plain(), plain()].map((lines) =>
      send(body, lines),
    ),
  );
  const refused = answers.filter(({ status }) => status === 429);
  expect(refused.length).toBeGreaterThanOrEqual(3);
  const told = refused.map(({ headers, body: text }) => [headers["retry-after"], text]);
  expect(new Set(told.map((each) => JSON.stringify(each))).size).toBe(1);
});
