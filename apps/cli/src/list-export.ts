/** Lists of a registry for a spreadsheet: a folder of CSV files, or one workbook. */
import { existsSync, mkdirSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { exportTables, listAsCsv, listsAsXlsx } from "@comity/exchange";
import { type Act, concealed, readRegistry } from "@comity/registry";
import type { Call } from "./command.ts";
import { type ExitCode, Refusal } from "./refusal.ts";
import { isStore, openNamedStore, whoAsks } from "./stores.ts";
import type { Terminal } from "./terminal.ts";
import { counted } from "./text/width.ts";
import { writeNew } from "./write-new.ts";

/** Acts without names of people, who have their identifiers in the place of these. */
function nameless(acts: readonly Act[]): readonly Act[] {
  return acts.map((act) => {
    if (act.act !== "person") return act;
    const { givenName: _given, orcid: _orcid, mail: _mail, ...rest } = act;
    return { ...rest, familyName: act.person };
  });
}

/** The acts as they may go out: without names unless these are asked for, under an alias unless one is cleared. */
async function actsToExport(call: Call, where: string, terminal: Terminal): Promise<readonly Act[]> {
  const withNames = call.options.has("names");
  const isCleared = call.options.has("cleared");
  if (!isStore(where)) {
    const { acts } = readRegistry(where);
    return withNames ? (isCleared ? acts : concealed(acts)) : nameless(acts);
  }
  const store = await openNamedStore(where, terminal);
  try {
    const reading = { by: whoAsks(call), purpose: "lists for a spreadsheet" };
    const { acts } = await store.acts(
      withNames ? { personal: isCleared ? "clear" : "alias", ...reading } : { personal: "sealed" },
    );
    return acts;
  } finally {
    await store.close();
  }
}

/** Writes the lists of a registry into a new folder (`csv`) or a new workbook (`xlsx`). */
export async function exportLists(
  call: Call,
  where: string,
  out: string,
  form: "csv" | "xlsx",
  terminal: Terminal,
): Promise<ExitCode> {
  if (form === "csv" && existsSync(out) && readdirSync(out).length > 0)
    throw new Refusal(`\`${out}\` is not empty`, "give the name of a new folder");
  const lists = exportTables(await actsToExport(call, where, terminal));
  if (form === "xlsx") writeNew(out, await listsAsXlsx(lists));
  else {
    mkdirSync(out, { recursive: true });
    for (const list of lists) writeNew(join(out, `${list.name}.csv`), listAsCsv(list));
  }
  for (const { name, rows } of lists)
    terminal.print(`${name.padEnd(13)} ${counted(rows.length, "row", "rows")}\n`);
  terminal.print(`wrote ${counted(lists.length, "list", "lists")} to ${out}\n`);
  return 0;
}
