/** Steps through nodes of TeX and takes arguments as TeX would. */
import { plainText, type TexNode } from "./nodes.ts";

export class Cursor {
  readonly #nodes: TexNode[];
  #at = 0;

  constructor(nodes: readonly TexNode[]) {
    this.#nodes = [...nodes];
  }

  next(): TexNode | undefined {
    return this.#nodes[this.#at++];
  }

  peek(): TexNode | undefined {
    return this.#nodes[this.#at];
  }

  /** What has not been stepped through. */
  rest(): readonly TexNode[] {
    return this.#nodes.slice(this.#at);
  }

  skipBlanks(): void {
    for (let node = this.peek(); node?.kind === "text"; node = this.peek()) {
      const text = node.text.trimStart();
      if (text !== "") {
        if (text !== node.text) this.#nodes[this.#at] = { ...node, text };
        return;
      }
      this.#at++;
    }
  }

  /** An argument in brackets, where there is one. */
  option(): readonly TexNode[] | undefined {
    this.skipBlanks();
    const first = this.peek();
    if (first?.kind !== "text" || !first.text.startsWith("[")) return undefined;
    const found: TexNode[] = [];
    let depth = 0;
    for (let at = this.#at; at < this.#nodes.length; at++) {
      const node = this.#nodes[at]!;
      if (node.kind === "paragraph") return undefined;
      if (node.kind !== "text") {
        found.push(node);
        continue;
      }
      for (let k = 0; k < node.text.length; k++) {
        const letter = node.text[k];
        if (letter === "[") depth++;
        else if (letter === "]" && --depth === 0) {
          found.push({ ...node, text: node.text.slice(at === this.#at ? 1 : 0, k) });
          this.#at = at;
          this.#nodes[at] = { ...node, text: node.text.slice(k + 1) };
          return found;
        }
      }
      found.push(at === this.#at ? { ...node, text: node.text.slice(1) } : node);
    }
    return undefined;
  }

  /** An argument in braces, or the one sign or command that stands for it. */
  argument(): readonly TexNode[] {
    this.skipBlanks();
    const node = this.peek();
    if (node === undefined || node.kind === "paragraph") return [];
    if (node.kind === "text") {
      const [letter = ""] = node.text;
      this.#nodes[this.#at] = { ...node, text: node.text.slice(letter.length) };
      return [{ ...node, text: letter }];
    }
    this.#at++;
    return node.kind === "group" ? node.nodes : [node];
  }

  /** Whether an argument in braces comes next. */
  hasGroup(): boolean {
    this.skipBlanks();
    return this.peek()?.kind === "group";
  }

  /** The text of an argument. */
  argumentText(): string {
    return plainText(this.argument()).trim();
  }

  /** A length or number that is assigned, `=6000`, `0.4cm plus 1pt`, `\baselineskip`. */
  assignment(): void {
    this.skipBlanks();
    const node = this.peek();
    if (node?.kind === "command") {
      this.#at++;
      return;
    }
    if (node?.kind !== "text") return;
    const text = node.text.replace(
      /^=?\s*-?[\d.,]*\s*(?:true\s*)?(?:pt|cm|mm|em|ex|in|pc|sp|bp)?(?:\s*(?:plus|minus)\s*-?[\d.]+\s*(?:pt|cm|mm|em|ex|fil+))*/,
      "",
    );
    this.#nodes[this.#at] = { ...node, text };
  }
}
