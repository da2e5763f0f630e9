/**
 * The store of the demo: the CERN scenario, loaded once into a folder that Git does not see, with a made-up decision carried out, and
 * made again where the scenario or that decision has changed.
 */
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { root, runNode, say } from "./steps.mjs";

const SCENARIO = "scenarios/cern-2024";
const FOLDER = join(root, ".comity");
const COMMAND = "apps/cli/bin/comity.js";
const DECISION = "scripts/demo-decision.mjs";

/** The demo's settings: its key lies beside its store, which no real registry's does. */
export const DEMO_KEY_FILE = join(FOLDER, "demo.key");
export const DEMO_STORE = join(FOLDER, "cern-2024.store");
const LOADED = join(FOLDER, "loaded.json");
/** What the council's agendas are made by. */
const AGENDAS = "scripts/demo-council.mjs";

/** What the files are from which the store is made. */
function fingerprint() {
  const hash = createHash("sha256");
  const files = readdirSync(join(root, SCENARIO)).filter((name) => /\.(csv|json)$/.test(name));
  for (const name of files.sort()) hash.update(name).update(readFileSync(join(root, SCENARIO, name)));
  hash.update(readFileSync(join(root, DECISION)));
  return hash.digest("hex");
}

/** Makes the store where it is not there or holds another scenario than the files say. True where it is there then. */
export function prepareDemoStore() {
  const agendas = createHash("sha256")
    .update(readFileSync(join(root, AGENDAS)))
    .digest("hex");
  const scenario = `${fingerprint()} ${agendas}`;
  const isLoaded = existsSync(LOADED) && JSON.parse(readFileSync(LOADED, "utf8")).scenario === scenario;
  if (isLoaded && existsSync(DEMO_STORE) && existsSync(DEMO_KEY_FILE)) return true;
  say("Loading the CERN scenario, 95,000 acts (once, about half a minute)");
  mkdirSync(FOLDER, { recursive: true });
  // Whatever was left half done goes; what was tried out in an older demo goes with its scenario.
  const fresh = `${DEMO_STORE}.new`;
  for (const path of [fresh, DEMO_STORE, DEMO_KEY_FILE, LOADED])
    rmSync(path, { recursive: true, force: true });
  const quiet = { output: "ignore", env: { COMITY_MASTER_KEY: "", COMITY_MASTER_KEY_FILE: DEMO_KEY_FILE } };
  const isDone =
    runNode(COMMAND, ["registry", "keys", "new", DEMO_KEY_FILE], quiet) &&
    runNode(COMMAND, ["registry", "init", fresh, "--registry", "cern-2024"], quiet) &&
    runNode(COMMAND, ["registry", "load", fresh, SCENARIO], quiet) &&
    runNode(DECISION, [fresh], quiet);
  if (!isDone) return false;
  renameSync(fresh, DEMO_STORE);
  if (!runNode(AGENDAS, [DEMO_STORE], quiet)) return false;
  writeFileSync(LOADED, JSON.stringify({ scenario }));
  return true;
}
