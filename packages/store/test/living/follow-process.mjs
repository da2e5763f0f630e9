/**
 * A server process as a test starts it: follows a store while it records acts of its own, and says at the end what it came to.
 *
 *     node follow-process.mjs URL POLICY ACTS TOTAL BY TODAY
 */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { readPolicy } from "@comity/policy";
import { actsFromJson } from "@comity/registry";
import { followStore, MasterKey, openStore } from "@comity/store";

const [url, policyFile, actsFile, total, by, today] = process.argv.slice(2);
const { policy } = readPolicy(readFileSync(policyFile, "utf8"), policyFile);
const acts = actsFromJson(JSON.parse(readFileSync(actsFile, "utf8")));
const masterKey = new MasterKey(Uint8Array.from({ length: 32 }, (_, k) => 7 * k + 1));
const store = await openStore(url, { masterKey });
const followed = await followStore(store, policy, {
  clock: () => new Date(`${today}T12:00:00Z`),
  freshAfterActs: 120,
});
const positions = [];
followed.onStep(({ position }) => positions.push(position));
for (let at = 0; at < acts.length; at += 5) await store.append(acts.slice(at, at + 5), { by });
await followed.until(Number(total));
const told = createHash("sha256");
for (const { name } of [...policy.records, ...policy.predicates]) {
  const lines = [...followed.evaluation.list(name)].map(({ tuple, days }) =>
    JSON.stringify([name, tuple, [...days]]),
  );
  for (const line of lines.sort()) told.update(`${line}\n`);
}
process.stdout.write(JSON.stringify({ position: followed.position, positions, told: told.digest("hex") }));
followed.close();
await store.close();
