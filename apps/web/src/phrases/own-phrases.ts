/** The product's own phrases in French, loaded when somebody reads French. */
import type { Phrases } from "./phrase-book.ts";

const files = import.meta.glob<Phrases>("./*.fr.json", { import: "default" });

/** Frames around sentences, and what is said of problems. */
export async function ownPhrases(): Promise<Phrases> {
  const books = await Promise.all(Object.values(files).map((load) => load()));
  return Object.assign({}, ...books);
}
