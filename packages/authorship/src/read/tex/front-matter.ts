/** Authors and institutes that TeX's commands name, `\author{}`, `\affiliation{}` and their kin, in every class's way. */
import type { Marked } from "../marked/assemble.ts";
import { AuthorsInText, collaborationIn, definitionsIn, isDefinition, segmentsOf } from "../marked/flow.ts";
import { mailIn, readFootnote } from "../marked/footnote.ts";
import { type Definition, type MarkedAuthor, marksIn } from "../marked/pieces.ts";
import {
  AFFILIATIONS,
  ALSO_AT,
  FOOTNOTE_TEXTS,
  isOurs,
  MAILS,
  NOTES,
  PARTS_AUTHORS,
  SILENT,
} from "./commands.ts";
import { Cursor } from "./cursor.ts";
import { plainText, type TexNode } from "./nodes.ts";
import { type PieceOptions, texPieces } from "./tex-pieces.ts";

type Under = { -readonly [Key in keyof MarkedAuthor]: MarkedAuthor[Key] } & {
  marks: string[];
  orcids: string[];
  emails: string[];
  notes: string[];
  affiliations: { text: string; line: number }[];
  /** What stands in brackets before the name: marks, an iD, or a short form of the name. */
  option: string;
};

const LIKE_MARK = /^(?:\d{1,4}[a-z]?|[a-z]{1,2}|[*†‡§¶]+)$/;
/** What stands in the place of authors whose list is at the end of the paper. */
const ELSEWHERE = /^(?:the )?(?:authors?|author list|affiliations)\b.*\b(?:listed|found|given|appears?)\b/i;
/** `A Collaboration, The B Collaboration and The C`. */
const ALSO = /\s+collaboration(?:,| and)\s+(?:and\s+)?(?:the\s+)?/i;
const tidy = (text: string): string => text.replace(/\s+/gu, " ").trim();

