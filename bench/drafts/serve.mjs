/** The server that the bench asks, in a process of its own: `node drafts/serve.mjs FOLDER`. */

import { readFileSync } from "node:fs";
import { configFrom, startServer } from "../../apps/server/dist/index.js";
import { ownAccessPolicy } from "../../packages/access/dist/index.js";
import { readPolicy } from "../../packages/policy/dist/index.js";
import { masterKeyFrom, openStore } from "../../packages/store/dist/index.js";
import { POLICY } from "../impact/contest.mjs";

const store = await openStore(process.argv[2], { masterKey: masterKeyFrom(process.env) });
const policyText = readFileSync(POLICY, "utf8");
const account = {
  collection: "account",
  id: "bench",
  value: { kind: "human", grants: [{ role: "legal-service" }] },
};
await store.documents.write([account], "bench");
const server = await startServer({
  config: configFrom({ COMITY_PORT: "0", COMITY_RATE_PER_MINUTE: "1000000" }),
  store,
  policy: readPolicy(policyText, POLICY).policy,
  policyText,
  access: ownAccessPolicy(),
  identify: () => () => ({ account: "bench", via: "session" }),
  log: { write: () => undefined },
});
process.on("message", async (message) => {
  if (message === "memory") {
    globalThis.gc?.();
    const { user, system } = process.cpuUsage();
    process.send({ memory: process.memoryUsage().rss, processor: (user + system) / 1000 });
  } else {
    await server.stop();
    process.disconnect();
  }
});
process.send({ url: server.url });
