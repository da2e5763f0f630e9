/** What was measured of author lists, in sentences, and what the goals say to it. */
import { GOALS, LARGE, READ, USUAL } from "./contest.mjs";

const count = ({ authors, institutes }) =>
  `${authors.toLocaleString("en")} authors and ${institutes.toLocaleString("en")} institutes`;
const slowest = (rows) => rows.reduce((most, row) => (row.median > most.median ? row : most));

export function authorTexts(authors, { time, memory }) {
  if (authors === undefined) return [];
  const { usual, large } = authors;
  const parts = [{ heading: "Author lists" }];
  const listed = (rows) =>
    rows.map(({ format, median, processor }) => `${format} ${time(median)} (${time(processor)})`).join(", ");
  if (usual.result === undefined) parts.push(`Not measured: author lists: ${usual.error.split("\n")[0]}`);
  else {
    const { rows, read, rival } = usual.result;
    parts.push(
      `Writing ${count(USUAL)}, on the clock and in brackets of the processor: ${listed(rows)}.`,
      `Reading an author.xml of ${count(READ)} (${memory(read.bytes)}): ${time(read.median)} in the median, ${time(read.first)} the first time, ${time(read.processor)} of the processor.`,
      rival === undefined
        ? "No Python 3 to read the same file with."
        : `Python's xml.etree takes ${time(rival.median)} in the median for the same file (${rival.authors === read.authors && rival.ties === read.ties ? "the same number of authors and ties" : "BUT NOT THE SAME AUTHORS OR TIES"}): a script that takes names, ties and ids out, and neither checks nor reports anything.`,
    );
  }
  if (large.result === undefined)
    parts.push(`Not measured: the large author list: ${large.error.split("\n")[0]}`);
  else
    parts.push(
      `Writing ${count(LARGE)}: ${listed(large.result.rows)}. The process held ${memory(large.result.memory)} at most, ${memory(large.result.before)} before.`,
    );
  return parts;
}

/** Calls `goal(text, found, met)` for each goal that was measured. */
export function authorGoals(authors, goal, { time, memory }) {
  const usual = authors?.usual.result;
  const large = authors?.large.result;
  if (usual !== undefined) {
    const { format, median } = slowest(usual.rows);
    goal(
      `any format of ${count(USUAL)} under ${time(GOALS.usual)}`,
      `${time(median)} (${format})`,
      median < GOALS.usual,
    );
    goal(
      `reading ${count(READ)} under ${time(GOALS.read)}`,
      time(usual.read.median),
      usual.read.median < GOALS.read,
    );
  }
  if (large !== undefined) {
    const { format, median } = slowest(large.rows);
    goal(
      `any format of ${count(LARGE)} under ${time(GOALS.large)}`,
      `${time(median)} (${format})`,
      median < GOALS.large,
    );
    goal(
      `all formats of it, one after the other, in under ${memory(GOALS.memory)}`,
      memory(large.memory),
      large.memory < GOALS.memory,
    );
  }
}
