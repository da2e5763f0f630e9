/** `comity council rules`: by which rules a body decides, in words and in figures. */
import { formatDay } from "@comity/calendar";
import { asksForParticipants, quorumWords, ruleInFigures, sizeOf, standingsOn } from "@comity/council";
import { optionValue, type Run } from "../command.ts";
import { askedBody } from "../council-body.ts";
import type { ExitCode } from "../refusal.ts";
import { clean, counted, wrapped } from "../text/width.ts";

export const run: Run = async (call, terminal): Promise<ExitCode> => {
  const { body, on } = await askedBody(call, terminal);
  const programme = optionValue(call, "programme");
  const standings = standingsOn(body, on, { rule: { voters: "members" }, programme });
  const rules = [...body.rules.values()].map((rule) => {
    const size = sizeOf(standingsOn(body, on, { rule, programme }));
    // How many take part is not known until somebody says in what.
    const isOpen = asksForParticipants(rule) && programme === undefined;
    return { ...rule, words: isOpen ? rule.title : ruleInFigures(rule, size).words };
  });
  const { quorum } = body;
  if (call.options.has("json")) {
    const members = standings.map(({ member, title, weight, hasVote, because }) => ({
      member,
      title: title ?? null,
      weight,
      hasVote,
      because: because ?? null,
    }));
    const said = {
      body: body.body,
      on: formatDay(on),
      isMadeUp: body.isMadeUp,
      members,
      quorum: quorum ?? null,
      rules,
    };
    terminal.print(`${JSON.stringify(said, null, 2)}\n`);
    return 0;
  }
  const { bold, dim, yellow } = terminal.colours;
  const { all, entitled } = sizeOf(standings);
  terminal.print(`${bold(clean(body.title.en))}${body.isMadeUp ? dim(" (made up)") : ""}\n`);
  terminal.print(`${counted(all, "member", "members")} on ${formatDay(on)}, ${entitled} with a vote\n`);
  for (const { member, because } of standings)
    if (because !== undefined) terminal.print(`  ${clean(member)}: ${yellow(because)}\n`);
  if (quorum !== undefined) terminal.print(`quorum: ${quorumWords(quorum, { all, entitled }).en}\n`);
  for (const { id, title, words, source, isVerified } of rules) {
    terminal.print(
      `\n${bold(clean(id))}${id === body.usualRule ? dim(" (where nothing else is said)") : ""}\n`,
    );
    const lines = words === title ? [title.en] : [title.en, words.en];
    for (const line of [...lines, `${source}${isVerified ? "" : "; not verified"}`])
      for (const piece of wrapped(clean(line), terminal.width - 2)) terminal.print(`  ${piece}\n`);
  }
  return 0;
};
