/** `comity authors predict`: how each affiliation of a list would be printed under a signing policy. */
import { type PrintedAuthor, printedLines, type SignedList, sign } from "@comity/authorship";
import { formatDay } from "@comity/calendar";
import { openGovernance, openList, signingPolicyOption, warningsText } from "../author-lists.ts";
import type { Call } from "../command.ts";
import type { ExitCode } from "../refusal.ts";
import type { Terminal } from "../terminal.ts";
import { isoDay } from "../text/days.ts";
import { table } from "../text/table.ts";
import { counted } from "../text/width.ts";

export async function run(call: Call, terminal: Terminal): Promise<ExitCode> {
  const policy = signingPolicyOption(call);
  const read = await openList(call.operands[0]!, terminal);
  const { governance, datesFor } = await openGovernance(call, terminal);
  const signed = sign(read.list, policy, governance, datesFor(read));
  if (call.options.has("json")) terminal.print(`${JSON.stringify(predictionJson(signed), null, 2)}\n`);
  else tell(signed, call.options.has("all"), terminal);
  return 0;
}

const isChanged = ({ affiliations }: PrintedAuthor): boolean =>
  affiliations.some(({ printed }) => printed === "line" || printed === "nothing");

function predictionJson({ policy, dates, authors, unidentifiable, warnings, standings }: SignedList): object {
  const lost = new Set(unidentifiable.map(({ key }) => key));
  return {
    policy: policy.policy,
    reference: isoDay(dates.reference),
    published: isoDay(dates.published),
    authors: authors.map(({ key, paperName, affiliations }) => ({
      author: key,
      name: paperName,
      isIdentifiable: !lost.has(key),
      affiliations: affiliations.map(({ standing, printed, text, connection }) => ({
        listed: standing.name,
        institute: standing.institute ?? null,
        title: standing.title ?? null,
        toldBy: standing.toldBy,
        party: standing.party ?? null,
        agreement: standing.agreement ?? null,
        state: standing.state,
        printed,
        text: text ?? null,
        connection: connection ?? null,
      })),
    })),
    unidentifiable: unidentifiable.map(({ key, paperName }) => ({ author: key, name: paperName })),
    institutes: standings.map(({ organisation: _, agreementFamily: __, endedOn, ...standing }) => ({
      ...standing,
      ...(endedOn === undefined ? {} : { endedOn: isoDay(endedOn) }),
    })),
    warnings,
  };
}

function tell(signed: SignedList, isWhole: boolean, terminal: Terminal): void {
  const { bold, dim, red } = terminal.colours;
  const { policy, dates, authors, unidentifiable, warnings } = signed;
  terminal.print(`${bold(policy.title)}: ${policy.about}\n`);
  terminal.print(
    dim(`reference date ${formatDay(dates.reference)}, published ${formatDay(dates.published)}\n`),
  );
  terminal.print(
    `\n${red(counted(unidentifiable.length, "author", "authors"))} with nothing that identifies them: no institute by name, no ORCID iD of their own\n`,
  );
  for (const { paperName } of unidentifiable) terminal.print(`  ${paperName}\n`);
  if (warnings.length > 0)
    terminal.print(
      `\n${counted(warnings.length, "thing", "things")} to look at\n${warningsText(warnings, terminal)}`,
    );
  const shown = isWhole ? authors : authors.filter(isChanged);
  const rows = shown.map((author) => [
    author.paperName,
    [...new Set(author.affiliations.map(({ standing }) => standing.title ?? standing.name))].join("; "),
    printedLines(author).join("; ") || "nothing",
  ]);
  const changed = authors.filter(isChanged).length;
  terminal.print(`\n${bold(counted(changed, "author", "authors"))} of ${authors.length} printed otherwise\n`);
  if (rows.length > 0)
    terminal.print(
      table(
        [
          { title: "author", paint: bold },
          { title: "institute", isFlexible: true },
          { title: "printed", isFlexible: true },
        ],
        rows,
        { width: terminal.foldAt },
      ),
    );
}
