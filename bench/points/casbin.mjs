/**
 * casbin. Its policy lines are the agreements within memberships: (institute, service, from, to). It looks at
 * every line of an enforcer, so it is given one enforcer for each service, a sixtieth of the lines each. The
 * matcher compares days itself and calls two functions of ours for the person's affiliations and block.
 */
import { newEnforcer, newModelFromString } from "casbin";
import { common, united } from "../spans.mjs";
import { INSTITUTES, SERVICES } from "../workload.mjs";

const MODEL = `
[request_definition]
r = person, day
[policy_definition]
p = institute, from, to
[policy_effect]
e = some(where (p.eft == allow))
[matchers]
m = r.day >= p.from && r.day < p.to && affiliated(r.person, p.institute, r.day) && !blocked(r.person, r.day)
`;

const within = (intervals, day) => intervals.some(([from, to]) => day >= from && day < to);

/** Intervals by a key of their row. */
function intervalsBy(table, keyOf) {
  const groups = new Map();
  for (let row = 0; row < table.count; row++) {
    const key = keyOf(row);
    groups.set(key, [...(groups.get(key) ?? []), [table.from[row], table.to[row]]]);
  }
  return groups;
}

export async function prepare(workload) {
  const { affiliations, memberships, agreements, blocks } = workload;
  const affiliated = intervalsBy(
    affiliations,
    (row) => `p${affiliations.person[row]}/i${affiliations.institute[row]}`,
  );
  const blocked = intervalsBy(blocks, (row) => `p${blocks.person[row]}`);
  const member = intervalsBy(memberships, (row) => memberships.institute[row]);
  const agreed = intervalsBy(
    agreements,
    (row) => agreements.institute[row] * SERVICES + agreements.service[row],
  );

  const enforcers = [];
  for (let service = 0; service < SERVICES; service++) {
    const lines = [];
    for (let institute = 0; institute < INSTITUTES; institute++) {
      const days = common(
        united(agreed.get(institute * SERVICES + service) ?? []),
        united(member.get(institute) ?? []),
      );
      for (let k = 0; k < days.length; k += 2) lines.push([`i${institute}`, days[k], days[k + 1]]);
    }
    const enforcer = await newEnforcer(newModelFromString(MODEL));
    await enforcer.addFunction("affiliated", (person, institute, day) =>
      within(affiliated.get(`${person}/${institute}`) ?? [], day),
    );
    await enforcer.addFunction("blocked", (person, day) => within(blocked.get(person) ?? [], day));
    await enforcer.addPolicies(lines);
    enforcers.push(enforcer);
  }
  return (person, service, day) => enforcers[service].enforceSync(`p${person}`, day);
}
