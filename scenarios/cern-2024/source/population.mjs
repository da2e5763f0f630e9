/**
 * Everybody whom the decisions of 2022-2024 did not concern: people at institutes of all other states, and CERN's own
 * staff. Their number is the only thing taken from a source; how they are spread is our guess.
 */
import { day } from "@comity/calendar";
import { chooseExperiments, contracts, presenceOf, settle, spansFrom, takePart } from "./careers.mjs";
import { apportion } from "./chance.mjs";
import { TODAY } from "./register.mjs";
import { institutes, states } from "./tables.mjs";

const COUNTED = day("2022-03-08");
/** In a hundred: how many of those of March 2022 leave until the end of 2025, each followed by somebody new. */
const TURNOVER = 12;
const STAFF = 220;

/** The institutes of a state with the number of people each has, so that large ones have most. */
function spread(chance, state, people) {
  const here = institutes.filter(({ governedBy }) => governedBy === state);
  const weights = here.map(({ teams }) => (2 + 3 * teams.length) * chance.between(1, 4));
  return apportion(weights, people).map((count, index) => [here[index], count]);
}

/** One person at one institute, from `first` to `last` (undefined: still there); `leads` names the team it leads. */
function career(register, { institute, teams, first, last, leads }) {
  const { chance } = register;
  const person = register.person(first);
  const affiliation = register.state({
    act: "affiliation",
    person,
    institute,
    connection: "affiliated with",
    on: first,
  });
  const remote = leads === undefined && chance.percent(15);
  const near = !remote && chance.percent(24);
  const presence = remote ? undefined : presenceOf(chance, near);
  const category = remote ? "PART" : chance.percent(7) ? "COAS" : "USER";
  contracts(register, {
    person,
    institute,
    category,
    presence,
    spans: spansFrom(chance, first, last ?? day("2027-12-31")),
  });
  const chosen = leads === undefined ? chooseExperiments(chance, teams) : [leads];
  takePart(register, { person, chosen, first, gone: last === undefined ? undefined : { last } });
  if (near) settle(register, { person, first: first + chance.between(0, 60), last });
  if (leads !== undefined) lead(register, { person, experiment: leads, first });
  if (last !== undefined) register.end(affiliation, last);
}

/** Appointed team leader for five years, twice if need be, and never before the person's first year is over. */
export function lead(register, { person, experiment, first }) {
  const { chance } = register;
  let on = Math.max(first + 400, day("2019-01-01") + chance.between(0, 1500));
  while (on <= TODAY) {
    register.state(
      { act: "appointment", person, role: "team leader", experiment, on, lastDay: on + 1824 },
      { ahead: 20 },
    );
    on += 1825;
  }
}

/** People at the institutes of all states but those in `apart`; `total` of them on 8 March 2022. */
export function populate(register, teamsOf, total, apart) {
  const { chance } = register;
  const sending = states.filter(({ state }) => !apart.has(state));
  const counts = apportion(
    sending.map(({ weight }) => weight),
    total,
    1,
  );
  for (const [index, { state }] of sending.entries()) {
    for (const [{ institute }, count] of spread(chance, state, counts[index])) {
      const teams = teamsOf(institute);
      for (let n = 0; n < count; n++) {
        const first =
          COUNTED -
          chance.between(20, 40) -
          Math.floor((chance.between(0, 5500) * chance.between(20, 100)) / 100);
        // The first of each team leads it and stays.
        const leads = teams[n];
        const last =
          leads === undefined && chance.percent(TURNOVER) ? COUNTED + chance.between(30, 1390) : undefined;
        career(register, { institute, teams, first, last, leads });
        if (last !== undefined) career(register, { institute, teams, first: last + chance.between(5, 120) });
      }
    }
  }
}

/** CERN's own staff and fellows, whom no agreement with anybody concerns. */
export function employ(register, teams) {
  const { chance } = register;
  const cern = institutes.find(({ governedBy }) => governedBy === "CERN").institute;
  for (let n = 0; n < STAFF; n++) {
    const first = COUNTED - chance.between(60, 6000);
    const person = register.person(first);
    const fellow = first > COUNTED - 900;
    register.state({ act: "affiliation", person, institute: cern, connection: "affiliated with", on: first });
    register.state({
      act: "contract",
      person,
      category: fellow ? "FELL" : "STAFF",
      presence: 100,
      on: first,
      ...(fellow ? { lastDay: first + 1094 } : {}),
    });
    takePart(register, { person, chosen: chooseExperiments(chance, teams), first });
    if (chance.percent(80)) settle(register, { person, first });
  }
}
