import type { Language, Words } from "./words.ts";
import { english } from "./words-en.ts";
import { french } from "./words-fr.ts";

const SPOKEN: Readonly<Record<Language, Words>> = { en: english, fr: french };

/** The words of a language; English where none is asked for. */
export const wordsOf = (language: Language = "en"): Words => SPOKEN[language];
