/** The engine on a PostgreSQL server: several processes, perhaps on several machines, work on one registry. */
import { CompiledQuery, Kysely, PostgresDialect, sql } from "kysely";
import pg from "pg";
import { hasStore, migrate, ROLE } from "../schema/migrate.ts";
import type { Schema } from "../schema/schema.ts";
import { StoreError } from "../store-error.ts";
import { isConnectionLost, TYPES } from "./client-settings.ts";
import type { Engine } from "./engine.ts";
import { demandProtectedLine, isLineRefused } from "./protected-line.ts";

const OLDEST_SERVER = 15;
const MOST_CONNECTIONS = 10;
const CONNECT_SECONDS = 10;

/** The channels on which processes tell one another that entries were recorded, and which documents changed. */
const CHANNELS = ["comity_act", "comity_document"] as const;
export type MessageChannel = (typeof CHANNELS)[number];
export type MessageListener = (message: string | undefined) => void;
/** A message can be lost with its connection, so one looks all the same. */
const LOOK_SECONDS = 5;

/** A server's address without the password. */
export function shownAddress(url: string): string {
  try {
    const { host, pathname } = new URL(url);
    return `${host}${pathname}`;
  } catch {
    return "postgres";
  }
}

/** What went wrong on the way to a server, as the store says it. */
function unreachable(url: string, error: unknown): unknown {
  if (isLineRefused(error))
    return new StoreError(
      "fault",
      "line-refused",
      `no protected line to the database \`${shownAddress(url)}\` came about: ${(error as Error).message}`,
      {
        help: "the server must speak TLS, with a certificate for its name that an authority signed which is trusted here (`sslrootcert`)",
        cause: error,
      },
    );
  if (!isConnectionLost(error) && !/^(28|3D)/.test((error as { code?: string }).code ?? "")) return error;
  const said =
    error instanceof Error && error.message !== ""
      ? error.message
      : String((error as { code?: string }).code);
  return new StoreError(
    "fault",
    "store-unreachable",
    `the database \`${shownAddress(url)}\` cannot be reached: ${said}`,
    {
      help: "check the address, the user and whether the server runs",
      cause: error,
    },
  );
}

/** PostgreSQL on a server. */
export class PostgresEngine implements Engine {
  readonly kind = "postgres";
  readonly db: Kysely<Schema>;
  readonly warnings: readonly string[];
  readonly #url: string;
  readonly #listeners = new Set<() => void>();
  readonly #hearers = new Map<string, Set<MessageListener>>();
  #listening: { end(): void } | undefined;

  private constructor(url: string, db: Kysely<Schema>, warnings: readonly string[]) {
    this.#url = url;
    this.db = db;
    this.warnings = warnings;
  }

  static async open(url: string, { create }: { readonly create: boolean }): Promise<PostgresEngine> {
    const ofLine = demandProtectedLine(url, process.env);
    try {
      const { takesRole, warnings } = await prepare(url, create);
      return new PostgresEngine(url, connect(url, MOST_CONNECTIONS, takesRole), [...ofLine, ...warnings]);
    } catch (error) {
      throw unreachable(url, error);
    }
  }

  persist(): Promise<void> {
    return Promise.resolve();
  }

  recover(): Promise<void> {
    return Promise.resolve();
  }

  onRecorded(listener: () => void): () => void {
    this.#listeners.add(listener);
    this.#listen();
    return () => {
      this.#listeners.delete(listener);
      this.#listenNoMore();
    };
  }

  /**
   * Calls a listener with every message on a channel, of any process; with nothing where the connection was lost in between, so
   * that there may have been some.
   */
  onMessage(channel: MessageChannel, listener: MessageListener): () => void {
    const hearers = this.#hearers.get(channel) ?? new Set<MessageListener>();
    this.#hearers.set(channel, hearers.add(listener));
    this.#listen();
    return () => {
      hearers.delete(listener);
      this.#listenNoMore();
    };
  }

  #listen(): void {
    this.#listening ??= listen(this.#url, {
      look: () => this.recorded(),
      heard: (channel, message) => {
        for (const hearer of this.#hearers.get(channel) ?? []) hearer(message);
      },
      begun: () => {
        for (const hearers of this.#hearers.values()) for (const hearer of hearers) hearer(undefined);
      },
    });
  }

  #listenNoMore(): void {
    const hearers = [...this.#hearers.values()].reduce((sum, { size }) => sum + size, this.#listeners.size);
    if (hearers > 0) return;
    this.#listening?.end();
    this.#listening = undefined;
  }

  recorded(): void {
    for (const listener of this.#listeners) setImmediate(listener);
  }

  async close(): Promise<void> {
    this.#listening?.end();
    await this.db.destroy();
  }
}

