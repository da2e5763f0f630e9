/** EPJC, A&A and MNRAS: all authors in one command, all institutes in another or at the end of the paper. */
import type { AuthorList } from "../list/author-list.ts";
import { collaborationLine, layoutOf } from "./layout.ts";
import { TexWriter, texDocument } from "./tex-document.ts";
import { orcidOf, type WriteOptions, type WrittenList } from "./write-parts.ts";

/** More authors than this run over MNRAS's first page, which breaks; they go to the end of the paper. */
const MOST_ON_FIRST_PAGE = 40;

export function writeEpjc(list: AuthorList, options: WriteOptions): WrittenList {
  const tex = new TexWriter();
  const layout = layoutOf(list, options);
  const texts = new Map<string, string>(layout.footnotes.map(({ letter, text }) => [`n${letter}`, text]));
  let mails = 0;
  const authors = layout.authors.map(({ author, numbers, footnotes }) => {
    const refs = [
      ...numbers.map((number) => `addr${number}`),
      ...footnotes.map(({ letter }) => `n${letter}`),
    ];
    if (author.deceased === true) {
      texts.set("deceased", "Deceased");
      refs.push("deceased");
    }
    if (author.corresponding !== undefined) {
      const { email } = author.corresponding;
      const key = email === undefined ? "corr" : `e${++mails}`;
      texts.set(key, email === undefined ? "Corresponding author" : `e-mail: ${email}`);
      refs.push(key);
    }
    const marks = refs.length === 0 ? "" : `\\thanksref{${refs.join(",")}}`;
    return `${tex.name(author.paperName)}${tex.orcid(orcidOf(author))}${marks}`;
  });
  const line = collaborationLine(list);
  return texDocument(list, options, tex, {
    format: "epjc",
    preamble: ["\\documentclass[epjc3]{svjour3}"],
    list: [
      `\\title{${tex.text(list.title ?? "")}}`,
      `\\author{${line === undefined ? "" : `${tex.text(line)} \\and\n`}${authors.join(" \\and\n")}}`,
      ...[...texts].map(([key, text]) => `\\thankstext{${key}}{${tex.text(text)}}`),
      `\\institute{${layout.institutes.map(({ name }, at) => `${tex.text(name)} \\label{addr${at + 1}}`).join(" \\and\n")}}`,
    ],
  });
}

export function writeAa(list: AuthorList, options: WriteOptions): WrittenList {
  const tex = new TexWriter();
  const layout = layoutOf(list, options);
  const authors = layout.authors.map(({ author, numbers, footnotes }) => {
    const texts = footnotes.map(({ text }) => text);
    if (author.deceased === true) texts.push("Deceased");
    if (author.corresponding !== undefined)
      texts.push(
        author.corresponding.email === undefined
          ? "Corresponding author"
          : `Corresponding author: ${author.corresponding.email}`,
      );
    const inst = numbers.length === 0 ? "" : `\\inst{${numbers.join(",")}}`;
    const thanks = texts.map((text) => `\\fnmsep\\thanks{${tex.text(text)}}`).join("");
    return `${tex.name(author.paperName)}${tex.orcid(orcidOf(author))}${inst}${thanks}`;
  });
  const line = collaborationLine(list);
  return texDocument(list, options, tex, {
    format: "aa",
    preamble: ["\\documentclass{aa}"],
    list: [
      `\\title{${tex.text(list.title ?? "")}}`,
      `\\author{${line === undefined ? "" : `${tex.text(line)} \\and\n`}${authors.join(" \\and\n")}}`,
      `\\institute{${layout.institutes.map(({ name }) => tex.text(name)).join(" \\and\n")}}`,
      // The class will not set a title without one.
      "\\abstract{}{}{}{}{}",
    ],
  });
}

export function writeMnras(list: AuthorList, options: WriteOptions): WrittenList {
  const tex = new TexWriter();
  const layout = layoutOf(list, options);
  const hasDeceased = layout.authors.some(({ author }) => author.deceased === true);
  const hasWord = layout.authors.some(
    ({ author: { corresponding } }) => corresponding !== undefined && corresponding.email === undefined,
  );
  const isLong = layout.authors.length > MOST_ON_FIRST_PAGE;
  const authors = layout.authors.map(({ author, numbers, footnotes }, at) => {
    const marks = [
      ...numbers.map(String),
      ...footnotes.map(({ letter }) => letter),
      ...(author.deceased === true ? ["\\dagger"] : []),
      ...(author.corresponding !== undefined && author.corresponding.email === undefined ? ["*"] : []),
    ];
    const email = author.corresponding?.email;
    const raised = marks.length === 0 ? "" : `$^{${marks.join(",")}}$`;
    const note = isLong ? "\\footnote" : "\\thanks";
    const mail = email === undefined ? "" : `${note}{E-mail: ${tex.text(email)}}`;
    // The journal's comma stands before the mark.
    const comma = at < layout.authors.length - 1 ? "," : "";
    return `${tex.name(author.paperName)}${tex.orcid(orcidOf(author))}${comma}${raised}${mail}`;
  });
  const explained = [
    ...layout.institutes.map(({ name }, at) => `$^{${at + 1}}$${tex.text(name)}`),
    ...layout.footnotes.map(({ letter, text }) => `$^{${letter}}$${tex.text(text)}`),
    ...(hasDeceased ? ["$^{\\dagger}$Deceased"] : []),
    ...(hasWord ? ["$^{*}$Corresponding author"] : []),
  ].map((line) => `${line}\\\\`);
  const line = collaborationLine(list) ?? "";
  const title = `\\title[]{${tex.text(list.title ?? "")}}`;
  const short = tex.text(line === "" ? (layout.authors[0]?.author.paperName ?? "") : line);
  const first = [
    `\\author[${short}]{${line === "" ? "" : `${tex.text(line)}\n\\newauthor`}`,
    ...authors.map((author, at) => (at > 0 && at % 4 === 0 ? `\\newauthor\n${author}` : author)),
    "\\\\",
    ...explained,
    "}",
  ];
  const last = [
    "\\section*{Authors}",
    "\\noindent",
    ...authors,
    "",
    "\\section*{Affiliations}",
    "{\\raggedright\\noindent",
    ...explained,
    "}",
  ];
  const isWhole = options.fragment !== true;
  return texDocument(list, options, tex, {
    format: "mnras",
    preamble: ["\\documentclass[fleqn,usenatbib]{mnras}"],
    list: isLong
      ? [
          title,
          `\\author[${short}]{${line === "" ? "The authors are listed at the end of the paper" : tex.text(line)}}`,
          ...(isWhole ? ["\\maketitle"] : []),
          ...last,
        ]
      : [title, ...first],
    after: isLong ? [] : ["\\maketitle"],
    notes: isLong
      ? [
          `${layout.authors.length} authors do not fit on MNRAS's first page; they stand at the end of the paper`,
        ]
      : [],
  });
}
