/**
 * XML that is as it should be is read by another way than XML with flaws. Both must hand out the same, wherever a file is cut into
 * pieces and wherever its first flaw stands: a flaw in front makes the parser read the whole of it, and nothing else may differ.
 */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ExchangeError, readXml } from "../src/index.ts";

/** No line break, so that lines stay; saxes says one thing of it. */
const FLAW = "<!--a--b-->";

/** Everything that a handler is told, or the refusal. */
async function told(xml: string, cut: readonly number[] = []): Promise<string[]> {
  const bytes = new TextEncoder().encode(xml);
  const places = [...new Set(cut.map((part) => Math.floor(part * bytes.length)))].sort((a, b) => a - b);
  const pieces = [...places, bytes.length].map((end, at) => bytes.subarray(places[at - 1] ?? 0, end));
  const events: string[] = [];
  try {
    await readXml(
      { name: "list.xml", bytes: () => pieces },
      {
        open: (name, attributes, line) => events.push(`${line} <${name} ${JSON.stringify(attributes)}`),
        close: (name, text, line) => events.push(`${line} ${name}> ${JSON.stringify(text)}`),
        mended: (message, line) => events.push(`${line} ${message}`),
      },
    );
  } catch (error) {
    if (!(error instanceof ExchangeError)) throw error;
    const [problem] = error.problems;
    events.push(`${problem!.place?.line} refused: ${problem!.message}`);
  }
  return events;
}

const pick = (...all: string[]): fc.Arbitrary<string> => fc.constantFrom(...all);
const name = pick("a", "b", "foaf:Person", "cal:x1", "_y-z.");
const text = pick(
  "",
  " ",
  "\n",
  "\r\n",
  "\r",
  "Müller",
  "a &amp; b",
  "&#233;&#x10FFFF;",
  "Иван\n",
  "𝒜",
  "]] >",
);
const flaw = pick(
  "&eacute;",
  "&",
  "]]>",
  "\u0085",
  "\u0001",
  "&#0;",
  "<",
  "</c>",
  "<a b>",
  "<!-- -- -->",
  "<?xml?>",
  "&#xD800;",
);
const value = pick(`"v"`, `'it"s'`, `"x>y"`, `"&lt;&#10;"`, `"two\nlines\t"`, `""`);
const attributes = fc
  .uniqueArray(fc.tuple(pick("id", "source", "xmlns:cal"), value), { selector: ([key]) => key, maxLength: 3 })
  .map((all) => all.map(([key, own]) => ` ${key} = ${own}`).join(""));
const { element } = fc.letrec<{ element: string; inner: string }>((tie) => ({
  element: fc
    .tuple(name, attributes, fc.array(tie("inner"), { maxLength: 4 }), fc.boolean())
    .map(([tag, own, inner, isEmpty]) =>
      isEmpty ? `<${tag}${own} />` : `<${tag}${own}>${inner.join("")}</${tag} >`,
    ),
  inner: fc.oneof(
    { weight: 4, arbitrary: text },
    { weight: 4, arbitrary: tie("element") },
    pick("<!-- -c- -->", "<![CDATA[<a>&]] ]]>", "<?go on?>"),
    flaw,
  ),
}));
const lead = pick("", "<!DOCTYPE a SYSTEM 'a.dtd'>\n", "<?go?>", "<!DOCTYPE a [<!ELEMENT a ANY>]>");
const documents = fc
  .tuple(lead, element, pick("", "\n", "<!-- end -->", "x", "<b/>"))
  .map((all) => all.join(""));
const cuts = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 4 });

/** What the parser says of the whole of it, without the flaw in front that made it read it. */
async function byParser(xml: string, begins = ""): Promise<string[]> {
  const all = await told(`${begins}${FLAW}${xml.slice(begins.length)}`);
  const first = all.findIndex((event) => /malformed comment/i.test(event));
  expect(first).toBeGreaterThanOrEqual(0);
  return all.filter((_, at) => at !== first);
}

describe("XML read in the plain way", () => {
  it("hands out what the parser hands out, in whatever pieces it comes", async () => {
    await fc.assert(
      fc.asyncProperty(documents, cuts, async (xml, cut) => {
        expect(await told(xml, cut)).toEqual(await byParser(xml));
      }),
      { numRuns: Number(process.env.COMITY_RUNS ?? 300) },
    );
  });

  it("hands out the same of files that were cut off, after a declaration", async () => {
    const begins = '<?xml version="1.0" encoding="UTF-8" standalone=\'yes\'?>';
    const xml = `${begins}\n<a>\n<b id="1">Mü&amp;ller</b><c/>\n<!-- x --></a>\n`;
    for (let end = begins.length; end <= xml.length; end++) {
      const part = xml.slice(0, end);
      expect(await told(part, [0.3, 0.9])).toEqual(await byParser(part, begins));
    }
  });

  it.each(['<?xml version="1.1"?>', "<?xml encoding='utf-8'?>", "<?xml ?>"])(
    "leaves the declaration %s to the parser",
    async (declaration) => {
      const events = await told(`${declaration}<a>x</a>`);
      expect(events.slice(-2)).toEqual(["1 <a {}", '1 a> "x"']);
    },
  );
});
