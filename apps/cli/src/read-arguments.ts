/** Reads a command line against a command's operands and options; says everything that is wrong with it at once. */
import { parseArgs } from "node:util";
import { didYouMean } from "@comity/policy";
import type { Call, Command, Option } from "./command.ts";
import { Refusal } from "./refusal.ts";

/** What every command understands. */
export const COMMON_OPTIONS: readonly Option[] = [
  { name: "help", says: "show this help and stop" },
  { name: "version", says: "show the version and stop" },
];

function problemsOfOptions(
  command: Command,
  tokens: readonly { readonly name: string; readonly rawName: string; readonly value?: string | undefined }[],
  options: Map<string, string | true>,
): { message: string; help: string | undefined }[] {
  const problems: { message: string; help: string | undefined }[] = [];
  const known = [...command.options, ...COMMON_OPTIONS];
  for (const { name, rawName, value } of tokens) {
    const option = known.find((each) => each.name === name);
    const note = (message: string, help?: string): void => {
      problems.push({ message, help });
    };
    if (option === undefined) {
      const names = known.map((each) => `--${each.name}`);
      note(`unknown option \`${rawName}\``, didYouMean(rawName, names));
    } else if (options.has(name)) note(`\`--${name}\` is given twice`);
    else if (option.value === undefined && value !== undefined)
      note(`\`--${name}\` takes no value, and \`${value}\` was given`);
    else if (option.value !== undefined && (value === undefined || value === "" || value.startsWith("--")))
      note(`\`--${name}\` needs a value: \`--${name} ${option.value}\``);
    else options.set(name, option.value === undefined ? true : value!);
  }
  return problems;
}

function problemOfOperands({ operands: { usage, least, most }, words }: Command, given: readonly string[]) {
  if (given.length > most)
    return {
      message: `\`${given[most]}\` is one word too many`,
      help: `the command is \`comity ${[...words, usage].join(" ")}\`; put a name with blanks in quotes`,
    };
  if (given.length >= least) return undefined;
  const missing = usage.split(" ")[given.length] ?? usage;
  return {
    message: `${missing.replace(/[[\].]/g, "")} is missing`,
    help: `the command is \`comity ${[...words, usage].join(" ")}\``,
  };
}

/**
 * The call that the arguments after a command's words make.
 *
 *     readArguments(impact, ["cern", "--end", "ICA-RU", "--json"])
 *     // { words: ["impact"], operands: ["cern"], options: Map { "end" => "ICA-RU", "json" => true } }
 *
 * @throws Refusal with every problem.
 */
export function readArguments(command: Command, given: readonly string[]): Call {
  const known = [...command.options, ...COMMON_OPTIONS];
  const { tokens } = parseArgs({
    args: [...given],
    options: Object.fromEntries([
      ...known.map(
        ({ name, value }) => [name, { type: value === undefined ? "boolean" : "string" }] as const,
      ),
      ["help", { type: "boolean", short: "h" }] as const,
      ["version", { type: "boolean", short: "v" }] as const,
    ]),
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  const operands = tokens.flatMap((token) => (token.kind === "positional" ? [token.value] : []));
  const options = new Map<string, string | true>();
  const problems = problemsOfOptions(
    command,
    tokens.flatMap((token) => (token.kind === "option" ? [token] : [])),
    options,
  );
  if (options.has("help") || options.has("version")) return { words: command.words, operands, options };
  const operand = problemOfOperands(command, operands);
  if (operand !== undefined) problems.push(operand);
  const [first, ...others] = problems;
  if (first === undefined) return { words: command.words, operands, options };
  const lines = others.map(
    ({ message, help }) => `\nerror: ${message}${help === undefined ? "" : `\n  help: ${help}`}`,
  );
  const also = `see \`comity ${command.words.join(" ")} --help\``;
  const message =
    others.length === 0
      ? first.message
      : `${first.message}${first.help === undefined ? "" : `\n  help: ${first.help}`}${lines.join("")}`;
  throw new Refusal(message, others.length === 0 ? (first.help ?? also) : also);
}
