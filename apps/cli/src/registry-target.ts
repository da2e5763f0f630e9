/** Where commands record acts: a registry that lies in a folder as a data package, or in a store. */
import { type Act, readRegistry, writeRegistry } from "@comity/registry";
import type { Document } from "@comity/store";
import type { Call } from "./command.ts";
import { Refusal } from "./refusal.ts";
import { isStore, openNamedStore, shownStore, whoAsks } from "./stores.ts";
import type { Terminal } from "./terminal.ts";

export interface RegistryTarget {
  /** How it is called where it is shown. */
  readonly shown: string;
  readonly acts: readonly Act[];
  /** The ids of a set's acts, where the registry keeps that; else undefined. */
  members(set: string): Promise<ReadonlySet<string> | undefined>;
  /** Records acts, all of them or none; refuses where others have recorded something since they were read. */
  record(acts: readonly Act[], set: string, evidence?: Document): Promise<void>;
  close(): Promise<void>;
}

function folderTarget(folder: string): RegistryTarget {
  const { acts, meta } = readRegistry(folder);
  return {
    shown: folder,
    acts,
    // The files of a package have no place for it; the ids of the acts begin with the set.
    members: async () => undefined,
    record: async (added) => {
      const now = readRegistry(folder);
      const ids = new Set(acts.map(({ id }) => id));
      if (now.acts.length !== acts.length || now.acts.some(({ id }) => !ids.has(id)))
        throw new Refusal(`\`${folder}\` has changed while the command ran`, "run the command again", 1);
      writeRegistry(folder, [...acts, ...added], meta);
    },
    close: async () => undefined,
  };
}

async function storeTarget(
  where: string,
  call: Call,
  terminal: Terminal,
  purpose: string,
): Promise<RegistryTarget> {
  const store = await openNamedStore(where, terminal);
  const by = whoAsks(call);
  try {
    const { acts, head } = await store.acts({ personal: "clear", by, purpose });
    return {
      shown: shownStore(where),
      acts,
      members: async (set) => {
        const found = new Set<string>();
        for await (const entry of store.entries()) if (entry.set === set) found.add(entry.id);
        return found;
      },
      record: async (added, set, evidence) => {
        const { warnings } = await store.append(added, {
          by,
          set,
          expectedHead: head.hash,
          ...(evidence === undefined
            ? {}
            : { documents: new Map(added.map(({ id }) => [id, evidence] as const)) }),
        });
        for (const warning of warnings) terminal.warn(`${shownStore(where)}: ${warning}\n`);
      },
      close: () => store.close(),
    };
  } catch (error) {
    await store.close();
    throw error;
  }
}

/**
 * Opens the registry that acts are to be recorded in. Names are needed to tell people apart; `purpose` is noted with the look
 * at them.
 */
export async function openTarget(
  where: string,
  call: Call,
  terminal: Terminal,
  purpose: string,
): Promise<RegistryTarget> {
  return isStore(where) ? storeTarget(where, call, terminal, purpose) : folderTarget(where);
}

/** The day by the clock: what is recorded now is recorded today. */
export function today(): string {
  return new Date().toISOString().slice(0, 10);
}
