/**
 * A live stream of fact sheets on the CERN scenario, from another process: `node drafts/run.mjs`. From the moment in which a date is
 * sent to that in which its whole fact sheet is there.
 */
import { execFileSync, fork } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { day, formatDay } from "../../packages/calendar/dist/index.js";
import { COMMAND, DECISION, SCENARIO } from "../impact/contest.mjs";
import { DATES, EVERY_MILLISECONDS, FOR_SECONDS, STREAMS, WARMUPS } from "./contest.mjs";

const FIRST_DAY = day("2024-01-01");

/** The fact sheets of a stream, as they come. */
class Stream {
  static async open(url, draft) {
    const stream = new Stream();
    const response = await fetch(`${url}/api/v1/drafts/${draft}/stream`);
    stream.url = url;
    stream.sheets = stream.#events(response.body);
    const { value: opened } = await stream.sheets.next();
    stream.post = opened.data.post;
    await stream.sheets.next();
    return stream;
  }

  async *#events(body) {
    const decoder = new TextDecoder();
    let text = "";
    for await (const piece of body) {
      text += decoder.decode(piece, { stream: true });
      for (let end = text.indexOf("\n\n"); end >= 0; end = text.indexOf("\n\n")) {
        const event = text.slice(0, end);
        text = text.slice(end + 2);
        const data = /^data: (.*)$/m.exec(event)?.[1];
        if (data !== undefined) yield { data: JSON.parse(data), at: performance.now() };
      }
    }
  }

  want(date) {
    return fetch(`${this.url}${this.post}`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ day: formatDay(date) }),
    }).then((response) => response.json());
  }
}

const at = (values, share) => {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
};

/** One date after the other, each when the fact sheet of the one before is there; and what others wait for meanwhile. */
async function inTurn(url, draft) {
  const stream = await Stream.open(url, draft);
  const times = [];
  const others = [];
  let isOver = false;
  const asking = (async () => {
    while (!isOver) {
      const began = performance.now();
      await (await fetch(`${url}/healthz`)).text();
      others.push(performance.now() - began);
      await pause(10);
    }
  })();
  for (let k = 0; k < DATES; k++) {
    const began = performance.now();
    void stream.want(FIRST_DAY + k);
    const { value } = await stream.sheets.next();
    if (value.data.number !== k + 1) throw new Error(`asked for ${k + 1}, got ${value.data.number}`);
    if (k >= WARMUPS) times.push(value.at - began);
  }
  isOver = true;
  await asking;
  return { times, others };
}

/** Several at once, each with a new date every so often, whether the one before is answered or not. */
async function together(url, draft) {
  const streams = await Promise.all(Array.from({ length: STREAMS }, () => Stream.open(url, draft)));
  const times = [];
  let [asked, skipped] = [0, 0];
  await Promise.all(
    streams.map(async (stream, index) => {
      const began = new Map();
      const count = Math.floor((FOR_SECONDS * 1000) / EVERY_MILLISECONDS);
      const reading = (async () => {
        for await (const { data, at: when } of stream.sheets) {
          skipped += data.skipped;
          times.push(when - began.get(data.number));
          if (data.number === count) return;
        }
      })();
      await pause((index * EVERY_MILLISECONDS) / STREAMS);
      for (let k = 1; k <= count; k++) {
        began.set(k, performance.now());
        asked++;
        await stream.want(FIRST_DAY + k * 7 + index);
        await pause(Math.max(0, EVERY_MILLISECONDS - (performance.now() - began.get(k))));
      }
      await reading;
    }),
  );
  return { times, asked, skipped };
}

const folder = mkdtempSync(join(tmpdir(), "comity-bench-"));
const where = join(folder, "cern.store");
const env = { ...process.env, COMITY_MASTER_KEY: randomBytes(32).toString("base64") };
const comity = (...words) =>
  execFileSync(process.execPath, [COMMAND, ...words], { env, stdio: ["ignore", "ignore", "pipe"] });
const progress = (text) => process.send?.({ progress: text });
let child;
try {
  progress("loading the scenario");
  comity("registry", "init", where, "--registry", "cern-2024");
  comity("registry", "load", where, SCENARIO, "--by", "bench");
  child = fork(fileURLToPath(new URL("./serve.mjs", import.meta.url)), [where], {
    env,
    execArgv: ["--expose-gc"],
  });
  const hear = () => new Promise((resolve) => child.once("message", resolve));
  const { url } = await hear();
  const memory = async () => {
    child.send("memory");
    return hear();
  };
  const decision = JSON.parse(readFileSync(DECISION, "utf8"));
  progress("the first fact sheet");
  const began = performance.now();
  const made = await fetch(`${url}/api/v1/drafts`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ decision }),
  });
  const { id } = await made.json();
  await Stream.open(url, id);
  const first = performance.now() - began;
  const before = await memory();
  progress("one date after the other");
  const alone = await inTurn(url, id);
  progress("several streams at once");
  const between = await memory();
  const many = await together(url, id);
  const after = await memory();
  const result = {
    first,
    alone: {
      p50: at(alone.times, 0.5),
      p95: at(alone.times, 0.95),
      p99: at(alone.times, 0.99),
      count: alone.times.length,
      // Of all threads of the server, for each date: what a busy machine does not change.
      processor: (between.processor - before.processor) / DATES,
    },
    others: { p50: at(alone.others, 0.5), p99: at(alone.others, 0.99), count: alone.others.length },
    many: { p50: at(many.times, 0.5), p95: at(many.times, 0.95), asked: many.asked, skipped: many.skipped },
    memory: { before: before.memory, between: between.memory, after: after.memory },
    load: loadavg()[0],
  };
  if (process.send === undefined) console.log(result);
  else process.send({ result });
} catch (error) {
  if (process.send === undefined) throw error;
  process.send({ error: error.stack });
} finally {
  child?.send("stop");
  await new Promise((resolve) => child?.once("exit", resolve) ?? resolve());
  rmSync(folder, { recursive: true, force: true });
  process.exit();
}
