/** `comity council splits`: which splits of a vote pass by a rule, on a day. */
import { formatDay } from "@comity/calendar";
import {
  ruleInFigures,
  ruleOf,
  type SplitCell,
  sizeOf,
  splitsOf,
  standingsOn,
  votersOf,
} from "@comity/council";
import { type Call, optionValue, type Run } from "../command.ts";
import { askedBody } from "../council-body.ts";
import { type ExitCode, Refusal } from "../refusal.ts";
import { table } from "../text/table.ts";
import { clean } from "../text/width.ts";

/** How many of those with a vote are not represented. */
function absentOf(call: Call, entitled: number): number {
  const text = optionValue(call, "absent") ?? "0";
  if (!/^\d{1,5}$/.test(text) || Number(text) > entitled)
    throw new Refusal(
      `\`--absent\`: \`${text}\` is no number of members`,
      `${entitled} have a vote; write \`--absent 2\``,
    );
  return Number(text);
}

/** Runs of votes against that come to the same: `up to 8: passes; from 9 on: fails`. */
function runsOf(cells: readonly SplitCell[]): string {
  const runs: { from: number; to: number; split: SplitCell["split"] }[] = [];
  for (const { against, split } of cells) {
    const last = runs.at(-1);
    if (last?.split === split) last.to = against;
    else runs.push({ from: against, to: against, split });
  }
  if (runs.length === 1) return runs[0]!.split;
  return runs
    .map(({ from, to, split }, at) => {
      const which =
        at === runs.length - 1
          ? `from ${from} on`
          : at === 0 && to > 0
            ? `up to ${to}`
            : from === to
              ? `${from}`
              : `${from} to ${to}`;
      return `${which}: ${split}`;
    })
    .join("; ");
}

export const run: Run = async (call, terminal): Promise<ExitCode> => {
  const { body, on } = await askedBody(call, terminal);
  const rule = ruleOf(body, optionValue(call, "rule"));
  const standings = standingsOn(body, on, { rule, programme: optionValue(call, "programme") });
  const voting = standings.filter(({ hasVote }) => hasVote).map(({ member }) => member);
  const absent = absentOf(call, voting.length);
  const present = new Set(voting.slice(0, voting.length - absent));
  const splits = splitsOf(rule, votersOf(standings, present), body.quorum);
  const { words } = ruleInFigures(rule, sizeOf(standings));
  if (call.options.has("json")) {
    const said = {
      body: body.body,
      rule: rule.id,
      on: formatDay(on),
      words,
      votes: present.size,
      splits: splits.map(({ inFavour, against, split, verdict }) => ({
        inFavour,
        against,
        split,
        verdict: verdict ?? null,
      })),
    };
    terminal.print(`${JSON.stringify(said, null, 2)}\n`);
    return 0;
  }
  const { bold } = terminal.colours;
  terminal.print(`${bold(clean(`${body.title.en}, ${formatDay(on)}: ${rule.title.en}`))}\n`);
  terminal.print(
    `${words.en}\n${present.size} of ${voting.length} with a vote are there; whoever is neither for nor against abstains\n\n`,
  );
  const rows: (readonly [string, string])[] = [];
  let first = 0;
  for (let inFavour = 0; inFavour <= present.size; inFavour++) {
    const says = runsOf(splits.filter((cell) => cell.inFavour === inFavour));
    const last = rows.at(-1);
    if (last?.[1] === says) rows[rows.length - 1] = [`${first} to ${inFavour}`, says];
    else {
      rows.push([`${inFavour}`, says]);
      first = inFavour;
    }
  }
  const columns = [{ title: "in favour", align: "right" as const }, { title: "against" }];
  terminal.print(table(columns, rows, { width: terminal.width }));
  return 0;
};
