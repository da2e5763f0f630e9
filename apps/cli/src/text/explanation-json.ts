/** An explanation for machines: the same structure, with days as they are written and last days instead of days after. */
import { type Day, formatDuration } from "@comity/calendar";
import { declarationOf, type Policy, type Step, type Value } from "@comity/policy";
import type { Act } from "@comity/registry";
import { isoDay, isoLastDay } from "./days.ts";
import { formatValue } from "./sentences.ts";

const DAYS = new Set(["on", "day", "since", "gives"]);

/**
 * Rewrites any part of an explanation: `from` and `to` become `firstDay` and `lastDay`, days become text or, where they
 * are open, `null`.
 */
export function explanationJson(policy: Policy, part: unknown): unknown {
  if (Array.isArray(part)) return part.map((inner) => explanationJson(policy, inner));
  if (typeof part !== "object" || part === null) return part;
  if ("months" in part && "days" in part) return formatDuration(part as { months: number; days: number });
  const object = part as Record<string, unknown>;
  const kinds =
    typeof object.predicate === "string" ? (declarationOf(policy, object.predicate)?.columns ?? []) : [];
  return Object.fromEntries(
    Object.entries(object).map(([key, value]) => {
      if (key === "from" && typeof value === "number") return ["firstDay", isoDay(value as Day)];
      if (key === "to" && typeof value === "number") return ["lastDay", isoLastDay(value as Day)];
      if (DAYS.has(key) && typeof value === "number") return [key, isoDay(value as Day)];
      if (key === "value" && object.kind === "Day") return [key, isoDay(value as Day)];
      if ((key === "tuple" || key === "pattern") && Array.isArray(value))
        return [key, value.map((each: Value | null, at) => valueJson(kinds[at]?.kind, each))];
      return [key, explanationJson(policy, value)];
    }),
  );
}

/**
 * An explanation's steps for machines: the tree that the text prints, each step a sentence and the same as data, with the ids of
 * the acts behind it. The HTTP API answers with the same tree.
 */
export function stepsJson(policy: Policy, step: Step, actsOf: (step: Step) => readonly Act[]): object {
  const { below, ...own } = step;
  return {
    ...(explanationJson(policy, own) as object),
    acts: actsOf(step).map(({ id }) => id),
    below: below.map((inner) => stepsJson(policy, inner, actsOf)),
  };
}

function valueJson(kind: string | undefined, value: Value | null): Value | null {
  return kind === "Day" && value !== null ? formatValue(kind, value) : value;
}
