/**
 * `npm run soak`: the random campaigns at length: the engine, proofs, readers and folds on many more worlds than `npm test`
 * looks at, and lists of 3,000 authors set by TeX in the class of every journal. `npm run soak -- 50` multiplies the usual numbers
 * by 50 (the default is 20). `npm run soak -- store` kills what writes into a store 200 times on each engine and cuts its power 100 times; `npm run soak -- store 20` so many times.
 * `npm run soak -- server` kills `comity serve` 200 times on each engine, with mails under way; `-- server 20` so many times.
 * `npm run soak -- api` asks a server everything that the document of its API has, by every role, 20 times as often as `npm test` does.
 */
import { installPostgres, prepare, runNode, say } from "./steps.mjs";

const what = process.argv[2];
if (what === "store" || what === "server") {
  const kills = Number(process.argv[3] ?? 200);
  if (!Number.isInteger(kills) || kills < 1) {
    say(`usage: npm run soak -- ${what} [KILLS], a whole number of at least 1`);
    process.exit(2);
  }
  if (!prepare()) process.exit(1);
  installPostgres();
  if (what === "server") {
    say(`Killing servers ${kills} times on each engine`);
    const words = ["run", "--reporter=verbose", "apps/server/test/kills"];
    process.exit(
      runNode("node_modules/vitest/vitest.mjs", words, { env: { COMITY_KILLS: String(kills) } }) ? 0 : 1,
    );
  }
  say(`Killing writers ${kills} times on each engine, and cutting the power ${Math.ceil(kills / 2)} times`);
  const words = ["run", "--reporter=verbose", "packages/store/test/kills.test.ts"];
  const env = { COMITY_KILLS: String(kills), COMITY_CUTS: String(Math.ceil(kills / 2)) };
  process.exit(runNode("node_modules/vitest/vitest.mjs", words, { env }) ? 0 : 1);
}
if (process.argv[2] === "api") {
  const times = Number(process.argv[3] ?? 20);
  if (!Number.isInteger(times) || times < 1) {
    say("usage: npm run soak -- api [TIMES], a whole number of at least 1");
    process.exit(2);
  }
  if (!prepare()) process.exit(1);
  installPostgres();
  const seed = process.env.COMITY_SEED ?? String(Math.floor(Math.random() * 2 ** 31));
  say(`Asking the API ${times} times as much as usual, with COMITY_SEED=${seed}`);
  const words = ["run", "--reporter=verbose", "--testTimeout=36000000", "apps/server/test/fuzz"];
  const env = { COMITY_FUZZ: String(times), COMITY_SEED: seed };
  process.exit(runNode("node_modules/vitest/vitest.mjs", words, { env }) ? 0 : 1);
}
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
const rooms = [
  ...["policy", "registry", "store", "exchange"].map((room) => `packages/${room}/test`),
  "apps/server/test/authzen",
  "packages/authorship/test/tex-compiles.test.ts",
];
const isRight = runNode("node_modules/vitest/vitest.mjs", [...options, ...rooms], {
  env: { COMITY_RUNS: runs, COMITY_SEED: seed, COMITY_LIVING_ACTS: "10000" },
});
say("Bringing files of a gigabyte in");
const isSmall = runNode("scripts/import-memory.mjs", ["1000"]);
process.exit(isRight && isSmall ? 0 : 1);
