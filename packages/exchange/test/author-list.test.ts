/** Author lists as they really are: every flaw is mended and said by line, or refused. Everybody is made up. */
import { formatDay, isOpen } from "@comity/calendar";
import { describe, expect, it } from "vitest";
import { withoutTex } from "../src/author-list/tex-letters.ts";
import { formatExchangeProblem, readDecisions, writeDecisions } from "../src/index.ts";
import { BASE, planOf, refusalOf, rowsOf } from "./brought-in.ts";

const organisation = (id: string, name: string, ror = "") =>
  `<foaf:Organization id="${id}"><foaf:name>${name}</foaf:name>${ror === "" ? "" : `<cal:orgName source="ROR">${ror}</cal:orgName>`}</foaf:Organization>`;
const author = (family: string, given: string, affiliations: string, more = "") =>
  `<foaf:Person><foaf:givenName>${given}</foaf:givenName><foaf:familyName>${family}</foaf:familyName><cal:authorNamePaper>${family}</cal:authorNamePaper><cal:authorAffiliations>${affiliations}</cal:authorAffiliations>${more}</foaf:Person>`;
const at = (id: string, connection?: string) =>
  `<cal:authorAffiliation organizationid="${id}"${connection === undefined ? "" : ` connection="${connection}"`}/>`;
const orcid = (value: string) =>
  `<cal:authorids><cal:authorid source="ORCID">${value}</cal:authorid></cal:authorids>`;

const list = (organisations: string, authors: string, { created = "2024-03-01_10:10", lead = "" } = {}) =>
  `${lead}<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE collaborationauthorlist SYSTEM "author.dtd">
<collaborationauthorlist xmlns:foaf="http://xmlns.com/foaf/0.1/" xmlns:cal="http://inspirehep.net/info/HepNames/tools/authors_xml/">
<cal:creationDate>${created}</cal:creationDate><cal:publicationReference/>
<cal:collaborations><cal:collaboration id="c1"><foaf:name>Example</foaf:name></cal:collaboration></cal:collaborations>
<cal:organizations>
${organisations}
</cal:organizations>
<cal:authors>
${authors}
</cal:authors>
</collaborationauthorlist>
`;

const JOINT = organisation("a1", "Joint Institute", "https://ror.org/044yd9t77");
const notesOf = async (text: string) => (await planOf({ "list.xml": text })).notes.map(formatExchangeProblem);

