/**
 * The pages on the CERN scenario in a real Chromium: `node pages/run.mjs`. Times are taken inside the page: from the event of the pointer, as
 * the browser dates it, to the first moment after the frame in which the picture of that day's fact sheet was drawn.
 */
import { execFileSync, fork } from "node:child_process";
import { randomBytes } from "node:crypto";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { chromium } from "../../node_modules/playwright-core/index.mjs";
import { COMMAND, DECISION, SCENARIO } from "../impact/contest.mjs";
import { DRAG_EVERY, DRAG_MILLISECONDS, MOVES, OPENINGS, SCROLL_MILLISECONDS, WARMUPS } from "./contest.mjs";

const CHROMIUM = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find(
  existsSync,
);
const FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"];

const at = (values, share) => {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
};

/** Runs in the page: keeps the time of every frame from now on. */
function watchFrames() {
  globalThis.frames_ = [];
  let last = performance.now();
  const next = (now) => {
    globalThis.frames_.push(now - last);
    last = now;
    globalThis.watching_ = requestAnimationFrame(next);
  };
  globalThis.watching_ = requestAnimationFrame(next);
}

/** Runs in the page: the frames that were kept. */
function framesKept() {
  cancelAnimationFrame(globalThis.watching_);
  return globalThis.frames_.slice(1);
}

/** Runs in the page: keeps for each new picture how long ago the pointer had last moved before its day was asked for. */
function watchPictures() {
  const main = document.querySelector("[data-shown]");
  globalThis.pictures_ = [];
  addEventListener(
    "pointermove",
    (event) => {
      globalThis.moved_ = event.timeStamp;
    },
    { capture: true },
  );
  new MutationObserver(() => {
    const moved = globalThis.moved_;
    // After the frame that draws what has just changed.
    requestAnimationFrame(() => setTimeout(() => globalThis.pictures_.push(performance.now() - moved)));
  }).observe(main, { attributes: true, attributeFilter: ["data-shown"] });
}

async function openings(browser, url) {
  const times = [];
  for (let k = 0; k < OPENINGS; k++) {
    const context = await browser.newContext({ viewport: { width: 1440, height: 1000 } });
    const page = await context.newPage();
    await page.goto(`${url}/`, { waitUntil: "commit" });
    await page.locator("main svg[role=img]").first().waitFor();
    times.push(
      await page.evaluate(
        () => new Promise((done) => requestAnimationFrame(() => setTimeout(() => done(performance.now())))),
      ),
    );
    await context.close();
  }
  return { p50: at(times, 0.5), most: Math.max(...times), count: times.length };
}

/** The handle's place, and a way to put it at a distance from there. */
async function takeHandle(page) {
  const grip = page.locator("[role=slider] .date-handle-grip").first();
  const box = await grip.boundingBox();
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  await page.mouse.move(x, y);
  await page.mouse.down();
  return (by) => page.mouse.move(x + by, y);
}

async function movesIn(page) {
  await page.evaluate(watchPictures);
  const moveTo = await takeHandle(page);
  for (let k = 1; k <= MOVES; k++) {
    // Every step is at least a day, to and fro over some months.
    await moveTo((k % 80 < 40 ? k % 80 : 80 - (k % 80)) * 3);
    await page.waitForFunction((count) => globalThis.pictures_.length >= count, k, { timeout: 30_000 });
  }
  await page.mouse.up();
  const times = (await page.evaluate(() => globalThis.pictures_)).slice(WARMUPS);
  return { p50: at(times, 0.5), p95: at(times, 0.95), most: Math.max(...times), count: times.length };
}

async function dragIn(page) {
  await pause(1_000);
  const moveTo = await takeHandle(page);
  await page.evaluate(() => {
    globalThis.pictures_ = [];
  });
  await page.evaluate(watchFrames);
  const began = performance.now();
  for (let k = 0; performance.now() - began < DRAG_MILLISECONDS; k++) {
    await moveTo(120 * Math.sin(k / 20));
    await pause(DRAG_EVERY);
  }
  const milliseconds = performance.now() - began;
  const frames = await page.evaluate(framesKept);
  await page.mouse.up();
  return {
    milliseconds,
    pictures: await page.evaluate(() => globalThis.pictures_.length),
    frames: frames.length,
    p95: at(frames, 0.95),
    longest: Math.max(...frames),
    over: frames.filter((frame) => frame > 100).length,
  };
}

async function scrollIn(page, url) {
  await page.goto(`${url}/people?knownOn=2023-12-15`);
  await page.locator("[role=table] [role=row]").nth(5).waitFor();
  await pause(1_000);
  await page.mouse.move(700, 600);
  await page.evaluate(watchFrames);
  const began = performance.now();
  while (performance.now() - began < SCROLL_MILLISECONDS) {
    await page.mouse.wheel(0, 400);
    await pause(DRAG_EVERY);
  }
  const frames = await page.evaluate(framesKept);
  return { frames: frames.length, p95: at(frames, 0.95), longest: Math.max(...frames) };
}

const folder = mkdtempSync(join(tmpdir(), "comity-bench-"));
const where = join(folder, "cern.store");
const env = { ...process.env, COMITY_MASTER_KEY: randomBytes(32).toString("base64") };
const comity = (...words) =>
  execFileSync(process.execPath, [COMMAND, ...words], { env, stdio: ["ignore", "ignore", "pipe"] });
const progress = (text) => process.send?.({ progress: text });
let child;
let browser;
try {
  if (CHROMIUM === undefined) throw new Error("there is no Chromium on this machine");
  progress("loading the scenario");
  comity("registry", "init", where, "--registry", "cern-2024");
  comity("registry", "load", where, SCENARIO, "--by", "bench");
  child = fork(fileURLToPath(new URL("../drafts/serve.mjs", import.meta.url)), [where], { env });
  const said = await new Promise((resolve) => child.once("message", resolve));
  const url = said.url.replace("127.0.0.1", "localhost");
  browser = await chromium.launch({ executablePath: CHROMIUM, args: FLAGS });
  progress("the first page");
  const first = await openings(browser, url);
  const made = await fetch(`${url}/api/v1/drafts`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ decision: JSON.parse(readFileSync(DECISION, "utf8")) }),
  });
  const { id } = await made.json();
  const page = await browser.newPage({ viewport: { width: 1440, height: 1000 } });
  progress("the studio");
  const began = performance.now();
  await page.goto(`${url}/studio/${id}?knownOn=2023-12-15`);
  await page.locator("[role=slider]").first().waitFor({ timeout: 120_000 });
  const studio = performance.now() - began;
  // Remedies take a while longer, and would be measured too.
  await page.waitForLoadState("networkidle", { timeout: 5_000 }).catch(() => undefined);
  await pause(5_000);
  progress("one movement after the other");
  const moves = await movesIn(page);
  progress("dragging");
  const drag = await dragIn(page);
  progress("scrolling");
  const scroll = await scrollIn(page, url);
  const result = { first, studio, moves, drag, scroll, load: loadavg()[0] };
  if (process.send === undefined) console.log(result);
  else process.send({ result });
} catch (error) {
  if (process.send === undefined) throw error;
  process.send({ error: error.stack });
} finally {
  await browser?.close();
  child?.send("stop");
  await new Promise((resolve) => child?.once("exit", resolve) ?? resolve());
  rmSync(folder, { recursive: true, force: true });
  process.exit();
}
