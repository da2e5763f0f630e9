/**
 * Money: what parties that leave paid towards the experiments is shared among the rest pro rata, as an experiment's
 * annual count of its authors does; what one party bears alone (category B, in kind) is not: somebody must be named.
 */
import { type Day, has, type IntervalSet, OPEN } from "@comity/calendar";
import type { AgreementLife, Drafted, Folded, NeededTaker } from "@comity/registry";
import { apportion, percentOf } from "./apportion.ts";
import type { ExperimentMoneySheet, MoneySheet, NeededTakerSheet, PayerSheet } from "./fact-sheet.ts";
import { factsOn, partyTitle } from "./registered-facts.ts";
import { byText, dayBefore, dayText } from "./wording.ts";

/** A party's footing in one experiment ends: the first day without. */
interface Leaving {
  readonly party: string;
  readonly day: Day;
}

/** Agreements as they are and as they would be. */
interface Lives {
  readonly before: (agreement: string) => AgreementLife | undefined;
  readonly after: (agreement: string) => AgreementLife | undefined;
  /** By party: its agreements. */
  readonly of: ReadonlyMap<string, readonly string[]>;
}

function livesOf(folded: Folded, drafted: Drafted): Lives {
  const after = (agreement: string): AgreementLife | undefined =>
    drafted.agreements.get(agreement) ?? folded.agreements.get(agreement);
  const of = new Map<string, string[]>();
  for (const agreement of new Set([...folded.agreements.keys(), ...drafted.agreements.keys()])) {
    const parties = new Set<string>();
    for (const life of [folded.agreements.get(agreement), after(agreement)])
      for (const { party } of life?.parties ?? []) parties.add(party);
    for (const party of parties) {
      const list = of.get(party);
      if (list === undefined) of.set(party, [agreement]);
      else list.push(agreement);
    }
  }
  return { before: (agreement) => folded.agreements.get(agreement), after, of };
}

/** Whether a party is bound by an agreement on a day. A suspended agreement still binds. */
function isBound(life: AgreementLife | undefined, party: string, on: Day): boolean {
  if (life === undefined || !covers(life.inForce.days, on)) return false;
  return life.parties.some(({ party: one, because }) => one === party && covers(because.days, on));
}

const covers = (days: IntervalSet, on: Day): boolean => has(days, on);

/** Whose agreements a payer stands on: its own, else those of the party that it belongs to or that governs it. */
function standsOn(folded: Folded, lives: Lives, payer: string): string {
  if (lives.of.has(payer)) return payer;
  const owner = folded.parties.get(payer)?.of ?? folded.institutes.get(payer)?.governedBy;
  return owner ?? payer;
}

/** The days on which an agreement of a party ends, under the draft alone. */
function endingDays(lives: Lives, party: string): Day[] {
  const days = new Set<Day>();
  for (const agreement of lives.of.get(party) ?? []) {
    const life = lives.after(agreement);
    if (life === undefined) continue;
    for (const end of [life.to, ...life.parties.flatMap(({ because }) => [because.days.at(-1) as Day])])
      if (end !== undefined && end !== OPEN && !isBound(life, party, end)) days.add(end);
  }
  return [...days].sort((a, b) => a - b);
}

/**
 * When a payer leaves an experiment under the draft, and would not otherwise. Where a memorandum of its party concerns
 * the experiment, its end counts; where none ever did, the end of the last agreement that the party has.
 */
function leavingDay(folded: Folded, lives: Lives, payer: string, experiment: string): Day | undefined {
  const party = standsOn(folded, lives, payer);
  const all = lives.of.get(party) ?? [];
  const own = all.filter((agreement) => {
    const life = lives.after(agreement) ?? lives.before(agreement);
    return life?.signature.experiments.includes(experiment) === true;
  });
  const agreements = own.length > 0 ? own : all;
  const bound = (of: Lives["before"], on: Day): boolean =>
    agreements.some((agreement) => isBound(of(agreement), party, on));
  return endingDays(lives, party).find(
    (end) => bound(lives.before, end) && !bound(lives.after, end) && bound(lives.after, (end - 1) as Day),
  );
}

/** The shares of one experiment by payer, on a day. */
function sharesOn(folded: Folded, on: Day): Map<string, Map<string, number>> {
  const shares = new Map<string, Map<string, number>>();
  for (const [payer, experiment, units] of factsOn(folded, "share", on) as Iterable<
    [string, string, number]
  >) {
    const payers = shares.get(experiment) ?? new Map<string, number>();
    payers.set(payer, (payers.get(payer) ?? 0) + units);
    shares.set(experiment, payers);
  }
  return shares;
}

const sumOf = (numbers: Iterable<number>): number => {
  let sum = 0;
  for (const number of numbers) sum += number;
  return sum;
};

/** The shares of an experiment with the leavers' parts spread over the rest, as on the first day without the last leaver. */
export function spreadShares(
  shares: ReadonlyMap<string, number>,
  leavers: ReadonlySet<string>,
): { readonly spread: number; readonly after: ReadonlyMap<string, number> } {
  const rest = new Map([...shares].filter(([payer]) => !leavers.has(payer)));
  const spread = sumOf([...shares].filter(([payer]) => leavers.has(payer)).map(([, units]) => units));
  const more = apportion(spread, rest);
  return { spread, after: new Map([...rest].map(([payer, units]) => [payer, units + more.get(payer)!])) };
}

