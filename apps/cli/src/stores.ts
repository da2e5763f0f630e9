/** Registries that lie in a store. The code of stores is loaded only where one is named: it is large. */
import { existsSync } from "node:fs";
import { userInfo } from "node:os";
import { join } from "node:path";
import type { FolderReading, FollowedStore, OpenFollowedOptions, OpenOptions, Store } from "@comity/store";
import { type Call, optionValue } from "./command.ts";
import { Refusal } from "./refusal.ts";
import type { Terminal } from "./terminal.ts";

const SERVER = /^postgres(ql)?:\/\//;
const STORE_FILE = "comity-store.json";
/** The word that stands for the address in the environment: an address has a password, which nobody should type. */
const FROM_ENVIRONMENT = "DATABASE_URL";

/** Whether a word names a store on a server: its address, or `DATABASE_URL`. */
export function isServer(where: string): boolean {
  return where === FROM_ENVIRONMENT || SERVER.test(where);
}

/** Whether a word names a store: on a server, or in a folder. */
export function isStore(where: string): boolean {
  return isServer(where) || existsSync(join(where, STORE_FILE));
}

/** Where a store is, and which of its registries is meant: `postgres://db.example/comity#cern`. */
export function addressOf(where: string): { readonly where: string; readonly registry?: string } {
  const address = where === FROM_ENVIRONMENT ? process.env.DATABASE_URL : where;
  if (address === undefined || address === "")
    throw new Refusal(
      "`DATABASE_URL` is not set",
      "set it to the address of the database: `postgres://user@host/database`",
    );
  if (!SERVER.test(address)) return { where: address };
  const [url = "", registry] = address.split("#");
  return { where: url, ...(registry === undefined ? {} : { registry: decodeURIComponent(registry) }) };
}

/** How a store is called where it is shown: without a password. */
export function shownStore(where: string): string {
  return where.replace(/^(postgres(?:ql)?:\/\/)[^@/]*@/, "$1");
}

/** Who asks or records: `--by`, else `COMITY_USER`, else whoever is signed in on this machine. */
export function whoAsks(call: Call): string {
  const named = optionValue(call, "by") ?? process.env.COMITY_USER;
  if (named !== undefined && named.trim() !== "") return named.trim();
  return userInfo().username;
}

/** Opens the store that a word names, with the master key of the environment. */
export async function openNamedStore(
  word: string,
  terminal: Terminal,
  options: Partial<OpenOptions> = {},
): Promise<Store> {
  const { masterKeyFrom, openStore } = await import("@comity/store");
  const { where, registry } = addressOf(word);
  const store = await openStore(where, {
    masterKey: masterKeyFrom(process.env),
    ...(registry === undefined ? {} : { registry }),
    ...options,
  });
  for (const warning of store.warnings) terminal.warn(`${shownStore(word)}: ${warning}\n`);
  return store;
}

/** Opens the store that a word names and follows it, by the policy for what its registry says of itself. */
export async function openFollowedStore(
  word: string,
  policy: OpenFollowedOptions["policy"],
  terminal: Terminal,
): Promise<{ readonly store: Store; readonly followed: FollowedStore }> {
  const { masterKeyFrom, openFollowed } = await import("@comity/store");
  const { where, registry } = addressOf(word);
  const opened = await openFollowed(where, {
    masterKey: masterKeyFrom(process.env),
    ...(registry === undefined ? {} : { registry }),
    policy,
  });
  for (const warning of opened.store.warnings) terminal.warn(`${shownStore(word)}: ${warning}\n`);
  return opened;
}

/** What lies in the folder of a store, names left out. Another process may have it open. */
export async function readFolderStore(folder: string): Promise<FolderReading> {
  const { readFolder } = await import("@comity/store");
  return readFolder(folder);
}
