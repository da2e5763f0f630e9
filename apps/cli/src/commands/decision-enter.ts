/** `comity decision enter`: a decision that was taken becomes acts and a plan. */
import { readFileSync } from "node:fs";
import { optionValue, type Run } from "../command.ts";
import { atDesk, instrumentOf } from "../decision-desk.ts";
import type { ExitCode } from "../refusal.ts";
import { Refusal } from "../refusal.ts";
import { whoAsks } from "../stores.ts";
import { counted } from "../text/width.ts";

export const run: Run = (call, terminal) => {
  const [, file = ""] = call.operands;
  const instrument = instrumentOf(call);
  let text: Uint8Array;
  try {
    text = readFileSync(file);
  } catch {
    throw new Refusal(
      `\`${file}\` cannot be read`,
      "give the path of a decision file (docs/decision-format.md)",
    );
  }
  return atDesk(call, terminal, async (desk): Promise<ExitCode> => {
    const expectedHead = optionValue(call, "expected-head");
    const entering = { by: whoAsks(call), ...(expectedHead === undefined ? {} : { expectedHead }) };
    const { id, decision, isRepeated } = await desk.enter(desk.read(text, file), instrument, entering);
    const parts = [...(await desk.parts(id)).values()].map(({ value }) => value);
    const people = parts.filter(({ kind }) => kind === "person").length;
    const items = parts.reduce((sum, part) => sum + part.items.length, 0);
    const letters = parts.reduce((sum, part) => sum + part.letters.length, 0);
    if (call.options.has("json")) {
      terminal.print(
        `${JSON.stringify({ id, isRepeated, acts: decision.value.acts, people, items, letters }, null, 2)}\n`,
      );
      return 0;
    }
    terminal.print(
      isRepeated
        ? `it was entered before, as ${id}\n`
        : `entered as ${id}: ${counted(decision.value.acts.length, "act", "acts")} in one set\n`,
    );
    terminal.print(
      `the plan has ${counted(people, "person", "people")}, ${counted(items, "thing", "things")} to do and ${counted(letters, "letter", "letters")}\n`,
    );
    for (const warning of decision.value.warnings) terminal.print(`warning: ${warning}\n`);
    return 0;
  });
};
