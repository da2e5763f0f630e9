/** Which part of a policy's Markdown file is code, and what the prose around it says about the code. */
import type { Problems, Range } from "./diagnostics.ts";

/** A block marked `policy`, without its fences. */
export interface Block extends Range {
  /** The opening fence. */
  readonly fence: Range;
  /** White space before the fence: the block may stand in a list. */
  readonly indent: string;
  /** Whether its end is a guess: what stands in it may be prose. */
  readonly isOpen: boolean;
}

export interface Markdown {
  /** The text with everything but the code blanked out: offsets and lines are those of the Markdown. */
  readonly code: string;
  readonly blocks: readonly Block[];
  /** The first heading. */
  readonly title?: string;
  /** The source that the prose gives for what stands at an offset. */
  sourceFor(offset: number): string | undefined;
}

interface Line extends Range {
  readonly text: string;
}

interface Note {
  readonly offset: number;
  /** Undefined at a heading: what was said before it is not said about what comes after. */
  readonly source: string | undefined;
}

// All of these are matched against lines without white space at the end, in time linear in the line's length.
const FENCE = /^([ \t]*)(`{3,}|~{3,})([^`]*)$/;
const HEADING = /^ {0,3}#{1,6}(?=[ \t]|$)(.*)$/;
const UNDERLINE = /^ {0,3}(?:=+|-{3,})$/;
const SOURCE = /^[ \t]*(?:[-*>][ \t]+)?[*_]{0,2}Source:[*_]{0,2}(.+)$/;
const DEEPEST_FENCE = 3;

function linesOf(text: string): Line[] {
  const lines: Line[] = [];
  let offset = 0;
  for (const match of text.matchAll(/\r\n|\r|\n/g)) {
    lines.push({ offset, end: match.index, text: text.slice(offset, match.index) });
    offset = match.index + match[0].length;
  }
  lines.push({ offset, end: text.length, text: text.slice(offset) });
  return lines;
}

const isCode = (info: string): boolean => info.split(/\s/)[0] === "policy";

/** An info string that was most likely meant to be `policy`. */
const isNearlyCode = (info: string): boolean => /^(policy|policies|comity)$/i.test(info.split(/[\s{,]/)[0]!);

/**
 * Finds the code of a Markdown file. A block begins with a fence marked `policy` and ends with a fence as long.
 * Problems: a fence that is not closed, a block marked nearly `policy`, a file without any code.
 */
export function readMarkdown(text: string, problems: Problems): Markdown {
  const blocks: Block[] = [];
  const notes: Note[] = [];
  let title: string | undefined;
  const lines = linesOf(text);
  let open: { fence: RegExpExecArray; line: Line; from: number; isCode: boolean } | undefined;
  const close = (end: number, isOpen = false): void => {
    if (open?.isCode)
      blocks.push({
        offset: open.from,
        end: Math.max(open.from, end),
        fence: fenceRange(open.line),
        indent: open.fence[1]!,
        isOpen,
      });
    open = undefined;
  };
  const notClosed = (line: Line): void =>
    problems.error(
      "fence-not-closed",
      fenceRange(line),
      "this block of code is not closed",
      "write a line with ``` alone after the last line of the code",
    );
  let paragraph: Line | undefined;
  let citing: { offset: number; words: string[] } | undefined;
  const cited = (): void => {
    if (citing !== undefined) notes.push({ offset: citing.offset, source: citing.words.join(" ") });
    citing = undefined;
  };
  for (const [number, line] of lines.entries()) {
    const content = (number === 0 ? line.text.replace(/^\ufeff/, "") : line.text).trimEnd();
    const fence = FENCE.exec(content);
    if (open !== undefined) {
      if (fence !== null && fence[3]!.trim() === "" && isClosing(fence[2]!, open.fence[2]!))
        close(line.offset);
      else if (open.isCode && fence !== null && isCode(fence[3]!.trim())) {
        notClosed(open.line);
        close(line.offset, true);
        open = { fence, line, from: nextOffset(lines, number, text), isCode: true };
      } else if (open.isCode && HEADING.test(content)) {
        // A heading is never code: the fence was forgotten before it.
        notClosed(open.line);
        close(line.offset, true);
      } else continue;
      if (open !== undefined || fence !== null) continue;
    }
    if (fence !== null) {
      cited();
      paragraph = undefined;
      const [indent, info] = [fence[1]!, fence[3]!.trim()];
      const code = isCode(info);
      if (code && indent.replaceAll("\t", "    ").length > DEEPEST_FENCE)
        problems.warning(
          "fence-indented",
          fenceRange(line),
          "this block stands in four or more spaces, where Markdown shows text as it is, and is read as code",
          "write the fence at the beginning of the line",
        );
      else if (!code && isNearlyCode(info))
        problems.warning(
          "block-not-read",
          fenceRange(line),
          `this block is marked \`${info}\` and is not read`,
          "mark it `policy`",
        );
      open = { fence, line, from: nextOffset(lines, number, text), isCode: code };
      continue;
    }
    const heading = HEADING.exec(content);
    if (heading !== null) {
      cited();
      title ??= heading[1]!
        .trim()
        .replace(/(?:^|[ \t])#+$/, "")
        .trimEnd();
      notes.push({ offset: line.offset, source: undefined });
      paragraph = undefined;
    } else if (paragraph !== undefined && UNDERLINE.test(content)) {
      cited();
      title ??= paragraph.text.replace(/^\ufeff/, "").trim();
      notes.push({ offset: paragraph.offset, source: undefined });
      paragraph = undefined;
    } else {
      const source = SOURCE.exec(content)?.[1]?.trim();
      if (source !== undefined) {
        cited();
        citing = { offset: line.offset, words: [source] };
      } else if (content === "") cited();
      else if (citing !== undefined) citing.words.push(content.trim());
      paragraph = content === "" ? undefined : line;
    }
  }
  cited();
  if (open?.isCode) {
    notClosed(open.line);
    close(text.length, true);
  }
  noteMissingCode(text, blocks, problems);
  return {
    code: blanked(text, blocks),
    blocks,
    ...(title === undefined || title === "" ? {} : { title }),
    sourceFor: (offset) => notes.findLast((note) => note.offset <= offset)?.source,
  };
}

function isClosing(fence: string, opening: string): boolean {
  return fence[0] === opening[0] && fence.length >= opening.length;
}

function nextOffset(lines: readonly Line[], number: number, text: string): number {
  return lines[number + 1]?.offset ?? text.length;
}

function fenceRange(line: Line): Range {
  const indent = line.text.length - line.text.trimStart().length;
  return {
    offset: line.offset + indent,
    end: line.offset + Math.max(indent + 1, line.text.trimEnd().length),
  };
}

function noteMissingCode(text: string, blocks: readonly Block[], problems: Problems): void {
  if (blocks.length > 0) return;
  const help = "a policy is a Markdown file whose rules stand between a line ```policy and a line ```";
  if (text.trim() === "") problems.error("empty-file", { offset: 0, end: 0 }, "the file is empty", help);
  else
    problems.error("no-policy-block", { offset: 0, end: 0 }, "the file has no block marked `policy`", help);
}

/** Spaces for all that is not code; line ends stay, so that the lexer counts lines as an editor does. */
function blanked(text: string, blocks: readonly Block[]): string {
  let code = "";
  let at = 0;
  for (const block of blocks) {
    code += text.slice(at, block.offset).replace(/[^\r\n]/g, " ") + text.slice(block.offset, block.end);
    at = block.end;
  }
  return code + text.slice(at).replace(/[^\r\n]/g, " ");
}
