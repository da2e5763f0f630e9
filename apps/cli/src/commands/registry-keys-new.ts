/** `comity registry keys new`: a fresh master key, into a file that nobody else can read. */
import { closeSync, fsyncSync, openSync, writeSync } from "node:fs";
import type { Run } from "../command.ts";
import { type ExitCode, Refusal } from "../refusal.ts";

export const run: Run = async (call, terminal): Promise<ExitCode> => {
  const [path = ""] = call.operands;
  const { newMasterKeyText } = await import("@comity/store");
  let file: number;
  try {
    // `wx`: no key is ever written over another one, with which it would be lost.
    file = openSync(path, "wx", 0o600);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new Refusal(
      code === "EEXIST" ? `\`${path}\` is there already` : `\`${path}\` cannot be written: ${code}`,
      "give the name of a new file",
    );
  }
  try {
    writeSync(file, `${newMasterKeyText()}\n`);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  terminal.print(
    `a master key is in ${path}: set COMITY_MASTER_KEY_FILE to it, and keep a copy apart from the store and its backups\n`,
  );
  return 0;
};
