/** Letters as PDF: tagged, each language by itself, every text as it is. */
import { NodeCompiler } from "@myriaddreamin/typst-ts-node-compiler";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { letterAsPdf, type PrintedLetter } from "../src/index.ts";
import { pagesOf } from "../src/pdf/letter-pdf.ts";
import { LETTER_TEMPLATE } from "../src/pdf/letter-template.ts";

const letter: PrintedLetter = {
  versions: [
    {
      language: "en",
      subject: "What the decision means for you",
      date: "18 December 2023",
      office: "Users office",
      blocks: [
        { sort: "paragraph", lines: ["Dear colleague,"] },
        {
          sort: "list",
          lines: ["site access: last day 30 November 2024", "account: last day 29 January 2025"],
        },
        { sort: "paragraph", lines: ["Users office", "The laboratory"] },
      ],
    },
    {
      language: "fr",
      subject: "Ce que la décision signifie pour vous",
      date: "18 décembre 2023",
      office: "Bureau des utilisateurs",
      blocks: [{ sort: "paragraph", lines: ["Madame, Monsieur,"] }],
    },
  ],
  organisation: "The laboratory",
  to: ["p17"],
  reference: "decision-2023-12-15-3f2a91c07b5e, told",
  day: "2023-12-18",
  description: "Every person is made up.",
  isPreview: true,
};

const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString("latin1");

/** What stands in the set document: for each page its headings; and all texts of headings. */
function headingsOf(printed: PrintedLetter): string[] {
  const compiler = NodeCompiler.create();
  const compiled = compiler.compile({
    mainFileContent: LETTER_TEMPLATE,
    inputs: { letter: JSON.stringify(pagesOf(printed)) },
  });
  const found = compiler.query(compiled.result!, { selector: "heading" }) as { body: { text: string } }[];
  return found.map(({ body }) => body.text);
}

describe("a letter as a PDF", () => {
  it("is tagged, says its language, and has a page of its own for each", () => {
    const made = text(letterAsPdf(letter));
    expect(made.startsWith("%PDF-1.7")).toBe(true);
    expect(made).toContain("pdfuaid");
    expect(made).toMatch(/\/Lang\s*\(en\)/);
    expect(made.match(/\/Type\s*\/Page\b/g)).toHaveLength(2);
    const [, french] = letter.versions;
    const alone = text(letterAsPdf({ ...letter, versions: [french!] }));
    expect(alone).toMatch(/\/Lang\s*\(fr\)/);
    expect(alone.match(/\/Type\s*\/Page\b/g)).toHaveLength(1);
  });

  it("has the subject as heading, whatever Typst would make of it", () => {
    for (const said of [
      '#panic("read")',
      "$x^2$ *bold* _slanted_",
      "= heading ] [ @x <y>",
      "- item // no comment",
    ]) {
      const versions = letter.versions.map((each) => ({
        ...each,
        subject: said,
        blocks: [{ sort: "list" as const, lines: [said, said] }],
      }));
      expect(headingsOf({ ...letter, versions, to: [said], reference: said })).toEqual([said, said]);
    }
  });

  it("is the same bytes for the same letter, and others for another day", () => {
    const made = Buffer.from(letterAsPdf(letter));
    expect(made.equals(Buffer.from(letterAsPdf(structuredClone(letter))))).toBe(true);
    expect(made.equals(Buffer.from(letterAsPdf({ ...letter, day: "2023-12-19" })))).toBe(false);
    expect(made.equals(Buffer.from(letterAsPdf({ ...letter, isPreview: false })))).toBe(false);
  });

  it("never fails for what a letter says", () => {
    const words = fc.string({ unit: "binary", maxLength: 60 });
    const blocks = fc.array(
      fc.record({
        sort: fc.constantFrom("paragraph" as const, "list" as const),
        lines: fc.array(words, { minLength: 1, maxLength: 4 }),
      }),
      { maxLength: 5 },
    );
    fc.assert(
      fc.property(blocks, words, words, (all, subject, to) => {
        const versions = letter.versions.map((each) => ({ ...each, subject, blocks: all }));
        expect(letterAsPdf({ ...letter, versions, to: [to, to], organisation: to }).length).toBeGreaterThan(
          3_000,
        );
      }),
      { numRuns: 12 },
    );
  });

  it("is in some language", () => {
    expect(() => letterAsPdf({ ...letter, versions: [] })).toThrow("a letter is written in some language");
  });
});
