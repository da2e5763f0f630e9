/** `npm start`: installs and builds what is missing, loads the CERN scenario into a store of the demo, and serves the pages. */
import { spawn } from "node:child_process";
import { createServer } from "node:net";
import { join } from "node:path";
import { DEMO_KEY_FILE, DEMO_STORE, prepareDemoStore } from "./demo-store.mjs";
import { prepare, root, say } from "./steps.mjs";

/** Where the pages are, unless something else is there already. */
const USUAL_PORT = 8413;
const PORTS_TRIED = 20;

const isFree = (port) =>
  new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(false));
    server.listen(port, "127.0.0.1", () => server.close(() => resolve(true)));
  });

/** The port that is asked for, or the first from the usual one on that is free. */
async function freePort() {
  if (process.env.COMITY_PORT) return Number(process.env.COMITY_PORT);
  for (let port = USUAL_PORT; port < USUAL_PORT + PORTS_TRIED; port++) if (await isFree(port)) return port;
  throw new Error(
    `none of the ports ${USUAL_PORT} to ${USUAL_PORT + PORTS_TRIED - 1} is free; set COMITY_PORT`,
  );
}

if (!prepare() || !prepareDemoStore()) process.exit(1);
const port = await freePort();
say(`Starting the server; then open http://localhost:${port}/ (it stops with Ctrl-C)`);
const server = spawn(
  process.execPath,
  [join(root, "apps/cli/bin/comity.js"), "serve", DEMO_STORE, "--demo"],
  {
    cwd: root,
    stdio: ["ignore", "inherit", "inherit"],
    env: {
      ...process.env,
      COMITY_MASTER_KEY: "",
      COMITY_MASTER_KEY_FILE: DEMO_KEY_FILE,
      COMITY_PORT: String(port),
      COMITY_LOG_LEVEL: process.env.COMITY_LOG_LEVEL ?? "warn",
    },
  },
);
for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => server.kill(signal));
server.on("exit", (code) => process.exit(code ?? 1));
