/** Where a command prints, and what that place can show. */
import pico from "picocolors";

type Paint = (text: string) => string;

/** Colours, or nothing at all where they are not wanted. */
export interface Colours {
  readonly bold: Paint;
  readonly dim: Paint;
  readonly red: Paint;
  readonly green: Paint;
  readonly yellow: Paint;
  readonly cyan: Paint;
}

export interface Terminal {
  /** Prints to standard output, as it is. */
  readonly print: (text: string) => void;
  /** Prints to standard error. */
  readonly warn: (text: string) => void;
  readonly colours: Colours;
  readonly errorColours: Colours;
  /** Columns to fill: those of the screen, or of `COLUMNS`, or a hundred where nobody looks at one. */
  readonly width: number;
  /** The same where long lines are folded: only on a screen, so that a search finds a line whole elsewhere. */
  readonly foldAt: number | undefined;
  /** Whether standard error is a screen, where a line can be written over. */
  readonly isErrorScreen: boolean;
}

/** The streams and the environment of a process, as far as printing goes. */
export interface Surroundings {
  readonly stdout: Pick<NodeJS.WriteStream, "write" | "isTTY" | "columns">;
  readonly stderr: Pick<NodeJS.WriteStream, "write" | "isTTY">;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** Screens narrower than this are treated as this wide. */
const NARROWEST = 40;
/** Where there is no screen. */
const USUAL = 100;

/** Coloured only on a terminal that can, and where `NO_COLOR` (https://no-color.org) does not forbid it. */
function coloursFor(isScreen: boolean | undefined, env: Surroundings["env"]): Colours {
  const forbidden = env.NO_COLOR !== undefined && env.NO_COLOR !== "";
  return pico.createColors(isScreen === true && !forbidden && env.TERM !== "dumb");
}

export function terminalOf({ stdout, stderr, env }: Surroundings): Terminal {
  const asked = Number(env.COLUMNS);
  const columns = Number.isInteger(asked) && asked > 0 ? asked : stdout.isTTY ? stdout.columns : undefined;
  const width = Math.max(NARROWEST, columns ?? USUAL);
  return {
    print: (text) => void stdout.write(text),
    warn: (text) => void stderr.write(text),
    colours: coloursFor(stdout.isTTY, env),
    errorColours: coloursFor(stderr.isTTY, env),
    width,
    foldAt: stdout.isTTY ? width : undefined,
    isErrorScreen: stderr.isTTY === true,
  };
}
