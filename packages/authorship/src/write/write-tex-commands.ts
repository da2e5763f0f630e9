/** REVTeX 4.2, AASTeX 7, JHEP, PoS and elsarticle: a command for each author and each institute. */
import type { AuthorList } from "../list/author-list.ts";
import { collaborationLine, type Layout, layoutOf, type PrintedAuthor } from "./layout.ts";
import { TexWriter, texDocument } from "./tex-document.ts";
import { orcidOf, type WriteFormat, type WriteOptions, type WrittenList } from "./write-parts.ts";

const titleOf = (list: AuthorList, tex: TexWriter): string => `\\title{${tex.text(list.title ?? "")}}`;

/** Footnotes of an author as texts, the deceased's among them. */
function footnotesOf({ author, footnotes }: PrintedAuthor): string[] {
  const texts = footnotes.map(({ text }) => text);
  return author.deceased === true ? [...texts, "Deceased"] : texts;
}

const needsWord = ({ author }: PrintedAuthor): boolean =>
  author.corresponding !== undefined && author.corresponding.email === undefined;

/** Institutes under each author, as REVTeX and AASTeX have it. */
function positional(
  layout: Layout,
  tex: TexWriter,
  author: (printed: PrintedAuthor) => string,
  email: string,
  nowhere: string,
): string[] {
  return layout.authors.flatMap((printed) => {
    const lines = [author(printed)];
    const mail = printed.author.corresponding?.email;
    if (mail !== undefined) lines.push(`${email}{${tex.text(mail)}}`);
    for (const text of footnotesOf(printed)) lines.push(`\\altaffiliation{${tex.text(text)}}`);
    if (needsWord(printed)) lines.push("\\altaffiliation{Corresponding author}");
    for (const number of printed.numbers)
      lines.push(`\\affiliation{${tex.text(layout.institutes[number - 1]!.name)}}`);
    if (printed.numbers.length === 0 && nowhere !== "") lines.push(nowhere);
    return lines;
  });
}

/** The signs with which REVTeX marks footnotes end after this many, the deceased's and the corresponding author's apart. */
const MOST_SIGNS = 5;
/** Roman numbers never end, and are told from the institutes' numbers. */
const ROMAN_FOOTNOTES = "\\makeatletter\\def\\frontmatter@thefootnote{\\@roman\\c@footnote}\\makeatother";

/** REVTeX 4.2. */
export function writeRevtex(list: AuthorList, options: WriteOptions): WrittenList {
  const tex = new TexWriter();
  const layout = layoutOf(list, options);
  const authors = positional(
    layout,
    tex,
    ({ author }) => `\\author{${tex.name(author.paperName)}${tex.orcid(orcidOf(author))}}`,
    "\\email[Corresponding author: ]",
    "\\noaffiliation",
  );
  const line = collaborationLine(list);
  return texDocument(list, options, tex, {
    format: "revtex",
    preamble: [
      "\\documentclass[aps,prd,superscriptaddress]{revtex4-2}",
      ...(layout.footnotes.length > MOST_SIGNS ? [ROMAN_FOOTNOTES] : []),
    ],
    list: [
      titleOf(list, tex),
      ...authors,
      ...(line === undefined ? [] : [`\\collaboration{${tex.text(line)}}`]),
    ],
  });
}

export function writeAastex(list: AuthorList, options: WriteOptions): WrittenList {
  const tex = new TexWriter();
  const authors = positional(
    layoutOf(list, options),
    tex,
    ({ author }) => {
      const orcid = orcidOf(author);
      const parts = [
        ...(orcid === undefined ? [] : [`orcid=${orcid}`]),
        ...(author.givenName === undefined ? [] : [`gname={${tex.text(author.givenName)}}`]),
        `sname={${tex.text(author.familyName)}}`,
      ];
      return `\\author[${parts.join(",")}]{${tex.name(author.paperName)}}`;
    },
    "\\email[show]",
    "",
  );
  const line = collaborationLine(list);
  return texDocument(list, options, tex, {
    format: "aastex",
    preamble: ["\\documentclass{aastex701}"],
    list: [
      titleOf(list, tex),
      ...authors,
      ...(line === undefined ? [] : [`\\collaboration{all}{${tex.text(line)}}`]),
    ],
    after: [],
  });
}

