import type { Act, RegistryMeta } from "@comity/registry";

export const about: RegistryMeta;
export function makeActs(): Act[];
export function makeFiles(): Map<string, Uint8Array>;
