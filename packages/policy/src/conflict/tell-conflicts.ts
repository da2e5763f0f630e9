/** Conflicts as people read them: problems with their places, cases as examples for the policy, and why they hold. */
import { evaluate } from "../engine/engine.ts";
import type { Horizon } from "../evaluation.ts";
import { FactsBuilder } from "../facts.ts";
import type { Diagnostic } from "../language/diagnostics.ts";
import { formatPolicy } from "../language/format.ts";
import { printExample } from "../language/print.ts";
import { declarationOf, type Example, type Policy } from "../policy.ts";
import { explain } from "../proof/explain.ts";
import { tell } from "../proof/tell.ts";
import type { ConflictReport, MadeUpCase, NeverHolding } from "./find-conflicts.ts";

/** The report's conflicts as errors and what never holds as warnings, in the order of the text. */
export function conflictDiagnostics({ conflicts, neverHolding }: ConflictReport): Diagnostic[] {
  const found = [
    ...conflicts.map(
      ({ clause }): Diagnostic => ({
        severity: "error",
        code: "conflict",
        message: `the rules lead to what the clause \`${clause.title ?? clause.name}\` forbids`,
        place: clause.place,
        help: "mend the rules; or, where such a case is to be refused when it comes up, put the example into the policy",
      }),
    ),
    ...neverHolding.map(
      (one): Diagnostic => ({
        severity: "warning",
        code: "never-holds",
        message: `${nameOf(one)} ${one.isCertain ? "can hold on no day" : "holds in no small world looked at"}`,
        place: one.place,
        help: one.isCertain
          ? "the days named in its conditions exclude each other"
          : "look for conditions that exclude each other, or an exception that takes everything away",
      }),
    ),
  ];
  return found.sort((a, b) => a.place.line - b.place.line || a.place.column - b.place.column);
}

function nameOf({ role, name, title, alternative }: NeverHolding): string {
  if (role === "never") return `the clause \`${title ?? name}\``;
  return `${alternative === undefined ? "the" : `alternative ${alternative} of the`} ${role} \`${name}\``;
}

/**
 * A case as an example, laid out, to be put into the policy: there it passes, and says that the case is known.
 *
 *     // example "made up: nobody is under two regimes" given resident(@person), visiting(@person)
 *     //   on 2024-06-15: breaks "nobody is under two regimes"
 */
export function printCase(policy: Policy, { predicate, tuple, on, facts }: MadeUpCase): string {
  const declared = declarationOf(policy, predicate);
  const place = declared?.place ?? { file: policy.file, line: 1, column: 1, endLine: 1, endColumn: 1 };
  const example: Example = {
    title: `made up: ${declared?.title ?? predicate}`,
    given: facts.map((fact) => ({ ...fact, place })),
    expectations: [{ on, holds: true, predicate, tuple, place }],
    wantsRegistry: false,
    place,
  };
  const world = facts.length === 0 ? "world nothing\n" : "";
  const fence = "```";
  const laidOut = formatPolicy(`${fence}policy\n${world}${printExample(policy, example)}\n${fence}\n`);
  return laidOut.slice(`${fence}policy\n`.length, -`${fence}\n`.length);
}

/** Why a case holds, in sentences: the proof down to its facts. */
export function tellCase(
  policy: Policy,
  found: MadeUpCase,
  options: { readonly horizon?: Horizon } = {},
): string {
  const builder = new FactsBuilder(policy.records);
  for (const { record, tuple, from, to } of found.facts) builder.add(record, tuple, from, to);
  const facts = builder.build();
  const evaluation = evaluate(policy, facts, options);
  const explanation = explain(evaluation, policy, facts, found.predicate, found.tuple, found.on);
  return tell(policy, explanation, (identifier) => `@${identifier}`);
}
