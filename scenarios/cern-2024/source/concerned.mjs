/**
 * The people at institutes of Russia, Belarus and JINR: made up one by one, so many of each fate that every published
 * total comes out (see the README's table and expected.json). Who `moves` goes to another institute, who `leaves` gives
 * up the field before the contract is over, whose registration `lapses` sees it run out on the day `on` and not renewed,
 * who `stays` is there to the end. `from` and `through` bound the day on which a fate falls; all of it is recorded within
 * ten days, so that each total is known on its day. Why anybody left is made up: sources say how many there were.
 */
import { day } from "@comity/calendar";
import { chooseExperiments, contracts, presenceOf, settle, takePart } from "./careers.mjs";
import { lead } from "./population.mjs";
import { institutes, LARGE } from "./tables.mjs";

const CLOSED = day("2022-03-25");
const FACT_SHEET = { on: day("2023-07-01"), recorded: day("2023-08-10") };

/** Days on which registrations ran out in the autumn of 2023 and were not renewed. */
const WAVES = ["2023-08-31", "2023-09-30", "2023-10-31", "2023-11-30"];

/**
 * Fates of people with a contract of association at Russian institutes on 8 March 2022: 720 in all, 590 in August 2023,
 * 468 on 15 December, 453 in March 2024, 424 on 30 November 2024. `near` live around Geneva, `critical` and `reviewed`
 * are marked on the fact sheet of August 2023, `looking` look for a new host.
 */
const RUSSIAN = [
  { fate: "stays", people: 386, near: 127, critical: 29, reviewed: 60, leads: true },
  { fate: "stays", people: 11, near: 8, looking: "2023-09-15" },
  { fate: "stays", people: 7, near: 5, looking: "2024-06-01" },
  { fate: "stays", also: "JINR", people: 12, near: 4 },
  { fate: "stays", also: "member", people: 8, near: 2 },
  { fate: "moves", people: 36, near: 12, from: "2022-05-01", through: "2023-07-31" },
  { fate: "leaves", people: 94, near: 20, from: "2022-04-01", through: "2023-07-31" },
  { fate: "moves", people: 30, near: 12, critical: 10, from: "2023-08-20", through: "2023-11-30" },
  { fate: "leaves", people: 24, near: 6, reviewed: 4, from: "2023-08-20", through: "2023-11-30" },
  { fate: "lapses", people: 12, near: 1, on: WAVES[0] },
  { fate: "lapses", people: 24, near: 3, reviewed: 3, on: WAVES[1] },
  { fate: "lapses", people: 14, near: 2, reviewed: 2, on: WAVES[2] },
  { fate: "lapses", people: 18, near: 3, reviewed: 3, on: WAVES[3] },
  {
    fate: "moves",
    people: 10,
    near: 5,
    critical: 6,
    from: "2024-01-15",
    through: "2024-03-08",
    looking: "2023-11-15",
  },
  { fate: "leaves", people: 5, near: 1, reviewed: 2, from: "2023-12-20", through: "2024-03-08" },
  { fate: "moves", people: 16, near: 8, critical: 7, from: "2024-04-01", through: "2024-11-15" },
  { fate: "leaves", people: 13, near: 3, reviewed: 5, from: "2024-03-25", through: "2024-11-15" },
];

/** The same for people who take part from afar: 304 at Russian institutes, 237 in August 2023, then 14, at last 10. */
const RUSSIAN_REMOTE = [
  { fate: "stays", people: 10, reviewed: 1 },
  { fate: "leaves", people: 67, from: "2022-04-01", through: "2023-07-31" },
  { fate: "leaves", people: 12, from: "2023-08-20", through: "2023-11-30" },
  { fate: "lapses", people: 38, reviewed: 4, on: WAVES[0] },
  { fate: "lapses", people: 82, reviewed: 8, on: WAVES[1] },
  { fate: "lapses", people: 41, reviewed: 3, on: WAVES[2] },
  { fate: "lapses", people: 50, reviewed: 4, on: WAVES[3] },
  { fate: "leaves", people: 4, from: "2024-04-01", through: "2024-11-15" },
];

