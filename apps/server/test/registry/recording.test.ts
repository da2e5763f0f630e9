/** Recording acts over HTTP: under an expected head, all or nothing, about whom one may record. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Ground, openGround } from "../ground/ground.ts";

let ground: Ground;
beforeAll(async () => {
  ground = await openGround();
});
afterAll(() => ground?.stop());

const PATH = "/api/v1/acts";
const membership = (id: string, own: object = {}) => ({
  act: "qualification",
  id,
  on: "2024-01-01",
  by: "users office",
  person: "p1",
  experiment: "X",
  ...own,
});

async function headTag(): Promise<string> {
  return (await ground.as("users-office").get("/api/v1/registry/head")).headers.get("etag")!;
}

async function recorded(acts: readonly object[], match: string | undefined, who = "users-office") {
  const headers: Record<string, string> = match === undefined ? {} : { "if-match": match };
  const response = await ground.as(who).post(PATH, { acts }, headers);
  const body = (await response.json()) as Record<string, unknown>;
  return { status: response.status, tag: response.headers.get("etag"), body, code: body.code };
}

describe("recording", () => {
  it("is durable, followed, and safe to ask again", async () => {
    const before = await headTag();
    const first = await recorded([membership("q1")], before);
    expect(first).toMatchObject({ status: 201, body: { added: [{ id: "q1", recordedBy: "users-office" }] } });
    const { position } = (first.body as { head: { position: number } }).head;
    expect(ground.server.context.followed.position).toBe(position);
    const again = await recorded([membership("q1")], first.tag!);
    expect(again).toMatchObject({ status: 201, tag: first.tag, body: { added: [], repeated: ["q1"] } });
    expect(await ground.as("auditor").json("/api/v1/acts/q1")).toMatchObject({ id: "q1", position });
    const page = await ground.as("auditor").json("/api/v1/acts?sort=qualification");
    expect(page).toMatchObject({ entries: [{ id: "q1" }], next: null });
  });

  it("says which head it knows, and hears what came since", async () => {
    const stale = await headTag();
    expect(await recorded([membership("q2")], undefined)).toMatchObject({
      status: 428,
      code: "if-match-missing",
    });
    expect((await recorded([membership("q2")], "*")).status).toBe(201);
    const late = await recorded([membership("q3")], stale);
    expect(late).toMatchObject({
      status: 412,
      code: "head-moved",
      tag: await headTag(),
      body: { since: [{ id: "q2" }] },
    });
    const strange = await recorded([membership("q3")], `"${"ab".repeat(32)}"`);
    expect(strange).toMatchObject({ status: 404, code: "unknown-head" });
    expect(await recorded([membership("q3")], "abc")).toMatchObject({ status: 400, code: "wrong-if-match" });
    expect((await ground.as("auditor").get("/api/v1/acts/q3")).status).toBe(404);
  });

  const REFUSED: readonly (readonly [string, object, number, string])[] = [
    ["a person of another registry", { person: "p77" }, 422, "unknown-person"],
    ["a day that is none", { on: "2024-02-30" }, 400, "malformed-day"],
    ["a member that says nothing", { colour: "red" }, 400, "unexpected-value"],
    [
      "an act that is not there",
      { act: "end", ends: "nothing", lastDay: "2024-01-01", person: undefined, experiment: undefined },
      422,
      "unknown-act",
    ],
    ["tomorrow's act", { recorded: "2999-01-01" }, 400, "day-to-come"],
    ["the same id with another content", { id: "q1", on: "2023-01-01" }, 409, "act-differs"],
    ["no sort of act", { act: "qualificaton" }, 400, "unknown-choice"],
  ];
  it.each(REFUSED)("refuses %s, and the rest of the call with it", async (_what, own, status, code) => {
    const head = await headTag();
    expect(await recorded([membership("fine"), membership("odd", own)], "*")).toMatchObject({ status, code });
    expect(await headTag()).toBe(head);
  });

  const alias = { act: "alias", id: "al", on: "2024-01-01", person: "p1", alias: "Q" };
  const end = { act: "end", id: "e1", on: "2024-01-01", ends: "ica-b", lastDay: "2024-06-01" };
  const WHO: readonly (readonly [string, string, object, number])[] = [
    ["the public", "public", membership("w"), 401],
    ["a scientist", "p1", membership("w"), 403],
    ["an auditor", "auditor", membership("w"), 403],
    ["the legal service about a person", "legal-service", membership("w"), 403],
    ["the users office about an agreement", "users-office", end, 403],
    ["the users office about an alias", "users-office", alias, 404],
    ["the alias keeper", "alias-keeper", alias, 201],
    [
      "a withdrawal of what one may not record",
      "users-office",
      { act: "withdrawal", id: "u", on: "2024-01-01", withdraws: "al" },
      404,
    ],
  ];
  it.each(WHO)("is asked of the gate for every subject: %s", async (_what, who, act, status) => {
    const got = await recorded([act], "*", who);
    expect([got.status, got.body.detail]).toEqual([status, status === 201 ? undefined : expect.any(String)]);
  });
});
