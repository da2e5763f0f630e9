/**
 * Comity: the policy of workload.policy.md, the facts through `FactsBuilder` (people, institutes and services
 * as identifiers, as an application has them), then `evaluate`, `whatIf` and `difference` as anybody calls them.
 */

import { has, OPEN } from "../../packages/calendar/dist/index.js";
import { evaluate, FactsBuilder } from "../../packages/policy/dist/index.js";
import { readWorkloadPolicy } from "../policy.mjs";
import { DifferenceTally, Tally } from "../tally.mjs";
import { INSTITUTES, isCut, SERVICES } from "../workload.mjs";

const names = (letter, count) => Array.from({ length: count }, (_, number) => `${letter}${number}`);
const numberIn = (identifier) => Number(identifier.slice(1));

/** Loads the facts; the policy's records say which columns each has. */
function factsOf(
  policy,
  { affiliations, memberships, agreements, blocks },
  { people, institutes, services },
) {
  const builder = new FactsBuilder(policy.records);
  const add = (name, table, tupleOf) => {
    for (let row = 0; row < table.count; row++)
      builder.add(name, tupleOf(row), table.from[row], table.to[row]);
  };
  add("affiliated", affiliations, (row) => [
    people[affiliations.person[row]],
    institutes[affiliations.institute[row]],
  ]);
  add("member", memberships, (row) => [institutes[memberships.institute[row]]]);
  add("agreed", agreements, (row) => [
    services[agreements.service[row]],
    institutes[agreements.institute[row]],
  ]);
  add("blocked", blocks, (row) => [people[blocks.person[row]]]);
  return builder.build();
}

/** The cut as changes: from its day on, each of these agreements does not hold. */
function changesOf({ agreements }, cut) {
  const institutes = new Set();
  for (let row = 0; row < agreements.count; row++)
    if (agreements.to[row] > cut.day && isCut(cut, agreements.service[row], agreements.institute[row]))
      institutes.add(agreements.institute[row]);
  return Array.from(institutes, (institute) => ({
    record: "agreed",
    tuple: [`s${cut.service}`, `i${institute}`],
    from: cut.day,
    to: OPEN,
    present: false,
  }));
}

/** @type {import("../contest.mjs").Contestant} */
export const comity = {
  async prepare(workload) {
    const policy = readWorkloadPolicy();
    const identifiers = {
      people: names("p", workload.people),
      institutes: names("i", INSTITUTES),
      services: names("s", SERVICES),
    };
    return { workload, policy, identifiers, facts: factsOf(policy, workload, identifiers) };
  },

  async derive({ policy, facts }) {
    return evaluate(policy, facts);
  },

  async answer(_prepared, evaluation) {
    const tally = new Tally();
    for (const { tuple, days } of evaluation.list("access"))
      tally.add(numberIn(tuple[0]), numberIn(tuple[1]), days);
    return tally.answer();
  },

  whatIfs: {
    "whatIf and difference": async ({ workload }, evaluation, cut) => {
      const draft = evaluation.whatIf(changesOf(workload, cut));
      const difference = [];
      for (const { tuple, lost, gained } of evaluation.difference(draft))
        difference.push({ tuple, lost, gained });
      return difference;
    },
  },

  async answerDifference(_prepared, difference) {
    const tally = new DifferenceTally();
    for (const { tuple, lost, gained } of difference)
      tally.add(numberIn(tuple[0]), numberIn(tuple[1]), lost, gained);
    return tally.answer();
  },

  /** Both questions an access system asks: "on this day?", and "on which days?", here then looked at for the day. */
  pointCheck({ identifiers: { people, services } }, evaluation) {
    return (person, service, day) => evaluation.holds("access", [people[person], services[service]], day);
  },
  pointCheckByDays({ identifiers: { people, services } }, evaluation) {
    return (person, service, day) => has(evaluation.when("access", [people[person], services[service]]), day);
  },
};
