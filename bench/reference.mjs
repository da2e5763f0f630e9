/** A second, independent limit, given by `--reference`: its own process, its own clock, its printed lines read. */
import { spawn } from "node:child_process";
import { HEAP_MEGABYTES } from "./contest.mjs";

/** The milliseconds of every line `derive 12000: 52 ms, ...` or `what-if 12000: 31.5 ms, ...`. */
const timesIn = (text, word, people) =>
  [...text.matchAll(new RegExp(`^${word} ${people}: ([\\d.]+) ms`, "gm"))].map(([, time]) => Number(time));

export async function runReference(file, people) {
  const name = "reference";
  const child = spawn(process.execPath, [`--max-old-space-size=${HEAP_MEGABYTES}`, file, String(people)]);
  let text = "";
  child.stdout.setEncoding("utf8").on("data", (piece) => {
    text += piece;
  });
  const code = await new Promise((resolve) => child.on("close", resolve));
  const derive = timesIn(text, "derive", people);
  const whatIf = timesIn(text, "what-if", people);
  if (code !== 0 || derive.length === 0) return { error: `it printed no time: ${text}` };
  // Its later runs are the warm ones, as with the contestants.
  const warm = (times) => (times.length > 1 ? times.slice(1) : times);
  const summary = (times) => ({ first: times[0], times: warm(times) });
  return {
    result: {
      name,
      people,
      derive: summary(derive),
      whatIfs: whatIf.length > 0 ? { "as it prints/wide": summary(whatIf) } : {},
    },
  };
}
