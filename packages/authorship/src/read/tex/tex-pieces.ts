/** From nodes of TeX to a line of pieces: raised text becomes marks, ORCID iDs and mail addresses are known by their commands. */
import { mailIn } from "../marked/footnote.ts";
import { marksIn, type Piece } from "../marked/pieces.ts";
import {
  ASSIGNED,
  DEFINES_MARK,
  ENDS_LINE,
  ENDS_PARAGRAPH,
  ENVIRONMENT_ARGUMENTS,
  MAILS,
  MARKS,
  NOTES,
  PARTS_AUTHORS,
  SECOND_IS_TEXT,
  SECTIONS,
  SILENT,
} from "./commands.ts";
import { Cursor } from "./cursor.ts";
import { plainText, SIGNS, smoothed, type TexNode } from "./nodes.ts";

const ORCID = /(?:orcid\.org\/)?((?:\d{4}[-\s\u2010-\u2013]?){2,3}[\dXx?-]{0,5})/;
const FONTS =
  /^(?:text(?:rm|it|bf|sf|tt|up|normal|md|sc)|math(?:rm|it|bf|sf|tt)|rm|it|bf|scriptsize|tiny|footnotesize|small)$/;

export interface PieceOptions {
  /** Bold lines are institutes, under which their authors follow, as CMS prints them. */
  readonly hasBlocks: boolean;
  /** A file that is put in where it is named, and cannot be read here. */
  readonly input?: (name: string, line: number) => void;
}

class TexPieces {
  readonly #pieces: Piece[] = [];
  readonly #options: PieceOptions;

  constructor(options: PieceOptions) {
    this.#options = options;
  }

  get pieces(): Piece[] {
    return this.#pieces;
  }

