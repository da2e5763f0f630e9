/** `comity registry log`: what was recorded, when and by whom. */
import type { Entry } from "@comity/store";
import { type Call, optionValue, type Run } from "../command.ts";
import { type ExitCode, Refusal } from "../refusal.ts";
import { openNamedStore } from "../stores.ts";
import { table } from "../text/table.ts";

const USUAL = 20;

function countOf(call: Call, option: string): number | undefined {
  const text = optionValue(call, option);
  if (text === undefined) return undefined;
  if (!/^[1-9]\d{0,14}$/.test(text))
    throw new Refusal(`\`--${option}\`: \`${text}\` is not a whole number above nought`);
  return Number(text);
}

/** What an act is about: its other members in short, never a name, for these are sealed. */
function gist({ act }: Entry): string {
  const header = new Set(["act", "id", "on", "recorded", "by", "instrument", "sealed", "columns"]);
  return Object.entries(act)
    .filter(([member]) => !header.has(member))
    .map(([member, value]) => (typeof value === "string" ? value : `${member} ${JSON.stringify(value)}`))
    .join(", ");
}

export const run: Run = async (call, terminal): Promise<ExitCode> => {
  const [where = ""] = call.operands;
  const [from, last] = [countOf(call, "from"), countOf(call, "last")];
  if (from !== undefined && last !== undefined)
    throw new Refusal("`--from` and `--last` cannot both be given", "leave one of them out");
  const store = await openNamedStore(where, terminal);
  try {
    const { position } = await store.head();
    const isJson = call.options.has("json");
    const rows: string[][] = [];
    for await (const entry of store.entries(from ?? Math.max(1, position - (last ?? USUAL) + 1))) {
      if (isJson) terminal.print(`${JSON.stringify(entry)}\n`);
      else {
        const { act, recordedAt, recordedBy, id } = entry;
        rows.push([String(entry.position), recordedAt, recordedBy, String(act.act), id, gist(entry)]);
      }
    }
    if (isJson) return 0;
    const columns = [
      { title: "position", align: "right" as const },
      { title: "recorded" },
      { title: "by", isFlexible: true },
      { title: "act" },
      { title: "id" },
      { title: "about", isFlexible: true },
    ];
    if (rows.length === 0) terminal.print("nothing is recorded yet\n");
    else terminal.print(table(columns, rows, { width: terminal.foldAt, heading: terminal.colours.bold }));
    return 0;
  } finally {
    await store.close();
  }
};
