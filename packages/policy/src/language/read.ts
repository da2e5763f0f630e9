/** A policy's text to a checked policy, or to everything that is wrong with it. */
import type { Policy } from "../policy.ts";
import { stratify } from "../strata.ts";
import { readNames } from "./declare.ts";
import { type Diagnostic, Problems } from "./diagnostics.ts";
import { Drafter } from "./drafting.ts";
import { readMarkdown } from "./markdown.ts";
import { type Rules, readRules } from "./rules.ts";
import { readSyntax } from "./syntax.ts";
import { readExamples } from "./worlds.ts";

/** What came of reading a policy. */
export interface PolicyReading {
  /** Undefined where there is an error; but recursion through a duration alone leaves it, for an evaluation with a horizon. */
  readonly policy?: Policy;
  /** Everything that is wrong, in the order of the text. */
  readonly diagnostics: readonly Diagnostic[];
}

const NEEDS_HORIZON = "recursion-through-duration";

/**
 * Reads a policy: a Markdown file whose blocks marked `policy` are code. It never throws, whatever the text.
 *
 *     const { policy, diagnostics } = readPolicy(text, "cern.policy.md");
 *     for (const diagnostic of diagnostics) console.error(printDiagnostic(diagnostic, text));
 *
 * With `horizon: true` the caller promises to evaluate with a horizon, and recursion through a duration is no error.
 */
export function readPolicy(
  text: string,
  file: string,
  options: { readonly horizon?: boolean } = {},
): PolicyReading {
  const problems = new Problems(text, file);
  const read = { policy: undefined as Policy | undefined };
  try {
    read.policy = check(text, file, problems);
  } catch (error) {
    // A chain of operators or prefixes without end exhausts the call stack of parser or checks.
    if (!(error instanceof RangeError)) throw error;
    problems.error(
      "nested-too-deeply",
      { offset: 0, end: 0 },
      "something in this file is nested too deeply to be read",
      "give the inner conditions rules of their own",
    );
  }
  const isWrong = problems.hasErrors;
  const { policy } = read;
  if (policy !== undefined && !isWrong) checkRecursion(policy, options.horizon === true, problems);
  const diagnostics = problems.sorted();
  const keeps = diagnostics.every(({ severity, code }) => severity === "warning" || code === NEEDS_HORIZON);
  return { ...(keeps && policy !== undefined ? { policy: frozen(policy) } : {}), diagnostics };
}

function check(text: string, file: string, problems: Problems): Policy {
  const markdown = readMarkdown(text, problems);
  const syntax = readSyntax(markdown, problems);
  const names = readNames(syntax, markdown.sourceFor, problems);
  const drafter = new Drafter(names, problems);
  const rules = readRules(syntax, names, drafter, markdown.sourceFor, problems);
  const clauses = new Map(
    rules.predicates.filter(({ role }) => role === "never").map((clause) => [clause.name, clause]),
  );
  const examples = readExamples(syntax, names, clauses, problems);
  const policy: Policy = {
    title: markdown.title ?? file.replace(/^.*[/\\]/, ""),
    file,
    kinds: names.kindList,
    records: [...names.records.values()],
    parameters: [...names.parameters.values()],
    predicates: rules.predicates,
    rules: rules.rules,
    examples: examples.examples,
  };
  // What is wrong may be why something seems unused.
  if (!problems.hasErrors)
    warnOfUnused(
      policy,
      rules,
      new Set([...drafter.used, ...examples.used]),
      drafter.usedParameters,
      problems,
    );
  return policy;
}

/** What nothing uses is most likely a slip; but only where the policy says what it is for. */
function warnOfUnused(
  policy: Policy,
  { predicates }: Rules,
  used: ReadonlySet<string>,
  usedParameters: ReadonlySet<string>,
  problems: Problems,
): void {
  if (!predicates.some(({ role }) => role !== "rule")) return;
  for (const { role, name, place } of [...policy.records, ...predicates])
    if ((role === "record" || role === "rule") && !used.has(name))
      problems.warningAt(
        "unused",
        place,
        `the ${role} \`${name}\` is used nowhere`,
        "leave it out, or use it",
      );
  for (const { name, place } of policy.parameters)
    if (!usedParameters.has(name))
      problems.warningAt(
        "unused",
        place,
        `the parameter \`${name}\` is used nowhere`,
        "leave it out, or use it",
      );
}

function checkRecursion(policy: Policy, hasHorizon: boolean, problems: Problems): void {
  for (const { reason, cycle, place } of stratify(policy).problems) {
    const way = cycle.map((name) => `\`${name}\``).join(" needs ");
    if (reason === "negative")
      problems.errorAt(
        "recursion-through-exception",
        place,
        `${way}, through \`unless\`, \`begins\`, \`ends\` or \`from the day after\`: whether it holds would depend on its not holding`,
        "take the exception out of the circle, with a rule of its own that does not come back here",
      );
    else if (reason === "computed")
      problems.errorAt(
        "recursion-through-computation",
        place,
        `${way}, through a value that is computed: it might compute new values for ever`,
        "take the value from a record instead of computing it",
      );
    else if (!hasHorizon)
      problems.errorAt(
        NEEDS_HORIZON,
        place,
        `${way}, through a duration: it might reach further and further days for ever`,
        "take the duration out of the circle, or evaluate with a first and a last day",
      );
  }
}

/** Nobody changes a policy that others hold. */
function frozen<T>(value: T): T {
  if (typeof value !== "object" || value === null || Object.isFrozen(value)) return value;
  for (const inner of Object.values(value)) frozen(inner);
  return Object.freeze(value);
}
