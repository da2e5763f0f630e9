/**
 * The people at institutes of Russia, Belarus and JINR: made up one by one, so many of each fate that every published
 * total comes out (see the README's table and expected.json). `on` and `through` bound the day on which a fate falls;
 * all of it is recorded within ten days, so that each total is known on its day.
 */
import { day } from "@comity/calendar";
import { chooseExperiments, contracts, presenceOf, settle, takePart } from "./careers.mjs";
import { lead } from "./population.mjs";
import { institutes, LARGE } from "./tables.mjs";

const CLOSED = day("2022-03-25");
const FACT_SHEET = { on: day("2023-07-01"), recorded: day("2023-08-10") };

/**
 * Fates of people with a contract of association at Russian institutes on 8 March 2022: 650 in all. `near` live around
 * Geneva, `critical` and `reviewed` are marked on the fact sheet of August 2023, `looking` look for a new host.
 */
const RUSSIAN = [
  { fate: "moves", people: 36, near: 12, from: "2022-05-01", through: "2023-07-31" },
  { fate: "ends", people: 74, near: 20, from: "2022-04-01", through: "2023-07-31" },
  { fate: "moves", people: 14, near: 6, critical: 8, from: "2023-08-20", through: "2023-11-30" },
  { fate: "ends", people: 22, near: 5, from: "2023-08-20", through: "2023-11-30" },
  {
    fate: "moves",
    people: 10,
    near: 5,
    critical: 6,
    from: "2024-01-15",
    through: "2024-03-08",
    looking: "2023-11-15",
  },
  { fate: "ends", people: 5, near: 1, reviewed: 2, from: "2023-12-20", through: "2024-03-08" },
  { fate: "moves", people: 32, near: 15, critical: 10, from: "2024-04-01", through: "2024-11-15" },
  { fate: "ends", people: 23, near: 5, reviewed: 7, from: "2024-03-25", through: "2024-11-15" },
  { fate: "stays", also: "JINR", people: 12, near: 4 },
  { fate: "stays", also: "member", people: 8, near: 2 },
  { fate: "stays", people: 11, near: 8, looking: "2023-09-15" },
  { fate: "stays", people: 7, near: 5, looking: "2024-06-01" },
  { fate: "stays", people: 396, near: 123, critical: 28, reviewed: 70, leads: true },
];

/** The same for people who take part from afar: 374 at Russian institutes. */
const RUSSIAN_REMOTE = [
  { fate: "ends", people: 87, from: "2022-04-01", through: "2023-07-31" },
  { fate: "ends", people: 37, from: "2023-08-20", through: "2024-11-15" },
  { fate: "stays", people: 250, reviewed: 20 },
];

const BELARUSIAN = [
  { fate: "ends", people: 2, near: 0, from: "2022-06-01", through: "2023-06-30" },
  { fate: "stays", people: 20, near: 5, critical: 3, reviewed: 2, leads: true },
];
const BELARUSIAN_REMOTE = [
  { fate: "ends", people: 2, from: "2022-06-01", through: "2023-06-30" },
  { fate: "stays", people: 2 },
];

const OF_JINR = [
  { fate: "ends", people: 19, near: 4, from: "2022-04-01", through: "2024-11-15" },
  { fate: "stays", people: 259, near: 70, leads: true },
];
const OF_JINR_REMOTE = [
  { fate: "ends", people: 4, from: "2022-04-01", through: "2024-11-15" },
  { fate: "stays", people: 36 },
];
/** Came to JINR after its agreement was closed to newcomers: affiliated there, and never registered at CERN. */
const NEWCOMERS_TO_JINR = 5;

/** Two contracts that follow each other: one that runs in March 2022, one that runs past the ends of 2024. */
function twoSpans(chance) {
  const turn = day("2022-06-15") + chance.between(0, 470);
  const first = turn - chance.between(2 * 365, 1820);
  return [
    [Math.min(first, day("2022-01-31")), turn],
    [turn + 1, day("2025-03-01") + chance.between(0, 480)],
  ];
}

/** Where people move to: institutes of member states with a team in the same experiment. */
function hostsOf(teams, memberStates) {
  const hosts = new Map();
  for (const { institute, party, experiment } of teams)
    if (memberStates.has(party)) hosts.set(experiment, [...(hosts.get(experiment) ?? []), institute]);
  return hosts;
}

/** Leaves the old institute for a host on the day after `last`: the contract goes along, with a new term. */
function move(register, person, { affiliation, presence, last, recorded, host }) {
  const on = last + 1;
  register.end(affiliation, last, recorded);
  register.add({ act: "affiliation", person, institute: host, connection: "affiliated with", on, recorded });
  // Long enough to be there when the moves are counted, and never longer than five years.
  const lastDay = Math.max(on + register.chance.between(700, 1090), day("2025-06-30"));
  register.add({
    act: "contract",
    person,
    institute: host,
    category: "USER",
    presence,
    on,
    lastDay,
    recorded,
  });
}

