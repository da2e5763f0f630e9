/** Reads a list that is one flow of text: authors with marks, then what the marks stand for; or institutes with authors under each. */
import { type ListSheet, short } from "../read-parts.ts";
import type { Marked } from "./assemble.ts";
import {
  AuthorsInText,
  collaborationIn,
  definitionsIn,
  isDefinition,
  partsOfHeading,
  type Segment,
  segmentsOf,
} from "./flow.ts";
import type { Definition, MarkedAuthor, Piece } from "./pieces.ts";

const SIGN = /^\s*(?:([†‡§¶]+|\*+)\s*[:.]?|(\d{1,3}|[a-z]{1,2}):)\s*(?=\p{L})/u;
/** Lines between authors and institutes that say which is which. */
const CAPTION =
  /^(?:affiliations?(?: notes?)?|affiliation notes|collaboration institutes|institutes?|institutions?|authors?|author list|list of authors|members|deceased authors|notes?|footnotes?|and)\s*:?$/i;

const textOf = ({ pieces }: Segment): string =>
  pieces
    .map((piece) => (piece.kind === "text" ? piece.text : ""))
    .join("")
    .replace(/\s+/gu, " ")
    .trim();

/** A footnote's sign that stands in plain text at the beginning of a line is a mark like the others. */
function withSign(segment: Segment): Segment {
  const [first, ...rest] = segment.pieces;
  const sign = first?.kind === "text" ? SIGN.exec(first.text) : null;
  if (first?.kind !== "text" || sign === null) return segment;
  const pieces: Piece[] = [
    { kind: "mark", marks: [sign[1] ?? sign[2]!], line: first.line },
    { ...first, text: first.text.slice(sign[0].length) },
    ...rest,
  ];
  return { ...segment, pieces };
}

function authorsOf(segment: Segment): readonly MarkedAuthor[] {
  const reading = new AuthorsInText();
  reading.read(segment.pieces);
  return reading.authors;
}

/** Whether a name could be somebody's: a few words, with a capital or a letter of a script without these, no digits. */
function isNameLike({ name }: MarkedAuthor): boolean {
  return (
    name.length <= 60 &&
    name.split(" ").length <= 7 &&
    /\p{Lu}|\p{Lo}/u.test(name) &&
    !/[\d=@/\\<>]/.test(name)
  );
}

/** Whether a segment holds authors: at least half of what it parts has a mark or an iD, and all are like names. */
function hasMarkedAuthors(segment: Segment): boolean {
  const authors = authorsOf(segment);
  const marked = authors.filter(({ marks, orcids }) => marks.length + orcids.length > 0);
  return marked.length * 2 >= authors.length && authors.length > 0 && authors.some(isNameLike);
}

export interface FlowOptions {
  /** A line that goes on after an explanation is more of it, as in text that was pasted. */
  readonly linesGoOn: boolean;
}

class Flow {
  readonly #sheet: ListSheet;
  readonly #options: FlowOptions;
  readonly #collaborations: string[] = [];
  readonly #definitions: Definition[] = [];
  readonly #authors: MarkedAuthor[] = [];

  constructor(sheet: ListSheet, options: FlowOptions) {
    this.#sheet = sheet;
    this.#options = options;
  }

  get marked(): Marked {
    return {
      authors: this.#authors,
      definitions: this.#definitions,
      collaborations: this.#collaborations,
    };
  }

