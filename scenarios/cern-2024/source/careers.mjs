/**
 * What a made-up person's years at CERN leave in the registry: affiliation, contracts, experiments, cards, family.
 */
import { day } from "@comity/calendar";
import { TODAY } from "./register.mjs";
import { experiments } from "./tables.mjs";

const YEAR = 365;
const GENEVA = "Geneva area";
const WEIGHTS = new Map(experiments.map(({ experiment, weight }) => [experiment, weight]));

/** One or (7 in a hundred) two experiments in which the institute has a team. */
export function chooseExperiments(chance, teams) {
  const first = chance.weighted(teams, (experiment) => WEIGHTS.get(experiment));
  const others = teams.filter((experiment) => experiment !== first);
  if (others.length === 0 || !chance.percent(7)) return [first];
  return [first, chance.pick(others)];
}

/**
 * A chain of contracts from `first` through `last`, each at most five years, each agreed before it begins. Where the
 * chain ends on a day that nobody knew ahead, `cut` it: the running contract is ended by an act of its own.
 */
export function contracts(register, { person, institute, category, presence, spans, cut, cutRecorded }) {
  for (const [index, [first, last]] of spans.entries()) {
    if (cut !== undefined && first > cut) return;
    const id = register.state(
      {
        act: "contract",
        person,
        institute,
        category,
        ...(presence === undefined ? {} : { presence }),
        on: first,
        lastDay: last,
      },
      { ahead: index === 0 ? 14 : 28 },
    );
    if (cut !== undefined && cut < last) {
      register.end(id, cut, cutRecorded);
      return;
    }
  }
}

/** Spans of contracts that follow each other: three years at first, then five, from `first` to `last` or beyond today. */
export function spansFrom(chance, first, last) {
  const spans = [];
  // What ended long ago is not in the registry: the chain begins with the contract that ran in January 2021.
  let start = first;
  let length = 3 * YEAR;
  while (start + length < day("2021-01-01")) {
    start += length;
    length = 5 * YEAR;
  }
  while (start <= last && start <= TODAY + 28) {
    const end = Math.min(last, start + length - 1 - chance.between(0, 90));
    spans.push([start, end]);
    start = end + 1;
    length = 5 * YEAR;
  }
  return spans;
}

/**
 * Membership of experiments, and the authorship work done a year later by two thirds of the members. `gone` says on
 * which `last` day it ended, when that was `recorded` (some days later if not given) and on which `instrument`.
 */
export function takePart(register, { person, chosen, first, gone }) {
  const last = gone?.last;
  const { chance } = register;
  for (const experiment of chosen) {
    const id = register.state({ act: "membership", person, experiment, on: first });
    if (gone !== undefined) register.end(id, last, gone.recorded, gone.instrument);
    const done = first + YEAR + chance.between(0, 400);
    if (chance.percent(68) && (last === undefined || done < last) && done <= TODAY)
      register.state({ act: "qualification", person, experiment, on: done });
  }
}

/** A home near Geneva with both cards and, for every second one, a family; ended when it is left. */
export function settle(register, { person, first, last }) {
  const { chance } = register;
  const ids = [register.state({ act: "residence", person, region: GENEVA, on: first })];
  for (const state of ["CH", "FR"])
    ids.push(register.state({ act: "residence card", person, state, on: first + 30 }));
  const size = chance.percent(50) ? chance.between(1, 3) : 0;
  for (let n = 1; n <= size; n++) {
    const permit = n === 1 && chance.percent(60);
    ids.push(
      register.state({ act: "dependant", person, dependant: `${person}-${n}`, permit, on: first + 60 }),
    );
  }
  if (last !== undefined) for (const id of ids) register.end(id, last);
}

/** Percent of the time: `near` for whoever lives there, mostly small for whoever travels. */
export function presenceOf(chance, near) {
  if (near) return chance.percent(60) ? 100 : 80;
  if (chance.percent(8)) return chance.pick([50, 60]);
  return chance.pick([10, 10, 20, 20, 30, 40]);
}