  #text(text: string, line: number): void {
    if (text === "") return;
    const last = this.#pieces.at(-1);
    if (last?.kind === "text" && last.line === line)
      this.#pieces[this.#pieces.length - 1] = { ...last, text: last.text + text };
    else this.#pieces.push({ kind: "text", text, line });
  }

  #mark(text: string, line: number): void {
    this.#pieces.push({ kind: "mark", marks: marksIn(text), line });
  }

  #break(line: number, isStrong: boolean): void {
    this.#pieces.push({ kind: "break", line, isStrong });
  }

  #orcid(written: string, line: number): void {
    const text = (ORCID.exec(written)?.[1] ?? written).trim();
    if (text !== "") this.#pieces.push({ kind: "orcid", text, line });
  }

  walk(nodes: readonly TexNode[]): void {
    const cursor = new Cursor(nodes);
    for (let node = cursor.next(); node !== undefined; node = cursor.next())
      switch (node.kind) {
        case "text":
          this.#raised(node.text, node.line, cursor);
          break;
        case "paragraph":
          this.#break(node.line, true);
          break;
        case "group":
          if (!this.#boldGroup(node.nodes, cursor, node.line)) this.walk(node.nodes);
          break;
        case "math":
          this.#math(node.nodes);
          break;
        case "command":
          this.#command(node.name, node.line, cursor);
      }
  }

  /** Text outside of mathematics; a circumflex raises what follows even there, as pasted text has it. */
  #raised(text: string, line: number, cursor: Cursor): void {
    if (text.endsWith("^") && cursor.peek()?.kind === "group") {
      this.#text(smoothed(text.slice(0, -1)), line);
      this.#mark(cursor.argumentText(), line);
    } else this.#text(smoothed(text), line);
  }

  #math(nodes: readonly TexNode[]): void {
    const cursor = new Cursor(nodes);
    for (let node = cursor.next(); node !== undefined; node = cursor.next()) {
      if (node.kind === "text") {
        const parts = node.text.split(/([\^_])/);
        for (const [at, part] of parts.entries()) {
          const isLast = at === parts.length - 1;
          const sign = at > 0 ? parts[at - 1] : "";
          if (at % 2 === 1) {
            if (isLast || (at === parts.length - 2 && parts[at + 1]!.trim() === ""))
              this.#script(part, cursor, node.line);
            continue;
          }
          // `^1` without braces raises one sign.
          const [letter = ""] = part.trimStart();
          if (sign === "^" && letter !== "") this.#mark(letter, node.line);
          const rest = sign === "" || letter === "" ? part : part.trimStart().slice(letter.length);
          if (rest.trim() !== "" && !/^[\s,;]+$/.test(rest)) this.#text(smoothed(rest), node.line);
        }
      } else if (node.kind === "group" || node.kind === "math") this.#math(node.nodes);
      else if (node.kind === "command") {
        const sign = SIGNS[node.name];
        if (/^d?dag(?:ger)?$|^ast$|^star$/.test(node.name)) this.#mark(sign ?? "", node.line);
        else if (sign !== undefined) this.#text(sign, node.line);
        else if (node.name in MARKS) this.#command(node.name, node.line, cursor);
      }
    }
  }

  /** What is raised or lowered, with the font that may stand before it: `^\textrm{\scriptsize 102}`. */
  #script(sign: string, cursor: Cursor, line: number): void {
    let nodes = cursor.argument();
    const [first] = nodes;
    if (nodes.length === 1 && first?.kind === "command" && FONTS.test(first.name)) nodes = cursor.argument();
    if (sign === "^") this.#mark(plainText(nodes), line);
    else this.#text(plainText(nodes), line);
  }

  /** A bold line of its own, `\textbf{..}\\` or `{\bf ..}\\`, is an institute with its authors under it. */
  #boldGroup(nodes: readonly TexNode[], cursor: Cursor, line: number): boolean {
    if (!this.#options.hasBlocks || nodes[0]?.kind !== "command" || !/^(bf|bfseries)$/.test(nodes[0].name))
      return false;
    return this.#heading(nodes.slice(1), cursor, line);
  }

  #heading(nodes: readonly TexNode[], cursor: Cursor, line: number): boolean {
    cursor.skipBlanks();
    const next = cursor.peek();
    const isLine = next?.kind === "command" && ENDS_LINE.has(next.name);
    if (!isLine) return false;
    this.#pieces.push({ kind: "heading", pieces: texPieces(nodes, { hasBlocks: false }), line });
    return true;
  }

  #command(name: string, line: number, cursor: Cursor): void {
    if (/orcid/i.test(name)) this.#orcidCommand(name, line, cursor);
    else if (name === "cmsinstitute")
      this.#pieces.push({
        kind: "heading",
        pieces: texPieces(cursor.argument(), { hasBlocks: false }),
        line,
      });
    else if (name === "textbf") {
      const nodes = cursor.argument();
      if (!this.#options.hasBlocks || !this.#heading(nodes, cursor, line)) this.walk(nodes);
    } else if (name in MARKS) {
      const texts = Array.from({ length: MARKS[name]! }, () => cursor.argumentText());
      this.#mark(texts.join(","), line);
    } else if (name === "footnotemark") {
      const option = cursor.option();
      if (option !== undefined)
        this.#pieces.push({
          kind: "mark",
          marks: marksIn(plainText(option)).map((mark) => `footnote ${mark}`),
          line,
        });
    } else if (DEFINES_MARK.has(name)) {
      this.#break(line, false);
      this.#mark(cursor.argumentText(), line);
    } else if (name === "item") {
      this.#break(line, false);
      const option = cursor.option();
      if (option !== undefined) this.#mark(plainText(option).replace(/^\^/, ""), line);
    } else if (NOTES.has(name)) {
      cursor.option();
      this.#pieces.push({ kind: "note", text: plainText(cursor.argument()).trim(), line });
    } else if (MAILS.has(name)) {
      cursor.option();
      const text = cursor.argumentText();
      this.#pieces.push({ kind: "email", text: mailIn(text) ?? text, line });
    } else if (PARTS_AUTHORS.has(name)) this.#pieces.push({ kind: "and", line });
    else this.#layout(name, line, cursor);
  }

  #layout(name: string, line: number, cursor: Cursor): void {
    if (ENDS_LINE.has(name)) {
      cursor.option();
      this.#break(line, false);
    } else if (ENDS_PARAGRAPH.has(name)) {
      if (name === "vskip") cursor.assignment();
      else if (name === "vspace") cursor.argument();
      this.#break(line, true);
    } else if (SECTIONS.has(name)) {
      cursor.option();
      this.#break(line, true);
      this.walk(cursor.argument());
      this.#break(line, true);
    } else if (name === "begin" || name === "end") {
      const environment = cursor.argumentText();
      if (name === "begin") {
        cursor.option();
        for (let at = ENVIRONMENT_ARGUMENTS[environment] ?? 0; at > 0; at--) cursor.argument();
      }
      this.#break(line, true);
    } else if (name === "href") {
      const target = cursor.argumentText();
      if (/orcid\.org/i.test(target)) this.#orcid(target, line);
      else if (/^mailto:/i.test(target))
        this.#pieces.push({ kind: "email", text: target.replace(/^mailto:/i, ""), line });
      const nodes = cursor.argument();
      if (!/^mailto:/i.test(target)) this.walk(nodes);
    } else if (name === "url") {
      const target = cursor.argumentText();
      if (/orcid\.org/i.test(target)) this.#orcid(target, line);
    } else if (name === "ensuremath") this.#math(cursor.argument());
    else if (name === "input" || name === "include") this.#options.input?.(cursor.argumentText(), line);
    else if (name in SILENT) {
      cursor.option();
      for (let at = SILENT[name]!; at > 0; at--) cursor.argument();
      cursor.option();
    } else if (SECOND_IS_TEXT.has(name)) {
      cursor.option();
      cursor.argument();
      cursor.option();
      this.walk(cursor.argument());
    } else if (ASSIGNED.has(name)) cursor.assignment();
    else this.#text(SIGNS[name] ?? "", line);
  }

  /** `\AtlasOrcid[0000-...]{A.~Name}` holds a name; every other command of that kind holds the iD. */
  #orcidCommand(name: string, line: number, cursor: Cursor): void {
    const option = cursor.option();
    const held = option === undefined ? "" : plainText(option);
    if (
      /^atlasorcid/i.test(name) ||
      (option !== undefined && cursor.hasGroup() && /\d{4}-\d{4}/.test(held))
    ) {
      this.walk(cursor.argument());
      this.#orcid(held, line);
    } else if (cursor.hasGroup()) this.#orcid(cursor.argumentText(), line);
  }
}

/** The pieces of TeX. */
export function texPieces(nodes: readonly TexNode[], options: PieceOptions): Piece[] {
  const pieces = new TexPieces(options);
  pieces.walk(nodes);
  return pieces.pieces;
}
