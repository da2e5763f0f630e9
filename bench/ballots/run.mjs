/** A secret vote, made and counted: `node --expose-gc run.mjs COUNT`. The rival counts the same board, by its own clock. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { publicArithmetic } from "../../apps/cli/dist/ballot-files.js";
import { BELENIOS_2048, bigIntArithmetic, makeBallot, recount } from "../../packages/council/dist/index.js";
import { median, peakMemory, timed } from "../measure.mjs";
import { COUNCIL } from "./contest.mjs";
import { heldVote } from "./vote.mjs";

const count = Number(process.argv[2] ?? COUNCIL);
const plan =
  count > 100 ? { warmups: 0, runs: 1, budgetSeconds: 1 } : { warmups: 1, runs: 5, budgetSeconds: 30 };
const report = (text) => process.send?.({ progress: text });
const COMMAND = fileURLToPath(new URL("../../apps/cli/bin/comity.js", import.meta.url));
const summary = ({ first, times, processor }) => ({
  first,
  median: median(times),
  best: Math.min(...times),
  ...(processor === undefined ? {} : { processor: median(processor) }),
});

/** A program from the shell, several times, cold each time; undefined where it is not there or says no. */
function outside(program, words) {
  const times = [];
  for (let run = 0; run < plan.warmups + plan.runs; run++) {
    const start = performance.now();
    const { status } = spawnSync(program, words, { encoding: "utf8" });
    times.push(performance.now() - start);
    if (status !== 0) return undefined;
  }
  return summary({ first: times[0], times: times.slice(plan.warmups) });
}

async function run() {
  report(`holding a vote of ${count}`);
  const parts = {};
  const { uuid, board, election, secret } = heldVote(count, (name, work) => {
    report(`${name}, ${count}`);
    const start = performance.now();
    const value = work();
    parts[name] = (parts[name] ?? 0) + performance.now() - start;
    return value;
  });
  const folder = mkdtempSync(join(tmpdir(), "comity-bench-"));
  try {
    const file = join(folder, `${uuid}.bel`);
    writeFileSync(file, board);
    report("the rival");
    const rival = outside("belenios-tool", ["election", "verify", "--dir", folder]);
    report("the command");
    const command = outside(process.execPath, [COMMAND, "ballot", "verify", file]);
    report("in one process");
    const warm = summary(await timed(() => recount(board, publicArithmetic), plan));
    const plain = bigIntArithmetic(BELENIOS_2048);
    // What a browser does: plain numbers alone. Of many institutes that is not asked.
    const plainly =
      count > 100
        ? undefined
        : summary(await timed(() => recount(board, () => plain), { ...plan, warmups: 0 }));
    const fresh = bigIntArithmetic(BELENIOS_2048);
    const ballot = summary(
      await timed(() => makeBallot(fresh, election, secret, [[0, 1, 0]]), {
        warmups: 1,
        runs: 5,
        budgetSeconds: 10,
      }),
    );
    return { count, bytes: board.length, parts, rival, command, warm, plainly, ballot, memory: peakMemory() };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
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
