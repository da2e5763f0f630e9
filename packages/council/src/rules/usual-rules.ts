/** The rules that councils have in common, in their plainest form. A body's own file says where each comes from. */
import type { Base, Group, MajorityRule, Requirement, Share, Words } from "./majority-rule.ts";

const HALF: Share = [1, 2];
const TWO_THIRDS: Share = [2, 3];
const WHOLE: Share = [1, 1];

const share = (
  [numerator, denominator]: Share,
  bound: "at least" | "more than",
  of: Base,
  among: Group = "members",
): Requirement => ({ kind: "share", share: [numerator, denominator], bound, of, among, in: "members" });

const TWO_THIRDS_OF_ALL = share(TWO_THIRDS, "at least", "all");

const rule = (id: string, en: string, fr: string, ...needs: readonly Requirement[]): MajorityRule => ({
  id,
  title: { en, fr } satisfies Words,
  needs,
  voters: "members",
  clauses: [],
  source: "the meaning of the words",
  isVerified: true,
});

/** The usual rules by their ids. */
export const USUAL_RULES: ReadonlyMap<string, MajorityRule> = new Map(
  [
    rule(
      "simple-of-voting",
      "Simple majority of the members represented and voting",
      "Majorité simple des membres représentés et votants",
      share(HALF, "more than", "voting"),
    ),
    rule(
      "two-thirds-of-voting",
      "Two thirds of the members represented and voting",
      "Deux tiers des membres représentés et votants",
      share(TWO_THIRDS, "at least", "voting"),
    ),
    rule(
      "two-thirds-of-all",
      "Two thirds of all members",
      "Deux tiers de tous les membres",
      TWO_THIRDS_OF_ALL,
    ),
    rule(
      "two-thirds-of-all-and-of-participants",
      "Two thirds of all members, and two thirds of those that take part in the programme",
      "Deux tiers de tous les membres, et deux tiers de ceux qui participent au programme",
      TWO_THIRDS_OF_ALL,
      share(TWO_THIRDS, "at least", "all", "participants"),
    ),
    rule(
      "two-thirds-of-all-no-participant-objecting",
      "Two thirds of all members, and none that takes part in the programme votes against",
      "Deux tiers de tous les membres, sans vote contraire d’un participant au programme",
      TWO_THIRDS_OF_ALL,
      { kind: "no objection", among: "participants" },
    ),
    rule(
      "unanimity",
      "All members vote in favour",
      "Tous les membres votent pour",
      share(WHOLE, "at least", "all"),
    ),
    rule(
      "no-negative-vote",
      "Somebody votes in favour, and nobody against",
      "Au moins un vote pour, aucun contre",
      { kind: "somebody in favour" },
      { kind: "no objection", among: "members" },
    ),
    rule(
      "consensus",
      "Nobody who is represented objects",
      "Aucun membre représenté ne s’y oppose",
      { kind: "somebody represented" },
      { kind: "no objection", among: "members" },
    ),
  ].map((each) => [each.id, each]),
);
