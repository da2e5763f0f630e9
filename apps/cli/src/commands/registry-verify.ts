/** `comity registry verify`: every hash of a ledger is computed again. */
import type { Run } from "../command.ts";
import { Progress } from "../progress.ts";
import type { ExitCode } from "../refusal.ts";
import { openNamedStore, shownStore } from "../stores.ts";
import { counted } from "../text/width.ts";

export const run: Run = async (call, terminal): Promise<ExitCode> => {
  const [where = ""] = call.operands;
  const progress = new Progress(terminal);
  const store = await progress.step("opening the store", () => openNamedStore(where, terminal));
  try {
    const { head, entries, broken } = await progress.step("reading the ledger", () => store.verify());
    progress.end();
    if (call.options.has("json")) {
      terminal.print(`${JSON.stringify({ head, entries, broken: broken ?? null }, null, 2)}\n`);
      return broken === undefined ? 0 : 1;
    }
    if (broken === undefined) {
      terminal.print(
        `${terminal.colours.green("good")}: ${counted(entries, "act", "acts")}, every link holds\n`,
      );
      terminal.print(`the head is ${head.position} ${head.hash}\n`);
      return 0;
    }
    const act = broken.id === undefined ? "" : ` (act \`${broken.id}\`)`;
    terminal.warn(`${terminal.errorColours.red("broken")}: ${shownStore(where)}${act}: ${broken.message}\n`);
    terminal.warn(
      `  help: ${counted(entries, "act", "acts")} before it ${entries === 1 ? "is" : "are"} good; restore a backup\n`,
    );
    return 1;
  } finally {
    await store.close();
  }
};
