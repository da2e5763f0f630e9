/** `comity registry backup`: everything that a store cannot compute again. */
import type { Run } from "../command.ts";
import { Progress } from "../progress.ts";
import type { ExitCode } from "../refusal.ts";
import { openNamedStore, shownStore } from "../stores.ts";
import { counted } from "../text/width.ts";

export const run: Run = async (call, terminal): Promise<ExitCode> => {
  const [where = "", folder = ""] = call.operands;
  const progress = new Progress(terminal);
  const store = await progress.step("opening the store", () => openNamedStore(where, terminal));
  try {
    const { head, files } = await progress.step("writing the backup", () => store.backup(folder));
    progress.end();
    const keys = counted(files["keys.jsonl"].lines, "key", "keys");
    terminal.print(
      `wrote ${counted(head.position, "act", "acts")} and ${keys} of ${shownStore(where)} to ${folder}\n`,
    );
    terminal.print(`the head is ${head.position} ${head.hash}\n`);
    return 0;
  } finally {
    await store.close();
  }
};
