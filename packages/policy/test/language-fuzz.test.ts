/** Whatever the text, reading and formatting it never fails, and every problem has a place in it. */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { formatPolicy, printDiagnostic, readPolicy } from "../src/index.ts";

const TOUR = readFileSync(fileURLToPath(new URL("./golden/good/tour.policy.md", import.meta.url)), "utf8");
/** Words, signs and white space of a policy, to be stirred. */
const WORDS = [...new Set(TOUR.match(/[A-Za-z_]+|@[\w.]+|"[^"]*"|\d+-\d+-\d+|\d+|\s+|[^\w\s]/g))];

function isSound(text: string): void {
  const { policy, diagnostics } = readPolicy(text, "any.policy.md");
  const lines = text.split(/\r\n|\r|\n/);
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  expect(policy === undefined).toBe(errors.some(({ code }) => code !== "recursion-through-duration"));
  diagnostics.forEach((diagnostic, at) => {
    const { line, column, endLine, endColumn } = diagnostic.place;
    expect(line).toBeGreaterThanOrEqual(diagnostics[at - 1]?.place.line ?? 1);
    expect(line).toBeLessThanOrEqual(lines.length);
    expect(column).toBeGreaterThanOrEqual(1);
    expect(column).toBeLessThanOrEqual(lines[line - 1]!.length + 1);
    expect(endLine > line || endColumn >= column).toBe(true);
    expect(diagnostic.message).not.toMatch(/\.$|undefined|NaN|\[object/);
    expect(printDiagnostic(diagnostic, text)).toContain("^");
  });
  const once = formatPolicy(text);
  expect(formatPolicy(once)).toBe(once);
}

const inFences = (code: string): string => `# A policy\n\n\`\`\`policy\n${code}\n\`\`\`\n`;
/** COMITY_RUNS asks for longer runs. */
const runs = (count: number): number => Number(process.env.COMITY_RUNS ?? count);
const usual = { numRuns: runs(200) };

describe("reading never fails", () => {
  test("on bytes", () => {
    const bytes = fc.uint8Array({ maxLength: 400 }).map((list) => new TextDecoder().decode(list));
    fc.assert(fc.property(bytes, isSound), usual);
    fc.assert(fc.property(bytes.map(inFences), isSound), usual);
  });

  test("on letters of all alphabets", () => {
    fc.assert(fc.property(fc.string({ unit: "binary", maxLength: 200 }).map(inFences), isSound), usual);
    fc.assert(fc.property(fc.string({ unit: "grapheme", maxLength: 200 }).map(inFences), isSound), usual);
  });

  test("on words of a policy in any order", () => {
    const soup = fc
      .array(fc.constantFrom(...WORDS), { maxLength: 60 })
      .map((words) => inFences(words.join("")));
    fc.assert(fc.property(soup, isSound), usual);
  });

  test("on a good policy with words lost, doubled, exchanged and put in", () => {
    const words = TOUR.match(/[A-Za-z_]+|@[\w.]+|"[^"]*"|\d+-\d+-\d+|\d+|\s+|[^\w\s]/g)!;
    const change = fc.tuple(fc.nat(words.length - 1), fc.nat(3), fc.constantFrom(...WORDS));
    const mutated = fc.array(change, { minLength: 1, maxLength: 4 }).map((changes) => {
      const copy = [...words];
      for (const [at, how, word] of changes) {
        if (how === 0) copy.splice(at, 1);
        else if (how === 1) copy.splice(at, 0, copy[at]!);
        else if (how === 2) copy[at] = word;
        else copy.splice(at, 0, word);
      }
      return copy.join("");
    });
    fc.assert(fc.property(mutated, isSound), { numRuns: runs(50) });
  });

  test("on a good policy with letters changed or cut off", () => {
    const mutated = fc
      .tuple(fc.nat(TOUR.length), fc.nat(4), fc.string({ unit: "binary", maxLength: 3 }))
      .map(([at, lost, put]) => TOUR.slice(0, at) + put + TOUR.slice(at + lost));
    fc.assert(fc.property(mutated, isSound), { numRuns: runs(35) });
    fc.assert(
      fc.property(
        fc.nat(TOUR.length).map((end) => TOUR.slice(0, end)),
        isSound,
      ),
      { numRuns: runs(15) },
    );
  });

  test.each([
    ["brackets", `rule a(x: P) when ${"(".repeat(5_000)}b(x)${")".repeat(1_000)}`],
    ["open brackets", `rule a(x: P) when ${"(".repeat(1_000)}`],
    ["prefixes", `rule a(x: P) when ${"begins ".repeat(20_000)}b(x)`],
    ["minus signs", `rule a(x: P) when b(x), x = ${"-".repeat(20_000)}1`],
    ["sums", `rule a(x: P) when b(x), x = 1${" + 1".repeat(20_000)}`],
    ["windows", `rule a(x: P) when b(x)${" within the last 1 day".repeat(1_000)}`],
    ["conditions", `rule a(x: P) when b(x)${", b(x)".repeat(1_000)}`],
    ["alternatives", `rule a(x: P) when b(x)${" or b(x)".repeat(1_000)}`],
    ["nested lets", `rule a(x: P) when ${"(z = y + 1, ".repeat(18)}b(x)${", y = 1)".repeat(18)}`],
    ["declarations", "kind A\n".repeat(1_000)],
    ["broken declarations", "kind\n".repeat(300)],
    ["a long line", "a ".repeat(50_000)],
    ["spaces in a heading", `kind A\n\`\`\`\n# a${" ".repeat(100_000)}b ${"# ".repeat(10_000)}x`],
    ["spaces after a source", `kind A\n\`\`\`\nSource:${" ".repeat(100_000)}b${"\t".repeat(100_000)}x`],
    ["spaces after a fence", `kind A\n\`\`\`\n\`\`\`${" ".repeat(100_000)}b${" ".repeat(100_000)}\``],
    ["letters in a text", `rule a(x: P) "${"\\".repeat(100_001)}`],
  ])("on too many %s", (_, code) => {
    const before = performance.now();
    isSound(inFences(code));
    expect(performance.now() - before).toBeLessThan(20_000);
  });
});
