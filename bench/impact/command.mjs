/** `comity impact` from the shell, cold: a new process each time, everything read, the fact sheet printed. */
import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { timed } from "../measure.mjs";
import { COMMAND, DECISION, SCENARIO } from "./contest.mjs";

const RUNS = { warmups: 1, runs: 5, budgetSeconds: 60 };

/** Runs the command once; rejects with what it said where it does not end well. */
function once(nodeOptions = []) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [...nodeOptions, COMMAND, "impact", SCENARIO, DECISION, "--json"], {
      stdio: ["ignore", "pipe", "pipe", "pipe"],
    });
    const said = ["", "", "", ""];
    for (const stream of [1, 2, 3])
      child.stdio[stream].setEncoding("utf8").on("data", (piece) => {
        said[stream] += piece;
      });
    child.on("error", reject);
    child.on("close", (code) => {
      if (code === 0) resolve({ printed: said[1], aside: said[3] });
      else reject(new Error(`the command ended with exit code ${code}: ${said[2].trim()}`));
    });
  });
}

/** Times the command, and asks one more run of it how much memory it held; rejects where it does not work. */
export async function measureCommand() {
  const measured = await timed(() => once(), RUNS);
  if (!measured.result.printed.trimStart().startsWith("{")) throw new Error("it printed no fact sheet");
  const reporter = fileURLToPath(new URL("./tell-memory.mjs", import.meta.url));
  const { aside } = await once(["--import", reporter]);
  return { ...measured, memory: Number(aside) * 1024 };
}
