/**
 * A motion: the question that is put, by which rule it is decided, what its adoption does, and what happens if it fails or is not put.
 * The same vote means opposite things by polarity: 17 against continuing end an agreement only where that is what its failure means.
 */
import { CouncilError } from "../council-error.ts";
import type { Words } from "../rules/majority-rule.ts";
import type { Verdict } from "../rules/outcome.ts";

export const POLARITIES = [
  /** Its adoption ends something: an agreement, a status. */
  "terminate",
  /** Its adoption lets something go on. */
  "continue",
  /** Its adoption changes something else. */
  "change",
] as const;
export type Polarity = (typeof POLARITIES)[number];

/** What comes of a motion. */
export const EFFECTS = ["ends", "goes on", "changes", "stays"] as const;
export type Effect = (typeof EFFECTS)[number];

/** What happens where a motion is not adopted, and by which clause. */
export interface Default {
  readonly effect: Effect;
  /** `ICA-BY, Art. 8.3: renewed tacitly for five years` */
  readonly clause: string;
}

/** How votes are given. */
export const BALLOTS = [
  /** By name: who voted how is on record. */
  "open",
  /** Sealed: only sums are on record, and never who voted how. */
  "secret",
] as const;
export type BallotKind = (typeof BALLOTS)[number];

export interface Motion {
  readonly title: string;
  readonly polarity: Polarity;
  /** The id of a rule of the body. */
  readonly rule: string;
  /** The clause that governs it. */
  readonly clause: string;
  /** If it fails, or is not put. Undefined where nobody has said: then nobody knows. */
  readonly default: Default | undefined;
  readonly ballot: BallotKind;
  /** A programme of the body's that it is about. */
  readonly programme: string | undefined;
}

const ADOPTED: Readonly<Record<Polarity, Effect>> = {
  terminate: "ends",
  continue: "goes on",
  change: "changes",
};

const DEFAULTS: Readonly<Record<Polarity, readonly Effect[]>> = {
  terminate: ["ends", "goes on"],
  continue: ["ends", "goes on"],
  change: ["changes", "stays"],
};

/** What came of a motion, and why. */
export type Consequence =
  | { readonly effect: Effect; readonly because: "adopted" }
  /** It was not adopted, or not put, and this is what then happens. */
  | { readonly effect: Effect; readonly because: "default"; readonly clause: string }
  /** It was not adopted, or not put, and nobody has said what then happens. */
  | { readonly effect: undefined; readonly because: "default-missing" };

/**
 * What follows from a verdict; from `undefined` where the motion was not put.
 *
 *     consequenceOf({ polarity: "continue", default: { effect: "goes on", clause: "ICA, Art. 8.3" } }, "short")
 *     // { effect: "goes on", because: "default", ... }: 17 votes against continuing do not end what renews by itself
 */
export function consequenceOf(
  { polarity, default: otherwise }: Pick<Motion, "polarity" | "default">,
  verdict: Verdict | undefined,
): Consequence {
  if (verdict === "adopted") return { effect: ADOPTED[polarity], because: "adopted" };
  if (otherwise === undefined) return { effect: undefined, because: "default-missing" };
  return { effect: otherwise.effect, because: "default", clause: otherwise.clause };
}

/** Whether the acts of the draft that a motion is about are what came of it. */
export const takesEffect = ({ effect }: Consequence): boolean => effect === "ends" || effect === "changes";

/**
 * Refuses a motion that says nothing of what happens without it, or something that cannot come of it.
 *
 * @throws CouncilError `default-missing`, `wrong-state`.
 */
export function checkMotion({ polarity, default: otherwise }: Pick<Motion, "polarity" | "default">): void {
  if (otherwise === undefined)
    throw new CouncilError(
      "incorrect",
      "default-missing",
      "the motion does not say what happens if it fails or is not put",
      {
        path: "default",
        help: `say it, with the clause by which it happens; \`effect\` is one of ${DEFAULTS[polarity].map((each) => `\`${each}\``).join(", ")}`,
      },
    );
  if (!DEFAULTS[polarity].includes(otherwise.effect))
    throw new CouncilError(
      "incorrect",
      "wrong-default",
      `\`${otherwise.effect}\` cannot come of a motion to ${polarity}`,
      {
        path: "default.effect",
        help: `it is one of ${DEFAULTS[polarity].map((each) => `\`${each}\``).join(", ")}`,
      },
    );
}

const EFFECT_WORDS: Readonly<Record<Effect, Words>> = {
  ends: { en: "it ends", fr: "cela prend fin" },
  "goes on": { en: "it goes on", fr: "cela continue" },
  changes: { en: "it changes as drafted", fr: "cela change selon le projet" },
  stays: { en: "it stays as it is", fr: "cela reste en l’état" },
};

/** What came of a motion, as a sentence without its first capital and period. */
export function consequenceWords(consequence: Consequence): Words {
  if (consequence.because === "default-missing")
    return {
      en: "nobody has said what happens without it",
      fr: "nul n’a dit ce qui se passe sans elle",
    };
  const { en, fr } = EFFECT_WORDS[consequence.effect];
  return consequence.because === "adopted"
    ? { en, fr }
    : { en: `${en} (${consequence.clause})`, fr: `${fr} (${consequence.clause})` };
}
