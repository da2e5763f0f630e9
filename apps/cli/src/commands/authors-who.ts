/** `comity authors who`: who signs a paper with a given reference date, and why. */
import {
  Governance,
  type OwnChoice,
  ownChoices,
  type PaperAsked,
  printedLines,
  type SignedList,
  sign,
  type WhoSigns,
  whoSigns,
  whySigns,
  writeList,
} from "@comity/authorship";
import { formatDay, isOpen } from "@comity/calendar";
import { namedSigningPolicy, warningsText, writeFormatOption } from "../author-lists.ts";
import { type AuthorshipDesk, openAuthorship } from "../authorship-desk.ts";
import { type Call, optionValue } from "../command.ts";
import { dayOption, tellKnownOn } from "../inputs.ts";
import { dayAsked } from "../question.ts";
import { type ExitCode, Refusal } from "../refusal.ts";
import type { Terminal } from "../terminal.ts";
import { isoDay } from "../text/days.ts";
import { table } from "../text/table.ts";
import { counted } from "../text/width.ts";
import { writeNew } from "../write-new.ts";

export async function run(call: Call, terminal: Terminal): Promise<ExitCode> {
  const reference = dayAsked(call);
  const target = writeFormatOption(call);
  const policy = optionValue(call, "signing");
  const signing = policy === undefined ? undefined : namedSigningPolicy(policy);
  const desk = await openAuthorship(call, terminal);
  const { folded, evaluation } = desk.after ?? desk.before;
  const paper = optionValue(call, "paper");
  const asked: PaperAsked = {
    experiment: desk.experiment,
    reference,
    ...(paper === undefined ? {} : { paper }),
  };
  const who = whoSigns(folded, evaluation, asked);
  const person = optionValue(call, "why");
  if (person !== undefined)
    return why(desk, asked, desk.names.valueOf("Person", person) as string, call, terminal);
  const published = dayOption(call, "published") ?? (isOpen(desk.known.day) ? reference : desk.known.day);
  const signed =
    signing === undefined
      ? undefined
      : sign(who.list, signing, new Governance(folded, desk.registry.meta.host), { reference, published });
  const list = signed?.list ?? who.list;
  const choices = ownChoices(folded, asked);
  if (call.options.has("json")) {
    const whyOf = (key: string): object => {
      const { plain, expert } = whySigns(folded, evaluation, asked, key);
      return { because: plain, proof: expert };
    };
    const rows = who.list.authors.map(({ key, paperName, deceased, affiliations }, at) => ({
      person: key,
      name: paperName,
      isDeceased: deceased === true,
      institutes: affiliations,
      ...(call.options.has("proofs") ? whyOf(key) : {}),
      ...(signed === undefined ? {} : { printed: printedLines(signed.authors[at]!) }),
    }));
    const about = {
      experiment: desk.experiment,
      reference: isoDay(reference),
      knownOn: isoDay(desk.known.day),
    };
    terminal.print(
      `${JSON.stringify({ ...about, count: rows.length, authors: rows, choices, withoutInstitute: who.withoutInstitute, atLastInstitute: who.atLastInstitute, unidentifiable: signed?.unidentifiable.map(({ key }) => key) ?? null }, null, 2)}\n`,
    );
  } else tell(desk, reference, who, choices, signed, terminal);
  if (target === undefined) return 0;
  const written = await writeList(list, target.format);
  writeNew(target.out, written.content);
  for (const note of written.notes) terminal.warn(`${target.out}: ${note}\n`);
  terminal.warn(`wrote ${target.out}: ${counted(list.authors.length, "author", "authors")}\n`);
  return 0;
}

function why(
  desk: AuthorshipDesk,
  asked: PaperAsked,
  person: string,
  call: Call,
  terminal: Terminal,
): ExitCode {
  const { folded, evaluation } = desk.after ?? desk.before;
  if (!folded.people.has(person))
    throw new Refusal(`the registry has no person \`${person}\``, "people are named by their ids");
  const brief = whySigns(folded, evaluation, asked, person);
  const { green, red, dim } = terminal.colours;
  if (call.options.has("json")) terminal.print(`${JSON.stringify({ person, ...brief }, null, 2)}\n`);
  else {
    terminal.print(
      `${brief.holds ? green("signs") : red("does not sign")}: ${brief.plain}\n  ${brief.expert}\n`,
    );
    const entitlement =
      asked.paper === undefined
        ? `authorship ${person} ${asked.experiment}`
        : `signs ${person} ${asked.paper}`;
    terminal.print(
      dim(
        `the whole proof: comity explain ${desk.registry.folder} ${entitlement} --policy ${desk.policyPath} --on ${formatDay(asked.reference)}\n`,
      ),
    );
  }
  return brief.holds ? 0 : 1;
}

function tell(
  desk: AuthorshipDesk,
  reference: PaperAsked["reference"],
  { list, atLastInstitute, withoutInstitute }: WhoSigns,
  choices: readonly OwnChoice[],
  signed: SignedList | undefined,
  terminal: Terminal,
): void {
  const { bold, dim, red } = terminal.colours;
  const under = desk.draft === undefined ? "" : `, under the draft "${desk.draft.title}"`;
  terminal.print(
    `${bold(counted(list.authors.length, "author", "authors"))} of ${desk.experiment}, reference date ${formatDay(reference)}\n`,
  );
  terminal.print(dim(`${tellKnownOn(desk.known)}${under}, by ${desk.policyPath}\n`));
  if (atLastInstitute.length > 0)
    terminal.print(
      `${counted(atLastInstitute.length, "author", "authors")} with the last institute, having left it within the time that one signs on\n`,
    );
  if (withoutInstitute.length > 0)
    terminal.print(`${counted(withoutInstitute.length, "author", "authors")} without any institute\n`);
  for (const { person, choice, paper, reason } of choices)
    terminal.print(`${person}: ${choice}${paper === undefined ? "" : ` of ${paper}`}, "${reason}"\n`);
  if (signed !== undefined) {
    const { unidentifiable, warnings } = signed;
    terminal.print(
      `\n${red(counted(unidentifiable.length, "author", "authors"))} with nothing that identifies them\n`,
    );
    for (const { paperName } of unidentifiable) terminal.print(`  ${paperName}\n`);
    if (warnings.length > 0) terminal.print(`\nto look at\n${warningsText(warnings, terminal)}`);
  }
  const titles = new Map(list.organisations.map(({ key, name }) => [key, name]));
  const rows = list.authors.map(({ key, paperName, deceased, affiliations }, at) => [
    key,
    `${paperName}${deceased === true ? " (deceased)" : ""}`,
    signed === undefined
      ? affiliations.map(({ organisation }) => titles.get(organisation) ?? organisation).join("; ")
      : printedLines(signed.authors[at]!).join("; "),
  ]);
  if (rows.length > 0)
    terminal.print(
      `\n${table([{ title: "person" }, { title: "name", paint: bold }, { title: signed === undefined ? "institutes" : "printed", isFlexible: true }], rows, { width: terminal.foldAt })}`,
    );
}