/** `key={value}, key=value` as in elsarticle and AASTeX 7. */
function keyValues(nodes: readonly TexNode[]): Map<string, string> {
  const found = new Map<string, string>();
  let key = "";
  let value = "";
  let isValue = false;
  const end = (): void => {
    if (key.trim() !== "") found.set(key.trim().toLowerCase(), tidy(value).replace(/^'(.*)'$/, "$1"));
    key = "";
    value = "";
    isValue = false;
  };
  for (const node of nodes) {
    if (node.kind !== "text") {
      if (isValue) value += plainText([node]);
      continue;
    }
    for (const letter of plainText([node]))
      if (letter === "," && !(isValue && value.startsWith("'") && !/.'$/.test(value))) end();
      else if (letter === "=" && !isValue) isValue = true;
      else if (isValue) value += value === "" && letter === " " ? "" : letter;
      else key += letter;
  }
  end();
  return found;
}

export class FrontMatter {
  readonly #options: PieceOptions;
  readonly #authors: Under[] = [];
  readonly #definitions: Definition[] = [];
  readonly #collaborations: string[] = [];
  readonly #emails: { email: string; line: number }[] = [];
  /** Authors to whom the next institute without a label belongs; `isOpen` until it has come. */
  #pending: { authors: Under[]; isOpen: boolean } = { authors: [], isOpen: true };
  #title: string | undefined;
  /** AASTeX: an institute belongs to the one author before it. */
  #isOneByOne = false;
  #hasOwnMails = false;
  #corresponding: string[] = [];

  constructor(options: PieceOptions) {
    this.#options = options;
  }

  get marked(): Marked {
    const labels = new Set(this.#definitions.map(({ mark }) => mark));
    for (const author of this.#authors) this.#settle(author, labels);
    for (const name of this.#corresponding) {
      const found = this.#authors.find((author) => tidy(author.name) === name);
      if (
        found !== undefined &&
        found.emails.length === 0 &&
        !found.notes.some((note) => /^corr/i.test(note))
      )
        found.notes.push("Corresponding author");
    }
    return {
      authors: this.#authors,
      definitions: this.#definitions,
      collaborations: this.#collaborations,
      emails: this.#emails,
      ...(this.#title === undefined ? {} : { title: this.#title }),
    };
  }

  walk(nodes: readonly TexNode[]): void {
    const cursor = new Cursor(nodes);
    for (let node = cursor.next(); node !== undefined; node = cursor.next())
      if (node.kind === "group") this.walk(node.nodes);
      else if (node.kind === "command") this.#command(node.name, node.line, cursor);
  }

  #command(name: string, line: number, cursor: Cursor): void {
    if (name === "documentclass") {
      cursor.option();
      if (/^aastex/i.test(cursor.argumentText())) this.#isOneByOne = true;
    } else if (name === "author") this.#author(line, cursor);
    else if (AFFILIATIONS.has(name)) this.#affiliation(line, cursor);
    else if (ALSO_AT.has(name)) this.#alsoAt(name, cursor);
    else if (name === "institute") this.#institutes(cursor.argument(), line);
    else if (MAILS.has(name)) this.#mail(name, line, cursor);
    else if (FOOTNOTE_TEXTS.has(name)) {
      const label = name === "thankstext" ? cursor.argument() : cursor.option();
      const text = tidy(plainText(cursor.argument()));
      const prefix = name === "footnotetext" ? "footnote " : "";
      const email = name === "cortext" && text === "" ? "Corresponding author" : text;
      for (const mark of label === undefined ? [] : marksIn(plainText(label)))
        this.#definitions.push({ mark: `${prefix}${mark}`, text: email, line });
    } else if (NOTES.has(name)) {
      cursor.option();
      const text = tidy(plainText(cursor.argument()));
      this.#authors.at(-1)?.notes.push(text);
    } else if (name === "collaboration" || name === "collab") this.#collaboration(cursor);
    else if (name === "noaffiliation") this.#pending = { authors: [], isOpen: true };
    else if (name === "correspondingauthor") this.#corresponding.push(tidy(cursor.argumentText()));
    else if (/^orcid/i.test(name) && cursor.hasGroup()) {
      const id = cursor.argumentText();
      if (this.#authors.length > 0 && /\d{4}/.test(id)) this.#authors.at(-1)!.orcids.push(id);
    } else if (name === "title") {
      cursor.option();
      const text = tidy(plainText(cursor.argument()));
      if (text !== "") this.#title ??= text;
    } else if (name === "newcommand" || (name in SILENT && isOurs(name)))
      for (let at = SILENT[name] ?? 1; at > 0; at--) cursor.argument();
  }

  #author(line: number, cursor: Cursor): void {
    const option = cursor.option();
    const nodes = cursor.argument();
    const whole = tidy(plainText(nodes));
    const collaboration = collaborationIn(whole);
    if (collaboration !== undefined) this.#collaborations.push(...collaboration.split(ALSO));
    if (collaboration !== undefined || ELSEWHERE.test(whole)) return;
    const reading = new AuthorsInText();
    for (const segment of segmentsOf(texPieces(this.#people(nodes), this.#options)))
      if (isDefinition(segment)) this.#definitions.push(...definitionsIn(segment));
      else {
        reading.read(segment.pieces);
        reading.close();
      }
    const found = reading.authors;
    const isOne =
      found.every(({ marks, orcids }) => marks.length + orcids.length === 0) && found.length === 2;
    const values = option === undefined ? new Map<string, string>() : keyValues(option);
    if (!this.#pending.isOpen || this.#isOneByOne) this.#pending = { authors: [], isOpen: true };
    // `\author{Family, Given}` is one name.
    const names = isOne && /^[^,]+,[^,]+$/.test(plainText(nodes)) && !hasAnd(nodes) ? [one(found)] : found;
    for (const each of names) {
      const inGroup = collaborationIn(each.name);
      if (inGroup !== undefined) {
        this.#collaborations.push(inGroup);
        continue;
      }
      const author: Under = {
        ...each,
        line,
        marks: [...each.marks],
        orcids: [...each.orcids],
        emails: [...each.emails],
        notes: [...each.notes],
        affiliations: [],
        option: "",
      };
      if (values.has("orcid")) {
        this.#isOneByOne = true;
        author.orcids.push(values.get("orcid")!);
      }
      const [gname, sname] = [values.get("gname"), values.get("sname")];
      if (sname !== undefined && sname !== "") author.familyName = sname;
      if (sname !== undefined && gname !== undefined && gname !== "") author.givenName = gname;
      if (gname !== undefined) this.#isOneByOne = true;
      else if (option !== undefined) author.option = tidy(plainText(option));
      this.#authors.push(author);
      this.#pending.authors.push(author);
    }
  }

  /** The parts between `\\and` that are people and no collaboration. */
  #people(nodes: readonly TexNode[]): readonly TexNode[] {
    const isAnd = (node: TexNode): boolean => node.kind === "command" && PARTS_AUTHORS.has(node.name);
    if (!nodes.some(isAnd)) return nodes;
    const kept: TexNode[] = [];
    let part: TexNode[] = [];
    const end = (and: readonly TexNode[]): void => {
      const collaboration = collaborationIn(tidy(plainText(part)));
      if (collaboration === undefined) for (const node of [...part, ...and]) kept.push(node);
      else this.#collaborations.push(...collaboration.split(ALSO));
      part = [];
    };
    for (const node of nodes)
      if (isAnd(node)) end([node]);
      else part.push(node);
    end([]);
    return kept;
  }

  /** What stood in brackets before a name, now that all labels are known. */
  #settle(author: Under, labels: ReadonlySet<string>): void {
    const { option } = author;
    author.option = "";
    if (option === "") return;
    if (/\d{4}-\d{4}-\d{4}/.test(option)) {
      author.orcids.push(option.replace(/^orcid\s*=\s*/i, "").replace(/,.*$/, ""));
      return;
    }
    if (option.includes("=")) return;
    const marks = marksIn(option);
    if (marks.some((mark) => labels.has(mark)) || marks.every((mark) => LIKE_MARK.test(mark)))
      author.marks.unshift(...marks);
  }

  #affiliation(line: number, cursor: Cursor): void {
    const option = cursor.option();
    const nodes = cursor.argument();
    const label = option === undefined ? "" : tidy(plainText(option));
    const text = this.#institute(nodes);
    if (label !== "" && !/\bat\b/i.test(label)) {
      for (const mark of marksIn(label)) this.#definitions.push({ mark, text, line, isInstitute: true });
      return;
    }
    const [first] = segmentsOf(texPieces(nodes, this.#options));
    if (first !== undefined && isDefinition(first)) {
      this.#definitions.push(...definitionsIn(first));
      return;
    }
    const named = labelIn(nodes);
    if (named !== undefined) {
      this.#definitions.push({ mark: named, text, line, isInstitute: true });
      return;
    }
    if (text === "") return;
    this.#pending.isOpen = false;
    for (const author of this.#pending.authors)
      author.affiliations.push({ text: label === "" ? text : `${label} ${text}`, line });
  }

  /** An institute's text; elsarticle's parts are put together as they are printed. */
  #institute(nodes: readonly TexNode[]): string {
    const text = tidy(plainText(withoutLabels(nodes)));
    if (!/^\s*(?:organization|orgname)\s*=/.test(text)) return text;
    const parts = keyValues(nodes);
    return ["organization", "addressline", "city", "postcode", "state", "country"]
      .map((key) => parts.get(key) ?? "")
      .filter((part) => part !== "")
      .join(", ");
  }

  #alsoAt(name: string, cursor: Cursor): void {
    const option = cursor.option();
    const text = tidy(plainText(cursor.argument()));
    if (text === "") return;
    const said = tidy(`${option === undefined ? "" : plainText(option)} ${text}`);
    const footnote = readFootnote(said);
    const isBare = footnote.kind === "affiliation" && !footnote.isSaid;
    const lead = name === "presentaddress" ? "Now at" : "Also at";
    this.#authors.at(-1)?.notes.push(isBare ? `${lead} ${said}` : said);
  }

  #institutes(nodes: readonly TexNode[], line: number): void {
    const items: TexNode[][] = [[]];
    for (const node of nodes)
      if (node.kind === "command" && /^and$/i.test(node.name)) items.push([]);
      else items.at(-1)!.push(node);
    for (const [at, item] of items.entries()) {
      const where = item.findIndex((node) => node.kind === "command" && node.name === "at");
      const from = item.find(({ kind }) => kind === "text")?.line ?? line;
      if (where < 0) {
        const text = tidy(plainText(withoutLabels(item)));
        if (text !== "")
          this.#definitions.push({
            mark: labelIn(item) ?? String(at + 1),
            text,
            line: from,
            isInstitute: true,
          });
        continue;
      }
      // Springer's older form: names, `\at`, their institute.
      const names = tidy(plainText(item.slice(0, where)));
      const text = tidy(plainText(withoutLabels(item.slice(where + 1))));
      for (const author of this.#authors)
        if (names.includes(author.name.split(" ").at(-1)!)) author.affiliations.push({ text, line: from });
    }
  }

  #mail(name: string, line: number, cursor: Cursor): void {
    const option = cursor.option();
    if (option !== undefined && /^url$/i.test(plainText(option).trim())) {
      cursor.argument();
      return;
    }
    const text = cursor.argumentText();
    const email = mailIn(text);
    if (email === undefined) return;
    const last = this.#authors.at(-1);
    // JHEP collects its addresses under the authors, in their order.
    const isApart =
      name === "emailAdd" && (last === undefined || last.emails.length > 0 || this.#isCollecting());
    if (isApart) this.#emails.push({ email, line });
    else {
      last?.emails.push(email);
      this.#hasOwnMails = true;
    }
  }

  #isCollecting(): boolean {
    return this.#emails.length > 0 || (!this.#hasOwnMails && this.#definitions.length > 0);
  }

  #collaboration(cursor: Cursor): void {
    cursor.option();
    const first = tidy(plainText(cursor.argument()));
    const isCount = /^(?:\d*|all)$/i.test(first);
    const name = isCount && cursor.hasGroup() ? tidy(plainText(cursor.argument())) : first;
    if (name !== "")
      this.#collaborations.push(...(collaborationIn(name) ?? name.replace(/^\(|\)$/g, "")).split(ALSO));
  }
}

const hasAnd = (nodes: readonly TexNode[]): boolean =>
  nodes.some((node) => node.kind === "command" && /^and$/i.test(node.name));

function one(found: readonly MarkedAuthor[]): MarkedAuthor {
  return { ...found[0]!, name: found.map(({ name }) => name).join(", ") };
}

/** The label that a text has by `\label{}`. */
function labelIn(nodes: readonly TexNode[]): string | undefined {
  const at = nodes.findIndex((node) => node.kind === "command" && node.name === "label");
  return at < 0 ? undefined : new Cursor(nodes.slice(at + 1)).argumentText();
}

/** Nodes without commands that print nothing and their arguments. */
function withoutLabels(nodes: readonly TexNode[]): readonly TexNode[] {
  const cursor = new Cursor(nodes);
  const kept: TexNode[] = [];
  for (let node = cursor.next(); node !== undefined; node = cursor.next())
    if (node.kind === "command" && (node.name in SILENT || MAILS.has(node.name)))
      for (let count = SILENT[node.name] ?? 1; count > 0; count--) cursor.argument();
    else kept.push(node);
  return kept;
}
