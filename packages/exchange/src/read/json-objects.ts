/**
 * The objects of a JSON file one by one, whether they stand one a line (JSON Lines), in a list, or alone: only one of them is
 * held at a time.
 */
import { JsonFault, type JsonNode, Places, readJson } from "@comity/registry";
import { type Place, refusal } from "../problems.ts";

/** Letters in one object. A record of an organisation has a few thousand. */
const LONGEST_OBJECT = 4_000_000;

const QUOTE = 34;
const BACKSLASH = 92;
const LF = 10;
const isBlank = (code: number): boolean => code === 32 || code === 9 || code === LF || code === 13;

/** Takes an object, with the line on which it begins. */
export type TakeObject = (object: JsonNode, line: number) => void;

export class JsonObjects {
  readonly #place: Place;
  readonly #take: TakeObject;
  #held = "";
  #depth = 0;
  #isInText = false;
  #isEscaped = false;
  #isInList = false;
  #isListClosed = false;
  #line = 1;
  #beganOn = 1;
  #count = 0;

  constructor(place: Place, take: TakeObject) {
    this.#place = place;
    this.#take = take;
  }

  #refuse(message: string, help?: string, line = this.#line): Error {
    return refusal("malformed-json", { ...this.#place, line }, message, help);
  }

  write(text: string): void {
    let from = this.#depth > 0 ? 0 : -1;
    for (let at = 0; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (code === LF) this.#line++;
      if (this.#isInText) {
        if (this.#isEscaped) this.#isEscaped = false;
        else if (code === BACKSLASH) this.#isEscaped = true;
        else if (code === QUOTE) this.#isInText = false;
        continue;
      }
      if (this.#depth > 0) {
        if (code === QUOTE) this.#isInText = true;
        else if (code === 123 || code === 91) this.#depth++;
        else if ((code === 125 || code === 93) && --this.#depth === 0) {
          this.#hold(text.slice(from, at + 1));
          from = -1;
          this.#end();
        }
        continue;
      }
      if (code === 123) {
        this.#depth = 1;
        this.#beganOn = this.#line;
        from = at;
      } else if (code === 91 && !this.#isInList && this.#count === 0) this.#isInList = true;
      else if (code === 93 && this.#isInList && !this.#isListClosed) this.#isListClosed = true;
      else if (!isBlank(code) && !(code === 44 && this.#isInList && !this.#isListClosed))
        throw this.#refuse(
          "something else than an object stands between the records",
          "expected one record after the other",
        );
    }
    if (from >= 0) this.#hold(text.slice(from));
  }

  #hold(part: string): void {
    this.#held += part;
    if (this.#held.length > LONGEST_OBJECT)
      throw this.#refuse(
        `a record has more than ${LONGEST_OBJECT} letters`,
        "a quote or a brace may be missing",
        this.#beganOn,
      );
  }

  #end(): void {
    const text = this.#held;
    this.#held = "";
    this.#count++;
    let node: JsonNode;
    try {
      node = readJson(text);
    } catch (error) {
      if (!(error instanceof JsonFault)) throw error;
      const { line } = new Places(text).of(error.at);
      throw this.#refuse(
        error.message,
        error.expected === "" ? undefined : `expected ${error.expected}`,
        this.#beganOn + line - 1,
      );
    }
    this.#take(node, this.#beganOn);
  }

  end(): void {
    if (this.#depth > 0 || (this.#isInList && !this.#isListClosed))
      throw this.#refuse(
        "the file ends in the middle of a record",
        "it was cut short",
        this.#depth > 0 ? this.#beganOn : this.#line,
      );
    if (this.#count === 0) throw this.#refuse("the file holds no record");
  }
}
