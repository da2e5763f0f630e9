/** `comity registry extract`: what is held about one person, who looked, and what follows from it. */
import { day } from "@comity/calendar";
import { type Act, fold } from "@comity/registry";
import type { Entry, Extract, HeldAct, Store } from "@comity/store";
import type { Call, Run } from "../command.ts";
import { derive } from "../derive.ts";
import { beginPolicy, dayOption } from "../inputs.ts";
import { Names } from "../names.ts";
import { identifiersOf, type PeopleRegister, withRegister } from "../people-register.ts";
import { Progress } from "../progress.ts";
import { today } from "../registry-target.ts";
import { whoAsks } from "../stores.ts";
import type { Terminal } from "../terminal.ts";
import { formatStretch, jsonStretch } from "../text/days.ts";
import { clean } from "../text/width.ts";

/** The acts with this person's names, which is a look, and how each came into the store. */
async function opened(store: Store, call: Call, person: string) {
  const purpose = call.words.join(" ");
  const { acts } = await store.acts({ personal: "clear", by: whoAsks(call), purpose, person });
  const entries = new Map<string, Entry>();
  for await (const entry of store.entries()) entries.set(entry.id, entry);
  return { acts, entries };
}

async function extractFrom(register: PeopleRegister, call: Call, terminal: Terminal): Promise<Extract> {
  const { extractOf } = await import("@comity/store");
  const [where = "", person = ""] = call.operands;
  const progress = new Progress(terminal);
  const own = identifiersOf(register.acts, person);
  const under = beginPolicy(call, where);
  const { acts, entries } =
    register.store === undefined
      ? { acts: register.acts as Act[], entries: new Map<string, Entry>() }
      : await opened(register.store, call, person);
  const looks = (await register.store?.looks(own)) ?? [];
  const registry = { folder: register.shown, acts, meta: register.meta };
  const policy = await progress.step("reading the policy", () => under.policy(registry, terminal));
  const folded = progress.step("folding its acts", () => fold(acts));
  const evaluation = progress.step("deriving everything", () => derive(call, policy, folded.facts));
  const names = new Names(folded, policy);
  const nameOf = (identifier: string, kind: string): string => names.written(kind, identifier);
  const by = { policy, evaluation, on: dayOption(call, "on") ?? day(today()), nameOf };
  const extract = progress.step("writing the extract", () =>
    extractOf({ acts, person, folded, entries, looks, by }),
  );
  progress.end();
  return extract;
}

function heldText({ act, recordedAt, recordedBy, document }: HeldAct): string {
  const { act: sort, id, ...said } = act;
  const words = Object.entries(said).map(([member, value]) => `${member} ${JSON.stringify(value)}`);
  const came = recordedAt === undefined ? "" : `\n    recorded at ${recordedAt} by ${recordedBy}`;
  const evidence = document === undefined ? "" : `\n    document ${JSON.stringify(document)}`;
  return clean(`  ${String(sort)} ${String(id)}`).concat(
    `\n    ${clean(words.join(", "))}${came}${evidence}\n`,
  );
}

function text(extract: Extract, { colours: { bold } }: Terminal): string {
  const { identifiers, held, looks, facts, entitlements } = extract;
  const section = (title: string, lines: readonly string[]): string =>
    `${bold(title)}\n${lines.length === 0 ? "  nothing\n" : lines.join("")}\n`;
  const call = (name: string, tuple: readonly unknown[]): string => clean(`${name}(${tuple.join(", ")})`);
  return [
    `what is held about ${identifiers.join(", ")}\n\n`,
    section("Acts", held.map(heldText)),
    section(
      "Facts",
      facts.map(
        ({ record, tuple, because, ...stretch }) =>
          `  ${call(record, tuple)}, ${formatStretch(stretch)}, by ${clean(because.join(", "))}\n`,
      ),
    ),
    section(
      "What follows",
      entitlements.map(({ entitlement, tuple, stretches, explanation }) => {
        const days = stretches.map(formatStretch).join("; ");
        return `  ${call(entitlement, tuple)}: ${days}\n${explanation.replace(/^(?=.)/gm, "    ")}`;
      }),
    ),
    section(
      "Who looked",
      looks.map(({ at, by, purpose, person }) =>
        clean(`  ${at}  ${by}: ${purpose} (${person ?? "everybody"})`).concat("\n"),
      ),
    ),
  ].join("");
}

function json({ identifiers, held, looks, facts, entitlements }: Extract): unknown {
  return {
    identifiers,
    acts: held,
    facts: facts.map(({ from, to, ...fact }) => ({ ...fact, ...jsonStretch({ from, to }) })),
    entitlements: entitlements.map(({ stretches, ...followed }) => ({
      ...followed,
      days: stretches.map(jsonStretch),
    })),
    looks,
  };
}

export const run: Run = (call, terminal) =>
  withRegister(call, terminal, async (register) => {
    const extract = await extractFrom(register, call, terminal);
    terminal.print(
      call.options.has("json") ? `${JSON.stringify(json(extract), null, 2)}\n` : text(extract, terminal),
    );
    return 0;
  });
