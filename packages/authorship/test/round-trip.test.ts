/** What we write, we read: the same people in the same order with the same institutes, up to what each format holds. */
import { memorySource } from "@comity/exchange";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type Affiliation,
  type Author,
  type AuthorList,
  type Organisation,
  readList,
  WRITE_FORMATS,
  type WriteFormat,
  writeList,
} from "../src/index.ts";
import { asLines } from "./as-lines.ts";
import { LIST } from "./made-up-list.ts";

const RUNS = Number(process.env.COMITY_RUNS ?? 40);
const TEX: readonly WriteFormat[] = ["revtex", "jhep", "elsarticle", "aastex", "epjc", "mnras", "aa", "pos"];
const DATA: readonly WriteFormat[] = ["author.xml", "jats", "csv", "xlsx"];
/** Formats with footnotes: institutes of the list first, what is a footnote after them. */
const FOOTNOTED: readonly WriteFormat[] = [...TEX, "html"];

async function again(list: AuthorList, format: WriteFormat): Promise<AuthorList> {
  const { content, extension } = await writeList(list, format);
  const read = await readList(memorySource(`list${extension}`, content));
  expect([read.authorsIn, read.leftOut]).toEqual([list.authors.length, 0]);
  return read.list;
}

/** A list with what a format holds of it. */
function held(list: AuthorList, format: WriteFormat): AuthorList {
  const authors = list.authors.map((author): Author => {
    const { notes, corresponding, deceased, ...rest } = author;
    const has = format !== "arxiv" && format !== "author.xml";
    const affiliations: readonly Affiliation[] =
      format === "arxiv"
        ? author.affiliations.map((each) => ({ ...each, connection: "affiliated with" as const }))
        : FOOTNOTED.includes(format)
          ? [...author.affiliations].sort(
              (a, b) =>
                Number(a.connection !== "affiliated with") - Number(b.connection !== "affiliated with"),
            )
          : author.affiliations;
    return {
      ...rest,
      paperName: format === "arxiv" ? author.paperName.replace(/,/g, "") : author.paperName,
      affiliations,
      ids: format === "arxiv" ? [] : author.ids,
      ...(has && notes !== undefined ? { notes } : {}),
      ...(has && corresponding !== undefined ? { corresponding } : {}),
      ...(format !== "arxiv" && deceased === true ? { deceased } : {}),
    };
  });
  return { ...list, authors };
}

const LETTERS = [..."abcdefghilmnoprstuvyzéüñçøłßąčğőşťžàêîåæ", ..."ивановпримерўї", "ế", "ș"];
const word = fc
  .array(fc.constantFrom(...LETTERS), { minLength: 3, maxLength: 8 })
  .map((letters) => letters.join(""))
  .map((text) => text[0]!.toLocaleUpperCase("en").slice(0, 1) + text.slice(1))
  .filter((text) => /^\p{Lu}/u.test(text));
const initial = fc.constantFrom("A.", "B.-C.", "É.", "Ю.", "J. M.");
const particle = fc.constantFrom("", "van den ", "de la ", "von ", "El ");
const suffix = fc.constantFrom("", "", "", ", Jr.");
const paperName = fc
  .tuple(initial, particle, word, suffix)
  .map(([first, lead, family, end]) => `${first} ${lead}${family}${end}`);
/** Text with every sign that means something in one of the formats. */
const institute = fc
  .tuple(
    fc.constantFrom("Department of ", "1st Institute of ", "Institut für ", "II. ", ""),
    word,
    fc.constantFrom("", " & Söhne", " (R&D)", " 50% #1", " $x_1$ ~{a}", " <b> \\ ^", " -- ``q''", " O'Neil"),
    fc.constantFrom("", ", Town, Freedonia", "; Freedonia"),
  )
  .map((parts) => parts.join(""));
const connection = fc.constantFrom(
  "affiliated with",
  "affiliated with",
  "also at",
  "now at",
  "visitor",
) as fc.Arbitrary<Affiliation["connection"]>;

