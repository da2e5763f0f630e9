/**
 * Cost shares by authors: what each payer of an experiment bears when the cost is divided by the authors of its institutes on a day, as
 * the common fund of maintenance and operation is (category A). Whole units, before and after a draft decision; they add up.
 */
import type { Day } from "@comity/calendar";
import { apportion } from "@comity/decision";
import type { Evaluation } from "@comity/policy";
import type { Folded } from "@comity/registry";
import { factsOn, pairsOn } from "../who/facts-on-day.ts";
import { signersOf } from "../who/who-signs.ts";

/** Shares are counted in units of this many where the registry says no total: hundredths of a percent. */
export const USUAL_UNITS = 10_000;

export interface ShareAsked {
  readonly experiment: string;
  /** The day on which authors are counted. */
  readonly on: Day;
  /** Units to divide; by default all units that the registry's payers bear on that day, else 10,000. */
  readonly units?: number;
}

export interface PayerShare {
  readonly payer: string;
  readonly title: string;
  /** Authors who count for this payer in whole and in part: somebody of three institutes counts a third for each. */
  readonly authors: { readonly part: number; readonly of: number };
  readonly units: number;
}

export interface CostShares {
  readonly experiment: string;
  readonly on: Day;
  readonly units: number;
  readonly authors: number;
  /** Authors for whom nobody pays: no institute of theirs takes part on the day, as in the year after leaving. */
  readonly unpaid: readonly string[];
  readonly payers: readonly PayerShare[];
}

export interface ComparedShare {
  readonly payer: string;
  readonly title: string;
  readonly before: Omit<PayerShare, "payer" | "title">;
  readonly after: Omit<PayerShare, "payer" | "title">;
  readonly difference: number;
}

export interface ComparedShares {
  readonly before: CostShares;
  readonly after: CostShares;
  readonly payers: readonly ComparedShare[];
}

const greatestDivisor = (a: number, b: number): number => (b === 0 ? a : greatestDivisor(b, a % b));

/** A side of a comparison: a registry, and what a policy of authorship derives from it. */
export interface ShareSide {
  readonly folded: Folded;
  readonly evaluation: Evaluation;
}

/** Who pays for an institute: the agency that a record names, else the party that speaks for it. */
class Payers {
  readonly #agencies: Map<string, string[]>;
  readonly #governed: Map<string, string[]>;
  readonly #folded: Folded;

  constructor(folded: Folded, on: Day) {
    this.#folded = folded;
    this.#agencies = pairsOn(folded, "funded_by", on);
    this.#governed = pairsOn(folded, "governed_by", on);
  }

  of(institute: string): string | undefined {
    return this.#agencies.get(institute)?.[0] ?? this.#governed.get(institute)?.[0];
  }

  titleOf(payer: string): string {
    return this.#folded.parties.get(payer)?.title ?? this.#folded.institutes.get(payer)?.title ?? payer;
  }
}

/**
 * Divides an experiment's units among payers by their authors on a day. An author of several institutes with a team counts in equal parts; the
 * parts are whole numbers over a common denominator, and the units are apportioned by largest remainder, so that nothing is lost.
 */
export function costShares(
  { folded, evaluation }: ShareSide,
  { experiment, on, units }: ShareAsked,
): CostShares {
  const signers = signersOf(evaluation, { experiment, reference: on });
  const payers = new Payers(folded, on);
  const paying = payingInstitutes(folded, evaluation, experiment, on);
  const affiliated = pairsOn(folded, "affiliated", on);
  const paid = signers.map((person) => ({
    person,
    payers: (affiliated.get(person) ?? [])
      .filter((institute) => paying.has(institute))
      .flatMap((institute) => payers.of(institute) ?? []),
  }));
  let of = 1;
  for (const one of paid)
    if (one.payers.length > 0) of = (of / greatestDivisor(of, one.payers.length)) * one.payers.length;
  const parts = new Map<string, number>();
  for (const one of paid)
    for (const payer of one.payers) parts.set(payer, (parts.get(payer) ?? 0) + of / one.payers.length);
  const total = units ?? registeredUnits(folded, experiment, on) ?? USUAL_UNITS;
  const shared = apportion(total, parts);
  return {
    experiment,
    on,
    units: total,
    authors: signers.length,
    unpaid: paid.filter((one) => one.payers.length === 0).map(({ person }) => person),
    payers: [...parts]
      .map(([payer, part]) => ({
        payer,
        title: payers.titleOf(payer),
        authors: { part, of },
        units: shared.get(payer)!,
      }))
      .sort((a, b) => b.units - a.units || (a.payer < b.payer ? -1 : 1)),
  };
}

/**
 * The institutes that take part in an experiment on a day: as the policy derives it, so that a team whose memorandum has ended pays
 * no more although its people sign on for a while; else every institute with a team.
 */
function payingInstitutes(folded: Folded, evaluation: Evaluation, experiment: string, on: Day): Set<string> {
  const derived = evaluation.policy.predicates.find(({ name }) => name === "takes_part");
  const isFit = derived?.columns.length === 2 && derived.columns[0]!.kind === "Institute";
  const found = new Set<string>();
  if (isFit)
    for (const { tuple } of evaluation.list("takes_part", [undefined, experiment], on))
      found.add(String(tuple[0]));
  else
    for (const { tuple } of factsOn(folded, "team", on))
      if (tuple[1] === experiment) found.add(String(tuple[0]));
  return found;
}

/** All units that the registry's payers bear for an experiment on a day; undefined where it names none. */
function registeredUnits(folded: Folded, experiment: string, on: Day): number | undefined {
  let sum = 0;
  for (const { tuple } of factsOn(folded, "share", on))
    if (tuple[1] === experiment) sum += tuple[2] as number;
  return sum === 0 ? undefined : sum;
}

/** Cost shares as things stand and under a draft, on one day: both sides divide the same units. */
export function compareShares(before: ShareSide, after: ShareSide, asked: ShareAsked): ComparedShares {
  const first = costShares(before, asked);
  const second = costShares(after, { ...asked, units: first.units });
  const nothing = { authors: { part: 0, of: 1 }, units: 0 };
  const sideOf = (shares: CostShares, payer: string) => {
    const found = shares.payers.find((one) => one.payer === payer);
    return found === undefined ? nothing : { authors: found.authors, units: found.units };
  };
  const titles = new Map([...second.payers, ...first.payers].map(({ payer, title }) => [payer, title]));
  const payers = [...titles].map(([payer, title]): ComparedShare => {
    const [one, other] = [sideOf(first, payer), sideOf(second, payer)];
    return { payer, title, before: one, after: other, difference: other.units - one.units };
  });
  payers.sort((a, b) => b.before.units - a.before.units || (a.payer < b.payer ? -1 : 1));
  return { before: first, after: second, payers };
}
