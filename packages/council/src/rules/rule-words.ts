/** A rule in words and in figures: "16 of 23 needed; 15 of 15 voting would not do". */
import { countTally } from "./count.ts";
import {
  asksForParticipants,
  type Base,
  type MajorityRule,
  neededOf,
  type Requirement,
  type Share,
  type Words,
} from "./majority-rule.ts";
import { type Met, outcomeOf, type Quorum, type Verdict, type VoteOutcome } from "./outcome.ts";
import { USUAL_RULES } from "./usual-rules.ts";

const SHARES: Readonly<Record<string, Words>> = {
  "1/2": { en: "half", fr: "la moitié" },
  "2/3": { en: "two thirds", fr: "deux tiers" },
  "3/4": { en: "three quarters", fr: "trois quarts" },
  "1/1": { en: "all", fr: "la totalité" },
};

const BASES_IN_WORDS: Readonly<Record<Base, Words>> = {
  all: { en: "of all", fr: "de tous" },
  entitled: { en: "of those with a vote", fr: "de ceux qui ont le droit de vote" },
  represented: { en: "of those represented", fr: "de ceux qui sont représentés" },
  cast: { en: "of the votes cast, abstentions among them", fr: "des votes émis, abstentions comprises" },
  voting: { en: "of those voting for or against", fr: "de ceux qui votent pour ou contre" },
};

const shareWords = ([numerator, denominator]: Share): Words =>
  SHARES[`${numerator}/${denominator}`] ?? {
    en: `${numerator}/${denominator}`,
    fr: `${numerator}/${denominator}`,
  };

/**
 * A requirement as a phrase, in both languages.
 *
 *     requirementWords(...).en   // "at least two thirds of all"
 */
export function requirementWords(need: Requirement): Words {
  switch (need.kind) {
    case "share": {
      const share = shareWords(need.share);
      const base = BASES_IN_WORDS[need.of];
      const isParticipants = need.among === "participants";
      const isWeights = need.in === "weights";
      const bound =
        need.bound === "at least" ? { en: "at least", fr: "au moins" } : { en: "more than", fr: "plus de" };
      return {
        en: `${bound.en} ${share.en} ${base.en}${isParticipants ? " who take part in the programme" : ""}${isWeights ? ", by weight" : ""}`,
        fr: `${bound.fr} ${share.fr} ${base.fr}${isParticipants ? " parmi les participants au programme" : ""}${isWeights ? ", en pondération" : ""}`,
      };
    }
    case "no objection":
      return need.among === "participants"
        ? {
            en: "nobody who takes part in the programme votes against",
            fr: "aucun participant au programme ne vote contre",
          }
        : { en: "nobody votes against", fr: "personne ne vote contre" };
    case "somebody in favour":
      return { en: "somebody votes in favour", fr: "au moins un vote pour" };
    case "somebody represented":
      return { en: "somebody is represented", fr: "au moins un membre est représenté" };
  }
}

/** A vote that another rule would let pass and this one does not: what a rule is told apart by. */
export interface Contrast {
  readonly inFavour: number;
  readonly against: number;
  readonly abstaining: number;
  /** The rule by which it would pass. */
  readonly passesBy: string;
}

/** What a rule asks for in a body of a size. */
export interface RuleInFigures {
  /** Of each requirement for a share of all, or of all that have a vote: how many that is. */
  readonly needs: readonly {
    readonly need: Requirement;
    readonly needed: number | undefined;
    readonly of: number | undefined;
  }[];
  /** The largest vote in favour that would pass by two thirds of those voting and does not pass by this rule. */
  readonly contrast: Contrast | undefined;
  readonly words: Words;
}

/** A body for figures: its size, how many of it have a vote, and how many take part in a programme. */
export interface BodySize {
  readonly all: number;
  readonly entitled: number;
  readonly participants?: number;
}

/** Whether a base is known before anybody votes. */
const FIXED: ReadonlySet<Base> = new Set(["all", "entitled"]);

/**
 * A rule in the figures of a body.
 *
 *     ruleInFigures(twoThirdsOfAll, { all: 23, entitled: 23 }).words.en
 *     // "16 of 23 needed; 15 of 22 voting would not do"
 *
 * `votes` gives the number of votes for the contrast: with 17 voting, "15 of 17 voting would not do".
 */
export function ruleInFigures(rule: MajorityRule, size: BodySize, votes?: number): RuleInFigures {
  const { all, entitled, participants = 0 } = size;
  const needs = rule.needs.map((need) => {
    if (need.kind !== "share" || !FIXED.has(need.of) || need.in === "weights")
      return { need, needed: undefined, of: undefined };
    const of = need.among === "participants" ? participants : need.of === "all" ? all : entitled;
    return { need, needed: neededOf(need, of), of };
  });
  const contrast = asksForParticipants(rule) ? undefined : contrastOf(rule, size, votes);
  return { needs, contrast, words: wordsOf(rule, needs, contrast) };
}

