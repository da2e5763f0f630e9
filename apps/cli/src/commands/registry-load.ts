/** `comity registry load`: all acts of a data package are recorded in a store. */
import { relative, resolve } from "node:path";
import { readRegistry } from "@comity/registry";
import type { Run } from "../command.ts";
import { Progress } from "../progress.ts";
import { recordingOptions, tellAppended } from "../recording.ts";
import type { ExitCode } from "../refusal.ts";
import { isServer, openNamedStore } from "../stores.ts";

export const run: Run = async (call, terminal): Promise<ExitCode> => {
  const [where = "", folder = ""] = call.operands;
  const progress = new Progress(terminal);
  const { acts, meta } = progress.step("reading the registry", () => readRegistry(folder));
  const store = await progress.step("opening the store", () => openNamedStore(where, terminal));
  try {
    const appended = await progress.step("writing the acts", () =>
      store.append(acts, { ...recordingOptions(call), set: `package ${meta.name}` }),
    );
    const { policy, ...rest } = meta;
    // The package names its policy from where it lies itself.
    const place = policy === undefined ? undefined : resolve(folder, policy);
    const shown = place === undefined || isServer(where) ? place : relative(resolve(where), place);
    await store.describe({ ...rest, ...(shown === undefined ? {} : { policy: shown }) });
    progress.end();
    tellAppended(call, terminal, where, appended);
    return 0;
  } finally {
    await store.close();
  }
};
