/** What was measured of the live stream of a draft, in sentences. */
import { EVERY_MILLISECONDS, STREAMS } from "./contest.mjs";

export function draftTexts(drafts, { time, memory }) {
  if (drafts === undefined) return [];
  if (drafts.result === undefined)
    return [`Not measured: a draft's live stream: ${drafts.error.split("\n")[0]}`];
  const { first, alone, others, many, memory: held, load } = drafts.result;
  return [
    { heading: "A draft's live stream on the CERN scenario" },
    `${alone.count} dates one after the other, from sending a date to having its whole fact sheet: ${time(alone.p50)} in the median, ${time(alone.p95)} for 95 of 100, ${time(alone.p99)} for 99 of 100; ${time(alone.processor)} of processor time for each, all threads of the server together. Load ${load.toFixed(1)} when it ended.`,
    `The first fact sheet of a server that has just started took ${time(first)}. What others asked meanwhile (\`/healthz\`, ${others.count} times) took ${time(others.p50)} in the median, ${time(others.p99)} for 99 of 100.`,
    `${STREAMS} streams at once with a new date every ${EVERY_MILLISECONDS} ms each: ${time(many.p50)} in the median, ${time(many.p95)} for 95 of 100; ${many.skipped} of ${many.asked} dates were passed over for newer ones. The server held ${memory(held.before)} before, ${memory(held.between)} after the dates in turn, ${memory(held.after)} at the end.`,
  ];
}
