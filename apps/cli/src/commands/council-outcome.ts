/** `comity council outcome`: what a vote comes to by a rule. */
import {
  countTally,
  outcomeOf,
  outcomeWords,
  ruleInFigures,
  ruleOf,
  sizeOf,
  standingsOn,
} from "@comity/council";
import { type Call, optionValue, type Run } from "../command.ts";
import { askedBody } from "../council-body.ts";
import { type ExitCode, Refusal } from "../refusal.ts";

/** A number of votes; undefined where it is not said. */
function countOption(call: Call, name: string): number | undefined {
  const text = optionValue(call, name);
  if (text === undefined) return undefined;
  if (!/^\d{1,5}$/.test(text))
    throw new Refusal(`\`${text}\` is no number of votes`, `write \`--${name} 17\``);
  return Number(text);
}

export const run: Run = async (call, terminal): Promise<ExitCode> => {
  const inFavour = countOption(call, "for");
  if (inFavour === undefined) throw new Refusal("how many voted in favour is not said", "say `--for COUNT`");
  const against = countOption(call, "against") ?? 0;
  const abstaining = countOption(call, "abstain") ?? 0;
  const represented = countOption(call, "represented");
  const { body, on } = await askedBody(call, terminal);
  const rule = ruleOf(body, optionValue(call, "rule"));
  const size = sizeOf(standingsOn(body, on, { rule }));
  const tally = { inFavour, against, abstaining, ...(represented === undefined ? {} : { represented }) };
  const outcome = outcomeOf(rule, countTally(size, tally), body.quorum);
  const words = outcomeWords(outcome);
  if (call.options.has("json"))
    terminal.print(`${JSON.stringify({ body: body.body, rule: rule.id, ...outcome, words }, null, 2)}\n`);
  else {
    terminal.print(`${terminal.colours.bold(words.en)}\n`);
    terminal.print(`${rule.title.en}: ${ruleInFigures(rule, size, inFavour + against).words.en}\n`);
  }
  return outcome.isAdopted ? 0 : 1;
};
