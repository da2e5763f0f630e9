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
process.exit(
  runNode("node_modules/vitest/vitest.mjs", [...options, "packages/policy/test", "packages/registry/test"], {
    env: { COMITY_RUNS: runs, COMITY_SEED: seed },
  })
    ? 0
    : 1,
);
