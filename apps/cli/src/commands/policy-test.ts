/** `comity policy test`: runs the examples of a policy. */
import { formatDay, formatIntervals } from "@comity/calendar";
import { type ExampleResult, type Facts, runExamples } from "@comity/policy";
import { fold } from "@comity/registry";
import type { Run } from "../command.ts";
import { derive } from "../derive.ts";
import { horizonOption } from "../horizon.ts";
import { checkedPolicy, fittingPolicy, knownOnFor, openRegistry, readText } from "../inputs.ts";
import { readHere } from "../policy-thread.ts";
import { Progress } from "../progress.ts";
import { counted } from "../text/width.ts";

const asked = ({ predicate, tuple, expected }: ExampleResult): string =>
  `${expected ? "" : "not "}${predicate}(${tuple.join(", ")})`;

export const run: Run = (call, terminal) => {
  const [file = "", folder] = call.operands;
  const progress = new Progress(terminal);
  const text = readText(file, "policy");
  const policy = progress.step("reading the policy", () =>
    checkedPolicy(file, text, readHere({ text, file, hasHorizon: horizonOption(call) !== undefined })),
  );
  let facts: Facts | undefined;
  if (folder !== undefined) {
    const registry = progress.step("reading the registry", () => openRegistry(folder, terminal));
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
      const { place, on, days, expected } = result;
      terminal.print(
        `         ${place.file}:${place.line}:${place.column}: expected \`${asked(result)}\` on ${formatDay(on)}; it ${expected ? "does not hold" : "holds"} then, but ${formatIntervals(days)}\n`,
      );
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
};
