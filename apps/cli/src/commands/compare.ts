/** `comity compare`: two draft decisions side by side, laid over the same registry. */
import { type FactSheet, factSheetOf, type Impact, layDraft } from "@comity/decision";
import { evaluate } from "@comity/policy";
import type { Run } from "../command.ts";
import { folder, openDraftFile } from "../drafts.ts";
import { openPolicy, openRegistry, tellKnownOn } from "../inputs.ts";
import { Progress } from "../progress.ts";
import { comparisonText, type HitBy } from "../text/comparison-text.ts";

/** How many people both drafts hit, and how many only one of them. */
function hitBy(first: Impact, second: Impact): HitBy {
  const ofFirst = first.losses.people;
  const ofSecond = second.losses.people;
  let both = 0;
  for (const person of ofFirst.keys()) if (ofSecond.has(person)) both++;
  return { both, onlyFirst: ofFirst.size - both, onlySecond: ofSecond.size - both };
}

export const run: Run = (call, terminal) => {
  const [path = "", firstFile = "", secondFile = ""] = call.operands;
  const progress = new Progress(terminal);
  const registry = progress.step("reading the registry", () => openRegistry(path, terminal));
  const { policy, path: policyPath } = progress.step("reading the policy", () => openPolicy(call, registry));
  const foldOn = folder(registry);
  const first = progress.step("folding its acts, with the drafts", () =>
    openDraftFile(call, firstFile, foldOn),
  );
  // Drafts can be compared only over the same registry: that of the first one's day.
  const second = openDraftFile(call, secondFile, foldOn, first.draft.knownOn);
  const before = progress.step("deriving everything", () => evaluate(policy, first.folded.facts));
  const options = { meta: registry.meta };
  const impacts = progress.step("laying the drafts over it", () =>
    [first, second].map(({ draft }) => layDraft(first.folded, before, draft, options)),
  ) as [Impact, Impact];
  const sheets = impacts.map((impact) => factSheetOf(impact, options)) as [FactSheet, FactSheet];
  const hit = hitBy(...impacts);
  progress.end();
  if (call.options.has("json")) {
    const whole = { knownOn: sheets[0].knownOn, people: hit, drafts: sheets };
    terminal.print(`${JSON.stringify(whole, null, 2)}\n`);
    return 0;
  }
  const isCleared = call.options.has("cleared");
  const shown = sheets;
  const footing = `${registry.meta.title}; ${tellKnownOn(first.known)}, by ${policyPath}`;
  terminal.print(comparisonText(shown, isCleared ? hit : hiddenWhereSmall(hit), footing, terminal));
  return 0;
};

/** Figures of one and the same sum: where one is hidden, the others would tell it. */
function hiddenWhereSmall(hit: HitBy): HitBy {
  const isSmall = Object.values(hit).some((count) => count !== null && count > 0 && count < SMALLEST_SHOWN);
  return isSmall ? { both: null, onlyFirst: null, onlySecond: null } : hit;
}

const SMALLEST_SHOWN = 5;
