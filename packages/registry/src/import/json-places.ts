/** A strict JSON reader (RFC 8259) that remembers where each value stood, so that a message can name line and column. */

/** One value of a JSON text; `at` is its offset in the text, in UTF-16 units. */
export type JsonNode =
  | { readonly kind: "object"; readonly members: ReadonlyMap<string, JsonNode>; readonly at: number }
  | { readonly kind: "list"; readonly items: readonly JsonNode[]; readonly at: number }
  | { readonly kind: "text"; readonly value: string; readonly at: number }
  | { readonly kind: "number"; readonly value: number; readonly at: number }
  | { readonly kind: "boolean"; readonly value: boolean; readonly at: number }
  | { readonly kind: "null"; readonly at: number };

/** Deeper nesting than this is refused: no record of this kind needs it, and a hostile text must not exhaust the stack. */
export const deepestNesting = 200;

/** What is wrong with a JSON text, and at which offset. */
export class JsonFault extends Error {
  readonly at: number;
  /** What would be right there; empty where that goes without saying. */
  readonly expected: string;
  /** The name of a field that is written twice, where that is the fault. */
  readonly twice: string | undefined;

  constructor(message: string, expected: string, at: number, twice?: string) {
    super(message);
    this.name = "JsonFault";
    this.expected = expected;
    this.at = at;
    this.twice = twice;
  }
}

interface JsonOptions {
  /** Of two fields of one name in one object the second is a fault; else the last counts, as for `JSON.parse`. */
  readonly isUnique?: boolean;
}

const escapes: Readonly<Record<string, string>> = {
  '"': '"',
  "\\": "\\",
  "/": "/",
  b: "\b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
};
const numberForm = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?/y;

class Reader {
  readonly #text: string;
  readonly #isUnique: boolean;
  #at = 0;

  constructor(text: string, isUnique: boolean) {
    this.#text = text;
    this.#isUnique = isUnique;
  }

  whole(): JsonNode {
    const node = this.#value(0);
    this.#blanks();
    if (this.#at < this.#text.length)
      throw this.#fault("more text after the end of the JSON value", "the end of the file");
    return node;
  }

  #fault(message: string, expected: string): JsonFault {
    return this.#at >= this.#text.length
      ? new JsonFault("the text ends in the middle of a JSON value", expected, this.#text.length)
      : new JsonFault(message, expected, this.#at);
  }

  #blanks(): void {
    for (;;) {
      const code = this.#text.charCodeAt(this.#at);
      if (code !== 32 && code !== 10 && code !== 13 && code !== 9) return;
      this.#at++;
    }
  }

  #value(depth: number): JsonNode {
    if (depth > deepestNesting)
      throw this.#fault("the nesting is too deep", `at most ${deepestNesting} levels`);
    this.#blanks();
    const at = this.#at;
    const first = this.#text[at];
    if (first === "{") return this.#object(depth, at);
    if (first === "[") return this.#list(depth, at);
    if (first === '"') return { kind: "text", value: this.#string(), at };
    for (const [word, node] of [
      ["true", { kind: "boolean", value: true, at }],
      ["false", { kind: "boolean", value: false, at }],
      ["null", { kind: "null", at }],
    ] as const) {
      if (this.#text.startsWith(word, at)) {
        this.#at += word.length;
        return node;
      }
    }
    numberForm.lastIndex = at;
    const digits = numberForm.exec(this.#text)?.[0];
    if (digits === undefined) throw this.#fault("this is not JSON", "a JSON value");
    this.#at += digits.length;
    return { kind: "number", value: Number(digits), at };
  }

  #object(depth: number, at: number): JsonNode {
    const members = new Map<string, JsonNode>();
    this.#at++;
    this.#blanks();
    if (this.#takes("}")) return { kind: "object", members, at };
    for (;;) {
      this.#blanks();
      if (this.#text[this.#at] !== '"') throw this.#fault("a member has no name", "a name in double quotes");
      const nameAt = this.#at;
      const name = this.#string();
      if (this.#isUnique && members.has(name))
        throw new JsonFault(`the field \`${name}\` is written twice`, "", nameAt, name);
      this.#blanks();
      if (!this.#takes(":")) throw this.#fault("a member has no value", "`:`");
      members.set(name, this.#value(depth + 1));
      this.#blanks();
      if (this.#takes("}")) return { kind: "object", members, at };
      if (!this.#takes(",")) throw this.#fault("an object is not closed", "`,` or `}`");
    }
  }

  #list(depth: number, at: number): JsonNode {
    const items: JsonNode[] = [];
    this.#at++;
    this.#blanks();
    if (this.#takes("]")) return { kind: "list", items, at };
    for (;;) {
      items.push(this.#value(depth + 1));
      this.#blanks();
      if (this.#takes("]")) return { kind: "list", items, at };
      if (!this.#takes(",")) throw this.#fault("a list is not closed", "`,` or `]`");
    }
  }

  #takes(mark: string): boolean {
    if (this.#text[this.#at] !== mark) return false;
    this.#at++;
    return true;
  }

  #string(): string {
    let value = "";
    let from = ++this.#at;
    for (;;) {
      const code = this.#text.charCodeAt(this.#at);
      if (code === 34) {
        value += this.#text.slice(from, this.#at++);
        return value;
      }
      if (Number.isNaN(code)) throw this.#fault("", "the closing quote of a text");
      if (code < 32) throw this.#fault("a control character stands in a text", "it written as an escape");
      if (code !== 92) {
        this.#at++;
        continue;
      }
      value += this.#text.slice(from, this.#at++);
      value += this.#escape();
      from = this.#at;
    }
  }

  #escape(): string {
    const mark = this.#text[this.#at];
    if (mark === "u") {
      const digits = this.#text.slice(this.#at + 1, this.#at + 5);
      if (!/^[0-9a-fA-F]{4}$/.test(digits))
        throw this.#fault("an escape is not finished", "four hexadecimal digits");
      this.#at += 5;
      return String.fromCharCode(Number.parseInt(digits, 16));
    }
    const meant = mark === undefined ? undefined : escapes[mark];
    if (meant === undefined || mark === undefined)
      throw this.#fault("an escape is unknown", 'one of \\" \\\\ \\/ \\b \\f \\n \\r \\t \\u');
    this.#at++;
    return meant;
  }
}

/**
 * Reads a JSON text; throws a `JsonFault` with the offset where it stops being JSON. Accepts and refuses exactly what
 * `JSON.parse` does, but for nesting deeper than `deepestNesting` and for what the options refuse.
 *
 *     readJson('{"a": [1]}')   // an object at 0, whose member `a` is a list at 6
 */
export function readJson(text: string, { isUnique = false }: JsonOptions = {}): JsonNode {
  return new Reader(text, isUnique).whole();
}

/** Finds the line and column, both counted from 1, of an offset in a text. A column counts UTF-16 units. */
export class Places {
  readonly #starts: number[] = [0];

  constructor(text: string) {
    for (let end = text.indexOf("\n"); end !== -1; end = text.indexOf("\n", end + 1))
      this.#starts.push(end + 1);
  }

  of(at: number): { line: number; column: number } {
    let low = 0;
    let high = this.#starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.#starts[middle]! <= at) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: at - this.#starts[low]! + 1 };
  }
}
