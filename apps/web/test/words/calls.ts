/** Reads out of source text which words a file asks for: every call of `t`, with its key and the values that it gives. */

export interface Call {
  readonly line: number;
  /** Keys as literals; of a template a pattern, in which `*` stands for what is put in. */
  readonly keys: readonly string[];
  /** The values given by name; undefined where that cannot be read off. */
  readonly values: readonly string[] | undefined;
}

export interface Asked {
  /** The rooms whose words the file asks for, by `useTranslation("room")`. */
  readonly rooms: readonly string[];
  readonly calls: readonly Call[];
  /** Every literal and template of the file, as keys are written. */
  readonly literals: readonly string[];
}

const OPENING = "([{";
const CLOSING = ")]}";

/** Comments become blanks, so that places stay. Texts may have `//` in them: they are stepped over. */
export function withoutComments(text: string): string {
  return text.replace(
    /("(?:[^"\\\n]|\\.)*"|`(?:[^`\\]|\\.)*`)|\/\*[\s\S]*?\*\/|(?<!:)\/\/[^\n]*/g,
    (whole, kept: string | undefined) => kept ?? whole.replace(/[^\n]/g, " "),
  );
}

/** Where a text that begins at `at` ends, just behind its closing mark. */
function endOfText(source: string, at: number): number {
  const mark = source[at];
  let place = at + 1;
  while (place < source.length && source[place] !== mark) {
    if (source[place] === "\\") place += 1;
    else if (mark === "`" && source.startsWith("${", place)) place = endOfBracket(source, place + 1) - 1;
    place += 1;
  }
  return place + 1;
}

const isMark = (sign: string | undefined): boolean => sign === '"' || sign === "`" || sign === "'";

/** Where the bracket that opens at `at` ends, just behind it. */
function endOfBracket(source: string, at: number): number {
  let depth = 0;
  for (let place = at; place < source.length; place += 1) {
    const sign = source[place]!;
    if (isMark(sign)) place = endOfText(source, place) - 1;
    else if (OPENING.includes(sign)) depth += 1;
    else if (CLOSING.includes(sign) && --depth === 0) return place + 1;
  }
  return source.length;
}

/** Parts of what stands between two brackets, at the commas that are in no inner one. */
function parts(inside: string): string[] {
  const found: string[] = [];
  let from = 0;
  for (let place = 0; place < inside.length; place += 1) {
    const sign = inside[place]!;
    if (isMark(sign)) place = endOfText(inside, place) - 1;
    else if (OPENING.includes(sign)) place = endOfBracket(inside, place) - 1;
    else if (sign === ",") {
      found.push(inside.slice(from, place).trim());
      from = place + 1;
    }
  }
  return [...found, inside.slice(from).trim()].filter((part) => part !== "");
}

/** A text's meaning as a key; what a template puts in is `*`. */
function keyOf(literal: string): string {
  if (literal[0] !== "`") return literal.slice(1, -1);
  let key = "";
  for (let place = 1; place < literal.length - 1; place += 1) {
    if (literal.startsWith("${", place)) {
      key += "*";
      place = endOfBracket(literal, place + 1) - 1;
    } else key += literal[place];
  }
  return key;
}

/** The texts of an expression, but for those that something is compared with. */
function textsOf(expression: string): string[] {
  const found: string[] = [];
  for (let place = 0; place < expression.length; place += 1) {
    if (!isMark(expression[place])) continue;
    const end = endOfText(expression, place);
    const isCompared =
      /[!=]==?\s*$/.test(expression.slice(0, place)) || /^\s*[!=]==?/.test(expression.slice(end));
    const isIndex = /[\w)\]]\[\s*$/.test(expression.slice(0, place));
    if (!isCompared && !isIndex) found.push(keyOf(expression.slice(place, end)));
    place = end - 1;
  }
  return found;
}

function valuesOf(argument: string | undefined): string[] | undefined {
  if (argument === undefined) return [];
  if (!argument.startsWith("{")) return undefined;
  const names = parts(argument.slice(1, -1)).map((part) => /^(?:"([^"]+)"|(\w+))\s*(?::|$)/.exec(part));
  return names.some((name) => name === null) ? undefined : names.map((name) => name![1] ?? name![2]!);
}

/** What a source file asks the words for. */
export function readCalls(text: string): Asked {
  const source = withoutComments(text);
  const rooms = [...source.matchAll(/\b(?:useTranslation|getFixedT)\(([^)]*)\)/g)].flatMap(([, given]) =>
    textsOf(given!),
  );
  const names = [
    "t",
    ...[...source.matchAll(/\bt:\s*(\w+)\s*}\s*=\s*useTranslation/g)].map(([, name]) => name!),
  ];
  const calls: Call[] = [];
  for (const found of source.matchAll(new RegExp(`(?<![\\w$])(?:${names.join("|")})\\(`, "g"))) {
    const bracket = found.index + found[0].length - 1;
    const [key, values] = parts(source.slice(bracket + 1, endOfBracket(source, bracket) - 1));
    if (key === undefined) continue;
    const line = source.slice(0, bracket).split("\n").length;
    calls.push({ line, keys: textsOf(key), values: valuesOf(values) });
  }
  for (const found of source.matchAll(/\bi18nKey=(?:"([^"]+)"|{(`[^`]*`)})/g)) {
    const line = source.slice(0, found.index).split("\n").length;
    calls.push({ line, keys: [found[1] ?? keyOf(found[2]!)], values: undefined });
  }
  // What is put into a template may be a call with a key of its own: plain texts are read everywhere, in templates too.
  const plain = [...source.matchAll(/"((?:[^"\\\n]|\\.)*)"/g)].map(([, said]) => said!);
  const templates = [...source.matchAll(/`(?:[^`\\]|\\.)*`/g)].map(([template]) => keyOf(template));
  const literals = [...plain, ...templates];
  return { rooms: [...new Set(rooms)], calls, literals };
}