const BELARUSIAN = [
  { fate: "leaves", people: 2, near: 0, from: "2022-06-01", through: "2023-06-30" },
  { fate: "stays", people: 20, near: 5, critical: 3, reviewed: 2, leads: true },
];
const BELARUSIAN_REMOTE = [
  { fate: "leaves", people: 2, from: "2022-06-01", through: "2023-06-30" },
  { fate: "stays", people: 2 },
];

/** With the 12 of Russian institutes who are also there, 271 stay. */
const OF_JINR = [
  { fate: "leaves", people: 19, near: 4, from: "2022-04-01", through: "2024-11-15" },
  { fate: "stays", people: 232, near: 70, leads: true },
];
const OF_JINR_REMOTE = [
  { fate: "leaves", people: 4, from: "2022-04-01", through: "2024-11-15" },
  { fate: "stays", people: 27 },
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

/** One contract that runs in March 2022 and runs out on `last`; nothing follows it. */
function spanTo(chance, last) {
  return [[last - chance.between(2 * 365, 1820), last]];
}

/** The last day of whoever does not stay. */
function lastDayOf(chance, { fate, on, from, through }) {
  if (fate === "stays") return undefined;
  if (fate === "lapses") return day(on);
  return day(from) - 1 + chance.between(1, day(through) - day(from));
}

/** What the record of an end rests on. */
const GROUNDS = { leaves: "left the field", lapses: "registration not renewed" };

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

/** Somebody of one fate: `n` of its people, in whose order homes near Geneva come first and marks last. */
function somebody(register, { row, n, homes, category, hosts, second, leaders }) {
  const { chance } = register;
  const { fate, people, near = 0, critical = 0, reviewed = 0, looking, also, leads } = row;
  const moves = fate === "moves";
  const eligible = moves ? homes.filter(({ large }) => large.length > 0) : homes;
  const { institute, teams, large } = chance.weighted(eligible, (home) => home.weight);
  const last = lastDayOf(chance, row);
  const spans = fate === "lapses" ? spanTo(chance, last) : twoSpans(chance);
  const first = spans[0][0] - chance.between(0, 3000);
  const person = register.person(first);
  const isNear = n < near;
  const presence = category === "PART" ? undefined : presenceOf(chance, isNear);
  const affiliated = (where, connection) =>
    register.state({ act: "affiliation", person, institute: where, connection, on: first });
  const affiliation = affiliated(institute, "affiliated with");
  if (also !== undefined) affiliated(second(also), "also at");
  const recorded = last === undefined ? undefined : last + chance.between(1, 10);
  const gone = last === undefined || moves ? undefined : { last, recorded, instrument: GROUNDS[fate] };
  contracts(register, { person, institute, category, presence, spans, cut: last, cutRecorded: recorded });
  // Whoever moves works on a large experiment, in which many hosts have a team; the membership goes on.
  const open = leads ? teams.find((experiment) => !leaders.has(`${institute} ${experiment}`)) : undefined;
  const chosen =
    open !== undefined ? [open] : moves ? [chance.pick(large)] : chooseExperiments(chance, teams);
  takePart(register, { person, chosen, first, gone });
  if (open !== undefined) {
    leaders.add(`${institute} ${open}`);
    lead(register, { person, experiment: open, first });
  }
  if (isNear) settle(register, { person, first: spans[0][0] + 10, last: gone?.last });
  if (gone !== undefined) register.end(affiliation, last, recorded, gone.instrument);
  if (moves)
    move(register, person, {
      affiliation,
      presence,
      last,
      recorded,
      host: chance.pick(hosts.get(chosen[0])),
    });
  const search = looking !== undefined ? day(looking) + n : moves ? last - chance.between(40, 90) : undefined;
  // The marks go to the last of each group, so that they and the homes near Geneva overlap only in part.
  mark(register, person, {
    critical: n >= people - critical,
    reviewed: n < people - critical && n >= people - critical - reviewed,
    looking: search,
    last: moves ? last : undefined,
  });
}

/** Everybody of one group of fates, spread over the group's institutes. */
function group(register, { fates, ...rest }) {
  for (const row of fates) for (let n = 0; n < row.people; n++) somebody(register, { row, n, ...rest });
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
