/** The parser that Langium makes of the grammar, without the services of an editor: they load when an editor needs them. */
import {
  createDefaultCoreModule,
  createDefaultSharedCoreModule,
  EmptyFileSystem,
  inject,
  type LangiumCoreServices,
} from "langium";
import type { Document } from "./generated/ast.ts";
import { PolicyGeneratedModule, PolicyGeneratedSharedModule } from "./generated/module.ts";

/** A token: its words, its type (a keyword is its own type) and where it stands. */
export interface Token {
  readonly image: string;
  readonly type: string;
  readonly offset: number;
  readonly end: number;
}

export interface Tokens {
  readonly tokens: readonly Token[];
  readonly comments: readonly Token[];
  /** Letters that are no token. */
  readonly strange: readonly { readonly offset: number; readonly end: number }[];
}

export interface Parse {
  readonly document: Document;
  /** Where the parser gave up first; undefined where the whole text is in order. */
  readonly stuck?: { readonly offset: number | undefined };
  /** Whether there were letters that are no token. */
  readonly isStrange: boolean;
}

let made: LangiumCoreServices | undefined;

/** Made once, when first needed: it takes about a tenth of a second. */
function services(): LangiumCoreServices {
  if (made !== undefined) return made;
  const shared = inject(createDefaultSharedCoreModule(EmptyFileSystem), PolicyGeneratedSharedModule);
  // Text and names stay as they are written: what they mean is decided where problems can be reported.
  const asWritten = { parser: { ValueConverter: () => ({ convert: (input: string) => input }) } };
  made = inject(createDefaultCoreModule({ shared }), PolicyGeneratedModule, asWritten);
  shared.ServiceRegistry.register(made);
  return made;
}

type RawToken = ReturnType<LangiumCoreServices["parser"]["Lexer"]["tokenize"]>["tokens"][number];

const tokenOf = (raw: RawToken): Token => ({
  image: raw.image,
  type: raw.tokenType.name,
  offset: raw.startOffset,
  end: raw.startOffset + raw.image.length,
});

/** Splits code into tokens. */
export function tokenize(code: string): Tokens {
  const { tokens, hidden, errors } = services().parser.Lexer.tokenize(code);
  return {
    tokens: tokens.map(tokenOf),
    comments: hidden.filter(({ tokenType }) => tokenType.name === "COMMENT").map(tokenOf),
    strange: errors.map(({ offset, length }) => ({ offset, end: offset + length })),
  };
}

/**
 * Parses code. The document holds what could be read up to where the parser got stuck, and perhaps more.
 * Throws a RangeError where the code is nested so deeply that the parser fails.
 */
export function parse(code: string): Parse {
  const result = attempt(() => services().parser.LangiumParser.parse<Document>(code));
  const [error] = result.parserErrors;
  const isStrange = result.lexerErrors.length > 0;
  if (error === undefined) return { document: result.value, isStrange };
  const { startOffset } = error.token;
  return {
    document: result.value,
    isStrange,
    stuck: { offset: Number.isNaN(startOffset) ? undefined : startOffset },
  };
}

/** A parser that failed in the middle is in no state to parse again: the next one is made anew. */
function attempt<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    made = undefined;
    throw new RangeError("the parser failed", { cause: error });
  }
}

/** The types of the tokens that may follow the first `count` tokens of a text; empty where these are in no order. */
export function nextTypes(code: string, count: number): Set<string> {
  const { Lexer, LangiumParser } = services().parser;
  const { tokens } = Lexer.tokenize(code);
  // Langium marks the names of its rules with a zero-width space.
  const next = LangiumParser["wrapper"].computeContentAssist("Document\u200b", tokens.slice(0, count));
  return new Set(next.map(({ nextTokenType }) => nextTokenType.name));
}
