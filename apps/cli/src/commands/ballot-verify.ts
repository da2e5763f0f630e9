/** `comity ballot verify`: a board is counted again from its file alone. */
import { BallotError, type Recount, recountInSteps } from "@comity/council";
import { publicArithmetic, readBytes, tellBallotError } from "../ballot-files.ts";
import { type Call, optionValue, type Run } from "../command.ts";
import { Progress } from "../progress.ts";
import { type ExitCode, Refusal } from "../refusal.ts";
import type { Terminal } from "../terminal.ts";
import { printRecount, recountJson } from "../text/ballot-text.ts";

const DOING = {
  keys: "checking the trustees' keys",
  ballots: "checking the ballots",
  shuffles: "checking the shuffles",
  answers: "checking the trustees' answers",
} as const;

/** Counts with a line that says how far it has come. */
function counted(bytes: Uint8Array, terminal: Terminal): Recount {
  const progress = new Progress(terminal);
  try {
    const steps = recountInSteps(bytes, publicArithmetic);
    const next = () => steps.next();
    let step = progress.step("reading the board", next);
    let said = "";
    while (step.done !== true) {
      const { doing, done, of } = step.value;
      // Elsewhere than on a screen each of these is a line of its own: one is enough.
      const says = terminal.isErrorScreen ? `${DOING[doing]}: ${done} of ${of}` : DOING[doing];
      step = says === said ? next() : progress.step(says, next);
      said = says;
    }
    return step.value;
  } finally {
    progress.end();
  }
}

/** Something that was noted elsewhere and must be on the board. */
function missing(call: Call, found: Recount, heads: readonly string[]): string | undefined {
  const tracker = optionValue(call, "tracker");
  if (tracker !== undefined) {
    const seen = found.ballots.find((ballot) => ballot.tracker === tracker);
    if (seen === undefined) return `no ballot on the board has the tracker \`${tracker}\``;
    if (!seen.counts)
      return `the ballot \`${tracker}\` is on the board but does not count: a later one of the same key took its place`;
  }
  const head = optionValue(call, "head")?.toLowerCase();
  if (head !== undefined && !heads.includes(head))
    return `no event has the hash \`${head}\`: the board was cut or written anew since that was noted`;
  return undefined;
}

export const run: Run = (call, terminal): ExitCode => {
  const [file = ""] = call.operands;
  const head = optionValue(call, "head");
  if (head !== undefined && !/^[0-9a-f]{64}$/i.test(head))
    throw new Refusal(`\`--head\`: \`${head}\` is not the hash of an event`, "it has 64 hexadecimal digits");
  const bytes = readBytes(file, "board");
  const since = optionValue(call, "since");
  const isJson = call.options.has("json");
  let refused: { readonly code: string; readonly place: string; readonly message: string };
  try {
    const found = counted(bytes, terminal);
    const gone =
      missing(call, found, found.heads) ??
      (since !== undefined && !startsWith(bytes, readBytes(since, "earlier copy"))
        ? `the board does not begin with what \`${since}\` holds: something that was published is changed or gone`
        : undefined);
    if (gone === undefined) {
      if (isJson) terminal.print(`${JSON.stringify(recountJson(found), null, 2)}\n`);
      else printRecount(found, { listsTrackers: call.options.has("trackers") }, terminal);
      return 0;
    }
    refused = { code: "not-on-the-board", place: "the board", message: gone };
    if (!isJson) terminal.warn(`${terminal.errorColours.red("refused")}: ${file}: ${gone}\n`);
  } catch (error) {
    if (!(error instanceof BallotError)) throw error;
    refused = { code: error.code, place: error.place, message: error.message };
    if (!isJson)
      terminal.warn(`${terminal.errorColours.red("refused")}: ${file}: ${tellBallotError(error)}\n`);
  }
  if (isJson) terminal.print(`${JSON.stringify({ refused }, null, 2)}\n`);
  return 1;
};

/** A board only grows: an earlier copy is its beginning, but for blocks of zeros by which a tar archive may end. */
function startsWith(bytes: Uint8Array, earlier: Uint8Array): boolean {
  let end = earlier.length;
  while (end > 0 && earlier[end - 1] === 0) end--;
  return earlier.subarray(0, end).every((byte, at) => bytes[at] === byte);
}
