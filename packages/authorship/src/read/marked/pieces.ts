/** An author list as a line of pieces, whether it came from TeX, from a web page or was pasted. */

export type Piece =
  | { readonly kind: "text"; readonly text: string; readonly line: number }
  /** Raised marks: `1,2`, `a`, `†`. What stands before a mark has it; at the beginning of a line it is what the line explains. */
  | { readonly kind: "mark"; readonly marks: readonly string[]; readonly line: number }
  | { readonly kind: "orcid" | "email" | "note"; readonly text: string; readonly line: number }
  /** Parts one entry from the next as a comma does, but never stands in a name: TeX's `\and`. */
  | { readonly kind: "and"; readonly line: number }
  /** The end of a line, an item or a paragraph; `isStrong` is an empty line or a new section. */
  | { readonly kind: "break"; readonly line: number; readonly isStrong: boolean }
  /** An institute under which its authors follow. */
  | { readonly kind: "heading"; readonly pieces: readonly Piece[]; readonly line: number };

/** What a mark stands for. */
export interface Definition {
  readonly mark: string;
  readonly text: string;
  readonly line: number;
  /** Explained as an institute, so that a letter is no footnote. */
  readonly isInstitute?: true;
}

/** An author as the pieces have it; what the marks mean is found later. */
export interface MarkedAuthor {
  readonly name: string;
  readonly line: number;
  readonly marks: readonly string[];
  readonly orcids: readonly string[];
  readonly emails: readonly string[];
  readonly notes: readonly string[];
  /** Institutes that stand with the author themselves, as printed, in front of those that marks lead to. */
  readonly affiliations: readonly { readonly text: string; readonly line: number }[];
  readonly givenName?: string;
  readonly familyName?: string;
}

/** The marks in a piece of text, parted by commas, blanks and the like. */
export function marksIn(text: string): string[] {
  return text
    .replace(/\band\b/g, ",")
    .split(/[,;\s()[\]]+/)
    .filter((mark) => mark !== "");
}
