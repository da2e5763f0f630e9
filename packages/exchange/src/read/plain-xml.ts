/**
 * Reads XML that is as it should be, which nearly all of it is, in a fraction of the time that a parser takes which looks at each letter.
 * It knows no way to go on after a flaw: at the first thing that is not plain it stops, and says where, so that the parser takes over.
 */

export interface PlainTaker {
  opened(name: string, attributes: Readonly<Record<string, string>>, isEmpty: boolean): void;
  closed(name: string): void;
  text(text: string): void;
  /** A comment or an instruction. */
  aside(): void;
  /** What stands between `<!DOCTYPE` and `>`. */
  doctype(text: string): void;
}

const NAME = "[A-Za-z_:][\\w.:-]*";
/** `<name a="1" b='2' />`; every part sticky, none of them goes back on itself. */
const OPENING = new RegExp(`<(${NAME})`, "y");
const ATTRIBUTE = new RegExp(`\\s+(${NAME})\\s*=\\s*(?:"([^"<]*)"|'([^'<]*)')`, "y");
const ENDING = /\s*(\/?)>/y;
const CLOSING = new RegExp(`</(${NAME})\\s*>`, "y");
const DECLARATION =
  /<\?xml\s+version\s*=\s*(?:"1\.0"|'1\.0')(?:\s+encoding\s*=\s*(?:"[A-Za-z][\w.-]*"|'[A-Za-z][\w.-]*'))?(?:\s+standalone\s*=\s*(?:"(?:yes|no)"|'(?:yes|no)'))?\s*\?>/y;
