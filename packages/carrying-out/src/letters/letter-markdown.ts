/** The little Markdown that letters are written in: paragraphs, and lists with hyphens. Everything else is text. */
import type { LetterBlock } from "@comity/print";

const ENTITIES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

/** A text as HTML shows it. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"]/g, (each) => ENTITIES[each]!);
}

/** Blocks with an empty line between them. */
function blocksOf(text: string): string[][] {
  const blocks: string[][] = [];
  for (const block of text.split(/\n\s*\n/)) {
    const lines = block.split("\n").map((line) => line.trimEnd());
    const own = lines.filter((line) => line.trim() !== "");
    if (own.length > 0) blocks.push(own);
  }
  return blocks;
}

/** A letter's text with one empty line between its parts, however its template was laid out. */
export function tidied(text: string): string {
  return `${blocksOf(text)
    .map((lines) => lines.join("\n"))
    .join("\n\n")}\n`;
}

/** A letter's parts, as they are printed: the parts between empty lines are paragraphs or lists. */
export function letterBlocks(text: string): LetterBlock[] {
  return blocksOf(text).map((lines) => {
    const isList = lines.every((line) => line.startsWith("- "));
    return isList
      ? { sort: "list", lines: lines.map((line) => line.slice(2)) }
      : { sort: "paragraph", lines };
  });
}

/** A letter as HTML: the parts between empty lines are paragraphs or lists. No script, no style, nothing from elsewhere. */
export function letterHtml(text: string, language: string): string {
  const body = letterBlocks(text).map(({ sort, lines }) =>
    sort === "paragraph"
      ? `<p>${lines.map(escapeHtml).join("<br>\n")}</p>`
      : `<ul>\n${lines.map((line) => `<li>${escapeHtml(line)}</li>`).join("\n")}\n</ul>`,
  );
  return `<div lang="${language}">\n${body.join("\n")}\n</div>\n`;
}
