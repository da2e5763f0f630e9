/** `comity authors replay`: a prediction from an earlier list held against a later one. */
import { type Outcome, type Replay, replay, type Share } from "@comity/authorship";
import { formatDay } from "@comity/calendar";
import { openGovernance, openList, signingPolicyOption } from "../author-lists.ts";
import type { Call } from "../command.ts";
import type { ExitCode } from "../refusal.ts";
import type { Terminal } from "../terminal.ts";
import { isoDay } from "../text/days.ts";
import { table } from "../text/table.ts";
import { counted } from "../text/width.ts";

export async function run(call: Call, terminal: Terminal): Promise<ExitCode> {
  const policy = signingPolicyOption(call);
  const before = await openList(call.operands[0]!, terminal);
  const after = await openList(call.operands[1]!, terminal);
  const { governance, datesFor } = await openGovernance(call, terminal);
  const dates = datesFor(before, after.list.created);
  const found = replay(before.list, after.list, policy, governance, dates);
  if (call.options.has("json")) terminal.print(`${JSON.stringify(replayJson(found), null, 2)}\n`);
  else tell(found, terminal);
  return 0;
}

/** `null` where there is nothing to divide by. */
const ratio = ({ part, of }: Share): number | null => (of === 0 ? null : part / of);

function replayJson(found: Replay): object {
  const { prediction, doubtful, recall, precision, unsure, ...rest } = found;
  return {
    policy: prediction.policy.policy,
    reference: isoDay(prediction.dates.reference),
    published: isoDay(prediction.dates.published),
    recall: { ...recall, ratio: ratio(recall) },
    precision: { ...precision, ratio: ratio(precision) },
    ...rest,
    doubtful: doubtful.map(({ before, after, ...group }) => ({
      before: before.map(({ key, paperName }) => ({ key, paperName })),
      after: after.map(({ key, paperName }) => ({ key, paperName })),
      ...group,
    })),
    unsure: unsure.map(({ name, party, toldBy, doubt }) => ({ name, party: party ?? null, toldBy, doubt })),
  };
}

const shareText = ({ part, of }: Share): string =>
  of === 0 ? "nobody" : `${part} of ${of} (${((100 * part) / of).toFixed(1)} %)`;

function tell(found: Replay, terminal: Terminal): void {
  const { bold, dim, green, yellow, red } = terminal.colours;
  const { prediction, authors, doubtful, gone, come } = found;
  const { reference, published } = prediction.dates;
  terminal.print(`${bold(prediction.policy.title)}, held against what was printed\n`);
  terminal.print(dim(`reference date ${formatDay(reference)}, published ${formatDay(published)}\n`));
  terminal.print(
    `\nof those under a line, predicted: ${bold(shareText(found.recall))}\nof those predicted, under a line: ${bold(shareText(found.precision))}\n`,
  );
  terminal.print(dim(`${counted(authors.length, "person is", "people are")} on both lists\n`));
  const section = (outcome: Outcome, paint: (text: string) => string): void => {
    const all = authors.filter((author) => author.outcome === outcome);
    terminal.print(`\n${paint(outcome)}: ${all.length}\n`);
    const rows = all.map(({ paperName, matchedBy, institutes, printed, reason }) => [
      paperName,
      matchedBy,
      institutes.join("; "),
      reason ?? printed.join("; "),
    ]);
    if (rows.length > 0)
      terminal.print(
        table(
          [
            { title: "author", paint: bold },
            { title: "matched by" },
            { title: "predicted for", isFlexible: true },
            { title: outcome === "predicted and printed" ? "printed" : "why", isFlexible: true },
          ],
          rows,
          { width: terminal.foldAt },
        ),
      );
  };
  section("predicted and printed", green);
  section("predicted, not printed", yellow);
  section("printed, not predicted", red);
  const lone = (title: string, all: Replay["gone"]): void => {
    if (all.length === 0) return;
    terminal.print(`\n${bold(title)}: ${all.length}\n`);
    for (const { paperName, lines } of all) terminal.print(`  ${paperName}: ${lines.join("; ")}\n`);
  };
  lone("under a line, and not on the earlier list", come);
  lone("predicted, and no longer on the list", gone);
  if (doubtful.length > 0) terminal.print(`\n${bold("doubtful, not guessed")}: ${doubtful.length}\n`);
  for (const { before, after, why, settled } of doubtful) {
    const [some, others] = [before, after].map((all) => all.map(({ paperName }) => paperName).join(", "));
    const same = settled === undefined ? "" : `; whoever is who, ${settled}`;
    terminal.print(`  ${some} / ${others}: ${why}${same}\n`);
  }
}
