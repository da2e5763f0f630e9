/** How a command ends other than well: with one message for the user, never with a stack trace. */

/** 0 done; 1 the answer is no, or something failed; 2 wrong use: options, names, days, input files. */
export type ExitCode = 0 | 1 | 2;

/**
 * Thrown where a command cannot go on. The message is in lower case without a final period, with the user's own words in
 * backticks; the help says what to do.
 */
export class Refusal extends Error {
  readonly exitCode: ExitCode;
  readonly help: string | undefined;

  constructor(message: string, help?: string, exitCode: ExitCode = 2) {
    super(message);
    this.name = "Refusal";
    this.help = help;
    this.exitCode = exitCode;
  }
}

/** Errors that the rooms below throw for what the user gave them; whatever else is thrown is our own fault. */
const OF_INPUT = new Set([
  "RegistryError",
  "ImportError",
  "ExchangeError",
  "DraftError",
  "CalendarError",
  "AuthorshipError",
  "BodyError",
]);

/** Categories of what a store refuses that are no wrong use: the disk, the server, or other people's work. */
const FAILED = new Set(["fault", "conflict"]);

/** What a store says of itself when it cannot do something. */
interface StoreRefusal extends Error {
  readonly category: string;
  readonly help?: string;
}

/** What to print for an error, and the exit code: everything that can be thrown becomes a message. */
export function tellError(error: unknown): { readonly text: string; readonly exitCode: ExitCode } {
  if (error instanceof Refusal) {
    const help = error.help === undefined ? "" : `\n  help: ${error.help}`;
    return { text: `${error.message}${help}`, exitCode: error.exitCode };
  }
  if (error instanceof Error && OF_INPUT.has(error.name)) {
    // A calendar error has its help beside the message; the others have it in the message, problem by problem.
    const help = error.name === "CalendarError" && "help" in error && error.help !== undefined;
    return { text: `${error.message}${help ? `\n  help: ${error.help}` : ""}`, exitCode: 2 };
  }
  if (error instanceof Error && error.name === "BallotError") {
    // What the ballot room refuses has a place and a code, by which it can be looked up (docs/ballots.md).
    const { message, help, category, place, code } = error as StoreRefusal & { place: string; code: string };
    const tail = help === undefined ? "" : `\n  help: ${help}`;
    return { text: `${place}: ${message} [${code}]${tail}`, exitCode: category === "incorrect" ? 2 : 1 };
  }
  if (
    error instanceof Error &&
    "category" in error &&
    /^(StoreError|HeadMovedError|PrintError|CarryingOutError|CouncilError)$/.test(error.name)
  ) {
    const { message, help, category } = error as StoreRefusal;
    return {
      text: `${message}${help === undefined ? "" : `\n  help: ${help}`}`,
      exitCode: FAILED.has(category) ? 1 : 2,
    };
  }
  const said = error instanceof Error ? error.message : String(error);
  const lead = "something went wrong inside Comity, and nothing was written";
  return { text: `${lead}: ${said}\n  help: please report this, with the command you gave`, exitCode: 1 };
}
