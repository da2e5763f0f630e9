/** author.xml: written so that it validates, read whatever its dialect. Everybody is made up. */
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { formatExchangeProblem, memorySource } from "@comity/exchange";
import { afterAll, describe, expect, it } from "vitest";
import { readList, writeList } from "../src/index.ts";
import { author, INSTITUTES, LIST } from "./made-up-list.ts";

const EXAMPLES = fileURLToPath(new URL("../../../../shared/data/author-xml", import.meta.url));
const DTD = join(EXAMPLES, "author.dtd");
const canValidate = existsSync(DTD) && spawnSync("xmllint", ["--version"]).status === 0;
const folder = mkdtempSync(join(tmpdir(), "author-xml-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const written = async (list = LIST): Promise<string> =>
  (await writeList(list, "author.xml")).content as string;

/** What xmllint says against the document type; empty where the file is valid. */
function faults(xml: string): string {
  const file = join(folder, "list.xml");
  // The document type is named by the file and lies elsewhere here.
  writeFileSync(file, xml.replace(/<!DOCTYPE[^>]*>\n/, ""));
  return spawnSync("xmllint", ["--noout", "--nonet", "--dtdvalid", DTD, file], { encoding: "utf8" }).stderr;
}

const read = (text: string) => readList(memorySource("list.xml", text));

describe("an author.xml that is written", () => {
  it("has the same list when it is read", async () => {
    const { list, notes, authorsIn, leftOut } = await read(await written());
    expect(notes).toEqual([]);
    expect([authorsIn, leftOut]).toEqual([5, 0]);
    const held = LIST.authors.map(({ corresponding: _mail, sortKey: _sort, ...rest }) => rest);
    const { title: _title, ...rest } = LIST;
    expect(list).toEqual({ ...rest, authors: held });
  });

  it("gives a neutral line neither an id nor an address, whatever the list has", async () => {
    const neutral = {
      ...INSTITUTES[3]!,
      ids: [{ source: "ROR", value: "01ggx4157" }],
      address: "Geneva",
      country: "CH",
      domain: "https://example.org",
      status: [{ status: "member" }],
      group: "o1",
    };
    const xml = await written({ ...LIST, organisations: [...INSTITUTES.slice(0, 3), neutral] });
    expect(xml).toMatch(
      /<foaf:Organization id="o3"><foaf:name>Affiliated with [^<]*<\/foaf:name><\/foaf:Organization>/,
    );
    expect(xml).not.toContain("01ggx4157");
  });

  it("says what the format does not hold", async () => {
    expect((await writeList(LIST, "author.xml")).notes).toEqual([
      "the format does not hold mail addresses (1)",
      "the format does not hold sort keys (1)",
      "the format does not hold the title (1)",
    ]);
  });

  it.skipIf(!canValidate)("is valid whatever the list", async () => {
    const odd = [
      LIST,
      { ...LIST, organisations: [], authors: [author("a", "N. Only", "Only", "N.")] },
      { ...LIST, collaborations: [] },
      {
        ...LIST,
        collaborations: [{ key: "o1", name: "A & <B>" }],
        organisations: INSTITUTES.map((each) => ({ ...each, key: `${each.key} 'with" blanks` })),
        authors: [author("a", "\u0001A. \ud800 B", "B", "A.", { position: 'a "spokesperson"' })],
      },
    ];
    for (const list of odd) expect(faults(await written(list))).toBe("");
    expect(faults((await written()).replace("<foaf:familyName>", "<foaf:x>"))).not.toBe("");
  });
});

describe("an author.xml that is read", () => {
  const organisation =
    '<foaf:Organization id="a1"><foaf:name>Example University</foaf:name></foaf:Organization>';
  const person = (inner: string) => `<foaf:Person>${inner}</foaf:Person>`;
  const named = "<foaf:familyName>Model</foaf:familyName><cal:authorNamePaper>C. Model</cal:authorNamePaper>";
  const at = (id: string) =>
    `<cal:authorAffiliations><cal:authorAffiliation organizationid="${id}"/></cal:authorAffiliations>`;
  const file = (people: string, organisations = organisation) =>
    `<collaborationauthorlist>\n<cal:organizations>${organisations}</cal:organizations>\n<cal:authors>\n${people}\n</cal:authors></collaborationauthorlist>`;

  it.each([
    [
      "a raw address",
      person(named + at("Sample Street 1, Town")),
      "warning: `Sample Street 1, Town` is the id of no",
      1,
    ],
    [
      "an id of nothing",
      person(named + at("a99")),
      "line 4: `a99` is the id of no organisation of the list; `C. Model`",
      0,
    ],
    ["a name for an id", person(named + at("example university")), "is read as the organisation `a1`", 1],
    [
      "two with one ORCID iD",
      [person, person]
        .map((one) =>
          one(
            `${named}<cal:authorids><cal:authorid source="ORCID">0000-0002-1825-0097</cal:authorid></cal:authorids>`,
          ),
        )
        .join(""),
      "`0000-0002-1825-0097` of `C. Model` stands in line 4 on",
      0,
    ],
    [
      "a wrong check digit",
      person(
        `${named}<cal:authorids><cal:authorid source="ORCID">0000-0002-1825-0098</cal:authorid></cal:authorids>`,
      ),
      "its check is `8` and should be `7`",
      0,
    ],
    [
      "no name for the paper",
      person("<foaf:name>Clara Model</foaf:name><foaf:familyName>Model</foaf:familyName>"),
      "`Clara Model` stands for it",
      0,
    ],
  ])("says %s by its line, and keeps the author", async (_, people, says, affiliations) => {
    const { list, notes, leftOut } = await read(file(people));
    expect(notes.map(formatExchangeProblem).join("\n")).toContain(says);
    expect(leftOut).toBe(0);
    expect(list.authors[0]!.affiliations).toHaveLength(affiliations);
  });

  it("counts an author without any name, and says so", async () => {
    const { list, authorsIn, leftOut, notes } = await read(
      file(person(named) + person("<foaf:name> </foaf:name>")),
    );
    expect([authorsIn, list.authors.length, leftOut]).toEqual([2, 1, 1]);
    expect(notes.map(({ code }) => code)).toEqual(["unnamed-author"]);
  });

  it("takes from a neutral line what would lead to the host", async () => {
    const line = `<foaf:Organization id="a1"><foaf:name>Affiliated with an institute covered by a cooperation agreement with CERN</foaf:name><cal:orgName source="ROR">https://ror.org/01ggx4157</cal:orgName></foaf:Organization>`;
    const { list, notes } = await read(file(person(named), line));
    expect(list.organisations).toEqual([expect.objectContaining({ neutral: true, ids: [] })]);
    expect(notes.map(({ message }) => message)[0]).toContain("carries the id `01ggx4157`, which is left out");
  });

  it.skipIf(!existsSync(EXAMPLES))("reads the format's own examples", async () => {
    const names = readdirSync(EXAMPLES).filter((name) => name.startsWith("example"));
    expect(names.length).toBeGreaterThan(3);
    for (const name of names) {
      const text = readFileSync(join(EXAMPLES, name), "utf8");
      const { list, leftOut, notes } = await read(text);
      // One of them has a plain number for an INSPIRE id, and one id on two people.
      const flaws = notes.filter(({ code }) => code !== "malformed-identifier" && code !== "shared-orcid");
      expect([leftOut, flaws]).toEqual([0, []]);
      expect(list.authors).toHaveLength(text.split("<foaf:Person>").length - 1);
      if (canValidate) expect(faults(await written(list))).toBe("");
    }
  });
});
