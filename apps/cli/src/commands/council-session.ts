/** `comity council session`: the sessions of a body, or one of them: who sits there, who votes, what is on its agenda, for what it is the last. */
import { formatDay } from "@comity/calendar";
import {
  type Agenda,
  consequenceWords,
  lastSessions,
  type MemberStanding,
  quorumWords,
  readersOf,
  ruleInFigures,
  ruleOf,
  type SeatedBody,
  sizeOf,
  standingsOn,
} from "@comity/council";
import type { SessionAct } from "@comity/registry";
import { type Call, optionValue, type Run } from "../command.ts";
import { type AskedBody, askedBody } from "../council-body.ts";
import { type ExitCode, Refusal } from "../refusal.ts";
import { isStore, openNamedStore } from "../stores.ts";
import type { Terminal } from "../terminal.ts";
import { table } from "../text/table.ts";
import { clean, counted, wrapped } from "../text/width.ts";

/** Agendas lie in a store, each as a document `BODY/SESSION`. */
const AGENDAS = "council-agenda";

async function agendaIn(
  registry: string | undefined,
  body: string,
  session: string,
  terminal: Terminal,
): Promise<Agenda | undefined> {
  if (registry === undefined || !isStore(registry)) return undefined;
  const store = await openNamedStore(registry, terminal);
  try {
    return (await store.documents.get<Agenda>(AGENDAS, `${body}/${session}`))?.value;
  } finally {
    await store.close();
  }
}

const daysOf = ({ on, lastDay }: SessionAct): string =>
  lastDay === undefined || lastDay === on ? formatDay(on) : `${formatDay(on)} to ${formatDay(lastDay)}`;

const noVote = ({ member, because, dues, waiver }: MemberStanding) => ({
  member,
  because: because ?? null,
  source: (because === "waiver" ? waiver?.instrument : dues?.source) ?? null,
});

function listSessions(
  asked: AskedBody,
  sessions: readonly SessionAct[],
  call: Call,
  terminal: Terminal,
): void {
  if (call.options.has("json")) {
    const said = sessions.map(({ session, sort, access, on, lastDay }) => ({
      session,
      sort,
      access: access ?? null,
      from: formatDay(on),
      lastDay: formatDay(lastDay ?? on),
    }));
    terminal.print(`${JSON.stringify({ body: asked.body.body, sessions: said }, null, 2)}\n`);
    return;
  }
  terminal.print(`${terminal.colours.bold(clean(asked.body.title.en))}\n`);
  const rows = sessions.map((each) => [each.session, daysOf(each), each.sort, each.access ?? ""]);
  const columns = ["session", "days", "sort", "access"].map((title) => ({ title }));
  terminal.print(table(columns, rows, { width: terminal.width }));
}

/** An item's motion in lines. */
function motionLines(
  motion: NonNullable<Agenda["items"][number]["motion"]>,
  body: SeatedBody,
  { on }: SessionAct,
): string[] {
  const rule = ruleOf(body, motion.rule);
  const size = sizeOf(standingsOn(body, on, { rule, programme: motion.programme }));
  const { default: otherwise, votes, consequence, decidedOn } = motion;
  return [
    `${motion.title} (to ${motion.polarity}; ${motion.ballot} vote; ${motion.clause})`,
    `by ${rule.title.en}: ${ruleInFigures(rule, size).words.en}`,
    ...(otherwise === undefined ? [] : [`else: it ${otherwise.effect} (${otherwise.clause})`]),
    ...(decidedOn === undefined
      ? []
      : [`decided on the fact sheet ${decidedOn.number} of ${decidedOn.title}, ${decidedOn.sha256}`]),
    ...votes.map(({ on: day, words }) => `${day}: ${words.en}`),
    consequence === undefined ? "not voted on yet" : consequenceWords(consequence).en,
  ];
}

