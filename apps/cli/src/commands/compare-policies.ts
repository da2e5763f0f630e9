/** `comity compare --with-policy`: what two policies say of one registry, each with a draft laid over it if one likes. */
import { type Day, isOpen } from "@comity/calendar";
import { comparePolicies, hideSmallCellsOfPolicies, layDraft } from "@comity/decision";
import type { Policy } from "@comity/policy";
import type { Call } from "../command.ts";
import { derive } from "../derive.ts";
import { folder, type OpenDraft, openDraft, openDraftFile, statable } from "../drafts.ts";
import { tellHorizon } from "../horizon.ts";
import {
  beginPolicy,
  dayOption,
  knownOnFor,
  type OpenRegistry,
  openRegistry,
  tellKnownOn,
} from "../inputs.ts";
import { Progress } from "../progress.ts";
import { type ExitCode, Refusal } from "../refusal.ts";
import type { Terminal } from "../terminal.ts";
import { isoDay } from "../text/days.ts";
import { policyComparisonText } from "../text/policy-comparison-text.ts";

/** The draft of each side: one that is named stands on both, of two each on its own; and the registry that they are laid over. */
function openSides(call: Call, registry: OpenRegistry, policies: readonly Policy[]) {
  const [, firstFile, secondFile] = call.operands;
  const foldOn = folder(registry);
  // A draft on both sides may state what either policy asks for.
  const either = { records: policies.flatMap(({ records }) => records) };
  const a = openDraft(call, firstFile, registry, either, foldOn);
  const b: OpenDraft | undefined =
    secondFile === undefined || a === undefined
      ? a
      : openDraftFile(call, secondFile, statable(registry, either), foldOn, a.draft.knownOn);
  const known = a?.known ?? knownOnFor(call, registry);
  return { a: a?.draft, b: b?.draft, known, folded: a?.folded ?? foldOn(known.day) };
}

/** The first day that counts: `--from`, else the day as known on. */
function firstDay(call: Call, known: Day): Day {
  const from = dayOption(call, "from") ?? known;
  if (isOpen(from))
    throw new Refusal(
      "no act of this registry says when it was recorded, so the comparison needs a first day",
      "say `--from DAY`",
    );
  return from;
}

export async function comparedPolicies(call: Call, terminal: Terminal): Promise<ExitCode> {
  const [path = ""] = call.operands;
  const progress = new Progress(terminal);
  dayOption(call, "from");
  const readings = [beginPolicy(call, path), beginPolicy(call, path, "with-policy")] as const;
  const registry = await progress.step("reading the registry", () => openRegistry(call, path, terminal));
  // What a registry declares in vain for one policy the other may ask for; the comparison itself says what each asks.
  const quiet: Terminal = { ...terminal, warn: () => undefined };
  const policies = await progress.step("reading the policies", () =>
    Promise.all(readings.map((reading) => reading.policy(registry, quiet))),
  );
  const { a, b, known, folded } = progress.step("folding its acts, with the drafts", () =>
    openSides(call, registry, policies),
  );
  const from = firstDay(call, known.day);
  const comparison = progress.step("deriving everything, under each policy", () => {
    const [sideA, sideB] = ([a, b] as const).map((draft, at) => {
      const evaluation = derive(call, policies[at]!, folded.facts);
      if (draft === undefined) return { evaluation };
      const { after } = layDraft(folded, evaluation, draft, { meta: registry.meta });
      return { evaluation: after, decision: draft.title };
    });
    return comparePolicies(folded, sideA!, sideB!, { from, meta: registry.meta });
  });
  progress.end();
  if (call.options.has("json")) {
    terminal.print(`${JSON.stringify({ ...comparison, knownOn: isoDay(known.day) }, null, 2)}\n`);
    return 0;
  }
  const shown = call.options.has("cleared") ? comparison : hideSmallCellsOfPolicies(comparison);
  const footing = `${registry.meta.title}; from ${comparison.from} on, ${tellKnownOn(known)}${tellHorizon(call, ...policies)}`;
  terminal.print(
    policyComparisonText(shown, { a: readings[0].path, b: readings[1].path }, footing, terminal),
  );
  return 0;
}
