/**
 * `npm run soak`: the random campaigns at length: the engine, proofs, readers and folds on many more worlds than `npm test`
 * looks at. `npm run soak -- 50` multiplies the usual numbers by 50 (the default is 20).
 */
import { prepare, runNode, say } from "./steps.mjs";

const times = Number(process.argv[2] ?? 20);
if (!Number.isFinite(times) || times < 1) {
  say("usage: npm run soak -- [TIMES], a number of at least 1");
  process.exit(2);
}
if (!prepare()) process.exit(1);
const runs = String(Math.round(300 * times));
const seed = process.env.COMITY_SEED ?? String(Math.floor(Math.random() * 2 ** 31));
say(`Looking at ${runs} worlds for each property, with COMITY_SEED=${seed}`);
const options = ["run", "--testTimeout=36000000", "--reporter=verbose"];
const rooms = ["policy", "registry", "store", "exchange"].map((room) => `packages/${room}/test`);
const isRight = runNode("node_modules/vitest/vitest.mjs", [...options, ...rooms], {
  env: { COMITY_RUNS: runs, COMITY_SEED: seed, COMITY_LIVING_ACTS: "10000" },
});
say("Bringing files of a gigabyte in");
const isSmall = runNode("scripts/import-memory.mjs", ["1000"]);
process.exit(isRight && isSmall ? 0 : 1);
