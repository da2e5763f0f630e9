/** A block of a policy's code: coloured, its words linked to where they are defined, its examples with what they come to. */
import type { ToldExample } from "@comity/policy";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { type Piece, piecesOf, sourceId, wordId } from "./pieces.ts";

/** What the page knows of the whole text. */
export interface PolicyText {
  readonly declared: ReadonlySet<string>;
  readonly sources: ReadonlyMap<string, readonly string[]>;
  /** Undefined until the worker has read it. */
  readonly examples: readonly ToldExample[] | undefined;
}

interface Properties {
  readonly code: string;
  /** The line of the document in which the code begins, from 1. */
  readonly firstLine: number;
  readonly text: PolicyText;
  /** Words that have their place already, in a block before this one: only the first declaration is linked to. */
  readonly placed: Map<string, number>;
}

export function PolicyCode({ code, firstLine, text, placed }: Properties) {
  const lines = linesOf(piecesOf(code.replace(/\n$/, "")));
  const verdicts = verdictsByLine(text.examples);
  let isSource = false;
  const shown = (piece: Piece, line: number, key: number): ReactNode => {
    const className = piece.sort === "plain" ? undefined : `policy-${piece.sort}`;
    const wasSource = isSource;
    if (piece.text.trim() !== "") isSource = piece.sort === "keyword" && piece.text === "source";
    const name = piece.text;
    if (piece.sort === "declared") {
      if (!placed.has(name)) placed.set(name, line);
      const id = placed.get(name) === line ? { id: wordId(name) } : {};
      return (
        <span key={key} className={className} {...id}>
          {name}
        </span>
      );
    }
    if ((piece.sort === "word" || piece.sort === "kind" || piece.sort === "plain") && text.declared.has(name))
      return (
        <a key={key} className={className ?? "policy-plain"} href={`#${wordId(name)}`}>
          {name}
        </a>
      );
    const source = wasSource && piece.sort === "text" ? name.replace(/^"|"$/g, "") : undefined;
    if (source !== undefined && text.sources.has(source))
      return (
        <a key={key} className={className} href={`#${sourceId(source)}`}>
          {name}
        </a>
      );
    return (
      <span key={key} className={className}>
        {name}
      </span>
    );
  };
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by keyboard
    <pre className="policy-code" tabIndex={0}>
      <code>
        {lines.map((pieces, at) => {
          const line = firstLine + at;
          return (
            <span className="policy-line" key={line}>
              <span>{pieces.map((piece, key) => shown(piece, line, key))}</span>
              <Verdict outcomes={verdicts.get(line)} />
              {"\n"}
            </span>
          );
        })}
      </code>
    </pre>
  );
}

function linesOf(pieces: readonly Piece[]): Piece[][] {
  const lines: Piece[][] = [[]];
  for (const { text, sort } of pieces)
    for (const [at, part] of text.split("\n").entries()) {
      if (at > 0) lines.push([]);
      if (part !== "") lines.at(-1)!.push({ text: part, sort });
    }
  return lines;
}

interface Outcome {
  readonly outcome: "pass" | "fail" | "skipped";
  readonly why?: string;
}

function verdictsByLine(
  examples: readonly ToldExample[] | undefined,
): ReadonlyMap<number, readonly Outcome[]> {
  const found = new Map<number, Outcome[]>();
  for (const { expectations } of examples ?? [])
    for (const told of expectations) found.set(told.line, [...(found.get(told.line) ?? []), told]);
  return found;
}

/** What the expectations of a line come to. */
function Verdict({ outcomes }: { readonly outcomes: readonly Outcome[] | undefined }) {
  const { t } = useTranslation("policy");
  if (outcomes === undefined) return null;
  const failed = outcomes.filter(({ outcome }) => outcome === "fail");
  if (failed.length > 0)
    return (
      <span className="policy-verdict policy-fails">
        {t("verdict.fails")}: {failed.map(({ why }) => why).join("; ")}
      </span>
    );
  const isSkipped = outcomes.some(({ outcome }) => outcome === "skipped");
  return <span className="policy-verdict">{t(isSkipped ? "verdict.skipped" : "verdict.holds")}</span>;
}
