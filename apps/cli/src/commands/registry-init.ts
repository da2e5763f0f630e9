/** `comity registry init`: an empty registry in a store. */
import { optionValue, type Run } from "../command.ts";
import type { ExitCode } from "../refusal.ts";
import { openNamedStore, shownStore } from "../stores.ts";

export const run: Run = async (call, terminal): Promise<ExitCode> => {
  const [where = ""] = call.operands;
  const named = optionValue(call, "registry");
  const store = await openNamedStore(where, terminal, {
    create: true,
    ...(named === undefined ? {} : { registry: named }),
  });
  try {
    const { registry } = store;
    const host = optionValue(call, "host");
    await store.describe({
      name: registry,
      title: optionValue(call, "title") ?? registry,
      ...(host === undefined ? {} : { host }),
    });
    terminal.print(`made the registry ${registry} in ${shownStore(where)}\n`);
    return 0;
  } finally {
    await store.close();
  }
};
