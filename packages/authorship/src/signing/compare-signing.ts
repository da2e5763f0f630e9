/** Two policies side by side, over one list: whose line changes, what vanishes, who is left with nothing that tells who it is. */
import type { PrintedAuthor, SignedList } from "./sign.ts";

export interface ChangedLine {
  readonly key: string;
  readonly paperName: string;
  /** What each of the two prints after the name; empty where nothing. */
  readonly first: readonly string[];
  readonly second: readonly string[];
}

export interface ComparedSigning {
  readonly first: string;
  readonly second: string;
  readonly authors: number;
  readonly changed: readonly ChangedLine[];
  /** Institutes that the one prints by name and the other nowhere, and the other way round. */
  readonly onlyFirst: readonly string[];
  readonly onlySecond: readonly string[];
  /** Acknowledgements that only one of them prints. */
  readonly thanksOnlyFirst: readonly string[];
  readonly thanksOnlySecond: readonly string[];
  /** Authors whom only one of the two leaves unidentifiable. */
  readonly unidentifiableFirst: readonly PrintedAuthor[];
  readonly unidentifiableSecond: readonly PrintedAuthor[];
}

/** An author's affiliations as they are printed: the text, and the connection where it is not the usual one. */
export function printedLines({ affiliations }: PrintedAuthor): string[] {
  const lines: string[] = [];
  for (const { text, connection } of affiliations) {
    if (text === undefined) continue;
    const line =
      connection === undefined || connection === "affiliated with" ? text : `${capital(connection)} ${text}`;
    if (!lines.includes(line)) lines.push(line);
  }
  return lines;
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

const without = (some: readonly string[], others: readonly string[]): string[] => {
  const there = new Set(others);
  return [...new Set(some)].filter((one) => !there.has(one));
};

/** Institutes that are printed by name. */
const named = ({ authors }: SignedList): string[] =>
  authors.flatMap(({ affiliations }) =>
    affiliations.flatMap(({ printed, text }) => (printed === "institute" ? [text!] : [])),
  );

/** Compares what two policies make of one list. Throws a RangeError where the lists are not the same people. */
export function compareSigning(first: SignedList, second: SignedList): ComparedSigning {
  const isSame =
    first.authors.length === second.authors.length &&
    first.authors.every(({ key }, at) => key === second.authors[at]!.key);
  if (!isSame) throw new RangeError("two policies are compared over one and the same list");
  const changed: ChangedLine[] = [];
  first.authors.forEach((author, at) => {
    const [one, other] = [printedLines(author), printedLines(second.authors[at]!)];
    if (one.length !== other.length || one.some((line, index) => line !== other[index]))
      changed.push({ key: author.key, paperName: author.paperName, first: one, second: other });
  });
  const [lost, also] = [first, second].map(
    ({ unidentifiable }) => new Set(unidentifiable.map(({ key }) => key)),
  );
  const [thanks, others] = [first, second].map(({ list }) => list.acknowledgements.map(({ text }) => text));
  return {
    first: first.policy.policy,
    second: second.policy.policy,
    authors: first.authors.length,
    changed,
    onlyFirst: without(named(first), named(second)),
    onlySecond: without(named(second), named(first)),
    thanksOnlyFirst: without(thanks!, others!),
    thanksOnlySecond: without(others!, thanks!),
    unidentifiableFirst: first.unidentifiable.filter(({ key }) => !also!.has(key)),
    unidentifiableSecond: second.unidentifiable.filter(({ key }) => !lost!.has(key)),
  };
}
