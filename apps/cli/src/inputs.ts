/** What commands are asked about: a registry's folder, the day on which it was known, a policy's file. */
import { readFileSync, statSync } from "node:fs";
import { isAbsolute, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { CalendarError, type Day, day, formatDay, isOpen, OPEN } from "@comity/calendar";
import { type Policy, type PolicyReading, printDiagnostic } from "@comity/policy";
import {
  type Act,
  concealed,
  formatMisfit,
  type Misfit,
  policyMisfits,
  type RegistryMeta,
  readRegistry,
} from "@comity/registry";
import { type Call, optionValue } from "./command.ts";
import { horizonHelp, horizonOption } from "./horizon.ts";
import { readAside } from "./read-aside.ts";
import { Refusal } from "./refusal.ts";
import { isServer, isStore, openNamedStore, readFolderStore, shownStore, whoAsks } from "./stores.ts";
import type { Terminal } from "./terminal.ts";

/** The policy that is used where neither the command nor the registry names one. */
const SHIPPED_POLICY = fileURLToPath(new URL("../../../policies/cern.policy.md", import.meta.url));

/** A policy is a document: whatever is larger is none. */
const LARGEST_POLICY_BYTES = 20_000_000;

export interface OpenRegistry {
  readonly folder: string;
  readonly acts: readonly Act[];
  readonly meta: RegistryMeta;
  /** The head of the ledger, of a registry in a store. */
  readonly head?: { readonly position: number; readonly hash: string };
}

/** The day as known on which a registry is read, and why that one. */
export interface KnownOn {
  readonly day: Day;
  readonly because:
    | "asked for"
    | "the draft's day"
    | "the day asked about"
    | "the day before its end was on record"
    | "the newest record";
}

/**
 * Reads a registry: a folder, or a store. Warnings are counted on standard error, not listed. Of a registry in a store people
 * have identifiers only, unless `--names` asks for their names: that is a look at everybody, and is recorded.
 */
export async function openRegistry(call: Call, folder: string, terminal: Terminal): Promise<OpenRegistry> {
  if (isStore(folder)) return readStore(call, folder, terminal);
  if (call.options.has("names"))
    throw new Refusal("`--names` is about a registry in a store", "a folder shows names as it is");
  const { acts, meta, warnings } = readRegistry(folder);
  const count = warnings.length;
  if (count > 0) {
    const counted = count === 1 ? "1 warning" : `${count} warnings`;
    terminal.warn(`${folder}: ${counted}, listed by \`comity registry check ${folder}\`\n`);
  }
  // Whoever is not cleared sees aliases, of a folder too, although its files hold the names.
  return { folder, acts: call.options.has("cleared") ? acts : concealed(acts), meta };
}

async function readStore(call: Call, where: string, terminal: Terminal): Promise<OpenRegistry> {
  if (!isServer(where) && !call.options.has("names")) {
    // Without names nobody needs a key, and a folder can be read while a server has it open.
    const { acts, meta, head } = await readFolderStore(where);
    return { folder: where, acts: Object.freeze(acts), meta, head };
  }
  const store = await openNamedStore(where, terminal, { readsActs: true });
  try {
    const personal = call.options.has("cleared") ? "clear" : "alias";
    const { acts, head } = await store.acts(
      call.options.has("names")
        ? { personal, by: whoAsks(call), purpose: call.words.join(" ") }
        : { personal: "sealed" },
    );
    return { folder: shownStore(where), acts: Object.freeze(acts), meta: await store.meta(), head };
  } finally {
    await store.close();
  }
}

/** The day that an option names. */
export function dayOption(call: Call, option: string): Day | undefined {
  const text = optionValue(call, option);
  if (text === undefined) return undefined;
  try {
    return day(text);
  } catch (error) {
    if (!(error instanceof CalendarError)) throw error;
    throw new Refusal(`\`--${option}\`: ${error.message}`, error.help);
  }
}

/** The newest day on which anything was recorded; open where everything always was known. */
function newestRecord(acts: readonly Act[]): Day {
  let newest: Day | undefined;
  for (const { recorded } of acts)
    if (!isOpen(recorded) && (newest === undefined || recorded > newest)) newest = recorded;
  return newest ?? OPEN;
}

/**
 * The day as known on which the registry is read: `--known-on`, else a day that the question brings along, else the
 * newest record. Never today: the same command on the same folder gives the same answer.
 */
export function knownOnFor(
  call: Call,
  registry: OpenRegistry,
  preferred?: { readonly day: Day; readonly because: KnownOn["because"] },
): KnownOn {
  const asked = dayOption(call, "known-on");
  if (asked !== undefined) return { day: asked, because: "asked for" };
  return preferred ?? { day: newestRecord(registry.acts), because: "the newest record" };
}

/** `as known on 2023-12-15 (the draft's day)`. */
export function tellKnownOn({ day: known, because }: KnownOn): string {
  return isOpen(known) ? "as everything is known" : `as known on ${formatDay(known)} (${because})`;
}

/** The text of a file that must be UTF-8. */
export function readText(path: string, what: string): string {
  let bytes: Uint8Array;
  try {
    const { size } = statSync(path);
    if (size > LARGEST_POLICY_BYTES)
      throw new Refusal(`\`${path}\` has ${size} bytes: that is no ${what}`, "give the path of a text file");
    bytes = readFileSync(path);
  } catch (error) {
    if (error instanceof Refusal) throw error;
    const code = (error as NodeJS.ErrnoException).code;
    const why =
      code === "ENOENT" ? "does not exist" : code === "EISDIR" ? "is a folder" : `cannot be read: ${code}`;
    throw new Refusal(`\`${path}\` ${why}`, `give the path of a ${what}`);
  }
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new Refusal(`\`${path}\` is not UTF-8`, "save it as UTF-8");
  }
}

