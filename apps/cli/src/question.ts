/** A question about an entitlement: the registry and policy to answer it from, the predicate and the values it names. */
import type { Day } from "@comity/calendar";
import type { Draft } from "@comity/decision";
import {
  type Column,
  declarationOf,
  didYouMean,
  type EngineEvaluation,
  type Pattern,
  type Policy,
  type Predicate,
  type RecordDeclaration,
  type Tuple,
} from "@comity/policy";
import { type Folded, fold, RECORDS } from "@comity/registry";
import { type Call, optionValue } from "./command.ts";
import { derive } from "./derive.ts";
import { folder, openDraft } from "./drafts.ts";
import { tellHorizon } from "./horizon.ts";
import {
  beginPolicy,
  dayOption,
  type KnownOn,
  knownOnFor,
  type OpenRegistry,
  openRegistry,
  tellKnownOn,
} from "./inputs.ts";
import { Names } from "./names.ts";
import type { Progress } from "./progress.ts";
import { Refusal } from "./refusal.ts";
import type { Terminal } from "./terminal.ts";

/** What is asked about. */
export interface Asked {
  readonly declaration: Predicate | RecordDeclaration;
  /** What is asked of each column: a value, or undefined for any. */
  readonly pattern: Pattern;
  /** The values given; a whole tuple where every value must be. */
  readonly values: Tuple;
}

export interface Question extends Asked {
  readonly registry: OpenRegistry;
  readonly known: KnownOn;
  /** As known on which day, under which draft and within which horizon it is answered, in words. */
  readonly basis: string;
  /** The draft laid over the registry, if one was named. */
  readonly draft: Draft | undefined;
  /** The registry with the draft's acts among its own. */
  readonly folded: Folded;
  readonly policy: Policy;
  readonly policyPath: string;
  readonly names: Names;
  readonly evaluation: EngineEvaluation;
}

/** Stands for any value, as in a policy. */
const ANY = "_";

/** Finds what the second word names: an entitlement or a rule, and where `records` is set also a record of the registry. */
function predicateNamed(policy: Policy, word: string, records: boolean): Predicate | RecordDeclaration {
  const found = declarationOf(policy, word);
  if (found !== undefined && (records || found.role !== "record")) return found;
  if (found !== undefined)
    throw new Refusal(`\`${word}\` is a record: the registry states it, and no rule derives it`);
  const given = records ? RECORDS.find(({ name }) => name === word) : undefined;
  if (given !== undefined) {
    const columns = given.columns.map(({ name, kind }) => `${name}: ${kind}`).join(", ");
    throw new Refusal(
      `the policy does not ask for the record \`${word}\``,
      `a policy that declares it does: \`record ${word}(${columns})\``,
    );
  }
  const entitlements = policy.predicates.filter(({ role }) => role === "entitlement").map(({ name }) => name);
  const all = [...policy.predicates, ...(records ? policy.records : [])].map(({ name }) => name);
  const otherwise = `the policy knows ${entitlements.map((name) => `\`${name}\``).join(", ")}`;
  throw new Refusal(
    `no entitlement${records ? ", rule or record" : ""} \`${word}\` is known`,
    didYouMean(word, entitlements) ?? didYouMean(word, all) ?? otherwise,
  );
}

const signature = (name: string, columns: readonly Column[]): string =>
  `${name} ${columns.map((column) => column.name.toUpperCase()).join(" ")}`;

function patternGiven(
  { name, columns }: Predicate | RecordDeclaration,
  words: readonly string[],
  names: Names,
  isWhole: boolean,
): Pattern {
  if (words.length > columns.length)
    throw new Refusal(
      `\`${words[columns.length]}\` is one value too many for \`${name}\``,
      `it is asked as \`${signature(name, columns)}\``,
    );
  if (isWhole && words.length < columns.length)
    throw new Refusal(
      `\`${name}\` needs ${columns.length} values, and ${words.length} ${words.length === 1 ? "is" : "are"} given`,
      `it is asked as \`${signature(name, columns)}\``,
    );
  return columns.map(({ name: column, kind }, at) => {
    const word = words[at];
    if (word === undefined) return undefined;
    if (word !== ANY) return names.valueOf(kind, word);
    if (!isWhole) return undefined;
    throw new Refusal(
      `\`${ANY}\` stands for any ${column}, and one is needed`,
      `\`comity list\` shows which there are`,
    );
  });
}

/**
 * Reads what a call like `comity when REGISTRY ENTITLEMENT PERSON ...` needs and derives it. `isWhole`: every value of the
 * entitlement must be given; `records`: a record may be asked about too.
 */
export async function openQuestion(
  call: Call,
  terminal: Terminal,
  progress: Progress,
  { isWhole, records }: { readonly isWhole: boolean; readonly records: boolean },
): Promise<Question> {
  const [path = "", word = "", ...words] = call.operands;
  // Words are checked against the policy before the long work begins.
  dayOption(call, "known-on");
  const reading = beginPolicy(call, path);
  const registry = await progress.step("reading the registry", () => openRegistry(call, path, terminal));
  const policy = await progress.step("reading the policy", () => reading.policy(registry, terminal));
  const declaration = predicateNamed(policy, word, records);
  const foldOn = folder(registry);
  const laid = progress.step("folding its acts", () =>
    openDraft(call, optionValue(call, "decision"), registry, policy, foldOn),
  );
  const known = laid?.known ?? knownOnFor(call, registry);
  const folded =
    laid === undefined
      ? foldOn(known.day)
      : fold([...registry.acts, ...laid.draft.acts], { knownOn: laid.draft.knownOn });
  const names = new Names(folded, policy);
  const pattern = patternGiven(declaration, words, names, isWhole);
  const values = pattern.filter((value) => value !== undefined);
  const evaluation = progress.step("deriving everything", () => derive(call, policy, folded.facts));
  const draft = laid?.draft;
  const under = draft === undefined ? "" : `, under the draft "${draft.title}"`;
  const basis = `${tellKnownOn(known)}${under}${tellHorizon(call, policy)}`;
  return {
    registry,
    known,
    basis,
    draft,
    folded,
    policy,
    policyPath: reading.path,
    names,
    evaluation,
    declaration,
    pattern,
    values,
  };
}

/** The day that `--on` names; a refusal where it is missing. */
export function dayAsked(call: Call): Day {
  const on = dayOption(call, "on");
  if (on === undefined)
    throw new Refusal("`--on DAY` is missing", "say which day is asked about: `--on 2024-11-30`");
  return on;
}
