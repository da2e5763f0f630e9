/** `comity registry erase`: what is personal about somebody goes for good. */
import { type Act, erasedAct } from "@comity/registry";
import type { Run } from "../command.ts";
import { confirm } from "../confirmation.ts";
import { headerOf, identifiersOf, withRegister } from "../people-register.ts";
import { counted } from "../text/width.ts";

export const run: Run = (call, terminal) =>
  withRegister(call, terminal, async ({ acts, record, shown, store }) => {
    const [, person = ""] = call.operands;
    const own = identifiersOf(acts, person);
    const { erasuresOf } = await import("@comity/store");
    const { on, by, instrument } = headerOf(call);
    const erasures = erasuresOf(acts, person, { on, by, instrument });
    if (erasures.length === 0) {
      terminal.print(`${person} was erased before\n`);
      return 0;
    }
    const known = own.length > 1 ? ` (${own.join(", ")} are one person)` : "";
    await confirm(
      call,
      terminal,
      person,
      `the name, mail and ORCID iD of \`${person}\`${known} will be gone for good`,
    );
    const held = (act: Act): boolean => act.act === "person" && own.includes(act.person);
    await record(
      erasures,
      acts.map((act) => (held(act) ? erasedAct(act as Act & { act: "person" }) : act)),
    );
    const count = counted(acts.filter(held).length, "act keeps", "acts keep");
    terminal.print(`${person} is erased in ${shown}: ${count} standing without a name\n`);
    terminal.print(
      store === undefined
        ? "copies of the folder, and what git keeps of it, still hold the name\n"
        : "backups made before still hold the wrapped key: see docs/people.md, and `comity registry keys rotate`\n",
    );
    return 0;
  });
