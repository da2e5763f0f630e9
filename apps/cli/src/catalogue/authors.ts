/** Commands about author lists. Nothing here loads the code that does the work. */
import type { Command, Option } from "../command.ts";
import { JSON_OPTION } from "./options.ts";

const PSEUDONYMS: Option = {
  name: "pseudonyms",
  says: "made-up names in place of the real ones, and no identifiers of people",
};
/** How neutral lines are worded. */
export const LINES: Option = {
  name: "lines",
  value: "HOW",
  says: "neutral lines `printed` in their own words, or `safe`: without the host's name where programs take it for an institute; by default printed in TeX and HTML, safe in author.xml, JATS, tables and arXiv's line",
};
const PRINTED: readonly Option[] = [
  LINES,
  { name: "by-name", says: "sort the authors by sort key, family name and given name" },
  { name: "as-listed", says: "number institutes as the list has them, not as they first appear" },
  { name: "ascending", says: "an author's marks by number, not in the author's own order" },
  { name: "fragment", says: "TeX and HTML: only what goes into a paper, not a whole document" },
];

export const AUTHORS: readonly Command[] = [
  {
    words: ["authors", "read"],
    operands: { usage: "FILE", least: 1, most: 1 },
    summary: "say what an author list holds, and everything that is wrong with it",
    about:
      "Reads an author list in any format (docs/author-lists.md): author.xml, JATS, Elsevier, JSON of the CERN Open Data portal, INSPIRE or DataCite, CSV, XLSX, TeX, a web page, pasted text. Counts authors, institutes and ties, and says by line what was mended, noticed or left out. With --json, prints the list, which `authors convert` reads again. Exit code 1 where something was left out.",
    options: [PSEUDONYMS, JSON_OPTION],
    examples: [
      { line: "comity authors read authors.tex", says: "" },
      { line: "comity authors read authors.xml --json > list.json", says: "the list as data" },
    ],
    load: () => import("../commands/authors-read.ts"),
  },
  {
    words: ["authors", "convert"],
    operands: { usage: "FILE FORMAT", least: 2, most: 2 },
    summary: "write an author list in another format",
    about:
      "Reads an author list as `authors read` does and prints it as author.xml, revtex, jhep, elsarticle, aastex, epjc, mnras, aa, pos, jats, arxiv, csv, xlsx, html or json. What the format does not hold is said, and so is what was wrong with the list. No author is ever left out in silence.",
    options: [
      { name: "out", value: "FILE", says: "write it into this new file; needed for a workbook" },
      ...PRINTED,
      PSEUDONYMS,
    ],
    examples: [
      { line: "comity authors convert authors.csv author.xml --out authors.xml", says: "" },
      { line: "comity authors convert authors.xml revtex --fragment > authors.tex", says: "" },
    ],
    load: () => import("../commands/authors-convert.ts"),
  },
  {
    words: ["authors", "write"],
    operands: { usage: "FILE FOLDER", least: 2, most: 2 },
    summary: "write an author list in every format",
    about: "Reads an author list and writes it in every format, a file each, into a new folder.",
    options: [...PRINTED, PSEUDONYMS],
    examples: [{ line: "comity authors write authors.xml lists", says: "" }],
    load: () => import("../commands/authors-write.ts"),
  },
];
