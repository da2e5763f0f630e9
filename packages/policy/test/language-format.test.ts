/** The formatter moves white space only, and what it has laid out it leaves alone. */
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { formatPolicy, printPolicy, readPolicy } from "../src/index.ts";
import { tokenize } from "../src/language/parser.ts";
import { policies } from "./random.ts";

/** COMITY_RUNS asks for longer runs. */
const runs = (count: number): number => Number(process.env.COMITY_RUNS ?? count);

const GOOD = fileURLToPath(new URL("./golden/good/", import.meta.url));
const good = readdirSync(GOOD)
  .filter((name) => name.endsWith(".policy.md"))
  .map((name) => [name, readFileSync(GOOD + name, "utf8")] as const);

const code = (text: string): string => /```policy\n([\s\S]*?)\n```/.exec(text)![1]!;
const inFences = (lines: string): string => `# A policy\n\n\`\`\`policy\n${lines}\n\`\`\`\n`;
const imagesIn = (lines: string): string[] => {
  const { tokens, comments } = tokenize(lines);
  return [...tokens, ...comments]
    .sort((a, b) => a.offset - b.offset)
    .map(({ image }) => image.trimEnd().replace(/\s+/g, " "));
};
const withoutPlaces = (text: string): string =>
  JSON.stringify(readPolicy(text, "a.policy.md", { horizon: true }).policy, (key, value) =>
    key === "place" ? undefined : value,
  );

/** The tokens with any white space and comments between them that keep them apart. */
function stirred(lines: string, gaps: readonly string[]): string {
  const { tokens } = tokenize(lines);
  return tokens.map(({ image }, at) => image + gaps[at % gaps.length]).join("");
}

const gaps = fc.array(
  fc.constantFrom(" ", "  ", "\n", "\n\n\n", "\t", " \r\n ", " // said here\n", "\n// said above\n  "),
  { minLength: 1, maxLength: 40 },
);

describe("the formatter", () => {
  test("keeps tokens, comments and the policy, whatever stands between them", () => {
    fc.assert(
      fc.property(policies(), gaps, (policy, between) => {
        const lines = stirred(code(printPolicy(policy)), between);
        const formatted = formatPolicy(inFences(lines));
        expect(imagesIn(code(formatted))).toEqual(imagesIn(lines));
        expect(formatPolicy(formatted)).toBe(formatted);
        expect(withoutPlaces(formatted)).toBe(withoutPlaces(inFences(lines)));
      }),
      { numRuns: runs(60) },
    );
  });

  test.each(good)("brings %s back from any white space", (_, text) => {
    const blocks = text.split(/(```policy\n[\s\S]*?\n```)/);
    const oneLine = blocks.map((block) =>
      block.startsWith("```policy") ? block.replace(/\n *(?=[^\s`])/g, "\n\t ") : block,
    );
    expect(formatPolicy(oneLine.join("")).replace(/\n+/g, "\n")).toBe(text.replace(/\n+/g, "\n"));
  });

  test("leaves prose, and blocks that cannot be read, as they are", () => {
    const text =
      "#  Title \n\n```policy\nrule a(x:P)when\n```\n\n  prose\t\n```policy\nkind   A\n```\n~~~\nkind   B\n~~~\n";
    expect(formatPolicy(text)).toBe(text.replace("kind   A", "kind A"));
  });

  test("keeps line ends and the indentation of a block in a list", () => {
    const text = "- a list\r\n  ```policy\r\n  kind   A\r\n  rule a(x:A)when b(x)\r\n  ```\r\n";
    expect(formatPolicy(text)).toBe(
      "- a list\r\n  ```policy\r\n  kind A\r\n\r\n  rule a(x: A)\r\n    when b(x)\r\n  ```\r\n",
    );
  });

  test("keeps a condition in brackets apart from the bounds before it, and breaks it as one", () => {
    const laidOut = [
      "rule gone(person: Person)",
      "  when works(person) since [0 days to 60 days] (begins leaves(person),",
      "       works(person) within the last 1 day to 1 day)",
      "  or   works(person) until [1 year or more] (leaves(person) or works(person))",
    ].join("\n");
    const written = laidOut.replace(/\n +/g, " ").replaceAll("] (", "](");
    expect(code(formatPolicy(inFences(written)))).toBe(laidOut);
  });

  test("breaks long lines after commas, and keeps comments where they were", () => {
    const long = Array.from({ length: 9 }, (_, at) => `condition_number_${at}(person)`).join(", ");
    const text = inFences(
      `rule a(person: Person) // of people\nwhen ${long}\n// none of these\nunless c(person)`,
    );
    expect(code(formatPolicy(text))).toBe(
      [
        "rule a(person: Person)  // of people",
        "  when condition_number_0(person), condition_number_1(person), condition_number_2(person),",
        "       condition_number_3(person), condition_number_4(person), condition_number_5(person),",
        "       condition_number_6(person), condition_number_7(person), condition_number_8(person)",
        "  // none of these",
        "  unless c(person)",
      ].join("\n"),
    );
  });
});
