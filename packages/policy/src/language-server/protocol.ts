/** What of the Language Server Protocol (3.17) is spoken here: positions, and the messages by their shapes. */

/** Lines and UTF-16 units within a line, both from 0. */
export interface Position {
  readonly line: number;
  readonly character: number;
}

export interface TextRange {
  readonly start: Position;
  readonly end: Position;
}

export interface TextEdit {
  readonly range: TextRange;
  readonly newText: string;
}

export interface Markup {
  readonly kind: "markdown";
  readonly value: string;
}

/** The numbers that the protocol gives to sorts of completions. */
export const COMPLETION = { name: 6, predicate: 3, kind: 7, keyword: 14, value: 12, clause: 18 } as const;

export interface CompletionItem {
  readonly label: string;
  readonly kind: number;
  readonly detail?: string;
  readonly documentation?: Markup;
  readonly insertText?: string;
  /** 2: a snippet, whose `${1:words}` are places to go through. */
  readonly insertTextFormat?: 2;
  readonly sortText?: string;
}

/** The numbers that the protocol gives to sorts of symbols. */
export const SYMBOL = {
  kind: 5,
  record: 23,
  rule: 12,
  parameter: 14,
  world: 2,
  clause: 24,
  example: 6,
} as const;

export interface DocumentSymbol {
  readonly name: string;
  readonly detail: string;
  readonly kind: number;
  readonly range: TextRange;
  readonly selectionRange: TextRange;
}

export interface Request {
  readonly id?: number | string;
  readonly method?: string;
  readonly params?: unknown;
}

/** The protocol's number for a request that names no method there is. */
export const METHOD_NOT_FOUND = -32_601;
/** The protocol's number for a request that cannot be followed, with the reason in words. */
export const REQUEST_FAILED = -32_803;
/** The protocol's number for what is no request. */
export const PARSE_ERROR = -32_700;
/** The protocol's number for a request that failed by our fault. */
export const INTERNAL_ERROR = -32_603;

/** A request that cannot be followed: the message is shown to whoever asked. */
export class RequestRefused extends Error {
  override readonly name = "RequestRefused";
}
