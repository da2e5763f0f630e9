/** `comity ballot add`, `close` and `count`: whoever keeps the board lets it grow. */
import {
  type BallotBox,
  ballotBox,
  closeVote,
  pollsOf,
  readBoard,
  sayResult,
  type TakenBallot,
  takeAnswer,
} from "@comity/council";
import { growBoard, quickArithmetic, readBytes, readSmall } from "../ballot-files.ts";
import type { Call, Run } from "../command.ts";
import type { ExitCode } from "../refusal.ts";
import type { Terminal } from "../terminal.ts";

/** A trustee's answer as `comity ballot answer` writes it. */
const ANSWER = /^\{"number":(\d{1,4}),"answer":(\{.*\})\}$/s;

function add(call: Call, terminal: Terminal): ExitCode {
  const [file = "", ...messages] = call.operands;
  const done = terminal.colours.green("done");
  let bytes = readBytes(file, "board");
  let box: BallotBox | undefined;
  for (const message of messages) {
    const json = readSmall(message, "ballot or answer");
    const answer = ANSWER.exec(json);
    if (answer === null) {
      if (box === undefined) {
        const board = readBoard(bytes);
        box = ballotBox(board, pollsOf(board, quickArithmetic));
      }
      let taken: TakenBallot;
      try {
        taken = box.take(json);
      } catch (error) {
        if (messages.length > 1) terminal.warn(`${message}:\n`);
        throw error;
      }
      growBoard(file, taken.bytes);
      const replaced = taken.replaces ? "; it takes the place of an earlier one of the same key" : "";
      terminal.print(
        `${done}: the ballot is on the board${replaced}\ntracker  ${taken.ballot.tracker}\nhead     ${taken.head}\n`,
      );
      continue;
    }
    const { bytes: added, head } = takeAnswer(
      bytes,
      { number: Number(answer[1]), json: answer[2]! },
      quickArithmetic,
    );
    growBoard(file, added);
    bytes = readBytes(file, "board");
    terminal.print(`${done}: trustee ${answer[1]} has answered\nhead     ${head}\n`);
  }
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
