/** What a command is: its words, options, help and examples; the code that runs it is loaded when it is called. */
import type { ExitCode } from "./refusal.ts";
import type { Terminal } from "./terminal.ts";

/** An option, `--on DAY`, or a switch, `--json`. */
export interface Option {
  readonly name: string;
  /** What the value is, in capitals as in the usage; none for a switch. */
  readonly value?: string;
  readonly says: string;
}

/** What must stand on the command line besides options: at least `least` words, at most `most`. */
export interface Operands {
  readonly usage: string;
  readonly least: number;
  readonly most: number;
}

export interface Command {
  /** `["policy", "check"]` for `comity policy check`. */
  readonly words: readonly string[];
  readonly operands: Operands;
  /** One line, for the list of commands. */
  readonly summary: string;
  /** What it answers, by what rules, with which exit codes. */
  readonly about: string;
  readonly options: readonly Option[];
  readonly examples: readonly { readonly line: string; readonly says: string }[];
  /** The code, loaded when it is needed. */
  readonly load: () => Promise<{ readonly run: Run }>;
}

/** A command as it was called. */
export interface Call {
  /** The command's own words. */
  readonly words: readonly string[];
  readonly operands: readonly string[];
  /** Values of options by their names without dashes; `true` for a switch. */
  readonly options: ReadonlyMap<string, string | true>;
}

export type Run = (call: Call, terminal: Terminal) => ExitCode | Promise<ExitCode>;

/** The value of an option, where it was given. */
export function optionValue(call: Call, option: string): string | undefined {
  const value = call.options.get(option);
  return value === true ? undefined : value;
}
