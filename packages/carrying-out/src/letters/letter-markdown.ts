/** The little Markdown that letters are written in: paragraphs, and lists with hyphens. Everything else is text. */

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

/** A letter as HTML: the parts between empty lines are paragraphs or lists. No script, no style, nothing from elsewhere. */
export function letterHtml(text: string, language: string): string {
  const body = blocksOf(text).map((lines) => {
    const isList = lines.every((line) => line.startsWith("- "));
    if (!isList) return `<p>${lines.map(escapeHtml).join("<br>\n")}</p>`;
    return `<ul>\n${lines.map((line) => `<li>${escapeHtml(line.slice(2))}</li>`).join("\n")}\n</ul>`;
  });
  return `<div lang="${language}">\n${body.join("\n")}\n</div>\n`;
}