function connect(url: string, most: number, takesRole: boolean): Kysely<Schema> {
  const pool = new pg.Pool({
    connectionString: url,
    max: most,
    connectionTimeoutMillis: CONNECT_SECONDS * 1000,
    keepAlive: true,
    application_name: "comity",
    types: TYPES,
  });
  // A connection that ends while nobody uses it is put away by the pool; without a listener the process would end too.
  pool.on("error", () => undefined);
  // Nor does one that ends between two statements of whoever holds it: the next statement says so.
  pool.on("connect", (client) => client.on("error", () => undefined));
  return new Kysely<Schema>({
    dialect: new PostgresDialect({
      pool,
      onCreateConnection: async (connection) => {
        const run = (text: string) => connection.executeQuery(CompiledQuery.raw(text));
        await run("set timezone to 'UTC'");
        // An act that was acknowledged must have reached the disk, whatever the server's own setting.
        await run(
          "select set_config('synchronous_commit', 'on', false) where current_setting('synchronous_commit') = 'off'",
        );
        if (takesRole) await run(`set role ${ROLE}`);
      },
    }),
  }).withSchema("comity");
}

/** Looks at the server, and brings its schema to the newest form, with the rights of the user itself. */
async function prepare(
  url: string,
  create: boolean,
): Promise<{ readonly takesRole: boolean; readonly warnings: readonly string[] }> {
  const db = connect(url, 1, false);
  const warnings: string[] = [];
  try {
    const { rows } = await sql<{ version: string; fsync: string }>`
      select current_setting('server_version_num') as version, current_setting('fsync') as fsync`.execute(db);
    const { version, fsync } = rows[0]!;
    const major = Math.floor(Number(version) / 10_000);
    if (major < OLDEST_SERVER)
      throw new StoreError("incorrect", "old-server", `\`${shownAddress(url)}\` runs PostgreSQL ${major}`, {
        help: `Comity needs PostgreSQL ${OLDEST_SERVER} or newer`,
      });
    if (fsync === "off")
      warnings.push(
        "the server runs with `fsync = off`: acts that were acknowledged are lost when its machine goes down",
      );
    if (!(await hasStore(db))) {
      if (!create)
        throw new StoreError("not found", "no-store", `\`${shownAddress(url)}\` holds no store`, {
          help: "`comity registry init` makes one",
        });
      await sql`create schema if not exists comity`.execute(db);
    }
    await migrate(db);
    const takesRole = await canTakeRole(db);
    if (!takesRole)
      warnings.push(`the user may not act as \`${ROLE}\`: only the triggers keep acts from being changed`);
    return { takesRole, warnings };
  } finally {
    await db.destroy();
  }
}

async function canTakeRole(db: Kysely<Schema>): Promise<boolean> {
  try {
    await sql`set role ${sql.ref(ROLE)}`.execute(db);
    return true;
  } catch (error) {
    if (isConnectionLost(error)) throw error;
    return false;
  }
}

/** What becomes of what is heard. */
interface Hearing {
  /** Something may have been recorded. */
  look(): void;
  heard(channel: string, message: string | undefined): void;
  /** From now on messages come, and before some may have been missed. */
  begun(): void;
}

/** Listens on a connection of its own; where that is lost, on another one, and looks now and then all the same. */
function listen(url: string, { look, heard, begun }: Hearing): { end(): void } {
  let isEnded = false;
  let client: pg.Client | undefined;
  const open = async (): Promise<void> => {
    if (isEnded) return;
    const next = new pg.Client({
      connectionString: url,
      keepAlive: true,
      application_name: "comity listener",
    });
    client = next;
    next.on("notification", ({ channel, payload }) => {
      if (channel === "comity_act") look();
      heard(channel, payload);
    });
    next.on("error", () => undefined);
    next.on("end", () => {
      if (!isEnded) setTimeout(() => void open(), 1000).unref();
    });
    try {
      await next.connect();
      for (const channel of CHANNELS) await next.query(`listen ${channel}`);
      look();
      begun();
    } catch {
      await next.end().catch(() => undefined);
    }
  };
  void open();
  const timer = setInterval(look, LOOK_SECONDS * 1000);
  timer.unref();
  return {
    end: () => {
      isEnded = true;
      clearInterval(timer);
      void client?.end().catch(() => undefined);
    },
  };
}
