/** A registry derived by an experiment's policy of authorship, as things stand and under a draft. */
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Draft } from "@comity/decision";
import type { EngineEvaluation } from "@comity/policy";
import { type Folded, fold } from "@comity/registry";
import { type Call, optionValue } from "./command.ts";
import { derive } from "./derive.ts";
import { folder, openDraft } from "./drafts.ts";
import { beginPolicy, type KnownOn, knownOnFor, type OpenRegistry, openRegistry } from "./inputs.ts";
import { Names } from "./names.ts";
import { Progress } from "./progress.ts";
import { Refusal } from "./refusal.ts";
import type { Terminal } from "./terminal.ts";

/** The experiments' policies that come with the project. */
const SHIPPED = (experiment: string): string =>
  fileURLToPath(
    new URL(`../../../policies/authorship-${experiment.toLowerCase()}.policy.md`, import.meta.url),
  );

export interface AuthorshipSide {
  readonly folded: Folded;
  readonly evaluation: EngineEvaluation;
}

export interface AuthorshipDesk {
  readonly experiment: string;
  readonly registry: OpenRegistry;
  readonly known: KnownOn;
  readonly policyPath: string;
  readonly names: Names;
  readonly before: AuthorshipSide;
  /** The same under the draft that the call names. */
  readonly after: AuthorshipSide | undefined;
  readonly draft: Draft | undefined;
}

/** The value of an option that the command needs. */
export function neededOption(call: Call, option: string, example: string): string {
  const value = optionValue(call, option);
  if (value === undefined)
    throw new Refusal(`\`--${option}\` is missing`, `for example \`--${option} ${example}\``);
  return value;
}

/** The call with the experiment's own policy where it names none. */
function withPolicy(call: Call, experiment: string): Call {
  if (call.options.has("policy")) return call;
  const path = SHIPPED(experiment);
  if (!/^[A-Za-z0-9-]+$/.test(experiment) || !existsSync(path))
    throw new Refusal(
      `no policy of authorship of \`${experiment}\` comes with Comity`,
      "give one: `--policy FILE`; policies/authorship-atlas.policy.md shows how one is written",
    );
  return { ...call, options: new Map([...call.options, ["policy", path]]) };
}

/** Reads the registry and the policy and derives who signs; under a draft too, where one is named. */
export async function openAuthorship(given: Call, terminal: Terminal): Promise<AuthorshipDesk> {
  const experiment = neededOption(given, "experiment", "CMS");
  const call = withPolicy(given, experiment);
  const progress = new Progress(terminal);
  const [path = ""] = call.operands;
  const reading = beginPolicy(call, path);
  const registry = await progress.step("reading the registry", () => openRegistry(call, path, terminal));
  const policy = await progress.step("reading the policy", () => reading.policy(registry, terminal));
  const foldOn = folder(registry);
  const laid = progress.step("folding its acts", () =>
    openDraft(call, draftFile(call), registry, policy, foldOn),
  );
  const known = laid?.known ?? knownOnFor(call, registry);
  const folded = laid?.folded ?? foldOn(known.day);
  const side = (one: Folded): AuthorshipSide => ({
    folded: one,
    evaluation: derive(call, policy, one.facts),
  });
  const [before, after] = progress.step("deriving everything", () => [
    side(folded),
    laid === undefined
      ? undefined
      : side(fold([...registry.acts, ...laid.draft.acts], { knownOn: laid.draft.knownOn })),
  ]);
  progress.end();
  return {
    experiment,
    registry,
    known,
    policyPath: reading.path,
    names: new Names(folded, policy),
    before: before!,
    after,
    draft: laid?.draft,
  };
}

const draftFile = (call: Call): string | undefined => call.operands[1] ?? optionValue(call, "decision");
