/** What zod finds wrong with a draft, in our words and at its path. */

import { didYouMean } from "@comity/policy";
import type { z } from "zod";
import { DRAFT_SORTS } from "./draft-acts.ts";
import type { DraftProblem } from "./problems.ts";

export type Path = readonly PropertyKey[];

/** `acts[2].persons[0]` */
export function writtenPath(path: Path): string {
  return path.reduce<string>(
    (text, part) =>
      typeof part === "number" ? `${text}[${part}]` : `${text === "" ? "" : `${text}.`}${String(part)}`,
    "",
  );
}

const valueAt = (data: unknown, path: Path): unknown =>
  path.reduce<unknown>((value, part) => (value as Record<PropertyKey, unknown> | undefined)?.[part], data);

const EXPECTED: Readonly<Record<string, string>> = {
  string: "a text in quotes",
  number: "a number",
  int: "a whole number",
  boolean: "`true` or `false`",
  array: "a list",
  object: "an object with fields",
};

export function found(value: unknown): string {
  if (value === null) return "`null`";
  if (Array.isArray(value)) return "a list";
  return typeof value === "object" ? "an object" : `\`${String(value)}\``;
}

export type Problem = Omit<DraftProblem, "severity" | "path" | "file">;
/** Takes a problem and the path of the field that it is about. */
export type Place = (problem: Problem, path: Path) => void;

export const helped = (help: string | undefined) => (help === undefined ? {} : { help });

/** How a field is written whose form cannot be guessed from those of the other acts. */
const WRITTEN: Readonly<Record<string, string>> = {
  values: 'a list of what stands in the columns of the record, in their order: `"values": ["south", 3]`',
  acts: 'a list of acts: `"acts": [{ "act": "termination", ... }]`',
};

/** Says in our words what zod found. `known` are the fields that the object may have. */
export function tell(
  issue: z.core.$ZodIssue,
  data: unknown,
  base: Path,
  known: readonly string[],
  note: Place,
): void {
  const path = [...base, ...issue.path];
  const value = valueAt(data, issue.path);
  const field = String(issue.path.at(-1) ?? "");
  const incorrect = (code: string, message: string, help?: string): void =>
    note({ category: "incorrect", code, message, ...helped(help) }, path);
  switch (issue.code) {
    case "invalid_type":
      if (value === undefined && issue.path.length > 0)
        incorrect("missing-field", `\`${field}\` is missing`, WRITTEN[field]);
      else
        incorrect(
          "wrong-type",
          `${EXPECTED[issue.expected] ?? issue.expected} is expected, found ${found(value)}`,
          WRITTEN[field],
        );
      return;
    case "unrecognized_keys":
      for (const key of issue.keys)
        note(
          {
            category: "incorrect",
            code: "unknown-field",
            message: `\`${key}\` is no field here`,
            help: didYouMean(key, known) ?? `the fields are ${known.map((each) => `\`${each}\``).join(", ")}`,
          },
          [...path, key],
        );
      return;
    case "invalid_union":
      if (value === undefined)
        incorrect(
          "missing-field",
          "`act` is missing",
          "it says what would happen: `termination`, `suspension` ...",
        );
      else
        incorrect(
          "unknown-act",
          `${found(value)} is no act of a draft`,
          (typeof value === "string" ? didYouMean(value, DRAFT_SORTS) : undefined) ??
            `the acts are ${DRAFT_SORTS.map((sort) => `\`${sort}\``).join(", ")}`,
        );
      return;
    case "invalid_value":
      if (value === undefined) incorrect("missing-field", `\`${field}\` is missing`);
      else
        incorrect(
          "unknown-choice",
          `${found(value)} is not among ${issue.values.map((each) => `\`${String(each)}\``).join(", ")}`,
          typeof value === "string" ? didYouMean(value, issue.values.map(String)) : undefined,
        );
      return;
    case "too_small":
    case "too_big":
      incorrect(
        "out-of-range",
        Array.isArray(value) ? "the list is empty" : `${found(value)} is out of range`,
      );
      return;
    case "custom": {
      const { code, help } = (issue.params ?? {}) as { code?: string; help?: string };
      incorrect(code ?? "malformed", issue.message, help);
      return;
    }
    default:
      incorrect("malformed", `${found(value)} is not what is expected: ${issue.message}`);
  }
}
