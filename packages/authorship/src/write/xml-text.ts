/** Text and attributes of XML. */

/** What XML 1.0 cannot hold: controls but tabulator and line breaks, halves of pairs, two that are no characters. */
const NOT_IN_XML = /[\p{Cs}\ufffe\uffff]|(?![\t\n\r])[\p{Cc}](?<![\u0080-\u009f])/gu;
const MARKS: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
};

/** Text as it may stand between tags or in double quotes. */
export function xmlText(text: string): string {
  const plain = NOT_IN_XML.test(text) ? text.replace(NOT_IN_XML, "") : text;
  NOT_IN_XML.lastIndex = 0;
  return /[&<>"]/.test(plain) ? plain.replace(/[&<>"]/g, (mark) => MARKS[mark]!) : plain;
}

/** An element that holds text. */
export function element(name: string, text: string, attributes = ""): string {
  return `<${name}${attributes}>${xmlText(text)}</${name}>`;
}

/** The same where there is text; else nothing. */
export function optional(name: string, text: string | undefined, attributes = ""): string {
  return text === undefined || text === "" ? "" : element(name, text, attributes);
}

/** Ids that a document may have (XML's `Name`, without colons), one for each key and no two the same. */
export class XmlIds {
  readonly #used = new Set<string>();
  readonly #given = new Map<string, string>();

  /** The id of a key; `kind` keeps keys of different things apart. */
  of(kind: string, key: string): string {
    const asked = `${kind}\n${key}`;
    const given = this.#given.get(asked);
    if (given !== undefined) return given;
    const plain = key.replace(/[^A-Za-z0-9._-]+/g, "-");
    const start = /^[A-Za-z_]/.test(plain) ? plain : `${kind}${plain}`;
    let id = start;
    for (let more = 2; this.#used.has(id); more++) id = `${start}.${more}`;
    this.#used.add(id);
    this.#given.set(asked, id);
    return id;
  }
}
