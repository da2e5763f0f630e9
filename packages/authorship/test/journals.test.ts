/** Lists by the commands of the journals' classes, in journals' XML, in JSON and tables, on web pages and pasted. Everybody is made up. */
import { formatExchangeProblem } from "@comity/exchange";
import { describe, expect, it } from "vitest";
import { asLines, read } from "./as-lines.ts";

const TEX: readonly (readonly [string, string, readonly string[]])[] = [
  [
    "REVTeX: an institute belongs to all authors since the last one",
    String.raw`\documentclass[prl]{revtex4-2}\begin{document}\title{A \emph{made-up} title}
\author{A.~M\"uster\,\orcidlink{0000-0002-1825-0097}}\email[Contact: ]{a@example.org}
\altaffiliation[Also at ]{Third College}
\author{B.~Beispiel}\thanks{Deceased}
\affiliation{Example University, Town}
\affiliation{Second Institute}
\author{C.~Model}\altaffiliation{Fourth College}\affiliation{Second Institute}
\author{O.~Nemo}\noaffiliation
\collaboration{The EXAMPLE Collaboration}`,
    [
      "A. Müster <0000-0002-1825-0097> (a@example.org) | Example University, Town; Second Institute; also at Third College",
      "B. Beispiel † | Example University, Town; Second Institute",
      "C. Model | Second Institute; also at Fourth College",
      "O. Nemo | ",
    ],
  ],
  [
    "REVTeX with numbers in the names",
    String.raw`\author{A.~M\"uster$^{1,2}$}\author{B.~Beispiel$^{2}$}\affiliation{$^{1}$Example University}\affiliation{$^{2}$Second Institute}`,
    ["A. Müster | Example University; Second Institute", "B. Beispiel | Second Institute"],
  ],
  [
    "JHEP",
    String.raw`\collaboration{EXAMPLE collaboration}
\author[a,1]{A. M\"uster,\note{Corresponding author.}}
\author[b,a]{B. van den Beispiel}
\author[1]{and C. Model\note{Also at Third College}}
\affiliation[a]{Example University,\\Town, Freedonia}
\affiliation[b]{Second Institute}
\affiliation[1]{Numbered Institute}
\emailAdd{a@example.org}\emailAdd{b@example.org}\emailAdd{c@example.org}`,
    [
      "A. Müster (a@example.org) | Example University, Town, Freedonia; Numbered Institute",
      "B. van den Beispiel (b@example.org) | Second Institute; Example University, Town, Freedonia",
      "C. Model (c@example.org) | Numbered Institute; also at Third College",
    ],
  ],
  [
    "authblk",
    String.raw`\author[1]{Anna M\"uster\thanks{a@example.org}}\author[1,2]{Bernd Beispiel}\affil[1]{Example University}\affil[2]{Second Institute}`,
    [
      "Anna Müster (a@example.org) | Example University",
      "Bernd Beispiel | Example University; Second Institute",
    ],
  ],
  [
    "elsarticle",
    String.raw`\documentclass{elsarticle}\begin{frontmatter}
\author[inst1]{A. M\"uster\corref{cor1}}\ead{a@example.org}
\author[inst1,inst2]{B. Beispiel\fnref{fn1}}
\affiliation[inst1]{organization={Example University}, addressline={1 Street}, city={Town}, country={Freedonia}}
\address[inst2]{Second Institute}
\cortext[cor1]{Corresponding author}\fntext[fn1]{Deceased}`,
    [
      "A. Müster (a@example.org) | Example University, 1 Street, Town, Freedonia",
      "B. Beispiel † | Example University, 1 Street, Town, Freedonia; Second Institute",
    ],
  ],
  [
    "AASTeX 7: an institute belongs to one author",
    String.raw`\documentclass{aastex701}
\author[orcid=0000-0002-1825-0097,gname=Anna,sname='M\"uster']{A. M\"uster}\affiliation{Example University}\email{a@example.org}
\author{O. Nemo}
\author[0000-0002-1694-233X]{B. Beispiel}\altaffiliation{Third College}\affiliation{Second Institute}
\collaboration{all}{The EXAMPLE Collaboration}`,
    [
      "A. Müster <0000-0002-1825-0097> (a@example.org) | Example University",
      "O. Nemo | ",
      "B. Beispiel <0000-0002-1694-233X> | Second Institute; also at Third College",
    ],
  ],
  [
    "MNRAS: commas before the marks, institutes below",
    String.raw`\author[A. M\"uster et al.]{
A. M\"uster,$^{1}$\thanks{E-mail: a@example.org}
B. Beispiel$^{2,1}$
\newauthor % next line
and C. Model$^{2}$
\\
$^{1}$Example University, Town\\
$^{2}$Second Institute
}`,
    [
      "A. Müster (a@example.org) | Example University, Town",
      "B. Beispiel | Second Institute; Example University, Town",
      "C. Model | Second Institute",
    ],
  ],
  [
    "A&A",
    String.raw`\author{A. M\"uster\inst{1}\fnmsep\thanks{Deceased} \and B. Beispiel\inst{2,1}} \institute{Example University \and Second Institute \email{x@example.org}}`,
    ["A. Müster † | Example University", "B. Beispiel | Second Institute; Example University"],
  ],
  [
    "EPJC",
    String.raw`\author{A. M\"uster\thanksref{addr1,e1} \and B. Beispiel\thanksref{addr2,addr1}}
\thankstext{e1}{e-mail: a@example.org}
\institute{Example University \label{addr1} \and Second Institute \label{addr2}}`,
    ["A. Müster (a@example.org) | Example University", "B. Beispiel | Second Institute; Example University"],
  ],
  [
    "a file's own commands",
    String.raw`\newcommand{\eu}{Example University, Town}\def\sec#1{Second Institute, #1}\newcommand{\me}[2][A.]{#1~#2}
\author{\me{M\"uster}}\affiliation{\eu}\author{\me[B.]{Beispiel}}\affiliation{\sec{City}}`,
    ["A. Müster | Example University, Town", "B. Beispiel | Second Institute, City"],
  ],
];

