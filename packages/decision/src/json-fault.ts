/**
 * Where a text stops being JSON. `JSON.parse` says that it does in words that differ from one engine to the next, and
 * lets the later of two fields with one name win; both are for people to know.
 */

/** The first fault of a text, by its offset in UTF-16 units; `field` where it is a field written twice. */
export interface JsonFault {
  readonly at: number;
  readonly message: string;
  readonly field?: string;
}

/** Deeper than this nobody writes a decision; a reader that goes on for ever is a trap. */
const DEEPEST = 100;
const NUMBER = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?/y;
// Control characters are what JSON forbids within a text.
// biome-ignore lint/suspicious/noControlCharactersInRegex: see above
const TEXT = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;

class Scanner {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  document(): void {
    this.#value(0);
    this.#blank();
    if (this.#at < this.#text.length) this.#fail("the text goes on after its end");
  }

  #blank(): void {
    while (" \t\r\n".includes(this.#text[this.#at] ?? "x")) this.#at++;
  }

  #fail(message: string, at = this.#at, field?: string): never {
    throw { at, message, ...(field === undefined ? {} : { field }) } satisfies JsonFault;
  }

  #take(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text)?.[0];
    if (found !== undefined) this.#at += found.length;
    return found;
  }

  #unexpected(expected: string): never {
    const found = this.#text[this.#at];
    if (found === undefined) this.#fail(`the file ends too early: ${expected} is expected`);
    return this.#fail(
      `\`${String.fromCodePoint(this.#text.codePointAt(this.#at)!)}\` where ${expected} is expected`,
    );
  }

  #value(depth: number): void {
    this.#blank();
    if (depth > DEEPEST) this.#fail(`brackets are nested more than ${DEEPEST} deep`);
    const next = this.#text[this.#at];
    if (next === "{") this.#object(depth);
    else if (next === "[") this.#list(depth);
    else if (next === '"') {
      if (this.#take(TEXT) === undefined)
        this.#fail("a text in quotes that does not end, or has a character that must be escaped");
    } else this.#word();
  }

  #word(): void {
    for (const word of ["true", "false", "null"])
      if (this.#text.startsWith(word, this.#at)) {
        this.#at += word.length;
        return;
      }
    if (this.#take(NUMBER) === undefined) this.#unexpected("a value");
  }

  #object(depth: number): void {
    const names = new Set<string>();
    this.#at++;
    this.#blank();
    if (this.#text[this.#at] === "}") {
      this.#at++;
      return;
    }
    for (;;) {
      this.#blank();
      const at = this.#at;
      const quoted = this.#take(TEXT);
      if (quoted === undefined) this.#unexpected("the name of a field in quotes");
      const name = JSON.parse(quoted) as string;
      if (names.has(name)) this.#fail(`the field \`${name}\` is written twice`, at, name);
      names.add(name);
      this.#blank();
      if (this.#text[this.#at] !== ":") this.#unexpected("`:`");
      this.#at++;
      this.#value(depth + 1);
      if (this.#closes("}")) return;
    }
  }

  #list(depth: number): void {
    this.#at++;
    this.#blank();
    if (this.#text[this.#at] === "]") {
      this.#at++;
      return;
    }
    do this.#value(depth + 1);
    while (!this.#closes("]"));
  }

  /** Steps over a comma, or over the closing bracket. */
  #closes(bracket: string): boolean {
    this.#blank();
    const next = this.#text[this.#at];
    if (next !== "," && next !== bracket) this.#unexpected(`\`,\` or \`${bracket}\``);
    this.#at++;
    return next === bracket;
  }
}

/**
 * The first fault of a JSON text; undefined where it has none.
 *
 *     jsonFault('{"title": }')    // { at: 10, message: "`}` where a value is expected" }
 */
export function jsonFault(text: string): JsonFault | undefined {
  try {
    new Scanner(text).document();
    return undefined;
  } catch (fault) {
    if (typeof fault === "object" && fault !== null && "at" in fault) return fault as JsonFault;
    throw fault;
  }
}
