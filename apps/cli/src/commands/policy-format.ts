/** `comity policy format`: lays out the code of a policy. */
import { renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { formatPolicy, printDiagnostic } from "@comity/policy";
import type { Run } from "../command.ts";
import { readText } from "../inputs.ts";
import { readHere } from "../policy-thread.ts";
import { Refusal } from "../refusal.ts";

/** Replaces a file as a whole: whoever reads it meanwhile sees the old text or the new one. */
function replaceFile(path: string, text: string): void {
  const beside = join(dirname(path), `.${process.pid}-${Date.now().toString(36)}.policy-format`);
  try {
    writeFileSync(beside, text, { flush: true, mode: statSync(path).mode });
    renameSync(beside, path);
  } catch (error) {
    rmSync(beside, { force: true });
    throw new Refusal(`\`${path}\` cannot be written: ${(error as Error).message}`, undefined, 1);
  }
}

/** What keeps a block from being read at all; a policy with other errors can be laid out. */
const UNREADABLE = new Set([
  "syntax",
  "strange-character",
  "text-not-closed",
  "nested-too-deeply",
  "declaration-across-blocks",
  "block-not-read",
  "fence-not-closed",
]);

/** A block that cannot be read would stay as it is, and nobody would know. */
function refuseUnreadable(file: string, text: string): void {
  const errors = readHere({ text, file }).diagnostics.filter(
    ({ severity, code }) => severity === "error" && UNREADABLE.has(code),
  );
  if (errors.length === 0) return;
  const listed = errors.map((error) => printDiagnostic(error, text)).join("\n");
  throw new Refusal(`the policy \`${file}\` cannot be read, and is left as it is\n${listed.trimEnd()}`);
}

export const run: Run = (call, terminal) => {
  const [file = ""] = call.operands;
  if (call.options.has("check") && call.options.has("write"))
    throw new Refusal("`--check` and `--write` exclude each other", "choose one");
  const text = readText(file, "policy");
  refuseUnreadable(file, text);
  const formatted = formatPolicy(text);
  if (call.options.has("check")) {
    if (formatted === text) return 0;
    terminal.warn(`\`${file}\` is not formatted\n  help: comity policy format ${file} --write\n`);
    return 1;
  }
  if (!call.options.has("write")) terminal.print(formatted);
  else if (formatted !== text) replaceFile(file, formatted);
  return 0;
};
