/** Where something is declared and used, and giving it another name everywhere. */
import { didYouMean } from "../language/nearest.ts";
import { tokenize } from "../language/parser.ts";
import { PLAIN_KINDS } from "../policy.ts";
import { type Analysis, mentionAt } from "./analysis.ts";
import { isSame, type Mention } from "./mentions.ts";
import { RequestRefused } from "./protocol.ts";

/** Where what is named at an offset is declared: its declarations, or, of a variable without one, where it stands first. */
export function definitionsAt(analysis: Analysis, offset: number): readonly Mention[] {
  const mention = mentionAt(analysis, offset);
  if (mention === undefined) return [];
  const same = analysis.mentions.filter((each) => isSame(each, mention));
  const declared = same.filter(({ isDeclaration }) => isDeclaration);
  return declared.length > 0 || mention.sort !== "column" ? declared : same.slice(0, 1);
}

/** Every place at which what stands at an offset is named. */
export function referencesAt(analysis: Analysis, offset: number): readonly Mention[] {
  const mention = mentionAt(analysis, offset);
  return mention === undefined ? [] : analysis.mentions.filter((each) => isSame(each, mention));
}

/**
 * The places that another name goes to.
 *
 * @throws RequestRefused where there is nothing to rename, or where the new name is none, or is taken.
 */
export function renamedAt(analysis: Analysis, offset: number, name: string): readonly Mention[] {
  const mention = mentionAt(analysis, offset);
  if (mention === undefined || mention.sort === "clause" || isPlain(mention))
    throw new RequestRefused("there is no name here that could be changed");
  const { tokens, strange } = tokenize(name);
  if (tokens.length !== 1 || strange.length > 0 || tokens[0]!.type !== "ID")
    throw new RequestRefused(
      KEYWORD.test(name) && tokens.length === 1
        ? `\`${name}\` is a word of the language; choose another name`
        : `\`${name}\` is no name: a name is one word of letters, figures and \`_\``,
    );
  const taken = analysis.mentions.find((each) => each.name === name && meets(each, mention));
  if (taken !== undefined && name !== mention.name) {
    const { line } = analysis.lines.positionOf(taken.offset);
    throw new RequestRefused(`\`${name}\` is taken: it stands in line ${line + 1}`);
  }
  const places = analysis.mentions.filter((each) => isSame(each, mention));
  if (!places.some(({ isDeclaration }) => isDeclaration) && mention.sort !== "column") {
    const known = analysis.mentions.filter((each) => each.sort === mention.sort).map((each) => each.name);
    const near = didYouMean(mention.name, known);
    throw new RequestRefused(
      `\`${mention.name}\` is declared nowhere${near === undefined ? "" : `; ${near}`}`,
    );
  }
  return places;
}

const KEYWORD = /^[a-z]+$/;

const isPlain = ({ sort, name }: Mention): boolean =>
  sort === "kind" && PLAIN_KINDS.some((kind) => kind === name);

/** Whether two names would be taken for one another: variables and parameters stand in the same places. */
function meets(one: Mention, other: Mention): boolean {
  const [a, b] = [one.sort, other.sort];
  if (a === "column" && b === "column") return one.scope === other.scope;
  return a === b || (a === "column" && b === "parameter") || (a === "parameter" && b === "column");
}
