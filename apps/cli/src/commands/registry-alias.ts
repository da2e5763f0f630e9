/** `comity registry alias`: a person at risk is called something else wherever names are shown. */
import { type Act, concealed } from "@comity/registry";
import type { Call, Run } from "../command.ts";
import { freeId, headerOf, identifiersOf, type PeopleRegister, withRegister } from "../people-register.ts";
import { Refusal } from "../refusal.ts";
import { whoAsks } from "../stores.ts";
import { counted } from "../text/width.ts";

/** Names of fewer letters are parts of many words. */
const FEWEST_LETTERS = 3;

/** An alias that holds the name hides nothing. To find that out is a look at the person. */
async function refuseTelling({ acts, store }: PeopleRegister, call: Call, own: string[], alias: string) {
  const [person = ""] = own;
  const reading = { personal: "clear", by: whoAsks(call), purpose: call.words.join(" "), person } as const;
  const opened = store === undefined ? acts : (await store.acts(reading)).acts;
  const telling = (text: string): boolean =>
    opened.some(
      (act) =>
        act.act === "person" &&
        own.includes(act.person) &&
        [act.familyName, act.givenName, act.orcid].some(
          (name) =>
            name !== undefined &&
            name.length >= FEWEST_LETTERS &&
            text.toLowerCase().includes(name.toLowerCase()),
        ),
    );
  if (telling(alias))
    throw new Refusal(
      "the alias holds a part of the person's name",
      "choose one that tells nobody who it is",
    );
  const identifier = own.find(telling);
  return identifier === undefined
    ? ""
    : "warning: the person's identifier holds a part of the name, and an alias does not hide identifiers\n  help: register the person under another identifier\n";
}

async function end({ acts, record, shown }: PeopleRegister, call: Call, own: string[]): Promise<string> {
  const withdrawn = new Set(acts.flatMap((act) => (act.act === "withdrawal" ? [act.withdraws] : [])));
  const aliases = acts.filter(
    (act) => act.act === "alias" && own.includes(act.person) && !withdrawn.has(act.id),
  );
  if (aliases.length === 0) throw new Refusal(`\`${own[0]}\` is under no alias`);
  const added: Act[] = aliases.map(({ id }) => ({
    act: "withdrawal",
    id: freeId(acts, `withdrawal of ${id}`),
    withdraws: id,
    ...headerOf(call),
  }));
  await record(added);
  return `${counted(added.length, "alias ends", "aliases end")}: ${own[0]} has the old name again in ${shown}\n`;
}

export const run: Run = (call, terminal) =>
  withRegister(call, terminal, async (register) => {
    const [, person = "", alias] = call.operands;
    const { acts, record, shown } = register;
    const own = identifiersOf(acts, person);
    if (call.options.has("end")) {
      if (alias !== undefined) throw new Refusal("`--end` takes no alias", "it ends all of the person's");
      terminal.print(await end(register, call, own));
      return 0;
    }
    if (alias === undefined || alias.trim() === "")
      throw new Refusal("the alias is missing", "or say `--end` where the person shall have the name again");
    const warning = await refuseTelling(register, call, own, alias);
    if (warning !== "") terminal.warn(warning);
    const id = freeId(acts, `alias of ${person}`);
    const act: Act = { act: "alias", id, person, alias, ...headerOf(call) };
    await record([act]);
    const others = own.length > 1 ? `, under all of ${own.join(", ")}` : "";
    terminal.print(
      `${person} is ${alias} from now on in ${shown}${others}, for whoever is not cleared\ncomity registry alias ${shown} ${person} --end ends it\n`,
    );
    // In a folder the names stay where they are: what a command shows is concealed, not what is on the disk.
    if (register.store === undefined && concealed([...acts, act]) !== acts)
      terminal.warn(`${shown}: the files still hold the name; a store seals it (docs/people.md)\n`);
    return 0;
  });
