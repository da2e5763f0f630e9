/** Comity's server as `comity serve` starts it, in a process of its own: `serve-comity.mjs STORE POLICY`. */
import { readFileSync } from "node:fs";
import { configFrom, startServer } from "../../apps/server/dist/index.js";
import { readPolicy } from "../../packages/policy/dist/index.js";
import { MasterKey, openStore } from "../../packages/store/dist/index.js";

const [where, file] = process.argv.slice(2);
const masterKey = new MasterKey(Uint8Array.from({ length: 32 }, (_, k) => 7 * k + 1));
const store = await openStore(where, { masterKey, readsActs: true });
const policyText = readFileSync(file, "utf8");
const { policy } = readPolicy(policyText, file);
const config = configFrom({ COMITY_PORT: "0", COMITY_LOG_LEVEL: "error" });
const server = await startServer({ config, store, policy, policyText });
process.send({ port: server.port });
process.on("disconnect", () => process.exit(0));
