/** What a recount found, in words and for machines. */
import type { QuestionResult, Recount, Stage, TrusteeGroup } from "@comity/council";
import type { Terminal } from "../terminal.ts";
import { clean, counted, padded } from "./width.ts";

const STAGES: Readonly<Record<Stage, string>> = {
  open: "the vote is open; nothing is counted yet",
  closed: "the vote is closed; nothing is counted yet",
  "added up": "the ballots are added up; no trustee has answered yet",
  "being opened": "trustees are answering",
  counted: "the vote is counted",
};

const needed = ({ kind, needed: number, keys }: TrusteeGroup): string =>
  kind === "Single" ? "one who is needed" : `${number} of ${keys.length} needed`;

const isCounts = (result: QuestionResult): result is readonly number[] => typeof result[0] === "number";

function printQuestion(
  question: Recount["election"]["questions"][number],
  result: QuestionResult,
  terminal: Terminal,
): void {
  terminal.print(`\n${terminal.colours.bold(clean(question.question))}\n`);
  if (question.kind === "summed" && isCounts(result)) {
    const answers = question.hasBlank ? ["(blank)", ...question.answers] : question.answers;
    const width = Math.max(...result.map((each) => `${each}`.length));
    for (const [at, answer] of answers.entries())
      terminal.print(`  ${padded(`${result[at]}`, width, "right")}  ${clean(answer)}\n`);
    return;
  }
  terminal.print(`  ${question.answers.map(clean).join(", ")}\n`);
  for (const numbers of result as readonly (readonly number[])[]) terminal.print(`  ${numbers.join(", ")}\n`);
}

/** Prints what was found: the result first, then what holds it. */
export function printRecount(
  found: Recount,
  { listsTrackers }: { readonly listsTrackers: boolean },
  terminal: Terminal,
): void {
  const { green, bold } = terminal.colours;
  const { election, ballots, keys, trustees, answered, result } = found;
  terminal.print(
    `${green("good")}: ${counted(found.events, "event", "events")}; every hash, key, proof and sum on this board holds\n`,
  );
  terminal.print(`${bold(clean(election.name))}: ${STAGES[found.stage]}\n`);
  result?.forEach((each, at) => {
    printQuestion(election.questions[at]!, each, terminal);
  });
  if (result !== undefined && found.stage !== "counted")
    terminal.print("\nenough trustees have answered for this; the board does not say it yet\n");
  const replaced = ballots.length - found.counted;
  const weight =
    keys.totalWeight === keys.count ? "" : `, with a weight of ${found.countedWeight} of ${keys.totalWeight}`;
  const later =
    replaced === 0 ? "" : `; ${counted(replaced, "ballot was", "ballots were")} replaced by a later one`;
  terminal.print(`\n${found.counted} of ${counted(keys.count, "key", "keys")} voted${weight}${later}\n`);
  const answers = answered.length === 0 ? "none has answered" : `answered: ${answered.join(", ")}`;
  terminal.print(`trustees: ${trustees.map(needed).join(" and ")}; ${answers}\n`);
  terminal.print(`election ${found.fingerprint}\n`);
  terminal.print(`keys     ${keys.fingerprint}\n`);
  terminal.print(`head     ${found.head}\n`);
  if (!listsTrackers) return;
  terminal.print(`\n${bold("Trackers")}\n`);
  for (const { tracker, counts } of ballots)
    terminal.print(`  ${tracker}${counts ? "" : "  replaced by a later one"}\n`);
}

/** The same for machines. Keys are decimal digits, as on the board. */
export function recountJson(found: Recount): object {
  const { election, trustees, ballots, keys } = found;
  return {
    stage: found.stage,
    election: {
      uuid: election.uuid,
      name: election.name,
      description: election.description,
      group: election.group.name,
      fingerprint: found.fingerprint,
      questions: election.questions.map(({ question, answers }) => ({ question, answers })),
    },
    result: found.result ?? null,
    keys,
    counted: found.counted,
    countedWeight: found.countedWeight,
    trustees: trustees.map(({ kind, needed: number, keys: own, first }) => ({
      kind,
      needed: number,
      numbers: own.map((_, at) => first + at),
    })),
    answered: found.answered,
    ballots: ballots.map(({ tracker, key, weight, counts }) => ({
      tracker,
      key: key.toString(),
      weight,
      counts,
    })),
    events: found.events,
    head: found.head,
  };
}
