/**
 * Takes a line of pieces apart into authors and the definitions of their marks. Lines that begin with a mark explain it; all
 * others hold authors, parted by commas, `and` and the like.
 */
import { type Definition, type MarkedAuthor, marksIn, type Piece } from "./pieces.ts";

/** What stands between two breaks. */
export interface Segment {
  readonly pieces: readonly Piece[];
  readonly line: number;
  /** After an empty line or a new section. */
  readonly isApart: boolean;
}

/** The segments of a line of pieces; those without any text or mark are left out. */
export function segmentsOf(pieces: readonly Piece[]): Segment[] {
  const segments: Segment[] = [];
  let held: Piece[] = [];
  let isApart = true;
  const end = (): void => {
    const first = held.findIndex((piece) => piece.kind !== "text" || piece.text.trim() !== "");
    if (first >= 0) {
      segments.push({ pieces: held.slice(first), line: held[first]!.line, isApart });
      isApart = false;
    }
    held = [];
  };
  for (const piece of pieces)
    if (piece.kind === "break") {
      end();
      isApart ||= piece.isStrong;
    } else held.push(piece);
  end();
  return segments;
}

/** Whether a segment explains a mark: it begins with one, and text follows. */
export function isDefinition({ pieces }: Segment): boolean {
  if (pieces[0]?.kind !== "mark" || pieces[0].marks.length === 0) return false;
  return pieces.some((piece) => piece.kind === "text" && /\p{L}{2}/u.test(piece.text));
}

const PART = /^\(?([a-z])\)?$/;

/**
 * The definitions in a segment: one, or several where parts of an institute have letters of their own,
 * `3 (a)Department of A, Town; (b)Division of B, Town; Country`, which are known as `3a` and `3b`.
 */
export function definitionsIn({ pieces, line }: Segment): Definition[] {
  const found: { mark: string; text: string; line: number; isPart: boolean }[] = [];
  let lead: string | undefined;
  for (const piece of pieces) {
    if (piece.kind === "mark") {
      const [mark = ""] = piece.marks;
      const part = PART.exec(mark)?.[1];
      const open = found.at(-1);
      if (open === undefined && lead === undefined) lead = mark;
      else if (
        part !== undefined &&
        lead !== undefined &&
        /^\d+$/.test(lead) &&
        (open === undefined || open.isPart)
      )
        found.push({ mark: `${lead}${part}`, text: "", line: piece.line, isPart: true });
      // A mark within an explanation is part of what it says: `associated to 13`.
      else if (open !== undefined) open.text += piece.marks.join(",");
      else lead = mark;
      continue;
    }
    if (piece.kind !== "text" && piece.kind !== "email" && piece.kind !== "note") continue;
    if (found.length === 0) {
      if (piece.text.trim() === "") continue;
      found.push({ mark: lead ?? "", text: "", line: piece.line, isPart: false });
    }
    found.at(-1)!.text += piece.text;
  }
  const tidied = found.map(({ mark, text, line: own, isPart }) => ({
    mark,
    text: text.replace(/\s+/gu, " ").trim(),
    line: own,
    isPart,
  }));
  const last = tidied.at(-1);
  // The country stands after the last part and means all of them.
  const tail = last?.isPart === true ? /;\s*([^;]+)$/.exec(last.text)?.[1] : undefined;
  return tidied.map(({ mark, text, line: own, isPart }, at) => ({
    mark,
    text:
      isPart && tail !== undefined && at < tidied.length - 1
        ? `${text.replace(/[;,\s]+$/, "")}; ${tail}`
        : text,
    line: own || line,
  }));
}

const SUFFIX = /^(?:jr|sr|jnr|snr|ii|iii|iv)\.?$/i;

/** Nobody is called `A.` or `J.-P. M.` alone: it belongs to the family name before it. */
const INITIALS = /^(?:\p{Lu}\p{Ll}{0,2}\.(?:\s|-|\u2010)?)+$/u;

interface Open {
  name: string;
  line: number;
  marks: string[];
  orcids: string[];
  emails: string[];
  notes: string[];
  isClosed: boolean;
}

/** Authors of segments one after the other. `under` is the institute under which they stand. */
export class AuthorsInText {
  readonly #found: Open[] = [];
  /** A comma, a mark or the end of a line has come since the last name's text. */
  #open: Open | undefined;

