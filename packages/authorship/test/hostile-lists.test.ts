/** Whatever comes in, readers answer with a list or with a refusal that has a place, and in good time. Everybody is made up. */
import { ExchangeError, memorySource } from "@comity/exchange";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readList, WRITE_FORMATS, writeList } from "../src/index.ts";
import { largeList } from "./large-list.ts";
import { LIST } from "./made-up-list.ts";

const RUNS = Number(process.env.COMITY_RUNS ?? 25);
const encoder = new TextEncoder();
const bytesOf = async (format: (typeof WRITE_FORMATS)[number]): Promise<Uint8Array> => {
  const { content } = await writeList(LIST, format);
  return typeof content === "string" ? encoder.encode(content) : content;
};

/** Reads; whoever is in the file is in the list or counted as left out, and each who is left out is said. */
async function survives(bytes: Uint8Array): Promise<"read" | string> {
  try {
    const { list, authorsIn, leftOut, notes } = await readList(memorySource("list", bytes));
    expect(list.authors.length + leftOut).toBe(authorsIn);
    expect(notes.filter(({ code }) => code === "unnamed-author")).toHaveLength(leftOut);
    for (const { place } of notes) expect(place?.line).toBeGreaterThan(0);
    const keys = new Set(list.organisations.map(({ key }) => key));
    for (const { affiliations } of list.authors)
      for (const { organisation } of affiliations) expect(keys.has(organisation)).toBe(true);
    return "read";
  } catch (error) {
    if (!(error instanceof ExchangeError)) throw error;
    for (const { message, place } of error.problems) {
      expect(message).toMatch(/^[^A-Z]/);
      expect(place?.file).toBe("list");
    }
    return error.message;
  }
}

describe("every reader of lists", () => {
  it.each(WRITE_FORMATS)(
    "survives %s cut off, with a byte changed, a piece lost or doubled",
    async (format) => {
      const good = await bytesOf(format);
      const anywhere = fc.nat(good.length - 1);
      const spoilt = fc.oneof(
        anywhere.map((at) => good.slice(0, at)),
        fc.tuple(anywhere, fc.nat(255)).map(([at, byte]) => good.map((old, k) => (k === at ? byte : old))),
        fc
          .tuple(anywhere, fc.nat(60))
          .map(([at, count]) => Uint8Array.of(...good.slice(0, at), ...good.slice(at + count))),
        fc
          .tuple(anywhere, fc.nat(60))
          .map(([at, count]) => Uint8Array.of(...good.slice(0, at + count), ...good.slice(at))),
      );
      await fc.assert(
        fc.asyncProperty(spoilt, (bytes) => survives(bytes).then(() => undefined)),
        { numRuns: RUNS },
      );
    },
  );

  it("survives random text of the signs that mean something", async () => {
    const sign = fc.constantFrom(
      ..."\\{}[]$^_~%&#<>/\"'=,;:()¹²†*1a2bA. \n",
      "\\author",
      "\\affiliation",
      "\\institute{",
      "\\newcommand",
      "<sup>",
      "</sup>",
      "<contrib-group>",
      "<aff id='a'>",
      '{"authors": [',
      "A. Müster",
    );
    const text = fc.array(sign, { maxLength: 60 }).map((signs) => encoder.encode(signs.join("")));
    await fc.assert(
      fc.asyncProperty(text, (bytes) => survives(bytes).then(() => undefined)),
      { numRuns: RUNS * 20 },
    );
  });

  it.each([
    ["nothing", "", "the file is empty"],
    ["a page without a name", "<html><body><p>1 2 3</p></body></html>", "no author was found"],
    [
      "entities of its own",
      '<!DOCTYPE a [<!ENTITY x "y">]><article><contrib-group/></article>',
      "declares entities",
    ],
    [
      "an external entity",
      '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><collaborationauthorlist/>',
      "declares entities",
    ],
    [
      "commands that call themselves",
      "\\newcommand{\\a}{\\a\\a\\a}\\author{\\a}",
      "come to an end|no author",
    ],
    [
      "commands that grow",
      `${Array.from({ length: 30 }, (_, at) => `\\newcommand{\\m${"x".repeat(at + 1)}}{${at === 0 ? "ha" : `\\m${"x".repeat(at)}\\m${"x".repeat(at)}\\m${"x".repeat(at)}`}}`).join("")}\\author{\\m${"x".repeat(30)}}`,
      "come to an end|no author",
    ],
    ["braces without end", `\\author{${"{".repeat(5000)}`, "deep|never closed"],
    [
      "a brace that is never closed",
      "\\author{A. Model}\\affiliation{Example",
      "line 1: a brace is opened here and never closed",
    ],
    ["JSON that is cut", '{"authors": [{"name": "Model, C."}', "expected|end"],
    ["JSON without authors", '{"a": 1}', "no list of `authors`"],
    ["a table of something else", "Lastname,Firstname\n", "no author was found"],
    ["a PDF", "%PDF-1.7", "an archive or a document"],
  ])("refuses %s, and says why", async (_, text, message) => {
    expect(await survives(encoder.encode(text))).toMatch(new RegExp(message));
  });

  it("refuses 50 MB of one line without reading it all twice", async () => {
    for (const lead of [
      "\\author{",
      "A. Model1, ",
      '{"authors": [',
      "Lastname,Firstname,Affiliation\n",
      "<html><p>",
      "<collaborationauthorlist><authors>",
    ]) {
      const bytes = new Uint8Array(50_000_000).fill(97);
      bytes.set(encoder.encode(lead));
      expect(await survives(bytes)).toMatch(/more than|letters come without a tag|too long/);
    }
  });

  it("reads another encoding, and says where it is not UTF-8", async () => {
    const latin = Uint8Array.from("A. M\u00fcster1\nB. Model1\n\n1 Example University", (letter) =>
      letter.charCodeAt(0),
    );
    const { list, notes } = await readList(memorySource("list", latin));
    expect(list.authors.map(({ paperName }) => paperName)).toEqual(["A. Müster", "B. Model"]);
    expect(notes.map(({ code, place }) => [code, place?.line])).toEqual([["not-utf-8", 1]]);
  });

  it("reads as many people as stand in a large list, whatever the format", async () => {
    const large = largeList(600, 60);
    for (const format of WRITE_FORMATS) {
      const { content } = await writeList(large, format);
      const { authorsIn, leftOut, list } = await readList(memorySource("list", content));
      expect([format, authorsIn, leftOut, list.organisations.length]).toEqual([format, 600, 0, 60]);
    }
  });
});