/** The vote closest to passing that two thirds of those voting would let pass. */
function contrastOf(rule: MajorityRule, { all, entitled }: BodySize, votes?: number): Contrast | undefined {
  const other = USUAL_RULES.get("two-thirds-of-voting")!;
  const fits = (inFavour: number, voting: number): boolean => {
    const against = voting - inFavour;
    const count = countTally(
      { all, entitled },
      { inFavour, against, abstaining: entitled - voting, represented: entitled },
    );
    return outcomeOf(other, count).isAdopted && !outcomeOf(rule, count).isAdopted;
  };
  for (let inFavour = entitled; inFavour > 0; inFavour--)
    for (const voting of votes === undefined ? descending(entitled, inFavour) : [votes])
      if (voting >= inFavour && voting <= entitled && fits(inFavour, voting))
        return { inFavour, against: voting - inFavour, abstaining: entitled - voting, passesBy: other.id };
  return undefined;
}

function* descending(from: number, to: number): Generator<number> {
  for (let value = from; value >= to; value--) yield value;
}

function wordsOf(rule: MajorityRule, needs: RuleInFigures["needs"], contrast: Contrast | undefined): Words {
  const parts = needs.map(({ need, needed, of }): Words => {
    if (needed === undefined) return requirementWords(need);
    const isParticipants = "among" in need && need.among === "participants";
    return {
      en: `${needed} of ${of}${isParticipants ? " who take part" : ""} needed`,
      fr: `${needed} sur ${of}${isParticipants ? " participants" : ""} nécessaires`,
    };
  });
  const voting = (contrast?.inFavour ?? 0) + (contrast?.against ?? 0);
  const shown: Words[] =
    contrast === undefined
      ? parts
      : [
          ...parts,
          {
            en: `${contrast.inFavour} of ${voting} voting would not do`,
            fr: `${contrast.inFavour} sur ${voting} votants ne suffiraient pas`,
          },
        ];
  const only: Words | undefined =
    rule.voters === "participants"
      ? {
          en: "only those that take part in the programme vote",
          fr: "seuls les participants au programme votent",
        }
      : undefined;
  const said = only === undefined ? shown : [...shown, only];
  return { en: said.map(({ en }) => en).join("; "), fr: said.map(({ fr }) => fr).join(" ; ") };
}

const VERDICT_WORDS: Readonly<Record<Verdict, Words>> = {
  adopted: { en: "adopted", fr: "adoptée" },
  short: { en: "not adopted: short of the majority", fr: "non adoptée : majorité non atteinte" },
  tie: { en: "not adopted: a tie", fr: "non adoptée : égalité des voix" },
  objection: { en: "not adopted: somebody objected", fr: "non adoptée : opposition d’un membre" },
  "nobody-voted": { en: "not adopted: nobody voted", fr: "non adoptée : personne n’a voté" },
  "no-quorum": { en: "no vote: no quorum", fr: "pas de vote : quorum non atteint" },
};

export const verdictWords = (verdict: Verdict): Words => VERDICT_WORDS[verdict];

/** A requirement held against a vote, as a phrase: "15 of 23, 16 needed". */
function metWords({ need, got, of, needed }: Met): Words {
  if (need.kind === "share")
    return { en: `${got} of ${of}, ${needed} needed`, fr: `${got} sur ${of}, ${needed} nécessaires` };
  if (need.kind === "no objection") return { en: `${got} against`, fr: `${got} contre` };
  return need.kind === "somebody in favour"
    ? { en: `${got} in favour`, fr: `${got} pour` }
    : { en: `${got} represented`, fr: `${got} représentés` };
}

/**
 * What a vote came to, as a sentence without its first capital and period.
 *
 *     outcomeWords(outcomeOf(twoThirdsOfAll, countTally(23, { inFavour: 15, against: 2, abstaining: 6 }))).en
 *     // "not adopted: short of the majority (at least two thirds of all: 15 of 23, 16 needed)"
 */
export function outcomeWords({ verdict, needs, quorum }: VoteOutcome): Words {
  const said = VERDICT_WORDS[verdict];
  if (verdict === "no-quorum" && quorum !== undefined)
    return {
      en: `${said.en} (${quorum.got} of ${quorum.of} represented, ${quorum.needed} needed)`,
      fr: `${said.fr} (${quorum.got} représentés sur ${quorum.of}, ${quorum.needed} nécessaires)`,
    };
  const shown = needs.filter(({ isMet }) => isMet === (verdict === "adopted"));
  const phrase = (each: Met, language: "en" | "fr"): string =>
    `${requirementWords(each.need)[language]}${language === "fr" ? " :" : ":"} ${metWords(each)[language]}`;
  return {
    en: `${said.en} (${shown.map((each) => phrase(each, "en")).join("; ")})`,
    fr: `${said.fr} (${shown.map((each) => phrase(each, "fr")).join(" ; ")})`,
  };
}

/** A quorum in figures: "12 of 23 must be represented". */
export function quorumWords(quorum: Quorum, { all, entitled }: BodySize): Words {
  const of = quorum.of === "all" ? all : entitled;
  const needed = neededOf(quorum, of);
  return {
    en: `${needed} of ${of}${quorum.of === "entitled" ? " with a vote" : ""} must be represented`,
    fr: `${needed} sur ${of}${quorum.of === "entitled" ? " ayant le droit de vote" : ""} doivent être représentés`,
  };
}