function experimentSheet(
  folded: Folded,
  experiment: string,
  shares: ReadonlyMap<string, number>,
  leaving: readonly Leaving[],
): ExperimentMoneySheet {
  const total = sumOf(shares.values());
  const { spread, after } = spreadShares(shares, new Set(leaving.map(({ party }) => party)));
  const payers = [...after].map(([party, unitsAfter]): PayerSheet => {
    const units = shares.get(party)!;
    const increase = unitsAfter - units;
    const title = partyTitle(folded, party);
    return { party, title, units, unitsAfter, increase, increasePercent: percentOf(increase, units) };
  });
  return {
    experiment,
    title: folded.experiments.get(experiment)?.title ?? experiment,
    total,
    leavers: leaving
      .map(({ party, day }) => ({
        party,
        title: partyTitle(folded, party),
        units: shares.get(party)!,
        percent: percentOf(shares.get(party)!, total) ?? 0,
        lastDay: dayBefore(day),
        day: dayText(day),
      }))
      .sort((a, b) => b.units - a.units || byText(a.party, b.party)),
    spread,
    spreadPercent: percentOf(spread, total) ?? 0,
    increasePercent: percentOf(spread, total - spread),
    payers: payers.sort((a, b) => b.units - a.units || byText(a.party, b.party)),
    untaken: total - sumOf(after.values()),
  };
}

function neededTaker(folded: Folded, { act }: NeededTaker, day: Day): NeededTakerSheet {
  return {
    party: act.bearer,
    title: partyTitle(folded, act.bearer),
    experiment: act.experiment,
    experimentTitle: folded.experiments.get(act.experiment)?.title ?? act.experiment,
    item: act.item,
    units: act.units,
    day: dayText(day),
    source: act.instrument === "" ? `act \`${act.id}\` of the registry` : act.instrument,
  };
}

/** What a draft costs those who stay. Shares are those of the first day without the last leaver. */
export function moneyOf(folded: Folded, drafted: Drafted): MoneySheet {
  const lives = livesOf(folded, drafted);
  const payers = payersOf(folded);
  const touched = new Set(drafted.agreements.keys());
  const leaving = new Map<string, Leaving[]>();
  for (const [payer, experiments] of payers) {
    const party = standsOn(folded, lives, payer);
    // Only a party of an agreement that the draft can change leaves by it.
    if (!lives.of.get(party)?.some((agreement) => touched.has(agreement))) continue;
    for (const experiment of experiments) {
      const day = leavingDay(folded, lives, payer, experiment);
      if (day !== undefined)
        leaving.set(experiment, [...(leaving.get(experiment) ?? []), { party: payer, day }]);
    }
  }
  return sheetOf(folded, leaving);
}

/** By registry: who pays towards which experiments at some time. */
const PAYERS = new WeakMap<Folded, ReadonlyMap<string, ReadonlySet<string>>>();

function payersOf(folded: Folded): ReadonlyMap<string, ReadonlySet<string>> {
  const known = PAYERS.get(folded);
  if (known !== undefined) return known;
  const payers = new Map<string, Set<string>>();
  const note = (payer: string, experiment: string): void => {
    const experiments = payers.get(payer);
    if (experiments === undefined) payers.set(payer, new Set([experiment]));
    else experiments.add(experiment);
  };
  for (const fact of everyShare(folded)) note(fact.payer, fact.experiment);
  for (const { act } of folded.neededTakers) note(act.bearer, act.experiment);
  PAYERS.set(folded, payers);
  return payers;
}

/** Every payer and experiment that some share names. */
function* everyShare(folded: Folded): Generator<{ readonly payer: string; readonly experiment: string }> {
  const table = folded.facts.tables.get("share");
  if (table === undefined) return;
  const { symbols } = folded.facts;
  for (let row = 0; row < table.count; row++) {
    const [payer, experiment] = [0, 1].map((c) => symbols.value("Text", table.columns[c]![row]!) as string);
    yield { payer: payer!, experiment: experiment! };
  }
}

function sheetOf(folded: Folded, leaving: ReadonlyMap<string, readonly Leaving[]>): MoneySheet {
  const byDay = new Map<Day, ReturnType<typeof sharesOn>>();
  const sharesOf = (on: Day): ReturnType<typeof sharesOn> => {
    const shares = byDay.get(on) ?? sharesOn(folded, on);
    byDay.set(on, shares);
    return shares;
  };
  const experiments: ExperimentMoneySheet[] = [];
  const last = Math.max(...[...leaving.values()].flat().map(({ day }) => day)) as Day;
  for (const experiment of [...leaving.keys()].sort(byText)) {
    const on = Math.max(...leaving.get(experiment)!.map(({ day }) => day)) as Day;
    const shares = sharesOf(on).get(experiment) ?? new Map<string, number>();
    const paying = leaving.get(experiment)!.filter(({ party }) => shares.has(party));
    if (paying.length > 0) experiments.push(experimentSheet(folded, experiment, shares, paying));
  }
  experiments.sort((a, b) => b.total - a.total || byText(a.experiment, b.experiment));
  const needTakers = folded.neededTakers
    .flatMap((part) => {
      const leaver = leaving.get(part.act.experiment)?.find(({ party }) => party === part.act.bearer);
      const bears = leaver !== undefined && part.from <= leaver.day && leaver.day < part.to;
      return bears ? [neededTaker(folded, part, leaver.day)] : [];
    })
    .sort((a, b) => byText(a.experiment, b.experiment) || b.units - a.units || byText(a.item, b.item));
  const total =
    leaving.size === 0 ? 0 : sumOf([...sharesOf(last).values()].map((one) => sumOf(one.values())));
  const spread = sumOf(experiments.map((one) => one.spread));
  return {
    experiments,
    total,
    spread,
    spreadPercent: percentOf(spread, total) ?? 0,
    increasePercent: percentOf(spread, total - spread),
    needTakers,
  };
}
