/**
 * XML as a stream of events, from files that nobody can vouch for. Nothing outside of the file is ever opened, no entity is
 * ever expanded but the five of XML itself, and nothing may grow: neither a single value nor the depth of the tags. Where the
 * form is broken but one can go on, one does, and says so.
 */
import { SaxesParser } from "saxes";
import { type Place, refusal } from "../problems.ts";
import { decodedText } from "./decode.ts";
import { type PlainTaker, PlainXml } from "./plain-xml.ts";
import { firstBytes, type Source } from "./source.ts";

export interface XmlHandler {
  /** `name` without its prefix. */
  open(name: string, attributes: Readonly<Record<string, string>>, line: number): void;
  /** `text` is all text directly in the element. */
  close(name: string, text: string, line: number): void;
  /** What is wrong with the form and was read over. */
  mended(message: string, line: number): void;
}

/** Letters that may come without a tag between them: one value, one tag with its attributes, one comment. */
const LONGEST_STRETCH = 1_000_000;
const DEEPEST = 64;
/** More flaws in the form than this, and it is no XML. */
const MOST_FLAWS = 10_000;
/** Before the first tag. */
const LONGEST_LEAD = 100_000;

/** The encoding that the file's own declaration gives, as far as it is one that can be read. */
async function encodingOf(source: Source, handler: XmlHandler): Promise<string> {
  const first = new TextDecoder("latin1").decode(await firstBytes(source, 1024));
  const declared = /<\?(?:php)?xml[^>]*?encoding\s*=\s*["']([A-Za-z0-9._-]+)["']/.exec(first)?.[1];
  if (declared === undefined) return "utf-8";
  try {
    const { encoding } = new TextDecoder(declared);
    return encoding.startsWith("utf-16") ? "utf-8" : encoding;
  } catch {
    handler.mended(`the encoding \`${declared}\` is not known; the file is read as UTF-8`, 1);
    return "utf-8";
  }
}

const bare = (name: string): string => name.slice(name.indexOf(":") + 1);

/** `<!ENTITY gr001 SYSTEM "gr001" NDATA IMAGE>`. */
const UNPARSED_ENTITY =
  /<!ENTITY\s+[\w.:-]+\s+(?:SYSTEM|PUBLIC\s*(?:"[^"<>%&]*"|'[^'<>%&]*'))\s*(?:"[^"<>%&]*"|'[^'<>%&]*')\s+NDATA\s+[\w.:-]+\s*>/g;

class Events implements PlainTaker {
  /** Reads as long as all is plain; from the first flaw on the parser does. */
  readonly #plain = new PlainXml(this);
  #parser: SaxesParser | undefined;
  readonly #handler: XmlHandler;
  readonly #place: Place;
  /** The text in each open element. */
  readonly #texts: string[] = [];
  #skippedLines = 0;
  #isBegun = false;
  #lead = "";
  #sinceEvent = 0;
  #flaws = 0;
  #isEnding = false;
  #hasRoot = false;

  constructor(handler: XmlHandler, place: Place) {
    this.#handler = handler;
    this.#place = place;
  }

  /** A parser that goes on where the plain reading stopped, told what it must know of what was read before. */
  #takeOver(): void {
    const { before, linesBefore, rest } = this.#plain.handOver();
    const parser = new SaxesParser({ xmlns: false, position: true });
    // Saxes throws where nobody listens.
    parser.on("error", () => undefined);
    parser.write(before);
    this.#skippedLines += linesBefore;
    parser.on("opentag", ({ name, attributes }) => this.#opened(name, attributes));
    parser.on("closetag", ({ name }) => this.closed(name));
    parser.on("text", (text) => this.text(text));
    parser.on("cdata", (text) => this.text(text));
    parser.on("comment", () => this.aside());
    parser.on("processinginstruction", () => this.aside());
    parser.on("doctype", (doctype) => this.doctype(doctype));
    parser.on("error", (error) => this.#flaw(error));
    this.#parser = parser;
    parser.write(rest);
  }

  #opened(name: string, attributes: Readonly<Record<string, string>>): void {
    this.#sinceEvent = 0;
    this.#hasRoot = true;
    if (this.#texts.length >= DEEPEST)
      throw this.#refuse("malformed-xml", `tags stand more than ${DEEPEST} deep in each other`);
    // Blanks between elements are nobody's text, and there may be a million of them.
    const last = this.#texts.length - 1;
    if (last >= 0 && this.#texts[last] !== "" && this.#texts[last]!.trim() === "") this.#texts[last] = "";
    this.#texts.push("");
    this.#handler.open(bare(name), attributes, this.#line);
  }

  opened(name: string, attributes: Readonly<Record<string, string>>, isEmpty: boolean): void {
    this.#opened(name, attributes);
    if (isEmpty) this.closed(name);
  }

  closed(name: string): void {
    this.#sinceEvent = 0;
    this.#handler.close(bare(name), this.#texts.pop() ?? "", this.#line);
  }

  text(text: string): void {
    this.#sinceEvent = 0;
    const last = this.#texts.length - 1;
    if (last < 0) return;
    const all = this.#texts[last]! + text;
    if (all.length > LONGEST_STRETCH) throw this.#refuse("malformed-xml", "a value is too long");
    this.#texts[last] = all;
  }

  aside(): void {
    this.#sinceEvent = 0;
  }

  get #line(): number {
    return (this.#parser?.line ?? this.#plain.line) + this.#skippedLines;
  }

  #refuse(code: "malformed-xml" | "xml-entities" | "truncated", message: string, help?: string): Error {
    return refusal(code, { ...this.#place, line: this.#line }, message, help);
  }

  /**
   * A document type is not read: neither the file that it names nor what it declares. Declared entities are refused, but for those
   * that stand for a picture (`NDATA`; journals declare each figure so): no text can refer to them (XML 1.0, 4.4.4).
   */
  doctype(doctype: string): void {
    this.#sinceEvent = 0;
    if (/<!ENTITY|%[A-Za-z_:]/i.test(doctype.replace(UNPARSED_ENTITY, "")))
      throw this.#refuse(
        "xml-entities",
        "the file declares entities of its own, which are not expanded here",
        "no author list needs them; take the declarations out",
      );
    if (doctype.includes("["))
      this.#handler.mended("declarations in the document type are not read", this.#line);
  }

  #flaw(error: Error): void {
    const message = error.message.replace(/^.*?\d+:\d+: /, "").replace(/\.$/, "");
    if (this.#isEnding || (!this.#hasRoot && /root/.test(message))) return;
    if (++this.#flaws > MOST_FLAWS)
      throw this.#refuse("malformed-xml", "the file is not XML", "is it an author list?");
    this.#handler.mended(message, this.#line);
  }

  write(text: string): void {
    let rest = text;
    if (!this.#isBegun) {
      this.#lead += text;
      const start = this.#lead.indexOf("<");
      if (start < 0) {
        if (this.#lead.length > LONGEST_LEAD) throw this.#refuse("malformed-xml", "the file is not XML");
        return;
      }
      this.#isBegun = true;
      const lead = this.#lead.slice(0, start);
      rest = this.#lead.slice(start);
      this.#lead = "";
      this.#skippedLines = lead.split("\n").length - 1;
      if (lead.trim() !== "")
        this.#handler.mended(`\`${lead.trim().slice(0, 60)}\` stands before the XML and is skipped`, 1);
      else if (lead !== "") this.#handler.mended("blanks stand before the XML and are skipped", 1);
      if (rest.startsWith("<?phpxml")) {
        this.#handler.mended("`<?phpxml` is read as `<?xml`", 1 + this.#skippedLines);
        rest = rest.replace("<?phpxml", "<?xml");
      }
    }
    for (let at = 0; at < rest.length; at += LONGEST_STRETCH / 4) {
      const part = rest.slice(at, at + LONGEST_STRETCH / 4);
      this.#sinceEvent += part.length;
      if (this.#sinceEvent > LONGEST_STRETCH)
        throw this.#refuse("malformed-xml", `more than ${LONGEST_STRETCH} letters come without a tag`);
      if (this.#parser !== undefined) this.#parser.write(part);
      else if (!this.#plain.write(part)) this.#takeOver();
    }
  }

  end(): void {
    // What is left may be half a tag, or text after the end: the parser says what is wrong with it.
    if (this.#parser === undefined && !this.#plain.isWhole) this.#takeOver();
    if (!this.#hasRoot) throw this.#refuse("malformed-xml", "the file is not XML: it has no element");
    if (this.#texts.length > 0)
      throw this.#refuse("truncated", "the file ends in the middle of an element", "it was cut short");
    this.#isEnding = true;
    this.#parser?.close();
  }
}

/**
 * Reads a source as XML.
 *
 * @throws ExchangeError where it is none, declares entities, was cut short, or has values without end.
 */
export async function readXml(source: Source, handler: XmlHandler): Promise<void> {
  const place = { file: source.name };
  const events = new Events(handler, place);
  for await (const text of decodedText(source.bytes(), place, await encodingOf(source, handler)))
    events.write(text);
  events.end();
}
