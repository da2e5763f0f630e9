/** How a list is printed: institutes with numbers, footnotes with letters, and which of them stand with which author. */
import type { Affiliation, Author, AuthorList, Connection, Organisation } from "../list/author-list.ts";
import type { WriteOptions } from "./write-parts.ts";

export interface PrintedAuthor {
  readonly author: Author;
  /** Numbers of institutes, in the order in which they are printed. */
  readonly numbers: readonly number[];
  /** Footnotes other than institutes of the list: `Also at ...`, notes. */
  readonly footnotes: readonly Footnote[];
}

export interface Footnote {
  /** `a`, `b`, ..., `z`, `aa`, ... */
  readonly letter: string;
  readonly text: string;
}

export interface Layout {
  readonly authors: readonly PrintedAuthor[];
  /** The institute of number n stands at n - 1. */
  readonly institutes: readonly Organisation[];
  readonly footnotes: readonly Footnote[];
}

/** What stands before an institute in a footnote. */
const LEADS: Readonly<Record<Exclude<Connection, "affiliated with">, string>> = {
  "also at": "Also at",
  "now at": "Now at",
  "on leave from": "On leave from",
  visitor: "Visitor at",
};

/**
 * The text of a footnote.
 *
 *     footnoteText("also at", institute)   // "Also at Example University"
 */
export function footnoteText(connection: Connection, { name }: Organisation): string {
  if (connection === "affiliated with") return name;
  // A neutral line has words of its own for the tie: "Also affiliated with an institute covered by ...".
  const own = /^(?:authors\s+)?affiliated\s+with\s+/i;
  if (connection === "also at" && own.test(name)) return `Also affiliated with ${name.replace(own, "")}`;
  return `${LEADS[connection]} ${name}`;
}

/** A mark of letters: a, ..., z, aa, ab, ... */
function letterOf(number: number): string {
  let letter = "";
  for (let rest = number; rest > 0; rest = Math.floor((rest - 1) / 26))
    letter = String.fromCharCode(97 + ((rest - 1) % 26)) + letter;
  return letter;
}

/** Lays a list out. `all` numbers every affiliation, for formats without footnotes. */
export function layoutOf(list: AuthorList, options: WriteOptions, all = false): Layout {
  const byKey = new Map(list.organisations.map((organisation) => [organisation.key, organisation]));
  const numbers = new Map<string, number>();
  const institutes: Organisation[] = [];
  const numberOf = (organisation: Organisation): number => {
    const known = numbers.get(organisation.key);
    if (known !== undefined) return known;
    numbers.set(organisation.key, institutes.push(organisation));
    return institutes.length;
  };
  const isNumbered = ({ connection }: Affiliation): boolean => all || connection === "affiliated with";
  if (options.numbering === "as listed") {
    const used = new Set(
      list.authors.flatMap(({ affiliations }) =>
        affiliations.filter(isNumbered).map(({ organisation }) => organisation),
      ),
    );
    for (const organisation of list.organisations) if (used.has(organisation.key)) numberOf(organisation);
  }
  const footnotes = new Map<string, Footnote>();
  const footnoteOf = (text: string): Footnote => {
    const known = footnotes.get(text);
    if (known !== undefined) return known;
    const footnote = { letter: letterOf(footnotes.size + 1), text };
    footnotes.set(text, footnote);
    return footnote;
  };
  const authors = list.authors.map((author): PrintedAuthor => {
    const own: number[] = [];
    const notes: Footnote[] = [];
    for (const affiliation of author.affiliations) {
      const organisation = byKey.get(affiliation.organisation);
      if (organisation === undefined) continue;
      if (!isNumbered(affiliation))
        notes.push(footnoteOf(footnoteText(affiliation.connection, organisation)));
      else if (!own.includes(numberOf(organisation))) own.push(numberOf(organisation));
    }
    for (const note of author.notes ?? []) notes.push(footnoteOf(note));
    if (options.marks === "ascending") own.sort((a, b) => a - b);
    return { author, numbers: own, footnotes: notes };
  });
  return { authors, institutes, footnotes: [...footnotes.values()] };
}

/** `The EXAMPLE Collaboration`; several are parted by commas and `and`. */
export function collaborationLine({ collaborations }: AuthorList): string | undefined {
  const names = collaborations.map(({ name }) => `The ${name} Collaboration`);
  if (names.length < 2) return names[0];
  return `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
}
