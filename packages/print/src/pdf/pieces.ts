/**
 * What a page is made of, as data. The Typst template gets it as JSON and reads nothing of it as markup, so that a name with a
 * `#` or a `$` in it is printed and never run.
 */

/** Words, some of which are identifiers and stand in another cut. */
export type Rich = readonly { readonly text: string; readonly isCode: boolean }[];

export type PageCell =
  | {
      readonly sort: "rich";
      readonly parts: Rich;
      readonly tone?: "strong" | "faint";
      readonly rows?: number;
    }
  | {
      readonly sort: "figure";
      readonly text: string;
      readonly tone?: "strong" | "faint";
      readonly rows?: number;
    }
  /** A bar; the longest is 1. */
  | { readonly sort: "bar"; readonly share: number; readonly rows?: number };

export interface PageColumn {
  readonly title: string;
  /** `fit` takes what its cells need, `fill` shares what is left, `bar` is for bars. */
  readonly width: "fit" | "fill" | "wide" | "bar";
  readonly align: "left" | "right";
}

export type PageBlock =
  | {
      readonly sort: "table";
      readonly columns: readonly PageColumn[];
      /** Rows that belong together have no line between them. */
      readonly groups: readonly (readonly (readonly PageCell[])[])[];
      readonly rest?: string;
    }
  | {
      readonly sort: "items";
      readonly items: readonly {
        /** Stands before the text, such as how many people. */
        readonly figure?: string;
        readonly text: Rich;
        readonly under: readonly { readonly label: string; readonly parts: Rich }[];
      }[];
      readonly rest?: string;
    };

export interface PageSection {
  readonly title: string;
  readonly blocks: readonly PageBlock[];
}

export interface SheetPages {
  readonly language: string;
  readonly kicker: string;
  readonly cleared: string | null;
  readonly title: string;
  readonly put: string;
  readonly meta: readonly { readonly label: string; readonly value: string; readonly isCode: boolean }[];
  readonly description: string | null;
  readonly note: Rich | null;
  readonly asked: { readonly title: string; readonly acts: readonly Rich[] };
  readonly refusal: string | null;
  readonly tiles: readonly { readonly figure: string; readonly label: string }[];
  readonly answer: string;
  readonly sections: readonly PageSection[];
  readonly hiddenNote: string | null;
  readonly foot: { readonly line: string; readonly hash: string | null; readonly description: string | null };
  readonly page: { readonly before: string; readonly between: string };
  /** The day that stands as the document's date; null where there is none. */
  readonly date: { readonly year: number; readonly month: number; readonly day: number } | null;
}

/** Words with `identifiers` in backticks, as the packages below write them. */
export function rich(text: string): Rich {
  return clean(text)
    .split(/`([^`]*)`/)
    .map((part, at) => ({ text: part, isCode: at % 2 === 1 }))
    .filter(({ text: part }) => part !== "");
}

/** Words as they are, backticks too. */
export const plain = (text: string): Rich => [{ text: clean(text), isCode: false }];

/** Control characters, marks that turn the direction of writing, and halves of characters print nothing good. */
export function clean(text: string): string {
  return text
    .replace(/\s+/gu, " ")
    .replace(/[\p{Cc}\p{Cs}\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]/gu, "\ufffd");
}
