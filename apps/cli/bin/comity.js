#!/usr/bin/env node
// Whoever reads us may stop reading (`comity ... | head`): then nobody waits for the rest.
for (const stream of [process.stdout, process.stderr])
  stream.on("error", (error) => {
    if (error.code !== "EPIPE") throw error;
    process.exit(0);
  });

let main;
try {
  ({ main } = await import("../dist/index.js"));
} catch (error) {
  if (error.code !== "ERR_MODULE_NOT_FOUND") throw error;
  process.stderr.write("error: Comity is not built\n  help: run `npm install` and `npm run build` first\n");
  process.exit(1);
}
process.exitCode = await main(process.argv.slice(2), process);
