/** `comity ballot add`, `close` and `count`: whoever keeps the board lets it grow. */
import { closeVote, pollsOf, readBoard, sayResult, takeAnswer, takeBallot } from "@comity/council";
import { growBoard, quickArithmetic, readBytes, readSmall } from "../ballot-files.ts";
import type { Call, Run } from "../command.ts";
import type { ExitCode } from "../refusal.ts";
import type { Terminal } from "../terminal.ts";

/** A trustee's answer as `comity ballot answer` writes it. */
const ANSWER = /^\{"number":(\d{1,4}),"answer":(\{.*\})\}$/s;

function add(call: Call, terminal: Terminal): ExitCode {
  const [file = "", message = ""] = call.operands;
  const bytes = readBytes(file, "board");
  const json = readSmall(message, "ballot or answer");
  const answer = ANSWER.exec(json);
  if (answer !== null) {
    const { bytes: added, head } = takeAnswer(
      bytes,
      { number: Number(answer[1]), json: answer[2]! },
      quickArithmetic,
    );
    growBoard(file, added);
    terminal.print(
      `${terminal.colours.green("done")}: trustee ${answer[1]} has answered\nhead     ${head}\n`,
    );
    return 0;
  }
  const board = readBoard(bytes);
  const taken = takeBallot(board, pollsOf(board, quickArithmetic), json);
  growBoard(file, taken.bytes);
  const replaced = taken.replaces ? "; it takes the place of an earlier one of the same key" : "";
  terminal.print(
    `${terminal.colours.green("done")}: the ballot is on the board${replaced}\ntracker  ${taken.ballot.tracker}\nhead     ${taken.head}\n`,
  );
  return 0;
}

function close(call: Call, terminal: Terminal): ExitCode {
  const [file = ""] = call.operands;
  const { bytes, head } = closeVote(readBytes(file, "board"), quickArithmetic);
  growBoard(file, bytes);
  terminal.print(
    `${terminal.colours.green("done")}: the vote is closed, and its ballots are added up, still sealed\nhead     ${head}\n`,
  );
  return 0;
}

function count(call: Call, terminal: Terminal): ExitCode {
  const [file = ""] = call.operands;
  const { bytes, head } = sayResult(readBytes(file, "board"), quickArithmetic);
  growBoard(file, bytes);
  terminal.print(
    `${terminal.colours.green("done")}: the board says what came out; \`comity ballot verify ${file}\` shows it\nhead     ${head}\n`,
  );
  return 0;
}

const DOES: Readonly<Record<string, (call: Call, terminal: Terminal) => ExitCode>> = { add, close, count };

export const run: Run = (call, terminal) => DOES[call.words[1]!]!(call, terminal);
