import { createHash } from "node:crypto";
import { NodeCompiler } from "@myriaddreamin/typst-ts-node-compiler";
import fc from "fast-check";
import { describe, expect, it, vi } from "vitest";
import { factSheetAsPdf, PrintError } from "../src/index.ts";
import { sheetPages } from "../src/pdf/fact-sheet-pdf.ts";
import { TEMPLATE } from "../src/pdf/template.ts";
import { typeset } from "../src/pdf/typeset.ts";
import { full, withTexts } from "./sheet-for-tests.ts";

const head = { position: 1234, hash: "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08" };
const hash = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");

/** The texts that stand in the set document, as Typst holds them: each a text, or what the template made of one. */
function textsOn(pages: object): string[] {
  const compiler = NodeCompiler.create();
  const compiled = compiler.compile({ mainFileContent: TEMPLATE, inputs: { pages: JSON.stringify(pages) } });
  const texts: string[] = [];
  const walk = (value: unknown): void => {
    if (typeof value !== "object" || value === null) return;
    const { func, text } = value as { func?: unknown; text?: unknown };
    if (func === "text" && typeof text === "string") texts.push(text);
    for (const each of Object.values(value)) walk(each);
  };
  for (const selector of ["heading", "table", "list"]) walk(compiler.query(compiled.result!, { selector }));
  return texts;
}

/** Each would do something else than be printed, if Typst read it. */
const MARKUP = [
  '#panic("read")',
  "$x^2$ and $",
  "*bold* _slanted_",
  "[brackets] ] [",
  "@reference <label>",
  "= heading",
  "- item",
  '#import "/etc/passwd": *',
  "\\ \\u{1f600} ~ --- //comment /* never closed",
  "https://example.org/#fragment",
];

describe("a fact sheet as a PDF", () => {
  it("is tagged for whoever hears it read, and says which language it is in", () => {
    const text = Buffer.from(factSheetAsPdf(full, { head, language: "fr" })).toString("latin1");
    expect(text.startsWith("%PDF-1.7")).toBe(true);
    expect(text).toContain("/StructTreeRoot");
    expect(text).toMatch(/\/Lang\s*\(fr\)/);
    expect(text).toContain("pdfuaid");
  });

  it("prints every text as it is, whatever Typst would make of it", () => {
    for (const said of MARKUP) {
      const sheet = withTexts(full, () => said);
      const texts = textsOn(sheetPages(sheet, { head }));
      expect(texts.filter((text) => text === said).length, said).toBeGreaterThan(20);
      expect(factSheetAsPdf(sheet, { head }).length).toBeGreaterThan(10_000);
    }
  });

  it("never fails for what a sheet says", () => {
    const words = fc.string({ unit: "binary", maxLength: 40 });
    fc.assert(
      fc.property(fc.array(words, { minLength: 1, maxLength: 30 }), (all) => {
        let next = 0;
        const sheet = withTexts(full, () => all[next++ % all.length]!);
        expect(factSheetAsPdf(sheet).length).toBeGreaterThan(10_000);
      }),
      { numRuns: 25 },
    );
  });

  it("keeps its tags where no font can show a text", () => {
    const text = Buffer.from(factSheetAsPdf(withTexts(full, () => "\u{13000}\u{12000}"))).toString("latin1");
    expect(text).toContain("/StructTreeRoot");
    expect(text).not.toContain("pdfuaid");
  });

  it("is the same bytes whenever it is made, and others for another head or language", () => {
    const made = hash(factSheetAsPdf(full, { head }));
    vi.useFakeTimers({ now: new Date("2031-05-06T07:08:09Z") });
    try {
      expect(hash(factSheetAsPdf(full, { head }))).toBe(made);
    } finally {
      vi.useRealTimers();
    }
    const others = [
      factSheetAsPdf(full),
      factSheetAsPdf(full, { head: { ...head, position: 1235 } }),
      factSheetAsPdf(full, { head, language: "fr" }),
      factSheetAsPdf(full, { head, isCleared: true }),
    ];
    expect(new Set([made, ...others.map(hash)]).size).toBe(5);
  });

  it("says on every page which head it is of, what was known, and that people are made up", () => {
    const { foot, meta, cleared } = sheetPages(full, { head, isCleared: true });
    expect(foot).toEqual({
      line: "A made-up registry · as known on 2023-12-15",
      hash: `Head of the registry: ${head.hash}`,
      description: "Every person is made up.",
    });
    expect(meta).toContainEqual({
      label: "As known on",
      value: "2023-12-15, after 1,234 acts",
      isCode: false,
    });
    expect(cleared).toBe("All figures shown: for cleared readers only");
    expect(sheetPages(full).foot.hash).toBeNull();
  });

  it("says that figures are hidden where one is, and only there", () => {
    expect(sheetPages({ ...full, people: null }).hiddenNote).toContain("···");
    const open = { ...full, gains: { people: 0, entitlements: [] } };
    expect(sheetPages(open).hiddenNote).toBeNull();
    const unpaid = { ...open, money: { ...open.money, increasePercent: null } };
    expect(sheetPages(unpaid).hiddenNote).toBeNull();
  });

  it("prints all parts in both languages, with the same figures", () => {
    const english = sheetPages(full, { language: "en" });
    const french = sheetPages(full, { language: "fr" });
    expect(french.sections.map(({ blocks }) => blocks.length)).toEqual(
      english.sections.map(({ blocks }) => blocks.length),
    );
    expect(english.sections.map(({ title }) => title)).toMatchInlineSnapshot(`
      [
        "Clauses that the draft breaks",
        "To be known",
        "What would be lost, and when",
        "What would be gained",
        "Agreements",
        "Which grants",
        "Where",
        "Among them",
        "Who would not be touched",
        "What each could do to stay",
        "Money, in units of the shares",
        "Somebody must be named to take over",
      ]
    `);
    expect(french.sections.map(({ title }) => title)).toMatchInlineSnapshot(`
      [
        "Clauses que le projet enfreint",
        "À savoir",
        "Ce qui serait perdu, et quand",
        "Ce qui serait gagné",
        "Accords",
        "Liste : subventions",
        "Où",
        "Parmi elles",
        "Qui ne serait pas touché",
        "Ce que chacun pourrait faire pour rester",
        "Finances, en unités des quotes-parts",
        "Quelqu’un doit être désigné pour reprendre",
      ]
    `);
    expect(french.answer).toMatchInlineSnapshot(
      `"4 personnes perdraient un droit, dans 2 instituts, la première le 2024-12-01. Parmi elles, 1 personne garde tout par un autre institut. De même : 1 subvention, la première perte étant le 2024-12-01."`,
    );
    expect(english.answer).toMatchInlineSnapshot(
      `"4 people would lose something, at 2 institutes, the first on 2024-12-01. Of these, 1 person keeps it all through another institute. So would 1 grant, the first on 2024-12-01."`,
    );
  });

  it("tells a fault of a template from what it was given", () => {
    expect(() => typeset("#nonsense", {})).toThrow(PrintError);
    expect(() => typeset("#nonsense", {})).toThrow("the document cannot be set: unknown variable: nonsense");
  });
});
