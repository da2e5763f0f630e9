/** `comity decision plan`: what carrying a decision out would mean. Nothing is recorded. */

import { formatDay } from "@comity/calendar";
import type { Guide } from "@comity/carrying-out";
import {
  type DerivedPlan,
  derivePlan,
  LANGUAGES,
  type Language,
  Letters,
  letterFields,
  partName,
  personPart,
} from "@comity/carrying-out";
import { type Draft, layDraft } from "@comity/decision";
import type { Folded, RegistryMeta } from "@comity/registry";
import { type Call, optionValue, type Run } from "../command.ts";
import { guideFor } from "../decision-desk.ts";
import { derive } from "../derive.ts";
import { folder, openDraft } from "../drafts.ts";
import { beginPolicy, openRegistry, tellKnownOn } from "../inputs.ts";
import { Progress } from "../progress.ts";
import { Refusal } from "../refusal.ts";
import type { Terminal } from "../terminal.ts";
import { partText, planText } from "../text/plan-text.ts";

/** Everything that a plan is printed from. */
interface Planned {
  readonly plan: DerivedPlan;
  readonly guide: Guide;
  readonly draft: Draft;
  readonly folded: Folded;
  readonly meta: RegistryMeta;
  readonly footing: string;
}

async function planned(call: Call, terminal: Terminal): Promise<Planned> {
  const [path = "", file] = call.operands;
  const progress = new Progress(terminal);
  const reading = beginPolicy(call, path);
  const registry = await progress.step("reading the registry", () => openRegistry(call, path, terminal));
  const policy = await progress.step("reading the policy", () => reading.policy(registry, terminal));
  const guide = guideFor(call, policy, reading.path);
  const { draft, folded, known } = progress.step("folding its acts, with the draft", () =>
    openDraft(call, file, registry, policy, folder(registry)),
  )!;
  const before = progress.step("deriving everything", () => derive(call, policy, folded.facts));
  const { meta } = registry;
  const plan = progress.step("laying the plan", () =>
    derivePlan(layDraft(folded, before, draft, { meta }), guide, {
      from: draft.date,
      ...(meta.host === undefined ? {} : { host: meta.host }),
    }),
  );
  progress.end();
  return {
    plan,
    guide,
    draft,
    folded,
    meta,
    footing: `${tellKnownOn(known)}, by ${reading.path} and ${guide.title}`,
  };
}

/** One letter to a person as it would go out, but for the name. */
async function letterText(
  call: Call,
  { plan, guide, draft, folded, meta }: Planned,
  person: string,
  letter: string,
): Promise<string> {
  const part = plan.parts.find((each) => partName(each) === personPart(person))!;
  const due = part.letters.find((each) => each.letter === letter);
  if (due === undefined)
    throw new Refusal(
      `no letter \`${letter}\` is due to \`${person}\``,
      `due are ${part.letters.map((each) => `\`${each.letter}\``).join(", ") || "none"}`,
    );
  const asked = optionValue(call, "language");
  const language = LANGUAGES.find((each) => each === asked);
  if (asked !== undefined && language === undefined)
    throw new Refusal(`\`${asked}\` is no language of letters`, "`en` or `fr`");
  const organisation =
    (meta.host === undefined ? undefined : folded.parties.get(meta.host)?.title) ?? meta.title;
  const decision = { title: draft.title, date: formatDay(draft.date), reference: "its reference" };
  const office = [...guide.offices.keys()][0] ?? "";
  const matter = { decision, agreements: plan.agreements, folded, guide, organisation, office };
  const fields = (each: Language) => letterFields(part, due, {}, matter, each);
  const { subject, text } = (await Letters.read()).render(
    due.template,
    fields,
    language === undefined ? LANGUAGES : [language],
  );
  return `${subject}\n\n${text}`;
}

export const run: Run = async (call, terminal) => {
  const found = await planned(call, terminal);
  const { plan, guide, footing } = found;
  const person = optionValue(call, "person");
  const letter = optionValue(call, "letter");
  if (letter !== undefined && person === undefined)
    throw new Refusal("`--letter` says no letter without `--person`", "a letter goes to somebody");
  const part =
    person === undefined ? undefined : plan.parts.find((each) => partName(each) === personPart(person));
  if (person !== undefined && part === undefined) {
    terminal.print(`the decision takes nothing from ${person}\n`);
    return 1;
  }
  if (letter !== undefined && person !== undefined)
    terminal.print(await letterText(call, found, person, letter));
  else if (call.options.has("json")) terminal.print(`${JSON.stringify(part ?? plan, null, 2)}\n`);
  else
    terminal.print(
      `${part === undefined ? planText(plan, guide, terminal, call.options.has("cleared")) : partText(part, guide, terminal)}\n${footing}\n`,
    );
  return 0;
};
