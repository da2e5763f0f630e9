/** `comity registry restore`: a store is made of a backup. */
import { optionValue, type Run } from "../command.ts";
import { Progress } from "../progress.ts";
import type { ExitCode } from "../refusal.ts";
import { addressOf, shownStore } from "../stores.ts";
import { counted } from "../text/width.ts";

export const run: Run = async (call, terminal): Promise<ExitCode> => {
  const [backup = "", word = ""] = call.operands;
  const { masterKeyFrom, restoreStore } = await import("@comity/store");
  const address = addressOf(word);
  const registry = optionValue(call, "registry") ?? address.registry;
  const progress = new Progress(terminal);
  const store = await progress.step("writing the store", () =>
    restoreStore(backup, address.where, {
      masterKey: masterKeyFrom(process.env),
      ...(registry === undefined ? {} : { registry }),
    }),
  );
  try {
    const { position, hash } = await store.head();
    progress.end();
    terminal.print(`made ${shownStore(word)} of ${counted(position, "act", "acts")}\n`);
    terminal.print(`the head is ${position} ${hash}\n`);
    return 0;
  } finally {
    await store.close();
  }
};