const anyList: fc.Arbitrary<AuthorList> = fc
  .record({
    names: fc.uniqueArray(institute, { minLength: 1, maxLength: 5 }),
    people: fc.uniqueArray(
      fc.record({
        paperName,
        orcid: fc.constantFrom("", "0000-0002-1825-0097", "0000-0002-1694-233X", "0000-0001-5109-3700"),
        deceased: fc.boolean(),
        email: fc.constantFrom("", "", "a_b@example.org"),
        note: fc.constantFrom("", "", "Supported by a fund"),
        ties: fc.uniqueArray(fc.tuple(fc.nat(4), connection), { maxLength: 3, selector: ([at]) => at }),
      }),
      { minLength: 2, maxLength: 6, selector: (person) => person.paperName },
    ),
    collaboration: fc.constantFrom("", "EXAMPLE", "Made & Up"),
  })
  .map(({ names, people, collaboration }) => ({
    collaborations: collaboration === "" ? [] : [{ key: "c1", name: collaboration }],
    organisations: names.map((name, at): Organisation => ({ key: `o${at + 1}`, name, ids: [] })),
    authors: people.map(({ paperName: name, orcid, deceased, email, note, ties }, at): Author => {
      const [, first = "", rest = ""] = /^((?:\S+\.\s?)+)\s*(.*)$/u.exec(name) ?? [];
      return {
        key: `author-${at + 1}`,
        paperName: name,
        familyName: rest.replace(/, Jr\.$/, ""),
        givenName: first.trim(),
        affiliations: ties
          .filter(([to]) => to < names.length)
          .map(([to, how]) => ({ organisation: `o${to + 1}`, connection: how })),
        ids: orcid === "" ? [] : [{ source: "ORCID", value: orcid }],
        collaborations: [],
        ...(deceased ? { deceased: true } : {}),
        ...(email === "" ? {} : { corresponding: { email } }),
        ...(note === "" ? {} : { notes: [note] }),
      };
    }),
    acknowledgements: [],
  }))
  // Somebody must have an institute, else a line of names is any line of names.
  .filter(({ authors }) => authors[0]!.affiliations.some((each) => each.connection === "affiliated with"));

describe("a list that is written and read", () => {
  it.each(WRITE_FORMATS)("has the same people and institutes in %s", async (format) => {
    expect(asLines(await again(LIST, format))).toEqual(asLines(held(LIST, format)));
  });

  it("is the same in our own JSON, all of it", async () => {
    expect(await again(LIST, "json")).toEqual(LIST);
  });

  it.each(WRITE_FORMATS)("has them whatever the list: %s", async (format) => {
    await fc.assert(
      fc.asyncProperty(anyList, async (list) => {
        // Data may hold TeX in its names, and is read so.
        fc.pre(!DATA.includes(format) || list.organisations.every(({ name }) => !/[\\~{}]/.test(name)));
        expect(asLines(await again(list, format))).toEqual(asLines(held(list, format)));
      }),
      { numRuns: format === "xlsx" ? Math.ceil(RUNS / 4) : RUNS },
    );
  });

  it("numbers institutes as they first appear, or as the list has them; marks as authors chose, or ascending", async () => {
    const line = async (options: object): Promise<string> =>
      ((await writeList(LIST, "arxiv", options)).content as string).split(" ((1)")[0]!;
    expect(await line({})).toContain(
      "C. M. Müller (1 and 2), B. van den Beispiel (3), И. Примеров (2 and 4)",
    );
    expect(await line({ numbering: "as listed" })).toContain("C. M. Müller (3 and 1)");
    expect(await line({ numbering: "as listed", marks: "ascending" })).toContain("C. M. Müller (1 and 3)");
    expect(await line({ order: "by name" })).toMatch(
      /^EXAMPLE Collaboration: B\. van den Beispiel \(1\), Đ\. Łącki/,
    );
  });
});