const INSTRUCTION = new RegExp(`<\\?(?!xml)${NAME}(?:\\s[^?]*)?\\?>`, "iy");
const DOCTYPE = /<!DOCTYPE(\s(?:[^<>["']|"[^"<>]*"|'[^'<>]*')*)>/y;
/** What XML cannot hold, and controls that nobody means: whether a parser says something of them is left to it. */
const FORBIDDEN = /(?![\t\n])[\p{Cc}\p{Cs}\ufffe\uffff]/u;
/** Half of a pair, where text was cut between the two. */
const HALF = /[\ud800-\udbff]$/;
const REFERENCE = /&(?:(amp|lt|gt|quot|apos)|#(\d{1,7})|#x([0-9A-Fa-f]{1,6}));/g;
const ENTITIES: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

const isCharacter = (code: number): boolean =>
  code === 9 ||
  code === 10 ||
  code === 13 ||
  (code >= 0x20 && code < 0xd800) ||
  (code > 0xdfff && code < 0xfffe) ||
  (code >= 0x10000 && code <= 0x10ffff);

/** Text with its references resolved; undefined where one is none. */
function resolved(text: string): string | undefined {
  if (!text.includes("&")) return text;
  let isPlain = true;
  let marks = 0;
  const plain = text.replace(REFERENCE, (_, entity?: string, decimal?: string, hex?: string) => {
    marks++;
    if (entity !== undefined) return ENTITIES[entity]!;
    const code = decimal === undefined ? Number.parseInt(hex!, 16) : Number(decimal);
    if (isCharacter(code)) return String.fromCodePoint(code);
    isPlain = false;
    return "";
  });
  return isPlain && marks === text.split("&").length - 1 ? plain : undefined;
}

export class PlainXml {
  readonly #taker: PlainTaker;
  /** Open elements, outermost first. */
  readonly open: string[] = [];
  #pending = "";
  /** Where in `#pending` the next thing begins. */
  #at = 0;
  /** What stood before the root element, for the parser that takes over there. */
  #prolog = "";
  #root: string | undefined;
  #hasBegun = false;
  #hasDoctype = false;
  #heldReturn = false;
  /** The line on which the next thing begins, from 1. */
  line = 1;

  constructor(taker: PlainTaker) {
    this.#taker = taker;
  }

  /** Reads on; false where something is not plain, from which point `handOver` has the rest. */
  write(text: string): boolean {
    let more = this.#heldReturn ? `\r${text}` : text;
    this.#heldReturn = more.endsWith("\r");
    if (this.#heldReturn) more = more.slice(0, -1);
    if (more.includes("\r")) more = more.replace(/\r\n?/g, "\n");
    const isLetters = !FORBIDDEN.test(HALF.test(more) ? more.slice(0, -1) : more);
    this.#pending = this.#pending.slice(this.#at) + more;
    this.#at = 0;
    return isLetters && this.#read();
  }

  /** What was not read yet, after what a parser must know to go on: the open elements, or all that stood before the first. */
  handOver(): { readonly before: string; readonly linesBefore: number; readonly rest: string } {
    const rest = this.#pending.slice(this.#at) + (this.#heldReturn ? "\r" : "");
    this.#pending = "";
    this.#at = 0;
    if (this.#root === undefined) return { before: this.#prolog, linesBefore: 0, rest };
    const before =
      this.open.length === 0 ? `<${this.#root}/>` : this.open.map((name) => `<${name}>`).join("");
    return { before, linesBefore: this.line - 1, rest };
  }

  /** Whether all was read, but for blanks after the root element. */
  get isWhole(): boolean {
    return this.#root !== undefined && this.open.length === 0 && this.#pending.slice(this.#at).trim() === "";
  }

  #read(): boolean {
    const text = this.#pending;
    for (;;) {
      const tag = text.indexOf("<", this.#at);
      if (tag < 0 || tag + 1 >= text.length) return true;
      if (tag > this.#at && !this.#text(text.slice(this.#at, tag))) return false;
      this.#passTo(tag);
      const next = text.charCodeAt(tag + 1);
      const isRead =
        next === 47
          ? this.#close(text)
          : next === 33 || next === 63
            ? this.#other(text)
            : this.#openTag(text);
      if (isRead === "cut") return true;
      if (!isRead) return false;
    }
  }

  /** Counts the lines up to a place, which is the next to be read. */
  #passTo(end: number): void {
    const text = this.#pending;
    for (let at = text.indexOf("\n", this.#at); at >= 0 && at < end; at = text.indexOf("\n", at + 1))
      this.line++;
    if (this.#root === undefined) this.#prolog += text.slice(this.#at, end);
    this.#at = end;
  }

  #text(written: string): boolean {
    if (this.open.length === 0) {
      this.#hasBegun = true;
      return written.trim() === "";
    }
    const text = written.includes("]]>") ? undefined : resolved(written);
    if (text === undefined) return false;
    this.#taker.text(text);
    return true;
  }

  #openTag(text: string): boolean | "cut" {
    const start = this.#at;
    if (this.#root !== undefined && this.open.length === 0) return false;
    OPENING.lastIndex = start;
    const name = OPENING.exec(text)?.[1];
    if (name === undefined) return false;
    let at = OPENING.lastIndex;
    const attributes: Record<string, string> = {};
    for (;;) {
      ATTRIBUTE.lastIndex = at;
      const found = ATTRIBUTE.exec(text);
      if (found === null) break;
      const value = resolved((found[2] ?? found[3]!).replace(/[\n\t]/g, " "));
      if (value === undefined || Object.hasOwn(attributes, found[1]!)) return false;
      attributes[found[1]!] = value;
      at = ATTRIBUTE.lastIndex;
    }
    ENDING.lastIndex = at;
    const end = ENDING.exec(text);
    if (end === null) return this.#cutOr(text, ">");
    const isEmpty = end[1] === "/";
    this.#hasBegun = true;
    this.#root ??= name;
    this.#passTo(ENDING.lastIndex);
    if (!isEmpty) this.open.push(name);
    this.#taker.opened(name, attributes, isEmpty);
    return true;
  }

  #close(text: string): boolean | "cut" {
    CLOSING.lastIndex = this.#at;
    const name = CLOSING.exec(text)?.[1];
    if (name === undefined) return this.#cutOr(text, ">");
    if (name !== this.open.at(-1)) return false;
    this.#passTo(CLOSING.lastIndex);
    this.open.pop();
    this.#taker.closed(name);
    return true;
  }

  /** Nothing is wrong as long as what ends it may yet come. */
  #cutOr(text: string, ending: string): false | "cut" {
    return text.includes(ending, this.#at) ? false : "cut";
  }

  #other(text: string): boolean | "cut" {
    if (text.startsWith("<!--", this.#at)) {
      const end = text.indexOf("--", this.#at + 4);
      if (end < 0 || end + 2 >= text.length) return "cut";
      if (text[end + 2] !== ">") return false;
      return this.#passed(end + 3, () => this.#taker.aside());
    }
    if (text.startsWith("<![CDATA[", this.#at)) {
      const end = text.indexOf("]]>", this.#at);
      if (end < 0) return "cut";
      if (this.open.length === 0) return false;
      const data = text.slice(this.#at + 9, end);
      return this.#passed(end + 3, () => this.#taker.text(data));
    }
    if (text.startsWith("<?", this.#at)) {
      const isDeclaration = !this.#hasBegun && text.startsWith("<?xml", this.#at);
      const form = isDeclaration ? DECLARATION : INSTRUCTION;
      form.lastIndex = this.#at;
      if (!form.test(text)) return this.#cutOr(text, "?>");
      return this.#passed(form.lastIndex, () => {
        if (!isDeclaration) this.#taker.aside();
      });
    }
    DOCTYPE.lastIndex = this.#at;
    const doctype = DOCTYPE.exec(text)?.[1];
    if (doctype === undefined) return this.#cutOr(text, ">");
    if (this.#hasDoctype || this.#root !== undefined) return false;
    this.#hasDoctype = true;
    return this.#passed(DOCTYPE.lastIndex, () => this.#taker.doctype(doctype));
  }

  #passed(end: number, take: () => void): true {
    this.#hasBegun = true;
    this.#passTo(end);
    take();
    return true;
  }
}
