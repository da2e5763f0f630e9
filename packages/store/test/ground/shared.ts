/**
 * What the files of tests share in one run: a server of each version and a folder with an empty embedded store, each made by
 * the first file that asks for it. `stop-servers.ts` ends what was started.
 */
import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as after } from "node:timers/promises";
import pg from "pg";
import { MasterKey, openStore } from "../../src/index.ts";
import { PostgresServer, programsOf, type ServerName } from "./postgres-server.ts";

/** The key of every store in tests. */
const MASTER_BYTES = Uint8Array.from({ length: 32 }, (_, k) => 7 * k + 1);
export const MASTER = new MasterKey(MASTER_BYTES);
/** The same as `COMITY_MASTER_KEY` holds it. */
export const MASTER_TEXT = Buffer.from(MASTER_BYTES).toString("base64");
/** The registry in every store in tests. */
export const REGISTRY = "test";

const LONGEST_WAIT_SECONDS = 90;

/** What a name stands for, made once in the whole run. */
async function once<T>(name: string, make: (folder: string) => Promise<T>): Promise<T> {
  const root = process.env.COMITY_TEST_GROUND;
  if (root === undefined)
    throw new Error("the run has no folder for servers: see globalSetup in vitest.config.ts");
  const folder = join(root, name);
  const said = join(folder, "ready.json");
  try {
    mkdirSync(folder);
  } catch {
    for (let waited = 0; !existsSync(said); waited += 0.05) {
      if (waited > LONGEST_WAIT_SECONDS) throw new Error(`\`${name}\` was not ready in time`);
      await after(50);
    }
    const ready = JSON.parse(readFileSync(said, "utf8")) as { made?: T; failed?: string };
    if (ready.failed !== undefined) throw new Error(ready.failed);
    return ready.made!;
  }
  try {
    const made = await make(folder);
    writeFileSync(`${said}.new`, JSON.stringify({ made }));
    renameSync(`${said}.new`, said);
    return made;
  } catch (error) {
    writeFileSync(said, JSON.stringify({ failed: String(error) }));
    throw error;
  }
}

const TEMPLATE = "comity_template";

/** A server that tests share; they must leave it running. */
async function sharedServer(name: ServerName): Promise<{ readonly base: string; readonly pid: number }> {
  return once(name.replace(/\W+/g, "-"), async () => {
    const server = await PostgresServer.start(name);
    const base = server.url("");
    await server.run("postgres", `create database ${TEMPLATE}`);
    const store = await openStore(server.url(TEMPLATE), {
      create: true,
      registry: REGISTRY,
      masterKey: MASTER,
    });
    await store.close();
    return { base, pid: server.pid, folder: server.folder };
  });
}

let made = 0;

/** The address of a fresh database: one that holds an empty store, or one without anything. */
export async function freshDatabase(name: ServerName, template: string = TEMPLATE): Promise<string> {
  const { base } = await sharedServer(name);
  const database = `t${process.pid}_${++made}`;
  const client = new pg.Client({ connectionString: `${base}postgres` });
  await client.connect();
  try {
    await client.query(`create database ${database} template ${template}`);
  } finally {
    await client.end();
  }
  return base + database;
}

/** A fresh folder that holds an empty store; `parent` is removed by who made it. */
export async function freshFolder(parent: string): Promise<string> {
  const template = await once("embedded", async (folder) => {
    const where = join(folder, "store");
    const store = await openStore(where, { create: true, registry: REGISTRY, masterKey: MASTER });
    await store.close();
    return where;
  });
  const folder = join(parent, `store-${++made}`);
  cpSync(template, folder, { recursive: true, preserveTimestamps: true });
  return folder;
}

/** Why a server cannot be had here; undefined where it can. */
export function reasonToSkip(name: ServerName): string | undefined {
  const programs = programsOf(name);
  return "missing" in programs ? programs.missing : undefined;
}