  /** Authors under headings; explanations of footnotes stand after all of them. */
  blocks(pieces: readonly Piece[]): void {
    let heading: { whole: string; parts: readonly Definition[]; line: number } | undefined;
    let held: Piece[] = [];
    const end = (): void => {
      const segments = segmentsOf(held).map(withSign);
      held = [];
      const names: Segment[] = [];
      for (const segment of segments) {
        if (isDefinition(segment)) this.#definitions.push(...definitionsIn(segment));
        else if (!this.#isCaption(segment)) names.push(segment);
      }
      if (heading === undefined) {
        for (const segment of names) this.#unread(segment);
        return;
      }
      const reading = new AuthorsInText();
      for (const segment of names) {
        reading.read(segment.pieces);
        reading.close();
      }
      const { whole, parts, line } = heading;
      for (const author of reading.authors) {
        const own = parts.filter(({ mark }) => author.marks.includes(mark));
        const affiliations = own.length > 0 ? own : [{ text: whole, line }];
        const marks = author.marks.filter((mark) => !parts.some((part) => part.mark === mark));
        this.#authors.push({ ...author, marks, affiliations });
      }
      if (reading.authors.length === 0)
        this.#sheet.note("warning", "left-out", `no author stands under \`${short(whole)}\``, line);
    };
    for (const piece of pieces)
      if (piece.kind === "heading") {
        end();
        heading = { ...partsOfHeading(piece.pieces, piece.line), line: piece.line };
      } else held.push(piece);
    end();
  }

  /** Authors first, explanations after them, or the other way round. */
  marks(pieces: readonly Piece[]): void {
    const segments = segmentsOf(pieces)
      .map(withSign)
      .filter((segment) => !this.#isCaption(segment));
    const isMarked = segments.map((segment) => !isDefinition(segment) && hasMarkedAuthors(segment));
    const first = isMarked.indexOf(true);
    let last = isMarked.lastIndexOf(true);
    // Authors without a mark may stand behind the others.
    for (let next = last + 1; first >= 0 && next < segments.length; next++) {
      const segment = segments[next]!;
      if (isDefinition(segment) || segment.isApart || !authorsOf(segment).every(isNameLike)) break;
      last = next;
    }
    const hasDefinitions = segments.some(isDefinition);
    const reading = new AuthorsInText();
    let wasDefinition = false;
    for (const [at, segment] of segments.entries()) {
      if (isDefinition(segment)) {
        this.#definitions.push(...definitionsIn(segment));
        wasDefinition = true;
        continue;
      }
      const isInZone = first >= 0 ? at >= first && at <= last : !wasDefinition;
      if (isInZone && (first >= 0 || authorsOf(segment).some(isNameLike))) {
        reading.read(segment.pieces);
        // In pasted text a line may end within a name's marks, but a name never runs over its end with a comma.
        if (!this.#options.linesGoOn || first < 0) reading.close();
        wasDefinition = false;
      } else if (wasDefinition && hasDefinitions && this.#goesOn(segment)) this.#continue(segment);
      else this.#unread(segment);
    }
    for (const author of reading.authors) {
      const collaboration = collaborationIn(author.name);
      if (collaboration !== undefined) this.#collaborations.push(collaboration);
      else this.#authors.push(author);
    }
  }

  #isCaption(segment: Segment): boolean {
    const text = textOf(segment);
    if (segment.pieces.some(({ kind }) => kind === "mark" || kind === "orcid")) return false;
    const collaboration = collaborationIn(text);
    if (collaboration !== undefined) this.#collaborations.push(collaboration);
    return collaboration !== undefined || CAPTION.test(text) || !/\p{L}/u.test(text);
  }

  #goesOn(segment: Segment): boolean {
    const open = this.#definitions.at(-1)?.text ?? "";
    return /,$/.test(open) || (this.#options.linesGoOn && !segment.isApart);
  }

  #continue(segment: Segment): void {
    const open = this.#definitions.at(-1)!;
    this.#definitions[this.#definitions.length - 1] = { ...open, text: `${open.text} ${textOf(segment)}` };
  }

  #unread(segment: Segment): void {
    const text = textOf(segment);
    if (text !== "")
      this.#sheet.note(
        "warning",
        "left-out",
        `\`${short(text)}\` is neither authors nor an institute`,
        segment.line,
      );
  }
}

/** What stands in a flow of pieces. */
export function readFlow(sheet: ListSheet, pieces: readonly Piece[], options: FlowOptions): Marked {
  const flow = new Flow(sheet, options);
  if (pieces.some(({ kind }) => kind === "heading")) flow.blocks(pieces);
  else flow.marks(pieces);
  return flow.marked;
}
