/**
 * The commands of the secret ballot as a program of their own: one file that needs Node and nothing else, so that its hash can be
 * published, and compared by whoever does not want to trust the code that a server sends (docs/ballots.md). `bundle.mjs` makes it.
 */
import { BALLOTS } from "./catalogue/ballots.ts";
import { runProgram } from "./run-program.ts";

/** Set where the file is made. */
declare const COMITY_VERSION: string;

// Whoever reads us may stop reading (`... | head`): then nobody waits for the rest.
for (const stream of [process.stdout, process.stderr])
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
    process.exit(0);
  });

process.exitCode = await runProgram(
  {
    about:
      "The commands of Comity's secret ballot as one file: counting a board again needs this file, the board, and nothing else. Where help says `comity`, say `node comity-ballot.mjs`.",
    commands: BALLOTS,
    version: () => COMITY_VERSION,
  },
  process.argv.slice(2),
  process,
);
