/** The manual: a document that has every route, a page that works offline under the content security policy, pages of problems. */
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { CATALOGUE } from "../src/problems/catalogue.ts";
import { type Ground, openGround } from "./ground/ground.ts";

let ground: Ground;
beforeAll(async () => {
  ground = await openGround();
});
afterAll(() => ground?.stop());

interface Operation {
  readonly operationId?: string;
  readonly summary?: string;
  readonly "x-comity-access"?: object;
  readonly responses: Readonly<Record<string, object>>;
}

const CHROMIUM = "/usr/bin/chromium";

describe("the document", () => {
  it("has every route, with what it asks the gate and how it refuses", async () => {
    const document = await ground
      .as("public")
      .json<{ openapi: string; paths: Record<string, Record<string, Operation>> }>("/openapi.json");
    expect(document.openapi).toBe("3.1.0");
    const { guards } = ground.server.app;
    expect(guards.length).toBeGreaterThan(25);
    const lacking = guards.filter(({ path, method, isPage }) => {
      if (isPage) return false;
      const operation = document.paths[path]?.[method];
      // AuthZEN's routes are written down as its specification has them.
      if (path.startsWith("/access/v1/")) return operation === undefined;
      return operation?.["x-comity-access"] === undefined || operation.responses["4XX"] === undefined;
    });
    expect(lacking.map(({ method, path }) => `${method} ${path}`)).toEqual([]);
    const ids = Object.values(document.paths).flatMap((path) =>
      Object.values(path).flatMap(({ operationId }) => operationId ?? []),
    );
    expect(new Set(ids).size).toBe(ids.length);
  });

  it("says where null may be so that a program can read it, and nests what nests", async () => {
    const text = await (await ground.as("public").get("/openapi.json")).text();
    // `allOf` of an object and of null is fulfilled by nothing.
    expect(text).not.toMatch(/"allOf":\[[^\]]*"null"/);
    const { components } = JSON.parse(text);
    const { step, below, days } = components.schemas.Step.properties;
    expect(below.items).toEqual({ $ref: "#/components/schemas/Step" });
    expect(days.anyOf).toEqual([{ $ref: "#/components/schemas/Days" }, { type: "null" }]);
    expect(step.enum).toContain("absent");
  });

  it("is the same under its tag", async () => {
    const first = await ground.as("public").get("/openapi.json");
    const tag = first.headers.get("etag")!;
    expect((await ground.as("public").get("/openapi.json", { "if-none-match": tag })).status).toBe(304);
  });
});

describe("the page", () => {
  it("shows the routes, breaks no policy of the page, and asks nobody else", async () => {
    const browser = await chromium.launch({ executablePath: CHROMIUM, args: ["--no-sandbox"] });
    try {
      const page = await browser.newPage();
      const said: string[] = [];
      const asked = new Set<string>();
      page.on("console", (message) => {
        if (message.type() === "error") said.push(message.text());
      });
      page.on("pageerror", (error) => said.push(String(error)));
      page.on("request", (request) => asked.add(new URL(request.url()).origin));
      await page.goto(`${ground.server.url}/manual`);
      await page.click('[data-tag="Agreements"]', { timeout: 60_000 });
      await page.waitForSelector('[data-path="/api/v1/agreements"]', { timeout: 60_000 });
      expect(said).toEqual([]);
      expect([...asked].filter((origin) => origin !== "null")).toEqual([ground.server.url]);
    } finally {
      await browser.close();
    }
  });

  it("has no other files than its own", async () => {
    for (const file of ["nothing.js", "..%2f..%2fpackage.json", "package.json"])
      expect((await ground.as("public").get(`/manual/${file}`)).status).toBe(404);
  });
});

describe("problems", () => {
  it("have a page each", async () => {
    const response = await ground.as("public").get("/problems/head-moved");
    expect(response.headers.get("content-type")).toContain("text/html");
    expect(await response.text()).toContain("Others have recorded acts since");
    expect((await ground.as("public").get("/problems/%3Cscript%3E")).status).toBe(400);
  });

  it("that these rooms say are all in the catalogue", () => {
    const here = dirname(fileURLToPath(import.meta.url));
    const files = [
      "app.ts",
      "guarded-route.ts",
      "limits/body.ts",
      "limits/rates.ts",
      "problems/from-errors.ts",
      "questions/asked.ts",
      "reading/known.ts",
      "reading/pages.ts",
      "reading/tags.ts",
      "registry/acts-room.ts",
      "serve/listener.ts",
    ];
    const codes = files.flatMap((file) => {
      const text = readFileSync(join(here, "../src", file), "utf8");
      return Array.from(text.matchAll(/problem\(\s*\d{3},\s*"([a-z-]+)"/g), ([, code]) => code!);
    });
    expect(codes.length).toBeGreaterThan(20);
    expect(codes.filter((code) => CATALOGUE[code] === undefined)).toEqual([]);
  });
});
