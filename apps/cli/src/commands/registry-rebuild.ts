/** `comity registry rebuild`: what a store derives from its acts is made anew. */
import type { Run } from "../command.ts";
import { Progress } from "../progress.ts";
import type { ExitCode } from "../refusal.ts";
import { openNamedStore, shownStore } from "../stores.ts";
import { counted } from "../text/width.ts";

export const run: Run = async (call, terminal): Promise<ExitCode> => {
  const [where = ""] = call.operands;
  const progress = new Progress(terminal);
  const store = await progress.step("making the database anew", () =>
    openNamedStore(where, terminal, { rebuild: true }),
  );
  try {
    const { position, hash } = await store.head();
    progress.end();
    terminal.print(`made ${shownStore(where)} anew from ${counted(position, "act", "acts")}\n`);
    terminal.print(`the head is ${position} ${hash}\n`);
    return 0;
  } finally {
    await store.close();
  }
};
