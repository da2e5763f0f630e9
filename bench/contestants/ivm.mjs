/**
 * @tanstack/db-ivm: differential dataflow in JavaScript, which keeps its result up to date under changes. A block
 * is taken from the person's affiliations before these meet the services, which saves it most of its work.
 */
import { D2, filter, join, map, output, reduce } from "@tanstack/db-ivm";
import { common, less, same, united } from "../spans.mjs";
import { DifferenceTally, Tally } from "../tally.mjs";
import { isCut, SERVICES } from "../workload.mjs";

/** Reduces each key's intervals to one set of days. */
const unite = () => reduce((values) => [[united(values.map(([interval]) => interval)), 1]]);

/** Builds the graph; `received(pair, days, multiplicity)` is called for each change of the result. */
function graphOf(received) {
  const graph = new D2();
  const affiliations = graph.newInput(); // [person, [institute, from, to]]
  const memberships = graph.newInput(); // [institute, [from, to]]
  const agreements = graph.newInput(); // [institute * SERVICES + service, [from, to]]
  const blocks = graph.newInput(); // [person, [from, to]]

  const member = memberships.pipe(unite());
  const reach = agreements.pipe(
    unite(),
    map(([key, days]) => [Math.floor(key / SERVICES), [key % SERVICES, days]]),
    join(member),
    map(([institute, [[service, agreed], membership]]) => [institute, [service, common(agreed, membership)]]),
    filter(([, [, days]]) => days.length > 0),
  );
  affiliations.pipe(
    join(blocks.pipe(unite()), "left"),
    map(([person, [[institute, from, to], blocked]]) => [
      institute,
      [person, less([from, to], blocked ?? [])],
    ]),
    join(reach),
    map(([, [[person, days], [service, reached]]]) => [person * SERVICES + service, common(days, reached)]),
    filter(([, days]) => days.length > 0),
    reduce((values) => [
      [
        united(
          values.flatMap(([days]) => days.flatMap((from, k) => (k % 2 === 0 ? [[from, days[k + 1]]] : []))),
        ),
        1,
      ],
    ]),
    output((changes) => {
      for (const [[pair, days], multiplicity] of changes.getInner()) received(pair, days, multiplicity);
    }),
  );
  graph.finalize();
  return { graph, affiliations, memberships, agreements, blocks };
}

const rowsOf = (table, row) => Array.from({ length: table.count }, (_, index) => [row(index), 1]);

/** What the cut takes from the agreements and puts in their place. */
function changesOf({ agreements }, cut) {
  const changes = [];
  for (let row = 0; row < agreements.count; row++) {
    const [service, institute] = [agreements.service[row], agreements.institute[row]];
    const [from, to] = [agreements.from[row], agreements.to[row]];
    if (!isCut(cut, service, institute) || to <= cut.day) continue;
    const key = institute * SERVICES + service;
    changes.push([[key, [from, to]], -1]);
    if (from < cut.day) changes.push([[key, [from, cut.day]], 1]);
  }
  return changes;
}

/** @type {import("../contest.mjs").Contestant} */
export const ivm = {
  async prepare(workload) {
    const { affiliations: a, memberships: m, agreements: g, blocks: b } = workload;
    return {
      workload,
      affiliations: rowsOf(a, (row) => [a.person[row], [a.institute[row], a.from[row], a.to[row]]]),
      memberships: rowsOf(m, (row) => [m.institute[row], [m.from[row], m.to[row]]]),
      agreements: rowsOf(g, (row) => [
        g.institute[row] * SERVICES + g.service[row],
        [g.from[row], g.to[row]],
      ]),
      blocks: rowsOf(b, (row) => [b.person[row], [b.from[row], b.to[row]]]),
    };
  },

  async derive(rows) {
    const derived = { access: new Map(), changes: new Map(), graph: undefined };
    derived.graph = graphOf((pair, days, multiplicity) => {
      const change = derived.changes.get(pair) ?? { lost: [], gained: [] };
      if (multiplicity > 0) change.gained = days;
      else change.lost = days;
      derived.changes.set(pair, change);
    });
    for (const name of ["affiliations", "memberships", "agreements", "blocks"])
      derived.graph[name].sendData(rows[name]);
    derived.graph.graph.run();
    for (const [pair, { gained }] of derived.changes) derived.access.set(pair, gained);
    return derived;
  },

  async answer(_rows, { access }) {
    const tally = new Tally();
    for (const [pair, days] of access) tally.add(Math.floor(pair / SERVICES), pair % SERVICES, days);
    return tally.answer();
  },

  whatIfs: {
    incremental: async ({ workload }, derived, cut) => {
      derived.changes = new Map();
      derived.sent = changesOf(workload, cut);
      derived.graph.agreements.sendData(derived.sent);
      derived.graph.graph.run();
      const difference = [];
      for (const [pair, { lost, gained }] of derived.changes) {
        if (!same(lost, gained))
          difference.push({ pair, lost: less(lost, gained), gained: less(gained, lost) });
      }
      return difference;
    },
  },

  /** It holds one state only, so after a what-if the changes are sent back. */
  async undo(_rows, derived) {
    derived.graph.agreements.sendData(derived.sent.map(([row, multiplicity]) => [row, -multiplicity]));
    derived.graph.graph.run();
  },

  async answerDifference(_rows, difference) {
    const tally = new DifferenceTally();
    for (const { pair, lost, gained } of difference)
      tally.add(Math.floor(pair / SERVICES), pair % SERVICES, lost, gained);
    return tally.answer();
  },
};
