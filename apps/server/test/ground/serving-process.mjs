/**
 * A server in a process that tests kill: `serving-process.mjs STORE PORT POLICY PREFIX`. It runs what was built, as `comity serve` does,
 * and records sets of acts besides, as fast as it can or as COMITY_WRITES says a second; each is a line once it was acknowledged.
 */
import { readFileSync, writeSync } from "node:fs";
import { setTimeout as after } from "node:timers/promises";
import { readPolicy } from "../../../../packages/policy/dist/index.js";
import { actsFromJson } from "../../../../packages/registry/dist/index.js";
import { MasterKey, openStore } from "../../../../packages/store/dist/index.js";
import { configFrom, startServer } from "../../dist/index.js";

const [where, port, file, prefix] = process.argv.slice(2);
const masterKey = new MasterKey(Uint8Array.from({ length: 32 }, (_, k) => 7 * k + 1));
const store = await openStore(where, { masterKey });
const policyText = readFileSync(file, "utf8");
const { policy } = readPolicy(policyText, file);
const config = configFrom({
  COMITY_PORT: port,
  COMITY_LOG_LEVEL: "error",
  COMITY_RATE_PER_MINUTE: "1000000",
});
const server = await startServer({ config, store, policy, policyText });
writeSync(1, `ready ${server.port}\n`);

const pause = 1_000 / Number(process.env.COMITY_WRITES ?? 1_000);
const today = new Date().toISOString().slice(0, 10);
let made = 0;

/** Somebody comes, and sometimes is gone again on a day to come. */
function arrival() {
  const id = `${prefix}-${made++}`;
  const header = {
    on: "2024-01-01",
    recorded: made % 7 === 0 ? "2099-01-01" : today,
    by: "storm",
    instrument: "",
  };
  const lastDay = made % 3 === 0 ? "2020-12-31" : "2027-12-31";
  return actsFromJson([
    {
      act: "affiliation",
      id: `a-${id}`,
      ...header,
      person: id,
      institute: "INST-B",
      connection: "affiliated with",
    },
    { act: "contract", id: `c-${id}`, ...header, person: id, category: "USER", presence: 60, lastDay },
    { act: "membership", id: `m-${id}`, ...header, person: id, experiment: "X", institute: "INST-B" },
  ]);
}

async function write(size) {
  for (;;) {
    const acts = Array.from({ length: size }, arrival).flat();
    const set = `${prefix}-set-${made}`;
    await store.append(acts, { by: "storm", set });
    writeSync(1, `${set} ${acts.length}\n`);
    await after(pause);
  }
}
if (prefix !== undefined) await Promise.all([1, 1, 4].map(write));
