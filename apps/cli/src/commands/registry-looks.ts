/** `comity registry looks`: who looked at whose personal data. */
import type { Run } from "../command.ts";
import { identifiersOf, withRegister } from "../people-register.ts";
import { Refusal } from "../refusal.ts";
import { table } from "../text/table.ts";

export const run: Run = (call, terminal) =>
  withRegister(call, terminal, async ({ acts, store, shown }) => {
    const [, person] = call.operands;
    if (store === undefined)
      throw new Refusal(`\`${shown}\` is a folder, and nobody notes who reads a folder`, "a store does");
    const looks = await store.looks(person === undefined ? undefined : identifiersOf(acts, person));
    if (call.options.has("json")) {
      terminal.print(`${JSON.stringify({ registry: store.registry, looks }, null, 2)}\n`);
      return 0;
    }
    if (looks.length === 0) {
      terminal.print("nobody has looked\n");
      return 0;
    }
    const rows = looks.map(({ at, by, purpose, person: whose }) => [at, by, whose ?? "everybody", purpose]);
    terminal.print(
      table([{ title: "at" }, { title: "by" }, { title: "whose" }, { title: "what for" }], rows, {
        width: terminal.foldAt,
        heading: terminal.colours.bold,
      }),
    );
    return 0;
  });
