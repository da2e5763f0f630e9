/** What a policy's examples come to, for editors and pages that show a verdict beside each. */
import { type Day, formatDay, formatIntervals } from "@comity/calendar";
import { evaluate } from "../engine/engine.ts";
import { type ExampleResult, runExamples } from "../language/examples.ts";
import type { Policy } from "../policy.ts";

/** One expectation of an example, and whether it is so. */
export interface ToldExpectation {
  readonly title: string;
  /** The line of the expectation, from 1. */
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  /** `skipped`: it is about a registry, which is not here. */
  readonly outcome: "pass" | "fail" | "skipped";
  /** Why it fails: on which days it holds instead. */
  readonly why?: string;
}

/** An example as it stands in the text, with what came of it. */
export interface ToldExample {
  readonly title: string;
  /** Lines count from 1. */
  readonly line: number;
  readonly expectations: readonly ToldExpectation[];
}

/** When it holds instead. */
function instead({ days, expected, on }: ExampleResult): string {
  const day = formatDay(on as Day);
  if (!expected) return `it holds on ${day}: ${formatIntervals(days)}`;
  return days.length === 0 ? "it never holds" : `it does not hold on ${day}, but ${formatIntervals(days)}`;
}

/** Runs the examples that bring their facts along. */
export function tellExamples(policy: Policy): readonly ToldExample[] {
  const results = runExamples(policy, evaluate);
  let at = 0;
  return policy.examples.map((example): ToldExample => {
    const own = results.slice(at, at + example.expectations.length);
    at += own.length;
    return {
      title: example.title,
      line: example.place.line,
      expectations: own.map((result) => {
        const { line, column, endLine, endColumn } = result.place;
        const { title, outcome } = result;
        return {
          title,
          line,
          column,
          endLine,
          endColumn,
          outcome,
          ...(outcome === "fail" ? { why: instead(result) } : {}),
        };
      }),
    };
  });
}
