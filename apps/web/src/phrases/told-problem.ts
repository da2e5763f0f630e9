/** A problem document in the reader's language: all of it or nothing of it. */

import { language } from "../words/words.ts";
import { ownPhrases } from "./own-phrases.ts";
import { phraseBook, type Told } from "./phrase-book.ts";
import { type ProblemDocument, toldDocument } from "./told-document.ts";

let french: Promise<Told> | undefined;

/** A problem document as it is shown, and in which language it is. Where the phrases cannot be loaded it stays in English. */
export async function inReadersWords(
  document: ProblemDocument,
): Promise<{ readonly document: ProblemDocument; readonly lang: "en" | "fr" }> {
  const asIs = { document, lang: "en" } as const;
  if (language() !== "fr") return asIs;
  try {
    french ??= ownPhrases().then((phrases) => phraseBook(phrases));
    const told = toldDocument(document, await french);
    return told === undefined ? asIs : { document: told, lang: "fr" };
  } catch {
    french = undefined;
    return asIs;
  }
}
