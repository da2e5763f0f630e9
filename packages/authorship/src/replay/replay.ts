/**
 * Holds a prediction against what was printed: an earlier list under a policy, and a later list as it was published. Who was predicted to
 * stand under a line and does, who was and does not (and why, as far as the lists tell), who does and was not predicted.
 */

import { nameWords } from "../institutes/name-words.ts";
import type { Recognised } from "../institutes/recognise.ts";
import type { Author, AuthorList } from "../list/author-list.ts";
import { isNeutral } from "../list/neutral-line.ts";
import { type PrintedAuthor, type SignedList, sign } from "../signing/sign.ts";
import type { SigningPolicy } from "../signing/signing-policy.ts";
import type { Governance, PaperDates } from "../signing/standing.ts";
import { type DoubtfulPeople, type MatchedBy, matchPeople } from "./match-people.ts";

export type Outcome =
  | "predicted and printed"
  | "predicted, not printed"
  | "printed, not predicted"
  | "neither";

export interface ReplayedAuthor {
  /** Keys in the two lists. */
  readonly before: string;
  readonly after: string;
  readonly paperName: string;
  readonly matchedBy: MatchedBy;
  readonly outcome: Outcome;
  /** The lines that the policy would have printed. */
  readonly predicted: readonly string[];
  /** The lines that were printed. */
  readonly printed: readonly string[];
  /** The institutes for which the lines were predicted. */
  readonly institutes: readonly string[];
  /** The likely reason why the two differ; only where they do. */
  readonly reason?: string;
}

/** Somebody who stands on one of the lists only. */
export interface LoneAuthor {
  readonly key: string;
  readonly paperName: string;
  readonly lines: readonly string[];
}

export interface DoubtfulGroup extends DoubtfulPeople {
  /** Whether each who was on the earlier list was predicted to stand under a line; the same for the later list, as printed. */
  readonly predicted: readonly boolean[];
  readonly printed: readonly boolean[];
  /** The outcome where it is the same whoever is who. */
  readonly settled?: Outcome;
}

/** A share as two whole numbers; `of` may be 0, and then there is nothing to say. */
export interface Share {
  readonly part: number;
  readonly of: number;
}

export interface Replay {
  readonly authors: readonly ReplayedAuthor[];
  readonly doubtful: readonly DoubtfulGroup[];
  /** On the earlier list, predicted to stand under a line, and on the later list no more. */
  readonly gone: readonly LoneAuthor[];
  /** On the later list under a line, and not on the earlier one: nobody could have predicted them. */
  readonly come: readonly LoneAuthor[];
  /** Of the people on both lists who stand under a line on the later one: how many were predicted. */
  readonly recall: Share;
  /** Of the people on both lists who were predicted: how many stand under a line. */
  readonly precision: Share;
  readonly prediction: SignedList;
  /** Institutes of the earlier list about which somebody should look: not known, presumed by place, named with another. */
  readonly unsure: SignedList["standings"];
}

const linesOf = ({ affiliations }: PrintedAuthor): string[] => [
  ...new Set(
    affiliations.flatMap(({ printed, text, standing }) =>
      printed === "line" || printed === "kept line"
        ? [text!]
        : printed === "nothing"
          ? [`nothing for ${standing.name}`]
          : [],
    ),
  ),
];

/** One list's institutes, each under one word whatever the way it is written. */
class Institutes {
  readonly #told = new Map<string, Recognised>();
  readonly #names = new Map<string, string>();
  readonly #neutral = new Set<string>();

  constructor(list: AuthorList, governance: Governance) {
    for (const organisation of list.organisations) {
      this.#told.set(organisation.key, governance.recognise(organisation));
      this.#names.set(organisation.key, organisation.name);
      if (isNeutral(organisation)) this.#neutral.add(organisation.key);
    }
  }

  nameOf(key: string): string {
    return this.#told.get(key)?.title ?? this.#names.get(key) ?? key;
  }

  isLine(key: string): boolean {
    return this.#neutral.has(key);
  }