const ONE_TWO = ["A. Müster | Example University; Second Institute", "B. Beispiel | Second Institute"];
const PASTED: readonly (readonly [string, string, readonly string[]])[] = [
  ["raised digits", "A. Müster¹,², B. Beispiel²\n\n¹Example University\n²Second Institute\n", ONE_TWO],
  ["digits that stuck", "A. Müster1,2, B. Beispiel2\n1 Example University\n2 Second Institute", ONE_TWO],
  ["digits apart", "A. Müster 1,2 and B. Beispiel 2\n\n1. Example University\n2. Second Institute", ONE_TWO],
  ["brackets", "A. Müster (1,2), B. Beispiel (2)\n(1) Example University\n(2) Second Institute", ONE_TWO],
  [
    "square brackets",
    "A. Müster[1][2]; B. Beispiel[2]\n[1] Example University\n[2] Second Institute",
    ONE_TWO,
  ],
  ["a circumflex", "A. Müster^{1,2}, B. Beispiel^2\n1Example University\n2Second Institute", ONE_TWO],
  ["letters apart", "A. Müster a,b, B. Beispiel b\na Example University\nb Second Institute", ONE_TWO],
  ["letters that stuck", "A. Müstera,b, B. Beispielb\na) Example University\nb) Second Institute", ONE_TWO],
  ["one a line", "A. Müster¹ ²\nB. Beispiel²\n\n1 Example University\n2 Second Institute", ONE_TWO],
  [
    "arXiv's line",
    "EXAMPLE Collaboration: A. Müster (1 and 2), B. Beispiel (2) ((1) Example University, (2) Second Institute)",
    ONE_TWO,
  ],
  [
    "lines that go on, iDs, footnotes",
    "A. Müster1,*, B. van den\nBeispiel2,† (0000-0002-1825-0097), C. Model, Jr.1,a\n\n1 Example University,\n  Town, Freedonia\n2 Second Institute\na Now at Third College\n* Corresponding author: a@example.org\n† Deceased",
    [
      "A. Müster (a@example.org) | Example University, Town, Freedonia",
      "B. van den Beispiel <0000-0002-1825-0097> † | Second Institute",
      "C. Model, Jr. | Example University, Town, Freedonia; now at Third College",
    ],
  ],
  [
    "a web page",
    `<!DOCTYPE html><html><head><title>x</title></head><body><h1>EXAMPLE Collaboration</h1><p>A. M&uuml;ster<sup>1,2</sup>, <span>B. Beispiel</span><sup>2</sup><a href="https://orcid.org/0000-0002-1825-0097">iD</a></p><p><sup>1</sup>Example University<br><sup>2</sup>Second Institute</p></body></html>`,
    [
      "A. Müster | Example University; Second Institute",
      "B. Beispiel <0000-0002-1825-0097> | Second Institute",
    ],
  ],
];

