/** Running a server as a process of its own: from its settings to its end. */
import { existsSync, readFileSync, statSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { type Policy, printDiagnostic, readPolicy } from "@comity/policy";
import { formatMisfit, policyMisfits, type RegistryMeta } from "@comity/registry";
import { masterKeyFrom, openFollowed, openStore, type Store } from "@comity/store";
import { type Config, ConfigError, configFrom } from "../config/config.ts";
import { administratorLink, signInOf } from "../sign-in/index.ts";
import { Faults, policyFor, type RunningServer, startServer } from "./start-server.ts";

/** The policy that is used where neither the settings nor the registry name one. */
const SHIPPED_POLICY = fileURLToPath(new URL("../../../../policies/cern.policy.md", import.meta.url));
/** A policy is a document: whatever is larger is none. */
const LARGEST_POLICY_BYTES = 20_000_000;

export interface RunOptions {
  /** The store, where it is not the settings' one: a folder, an address, or `DATABASE_URL`. */
  readonly store?: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Check the settings, the store and the policy, and stop before anything is served. */
  readonly onlyCheck?: boolean;
  /** Shown to whoever starts the server, and not logged. */
  readonly tell: (line: string) => void;
  /** The server stops when this is aborted. */
  readonly until: AbortSignal;
}

function wrong(setting: string, message: string, help?: string): ConfigError {
  return new ConfigError([{ setting, message, ...(help === undefined ? {} : { help }) }]);
}

/** Where the store is: an address may name one of several registries behind `#`. */
function addressOf(said: string | undefined, config: Config, env: RunOptions["env"]) {
  const named = said === "DATABASE_URL" ? env.DATABASE_URL : (said ?? config.store);
  if (named === undefined || named === "")
    throw wrong(
      said === "DATABASE_URL" ? "DATABASE_URL" : "COMITY_STORE",
      "no store is named",
      "give the folder of one, or set `DATABASE_URL` to the address of the server that holds it",
    );
  if (!/^postgres(ql)?:\/\//.test(named)) return { where: named };
  const [where = "", registry] = named.split("#");
  return registry === undefined ? { where } : { where, registry: decodeURIComponent(registry) };
}

/** The policy's text: the settings' file, else the one that the registry names, else the one that Comity brings along. */
function policyText(
  config: Config,
  named: string | undefined,
): { readonly file: string; readonly text: string } {
  const file = config.policyFile ?? (named !== undefined && existsSync(named) ? named : SHIPPED_POLICY);
  try {
    const { size } = statSync(file);
    if (size > LARGEST_POLICY_BYTES)
      throw wrong("COMITY_POLICY", `\`${file}\` has ${size} bytes: that is no policy`);
    return { file, text: new TextDecoder("utf-8", { fatal: true }).decode(readFileSync(file)) };
  } catch (error) {
    if (error instanceof ConfigError) throw error;
    const { code } = error as NodeJS.ErrnoException;
    const why =
      code === "ENOENT" ? "does not exist" : code === undefined ? "is not UTF-8" : `cannot be read: ${code}`;
    throw wrong("COMITY_POLICY", `\`${file}\` ${why}`);
  }
}

/** The policy of a registry, or everything that is wrong with it. */
function readPolicyFor(
  meta: RegistryMeta,
  config: Config,
): { readonly policy: Policy; readonly text: string } {
  const { file, text } = policyText(config, meta.policy);
  const { policy, diagnostics } = readPolicy(text, file);
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  if (policy === undefined || errors.length > 0) {
    const listed = errors.map((error) => printDiagnostic(error, text)).join("\n");
    throw wrong("COMITY_POLICY", `the policy \`${file}\` cannot be used\n${listed.trimEnd()}`);
  }
  const misfits = policyMisfits(policy.records, meta.records).filter(({ severity }) => severity === "error");
  if (misfits.length > 0)
    throw wrong(
      "COMITY_POLICY",
      `the policy \`${file}\` does not fit the registry\n${misfits.map(formatMisfit).join("\n")}`,
    );
  return { policy, text };
}

async function started(options: Parameters<typeof startServer>[0]): Promise<RunningServer> {
  try {
    return await startServer(options);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const { host, port } = options.config;
    if (code === "EADDRINUSE") throw wrong("COMITY_PORT", `the port ${port} of \`${host}\` is taken`);
    if (code === "EACCES")
      throw wrong("COMITY_PORT", `the port ${port} of \`${host}\` may not be listened on`);
    if (code === "EADDRNOTAVAIL" || code === "ENOTFOUND")
      throw wrong("COMITY_HOST", `\`${host}\` is no address of this machine`);
    throw error;
  }
}

/** What somebody should know who runs it. */
function warningsOf(config: Config, store: Store): string[] {
  const isHere = /^(127\.|localhost$|::1$)/.test(config.host);
  return [
    ...store.warnings,
    ...(config.isDemo
      ? [
          `the demo is on: everybody who reaches this server takes on any role by one click${isHere ? "" : ", and it listens on the network"}`,
        ]
      : []),
    ...(!isHere && config.publicUrl === undefined
      ? ["others can reach this server, and `COMITY_PUBLIC_URL` does not say by which address"]
      : []),
  ];
}

/**
 * Runs a server until it is told to stop. Settings are checked first, all at once; nothing is listened to before everything is in order.
 *
 * @throws ConfigError, StoreError.
 */
export async function runServer(options: RunOptions): Promise<void> {
  const { env, tell, until } = options;
  const config = configFrom(env);
  const masterKey = masterKeyFrom(env);
  const { where, ...opening } = { ...addressOf(options.store, config, env), masterKey };
  if (options.onlyCheck === true) {
    const store = await openStore(where, opening);
    try {
      const { policy } = readPolicyFor(await store.meta(), config);
      for (const warning of warningsOf(config, store)) tell(`warning: ${warning}`);
      tell(`everything is in order: the registry ${store.registry}, by ${policy.title}`);
    } finally {
      await store.close();
    }
    return;
  }
  let read: ReturnType<typeof readPolicyFor> | undefined;
  const faults = new Faults();
  const { store, followed } = await openFollowed(where, {
    ...opening,
    // Asked again where what was derived ahead does not count: then of the same registry.
    policy: (meta) => {
      read ??= readPolicyFor(meta, config);
      return policyFor(read.policy);
    },
    onFault: (error) => faults.tell(error),
  });
  let server: RunningServer | undefined;
  try {
    const { policy, text } = read!;
    for (const warning of warningsOf(config, store)) tell(`warning: ${warning}`);
    server = await started({
      config,
      store,
      followed: { store: followed, faults },
      policy,
      policyText: text,
      measuresProcess: true,
    });
    // By name: browsers sign nobody in at a number (pages/own-host.ts).
    const shown = config.publicUrl ?? server.url.replace(/127\.0\.0\.1|\[::1\]/, "localhost");
    tell(`${store.registry} at ${shown}, the manual at ${shown}/manual`);
    void server.app.prepare();
    const link = await administratorLink(signInOf(server.context));
    if (link !== undefined) tell(`whoever opens this within ten minutes becomes the administrator: ${link}`);
    await new Promise<void>((resolve) => {
      if (until.aborted) resolve();
      else until.addEventListener("abort", () => resolve(), { once: true });
    });
  } finally {
    if (server !== undefined) await server.stop();
    else {
      followed.close();
      await store.close();
    }
  }
}
