/** What is printed around a letter's text. */
import type { Language } from "./words.ts";

export interface LetterWords {
  /** Before the reference. */
  readonly reference: string;
  readonly preview: string;
  readonly page: { readonly before: string; readonly between: string };
}

export const LETTER_WORDS: Readonly<Record<Language, LetterWords>> = {
  en: {
    reference: "Our reference: ",
    preview: "Preview: addressed to nobody by name",
    page: { before: "Page", between: "of" },
  },
  fr: {
    reference: "Nos références\u202f: ",
    preview: "Aperçu\u202f: sans nom de destinataire",
    page: { before: "Page", between: "sur" },
  },
};
