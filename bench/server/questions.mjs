/** What is asked: of Comity about the people of the CERN scenario, of Cedar about those of its own workload. */
import { questions as pointQuestions } from "../points/contest.mjs";
import { makeWorkload } from "../workload.mjs";
import { PEOPLE } from "./contest.mjs";

const COUNT = 12_000;
/** Numerical Recipes' linear congruence; the high bits are good enough to choose by. */
function* numbers() {
  for (let state = 20_241_130; ; ) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    yield state / 0x1_0000_0000;
  }
}

/** Badge gates above all, then accounts and data, today. */
export function cernQuestions(people, experiments, registry) {
  const next = numbers();
  const below = (limit) => Math.floor(next.next().value * limit);
  return Array.from({ length: COUNT }, (_, k) => {
    const id = people[below(people.length)];
    const experiment = experiments[below(experiments.length)];
    const [predicate, tuple, resource] =
      k % 4 === 3
        ? ["data_access", [id, experiment], { type: "experiment", id: experiment }]
        : [k % 4 === 2 ? "computing_account" : "site_access", [id], { type: "registry", id: registry }];
    const body = { subject: { type: "person", id }, action: { name: predicate }, resource };
    return { predicate, tuple, body: JSON.stringify(body) };
  });
}

/** The questions of the point checks, as requests. */
export function workloadQuestions() {
  const { person, service, day } = pointQuestions(makeWorkload(PEOPLE), COUNT);
  return Array.from({ length: COUNT }, (_, k) => ({
    body: JSON.stringify({
      subject: { type: "Person", id: `p${person[k]}` },
      action: { name: "use" },
      resource: { type: "Service", id: `s${service[k]}` },
      context: { day: day[k] },
    }),
  }));
}
