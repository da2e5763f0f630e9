/** The pages' files over HTTP: one document for every address, its nonce, files by their tags, the icon. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { readBuiltPages } from "../src/pages/built-pages.ts";
import { pagesRoom } from "../src/pages/pages-room.ts";
import { type Ground, openGround } from "./ground/ground.ts";

const folder = mkdtempSync(join(tmpdir(), "comity-pages-"));
mkdirSync(join(folder, "assets"));
writeFileSync(
  join(folder, "index.html"),
  '<!doctype html><meta name="comity-nonce" content="%COMITY_NONCE%">',
);
writeFileSync(join(folder, "favicon.svg"), '<svg xmlns="http://www.w3.org/2000/svg"/>');
writeFileSync(
  join(folder, "assets", "pages-0a1b.js"),
  `"use strict";${"// so that it can be made smaller\n".repeat(50)}`,
);

let ground: Ground;
beforeAll(async () => {
  ground = await openGround({ rooms: [pagesRoom(readBuiltPages(folder))] });
});
afterAll(async () => {
  await ground?.stop();
  rmSync(folder, { recursive: true, force: true });
});

const get = (path: string, headers: Record<string, string> = {}) =>
  fetch(`${ground.server.url.replace("127.0.0.1", "localhost")}${path}`, { headers });

it("are one document at every address, each time with another nonce that its policy names", async () => {
  const nonces = new Set<string>();
  for (const path of ["/", "/studio", "/people/p1?knownOn=2023-12-15", "/help/studio"]) {
    const page = await get(path);
    expect([path, page.status]).toEqual([path, 200]);
    const [, nonce] = /content="([^"]+)"/.exec(await page.text())!;
    expect(page.headers.get("content-security-policy")).toContain(`'nonce-${nonce}'`);
    nonces.add(nonce!);
  }
  expect(nonces.size).toBe(4);
});

it("have the icon where a page names it, and where browsers look for one", async () => {
  for (const path of ["/favicon.svg", "/favicon.ico"]) {
    const icon = await get(path);
    expect([icon.status, icon.headers.get("content-type")]).toEqual([200, "image/svg+xml"]);
  }
});

it("are kept for good where their name changes with them, and asked for again by their tag", async () => {
  const script = await get("/assets/pages-0a1b.js", { "accept-encoding": "br" });
  expect(script.headers.get("cache-control")).toContain("immutable");
  expect(script.headers.get("content-encoding")).toBe("br");
  expect(await script.text()).toContain("use strict");
  const tag = script.headers.get("etag")!;
  expect((await get("/assets/pages-0a1b.js", { "if-none-match": tag })).status).toBe(304);
  for (const path of ["/assets/nothing.js", "/assets/..%2findex.html", "/nowhere"])
    expect([path, (await get(path)).status]).toEqual([path, 404]);
});

it("send whoever typed the number of this machine to its name, where they can sign in", async () => {
  const typed = `${ground.server.url}/studio?knownOn=2023-12-15`;
  const sent = await fetch(typed, { redirect: "manual" });
  expect([sent.status, sent.headers.get("location")]).toEqual([307, typed.replace("127.0.0.1", "localhost")]);
});
