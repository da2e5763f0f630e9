/** Offsets of a text as lines and columns, and back. */
import type { Range } from "../language/diagnostics.ts";
import type { Position, TextRange } from "./protocol.ts";

export class TextLines {
  readonly #starts: number[] = [0];
  readonly #length: number;

  constructor(text: string) {
    this.#length = text.length;
    for (const match of text.matchAll(/\r\n|\r|\n/g)) this.#starts.push(match.index + match[0].length);
  }

  /** The offset of a position; the nearest one where there is no such position. */
  offsetOf({ line, character }: Position): number {
    const start = this.#starts[Math.max(0, line)] ?? this.#length;
    const end = this.#starts[line + 1] ?? this.#length;
    return Math.min(start + Math.max(0, character), end);
  }

  positionOf(offset: number): Position {
    let [low, high] = [0, this.#starts.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.#starts[middle]! <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low, character: offset - this.#starts[low]! };
  }

  rangeOf({ offset, end }: Range): TextRange {
    return { start: this.positionOf(offset), end: this.positionOf(Math.max(offset, end)) };
  }
}
