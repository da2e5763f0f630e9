/**
 * A writing storm, in a process that tests kill: `storm-writer.mjs STORE PREFIX`. Several calls at once, single acts and sets;
 * each set is a line on standard output once it was acknowledged. Runs what was built, as a server does.
 */
import { writeSync } from "node:fs";
import { MasterKey, openStore } from "../../dist/index.js";

const [where, prefix] = process.argv.slice(2);
const masterKey = new MasterKey(Uint8Array.from({ length: 32 }, (_, k) => 7 * k + 1));
const store = await openStore(where, { masterKey });
writeSync(1, "open\n");

const SINCE_EVER = -2147483648;
const act = (id, k) => ({
  act: k % 3 === 0 ? "person" : "recall",
  id,
  on: 19_000 + k,
  recorded: SINCE_EVER,
  by: "storm",
  instrument: "",
  person: `${prefix}-p${k % 7}`,
  ...(k % 3 === 0 ? { familyName: "Example" } : {}),
});

let next = 0;
async function write(size) {
  for (;;) {
    const set = `${prefix}-${next++}`;
    const acts = Array.from({ length: size }, (_, k) => act(`${set}.${k}`, next + k));
    await store.append(acts, { by: "storm", set });
    writeSync(1, `${set} ${size}\n`);
  }
}
await Promise.all([1, 1, 1, 4, 9, 30].map(write));
