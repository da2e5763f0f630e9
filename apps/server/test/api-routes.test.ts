/** The pages ask by types that are made of the API's own document: a route that changes is a page that no longer compiles. */
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, it } from "vitest";
import { apiTypes } from "../../../scripts/api-routes.mjs";
import { type Ground, openGround } from "./ground/ground.ts";

const FILE = fileURLToPath(new URL("../../web/src/api/generated/routes.ts", import.meta.url));

let ground: Ground;
beforeAll(async () => {
  ground = await openGround();
});
afterAll(() => ground?.stop());

it("are those of the document", async () => {
  const made = apiTypes(await (await fetch(`${ground.server.url}/openapi.json`)).json());
  if (process.env.UPDATE_GOLDEN === "1") writeFileSync(FILE, made);
  expect(readFileSync(FILE, "utf8")).toBe(made);
});
