/** `comity compare`: two draft decisions side by side, laid over the same registry; or two policies on it. */
import { compareDrafts, hideSmallCellsOfComparison, layDraft } from "@comity/decision";
import type { Call } from "../command.ts";
import { derive } from "../derive.ts";
import { folder, openDraftFile, statable } from "../drafts.ts";
import { tellHorizon } from "../horizon.ts";
import { beginPolicy, openRegistry, tellKnownOn } from "../inputs.ts";
import { Progress } from "../progress.ts";
import { type ExitCode, Refusal } from "../refusal.ts";
import type { Terminal } from "../terminal.ts";
import { comparisonText } from "../text/comparison-text.ts";
import { comparedPolicies } from "./compare-policies.ts";

/** What only makes sense of two policies, where none is named to compare with. */
function refuseForDrafts(call: Call): void {
  for (const option of ["from", "end", "last-day"])
    if (call.options.has(option))
      throw new Refusal(
        `\`--${option}\` goes with \`--with-policy\``,
        "without it two decisions' files are compared under one policy",
      );
  if (call.operands.length < 3)
    throw new Refusal(
      "there is nothing to compare with",
      "give two decisions' files, or a second policy: `--with-policy FILE`",
    );
}

export async function run(call: Call, terminal: Terminal): Promise<ExitCode> {
  if (call.options.has("with-policy")) return comparedPolicies(call, terminal);
  refuseForDrafts(call);
  const [path = "", firstFile = "", secondFile = ""] = call.operands;
  const progress = new Progress(terminal);
  const reading = beginPolicy(call, path);
  const registry = await progress.step("reading the registry", () => openRegistry(call, path, terminal));
  const policy = await progress.step("reading the policy", () => reading.policy(registry, terminal));
  const records = statable(registry, policy);
  const foldOn = folder(registry);
  const first = progress.step("folding its acts, with the drafts", () =>
    openDraftFile(call, firstFile, records, foldOn),
  );
  // Drafts can be compared only over the same registry: that of the first one's day.
  const second = openDraftFile(call, secondFile, records, foldOn, first.draft.knownOn);
  const before = progress.step("deriving everything", () => derive(call, policy, first.folded.facts));
  const comparison = progress.step("laying the drafts over it", () => {
    const [a, b] = [first, second].map(({ draft }) =>
      layDraft(first.folded, before, draft, { meta: registry.meta }),
    );
    return compareDrafts(a!, b!);
  });
  progress.end();
  if (call.options.has("json")) {
    terminal.print(`${JSON.stringify({ knownOn: comparison.a.knownOn, ...comparison }, null, 2)}\n`);
    return 0;
  }
  const shown = call.options.has("cleared") ? comparison : hideSmallCellsOfComparison(comparison);
  const footing = `${registry.meta.title}; ${tellKnownOn(first.known)}, by ${reading.path}${tellHorizon(call, policy)}`;
  terminal.print(comparisonText(shown, footing, terminal));
  return 0;
}
