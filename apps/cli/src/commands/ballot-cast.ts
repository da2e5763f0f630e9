/** `comity ballot cast`: a delegation makes its ballot. The choice is read from standard input, and is never an argument. */
import { createInterface } from "node:readline/promises";
import { BELENIOS_2048, makeBallot, readBoard, recount, setupOf, type VotingKey } from "@comity/council";
import { quickArithmetic, readBytes } from "../ballot-files.ts";
import { optionValue, type Run } from "../command.ts";
import { type ExitCode, Refusal } from "../refusal.ts";
import { readSecret } from "../secret-file.ts";
import { clean } from "../text/width.ts";
import { writeNew } from "../write-new.ts";

/** The first line of standard input: an argument would stay in the shell's history, and in the list of processes. */
async function chosen(ask: (text: string) => void): Promise<string> {
  const lines = createInterface({ input: process.stdin });
  ask("your choice, by its number: ");
  try {
    for await (const line of lines) return line.trim();
    return "";
  } finally {
    lines.close();
  }
}

export const run: Run = async (call, terminal): Promise<ExitCode> => {
  const [file = "", out = ""] = call.operands;
  const keyFile = optionValue(call, "key");
  if (keyFile === undefined) throw new Refusal("`--key` says where your voting key is kept");
  const { uuid, secret } = readSecret<VotingKey>(keyFile, "voting key", ["uuid", "delegation", "secret"]);
  const bytes = readBytes(file, "board");
  const { stage, election } = recount(bytes, quickArithmetic);
  if (election.uuid !== uuid) throw new Refusal("this voting key is for another vote");
  if (stage !== "open") throw new Refusal("the vote is closed", undefined, 1);
  const [question, ...more] = election.questions;
  if (
    question?.kind !== "summed" ||
    more.length > 0 ||
    question.max !== 1 ||
    question.min !== 1 ||
    question.hasBlank
  )
    throw new Refusal("this command answers one question with one choice", "this board asks something else");
  terminal.warn(`${clean(question.question)}\n`);
  question.answers.forEach((answer, at) => {
    terminal.warn(`  ${at + 1}  ${clean(answer)}\n`);
  });
  const number = await chosen(terminal.warn);
  const choices = question.answers.map((_, at) => (number === `${at + 1}` ? 1 : 0));
  if (!choices.includes(1))
    throw new Refusal(`one of the numbers 1 to ${question.answers.length} is expected; nothing was written`);
  const arithmetic = quickArithmetic(BELENIOS_2048);
  const ballot = makeBallot(arithmetic, setupOf(readBoard(bytes)).election, secret, [choices]);
  writeNew(out, ballot.json);
  terminal.print(`${terminal.colours.green("done")}: your sealed ballot is in ${out}: hand it in\n`);
  terminal.print(`tracker  ${ballot.tracker}\n`);
  return 0;
};
