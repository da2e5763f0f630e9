/** What cannot be undone is done only where somebody has said a word that says what it is. */
import { createInterface } from "node:readline/promises";
import { type Call, optionValue } from "./command.ts";
import { Refusal } from "./refusal.ts";
import type { Terminal } from "./terminal.ts";

/**
 * Returns where the word was given, by `--confirm` or on a screen; refuses otherwise. `what` says in a sentence what cannot be
 * undone.
 */
export async function confirm(call: Call, terminal: Terminal, word: string, what: string): Promise<void> {
  let said = optionValue(call, "confirm");
  if (said === undefined && process.stdin.isTTY && terminal.isErrorScreen) {
    const screen = createInterface({ input: process.stdin, output: process.stderr });
    try {
      said = await screen.question(`${what}\ntype \`${word}\` to go on: `);
    } finally {
      screen.close();
    }
  }
  if (said?.trim() === word) return;
  if (said === undefined) throw new Refusal(what, `say \`--confirm "${word}"\` to go on`);
  throw new Refusal(`\`${said}\` is not the word, and nothing was done`, `the word is \`${word}\``);
}
