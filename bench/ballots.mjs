/**
 * A secret vote of so many keys, made and counted: `node bench/ballots.mjs [KEYS]`, after `npm run build`. The same board is counted by
 * OpenSSL's powers, as the command does, by plain numbers, as a browser does, and by belenios-tool where it is installed.
 */
import { spawnSync } from "node:child_process";
import { createDiffieHellman } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  BELENIOS_2048,
  bigIntArithmetic,
  claimOf,
  closeKeyList,
  closeVote,
  endCeremony,
  firstRound,
  fourthRound,
  keyExchangeArithmetic,
  makeBallot,
  newCeremony,
  newUuid,
  newVotingKey,
  openBoard,
  pollsOf,
  readBoard,
  recount,
  secondRound,
  setupOf,
  takeBallot,
  thirdRound,
} from "../packages/council/dist/index.js";

const count = Number(process.argv[2] ?? 23);
const quick = keyExchangeArithmetic(BELENIOS_2048, createDiffieHellman);
const quickOf = () => quick;
const joined = (...parts) => new Uint8Array(Buffer.concat(parts));

/** Does something, and prints how long it took: on the clock, and of the processor. */
function timed(says, work) {
  const [start, before] = [performance.now(), process.cpuUsage()];
  const value = work();
  const { user, system } = process.cpuUsage(before);
  const clock = performance.now() - start;
  process.stdout.write(
    `${says.padEnd(58)} ${clock.toFixed(0).padStart(8)} ms  (processor ${((user + system) / 1000).toFixed(0)} ms)\n`,
  );
  return { value, clock };
}

const uuid = newUuid();
const ceremony = newCeremony({ uuid, group: BELENIOS_2048, needed: 2, trustees: ["A", "B", "C"] });
const held = timed("a ceremony of 3 trustees", () => {
  const first = ceremony.trustees.map((name) => firstRound(quick, ceremony, name));
  const certificates = first.map(({ certificate }) => certificate);
  const second = first.map(({ secret }) => secondRound(quick, ceremony, secret, certificates));
  const commitments = second.map(({ commitment }) => commitment);
  const shares = second.map(({ secret }) =>
    thirdRound(quick, ceremony, secret, { certificates, commitments }),
  );
  const rounds = { certificates, commitments, shares };
  const keys = second.map(({ secret }) => fourthRound(quick, ceremony, secret, rounds).key);
  return endCeremony(quick, ceremony, { ...rounds, keys });
}).value;
const keys = Array.from({ length: count }, (_, at) => newVotingKey(quick, uuid, `${at}`));
const list = closeKeyList(
  quick,
  keys.map((key) => claimOf(quick, key)),
);
const election = {
  uuid,
  name: "A made-up vote",
  description: "",
  group: BELENIOS_2048,
  key: held.key,
  questions: [
    {
      kind: "summed",
      question: "Go on?",
      answers: ["In favour", "Against", "Abstain"],
      hasBlank: false,
      min: 1,
      max: 1,
    },
  ],
};
let board = openBoard(election, [held.trustees], list.published, 1_700_000_000, quickOf);
const { election: text } = setupOf(readBoard(board));
const plain = bigIntArithmetic(BELENIOS_2048);
timed("one ballot by plain numbers, tables and all", () =>
  makeBallot(plain, text, keys[0].secret, [[0, 1, 0]]),
);
timed("another one", () => makeBallot(plain, text, keys[0].secret, [[0, 0, 1]]));
const ballots = timed(`${count} ballots by OpenSSL's powers`, () =>
  keys.map(
    ({ secret }, at) =>
      makeBallot(quick, text, secret, [[0, 1, 2].map((each) => (each === at % 3 ? 1 : 0))]).json,
  ),
).value;
const polls = pollsOf(readBoard(board), quickOf);
timed(`${count} ballots taken, each held against the whole board`, () => {
  for (const json of ballots) board = joined(board, takeBallot(readBoard(board), polls, json).bytes);
});
board = joined(board, closeVote(board, quickOf).bytes);
process.stdout.write(`a board of ${count}: ${(board.length / 1e6).toFixed(2)} MB\n`);
const ours = timed("counted again by OpenSSL's powers", () => recount(board, quickOf)).clock;
timed("counted again by plain numbers", () => recount(board));
const folder = mkdtempSync(join(tmpdir(), "comity-bench-"));
writeFileSync(join(folder, `${uuid}.bel`), board);
const theirs = timed("counted again by belenios-tool (its clock alone counts)", () =>
  spawnSync("belenios-tool", ["election", "verify", "--dir", folder], { encoding: "utf8" }),
);
rmSync(folder, { recursive: true, force: true });
process.stdout.write(
  theirs.value.status === 0
    ? `belenios-tool takes ${(theirs.clock / ours).toFixed(1)} times as long as we do with OpenSSL's powers\n`
    : "belenios-tool is not installed, or refuses the board\n",
);
