/** Where acts are recorded by commands that bring some in or withdraw some. */
import type { Act } from "@comity/registry";
import { readRegistry, writeRegistry } from "@comity/registry";
import { Refusal } from "./refusal.ts";

/** Evidence of acts: the file that they came from. */
export interface Evidence {
  readonly reference: string;
  readonly sha256?: string;
  readonly location?: string;
}

export interface RegistryTarget {
  readonly acts: readonly Act[];
  /** Records acts, all of them or none; refuses where the registry went on since it was read. */
  record(acts: readonly Act[], set: string, by: string, evidence?: Evidence): Promise<void>;
  close(): Promise<void>;
}

/** A registry that lies in a folder as a data package. */
function folderTarget(folder: string): RegistryTarget {
  const { acts, meta } = readRegistry(folder);
  return {
    acts,
    record: async (added) => {
      // Somebody may have written meanwhile; whatever is on the disk now must be what was read.
      const now = readRegistry(folder);
      const ids = new Set(acts.map(({ id }) => id));
      if (now.acts.length !== acts.length || now.acts.some(({ id }) => !ids.has(id)))
        throw new Refusal(`\`${folder}\` has changed while the command ran`, "run the command again", 1);
      writeRegistry(folder, [...acts, ...added], meta);
    },
    close: async () => undefined,
  };
}

/** Opens the registry that acts shall be recorded in. `purpose` is noted where personal data is read. */
export async function openTarget(where: string): Promise<RegistryTarget> {
  return folderTarget(where);
}
