/** The ground of the server's tests: a real server on a loopback port over a fresh database, and a client for each role. */
import { type Asker, type Grant, ownAccessPolicy, PUBLIC, ROLES, type Role } from "@comity/access";
import { readPolicy } from "@comity/policy";
import type { Act } from "@comity/registry";
import { masterKeyFrom, openStore } from "@comity/store";
import { freshDatabase, MASTER_TEXT } from "../../../../packages/store/test/ground/shared.ts";
import {
  configFrom,
  type Identify,
  type Room,
  type RunningServer,
  type StartOptions,
  startServer,
} from "../../src/index.ts";
import { newAccount } from "../../src/sign-in/accounts/account.ts";
import { SMALL_POLICY, smallRegistry } from "./small-registry.ts";

/** An account of the ground. */
export interface GroundAccount {
  readonly account: string;
  readonly person?: string;
  readonly grants: readonly Grant[];
}

/** What narrows roles that are of something. */
const OF: Partial<Record<Role, string>> = {
  "team-leader": "INST-A",
  "experiment-secretary": "X",
  delegate: "COUNCIL",
};

/** One account for each role, named as the role, and one for each person, named as the person. */
export const ACCOUNTS: readonly GroundAccount[] = [
  ...ROLES.map((role) => {
    const of = OF[role];
    return { account: role, grants: [of === undefined ? { role } : { role, of }] };
  }),
  ...["p1", "p2", "p3", "p4"].map((person) => ({ account: person, person, grants: [] })),
];

const access = ownAccessPolicy();

export interface GroundOptions {
  readonly acts?: readonly Act[];
  readonly policyText?: string;
  /** The product's where none are given. */
  readonly rooms?: readonly Room[];
  readonly env?: Readonly<Record<string, string>>;
  readonly clock?: () => Date;
  /** Trusts a header that names the account where nothing else is given. */
  readonly identify?: StartOptions["identify"];
  /** By sessions and tokens, as the product does. */
  readonly signsIn?: true;
  readonly access?: StartOptions["access"];
  /** No accounts but those that the test makes. */
  readonly withoutAccounts?: true;
  readonly patience?: StartOptions["patience"];
  /** A database that is there already, for a second server on it. */
  readonly database?: string;
  /** A folder with an empty store, where the embedded one is to be tried. */
  readonly folder?: string;
  /** Hears of every line of the log. */
  readonly onLog?: (line: string) => void;
}

/** Asks a server as somebody. */
export interface Client {
  request(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Response>;
  get(path: string, headers?: Record<string, string>): Promise<Response>;
  post(path: string, body: unknown, headers?: Record<string, string>): Promise<Response>;
  /** The JSON of an answer that must be 200. */
  json<T = Record<string, unknown>>(path: string, headers?: Record<string, string>): Promise<T>;
}

export interface Ground {
  readonly server: RunningServer;
  readonly database: string;
  /** A client that is somebody: a role (`users-office`), a person (`p1`), or `public`. */
  as(account: string): Client;
  stop(): Promise<void>;
}

/** Roles of machines. */
const MACHINES: ReadonlySet<string> = new Set<Role>(["access-system", "monitor"]);

/** Trusts what a request says of itself: only here. */
const HEADER = "x-ground-account";
const identify: Identify = (c) => {
  const name = c.req.header(HEADER);
  const found = ACCOUNTS.find(({ account }) => account === name);
  if (found === undefined) return PUBLIC;
  const { account, person } = found;
  const via = MACHINES.has(account) ? "client" : "session";
  return { account, via, ...(person === undefined ? {} : { person }) } satisfies Asker;
};

function clientOf(url: string, account: string): Client {
  const request: Client["request"] = (method, path, body, headers = {}) =>
    fetch(`${url}${path}`, {
      method,
      redirect: "manual",
      headers: {
        ...(account === "public" ? {} : { [HEADER]: account }),
        ...(body === undefined ? {} : { "content-type": "application/json" }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
    });
  return {
    request,
    get: (path, headers) => request("GET", path, undefined, headers),
    post: (path, body, headers) => request("POST", path, body, headers),
    json: async (path, headers) => {
      const response = await request("GET", path, undefined, headers);
      if (response.status !== 200) throw new Error(`${path}: ${response.status} ${await response.text()}`);
      return response.json() as never;
    },
  };
}

/**
 * Starts a server over a fresh database that holds the small registry.
 *
 *     const ground = await openGround();
 *     (await ground.as("users-office").get("/api/v1/people/p1")).status    // 200
 *     await ground.stop();
 */
export async function openGround(options: GroundOptions = {}): Promise<Ground> {
  const database = options.database ?? options.folder ?? (await freshDatabase("PostgreSQL 18"));
  const store = await openStore(database, {
    masterKey: masterKeyFrom({ COMITY_MASTER_KEY: MASTER_TEXT }),
    ...(options.clock === undefined ? {} : { clock: options.clock }),
  });
  if (options.database === undefined) {
    await store.append(options.acts ?? smallRegistry(), { by: "users office" });
    if (options.withoutAccounts !== true) await store.documents.write(accountDocuments, "the ground");
  }
  const text = options.policyText ?? SMALL_POLICY;
  const { policy, diagnostics } = readPolicy(text, "ground.policy.md");
  if (policy === undefined) throw new Error(diagnostics.map(({ message }) => message).join("\n"));
  const config = configFrom({
    COMITY_PORT: "0",
    COMITY_STOP_SECONDS: "5",
    COMITY_RATE_PER_MINUTE: "1000000",
    ...options.env,
  });
  const lines = options.onLog;
  const server = await startServer({
    config,
    store,
    policy,
    policyText: text,
    ...(options.signsIn === true ? {} : { identify: options.identify ?? (() => identify) }),
    log: { write: (line: string) => lines?.(line) },
    ...(options.rooms === undefined ? {} : { rooms: options.rooms }),
    access: options.access ?? access,
    ...(options.patience === undefined ? {} : { patience: options.patience }),
    ...(options.clock === undefined ? {} : { clock: options.clock }),
  });
  return {
    server,
    database,
    as: (account) => clientOf(server.url, account),
    stop: () => server.stop(),
  };
}

/** The accounts as the sign-in would have made them, with nothing by which one could sign in. */
const accountDocuments = ACCOUNTS.map(({ account, person, grants }) => ({
  collection: "account",
  id: account,
  value: {
    ...newAccount(MACHINES.has(account) ? "client" : "human", grants, new Date(0)),
    ...(person === undefined ? {} : { person }),
  },
}));
