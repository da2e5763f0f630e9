/** Authors and definitions become a list: each mark is led to what it stands for, and what leads nowhere is said. */
import type { Affiliation, Author, Collaboration, Connection } from "../../list/author-list.ts";
import { type ListSheet, type ReadFormat, type ReadList, short } from "../read-parts.ts";
import { mailIn, readFootnote, withoutEnd } from "./footnote.ts";
import type { Definition, MarkedAuthor } from "./pieces.ts";

export interface Marked {
  readonly authors: readonly MarkedAuthor[];
  readonly definitions: readonly Definition[];
  readonly collaborations: readonly string[];
  readonly title?: string;
  /** Mail addresses that stand apart from the authors, in their order. */
  readonly emails?: readonly { readonly email: string; readonly line: number }[];
}

type Meaning =
  | { readonly kind: "affiliation"; readonly organisation: string; readonly connection: Connection }
  | { readonly kind: "deceased" }
  | { readonly kind: "corresponding"; readonly email?: string }
  | { readonly kind: "note"; readonly text: string };

const DAGGER = /^[†‡*]$|^\\?d(?:ag(?:ger)?|dag)$/;

class Assembly {
  readonly #sheet: ListSheet;
  readonly #meanings = new Map<string, Meaning>();
  readonly #unused = new Map<string, Definition>();
  /** Numbers are institutes; beside them, letters are footnotes, and an institute in a footnote is a further one. */
  readonly #hasNumbers: boolean;

  constructor(sheet: ListSheet, definitions: readonly Definition[]) {
    this.#sheet = sheet;
    this.#hasNumbers = definitions.some(({ mark }) => /^\d/.test(mark));
    for (const definition of definitions) this.#define(definition);
  }

  #define(definition: Definition): void {
    const { mark, text, line, isInstitute } = definition;
    const known = this.#unused.get(mark);
    if (known !== undefined) {
      if (known.text !== text)
        this.#sheet.note(
          "warning",
          "said-otherwise",
          `the mark \`${mark}\` is explained in line ${known.line} already; \`${short(text)}\` is left out`,
          line,
        );
      return;
    }
    this.#unused.set(mark, definition);
    this.#meanings.set(
      mark,
      this.#meaning(text, line, isInstitute !== true && this.#hasNumbers && !/^\d/.test(mark)),
    );
  }

  #meaning(text: string, line: number, isFootnote: boolean): Meaning {
    const said = readFootnote(text);
    if (said.kind !== "affiliation") return said;
    const connection = said.isSaid || !isFootnote ? said.connection : "also at";
    return { kind: "affiliation", organisation: this.#sheet.organisationOf(said.name, line), connection };
  }

  author(marked: MarkedAuthor): void {
    const affiliations: Affiliation[] = [];
    const notes: string[] = [];
    let deceased = false;
    let corresponding: { email?: string } | undefined =
      marked.emails.length === 0 ? undefined : { email: marked.emails[0]! };
    const take = (meaning: Meaning): void => {
      if (meaning.kind === "affiliation")
        affiliations.push({ organisation: meaning.organisation, connection: meaning.connection });
      else if (meaning.kind === "deceased") deceased = true;
      else if (meaning.kind === "note") notes.push(meaning.text);
      else
        corresponding = {
          ...corresponding,
          ...(meaning.email === undefined ? {} : { email: meaning.email }),
        };
    };
    for (const { text, line } of marked.affiliations) take(this.#meaning(text, line, false));
    for (const mark of marked.marks) {
      const meaning = this.#meaningOf(mark);
      if (meaning !== undefined) take(meaning);
      else if (DAGGER.test(mark) && mark !== "*") deceased = true;
      else
        this.#sheet.note(
          "error",
          "unknown-mark",
          `the mark \`${short(mark)}\` of \`${short(marked.name)}\` is explained nowhere; the author is kept without it`,
          marked.line,
        );
    }
    for (const note of marked.notes) {
      const said = readFootnote(note);
      if (said.kind === "affiliation" && !said.isSaid) notes.push(withoutEnd(note));
      else take(this.#meaning(note, marked.line, true));
    }
    const more: Partial<Author> = {
      ...(deceased ? { deceased: true } : {}),
      ...(corresponding === undefined ? {} : { corresponding }),
      ...(notes.length === 0 ? {} : { notes }),
    };
    this.#sheet.addAuthor({
      line: marked.line,
      paperName: printable(marked.name),
      ...(marked.familyName === undefined ? {} : { familyName: marked.familyName }),
      ...(marked.givenName === undefined ? {} : { givenName: marked.givenName }),
      more,
      affiliations,
      ids: marked.orcids.map((value) => ({ source: "ORCID", value })),
    });
  }

  #meaningOf(mark: string): Meaning | undefined {
    for (const each of [mark, mark.toLowerCase(), mark.replace(/^0+(?=\d)/, "")]) {
      const meaning = this.#meanings.get(each);
      if (meaning === undefined) continue;
      this.#unused.delete(each);
      return meaning;
    }
    return undefined;
  }

  sayUnused(): void {
    for (const { mark, text, line } of this.#unused.values())
      this.#sheet.note(
        "warning",
        "unknown-mark",
        `\`${mark}\`, \`${short(text)}\`, stands with no author`,
        line,
      );
  }
}

const printable = (name: string): string =>
  name
    .replace(/\s+/gu, " ")
    .replace(/(?<=\.)-\s/gu, "-")
    .replace(/^[\s,;:]+|[\s,;:]+$/gu, "");

/** Puts a list together from what stands in a text. */
export function assembled(sheet: ListSheet, marked: Marked, format: ReadFormat): ReadList {
  const assembly = new Assembly(sheet, marked.definitions);
  for (const author of marked.authors) assembly.author(author);
  assembly.sayUnused();
  for (const [at, { email, line }] of (marked.emails ?? []).entries()) {
    const isOneEach = marked.emails!.length === sheet.authorsIn && sheet.authorsIn === marked.authors.length;
    const address = mailIn(email) ?? email;
    if (isOneEach) sheet.amendAuthor(at, (author) => ({ ...author, corresponding: { email: address } }));
    else
      sheet.note(
        "warning",
        "left-out",
        `the mail address \`${short(address)}\` stands with no author and is left out`,
        line,
      );
  }
  const collaborations: Collaboration[] = [...new Set(marked.collaborations)].map((name, at) => ({
    key: `c${at + 1}`,
    name,
  }));
  return sheet.finish(format, {
    collaborations,
    ...(marked.title === undefined ? {} : { title: marked.title }),
  });
}
