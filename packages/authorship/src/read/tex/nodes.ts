/** TeX as a tree: text, commands, groups and mathematics, each with its line. Nothing is executed. */
import { refusal } from "@comity/exchange";

export type TexNode =
  | { readonly kind: "text"; readonly text: string; readonly line: number }
  | { readonly kind: "command"; readonly name: string; readonly line: number }
  | { readonly kind: "group" | "math"; readonly nodes: readonly TexNode[]; readonly line: number }
  /** An empty line. */
  | { readonly kind: "paragraph"; readonly line: number };

const DEEPEST = 200;

type Under = { kind: "group" | "math"; nodes: TexNode[]; line: number };

/** Signs that `\` makes plain. */
const PLAIN: Readonly<Record<string, string>> = {
  "&": "&",
  "%": "%",
  $: "$",
  "#": "#",
  _: "_",
  "{": "{",
  "}": "}",
  ",": " ",
  ";": " ",
  ":": " ",
  " ": " ",
  "\n": " ",
  "!": "",
  "-": "",
  "/": "",
  "@": "",
};

const TOKEN =
  /\\([A-Za-z@]+)\*?[ \t]*|\\([\s\S])(\*)?|([{}])|(\$)|%[^\n]*(?:\n[ \t]*|$)|(\n[ \t]*\n\s*)|[^\\{}$%\n]+|\n/g;

/**
 * Reads TeX.
 *
 * @throws ExchangeError where a brace is never closed, so that the file was cut short, or braces stand too deep.
 */
export function readNodes(source: string, file: string): TexNode[] {
  const root: Under = { kind: "group", nodes: [], line: 1 };
  const open: Under[] = [root];
  let line = 1;
  const add = (node: TexNode): void => {
    open.at(-1)!.nodes.push(node);
  };
  const begin = (kind: "group" | "math"): void => {
    if (open.length > DEEPEST)
      throw refusal("malformed-text", { file, line }, `braces stand more than ${DEEPEST} deep in each other`);
    const node: Under = { kind, nodes: [], line };
    add(node);
    open.push(node);
  };
  const end = (kind: "group" | "math"): void => {
    // A dollar sign that is never closed ends with the group around it; a brace too many closes nothing.
    while (open.length > 1 && open.at(-1)!.kind !== kind) open.pop();
    if (open.length > 1) open.pop();
  };
  for (const [whole, name, sign, , brace, dollar, empty] of source.matchAll(TOKEN)) {
    if (name !== undefined) add({ kind: "command", name, line });
    else if (sign !== undefined) {
      const plain = PLAIN[sign];
      if (sign === "\\") add({ kind: "command", name: "\\", line });
      else if (sign === "(" || sign === ")") add({ kind: "command", name: sign, line });
      else if (plain !== undefined) add({ kind: "text", text: plain, line });
    } else if (brace === "{") begin("group");
    else if (brace === "}") {
      if (open.some(({ kind }, at) => at > 0 && kind === "group")) end("group");
    } else if (dollar !== undefined) {
      if (open.at(-1)!.kind === "math") end("math");
      else begin("math");
    } else if (empty !== undefined) {
      // Mathematics never runs over an empty line: its sign was doubled or forgotten.
      while (open.length > 1 && open.at(-1)!.kind === "math") open.pop();
      add({ kind: "paragraph", line });
    } else if (!whole.startsWith("%")) add({ kind: "text", text: whole === "\n" ? " " : whole, line });
    for (let at = whole.indexOf("\n"); at >= 0; at = whole.indexOf("\n", at + 1)) line++;
  }
  const unclosed = open.find(({ kind }, at) => at > 0 && kind === "group");
  if (unclosed !== undefined)
    throw refusal(
      "truncated",
      { file, line: unclosed.line },
      "a brace is opened here and never closed",
      "the file was cut short, or a brace is missing",
    );
  return root.nodes;
}

/** Commands whose argument in braces prints nothing. */
const PRINTS_NOTHING =
  /^(?:label|color|fontencoding|fontfamily|vspace|hspace|cite|ref|rule|setcounter|includegraphics)$/;

/** All text of nodes, with what commands stand for where they stand for a sign. */
export function plainText(nodes: readonly TexNode[]): string {
  let text = "";
  let isSilent = false;
  for (const node of nodes) {
    if (node.kind === "text") text += smoothed(node.text);
    else if (node.kind === "math" || (node.kind === "group" && !isSilent)) text += plainText(node.nodes);
    else if (node.kind === "command") text += SIGNS[node.name] ?? (node.name === "\\" ? " " : "");
    else if (node.kind === "paragraph") text += " ";
    isSilent = node.kind === "command" && PRINTS_NOTHING.test(node.name);
  }
  return text;
}

/** Ties, dashes and quotes as signs. */
export function smoothed(text: string): string {
  return text
    .replace(/~/g, " ")
    .replace(/---/g, "\u2014")
    .replace(/--/g, "\u2013")
    .replace(/``/g, "\u201c")
    .replace(/''/g, "\u201d")
    .replace(/`/g, "\u2018");
}

/** Commands that print one sign. */
export const SIGNS: Readonly<Record<string, string>> = {
  dag: "†",
  dagger: "†",
  textdagger: "†",
  ddag: "‡",
  ddagger: "‡",
  textdaggerdbl: "‡",
  ast: "*",
  star: "*",
  textasteriskcentered: "*",
  S: "§",
  P: "¶",
  textsection: "§",
  textparagraph: "¶",
  textendash: "\u2013",
  textemdash: "\u2014",
  textquoteright: "\u2019",
  textquoteleft: "\u2018",
  textquotesingle: "'",
  textasciigrave: "`",
  textbackslash: "\\",
  textasciitilde: "~",
  textasciicircum: "^",
  textbar: "|",
  textless: "<",
  textgreater: ">",
  textunderscore: "_",
  textdollar: "$",
  slash: "/",
  ldots: "…",
  dots: "…",
  quad: " ",
  qquad: " ",
  space: " ",
  enspace: " ",
  thinspace: " ",
  alpha: "α",
  beta: "β",
  gamma: "γ",
  delta: "δ",
};
