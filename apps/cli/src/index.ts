/** The command line: finds the command, reads its arguments, runs it, and turns whatever is thrown into a message. */
import { readFileSync } from "node:fs";
import { didYouMean } from "@comity/policy";
import { COMMANDS } from "./catalogue.ts";
import type { Command } from "./command.ts";
import { commandHelp, overview } from "./help.ts";
import { readArguments } from "./read-arguments.ts";
import { type ExitCode, Refusal, tellError } from "./refusal.ts";
import { type Surroundings, type Terminal, terminalOf } from "./terminal.ts";

const HELP = new Set(["--help", "-h", "help"]);
const VERSION = new Set(["--version", "-v", "version"]);

function version(): string {
  const manifest = readFileSync(new URL("../package.json", import.meta.url), "utf8");
  return `${(JSON.parse(manifest) as { version: string }).version}\n`;
}

/** The command that the first words name, and the words after these. */
function findCommand(words: readonly string[]): { command: Command; rest: readonly string[] } {
  for (const command of COMMANDS) {
    const count = command.words.length;
    if (command.words.every((word, at) => words[at] === word)) return { command, rest: words.slice(count) };
  }
  const [first = "", second = ""] = words;
  const group = COMMANDS.filter(({ words: own }) => own.length > 1 && own[0] === first);
  const unknown = group.length > 0 ? `${first} ${second}`.trim() : first;
  const names = (group.length > 0 ? group : COMMANDS).map(({ words: own }) => own.join(" "));
  if (unknown === first && group.length > 0)
    throw new Refusal(
      `\`${first}\` needs a second word`,
      `one of ${names.map((name) => `\`${name}\``).join(", ")}`,
    );
  const what = unknown.startsWith("-") ? "option" : "command";
  throw new Refusal(
    `unknown ${what} \`${unknown}\``,
    didYouMean(unknown, names) ?? "see `comity --help` for the commands",
  );
}

async function dispatch(words: readonly string[], terminal: Terminal): Promise<ExitCode> {
  const [first, second] = words;
  if (first === undefined || HELP.has(first)) {
    terminal.print(overview(COMMANDS, terminal));
    return first === undefined ? 2 : 0;
  }
  if (VERSION.has(first)) {
    terminal.print(version());
    return 0;
  }
  const group = COMMANDS.filter(({ words: own }) => own.length > 1 && own[0] === first);
  if (group.length > 0 && second !== undefined && HELP.has(second)) {
    terminal.print(overview(group, terminal));
    return 0;
  }
  const { command, rest } = findCommand(words);
  const call = readArguments(command, rest);
  if (call.options.has("help")) {
    terminal.print(commandHelp(command, terminal));
    return 0;
  }
  if (call.options.has("version")) {
    terminal.print(version());
    return 0;
  }
  const { run } = await command.load();
  return run(call, terminal);
}

/**
 * Runs a command line and gives its exit code.
 *
 *     process.exitCode = await main(["agreements", "scenarios/cern-2024"], process);
 */
export async function main(words: readonly string[], surroundings: Surroundings): Promise<ExitCode> {
  const terminal = terminalOf(surroundings);
  try {
    return await dispatch(words, terminal);
  } catch (error) {
    const { text, exitCode } = tellError(error);
    terminal.warn(
      `${terminal.isErrorScreen ? "\r\u001b[2K" : ""}${terminal.errorColours.red("error")}: ${text}\n`,
    );
    return exitCode;
  }
}
