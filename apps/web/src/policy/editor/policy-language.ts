/** How the editor colours a policy: Markdown, with the language's own words in its blocks of code. */
import { markdown } from "@codemirror/lang-markdown";
import { HighlightStyle, StreamLanguage, syntaxHighlighting } from "@codemirror/language";
import type { Extension } from "@codemirror/state";
import { tags } from "@lezer/highlight";
import { type Piece, piecesOf } from "../code/pieces.ts";

const TOKENS: Readonly<Record<Piece["sort"], string | null>> = {
  keyword: "keyword",
  word: "called",
  declared: "declared",
  kind: "typeName",
  value: "number",
  text: "string",
  comment: "comment",
  plain: null,
};

/** The policy language, a line at a time. */
export const policyLanguage = StreamLanguage.define<{ line: readonly Piece[]; at: number }>({
  name: "policy",
  startState: () => ({ line: [], at: 0 }),
  token: (stream, state) => {
    if (stream.sol()) {
      state.line = piecesOf(stream.string);
      state.at = 0;
    }
    const piece = state.line[state.at++];
    if (piece === undefined) {
      stream.skipToEnd();
      return null;
    }
    stream.pos = Math.min(stream.pos + piece.text.length, stream.string.length);
    return TOKENS[piece.sort];
  },
  tokenTable: {
    called: tags.function(tags.variableName),
    declared: tags.definition(tags.variableName),
  },
  languageData: { commentTokens: { line: "//" } },
});

const colours = HighlightStyle.define([
  { tag: tags.keyword, class: "policy-keyword" },
  { tag: tags.definition(tags.variableName), class: "policy-declared" },
  { tag: tags.function(tags.variableName), class: "policy-word" },
  { tag: tags.typeName, class: "policy-kind" },
  { tag: tags.number, class: "policy-value" },
  { tag: tags.string, class: "policy-text" },
  { tag: tags.comment, class: "policy-comment" },
  { tag: tags.heading, class: "policy-heading" },
  { tag: tags.strong, class: "policy-strong" },
  { tag: tags.emphasis, class: "policy-emphasis" },
  { tag: [tags.processingInstruction, tags.labelName, tags.monospace], class: "policy-comment" },
]);

/** Markdown with policies in it, and its colours. */
export function literatePolicy(): Extension {
  return [
    markdown({ codeLanguages: (info) => (info.startsWith("policy") ? policyLanguage : null) }),
    syntaxHighlighting(colours),
  ];
}
