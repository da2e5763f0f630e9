/** Fills lines with tokens: what is spaced how, and where a line that grows too long is broken. */

/** A token or comment, and what stood before it. */
export interface Item {
  readonly image: string;
  readonly type: string;
  readonly offset: number;
  readonly isComment: boolean;
  readonly isFirstOnLine: boolean;
  readonly hasBlankBefore: boolean;
}

interface Piece {
  readonly text: string;
  /** Whether the line may be broken before it. */
  readonly mayBreak: boolean;
  /** The comment at its end, after which the line must be broken. */
  comment?: string;
}

const WIDTH = 110;
const CLOSING: ReadonlySet<string> = new Set([",", ")", "]", ":"]);
const OPERATORS: ReadonlySet<string> = new Set(["=", "!=", "<", "<=", ">", ">=", "+", "-", "*", "/"]);
const SIGNS: ReadonlySet<string> = new Set([...OPERATORS, "(", "[", ","]);
const RESERVED: ReadonlySet<string> = new Set(
  "when or unless since until within throughout the from on before through begins ends after not to never".split(
    " ",
  ),
);
/** Long conditions in brackets may be broken before these. */
const JOINTS: ReadonlySet<string> = new Set(["or", "unless", "since", "until"]);

/** Whether an item is the end of a value, so that `-` after it subtracts. */
function endsValue(item: Item | undefined): boolean {
  return item !== undefined && !SIGNS.has(item.type) && !RESERVED.has(item.type);
}

/** Collects the lines of a block. */
export class LineFiller {
  readonly #lines: string[] = [];
  #pieces: Piece[] = [];
  #indent = 0;
  #hanging = 0;
  #last: Item | undefined;
  #beforeLast: Item | undefined;
  /** Brackets that are open: `call` for the terms of a record or rule, `group` for others. */
  #brackets: ("call" | "group")[] = [];
  #part: "head" | "body" = "head";

  get depth(): number {
    return this.#brackets.length;
  }

  /** Whether the rule's `when` has come. */
  get isInBody(): boolean {
    return this.#part === "body";
  }

  /** Begins a line with so many spaces; where it is too long, it goes on with `hanging` spaces. */
  startLine(indent: number, hanging: number, before: "line" | "blank", part: "head" | "body" = "head"): void {
    this.#flush();
    if (before === "blank") this.#blank();
    this.#indent = indent;
    this.#hanging = hanging;
    this.#part = part;
  }

  /** A comment on a line of its own. */
  ownLine(comment: Item, indent: number): void {
    const isInside = this.#pieces.length > 0;
    this.#flush();
    if (comment.hasBlankBefore && indent === 0) this.#blank();
    this.#lines.push(" ".repeat(indent) + comment.image);
    // What stood in the same line goes on below the comment.
    if (isInside) this.#indent = this.#hanging;
  }

  /** A comment at the end of a line. */
  trailing(comment: Item): void {
    const piece = this.#pieces[this.#pieces.length - 1];
    if (piece !== undefined) piece.comment = comment.image;
    else this.#lines.push(comment.image);
  }

  add(item: Item, isHead: boolean): void {
    const last = this.#last;
    const isGlued = this.#pieces.length > 0 && this.#isGlued(item);
    const top = this.#brackets[this.#brackets.length - 1];
    const isAfterComma = last?.type === "," && (top !== "call" || isHead);
    const isJoint = top === "group" && JOINTS.has(item.type);
    const isSaid =
      isHead &&
      this.depth === 0 &&
      (item.type === "STRING" ? last?.type !== "source" : item.type === "source" || item.type === "within");
    this.#append(item.image, isGlued, isAfterComma || isJoint || isSaid);
    if (item.type === "(" || item.type === "[")
      this.#brackets.push(item.type === "(" && isGlued && endsValue(last) ? "call" : "group");
    else if (item.type === ")" || item.type === "]") this.#brackets.pop();
    // `or` as wide as `when`, so that what follows them is aligned.
    if (this.#pieces.length === 1 && item.type === "or" && this.depth === 0)
      this.#append("", true, false, "  ");
    this.#beforeLast = last;
    this.#last = item;
  }

  #isGlued(item: Item): boolean {
    const last = this.#last;
    if (last === undefined || CLOSING.has(item.type)) return true;
    if (last.type === "(" || last.type === "[") return true;
    // A bracket after the bounds of `since` or `until` opens a condition, and no list of terms.
    if (item.type === "(") return endsValue(last) && last.type !== "]";
    return last.type === "-" && !endsValue(this.#beforeLast);
  }

  #append(image: string, isGlued: boolean, mayBreak: boolean, padding = ""): void {
    const piece = this.#pieces[this.#pieces.length - 1];
    // What may not be broken is one piece; a comment ends one.
    if (piece !== undefined && !mayBreak && piece.comment === undefined) {
      const joint = isGlued ? padding : " ";
      this.#pieces[this.#pieces.length - 1] = { text: piece.text + joint + image, mayBreak: piece.mayBreak };
    } else this.#pieces.push({ text: image, mayBreak });
  }

  #flush(): void {
    let line = "";
    let indent = this.#indent;
    let comment: string | undefined;
    const end = (): void => {
      if (line !== "")
        this.#lines.push(`${" ".repeat(indent)}${line}${comment === undefined ? "" : `  ${comment}`}`);
      indent = this.#hanging;
      line = "";
      comment = undefined;
    };
    for (const piece of this.#pieces) {
      const isTooLong = indent + line.length + 1 + piece.text.length > WIDTH;
      if (comment !== undefined || (isTooLong && piece.mayBreak)) end();
      line = line === "" ? piece.text : `${line} ${piece.text}`;
      comment = piece.comment;
    }
    end();
    this.#pieces = [];
  }

  /** One empty line, but none at the beginning and never two; a comment right above belongs to what follows. */
  #blank(): void {
    const last = this.#lines[this.#lines.length - 1];
    if (last !== undefined && last !== "" && !last.startsWith("//")) this.#lines.push("");
  }

  /** All lines. */
  finished(): string[] {
    this.#flush();
    return this.#lines;
  }
}
