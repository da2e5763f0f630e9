/** What TeX's commands mean in an author list. */

/** Commands whose arguments print nothing, with the number of these; options in brackets go with them. */
export const SILENT: Readonly<Record<string, number>> = {
  addcontentsline: 3,
  addtocounter: 2,
  addtolength: 2,
  bibliography: 1,
  bibliographystyle: 1,
  cite: 1,
  color: 1,
  definecolor: 3,
  documentclass: 1,
  fontencoding: 1,
  fontfamily: 1,
  fontseries: 1,
  fontshape: 1,
  fontsize: 2,
  hspace: 1,
  hypersetup: 1,
  includegraphics: 1,
  label: 1,
  linespread: 1,
  markboth: 2,
  markright: 1,
  pagenumbering: 1,
  pagestyle: 1,
  pdfbookmark: 2,
  ref: 1,
  rule: 2,
  setcounter: 2,
  setlength: 2,
  thispagestyle: 1,
  usepackage: 1,
  vspace: 1,
  phantom: 1,
  vphantom: 1,
  hphantom: 1,
  bibitem: 1,
  pacs: 1,
  keywords: 1,
  preprint: 1,
  date: 1,
  newpage: 0,
  urlstyle: 1,
  DeclareUnicodeCharacter: 2,
};

/** Commands whose first argument is no text and whose second is. */
export const SECOND_IS_TEXT = new Set([
  "textcolor",
  "texorpdfstring",
  "foreignlanguage",
  "raisebox",
  "parbox",
  "makebox",
  "colorbox",
  "resizebox",
]);

/** Registers of TeX to which a number or length is assigned. */
export const ASSIGNED = new Set([
  "baselineskip",
  "clubpenalty",
  "hyphenpenalty",
  "interlinepenalty",
  "kern",
  "leftskip",
  "parindent",
  "parskip",
  "penalty",
  "rightskip",
  "tolerance",
  "emergencystretch",
  "vskip",
  "hskip",
  "widowpenalty",
  "raggedbottomstretch",
  "topsep",
  "itemsep",
]);

/** Commands that set marks, with the number of their arguments. */
export const MARKS: Readonly<Record<string, number>> = {
  textsuperscript: 1,
  cmsAuthorMark: 1,
  Iref: 1,
  Irefn: 1,
  Irefnn: 2,
  Irefnnn: 3,
  Irefnnnn: 4,
  Aref: 1,
  Arefn: 1,
  Arefnn: 2,
  Arefnnn: 3,
  inst: 1,
  thanksref: 1,
  fnref: 1,
  corref: 1,
  affilmark: 1,
  affref: 1,
  footref: 1,
};

/** Commands at the beginning of an explanation, with the mark that is explained. */
export const DEFINES_MARK = new Set(["Idef", "Adef", "Idefn", "Adefn"]);

/** Commands that end a line. */
export const ENDS_LINE = new Set(["\\", "newline", "linebreak", "tabularnewline", "cr"]);
/** Commands that end more than a line. */
export const ENDS_PARAGRAPH = new Set([
  "par",
  "bigskip",
  "medskip",
  "smallskip",
  "vskip",
  "vspace",
  "newpage",
  "clearpage",
  "pagebreak",
  "endgroup",
  "begingroup",
]);
/** Commands that part one author from the next. */
export const PARTS_AUTHORS = new Set(["and", "And", "AND", "newauthor"]);
export const SECTIONS = new Set(["part", "chapter", "section", "subsection", "subsubsection", "paragraph"]);
/** Footnotes of an author that stand where they are set. */
export const NOTES = new Set(["thanks", "note", "footnote"]);
/** Environments with arguments of their own. */
export const ENVIRONMENT_ARGUMENTS: Readonly<Record<string, number>> = {
  tabular: 1,
  "tabular*": 2,
  tabularx: 2,
  longtable: 1,
  minipage: 1,
  multicols: 1,
  "multicols*": 1,
  list: 2,
  thebibliography: 1,
};

/** Affiliations, by the name of their command. */
export const AFFILIATIONS = new Set(["affiliation", "affil", "address", "aff", "affils", "AFF"]);
export const ALSO_AT = new Set([
  "altaffiliation",
  "altaffilmark",
  "altaffil",
  "presentaddress",
  "alsoaffiliation",
]);
export const MAILS = new Set(["email", "ead", "emailAdd", "mail", "mailto"]);
/** Explanations of footnote marks whose mark stands in brackets, or, for the last, in braces. */
export const FOOTNOTE_TEXTS = new Set([
  "fntext",
  "cortext",
  "footnotetext",
  "altaffiltext",
  "tnotetext",
  "thankstext",
]);

const FRONT = new Set([
  "author",
  "institute",
  "collaboration",
  "collab",
  "title",
  "noaffiliation",
  "correspondingauthor",
]);

/** Whether readers give a command a meaning of their own, whatever a file says that it prints. */
export function isOurs(name: string): boolean {
  return (
    /orcid/i.test(name) ||
    /^cms[A-Za-z]+$/.test(name) ||
    name === "href" ||
    name === "cyrtext" ||
    name in SILENT ||
    name in MARKS ||
    [SECOND_IS_TEXT, ASSIGNED, DEFINES_MARK, ENDS_LINE, ENDS_PARAGRAPH, PARTS_AUTHORS, SECTIONS, NOTES].some(
      (set) => set.has(name),
    ) ||
    [AFFILIATIONS, ALSO_AT, MAILS, FOOTNOTE_TEXTS, FRONT].some((set) => set.has(name))
  );
}
