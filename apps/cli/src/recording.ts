/** Recording acts in a store from a command: what is said of it afterwards. */
import type { Appended, AppendOptions } from "@comity/store";
import { type Call, optionValue } from "./command.ts";
import { shownStore, whoAsks } from "./stores.ts";
import type { Terminal } from "./terminal.ts";
import { counted } from "./text/width.ts";

/** Who records, and the head that the writer knows. */
export function recordingOptions(call: Call): Pick<AppendOptions, "by" | "expectedHead"> {
  const expectedHead = optionValue(call, "expected-head");
  return { by: whoAsks(call), ...(expectedHead === undefined ? {} : { expectedHead }) };
}

/** Says what was recorded. */
export function tellAppended(call: Call, terminal: Terminal, where: string, appended: Appended): void {
  const { head, added, repeated, warnings } = appended;
  for (const warning of warnings) terminal.warn(`${terminal.errorColours.yellow("warning")}: ${warning}\n`);
  if (call.options.has("json")) {
    const said = {
      head,
      added: added.map(({ position, id, hash }) => ({ position, id, hash })),
      repeated,
      warnings,
    };
    terminal.print(`${JSON.stringify(said, null, 2)}\n`);
    return;
  }
  const before =
    repeated.length === 0 ? "" : `, ${counted(repeated.length, "act was", "acts were")} there already`;
  terminal.print(`recorded ${counted(added.length, "act", "acts")} in ${shownStore(where)}${before}\n`);
  terminal.print(`the head is ${head.position} ${head.hash}\n`);
}
