/**
 * Golden files: each policy in `golden/good` reads without an error, each in `golden/bad` gives exactly what stands in
 * the `.expected` file beside it. UPDATE_GOLDEN=1 writes these files anew; read what changed before committing it.
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { day } from "@comity/calendar";
import { describe, expect, test } from "vitest";
import { evaluate, formatPolicy, printDiagnostic, readPolicy, runExamples, stratify } from "../src/index.ts";

const folder = (name: string): string => fileURLToPath(new URL(`./golden/${name}/`, import.meta.url));
const policiesIn = (name: string): string[] =>
  readdirSync(folder(name))
    .filter((file) => file.endsWith(".policy.md"))
    .sort();

/** What was printed equals the golden file; a missing one is an error unless files are written anew. */
function matches(path: string, printed: string): void {
  if (process.env.UPDATE_GOLDEN === "1") writeFileSync(path, printed);
  expect(existsSync(path), `${path} is missing: run with UPDATE_GOLDEN=1`).toBe(true);
  expect(printed).toBe(readFileSync(path, "utf8"));
}

function read(kind: string, file: string) {
  const path = folder(kind) + file;
  const text = readFileSync(path, "utf8");
  const { policy, diagnostics } = readPolicy(text, file);
  const printed = diagnostics.map((diagnostic) => printDiagnostic(diagnostic, text)).join("\n");
  return { path, text, policy, diagnostics, printed };
}

describe("good policies", () => {
  test.each(policiesIn("good"))("%s", (file) => {
    const { path, text, policy, printed } = read("good", file);
    matches(path.replace(/\.policy\.md$/, ".expected"), printed);
    expect(policy, printed).toBeDefined();
    expect(formatPolicy(text), "it is laid out as the formatter does").toBe(text);
    // Where recursion runs through durations, between these days.
    const horizon = { first: day("2024-01-01"), last: day("2024-12-31") };
    const isDelayed = stratify(policy!).components.some(({ delayed }) => delayed);
    const results = runExamples(policy!, (one, facts) => evaluate(one, facts, isDelayed ? { horizon } : {}));
    const failed = results.filter(({ outcome }) => outcome === "fail");
    expect(
      failed.map(({ title, on, predicate, tuple, days }) => ({ title, on, predicate, tuple, days })),
    ).toEqual([]);
  });
});

describe("the pages about the language are policies, and their examples hold", () => {
  test.each(["language.md", "write-a-policy.md"])("%s", (page) => {
    const text = readFileSync(fileURLToPath(new URL(`../../../docs/${page}`, import.meta.url)), "utf8");
    const { policy, diagnostics } = readPolicy(text, page);
    const errors = diagnostics.filter(({ severity }) => severity === "error");
    expect(errors.map((error) => printDiagnostic(error, text)).join("\n")).toBe("");
    expect(formatPolicy(text), "it is laid out as the formatter does").toBe(text);
    const results = runExamples(policy!, evaluate);
    expect(results.length).toBeGreaterThan(5);
    expect(results.filter(({ outcome }) => outcome !== "pass")).toEqual([]);
  });
});

describe("bad policies", () => {
  const files = policiesIn("bad");

  test.each(files)("%s", (file) => {
    const { path, diagnostics, printed } = read("bad", file);
    matches(path.replace(/\.policy\.md$/, ".expected"), printed);
    expect(diagnostics.length).toBeGreaterThan(0);
  });

  test("there are enough of them, and no `.expected` without its policy", () => {
    expect(files.length).toBeGreaterThanOrEqual(45);
    for (const kind of ["good", "bad"])
      for (const name of readdirSync(folder(kind)))
        expect(existsSync(folder(kind) + name.replace(/\.expected$/, ".policy.md")), name).toBe(true);
  });

  test("every code that the language can report has a golden file", () => {
    const sources = readdirSync(fileURLToPath(new URL("../src/language/", import.meta.url)))
      .filter((name) => name.endsWith(".ts"))
      .map((name) => readFileSync(new URL(`../src/language/${name}`, import.meta.url), "utf8"))
      .join("\n");
    const codes = new Set(
      [...sources.matchAll(/(?:error|warning)(?:At)?\(\s*"([a-z-]+)"/g)].map(([, code]) => code!),
    );
    const reported = new Set(files.flatMap((file) => read("bad", file).diagnostics.map(({ code }) => code)));
    expect([...codes].filter((code) => !reported.has(code))).toEqual([]);
  });
});
