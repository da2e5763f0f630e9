/** A letter as a PDF, to be looked at before it goes out, or to go out on paper. */
import { LETTER_WORDS } from "../words/letter-words.ts";
import type { Language } from "../words/words.ts";
import { LETTER_TEMPLATE } from "./letter-template.ts";
import { clean } from "./pieces.ts";
import { typeset, writtenDate } from "./typeset.ts";

/** A part of a letter's text: lines of a paragraph, or the items of a list. */
export interface LetterBlock {
  readonly sort: "paragraph" | "list";
  readonly lines: readonly string[];
}

/** A letter in one language. */
export interface LetterVersion {
  readonly language: Language;
  readonly subject: string;
  /** The letter's day in words. */
  readonly date: string;
  readonly office: string;
  readonly blocks: readonly LetterBlock[];
}

export interface PrintedLetter {
  /** Each begins on a page of its own; the first says which language the document is in. */
  readonly versions: readonly LetterVersion[];
  readonly organisation: string;
  /** The lines of the address. */
  readonly to: readonly string[];
  /** What an answer cites. */
  readonly reference: string;
  /** `YYYY-MM-DD`: the day that the file bears. */
  readonly day: string;
  /** What the registry says of itself, on every page: that its people are made up, say. */
  readonly description?: string;
  /** It says of itself that it goes to nobody. */
  readonly isPreview?: boolean;
}

/** What the pages of a letter hold, as data. */
export function pagesOf(letter: PrintedLetter): object {
  const { versions, organisation, to, reference, day, description, isPreview = false } = letter;
  return {
    title: clean(versions.map(({ subject }) => subject).join(" / ")).trim() || clean(organisation),
    organisation: clean(organisation),
    to: to.map(clean),
    reference: clean(reference),
    date: writtenDate(day),
    description: description === undefined ? null : clean(description),
    isPreview,
    versions: versions.map(({ language, subject, date, office, blocks }) => {
      const { page, ...words } = LETTER_WORDS[language];
      return {
        language,
        subject: clean(subject).trim() || clean(organisation),
        date: clean(date),
        office: clean(office),
        blocks: blocks.map(({ sort, lines }) => ({ sort, lines: lines.map(clean) })),
        words: { ...words, ...page },
      };
    }),
  };
}

/**
 * A letter as a PDF: A4, tagged for whoever hears it read, in one language or in several one after the other. The same letter
 * gives the same bytes.
 *
 *     writeFileSync("told.pdf", letterAsPdf(letterOnPaper(rendered, { ... })));
 *
 * @throws PrintError where this installation cannot set type; RangeError for a letter in no language.
 */
export function letterAsPdf(letter: PrintedLetter): Uint8Array {
  if (letter.versions.length === 0) throw new RangeError("a letter is written in some language");
  return typeset(LETTER_TEMPLATE, { letter: JSON.stringify(pagesOf(letter)) });
}
