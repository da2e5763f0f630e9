/** `comity decision reverse`: what can be undone of a decision is, and what cannot is listed. */

import { day } from "@comity/calendar";
import { undoDecision } from "@comity/carrying-out";
import { optionValue, type Run } from "../command.ts";
import { atDesk, instrumentOf, needed } from "../decision-desk.ts";
import { dayOption } from "../inputs.ts";
import type { ExitCode } from "../refusal.ts";
import { whoAsks } from "../stores.ts";
import { counted } from "../text/width.ts";

export const run: Run = (call, terminal) => {
  const [, id = ""] = call.operands;
  const instrument = instrumentOf(call);
  const body = optionValue(call, "body");
  const words = {
    title: needed(call, "title"),
    date: dayOption(call, "on") ?? day(needed(call, "on")),
    ...(body === undefined ? {} : { body }),
  };
  return atDesk(call, terminal, async (desk): Promise<ExitCode> => {
    const expectedHead = optionValue(call, "expected-head");
    const entering = { by: whoAsks(call), ...(expectedHead === undefined ? {} : { expectedHead }) };
    const { value } = await undoDecision(desk, id, words, instrument, entering);
    const reversal = value.reversal!;
    if (call.options.has("json")) {
      terminal.print(`${JSON.stringify({ ...reversal, irrevocable: value.irrevocable }, null, 2)}\n`);
      return 0;
    }
    terminal.print(
      `reversed as ${reversal.id}: ${counted(reversal.acts.length, "act", "acts")} in one set\n`,
    );
    for (const { what, why } of reversal.notUndone) terminal.print(`not undone: ${what}: ${why}\n`);
    for (const { title, lastDay, people } of reversal.passed)
      terminal.print(
        `has passed: after ${lastDay}, ${counted(people, "person", "people")} without "${title}"\n`,
      );
    for (const { part, what, why } of value.irrevocable)
      terminal.print(`cannot be undone: ${what} (${part}): ${why}\n`);
    return 0;
  });
};
