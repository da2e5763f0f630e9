/** The same loops over plain objects and maps, as one writes them without thinking of memory. */
import { common, less, same, united } from "../spans.mjs";
import { DifferenceTally, Tally } from "../tally.mjs";
import { isCut, SERVICES } from "../workload.mjs";

/** The rows of a table as objects. */
function objectsOf(table) {
  const names = Object.keys(table).filter((name) => name !== "count");
  return Array.from({ length: table.count }, (_, row) =>
    Object.fromEntries(names.map((name) => [name, table[name][row]])),
  );
}

function groupedBy(rows, column) {
  const groups = new Map();
  for (const row of rows) {
    const group = groups.get(row[column]);
    if (group === undefined) groups.set(row[column], [row]);
    else group.push(row);
  }
  return groups;
}

const intervalsOf = (rows = []) => rows.map(({ from, to }) => [from, to]);

/** institute -> service -> days */
function reachOf({ memberships, agreements }, cut) {
  const reach = new Map();
  for (const [institute, itsAgreements] of agreements) {
    const membership = united(intervalsOf(memberships.get(institute)));
    const services = new Map();
    for (const [service, rows] of groupedBy(itsAgreements, "service")) {
      const agreed = rows.map(({ from, to }) => [
        from,
        cut !== undefined && isCut(cut, service, institute) ? Math.min(to, cut.day) : to,
      ]);
      const days = common(united(agreed.filter(([from, to]) => from < to)), membership);
      if (days.length > 0) services.set(service, days);
    }
    reach.set(institute, services);
  }
  return reach;
}

/** service -> days, for one person; only of one service where `only` is given */
function accessOf({ affiliations, blocks }, reach, person, only) {
  const gathered = new Map();
  for (const { institute, from, to } of affiliations.get(person)) {
    for (const [service, days] of reach.get(institute) ?? []) {
      if (only !== undefined && service !== only) continue;
      const held = common(days, [from, to]);
      for (let k = 0; k < held.length; k += 2) {
        const intervals = gathered.get(service);
        if (intervals === undefined) gathered.set(service, [[held[k], held[k + 1]]]);
        else intervals.push([held[k], held[k + 1]]);
      }
    }
  }
  const blocked = blocks.has(person) ? united(intervalsOf(blocks.get(person))) : [];
  const access = new Map();
  for (const [service, intervals] of gathered) {
    const days = less(united(intervals), blocked);
    if (days.length > 0) access.set(service, days);
  }
  return access;
}

/** @type {import("../contest.mjs").Contestant} */
export const objects = {
  async prepare(workload) {
    const affiliations = objectsOf(workload.affiliations);
    return {
      affiliations: groupedBy(affiliations, "person"),
      peopleAt: groupedBy(affiliations, "institute"),
      memberships: groupedBy(objectsOf(workload.memberships), "institute"),
      agreements: groupedBy(objectsOf(workload.agreements), "institute"),
      blocks: groupedBy(objectsOf(workload.blocks), "person"),
    };
  },

  async derive(rows) {
    const reach = reachOf(rows);
    const access = new Map();
    for (const person of rows.affiliations.keys()) access.set(person, accessOf(rows, reach, person));
    return { reach, access };
  },

  async answer(_rows, { access }) {
    const tally = new Tally();
    for (const [person, services] of access)
      for (const [service, days] of services) tally.add(person, service, days);
    return tally.answer();
  },

  whatIfs: {
    "over the one service": async (rows, { reach, access }, cut) => {
      const draft = reachOf(rows, cut);
      const people = new Set();
      for (const [institute, services] of reach) {
        if (same(services.get(cut.service) ?? [], draft.get(institute).get(cut.service) ?? [])) continue;
        for (const { person } of rows.peopleAt.get(institute) ?? []) people.add(person);
      }
      const difference = [];
      for (const person of people) {
        const before = access.get(person).get(cut.service) ?? [];
        const after = accessOf(rows, draft, person, cut.service).get(cut.service) ?? [];
        if (same(before, after)) continue;
        const pair = person * SERVICES + cut.service;
        difference.push({ pair, lost: less(before, after), gained: less(after, before) });
      }
      return difference;
    },
  },

  async answerDifference(_rows, difference) {
    const tally = new DifferenceTally();
    for (const { pair, lost, gained } of difference)
      tally.add(Math.floor(pair / SERVICES), pair % SERVICES, lost, gained);
    return tally.answer();
  },
};
