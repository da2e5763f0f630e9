/** `comity agreements`: every agreement with its parties, its running term, how it stands, and its parent. */
import { type Day, has, isOpen, OPEN } from "@comity/calendar";
import { type AgreementLife, type Folded, fold, standingOn, stretchOn } from "@comity/registry";
import type { Call } from "../command.ts";
import { dayOption, knownOnFor, openRegistry, tellKnownOn } from "../inputs.ts";
import { Names } from "../names.ts";
import { Progress } from "../progress.ts";
import type { ExitCode } from "../refusal.ts";
import type { Terminal } from "../terminal.ts";
import { isoDay, jsonStretch } from "../text/days.ts";
import { table } from "../text/table.ts";
import { counted } from "../text/width.ts";

interface Listed {
  readonly id: string;
  readonly title: string;
  readonly kind: string;
  readonly parties: readonly { readonly id: string; readonly name: string }[];
  /** The running term: its first and last day; a term without an end has no last day. */
  readonly term: { readonly firstDay: string | null; readonly lastDay: string | null } | null;
  readonly state: string;
  readonly parent: string | null;
}

/** Every agreement as it stands on a day, in the order of identifiers. */
function listed(folded: Folded, names: Names, on: Day): Listed[] {
  const lives = [...folded.agreements.values()].sort((a, b) => (a.agreement < b.agreement ? -1 : 1));
  return lives.map((life) => ({
    id: life.agreement,
    title: life.signature.title,
    kind: life.signature.kind,
    parties: partiesOn(life, on).map((id) => ({ id, name: names.titleOf("Party", id) ?? id })),
    term: termOn(life, on),
    state: standingOn(life, on),
    parent: parentOn(life, on),
  }));
}

/** Its parties on that day; before it begins and after its end, all that it ever had. */
function partiesOn(life: AgreementLife, on: Day): string[] {
  const now = life.parties.filter(({ because }) => has(because.days, on));
  return [...new Set((now.length > 0 ? now : life.parties).map(({ party }) => party))];
}

/** The parent on that day; once the parent has been succeeded or has ended, the last one. */
function parentOn(life: AgreementLife, on: Day): string | null {
  const now = life.parents.find(({ because }) => has(because.days, on)) ?? life.parents.at(-1);
  return now?.parent ?? null;
}

/** The term that runs on that day, cut at the agreement's end. */
function termOn(life: AgreementLife, on: Day): Listed["term"] {
  if (life.from === undefined || life.terms === undefined) return null;
  const at = life.to <= on ? ((life.to - 1) as Day) : on < life.from ? life.from : on;
  const { term } = stretchOn(life.terms, at);
  return jsonStretch({ from: term.from, to: Math.min(term.to, life.to) as Day });
}

function termText({ term }: Listed): string {
  if (term === null) return "no entry into force";
  if (term.lastDay === null) return term.firstDay === null ? "always" : `from ${term.firstDay}`;
  return `${term.firstDay ?? "since ever"} to ${term.lastDay}`;
}

/** Its parties but the host, who is one to every agreement. */
function partiesText({ parties }: Listed, host: string | undefined): string {
  const others = parties.filter(({ id }) => id !== host);
  return others.map(({ id, name }) => (name === id ? id : `${name} (${id})`)).join(", ");
}

/** The last day on which something happens, where everything always was known. */
function lastAct(folded: Folded): Day {
  let last: Day | undefined;
  for (let index = 0; index < folded.ledger.count; index++) {
    const { on } = folded.ledger.act(index);
    if (!isOpen(on) && (last === undefined || on > last)) last = on;
  }
  return last ?? (0 as Day);
}

export async function run(call: Call, terminal: Terminal): Promise<ExitCode> {
  const asked = dayOption(call, "on");
  const progress = new Progress(terminal);
  const registry = await progress.step("reading the registry", () =>
    openRegistry(call, call.operands[0]!, terminal),
  );
  const known = knownOnFor(call, registry);
  const folded = progress.step("folding its acts", () => fold(registry.acts, { knownOn: known.day }));
  progress.end();
  const on = asked ?? (known.day === OPEN ? lastAct(folded) : known.day);
  const agreements = listed(folded, new Names(folded), on);
  if (call.options.has("json")) {
    terminal.print(
      `${JSON.stringify({ knownOn: isoDay(known.day), on: isoDay(on), agreements }, null, 2)}\n`,
    );
    return 0;
  }
  const { bold, dim, green, yellow } = terminal.colours;
  terminal.print(`${bold(registry.meta.title)}\n`);
  terminal.print(
    `${counted(agreements.length, "agreement", "agreements")} on ${isoDay(on)}, ${tellKnownOn(known)}\n\n`,
  );
  const paintState = (text: string): string =>
    text.startsWith("in force") ? green(text) : text.startsWith("suspended") ? yellow(text) : dim(text);
  terminal.print(
    table(
      [
        { title: "agreement", paint: bold },
        { title: "state", paint: paintState },
        { title: "term" },
        { title: "parties", isFlexible: true, least: 23 },
        { title: "under" },
        { title: "title", isFlexible: true, paint: dim },
      ],
      agreements.map((each) => [
        each.id,
        each.state,
        termText(each),
        partiesText(each, registry.meta.host),
        each.parent ?? "",
        each.title,
      ]),
      { width: terminal.width, heading: dim },
    ),
  );
  return 0;
}