export const run: Run = async (call, terminal): Promise<ExitCode> => {
  const asked = await askedBody(call, terminal);
  const { body, folded, registry } = asked;
  if (registry === undefined)
    throw new Refusal("sessions are acts of a registry", "name it: `--registry scenarios/cern-2024`");
  const sessions = folded.sessions.filter((each) => each.body === body.body);
  const name = call.operands[1];
  if (name === undefined) {
    listSessions(asked, sessions, call, terminal);
    return 0;
  }
  const session = sessions.find((each) => each.session === name);
  if (session === undefined)
    throw new Refusal(
      `\`${body.body}\` has no session \`${name}\` in \`${registry}\``,
      "`comity council session BODY` lists them",
    );
  const on = optionValue(call, "on") === undefined ? session.on : asked.on;
  const standings = standingsOn(body, on, { rule: { voters: "members" } });
  const notices = lastSessions(folded, { body: body.body, from: on }).filter(
    ({ last }) => last?.session === name,
  );
  const agenda = await agendaIn(registry, body.body, name, terminal);
  const seated = (seats: SeatedBody["seats"]) =>
    seats.filter(({ from, to }) => from <= on && on < to).map(({ member }) => member);
  const attends = readersOf(body, session.access ?? "open");
  const exceptions = standings.filter(({ because }) => because !== undefined).map(noVote);
  if (call.options.has("json")) {
    const said = {
      body: body.body,
      session: name,
      sort: session.sort,
      access: session.access ?? null,
      from: formatDay(session.on),
      lastDay: formatDay(session.lastDay ?? session.on),
      on: formatDay(on),
      attends,
      members: standings.map(({ member }) => member),
      exceptions,
      associates: seated(body.associateSeats),
      observers: seated(body.observerSeats),
      quorum: body.quorum === undefined ? null : quorumWords(body.quorum, sizeOf(standings)).en,
      lastFor: notices.map(({ deadline, lastDayForNotice, urgency, words }) => ({
        agreement: deadline.agreement,
        lastDayForNotice: formatDay(lastDayForNotice),
        urgency,
        words: words.en,
      })),
      agenda: agenda ?? null,
    };
    terminal.print(`${JSON.stringify(said, null, 2)}\n`);
    return 0;
  }
  const { bold, dim, yellow } = terminal.colours;
  const line = (text: string, indent = "  "): void => {
    for (const piece of wrapped(clean(text), terminal.width - indent.length))
      terminal.print(`${indent}${piece}\n`);
  };
  terminal.print(
    `${bold(clean(`${body.title.en}, session ${name}`))} ${daysOf(session)}, ${session.sort}${session.access === undefined ? "" : `, ${session.access}`}\n`,
  );
  const { all, entitled } = sizeOf(standings);
  line(
    `${counted(all, "member", "members")}, ${entitled} with a vote; there: ${attends === "everybody" ? "everybody" : attends.join(", ")}`,
    "",
  );
  for (const { member, because, source } of exceptions)
    terminal.print(
      `  ${clean(member)}: ${yellow(because ?? "")}${source === null ? "" : ` (${clean(source)})`}\n`,
    );
  const observers = seated(body.observerSeats);
  if (observers.length > 0) line(`observers: ${observers.join(", ")}`, "");
  if (body.quorum !== undefined) line(`quorum: ${quorumWords(body.quorum, { all, entitled }).en}`, "");
  if (notices.length > 0) terminal.print(`\n${bold("the last ordinary session before notice runs out")}\n`);
  for (const { deadline, lastDayForNotice, words } of notices)
    line(`${deadline.agreement}, by ${formatDay(lastDayForNotice)}: ${words.en}`);
  if (agenda === undefined) {
    const why = isStore(registry)
      ? "nothing is on its agenda"
      : "agendas lie in a store; this registry is a folder";
    terminal.print(`\n${dim(why)}\n`);
    return 0;
  }
  for (const { number, title, level, papers, motion } of agenda.items) {
    terminal.print(`\n${bold(clean(`${number}. ${title}`))} ${dim(level)}\n`);
    for (const paper of papers) line(`${paper.reference}: ${paper.title} (${paper.level})`);
    if (motion !== undefined) for (const text of motionLines(motion, body, session)) line(text);
  }
  return 0;
};
