/** Reading and writing author lists: `node --expose-gc run.mjs [large]`; the large list has a process of its own, for its memory. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { readList, WRITE_FORMATS, writeList } from "../../packages/authorship/dist/index.js";
import { median, peakMemory, timed } from "../measure.mjs";
import { LARGE, madeUpList, READ, USUAL } from "./contest.mjs";

const PLAN = { warmups: 3, runs: 7, budgetSeconds: 20 };
const report = (text) => process.send?.({ progress: text });
const summary = ({ first, times, processor }) => ({
  first,
  median: median(times),
  best: Math.min(...times),
  processor: median(processor),
});

async function writing(list, plan) {
  const rows = [];
  for (const format of WRITE_FORMATS) {
    report(`writing ${format}`);
    rows.push({ format, ...summary(await timed(() => writeList(list, format), plan)) });
  }
  return rows;
}

/** The rival's own clock over the same file; undefined where there is no Python 3 to run it. */
function rivalReading(bytes) {
  const folder = mkdtempSync(join(tmpdir(), "comity-bench-"));
  try {
    const file = join(folder, "author.xml");
    writeFileSync(file, bytes);
    const script = fileURLToPath(new URL("./rival.py", import.meta.url));
    const run = spawnSync("python3", [script, file], { encoding: "utf8" });
    if (run.status !== 0) return undefined;
    const { times, authors, ties } = JSON.parse(run.stdout);
    return { first: times[0], median: median(times.slice(3)), best: Math.min(...times), authors, ties };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function run() {
  if (process.argv[2] === "large") {
    const before = peakMemory();
    const rows = await writing(madeUpList(LARGE), { ...PLAN, warmups: 1, runs: 3 });
    return { rows, before, memory: peakMemory() };
  }
  const { content } = await writeList(madeUpList(READ), "author.xml");
  const bytes = Buffer.from(content);
  report("reading author.xml");
  const read = await timed(() => readList({ name: "author.xml", bytes: () => [bytes] }), PLAN);
  const { authorsIn, leftOut, list } = read.result;
  const ties = list.authors.reduce((sum, { affiliations }) => sum + affiliations.length, 0);
  const rows = await writing(madeUpList(USUAL), PLAN);
  return {
    rows,
    read: { ...summary(read), authors: authorsIn - leftOut, ties, bytes: bytes.length },
    rival: rivalReading(bytes),
  };
}

run().then(
  (result) => {
    if (process.send === undefined) console.log(JSON.stringify(result, undefined, 2));
    else process.send({ result });
    process.disconnect?.();
  },
  (error) => {
    if (process.send === undefined) throw error;
    process.send({ error: error.stack ?? String(error) });
    process.disconnect();
    process.exitCode = 1;
  },
);
