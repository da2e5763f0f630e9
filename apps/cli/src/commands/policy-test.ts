/** `comity policy test`: runs the examples of a policy. */
import { type Day, formatDay, formatIntervals } from "@comity/calendar";
import {
  declarationOf,
  didYouMean,
  type ExampleResult,
  type Facts,
  type Policy,
  runExamples,
  type Value,
} from "@comity/policy";
import { fold } from "@comity/registry";
import type { Call } from "../command.ts";
import { derive } from "../derive.ts";
import { horizonOption } from "../horizon.ts";
import { checkedPolicy, fittingPolicy, knownOnFor, openRegistry, readText } from "../inputs.ts";
import { readHere } from "../policy-thread.ts";
import { Progress } from "../progress.ts";
import type { ExitCode } from "../refusal.ts";
import type { Terminal } from "../terminal.ts";
import { counted } from "../text/width.ts";

/** The expectation as the policy writes it. */
function asked({ predicate, tuple, expected }: ExampleResult, policy: Policy): string {
  const declaration = declarationOf(policy, predicate);
  const terms = tuple.map((value, at) => writeValue(value, declaration?.columns[at]?.kind ?? "Text"));
  const isClause = declaration?.role === "never";
  const wanted = isClause ? `breaks "${declaration.title}"` : `${predicate}(${terms.join(", ")})`;
  return `${expected ? "" : "not "}${wanted}`;
}

function writeValue(value: Value, kind: string): string {
  if (kind === "Day") return formatDay(value as Day);
  if (kind === "Text") return JSON.stringify(value);
  if (typeof value === "number") return String(value);
  return /^[\p{L}\p{N}_-]+$/u.test(value) ? `@${value}` : `@${JSON.stringify(value)}`;
}

/** When it holds instead. */
function instead({ days, expected }: ExampleResult): string {
  if (!expected) return `it holds then: ${formatIntervals(days)}`;
  return days.length === 0 ? "it never holds" : `it does not hold then, but ${formatIntervals(days)}`;
}

/** A name that nothing given to the example bears is most likely misspelt. */
function strangers({ tuple, expected, title }: ExampleResult, { examples }: Policy): string | undefined {
  const example = examples.find((each) => each.title === title);
  if (!expected || example === undefined || example.wantsRegistry) return undefined;
  const named = new Set(example.given.flatMap((fact) => fact.tuple.map(String)));
  const strange = tuple.find((value) => typeof value === "string" && !named.has(value));
  if (strange === undefined) return undefined;
  const near = didYouMean(
    `@${strange}`,
    [...named].map((name) => `@${name}`),
  );
  return `no fact of this example is about \`@${strange}\`${near === undefined ? "" : `; ${near}`}`;
}

export async function run(call: Call, terminal: Terminal): Promise<ExitCode> {
  const [file = "", folder] = call.operands;
  const progress = new Progress(terminal);
  const text = readText(file, "policy");
  const policy = progress.step("reading the policy", () =>
    checkedPolicy(file, text, readHere({ text, file, hasHorizon: horizonOption(call) !== undefined })),
  );
  let facts: Facts | undefined;
  if (folder !== undefined) {
    const registry = await progress.step("reading the registry", () => openRegistry(call, folder, terminal));
    fittingPolicy(policy, file, registry, terminal);
    const knownOn = knownOnFor(call, registry).day;
    facts = progress.step("folding its acts", () => fold(registry.acts, { knownOn }).facts);
  }
  const results = progress.step("running the examples", () =>
    runExamples(policy, (own, given) => derive(call, own, given), facts),
  );
  progress.end();
  const { bold, dim, green, red, yellow } = terminal.colours;
  const byExample = new Map<string, ExampleResult[]>();
  for (const result of results) byExample.set(result.title, [...(byExample.get(result.title) ?? []), result]);
  for (const [title, own] of byExample) {
    const failed = own.filter(({ outcome }) => outcome === "fail");
    const isSkipped = own.every(({ outcome }) => outcome === "skipped");
    if (failed.length === 0 && !call.options.has("all") && !isSkipped) continue;
    const mark = failed.length > 0 ? red("failed ") : isSkipped ? yellow("skipped") : green("passed ");
    terminal.print(`${mark}  ${bold(title)}\n`);
    for (const result of failed) {
      const { place, on } = result;
      terminal.print(
        `         ${place.file}:${place.line}:${place.column}: expected \`${asked(result, policy)}\` on ${formatDay(on)}; ${instead(result)}\n`,
      );
      const help = strangers(result, policy);
      if (help !== undefined) terminal.print(`           help: ${help}\n`);
    }
  }
  const count = (outcome: ExampleResult["outcome"]): number =>
    results.filter((result) => result.outcome === outcome).length;
  const [failed, passed, skipped] = [count("fail"), count("pass"), count("skipped")];
  const summary = [
    `${counted(passed, "expectation", "expectations")} met`,
    ...(failed > 0 ? [`${failed} not met`] : []),
    ...(skipped > 0 ? [`${skipped} skipped: they need a registry`] : []),
  ].join(", ");
  terminal.print(
    `${failed > 0 ? red("failed") : green("good")}: ${counted(byExample.size, "example", "examples")}, ${summary}\n`,
  );
  if (results.length === 0) terminal.print(dim("the policy holds no examples\n"));
  return failed > 0 ? 1 : 0;
}