  lines({ affiliations }: Author): string[] {
    return affiliations.flatMap(({ organisation }) =>
      this.isLine(organisation) ? [this.#names.get(organisation)!] : [],
    );
  }

  named({
    affiliations,
  }: Author): { readonly word: string; readonly name: string; readonly told: Recognised | undefined }[] {
    return affiliations
      .filter(({ organisation }) => !this.isLine(organisation))
      .map(({ organisation: key }) => {
        const told = this.#told.get(key);
        const first = (this.#names.get(key) ?? key).split(",")[0]!;
        return { word: told?.institute ?? nameWords(first).join(" "), name: this.nameOf(key), told };
      });
  }

  words(author: Author): Set<string> {
    return new Set(this.named(author).map(({ word }) => word));
  }
}

/**
 * Replays: what `policy` would have made of `before`, and what `after` printed. `dates` are those for which the prediction is made.
 *
 *     const { recall, precision } = replay(before, after, policy, governance, dates);
 *     recall   // { part: 212, of: 212 }
 */
export function replay(
  before: AuthorList,
  after: AuthorList,
  policy: SigningPolicy,
  governance: Governance,
  dates: PaperDates,
): Replay {
  const prediction = sign(before, policy, governance, dates);
  const predicted = new Map(prediction.authors.map((author) => [author.key, author]));
  const [earlier, later] = [new Institutes(before, governance), new Institutes(after, governance)];
  const people = matchPeople(before, after, (author, side) =>
    (side === "before" ? earlier : later).words(author),
  );
  const isPredicted = ({ key }: Author): boolean => linesOf(predicted.get(key)!).length > 0;
  const isPrinted = (author: Author): boolean => later.lines(author).length > 0;
  const authors = people.matched.map(({ before: one, after: other, by }): ReplayedAuthor => {
    const lines = linesOf(predicted.get(one.key)!);
    const printed = later.lines(other);
    const outcome = outcomeOf(lines.length > 0, printed.length > 0);
    const reason = whyDiffers(outcome, one, other, earlier, later, policy, predicted.get(one.key)!);
    return {
      before: one.key,
      after: other.key,
      paperName: other.paperName,
      matchedBy: by,
      outcome,
      predicted: lines,
      printed,
      institutes: predicted
        .get(one.key)!
        .affiliations.filter(({ printed: how }) => how === "line")
        .map(({ standing }) => standing.title ?? standing.name),
      ...(reason === undefined ? {} : { reason }),
    };
  });
  const doubtful = people.doubtful.map((group): DoubtfulGroup => {
    const own = group.before.map(isPredicted);
    const theirs = group.after.map(isPrinted);
    const isOne = new Set(own).size === 1 && new Set(theirs).size === 1;
    return {
      ...group,
      predicted: own,
      printed: theirs,
      ...(isOne ? { settled: outcomeOf(own[0]!, theirs[0]!) } : {}),
    };
  });
  const count = (outcome: Outcome): number => authors.filter((author) => author.outcome === outcome).length;
  const hits = count("predicted and printed");
  return {
    authors,
    doubtful,
    gone: people.onlyBefore.filter(isPredicted).map((author) => ({
      key: author.key,
      paperName: author.paperName,
      lines: linesOf(predicted.get(author.key)!),
    })),
    come: people.onlyAfter
      .filter(isPrinted)
      .map((author) => ({ key: author.key, paperName: author.paperName, lines: later.lines(author) })),
    recall: { part: hits, of: hits + count("printed, not predicted") },
    precision: { part: hits, of: hits + count("predicted, not printed") },
    prediction,
    unsure: prediction.standings.filter(({ doubt }) => doubt !== undefined),
  };
}

function outcomeOf(isPredicted: boolean, isPrinted: boolean): Outcome {
  if (isPredicted) return isPrinted ? "predicted and printed" : "predicted, not printed";
  return isPrinted ? "printed, not predicted" : "neither";
}

function whyDiffers(
  outcome: Outcome,
  one: Author,
  other: Author,
  earlier: Institutes,
  later: Institutes,
  policy: SigningPolicy,
  predicted: PrintedAuthor,
): string | undefined {
  if (outcome === "predicted, not printed")
    return whyNotPrinted(one, other, earlier, later, policy, predicted);
  if (outcome !== "printed, not predicted") return undefined;
  const own = earlier.named(one);
  if (own.length === 0) return "the earlier list prints no institute";
  const unknown = predicted.affiliations.filter(({ standing }) => standing.state === "unknown");
  if (unknown.length > 0) return `nobody could tell which institute \`${unknown[0]!.standing.name}\` is`;
  return `moved since from ${own.map(({ name }) => name).join(" and ")}, or came to a second institute`;
}

function whyNotPrinted(
  one: Author,
  other: Author,
  earlier: Institutes,
  later: Institutes,
  policy: SigningPolicy,
  predicted: PrintedAuthor,
): string {
  const now = later.named(other);
  if (now.length === 0) return "the later list prints no institute";
  const lined = new Set(
    predicted.affiliations.flatMap(({ standing, printed }) =>
      printed === "line" ? [standing.institute ?? standing.name] : [],
    ),
  );
  const still = now.find(({ word }) => lined.has(word));
  if (still !== undefined) return `the later list prints ${still.name} by name`;
  const had = new Set(earlier.named(one).map(({ word }) => word));
  const isKept = now.some(({ word }) => had.has(word));
  const come = now.filter(({ word }) => !had.has(word));
  if (come.length === 0) return "dropped the affiliation and kept the other";
  const to = come.map(({ name }) => name).join(" and ");
  const isOfParty = come.some(({ told }) =>
    policy.disputed.some((each) => "party" in each && each.party === told?.party),
  );
  if (isOfParty) return `printed by name at ${to}, for which the same policy prints a line`;
  return isKept ? `dropped the affiliation, and is at ${to} as well` : `moved to ${to}`;
}
