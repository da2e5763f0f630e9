/** Item 4 of author lists: what a neutral line carries in every format, and what matching takes from it there. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type Author,
  type AuthorList,
  CONNECTIONS,
  downstream,
  type Organisation,
  shippedSigningPolicies,
  takenFrom,
  WRITE_FORMATS,
  type WriteFormat,
  writeList,
} from "../src/index.ts";
import { safeLine } from "../src/signing/line-safety.ts";
import { read } from "./as-lines.ts";

const PROGRAMS: readonly WriteFormat[] = ["author.xml", "jats", "arxiv", "csv", "xlsx"];
/** The two lines that INSPIRE's own repair knows. */
const KNOWN =
  /Affiliated with an (?:institute|international laboratory) covered by a cooperation agreement with CERN/g;

/** Every line of every policy that comes with the project. */
const SHIPPED = [
  ...new Set(
    shippedSigningPolicies().flatMap(({ affiliations }) =>
      affiliations.flatMap(({ print }) =>
        typeof print === "object" ? [print.line, ...(print.again === undefined ? [] : [print.again])] : [],
      ),
    ),
  ),
];
/** Lines as a list from elsewhere may have them. */
const FOREIGN = [
  "Institute covered by a cooperation agreement with CERN, Geneva, Switzerland",
  "Affiliated with an institute in Russia covered by a cooperation agreement",
  "Also at another institute or international laboratory covered by a cooperation agreement with CERN",
  "An institute formerly covered by a co-operation agreement with the European Organization for Nuclear Research (CERN)",
];

const NAMES = ["Ashwood", "Brook", "Cliffe", "Dale", "Elmer", "Field", "Grove", "Heath"];
const author = (at: number, ties: Author["affiliations"]): Author => ({
  key: `author-${at}`,
  paperName: `A. ${NAMES[at]}`,
  familyName: NAMES[at]!,
  givenName: "A.",
  affiliations: ties,
  ids: [],
  collaborations: [],
});

/** Each line carries all that it may not, is somebody's only affiliation, and one of another by each connection. */
function listOf(lines: readonly string[]): AuthorList {
  const organisations = [
    { key: "o1", name: "Example University, Town, Freedonia", ids: [] },
    ...lines.map(
      (name, at): Organisation => ({
        key: at === 0 ? "CERN" : `o${at + 2}`,
        name,
        ids: [
          { source: "ROR", value: "01ggx4157" },
          { source: "INSPIRE", value: "Host Lab" },
        ],
        country: "CH",
        address: "1211 Geneva 23, Switzerland",
        domain: "host.example.ch",
      }),
    ),
  ];
  const authors = organisations.slice(1).flatMap(({ key }, at) => [
    author(at * 2, [{ organisation: key, connection: "affiliated with" }]),
    author(at * 2 + 1, [
      { organisation: "o1", connection: "affiliated with" },
      { organisation: key, connection: CONNECTIONS[1 + (at % 4)]! },
    ]),
  ]);
  return { collaborations: [], organisations, authors, acknowledgements: [] };
}

async function readAgain(list: AuthorList, format: WriteFormat, options = {}) {
  const { content, extension, notes } = await writeList(list, format, options);
  const text = typeof content === "string" ? content : "";
  return { text, notes, again: (await read(content, `list${extension}`)).list };
}

describe("a neutral line as it is written", () => {
  const lines = fc.shuffledSubarray([...SHIPPED, ...FOREIGN], { minLength: 1, maxLength: 4 });

  it.each(WRITE_FORMATS)("carries no id, country or address in %s", async (format) => {
    await fc.assert(
      fc.asyncProperty(lines, async (names) => {
        const { text, again } = await readAgain(listOf(names), format);
        expect(text).not.toMatch(/01ggx4157|Host Lab|host\.example|1211 Geneva|"CERN"/);
        for (const organisation of again.organisations.filter(({ neutral }) => neutral === true))
          expect(organisation).toEqual({
            key: organisation.key,
            name: organisation.name,
            ids: [],
            neutral: true,
          });
        // Each is a line again, and nobody lost one.
        const own = new Set(
          again.organisations.flatMap(({ key, neutral }) => (neutral === true ? [key] : [])),
        );
        expect(
          again.authors.map(
            ({ affiliations }) => affiliations.filter(({ organisation }) => own.has(organisation)).length,
          ),
        ).toEqual(again.authors.map(() => 1));
      }),
      { numRuns: 15 },
    );
  });

  it.each(PROGRAMS)("has no words in %s from which a matcher takes the host or a country", async (format) => {
    await fc.assert(
      fc.asyncProperty(lines, async (names) => {
        const { text, again } = await readAgain(listOf(names), format);
        expect(downstream(again)).toMatchObject({ isSafe: true, authorsHarmed: 0 });
        expect(text.replace(KNOWN, "")).not.toMatch(/CERN|European Organi|Switzerland|Russia/);
      }),
      { numRuns: 15 },
    );
  });

  it("stands in its own words where people read it, and that is said where they are taken for the host", async () => {
    for (const name of SHIPPED) {
      const { text, notes } = await readAgain(listOf([name]), "html");
      expect(text).toContain(name);
      const isTaken = Object.keys(takenFrom(`Also ${name}`)).length > 0;
      expect(notes.some((note) => note.startsWith(`\`${name}\` stands as it is printed`))).toBe(isTaken);
    }
  });

  it("has the words that are asked for", async () => {
    const past =
      "Authors affiliated with an institute formerly covered by a cooperation agreement with CERN.";
    const list = listOf([past]);
    const safe = "Authors affiliated with an institute formerly covered by a cooperation agreement";
    expect((await readAgain(list, "author.xml", { lines: "as printed" })).text).toContain(past);
    expect((await readAgain(list, "revtex", { lines: "safe" })).text).not.toContain("CERN");
    const { notes } = await readAgain(list, "author.xml");
    expect(notes).toContain(
      `\`${past}\` is written as \`${safe}.\`, from which no program takes the host or a country`,
    );
  });

  it.each([
    [
      "Affiliated with an institute covered by a cooperation agreement with CERN",
      "Affiliated with an institute covered by a cooperation agreement with CERN",
    ],
    [
      "Affiliated with an institute in Russia covered by a cooperation agreement with CERN, Geneva, Switzerland",
      "Affiliated with an institute covered by a cooperation agreement",
    ],
    ["CERN", "Affiliated with an institute covered by a cooperation agreement"],
    [
      "International laboratory formerly at CERN, Geneva, Switzerland",
      "Affiliated with an international laboratory formerly covered by a cooperation agreement",
    ],
  ])("is made safe: %s", (line, expected) => {
    expect(safeLine(line)).toBe(expected);
  });
});
