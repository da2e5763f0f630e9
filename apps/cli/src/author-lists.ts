/** What commands about author lists are asked about: a list in a file, a signing policy, a registry's agreements, two days. */
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import {
  Governance,
  type PaperDates,
  type ReadList,
  readList,
  readSigningPolicy,
  type SigningPolicy,
  type SigningWarning,
  shippedSigningPolicy,
  WRITE_FORMATS,
  type WriteFormat,
} from "@comity/authorship";
import { type Day, isOpen } from "@comity/calendar";
import { fileSource } from "@comity/exchange";
import { didYouMean } from "@comity/policy";
import { fold } from "@comity/registry";
import { type Call, optionValue } from "./command.ts";
import { dayOption, knownOnFor, openRegistry, readText } from "./inputs.ts";
import { Refusal } from "./refusal.ts";
import type { Terminal } from "./terminal.ts";
import { counted, wrapped } from "./text/width.ts";

/** The registry that is asked where none is named: CERN's agreements. */
const SHIPPED_REGISTRY = fileURLToPath(new URL("../../../scenarios/cern-2024", import.meta.url));

/** Reads a list; what was mended and left out is counted on standard error. */
export async function openList(path: string, terminal: Terminal): Promise<ReadList> {
  const read = await readList(fileSource(path));
  const { notes, authorsIn, leftOut } = read;
  if (leftOut > 0)
    terminal.warn(
      `${path}: ${counted(leftOut, "author", "authors")} of ${authorsIn} could not be read; \`comity authors read ${path}\` says why\n`,
    );
  if (notes.length > leftOut)
    terminal.warn(
      `${path}: ${counted(notes.length - leftOut, "note", "notes")}, listed by \`comity authors read ${path}\`\n`,
    );
  return read;
}

/** A policy of `policies/signing` by its name, or a file. */
export function namedSigningPolicy(name: string): SigningPolicy {
  if (name.endsWith(".json") || name.includes("/") || existsSync(name))
    return readSigningPolicy(readText(name, "signing policy"), name);
  return shippedSigningPolicy(name);
}

/** The policy of `--policy`. */
export function signingPolicyOption(call: Call): SigningPolicy {
  return namedSigningPolicy(optionValue(call, "policy") ?? "neutral-two-texts");
}

export interface OpenGovernance {
  readonly governance: Governance;
  /** The two days for a list. */
  readonly datesFor: (list: ReadList, published?: Day) => PaperDates;
}

/** The agreements of `--registry`, as known on a day, and the two days of a paper. */
export async function openGovernance(call: Call, terminal: Terminal): Promise<OpenGovernance> {
  const registry = await openRegistry(call, optionValue(call, "registry") ?? SHIPPED_REGISTRY, terminal);
  const known = knownOnFor(call, registry).day;
  const governance = new Governance(fold(registry.acts, { knownOn: known }), registry.meta.host);
  const reference = dayOption(call, "reference");
  const asked = dayOption(call, "published");
  return {
    governance,
    datesFor: ({ list }, own) => {
      const published = asked ?? own ?? known;
      if (isOpen(published))
        throw new Refusal(
          "the registry's newest record has no day, so that nobody can tell on which day the paper is published",
          "give the day: `--published 2024-12-01`",
        );
      const latest = reference ?? list.created ?? published;
      return { reference: latest, published };
    },
  };
}

/** What `--format` and `--out` ask to be written, and where; undefined where nothing is. */
export function writeFormatOption(
  call: Call,
): { readonly format: WriteFormat; readonly out: string } | undefined {
  const name = optionValue(call, "format");
  const out = optionValue(call, "out");
  if (name === undefined && out === undefined) return undefined;
  if (name === undefined || out === undefined)
    throw new Refusal("`--out` and `--format` go together", "say both what to write and where, or neither");
  const format = WRITE_FORMATS.find((one) => one === name);
  if (format !== undefined) return { format, out };
  throw new Refusal(
    `\`${name}\` is no format that author lists are written in`,
    didYouMean(name, WRITE_FORMATS) ?? `there are ${WRITE_FORMATS.map((one) => `\`${one}\``).join(", ")}`,
  );
}

/** Warnings, each on lines of its own. */
export function warningsText(warnings: readonly SigningWarning[], terminal: Terminal): string {
  const { yellow } = terminal.colours;
  return warnings
    .flatMap(({ message }) => wrapped(`- ${message}`, terminal.width))
    .map((line) => `  ${yellow(line)}\n`)
    .join("");
}
