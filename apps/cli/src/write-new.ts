/** Files that a command makes for its user. */
import { closeSync, openSync, writeFileSync } from "node:fs";
import { Refusal } from "./refusal.ts";

/** Only its owner reads what is written: it may hold names. */
const OWNER_ONLY = 0o600;

/** Makes a new file; what is there is never written over. */
export function writeNew(path: string, content: string | Uint8Array): void {
  let file: number;
  try {
    file = openSync(path, "wx", OWNER_ONLY);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const why = code === "EEXIST" ? "is there already" : `cannot be written: ${code}`;
    throw new Refusal(`\`${path}\` ${why}`, "give a new name");
  }
  try {
    writeFileSync(file, content, { flush: true });
  } finally {
    closeSync(file);
  }
}
