/** Author lists as commands read and report them. */
import { type ReadList, readList, type WriteOptions, withPseudonyms } from "@comity/authorship";
import { fileSource, formatExchangeProblem } from "@comity/exchange";
import { type Call, optionValue } from "./command.ts";
import { Refusal } from "./refusal.ts";
import type { Terminal } from "./terminal.ts";

/** More notes than this are counted, not shown. */
const MOST_SHOWN = 40;

/** Reads the list that a command names, under pseudonyms where that is asked for. */
export async function listFrom(call: Call, file: string): Promise<ReadList> {
  const read = await readList(fileSource(file));
  if (!call.options.has("pseudonyms")) return read;
  // A note has the file's own words, and those may name somebody; that there is one, and where, stays.
  const notes = read.notes.map(({ severity, category, code, place }) => ({
    severity,
    category,
    code,
    message: `a note of the kind \`${code}\`, whose words are not shown beside made-up names`,
    ...(place === undefined ? {} : { place }),
  }));
  return { ...read, list: withPseudonyms(read.list), notes };
}

/** Says on standard error what was mended, noticed and left out; errors first, so that none is cut. */
export function sayNotes({ notes }: ReadList, terminal: Terminal): void {
  const rank = { error: 0, warning: 1, repair: 2 };
  const sorted = [...notes].sort((a, b) => rank[a.severity] - rank[b.severity]);
  for (const note of sorted.slice(0, MOST_SHOWN)) terminal.warn(`${formatExchangeProblem(note)}\n`);
  if (sorted.length > MOST_SHOWN) terminal.warn(`and ${sorted.length - MOST_SHOWN} more\n`);
}

/** How a list shall be printed. */
export function printing(call: Call): WriteOptions {
  return {
    ...(call.options.has("by-name") ? { order: "by name" } : {}),
    ...(call.options.has("as-listed") ? { numbering: "as listed" } : {}),
    ...(call.options.has("ascending") ? { marks: "ascending" } : {}),
    ...(call.options.has("fragment") ? { fragment: true } : {}),
    ...linesOf(call),
  };
}

function linesOf(call: Call): Pick<WriteOptions, "lines"> {
  const lines = optionValue(call, "lines");
  if (lines === undefined) return {};
  if (lines === "safe") return { lines };
  if (lines === "printed") return { lines: "as printed" };
  throw new Refusal(`\`--lines ${lines}\` says nothing`, "`--lines safe` or `--lines printed`");
}