const JATS = `<?xml version="1.0"?><!DOCTYPE article PUBLIC "-//NLM//DTD JATS" "JATS.dtd"><article><front><article-meta>
<title-group><article-title>A title</article-title></title-group>
<contrib-group><contrib contrib-type="author" corresp="yes"><contrib-id contrib-id-type="orcid">https://orcid.org/0000-0002-1825-0097</contrib-id><name><surname>Müster</surname><given-names>A.</given-names></name><xref ref-type="aff" rid="aff1"><sup>1</sup></xref><xref ref-type="aff" rid="aff2"/></contrib>
<contrib contrib-type="author"><name><surname>Beispiel</surname><given-names>B.</given-names></name><xref ref-type="aff" rid="aff2"/><xref ref-type="fn" rid="fn1"/><xref ref-type="aff" rid="aff9"/></contrib>
<contrib contrib-type="author"><collab>EXAMPLE Collaboration</collab></contrib>
<aff id="aff1"><label>1</label><institution-wrap><institution-id institution-id-type="ror">https://ror.org/044yd9t77</institution-id><institution>Example University</institution></institution-wrap>, <addr-line>Town</addr-line>, <country country="FR">Freedonia</country></aff>
<aff id="aff2"><label>2</label>Second Institute, Sylvania</aff></contrib-group>
<author-notes><fn id="fn1"><label>a</label><p>Deceased</p></fn></author-notes></article-meta></front><body><p>text</p></body></article>`;
const ELSEVIER = `<article xmlns:ce="http://www.elsevier.com/xml/common/dtd" xmlns:sa="x"><head><ce:title>A title</ce:title><ce:author-group><ce:collaboration><ce:text>EXAMPLE Collaboration</ce:text><ce:author-group>
<ce:author orcid="0000-0002-1825-0097"><ce:given-name>A.</ce:given-name><ce:surname>Müster</ce:surname><ce:cross-ref refid="af1"><ce:sup>a</ce:sup></ce:cross-ref></ce:author>
<ce:author><ce:given-name>B.</ce:given-name><ce:surname>Beispiel</ce:surname><ce:cross-ref refid="af2"/><ce:cross-ref refid="fn1"/><ce:e-address type="email">b@example.org</ce:e-address></ce:author>
<ce:affiliation id="af1"><ce:label>a</ce:label><ce:textfn>Example University, Town, Freedonia</ce:textfn><sa:affiliation><sa:organization>Example University</sa:organization><sa:city>Town</sa:city><sa:country>Freedonia</sa:country></sa:affiliation></ce:affiliation>
<ce:affiliation id="af2"><ce:label>b</ce:label><ce:textfn>Second Institute</ce:textfn></ce:affiliation>
<ce:footnote id="fn1"><ce:label>1</ce:label><ce:note-para>Also at Third College.</ce:note-para></ce:footnote></ce:author-group></ce:collaboration></ce:author-group></head></article>`;
const OPEN_DATA = `[{"authors": [
 {"affiliation": "Example U.; Second Inst.", "inspireid": "INSPIRE-00000001", "name": "M\\u00fcster, Anna"},
 {"affiliation": " ", "inspireid": "None", "name": "Beispiel, B."},
 {"affiliation": "Example U."}],
 "collaboration": {"name": "EXAMPLE collaboration"}, "date_created": ["2011"], "recid": "1", "title": "A title"}]`;
