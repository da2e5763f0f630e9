/** Runs a command line: finds the command, reads its arguments, runs it, and turns whatever is thrown into a message. */
import { didYouMean } from "@comity/policy";
import type { Command } from "./command.ts";
import { commandHelp, overview } from "./help.ts";
import { readArguments } from "./read-arguments.ts";
import { type ExitCode, Refusal, tellError } from "./refusal.ts";
import { type Surroundings, type Terminal, terminalOf } from "./terminal.ts";

const HELP = new Set(["--help", "-h", "help"]);
const VERSION = new Set(["--version", "-v", "version"]);

/** A program: what it is for, the commands that it has, its version. */
export interface Program {
  readonly about: string;
  readonly commands: readonly Command[];
  version(): string;
}

/** The command that the first words name, and the words after these. */
function findCommand(
  words: readonly string[],
  { commands }: Program,
): { command: Command; rest: readonly string[] } {
  for (const command of commands) {
    const count = command.words.length;
    if (command.words.every((word, at) => words[at] === word)) return { command, rest: words.slice(count) };
  }
  const [first = "", second = ""] = words;
  const group = commands.filter(({ words: own }) => own.length > 1 && own[0] === first);
  const unknown = group.length > 0 ? `${first} ${second}`.trim() : first;
  const names = (group.length > 0 ? group : commands).map(({ words: own }) => own.join(" "));
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

async function dispatch(words: readonly string[], terminal: Terminal, program: Program): Promise<ExitCode> {
  const { commands } = program;
  const [first, second] = words;
  if (first === undefined || HELP.has(first)) {
    terminal.print(overview(commands, terminal, program.about));
    return first === undefined ? 2 : 0;
  }
  if (VERSION.has(first)) {
    terminal.print(`${program.version()}\n`);
    return 0;
  }
  const group = commands.filter(({ words: own }) => own.length > 1 && own[0] === first);
  if (group.length > 0 && second !== undefined && HELP.has(second)) {
    terminal.print(overview(group, terminal));
    return 0;
  }
  const { command, rest } = findCommand(words, program);
  const call = readArguments(command, rest);
  if (call.options.has("help")) {
    terminal.print(commandHelp(command, terminal));
    return 0;
  }
  if (call.options.has("version")) {
    terminal.print(`${program.version()}\n`);
    return 0;
  }
  const { run } = await command.load();
  return run(call, terminal);
}

/** Runs a command line of a program and gives its exit code. */
export async function runProgram(
  program: Program,
  words: readonly string[],
  surroundings: Surroundings,
): Promise<ExitCode> {
  const terminal = terminalOf(surroundings);
  try {
    return await dispatch(words, terminal, program);
  } catch (error) {
    const { text, exitCode } = tellError(error);
    terminal.warn(
      `${terminal.isErrorScreen ? "\r\u001b[2K" : ""}${terminal.errorColours.red("error")}: ${text}\n`,
    );
    return exitCode;
  }
}
