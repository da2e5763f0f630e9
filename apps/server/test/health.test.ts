/** Whether a server is alive and ready, and what every answer carries. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Ground, openGround } from "./ground/ground.ts";

let ground: Ground;
beforeAll(async () => {
  ground = await openGround();
});
afterAll(() => ground?.stop());

describe("a running server", () => {
  it("is alive and ready", async () => {
    expect(await ground.as("public").json("/healthz")).toEqual({ status: "alive" });
    const { store, followed } = ground.server.context;
    expect((await store.head()).position).toBe(followed.position);
    expect(await ground.as("public").json("/readyz")).toMatchObject({
      status: "ready",
      position: followed.position,
    });
  });

  it("says what is wrong with a request as a problem document", async () => {
    const response = await ground.as("public").get("/healthz?verbse=1");
    expect(response.status).toBe(400);
    expect(response.headers.get("content-type")).toBe("application/problem+json");
    expect(await response.json()).toEqual({
      type: "/problems/wrong-query",
      title: "Bad request",
      status: 400,
      detail: "`query.verbse`: unknown field `verbse`",
      code: "wrong-query",
      instance: "/healthz",
      errors: [{ path: "query.verbse", message: "unknown field `verbse`", help: "there are no fields here" }],
      help: "there are no fields here",
    });
  });

  it("says what a path takes", async () => {
    const response = await ground.as("public").post("/healthz", {});
    expect(response.status).toBe(405);
    expect(response.headers.get("allow")).toBe("GET");
    expect((await ground.as("public").get("/nowhere")).status).toBe(404);
  });
});
