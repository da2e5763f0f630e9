/** `comity registry keys rotate`: the keys of all people are wrapped by another master key. */
import type { Run } from "../command.ts";
import { type ExitCode, Refusal } from "../refusal.ts";
import { isStore, openNamedStore, shownStore } from "../stores.ts";
import { counted } from "../text/width.ts";

/** Where the next master key is: `COMITY_NEW_MASTER_KEY`, or `COMITY_NEW_MASTER_KEY_FILE`. */
const NEXT = "COMITY_NEW_MASTER_KEY";

export const run: Run = async (call, terminal): Promise<ExitCode> => {
  const [where = ""] = call.operands;
  if (!isStore(where)) throw new Refusal(`\`${where}\` is not a store`, "a folder has no keys");
  const { masterKeyFrom } = await import("@comity/store");
  const next = masterKeyFrom(process.env, NEXT);
  const store = await openNamedStore(where, terminal);
  try {
    if (next.check === masterKeyFrom(process.env).check)
      throw new Refusal("the new master key is the old one", "make one with `comity registry keys new`");
    const count = await store.rotateKeys(next);
    terminal.print(
      `${counted(count, "key is", "keys are")} wrapped by the new master key in ${shownStore(where)}, which opens by no other from now on\nbackups made before need the old one: once they are not needed any more, destroy it\n`,
    );
    return 0;
  } finally {
    await store.close();
  }
};