/** Institutes with labels after the authors, as JHEP and PoS have it. */
function labelled(
  list: AuthorList,
  options: WriteOptions,
  format: WriteFormat,
  note: string,
  preamble: readonly string[],
): WrittenList {
  const tex = new TexWriter();
  const layout = layoutOf(list, options);
  const authors = layout.authors.flatMap((printed) => {
    const { author, numbers } = printed;
    const label = numbers.length === 0 ? "" : `[${numbers.join(",")}]`;
    const notes = [...footnotesOf(printed), ...(needsWord(printed) ? ["Corresponding author"] : [])];
    const marks = notes.map((text) => `${note}{${tex.text(text)}}`).join("");
    const email = author.corresponding?.email;
    return [
      `\\author${label}{${tex.name(author.paperName)}${tex.orcid(orcidOf(author))}${marks}}`,
      ...(email === undefined ? [] : [`\\emailAdd{${tex.text(email)}}`]),
    ];
  });
  const institutes = layout.institutes.map(({ name }, at) => `\\affiliation[${at + 1}]{${tex.text(name)}}`);
  const line = collaborationLine(list);
  return texDocument(list, options, tex, {
    format,
    preamble,
    list: [
      titleOf(list, tex),
      ...(line === undefined ? [] : [`\\collaboration{${tex.text(line)}}`]),
      ...authors,
      ...institutes,
    ],
  });
}

export function writeJhep(list: AuthorList, options: WriteOptions): WrittenList {
  return labelled(list, options, "jhep", "\\note", ["\\documentclass{article}", "\\usepackage{jheppub}"]);
}

export function writePos(list: AuthorList, options: WriteOptions): WrittenList {
  return labelled(list, options, "pos", "\\footnote", ["\\documentclass{PoS}"]);
}

/** The marks of elsarticle (`a` to `gz` for institutes) end after this many, and its class stops. */
const MOST_LETTERS = 208;

/** Numbers for institutes and letters for footnotes, as everywhere else, where there are more institutes than letters. */
function elsarticlePreamble(institutes: number, footnotes: number): string[] {
  if (institutes <= MOST_LETTERS) return ["\\documentclass{elsarticle}"];
  return [
    "\\documentclass[reversenotenum]{elsarticle}",
    ...(footnotes > MOST_LETTERS ? ["\\AtBeginDocument{\\renewcommand{\\thefnote}{\\roman{fnote}}}"] : []),
  ];
}

export function writeElsarticle(list: AuthorList, options: WriteOptions): WrittenList {
  const tex = new TexWriter();
  const layout = layoutOf(list, options);
  const isAny = (is: (printed: PrintedAuthor) => boolean): boolean => layout.authors.some(is);
  const authors = layout.authors.flatMap(({ author, numbers, footnotes }) => {
    const label = numbers.length === 0 ? "" : `[${numbers.join(",")}]`;
    const refs = footnotes.map(({ letter }) => `fn${letter}`);
    if (author.deceased === true) refs.push("deceased");
    const marks = [
      // One command for all: the class prints only the last of several.
      ...(refs.length === 0 ? [] : [`\\fnref{${refs.join(",")}}`]),
      ...(author.corresponding === undefined ? [] : ["\\corref{cor1}"]),
    ];
    const email = author.corresponding?.email;
    return [
      `\\author${label}{${tex.name(author.paperName)}${tex.orcid(orcidOf(author))}${marks.join("")}}`,
      ...(email === undefined ? [] : [`\\ead{${tex.text(email)}}`]),
    ];
  });
  const line = collaborationLine(list);
  return texDocument(list, options, tex, {
    format: "elsarticle",
    // The deceased's footnote is one more.
    preamble: elsarticlePreamble(layout.institutes.length, layout.footnotes.length + 1),
    list: [
      "\\begin{frontmatter}",
      titleOf(list, tex),
      ...(line === undefined ? [] : [`\\author{${tex.text(line)}}`]),
      ...authors,
      ...layout.institutes.map(
        ({ name }, at) => `\\affiliation[${at + 1}]{organization={${tex.text(name)}}}`,
      ),
      ...layout.footnotes.map(({ letter, text }) => `\\fntext[fn${letter}]{${tex.text(text)}}`),
      ...(isAny(({ author }) => author.deceased === true) ? ["\\fntext[deceased]{Deceased}"] : []),
      ...(isAny(({ author }) => author.corresponding !== undefined)
        ? ["\\cortext[cor1]{Corresponding author}"]
        : []),
      "\\end{frontmatter}",
    ],
    after: ["~"],
  });
}
