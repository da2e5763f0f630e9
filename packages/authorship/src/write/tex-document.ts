/** Documents in TeX around a list, for the classes of the journals. */
import type { AuthorList } from "../list/author-list.ts";
import { texText, type Unprintable } from "./tex-text.ts";
import type { Particular, WriteFormat, WriteOptions, WrittenList } from "./write-parts.ts";
import { notHeld } from "./write-parts.ts";

export const TEX_HELD: readonly Particular[] = ["orcid", "email", "deceased", "notes", "title"];

/** Writes text, and keeps what TeX cannot print. */
export class TexWriter {
  readonly unprintable: Unprintable = new Set();

  /** An institute stands with each of its authors in some formats. */
  readonly #texts = new Map<string, string>();

  text(text: string): string {
    const known = this.#texts.get(text);
    if (known !== undefined) return known;
    const written = texText(text, this.unprintable);
    this.#texts.set(text, written);
    return written;
  }

  /** A name as it is printed: its initials stay with what follows. */
  name(name: string): string {
    return this.text(name).replace(/(?<=\.)[ ](?=\S)/g, "~");
  }

  /** An ORCID iD behind a name. */
  orcid(orcid: string | undefined): string {
    return orcid === undefined ? "" : `\\orcidlink{${orcid}}`;
  }
}

/** What every document defines unless the class or a package of it has done so. */
const DEFINED = [
  "\\providecommand{\\href}[2]{#2}",
  "\\providecommand{\\orcidlink}[1]{\\,\\href{https://orcid.org/#1}{\\textsuperscript{iD}}}",
];

/** Cyrillic in the fonts of the American Mathematical Society, which every TeX has; three letters are put together. */
const CYRILLIC = [
  "\\usepackage[OT2,T1]{fontenc}",
  "\\newcommand{\\cyrtext}[1]{{\\fontencoding{OT2}\\fontfamily{wncyr}\\selectfont #1}}",
  '\\DeclareUnicodeCharacter{0407}{\\"{\\CYRII}}\\DeclareUnicodeCharacter{0457}{\\"{\\cyrii}}',
  "\\DeclareUnicodeCharacter{040E}{\\U{\\CYRU}}\\DeclareUnicodeCharacter{045E}{\\U{\\cyru}}",
  "\\DeclareUnicodeCharacter{0490}{\\CYRG}\\DeclareUnicodeCharacter{0491}{\\cyrg}",
];

export interface TexParts {
  readonly format: WriteFormat;
  /** `\documentclass` and what else the class needs. */
  readonly preamble: readonly string[];
  /** The list: what goes into a paper. */
  readonly list: readonly string[];
  /** What follows where a whole document is written. */
  readonly after?: readonly string[];
  readonly held?: readonly Particular[];
  readonly notes?: readonly string[];
}

/** The document, or only the list, with what could not be written. */
export function texDocument(
  list: AuthorList,
  options: WriteOptions,
  writer: TexWriter,
  parts: TexParts,
): WrittenList {
  const isFragment = options.fragment === true;
  const body = parts.list.join("\n");
  const fonts = body.includes("\\cyrtext{") ? CYRILLIC : ["\\usepackage[T1]{fontenc}"];
  const content = isFragment
    ? `${body}\n`
    : [
        parts.preamble[0]!,
        "\\usepackage[utf8]{inputenc}",
        ...fonts,
        ...parts.preamble.slice(1),
        ...DEFINED,
        "\\begin{document}",
        body,
        ...(parts.after ?? ["\\maketitle"]),
        "\\end{document}",
        "",
      ].join("\n");
  const notes = [...notHeld(list, new Set([...TEX_HELD, ...(parts.held ?? [])])), ...(parts.notes ?? [])];
  if (isFragment && body.includes("\\cyrtext{"))
    notes.push("the paper must define `\\cyrtext` as a whole document does");
  if (writer.unprintable.size > 0)
    notes.push(
      `no command of TeX prints ${[...writer.unprintable]
        .slice(0, 20)
        .map((sign) => `\`${sign}\``)
        .join(", ")}: set the paper with LuaTeX and a font that has them`,
    );
  return { format: parts.format, content, mediaType: "text/x-tex; charset=utf-8", extension: ".tex", notes };
}
