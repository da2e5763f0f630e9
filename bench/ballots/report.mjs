/** What was measured of the secret ballot, in sentences, and what the goals say to it. */
import { COUNCIL, GOALS, INSTITUTES } from "./contest.mjs";

const ratio = (one, other) => (one / other).toFixed(2);

export function ballotTexts(ballots, { time, memory }) {
  if (ballots === undefined) return [];
  const parts = [{ heading: "The secret ballot" }];
  for (const { result, error } of [ballots.council, ballots.institutes]) {
    if (result === undefined) {
      parts.push(`Not measured: the secret ballot: ${error.split("\n")[0]}`);
      continue;
    }
    const { count, bytes, parts: taken, rival, command, warm, plainly, ballot, memory: held } = result;
    const each = (name) => time(taken[name] / count);
    parts.push(
      `A vote of ${count.toLocaleString("en")} keys: each ballot made in ${each("making")} and taken in ${each("taking")}, the vote closed in ${time(taken.closing)}, opened by two trustees in ${time(taken.answering)}; a board of ${memory(bytes)}, ${memory(held)} held at most.`,
      `\`comity ballot verify\` from the shell: ${time(command?.median)} in the median, ${time(command?.first)} the first time; the same count in a process that runs: ${time(warm.median)} (${time(warm.processor)} of the processor)${plainly === undefined ? "" : `; by plain numbers, as in a browser, ${time(plainly.median)}`}. A ballot by plain numbers: ${time(ballot.first)} the first time, ${time(ballot.median)} then.`,
      rival === undefined
        ? "No belenios-tool to count the same board with."
        : `\`belenios-tool election verify\` of the same board: ${time(rival.median)} in the median. The command takes ${ratio(command?.median, rival.median)} of that, the count alone ${ratio(warm.median, rival.median)}.`,
    );
  }
  return parts;
}

/** Calls `goal(text, found, met)` for each goal that was measured. */
export function ballotGoals(ballots, goal, { time }) {
  const council = ballots?.council.result;
  const institutes = ballots?.institutes.result;
  const held = (text, measured, most) => {
    if (measured !== undefined) goal(`${text} under ${time(most)}`, time(measured), measured < most);
  };
  held(`a board of ${COUNCIL} counted on the command line`, council?.command?.median, GOALS.council);
  held(`a board of ${COUNCIL} counted by plain numbers`, council?.plainly?.median, GOALS.plain);
  held("a ballot made by plain numbers, the first time", council?.ballot.first, GOALS.ballot);
  held(
    `a board of ${INSTITUTES.toLocaleString("en")} counted on the command line`,
    institutes?.command?.median,
    GOALS.institutes,
  );
}
