/** `comity decision plan`: what carrying a decision out would mean. Nothing is recorded. */

import { day, formatDay } from "@comity/calendar";
import type { Guide } from "@comity/carrying-out";
import {
  type DerivedPlan,
  derivePlan,
  LANGUAGES,
  type Language,
  Letters,
  letterFields,
  letterOnPaper,
  partName,
  personPart,
} from "@comity/carrying-out";
import { type Draft, layDraft } from "@comity/decision";
import type { PrintedLetter } from "@comity/print";
import type { Folded, RegistryMeta } from "@comity/registry";
import { type Call, optionValue, type Run } from "../command.ts";
import { guideFor } from "../decision-desk.ts";
import { derive } from "../derive.ts";
import { folder, openDraft } from "../drafts.ts";
import { beginPolicy, openRegistry, tellKnownOn } from "../inputs.ts";
import { Progress } from "../progress.ts";
import { Refusal } from "../refusal.ts";
import type { Terminal } from "../terminal.ts";
import { planFigures } from "../text/plan-figures.ts";
import { partText, planText } from "../text/plan-text.ts";
import { writeNew } from "../write-new.ts";

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

/** One letter to a person as it would go out, but for the name: as text, or on paper. */
async function letterOf(
  call: Call,
  { plan, guide, draft, folded, meta }: Planned,
  person: string,
  letter: string,
): Promise<{ readonly text: string; readonly paper: PrintedLetter }> {
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
  const rendered = (await Letters.read()).render(
    due.template,
    fields,
    language === undefined ? LANGUAGES : [language],
  );
  const paper = letterOnPaper(rendered, {
    part,
    matter,
    date: day(due.due),
    reference: letter,
    isPreview: true,
    ...(meta.description === undefined ? {} : { description: meta.description }),
  });
  return { text: `${rendered.subject}\n\n${rendered.text}`, paper };
}

/** What goes with what, before anything is worked out. */
function refuseMismatched(call: Call): void {
  const has = (name: string): boolean => call.options.has(name);
  if (has("letter") && !has("person"))
    throw new Refusal("`--letter` says no letter without `--person`", "a letter goes to somebody");
  for (const [name, why] of [
    ["language", "it says in which language a letter is"],
    ["pdf", "it is for a letter"],
  ] as const)
    if (has(name) && !has("letter"))
      throw new Refusal(`\`--${name}\` says nothing without \`--letter\``, why);
}

export const run: Run = async (call, terminal) => {
  refuseMismatched(call);
  const found = await planned(call, terminal);
  const { plan, guide, footing } = found;
  const person = optionValue(call, "person");
  const letter = optionValue(call, "letter");
  const part =
    person === undefined ? undefined : plan.parts.find((each) => partName(each) === personPart(person));
  if (person !== undefined && part === undefined) {
    terminal.print(`the decision takes nothing from ${person}\n`);
    return 1;
  }
  if (letter !== undefined && person !== undefined) {
    const { text, paper } = await letterOf(call, found, person, letter);
    const file = optionValue(call, "pdf");
    if (file === undefined) terminal.print(text);
    else {
      const { letterAsPdf } = await import("@comity/print");
      writeNew(file, letterAsPdf(paper));
      terminal.warn(`wrote ${file}\n`);
    }
    return 0;
  }
  const isCleared = call.options.has("cleared");
  if (part !== undefined) {
    const json = `${JSON.stringify(part, null, 2)}\n`;
    terminal.print(call.options.has("json") ? json : `${partText(part, guide, terminal)}\n${footing}\n`);
    return 0;
  }
  const figures = planFigures(plan, isCleared);
  if (call.options.has("json")) {
    // Who is in the plan is for cleared readers.
    const whole = isCleared ? { ...figures, parts: plan.parts } : figures;
    terminal.print(`${JSON.stringify(whole, null, 2)}\n`);
  } else terminal.print(`${planText(figures, guide, terminal)}\n${footing}\n`);
  return 0;
};
