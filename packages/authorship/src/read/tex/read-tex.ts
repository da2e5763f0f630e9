/** Reads an author list in TeX: by the commands of the journals' classes, or as the experiments print theirs. */
import { texLetters } from "@comity/exchange";
import { assembled, type Marked } from "../marked/assemble.ts";
import { definitionsIn, isDefinition, segmentsOf } from "../marked/flow.ts";
import { readFlow } from "../marked/read-flow.ts";
import { type ListSheet, type ReadList, short } from "../read-parts.ts";
import { isOurs } from "./commands.ts";
import { FrontMatter } from "./front-matter.ts";
import { expanded } from "./macros.ts";
import { readNodes } from "./nodes.ts";
import { texPieces } from "./tex-pieces.ts";

/** Marks of authors that nothing in the front matter explains. */
function unexplained({ authors, definitions }: Marked): Set<string> {
  const known = new Set(definitions.map(({ mark }) => mark));
  return new Set(authors.flatMap(({ marks }) => marks).filter((mark) => !known.has(mark)));
}

/**
 * Reads an author list in TeX.
 *
 * @throws ExchangeError where a brace is never closed, or no author is found.
 */
export function readTex(sheet: ListSheet, source: string, file: string): ReadList {
  const nodes = expanded(readNodes(texLetters(source), file), isOurs, file);
  const hasBlocks = /\\cms(?:institute|AuthorMark|instskip)/.test(source);
  const inputs: string[] = [];
  const options = {
    hasBlocks,
    input: (name: string, line: number): void => {
      if (inputs.includes(name)) return;
      inputs.push(name);
      sheet.note("warning", "left-out", `\`${short(name)}\` is another file, which is not read`, line);
    },
  };
  const front = new FrontMatter({ hasBlocks: false });
  front.walk(nodes);
  const found = front.marked;
  const pieces = texPieces(nodes, options);
  if (found.authors.length > 0) {
    const open = unexplained(found);
    // Long lists have their institutes at the end of the paper.
    const later =
      open.size === 0
        ? []
        : segmentsOf(pieces)
            .filter(isDefinition)
            .flatMap(definitionsIn)
            .filter(({ mark }) => open.has(mark));
    return assembled(sheet, { ...found, definitions: [...found.definitions, ...later] }, "tex");
  }
  const flow = readFlow(sheet, pieces, { linesGoOn: false });
  const collaborations = [...found.collaborations, ...flow.collaborations];
  const title = found.title === undefined ? {} : { title: found.title };
  return assembled(sheet, { ...flow, collaborations, ...title }, "tex");
}