/** The policy that a folder names, before the registry in it is read: whatever is wrong with its descriptor is told then. */
function policyOf(folder: string): string | undefined {
  for (const [file, member] of [
    ["datapackage.json", "comity"],
    ["comity-store.json", "meta"],
  ] as const) {
    try {
      const said = JSON.parse(readFileSync(join(folder, file), "utf8")) as Readonly<
        Record<string, { readonly policy?: unknown } | undefined>
      >;
      const named = said[member]?.policy;
      if (typeof named === "string") return resolve(folder, named);
    } catch {
      // It is not there, or told to be wrong when the registry is read.
    }
  }
  return undefined;
}

function shownPath(path: string): string {
  const short = relative(process.cwd(), resolve(path));
  return short === "" || short.startsWith("..") || isAbsolute(short) ? path : short;
}

/** A policy that is being read. */
export interface PolicyUnderWay {
  /** As it is shown: relative to where the command runs, if it lies below. */
  readonly path: string;
  /** The policy, or a refusal with everything that is wrong with it, or with how it fits the registry. */
  policy(registry: OpenRegistry, terminal: Terminal): Promise<Policy>;
}

/** The policy's file: what the option names, else the one that the registry names, else the one that Comity brings along. */
export function policyText(
  call: Call,
  folder: string,
  option = "policy",
  named = policyOf(folder),
): { readonly path: string; readonly text: string } {
  const path = shownPath(optionValue(call, option) ?? named ?? SHIPPED_POLICY);
  return { path, text: readText(path, "policy") };
}

/** Begins to read the policy. Which one a registry on a server names is known only once that was read. */
export function beginPolicy(call: Call, folder: string, option = "policy"): PolicyUnderWay {
  const waits = isServer(folder) && optionValue(call, option) === undefined;
  let under = waits ? undefined : readPolicyAside(call, policyText(call, folder, option));
  return {
    get path() {
      return under?.path ?? SHIPPED_POLICY;
    },
    policy: async (registry, terminal) => {
      under ??= readPolicyAside(call, policyText(call, folder, option, registry.meta.policy));
      return fittingPolicy(await under.checked(), under.path, registry, terminal);
    },
  };
}

function readPolicyAside(call: Call, { path, text }: { readonly path: string; readonly text: string }) {
  const aside = readAside({ text, file: path, hasHorizon: horizonOption(call) !== undefined });
  return { path, checked: async () => checkedPolicy(path, text, await aside.result()) };
}

/** The policy that was read, or a refusal with everything that is wrong with it. */
export function checkedPolicy(path: string, text: string, { policy, diagnostics }: PolicyReading): Policy {
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  if (policy === undefined || errors.length > 0) {
    const listed = errors.map((error) => printDiagnostic(error, text)).join("\n");
    throw new Refusal(`the policy \`${path}\` cannot be used\n${listed.trimEnd()}`, horizonHelp(errors));
  }
  refuseMisfits(policyMisfits(policy.records), `the policy \`${path}\` does not fit a registry`);
  return policy;
}

function refuseMisfits(misfits: readonly Misfit[], lead: string): void {
  const errors = misfits.filter(({ severity }) => severity === "error");
  if (errors.length > 0)
    throw new Refusal(
      [lead, ...errors.map(formatMisfit)].join("\n"),
      "docs/registry-format.md says which records a registry gives, and how it declares others",
    );
}

/** A policy whose records are as the registry gives them, or a refusal; what the registry declares in vain is a warning. */
export function fittingPolicy(
  policy: Policy,
  path: string,
  registry: OpenRegistry,
  terminal: Terminal,
): Policy {
  const misfits = policyMisfits(policy.records, registry.meta.records);
  refuseMisfits(misfits, `the policy \`${path}\` does not fit the registry \`${registry.folder}\``);
  for (const misfit of misfits) {
    const said = formatMisfit(misfit);
    terminal.warn(`${misfit.place === undefined ? join(registry.folder, said) : said}\n`);
  }
  return policy;
}
