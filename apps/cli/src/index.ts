/** The command line, with all of its commands. */
import { readFileSync } from "node:fs";
import { COMMANDS } from "./catalogue.ts";
import type { ExitCode } from "./refusal.ts";
import { type Program, runProgram } from "./run-program.ts";
import type { Surroundings } from "./terminal.ts";

const COMITY: Program = {
  about:
    "Comity keeps the acts of scientific cooperation, derives from them by a readable policy what every person and institute may do, and shows what a draft decision would change before anyone votes on it.",
  commands: COMMANDS,
  version() {
    const manifest = readFileSync(new URL("../package.json", import.meta.url), "utf8");
    return (JSON.parse(manifest) as { version: string }).version;
  },
};

/**
 * Runs a command line and gives its exit code.
 *
 *     process.exitCode = await main(["agreements", "scenarios/cern-2024"], process);
 */
export const main = (words: readonly string[], surroundings: Surroundings): Promise<ExitCode> =>
  runProgram(COMITY, words, surroundings);