describe("an author list", () => {
  it("gives affiliations on its day, and says nothing of those who are on record", async () => {
    const known = `${author("Sample", "Boris", at("a1"), orcid("0000-0002-1694-233X"))}`;
    const base = BASE.map((act) => (act.id === "a7" ? { ...act, orcid: "0000-0002-1694-233X" } : act));
    const plan = await planOf({ "list.xml": list(JOINT, known) }, { base });
    expect(plan.isWhole).toBe(true);
    expect(plan.acts).toEqual([]);
    expect(plan.counts.affiliations.unchanged).toBe(1);
    const fresh = await planOf({ "list.xml": list(JOINT, author("Model", "Clara", at("a1"))) });
    expect(fresh.acts.map(({ act, on }) => [act, isOpen(on) ? "since ever" : formatDay(on)])).toEqual([
      ["person", "since ever"],
      ["affiliation", "2024-03-01"],
    ]);
    expect(fresh.notes).toEqual([]);
  });

  it("adds an ORCID iD that was not known, and changes no name for the way it is printed", async () => {
    const base = BASE.map((act) => (act.id === "a7" ? { ...act, mail: "b@example.org" } : act));
    const joint = await planOf(
      { "list.xml": list(JOINT, author("Sample", "B.", at("a1"), orcid("0000-0002-1694-233X"))) },
      { base },
    );
    const answers = writeDecisions(joint.questions).replace('"answer": ""', '"answer": "p2"');
    const plan = await planOf(
      { "list.xml": list(JOINT, author("Sample", "B.", at("a1"), orcid("0000-0002-1694-233X"))) },
      { base, decisions: readDecisions(answers, "answers.json") },
    );
    expect(plan.acts).toMatchObject([
      { corrects: "a7", givenName: "Boris", orcid: "0000-0002-1694-233X", mail: "b@example.org" },
    ]);
  });

  it("asks about a name at an institute, never guesses", async () => {
    const plan = await planOf({ "list.xml": list(JOINT, author("Sample", "B.", at("a1"))) });
    expect(plan.questions.map(({ asks }) => asks)).toEqual([
      "is `B. Sample` of J somebody who is there already?",
    ]);
  });

  it.each([
    [
      "a line before the XML",
      list(JOINT, "", { lead: "%auto-ignore\n" }),
      "list.xml, line 1: repair: `%auto-ignore` stands before the XML and is skipped",
    ],
    [
      "<?phpxml",
      list(JOINT, "").replace("<?xml", "<?phpxml"),
      "list.xml, line 1: repair: `<?phpxml` is read as `<?xml`",
    ],
    [
      "an old namespace",
      list(JOINT, "").replace(
        "http://inspirehep.net/info/HepNames/tools/authors_xml/",
        "http://www.slac.stanford.edu/spires/hepnames/authors_xml/",
      ),
      "list.xml, line 3: repair: the namespace `http://www.slac.stanford.edu/spires/hepnames/authors_xml/` is read as `http://inspirehep.net/info/HepNames/tools/authors_xml/`",
    ],
    [
      "children out of order",
      list(
        `<foaf:Organization id="a1"><cal:orgName source="ROR">044yd9t77</cal:orgName><foaf:name>J</foaf:name></foaf:Organization>`,
        "",
      ),
      "list.xml, line 7: repair: `name` stands out of order in `organization`",
    ],
    [
      "authorIDs",
      list(JOINT, author("Model", "C", "", "<cal:authorIDs/>")),
      "list.xml, line 10: repair: `authorIDs` is read as `authorids`",
    ],
    [
      "an id that says nothing",
      list(JOINT, author("Model", "C", "", orcid("None"))),
      "list.xml, line 10: repair: the id `None` says nothing and is left out",
    ],
    [
      "INSPIRE- with nothing behind",
      list(JOINT, author("Model", "C", "", orcid("INSPIRE-"))),
      "list.xml, line 10: repair: the id `INSPIRE-` says nothing and is left out",
    ],
    [
      "an ORCID iD with a wrong check digit",
      list(JOINT, author("Model", "C", "", orcid("0000-0002-1825-0098"))),
      "list.xml, line 10: warning: `0000-0002-1825-0098` is not an ORCID iD: its check is `8` and should be `7`; it is left out",
    ],
    [
      "an ORCID iD that is too short",
      list(JOINT, author("Model", "C", "", orcid("0000-0002-1825"))),
      "list.xml, line 10: warning: `0000-0002-1825` is not an ORCID iD; it is left out",
    ],
    [
      "an ORCID iD as an address",
      list(JOINT, author("Model", "C", "", orcid("\n https://orcid.org/0000-0002-1694-233x "))),
      "list.xml, line 10: repair: `https://orcid.org/0000-0002-1694-233x` is read as `0000-0002-1694-233X`",
    ],
    [
      "TeX in a name",
      list(JOINT, author("Garc{\\'\\i}a", 'J\\"urgen', "")),
      "list.xml, line 10: repair: `Garc{\\'\\i}a` is read as `García`",
    ],
    [
      "a name in place of an id",
      list(JOINT, author("Model", "C", at("Joint institute"))),
      "list.xml, line 10: repair: `Joint institute` is read as the organisation `a1`",
    ],
    [
      "one institute twice",
      list(JOINT, author("Model", "C", at("a1") + at("a1"))),
      "list.xml, line 10: repair: the organisation `a1` stands twice with one author",
    ],
    [
      "an unclosed tag",
      list(JOINT, author("Model", "C", at("a1"))).replace("</foaf:familyName>", ""),
      "unexpected close tag",
    ],
    [
      "somebody who died",
      list(JOINT, author("Model", "C", at("a1"), "<cal:authorStatus>Deceased</cal:authorStatus>")),
      "list.xml, line 10: warning: the list says that the author has died; that is recorded by hand",
    ],
  ])("mends or notices %s", async (_, text, note) => {
    expect((await notesOf(text)).join("\n")).toContain(note);
  });

  it("reads a list with any number of blanks between its authors", async () => {
    const blanks = `\n${" ".repeat(900_000)}`;
    const authors = [author("Model", "Clara", at("a1")), author("Other", "Olga", at("a1"))].join(blanks);
    const plan = await planOf({ "list.xml": list(JOINT, blanks + authors) });
    expect(plan.counts.people.new).toBe(2);
  });

  it("tidies values with line breaks and blanks", async () => {
    const plan = await planOf({
      "list.xml": list(JOINT, author("\n  Model\n ", " Clara \n Maria ", at("a1"))),
    });
    expect(plan.acts[0]).toMatchObject({ familyName: "Model", givenName: "Clara Maria" });
  });

  it.each([
    [
      "a reference that leads nowhere",
      author("Model", "C", at("Street 1, Town") + at("a1")),
      "`Street 1, Town` is the id of no organisation of the list",
    ],
    [
      "a connection that is none",
      author("Model", "C", at("a1", "Now at")),
      "the connection `Now at` is none of `affiliated with`, `also at`, `on leave from`, `visitor`",
    ],
    [
      "an author without a family name",
      author("", "C", at("a1")).replace("<cal:authorNamePaper>", "<cal:authorNamePaper>C. M."),
      "the author has no family name",
    ],
    [
      "an entity that nobody declared",
      author("M&uuml;ller", "C", at("a1")),
      "the name holds an entity that the file does not declare",
    ],
  ])("refuses %s, by its line, and goes on", async (_, authors, message) => {
    const plan = await planOf({
      "list.xml": list(JOINT, `${authors}\n${author("Other", "Olga", at("a1"))}`),
    });
    const refused = rowsOf(plan).filter((row) => row.startsWith("refused"));
    expect(refused).toEqual([expect.stringContaining("list.xml, line 10")]);
    expect(refused[0]).toContain(message);
    expect(plan.acts).toEqual(expect.arrayContaining([expect.objectContaining({ familyName: "Other" })]));
  });

  it("refuses two authors with one ORCID iD and names that have nothing in common", async () => {
    const two = [
      author("Model", "Clara", at("a1"), orcid("0000-0002-1694-233X")),
      author("Other", "Olga", at("a1"), orcid("0000-0002-1694-233X")),
    ];
    const plan = await planOf({ "list.xml": list(JOINT, two.join("\n")) });
    expect(rowsOf(plan).filter((row) => row.startsWith("refused") && row.includes("(people"))).toEqual([
      expect.stringContaining("column `orcid`: list.xml, line 11 says otherwise of the same one"),
      expect.stringContaining("column `orcid`: list.xml, line 10 says otherwise of the same one"),
    ]);
    expect(plan.acts).toEqual([]);
  });

  it("reads organisations that stand after the authors, and several parts of one institute", async () => {
    const text = list(JOINT, author("Model", "C", at("a1")))
      .replace(/<cal:organizations>[\s\S]*<\/cal:organizations>/, "")
      .replace("</cal:authors>", `</cal:authors><cal:organizations>${JOINT}</cal:organizations>`);
    const plan = await planOf({ "list.xml": text });
    expect(plan.counts.affiliations.new).toBe(1);
  });

  it.each([
    [
      "entities of its own",
      '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><collaborationauthorlist/>',
      "the file declares entities of its own, which are not expanded here",
    ],
    [
      "an external entity",
      '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><collaborationauthorlist/>',
      "the file declares entities of its own",
    ],
    [
      "a parameter entity",
      '<!DOCTYPE x [<!ENTITY % a SYSTEM "http://127.0.0.1/x"> %a;]><collaborationauthorlist/>',
      "the file declares entities of its own",
    ],
    [
      "another root",
      "<html><body/></html>",
      "the root element is `html`, an author list's is `collaborationauthorlist`",
    ],
    [
      "an end in the middle",
      list(JOINT, author("Model", "C", at("a1"))).slice(0, -60),
      "the file ends in the middle of an element",
    ],
    [
      "no day",
      list(JOINT, "", { created: "" }),
      "`creationDate` is `` and gives no day\n  help: say of which day the list is: `--as-of 2010-12-31`",
    ],
    ["a day that is none", list(JOINT, "", { created: "2024-02-30" }), "`2024-02-30` is not a day"],
    [
      "tags without end",
      `<collaborationauthorlist>${"<a>".repeat(100)}`,
      "tags stand more than 64 deep in each other",
    ],
    [
      "a value without end",
      `<collaborationauthorlist><a>${"x".repeat(1_300_000)}</a></collaborationauthorlist>`,
      "letters come without a tag",
    ],
  ])("refuses a file with %s", async (_, text, message) => {
    expect(await refusalOf({ "list.xml": text })).toContain(message);
  });

  it("reads another encoding that it declares, and refuses bytes that belong to no character", async () => {
    const latin = (declared: string) =>
      Uint8Array.from(list(JOINT, author("Müller", "C", at("a1"))).replace("UTF-8", declared), (letter) =>
        letter.charCodeAt(0),
      );
    const plan = await planOf({ "list.xml": latin("ISO-8859-1") });
    expect(plan.acts[0]).toMatchObject({ familyName: "Müller" });
    expect(await refusalOf({ "list.xml": latin("UTF-8") })).toContain(
      "list.xml, line 10: the file is not UTF-8: the byte 0xFC",
    );
  });
});

describe("TeX in names", () => {
  it.each([
    ["Garc{\\'\\i}a", "García"],
    ["Garc\\'{\\i}a", "García"],
    ['Kr\\"uger', "Krüger"],
    ['Kr{\\"u}ger', "Krüger"],
    ["{\\v C}apek", "Čapek"],
    ["\\v{C}apek", "Čapek"],
    ["{\\L}ukasz", "Łukasz"],
    ["S{\\o}ren", "Søren"],
    ["Fran\\c{c}ois", "François"],
    ["de~la~Cruz", "de la Cruz"],
    ["O'Neil", "O'Neil"],
    ["plain", "plain"],
  ])("%s", (written, meant) => {
    expect(withoutTex(written)).toBe(meant);
  });
});
