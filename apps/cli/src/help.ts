/** Help texts, made from the catalogue. */
import type { Command } from "./command.ts";
import { COMMON_OPTIONS } from "./read-arguments.ts";
import type { Terminal } from "./terminal.ts";
import { padded, wrapped } from "./text/width.ts";

const WIDEST = 100;

const widthFor = (terminal: Terminal): number => Math.min(terminal.width, WIDEST);

/** Two columns: words, and what is said about them. */
function listing(rows: readonly (readonly [string, string])[], terminal: Terminal): string {
  const first = Math.max(...rows.map(([words]) => words.length));
  const room = Math.max(20, widthFor(terminal) - first - 4);
  return rows
    .map(([words, says]) => {
      const [line = "", ...more] = wrapped(says, room);
      const head = `  ${terminal.colours.cyan(padded(words, first))}  ${line}`.trimEnd();
      return [head, ...more.map((each) => " ".repeat(first + 4) + each)].join("\n");
    })
    .join("\n");
}

/** The help of one command. */
export function commandHelp(command: Command, terminal: Terminal): string {
  const { bold, dim } = terminal.colours;
  const { words, operands, options, about, examples } = command;
  const lines = [
    `${bold("Usage")}: comity ${words.join(" ")} ${operands.usage}${options.length > 0 ? " [OPTIONS]" : ""}`,
    "",
    ...wrapped(about, widthFor(terminal)),
    "",
    bold("Options"),
    listing(
      [...options, ...COMMON_OPTIONS].map(({ name, value, says }) => [
        `--${name}${value === undefined ? "" : ` ${value}`}`,
        says,
      ]),
      terminal,
    ),
    "",
    bold("Examples"),
    ...examples.flatMap(({ line, says }) => [...(says === "" ? [] : [dim(`  # ${says}`)]), `  ${line}`]),
  ];
  return `${lines.join("\n")}\n`;
}

/** The help of several commands under one word, or, where it is said what a program is about, of all that it has. */
export function overview(commands: readonly Command[], terminal: Terminal, about?: string): string {
  const { bold, dim } = terminal.colours;
  const isAll = about !== undefined;
  const opening = isAll ? [...wrapped(about, widthFor(terminal)), ""] : [];
  const prefix = isAll ? "" : `${commands[0]!.words[0]} `;
  const example = commands.flatMap(({ examples }) => examples.slice(0, 1));
  const lines = [
    ...opening,
    `${bold("Usage")}: comity ${prefix}COMMAND [OPTIONS]`,
    "",
    bold("Commands"),
    listing(
      commands.map(({ words, summary }) => [words.join(" "), summary]),
      terminal,
    ),
    "",
    bold("Examples"),
    ...example.slice(0, 4).map(({ line }) => `  ${line}`),
    "",
    dim("Each command has its own help: `comity COMMAND --help`."),
    dim("Exit codes: 0 done; 1 the answer is no, or something failed; 2 wrong use or bad input."),
  ];
  return `${lines.join("\n")}\n`;
}
