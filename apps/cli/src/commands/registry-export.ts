/** `comity registry export`: a store's acts as a data package, its ledger as JSON Lines, or a registry's lists for a spreadsheet. */
import { closeSync, existsSync, fsyncSync, openSync, readdirSync, writeSync } from "node:fs";
import { basename, relative, resolve } from "node:path";
import { type RegistryMeta, writeRegistry } from "@comity/registry";
import type { Store } from "@comity/store";
import type { Call, Run } from "../command.ts";
import { type ExitCode, Refusal } from "../refusal.ts";
import { isServer, openNamedStore, whoAsks } from "../stores.ts";
import type { Terminal } from "../terminal.ts";
import { counted } from "../text/width.ts";

/** Writes the ledger, one entry a line, and says how many there are. */
async function writeLedger(store: Store, out: string, terminal: Terminal): Promise<number> {
  const { lineOf } = await import("@comity/store");
  let count = 0;
  if (out === "-") {
    for await (const entry of store.entries()) {
      terminal.print(`${lineOf(entry)}\n`);
      count++;
    }
    return count;
  }
  let file: number;
  try {
    file = openSync(out, "wx", 0o600);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new Refusal(
      `\`${out}\` ${code === "EEXIST" ? "is there already" : `cannot be written: ${code}`}`,
      "give the name of a new file",
    );
  }
  try {
    for await (const entry of store.entries()) {
      writeSync(file, `${lineOf(entry)}\n`);
      count++;
    }
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  return count;
}

/** What the package says of itself: a policy is named from where the package lies. */
function metaFor(meta: RegistryMeta, where: string, out: string): RegistryMeta {
  const { policy, ...rest } = meta;
  if (policy === undefined) return meta;
  const place = isServer(where) ? policy : resolve(where, policy);
  return { ...rest, policy: relative(resolve(out), resolve(place)) };
}

async function writePackage(call: Call, store: Store, where: string, out: string): Promise<number> {
  if (existsSync(out) && readdirSync(out).length > 0)
    throw new Refusal(`\`${out}\` is not empty`, "give the name of a new folder");
  const personal = call.options.has("cleared") ? "clear" : "alias";
  const { acts } = await store.acts(
    call.options.has("names")
      ? { personal, by: whoAsks(call), purpose: `export to ${basename(out)}` }
      : { personal: "sealed" },
  );
  writeRegistry(out, acts, metaFor(await store.meta(), where, out));
  return acts.length;
}

export const run: Run = async (call, terminal): Promise<ExitCode> => {
  const [where = "", out = ""] = call.operands;
  const forms = (["jsonl", "csv", "xlsx"] as const).filter((form) => call.options.has(form));
  if (forms.length > 1)
    throw new Refusal(
      `${forms.map((form) => `\`--${form}\``).join(" and ")} exclude each other`,
      "one form at a time",
    );
  const [form] = forms;
  if (form === "csv" || form === "xlsx") {
    const { exportLists } = await import("../list-export.ts");
    return exportLists(call, where, out, form, terminal);
  }
  const isLedger = form === "jsonl";
  if (!isLedger && out === "-")
    throw new Refusal("a data package is a folder", "`--jsonl` writes to standard output");
  if (isLedger && call.options.has("names"))
    throw new Refusal("`--names` does not go with `--jsonl`", "in the ledger names are sealed");
  const store = await openNamedStore(where, terminal);
  try {
    const count = isLedger
      ? await writeLedger(store, out, terminal)
      : await writePackage(call, store, where, out);
    if (out !== "-") terminal.print(`wrote ${counted(count, "act", "acts")} to ${out}\n`);
    return 0;
  } finally {
    await store.close();
  }
};
