/** The page on what the language cannot say: what it calls refused is refused, for the reason it names; the rest works. */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { evaluate, formatPolicy, printDiagnostic, readPolicy, runExamples } from "../src/index.ts";

const text = readFileSync(
  fileURLToPath(new URL("../../../docs/language-limits.md", import.meta.url)),
  "utf8",
);
const { policy, diagnostics } = readPolicy(text, "language-limits.md");

/** The blocks called refused, with the code of the error that they are refused with. */
const refused = [...text.matchAll(/^```refused(?: (\S+))?\n([\s\S]*?)^```$/gm)].map(([, code, body]) => ({
  code: code ?? "",
  body: body!,
  first: body!.split("\n")[0]!,
}));

test("the ways round are a policy without a word of complaint, laid out, and its examples hold", () => {
  expect(diagnostics.map((diagnostic) => printDiagnostic(diagnostic, text))).toEqual([]);
  expect(formatPolicy(text)).toBe(text);
  const results = runExamples(policy!, evaluate);
  expect(results.length).toBeGreaterThanOrEqual(20);
  expect(results.filter(({ outcome }) => outcome !== "pass")).toEqual([]);
});

describe("what is refused", () => {
  test("there is a block for each thing, and each says how it is refused", () => {
    expect(refused.length).toBeGreaterThanOrEqual(14);
    expect(refused.filter(({ code }) => code === "")).toEqual([]);
  });

  test.each(refused)("$first", ({ code, body }) => {
    const whole = `${text}\n\`\`\`policy\n${body}\`\`\`\n`;
    const read = readPolicy(whole, "language-limits.md");
    expect(read.policy).toBeUndefined();
    const own = read.diagnostics.filter(({ severity }) => severity === "error");
    expect(own.map((diagnostic) => diagnostic.code)).toContain(code);
    // The page's own words are not what is refused: every error lies in the block that was added.
    const lines = text.split("\n").length;
    for (const { place } of own) expect(place.line).toBeGreaterThanOrEqual(lines);
  });
});
