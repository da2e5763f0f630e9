/** A file's own short commands, such as `\newcommand{\kek}{KEK, Tsukuba}`, put in where they are used. Nothing is executed. */
import { refusal } from "@comity/exchange";
import { Cursor } from "./cursor.ts";
import { plainText, type TexNode } from "./nodes.ts";

interface Macro {
  readonly count: number;
  /** What stands for the first argument where it is left out. */
  readonly first?: readonly TexNode[];
  readonly body: readonly TexNode[];
}

const DEFINES = new Set([
  "newcommand",
  "renewcommand",
  "providecommand",
  "DeclareRobustCommand",
  "def",
  "gdef",
  "edef",
]);
const DEEPEST = 20;
/** Nodes that all macros of a file may come to together. */
const MOST_NODES = 200_000;

/** Takes a definition; its name and body. */
function defined(cursor: Cursor, definer: string): readonly [string, Macro] | undefined {
  cursor.skipBlanks();
  const [named] = cursor.argument();
  if (named?.kind !== "command") return undefined;
  if (definer.endsWith("def")) {
    let count = 0;
    for (let node = cursor.peek(); node !== undefined && node.kind !== "group"; node = cursor.peek()) {
      if (node.kind === "paragraph") return undefined;
      if (node.kind === "text") count += node.text.split("#").length - 1;
      cursor.next();
    }
    return [named.name, { count, body: cursor.argument() }];
  }
  const option = cursor.option();
  const first = option === undefined ? undefined : cursor.option();
  const count = option === undefined ? 0 : Number(plainText(option)) || 0;
  const body = cursor.hasGroup() ? cursor.argument() : [];
  return [named.name, { count, ...(first === undefined ? {} : { first }), body }];
}

class Expansion {
  readonly #macros = new Map<string, Macro>();
  readonly #isOurs: (name: string) => boolean;
  readonly #file: string;
  #nodes = 0;

  constructor(isOurs: (name: string) => boolean, file: string) {
    this.#isOurs = isOurs;
    this.#file = file;
  }

  expand(nodes: readonly TexNode[], depth: number): TexNode[] {
    const cursor = new Cursor(nodes);
    const found: TexNode[] = [];
    for (let node = cursor.next(); node !== undefined; node = cursor.next()) {
      if (node.kind === "group" || node.kind === "math")
        found.push({ ...node, nodes: this.expand(node.nodes, depth) });
      else if (node.kind !== "command") found.push(node);
      else if (DEFINES.has(node.name)) {
        const definition = defined(cursor, node.name);
        if (definition !== undefined && !this.#isOurs(definition[0])) this.#macros.set(...definition);
      } else {
        const macro = this.#macros.get(node.name);
        if (macro === undefined || depth >= DEEPEST) found.push(node);
        else
          for (const each of this.expand(this.#filled(macro, cursor, node.line), depth + 1)) found.push(each);
      }
    }
    return found;
  }

  /** A macro's body with its arguments, all on the line where it is used. */
  #filled(macro: Macro, cursor: Cursor, line: number): TexNode[] {
    const values: (readonly TexNode[])[] = [];
    for (let at = 0; at < macro.count; at++) {
      const option = at === 0 && macro.first !== undefined ? (cursor.option() ?? macro.first) : undefined;
      values.push(option ?? cursor.argument());
    }
    const fill = (nodes: readonly TexNode[]): TexNode[] =>
      nodes.flatMap((node): TexNode[] => {
        if (++this.#nodes > MOST_NODES)
          throw refusal(
            "malformed-text",
            { file: this.#file, line },
            "the file's own commands never come to an end",
          );
        if (node.kind === "group" || node.kind === "math")
          return [{ ...node, nodes: fill(node.nodes), line }];
        if (node.kind !== "text" || !node.text.includes("#")) return [{ ...node, line }];
        return node.text.split(/#([1-9])/).flatMap((part, at): TexNode[] => {
          if (at % 2 === 0) return part === "" ? [] : [{ kind: "text", text: part, line }];
          const value = values[Number(part) - 1] ?? [];
          this.#nodes += value.length;
          return [...value];
        });
      });
    return fill(macro.body);
  }
}

/** Nodes with the file's own commands put in; those that `isOurs` names keep the meaning that they have for readers. */
export function expanded(
  nodes: readonly TexNode[],
  isOurs: (name: string) => boolean,
  file: string,
): TexNode[] {
  return new Expansion(isOurs, file).expand(nodes, 0);
}
