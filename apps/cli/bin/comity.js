#!/usr/bin/env node
import { statSync } from "node:fs";

// Whoever reads us may stop reading (`comity ... | head`): then nobody waits for the rest.
for (const stream of [process.stdout, process.stderr])
  stream.on("error", (error) => {
    if (error.code !== "EPIPE") throw error;
    process.exit(0);
  });

const changed = (path) => statSync(new URL(path, import.meta.url), { throwIfNoEntry: false })?.mtimeMs ?? 0;

/** The bundle starts faster; one that is older than what was built since is no longer the command. */
function isBundleFresh() {
  const bundled = changed("../dist/bundle/comity.js");
  const rooms = [
    "calendar",
    "policy",
    "registry",
    "store",
    "exchange",
    "decision",
    "council",
    "authorship",
    "print",
    "carrying-out",
  ].map((room) => `../../../packages/${room}`);
  return bundled > 0 && ["..", ...rooms].every((room) => changed(`${room}/dist/.tsbuildinfo`) <= bundled);
}

let main;
try {
  ({ main } = await import(isBundleFresh() ? "../dist/bundle/comity.js" : "../dist/index.js"));
} catch (error) {
  if (error.code !== "ERR_MODULE_NOT_FOUND") throw error;
  process.stderr.write("error: Comity is not built\n  help: run `npm install` and `npm run build` first\n");
  process.exit(1);
}
process.exitCode = await main(process.argv.slice(2), process);
