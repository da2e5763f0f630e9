/** Timing and memory. Everything is measured in the contestant's own process. */
import { readdirSync, readFileSync } from "node:fs";

/** The middle one; of an even number the mean of the middle two. */
export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** Several rounds of the same measurement as one: every run counts, first runs by their median. */
export function pooled(rounds) {
  const times = rounds.flatMap((round) => round.times);
  return {
    first: median(rounds.map((round) => round.first)),
    median: median(times),
    best: Math.min(...times),
    processor: median(rounds.flatMap((round) => round.processor ?? [])),
    runs: times.length,
    answer: rounds[0].answer,
  };
}

/**
 * Runs work several times and keeps the last result. The first runs warm up and do not count, unless time runs
 * out: after `budgetSeconds` in all no further run starts, and the last one counts whatever it was.
 * `processor` is the milliseconds of processor time that this process used in each run, on all its threads.
 * `work(k)` is told the number of the run; `before` runs untimed ahead of each. Garbage is collected ahead of each run, so
 * that none pays for another's, unless `collect` is false: then runs follow upon each other as they do in a program.
 */
export async function timed(work, { warmups, runs, budgetSeconds, before = () => {}, collect = true }) {
  const times = [];
  const processor = [];
  const started = performance.now();
  let result;
  for (let k = 0; k < warmups + runs; k++) {
    if (k > 0 && performance.now() - started > budgetSeconds * 1000) break;
    result = undefined;
    await before(k);
    if (collect) globalThis.gc?.();
    const usageBefore = process.cpuUsage();
    const start = performance.now();
    result = await work(k);
    times.push(performance.now() - start);
    const { user, system } = process.cpuUsage(usageBefore);
    processor.push((user + system) / 1000);
  }
  const counted = (all) => (all.length > warmups ? all.slice(warmups) : all.slice(-1));
  return { result, first: times[0], times: counted(times), processor: counted(processor) };
}

/** The most memory this process has held so far, in bytes. */
export function peakMemory() {
  return process.resourceUsage().maxRSS * 1024;
}

/** Memory that a process and its descendants hold now, in bytes; pages shared among them count once. */
export function memoryOfTree(root) {
  const childrenOf = new Map();
  for (const entry of readdirSync("/proc")) {
    if (!/^\d+$/.test(entry)) continue;
    try {
      const stat = readFileSync(`/proc/${entry}/stat`, "utf8");
      // The command's name stands in parentheses and may contain anything.
      const parent = Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]);
      childrenOf.set(parent, [...(childrenOf.get(parent) ?? []), Number(entry)]);
    } catch {
      // It ended while we looked.
    }
  }
  let bytes = 0;
  const waiting = [root];
  for (let pid = waiting.pop(); pid !== undefined; pid = waiting.pop()) {
    waiting.push(...(childrenOf.get(pid) ?? []));
    try {
      const rollup = readFileSync(`/proc/${pid}/smaps_rollup`, "utf8");
      bytes += Number(/^Pss:\s+(\d+)/m.exec(rollup)?.[1] ?? 0) * 1024;
    } catch {
      // It ended while we looked.
    }
  }
  return bytes;
}