  get authors(): MarkedAuthor[] {
    return this.#found.map(({ name, line, marks, orcids, emails, notes }) => ({
      name,
      line,
      marks,
      orcids,
      emails,
      notes,
      affiliations: [],
    }));
  }

  read(pieces: readonly Piece[]): void {
    for (const piece of pieces)
      switch (piece.kind) {
        case "text":
          this.#text(piece.text, piece.line);
          break;
        case "and":
          this.close();
          break;
        case "break":
        case "heading":
          break;
        case "mark":
          this.#last?.marks.push(...piece.marks);
          this.#closeSoon();
          break;
        case "orcid":
          this.#last?.orcids.push(piece.text);
          this.#closeSoon();
          break;
        case "email":
          this.#last?.emails.push(piece.text);
          break;
        case "note":
          this.#last?.notes.push(piece.text);
      }
  }

  /** The author to whom a mark belongs: a mark never stands before its name. */
  get #last(): Open | undefined {
    return this.#open ?? this.#found.at(-1);
  }

  /** The last author where nothing but a family name stands of them yet: `Example, A.` */
  get #familyAlone(): Open | undefined {
    const last = this.#found.at(-1);
    return last === undefined || last.isClosed || /[.,\d]/.test(last.name) ? undefined : last;
  }

  /** More text after a mark is another author, even where no comma parts them. */
  #closeSoon(): void {
    if (this.#open !== undefined) this.#open.isClosed = true;
  }

  close(): void {
    this.#open = undefined;
  }

  #text(text: string, line: number): void {
    const parts = text.split(/([,;\u00b7\u2022\u3001]|\s&\s|(?<=\s|^)and(?=\s|$))/);
    for (const [at, part] of parts.entries()) {
      if (at % 2 === 1) {
        this.close();
        continue;
      }
      const name = part.replace(/\s+/gu, " ");
      const bare = name.trim();
      if (bare === "" || !/[\p{L}\p{N}?]/u.test(bare)) continue;
      if (SUFFIX.test(bare) && this.#found.length > 0 && this.#open === undefined) {
        const last = this.#found.at(-1)!;
        last.name = `${last.name}, ${bare}`;
        continue;
      }
      const family = this.#open === undefined && INITIALS.test(bare) ? this.#familyAlone : undefined;
      if (family !== undefined) {
        family.name = `${family.name}, ${bare}`;
        this.#open = family;
        continue;
      }
      if (this.#open === undefined || (this.#open.isClosed && /\p{L}/u.test(bare))) {
        this.#open = { name: bare, line, marks: [], orcids: [], emails: [], notes: [], isClosed: false };
        this.#found.push(this.#open);
      } else this.#open.name = `${this.#open.name}${/^\s/.test(name) ? " " : ""}${bare}`;
    }
  }
}

/** `The EXAMPLE Collaboration`, in brackets or not: its name, without the article and the word. */
export function collaborationIn(name: string): string | undefined {
  const bare = name.replace(/^[([\s]+|[)\]:\s]+$/gu, "");
  const found = /^(?:(?:for|on behalf of)\s+)?(?:the\s+)?(.+?)\s+collaborations?$/iu.exec(bare)?.[1];
  return found === undefined || found.length > 80 ? undefined : found;
}

/** Definitions and authors of a heading with parts: `Institute A$^a$, University B$^b$, Town`. */
export function partsOfHeading(
  pieces: readonly Piece[],
  line: number,
): {
  readonly whole: string;
  readonly parts: readonly Definition[];
} {
  const texts: { text: string; marks: readonly string[] }[] = [];
  for (const piece of pieces)
    if (piece.kind === "text") texts.push({ text: piece.text, marks: [] });
    else if (piece.kind === "mark" && texts.length > 0)
      texts.at(-1)!.marks = [...texts.at(-1)!.marks, ...piece.marks];
  const plain = (text: string): string => text.replace(/\s+/gu, " ").replace(/^[\s,;]+|[\s,;]+$/gu, "");
  const whole = plain(
    texts
      .map(({ text }) => text)
      .join("")
      .replace(/\s+,/g, ","),
  );
  const marked = texts.filter(({ marks }) => marks.length > 0);
  const last = texts.at(-1);
  const tail = last !== undefined && last.marks.length === 0 ? plain(last.text) : "";
  const parts = marked.flatMap(({ text, marks }) =>
    marks
      .flatMap((mark) => marksIn(mark))
      .map((mark) => ({
        mark,
        text: [plain(text), tail].filter((part) => part !== "").join(", "),
        line,
      })),
  );
  return { whole, parts };
}