/** Marks on the confidential sheet of August 2023, and the search for a host. */
function mark(register, person, { critical, reviewed, looking, last }) {
  if (critical) register.add({ act: "mark", person, mark: "mission critical", ...FACT_SHEET });
  if (reviewed) register.add({ act: "mark", person, mark: "under review", ...FACT_SHEET });
  if (looking === undefined) return;
  const id = register.state({ act: "mark", person, mark: "looking for a host", on: looking });
  if (last !== undefined) register.end(id, last);
}

/** Everybody of one group of fates, spread over the group's institutes. */
function group(register, { fates, homes, category, hosts, second, leaders }) {
  const { chance } = register;
  for (const {
    fate,
    people,
    near = 0,
    critical = 0,
    reviewed = 0,
    looking,
    also,
    from,
    through,
    leads,
  } of fates) {
    for (let n = 0; n < people; n++) {
      const eligible = fate === "moves" ? homes.filter(({ large }) => large.length > 0) : homes;
      const { institute, teams, large } = chance.weighted(eligible, (home) => home.weight);
      const spans = twoSpans(chance);
      const first = spans[0][0] - chance.between(0, 3000);
      const person = register.person(first);
      const last = fate === "stays" ? undefined : day(from) - 1 + chance.between(1, day(through) - day(from));
      const isNear = n < near;
      const presence = category === "PART" ? undefined : presenceOf(chance, isNear);
      const affiliation = register.state({
        act: "affiliation",
        person,
        institute,
        connection: "affiliated with",
        on: first,
      });
      if (also !== undefined)
        register.state({
          act: "affiliation",
          person,
          institute: second(also),
          connection: "also at",
          on: first,
        });
      const recorded = last === undefined ? undefined : last + chance.between(1, 10);
      contracts(register, { person, institute, category, presence, spans, cut: last, cutRecorded: recorded });
      // Whoever moves works on a large experiment, in which many hosts have a team; the membership goes on.
      const open = leads ? teams.find((experiment) => !leaders.has(`${institute} ${experiment}`)) : undefined;
      const chosen =
        open !== undefined
          ? [open]
          : fate === "moves"
            ? [chance.pick(large)]
            : chooseExperiments(chance, teams);
      takePart(register, { person, chosen, first, last: fate === "ends" ? last : undefined });
      if (open !== undefined) {
        leaders.add(`${institute} ${open}`);
        lead(register, { person, experiment: open, first });
      }
      if (isNear)
        settle(register, { person, first: spans[0][0] + 10, last: fate === "ends" ? last : undefined });
      if (fate === "moves") {
        const host = chance.pick(hosts.get(chosen[0]));
        move(register, person, { affiliation, presence, last, recorded, host });
      }
      const search =
        looking !== undefined
          ? day(looking) + n
          : fate === "moves"
            ? last - chance.between(40, 90)
            : undefined;
      // The marks go to the last of each group, so that they and the homes near Geneva overlap only in part.
      mark(register, person, {
        critical: n >= people - critical,
        reviewed: n < people - critical && n >= people - critical - reviewed,
        looking: search,
        last: fate === "moves" ? last : undefined,
      });
    }
  }
}

/** Writes down all of them. `memberStates` are the states whose institutes take people in. */
export function concern(register, teams, memberStates) {
  const { chance } = register;
  const teamsOf = (institute) =>
    teams.filter((team) => team.institute === institute).map(({ experiment }) => experiment);
  const homesOf = (party) =>
    institutes
      .filter(({ governedBy }) => governedBy === party)
      .map(({ institute }) => ({ institute, teams: teamsOf(institute) }))
      .map((home) => ({
        ...home,
        large: home.teams.filter((experiment) => LARGE.includes(experiment)),
        weight: 1 + 3 * home.teams.length,
      }));
  const hosts = hostsOf(teams, memberStates);
  const jinr = institutes.find(({ governedBy }) => governedBy === "JINR").institute;
  const anyHost = [...new Set([...hosts.values()].flat())].sort();
  const common = {
    hosts,
    leaders: new Set(),
    second: (also) => (also === "JINR" ? jinr : chance.pick(anyHost)),
  };
  const [russian, belarusian, ofJinr] = ["RU", "BY", "JINR"].map(homesOf);
  group(register, { ...common, fates: RUSSIAN, homes: russian, category: "USER" });
  group(register, { ...common, fates: RUSSIAN_REMOTE, homes: russian, category: "PART" });
  group(register, { ...common, fates: BELARUSIAN, homes: belarusian, category: "USER" });
  group(register, { ...common, fates: BELARUSIAN_REMOTE, homes: belarusian, category: "PART" });
  group(register, { ...common, fates: OF_JINR, homes: ofJinr, category: "USER" });
  group(register, { ...common, fates: OF_JINR_REMOTE, homes: ofJinr, category: "PART" });
  for (let n = 0; n < NEWCOMERS_TO_JINR; n++) {
    const on = CLOSED + chance.between(60, 700);
    const person = register.person(on);
    register.state({ act: "affiliation", person, institute: jinr, connection: "affiliated with", on });
  }
}
