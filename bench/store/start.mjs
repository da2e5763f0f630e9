/** `comity registry follow --once` on the CERN scenario from a warm store: a new process each time, until everything is derived. */
import { execFileSync, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { COMMAND, SCENARIO } from "../impact/contest.mjs";
import { pooled, timed } from "../measure.mjs";

const RUNS = { warmups: 1, runs: 5, budgetSeconds: 90 };

/** Starts it; resolves once it says that everything is derived, with the milliseconds since it was started. */
function once(where, env) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [COMMAND, "registry", "follow", where, "--once"], {
      stdio: ["ignore", "ignore", "pipe"],
      env,
    });
    let said = "";
    child.stderr.setEncoding("utf8").on("data", (piece) => {
      said += piece;
    });
    child.on("error", reject);
    child.on("close", (code) => {
      const [, seconds] = / acts, derived by .* after ([0-9.]+) s/.exec(said) ?? [];
      if (code === 0 && seconds !== undefined) resolve(Number(seconds) * 1000);
      else reject(new Error(`the command ended with exit code ${code}: ${said.trim()}`));
    });
  });
}

/** Loads the scenario into a store in a folder, then starts following it again and again. */
export async function measureStart() {
  const folder = mkdtempSync(join(tmpdir(), "comity-bench-"));
  const where = join(folder, "cern.store");
  const env = { ...process.env, COMITY_MASTER_KEY: randomBytes(32).toString("base64") };
  const comity = (...words) =>
    execFileSync(process.execPath, [COMMAND, ...words], { env, stdio: ["ignore", "ignore", "pipe"] });
  try {
    comity("registry", "init", where, "--registry", "cern-2024");
    comity("registry", "load", where, SCENARIO, "--by", "bench");
    const own = [];
    const measured = await timed(async (k) => {
      const milliseconds = await once(where, env);
      if (k >= RUNS.warmups) own.push(milliseconds);
    }, RUNS);
    const { first, median, best } = pooled([measured]);
    return { first, median, best, derived: pooled([{ ...measured, times: own }]).median };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
