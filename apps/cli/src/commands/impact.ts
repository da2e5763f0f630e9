/** `comity impact`: the fact sheet of a draft decision. */
import { hideSmallCells, impactOf } from "@comity/decision";
import type { Call } from "../command.ts";
import { derive } from "../derive.ts";
import { folder, openDraft } from "../drafts.ts";
import { tellHorizon } from "../horizon.ts";
import { beginPolicy, openRegistry, tellKnownOn } from "../inputs.ts";
import { printedLanguage, printSheet, type SheetInHand } from "../printed-sheet.ts";
import { Progress } from "../progress.ts";
import { type ExitCode, Refusal } from "../refusal.ts";
import type { Terminal } from "../terminal.ts";
import { factSheetText } from "../text/fact-sheet-text.ts";

/** Reads everything, lays the draft over the registry, and gives the fact sheet with what it rests on in a line. */
async function factSheetFor(
  call: Call,
  terminal: Terminal,
): Promise<SheetInHand & { readonly footing: string }> {
  const [path = "", file] = call.operands;
  const progress = new Progress(terminal);
  if (file === undefined && !call.options.has("end"))
    throw new Refusal(
      "the decision is missing",
      "give a decision's file, or `--end AGREEMENT`; docs/decision-format.md says what a file holds",
    );
  const reading = beginPolicy(call, path);
  const registry = await progress.step("reading the registry", () => openRegistry(call, path, terminal));
  const policy = await progress.step("reading the policy", () => reading.policy(registry, terminal));
  const { draft, folded, known } = progress.step("folding its acts, with the draft", () =>
    openDraft(call, file, registry, policy, folder(registry)),
  )!;
  const before = progress.step("deriving everything", () => derive(call, policy, folded.facts));
  const sheet = progress.step("laying the draft over it", () =>
    impactOf(folded, before, draft, { meta: registry.meta }),
  );
  progress.end();
  return {
    sheet,
    ...(registry.head === undefined ? {} : { head: registry.head }),
    footing: `${tellKnownOn(known)}, by ${reading.path}${tellHorizon(call, policy)}`,
  };
}

export async function run(call: Call, terminal: Terminal): Promise<ExitCode> {
  const language = printedLanguage(call);
  const { sheet, footing, head } = await factSheetFor(call, terminal);
  if (call.options.has("json")) terminal.print(`${JSON.stringify(sheet, null, 2)}\n`);
  else {
    const shown = call.options.has("cleared") ? sheet : hideSmallCells(sheet);
    terminal.print(factSheetText(shown, footing, terminal));
  }
  await printSheet(call, language, { sheet, ...(head === undefined ? {} : { head }) }, terminal);
  // The answer to an inadmissible draft is no.
  return sheet.admissible ? 0 : 1;
}
