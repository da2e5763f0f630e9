/** `comity registry merge`: two identifiers are one person, or no longer. */
import { type Act, check, formatProblem, type MergeAct } from "@comity/registry";
import type { Call, Run } from "../command.ts";
import { freeId, headerOf, type PeopleRegister, refuseWrong, withRegister } from "../people-register.ts";
import { Refusal } from "../refusal.ts";
import type { Terminal } from "../terminal.ts";

/** Merges that were not withdrawn, by the ids of their acts. */
function standing(acts: readonly Act[]): MergeAct[] {
  const withdrawn = new Set(acts.flatMap((act) => (act.act === "withdrawal" ? [act.withdraws] : [])));
  return acts.filter((act): act is MergeAct => act.act === "merge" && !withdrawn.has(act.id));
}

async function undo({ acts, record, shown }: PeopleRegister, call: Call, person: string, into: string) {
  const merge = standing(acts).find((act) => act.person === person && act.into === into);
  if (merge === undefined)
    throw new Refusal(`\`${person}\` is not merged into \`${into}\``, "only a merge that was made is undone");
  const id = freeId(acts, `withdrawal of ${merge.id}`);
  const act: Act = { act: "withdrawal", id, withdraws: merge.id, ...headerOf(call) };
  refuseWrong(acts, act);
  await record([act]);
  return `${person} and ${into} are two people again in ${shown}\n`;
}

/** Acts that contradict one another, in words. */
function contradictions(acts: readonly Act[]): string[] {
  const errors = check(acts).filter(({ severity }) => severity === "error");
  return errors.map(({ index, ...problem }) => formatProblem({ ...problem, act: acts[index]!.id }));
}

async function merge(
  { acts, record, shown }: PeopleRegister,
  call: Call,
  person: string,
  into: string,
  terminal: Terminal,
) {
  const id = freeId(acts, `merge of ${person} into ${into}`);
  const act: Act = { act: "merge", id, person, into, ...headerOf(call) };
  refuseWrong(acts, act);
  // A folder with errors is never written; in a store what does not go together is mended by acts afterwards.
  const before = new Set(contradictions(acts));
  const fresh = contradictions([...acts, act]).filter((problem) => !before.has(problem));
  await record([act]);
  for (const problem of fresh) terminal.warn(`${shown}: ${problem}\n`);
  return `what is said of ${person} counts for ${into} in ${shown}\ncomity registry merge ${shown} ${person} ${into} --undo makes them two people again\n`;
}

export const run: Run = (call, terminal) =>
  withRegister(call, terminal, async (register) => {
    const [, person = "", into = ""] = call.operands;
    const done = call.options.has("undo") ? undo : merge;
    terminal.print(await done(register, call, person, into, terminal));
    return 0;
  });
