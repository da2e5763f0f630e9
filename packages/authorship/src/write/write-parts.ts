/** What writers are asked for, and what they answer. */
import type { Author, AuthorList } from "../list/author-list.ts";

export const WRITE_FORMATS = [
  "author.xml",
  "revtex",
  "jhep",
  "elsarticle",
  "aastex",
  "epjc",
  "mnras",
  "aa",
  "pos",
  "jats",
  "arxiv",
  "csv",
  "xlsx",
  "html",
  "json",
] as const;
/** A format that a list can be written in. */
export type WriteFormat = (typeof WRITE_FORMATS)[number];

export interface WriteOptions {
  /** `by name` sorts by sort key, family name and given name; by default the list's own order. */
  readonly order?: "as listed" | "by name";
  /** How affiliations are numbered; by default in the order in which they first appear. */
  readonly numbering?: "first appearance" | "as listed";
  /** The order of one author's marks; by default the author's own. */
  readonly marks?: "author's order" | "ascending";
  /** TeX and HTML: only the authors and affiliations, to be put into a paper, instead of a whole document. */
  readonly fragment?: boolean;
  /**
   * Neutral lines in the words that were agreed, or where those would be taken for the host in words that are not; by default as
   * printed in TeX, on a web page and in our own JSON, and safe in what programs read.
   */
  readonly lines?: "as printed" | "safe";
}

export interface WrittenList {
  readonly format: WriteFormat;
  /** Text; a workbook is bytes. */
  readonly content: string | Uint8Array;
  /** `text/xml; charset=utf-8` and the like. */
  readonly mediaType: string;
  /** Of a file's name, with its point: `.tex`. */
  readonly extension: string;
  /** What of the list the format does not hold, and what was written otherwise than it stands. */
  readonly notes: readonly string[];
}

/** What a format may hold of an author or list beyond names, affiliations and their order. */
export type Particular =
  | "orcid"
  | "ids"
  | "organisation ids"
  | "address"
  | "country"
  | "email"
  | "deceased"
  | "notes"
  | "funding"
  | "native name"
  | "sort key"
  | "position"
  | "collaborations"
  | "title"
  | "reference"
  | "acknowledgements"
  | "domain"
  | "status"
  | "group";

const SAID: readonly (readonly [Particular, string, (list: AuthorList) => number])[] = [
  [
    "orcid",
    "ORCID iDs",
    ({ authors }) => count(authors, ({ ids }) => ids.some(({ source }) => source === "ORCID")),
  ],
  [
    "ids",
    "other identifiers of authors",
    ({ authors }) => count(authors, ({ ids }) => ids.some(({ source }) => source !== "ORCID")),
  ],
  [
    "organisation ids",
    "identifiers of organisations",
    ({ organisations }) => count(organisations, ({ ids }) => ids.length > 0),
  ],
  [
    "address",
    "addresses",
    ({ organisations }) => count(organisations, ({ address }) => address !== undefined),
  ],
  [
    "country",
    "countries",
    ({ organisations }) => count(organisations, ({ country }) => country !== undefined),
  ],
  [
    "email",
    "mail addresses",
    ({ authors }) => count(authors, ({ corresponding }) => corresponding !== undefined),
  ],
  ["deceased", "marks of the deceased", ({ authors }) => count(authors, ({ deceased }) => deceased === true)],
  ["notes", "footnotes", ({ authors }) => count(authors, ({ notes }) => (notes ?? []).length > 0)],
  ["funding", "fundings of authors", ({ authors }) => count(authors, ({ funding }) => funding !== undefined)],
  [
    "native name",
    "names in the author's script",
    ({ authors }) => count(authors, ({ nativeName }) => nativeName !== undefined),
  ],
  ["sort key", "sort keys", ({ authors }) => count(authors, ({ sortKey }) => sortKey !== undefined)],
  ["position", "positions", ({ authors }) => count(authors, ({ position }) => position !== undefined)],
  [
    "collaborations",
    "collaborations of authors",
    ({ authors }) => count(authors, ({ collaborations }) => collaborations.length > 0),
  ],
  ["title", "the title", ({ title }) => (title === undefined ? 0 : 1)],
  ["reference", "the paper's reference", ({ reference }) => (reference === undefined ? 0 : 1)],
  ["acknowledgements", "acknowledgements", ({ acknowledgements }) => acknowledgements.length],
  [
    "domain",
    "web addresses of organisations",
    ({ organisations }) => count(organisations, ({ domain }) => domain !== undefined),
  ],
  [
    "status",
    "standings of organisations",
    ({ organisations }) => count(organisations, ({ status }) => (status ?? []).length > 0),
  ],
  [
    "group",
    "groups of organisations",
    ({ organisations }) => count(organisations, ({ group }) => group !== undefined),
  ],
];

function count<Each>(all: readonly Each[], is: (each: Each) => boolean): number {
  let found = 0;
  for (const each of all) if (is(each)) found++;
  return found;
}

/** A sentence for each thing that stands in the list and that a format does not hold, with how many there are. */
export function notHeld(list: AuthorList, held: ReadonlySet<Particular>): string[] {
  return SAID.flatMap(([particular, says, counted]) => {
    const lost = held.has(particular) ? 0 : counted(list);
    return lost === 0 ? [] : [`the format does not hold ${says} (${lost})`];
  });
}
/** The author's ORCID iD. */
export function orcidOf({ ids }: Author): string | undefined {
  return ids.find(({ source }) => source === "ORCID")?.value;
}