const INSPIRE = `{"metadata": {"authors": [{"full_name": "Müster, A.", "ids": [{"schema": "ORCID", "value": "0000-0002-1825-0097"}, {"schema": "INSPIRE BAI", "value": "A.Muster.1"}], "affiliations": [{"value": "Example U."}], "raw_affiliations": [{"value": "Example University, Town"}]}], "collaborations": [{"value": "EXAMPLE"}], "titles": [{"title": "A title"}]}}`;
const DATACITE = `{"data": {"attributes": {"creators": [{"name": "Müster, Anna", "givenName": "Anna", "familyName": "Müster", "affiliation": [{"name": "Example University", "affiliationIdentifier": "https://ror.org/044yd9t77"}], "nameIdentifiers": [{"nameIdentifier": "https://orcid.org/0000-0002-1825-0097", "nameIdentifierScheme": "ORCID"}]}], "titles": [{"title": "A title"}]}}}`;
const MKAUTHLIST = `Lastname,Firstname,Authorname,AuthorType,JoinedAsBuilder,Affiliation,ORCID
M{\\"u}ster,Anna,"A.~M{\\""u}ster",,True,"Example University, Town",0000-0002-1825-0097
M{\\"u}ster,Anna,"A.~M{\\""u}ster",,True,Second Institute,0000-0002-1825-0097
Beispiel,Bernd,B.~Beispiel,,False,Second Institute,
`;

const STRUCTURED: readonly (readonly [string, string, readonly string[]])[] = [
  [
    "jats",
    JATS,
    [
      "A. Müster <0000-0002-1825-0097> () | Example University, Freedonia; Second Institute, Sylvania",
      "B. Beispiel † | Second Institute, Sylvania",
    ],
  ],
  [
    "elsevier",
    ELSEVIER,
    [
      "A. Müster <0000-0002-1825-0097> | Example University, Town, Freedonia",
      "B. Beispiel (b@example.org) | Second Institute; also at Third College",
    ],
  ],
  ["opendata", OPEN_DATA, ["Anna Müster | Example U.; Second Inst.", "B. Beispiel | "]],
  ["inspire", INSPIRE, ["A. Müster <0000-0002-1825-0097> | Example University, Town"]],
  ["datacite", DATACITE, ["Anna Müster <0000-0002-1825-0097> | Example University"]],
  [
    "csv",
    MKAUTHLIST,
    [
      "A. Müster <0000-0002-1825-0097> | Example University, Town; Second Institute",
      "B. Beispiel | Second Institute",
    ],
  ],
];

describe("a list by a journal's commands", () => {
  it.each(TEX)("%s", async (_, text, expected) => {
    const { list, notes, authorsIn, leftOut } = await read(text);
    expect(asLines(list)).toEqual(expected);
    expect([authorsIn, leftOut]).toEqual([expected.length, 0]);
    expect(notes.filter(({ severity }) => severity === "error").map(formatExchangeProblem)).toEqual([]);
  });

  it("keeps title and collaboration", async () => {
    const { list } = await read(TEX[0]![1]);
    expect([list.title, list.collaborations]).toEqual(["A made-up title", [{ key: "c1", name: "EXAMPLE" }]]);
  });
});

describe("a list that was pasted", () => {
  it.each(PASTED)("with %s", async (_, text, expected) => {
    const { list, notes } = await read(text);
    expect(asLines(list)).toEqual(expected);
    expect(notes.map(formatExchangeProblem)).toEqual([]);
  });
});

describe("a list that is data", () => {
  it.each(STRUCTURED)("%s", async (format, text, expected) => {
    const read1 = await read(text);
    expect(read1.format).toBe(format);
    expect(asLines(read1.list)).toEqual(expected);
    expect(read1.authorsIn).toBe(expected.length + read1.leftOut);
    expect(read1.list.title ?? "").toBe(format === "csv" ? "" : "A title");
  });

  it("says what is wrong by its line", async () => {
    const [jats, open] = await Promise.all([read(JATS), read(OPEN_DATA)]);
    expect(jats.notes.map(formatExchangeProblem)).toEqual([
      "list.txt, line 4: `aff9` of `Beispiel` leads nowhere; the author is kept without it",
    ]);
    expect(open.notes.map(formatExchangeProblem)).toEqual([
      "list.txt, line 3: warning: the author has no institute",
      "list.txt, line 3: repair: the id `None` says nothing and is left out",
      "list.txt, line 4: the author has no name and is left out",
    ]);
  });
});
