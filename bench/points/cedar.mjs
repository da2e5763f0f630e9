/**
 * Cedar, through cedar-wasm. Cedar has no sets of days and no "some affiliation such that": whoever asks slices
 * the entities. So each question comes with those that matter on its day: the person, whose parents are the
 * institutes they are affiliated with on that day, and those institutes, whose parents are the services that
 * each reaches on that day; the block is an attribute. Cedar follows the hierarchy and decides. The policies are
 * parsed once; slicing is timed, since every question needs it, and is done by lookups, not by search.
 */
import { preparsePolicySet, statefulIsAuthorized } from "@cedar-policy/cedar-wasm/nodejs";
import { common, united } from "../spans.mjs";
import { INSTITUTES, SERVICES } from "../workload.mjs";

const POLICIES = `
permit (principal, action == Action::"use", resource) when { principal in resource };
forbid (principal, action, resource) when { principal.blocked };
`;

const contains = (days, day) => {
  for (let k = 0; k < days.length; k += 2) if (day >= days[k] && day < days[k + 1]) return true;
  return false;
};

/** For each institute a list of services with the days on which it reaches them. */
function reachOf({ memberships, agreements }) {
  const member = Array.from({ length: INSTITUTES }, () => []);
  for (let row = 0; row < memberships.count; row++)
    member[memberships.institute[row]].push([memberships.from[row], memberships.to[row]]);
  const agreed = Array.from({ length: INSTITUTES * SERVICES }, () => []);
  for (let row = 0; row < agreements.count; row++)
    agreed[agreements.institute[row] * SERVICES + agreements.service[row]].push([
      agreements.from[row],
      agreements.to[row],
    ]);
  return member.map((membership, institute) => {
    const services = [];
    for (let service = 0; service < SERVICES; service++) {
      const days = common(united(agreed[institute * SERVICES + service]), united(membership));
      if (days.length > 0) services.push({ uid: { type: "Service", id: `s${service}` }, days });
    }
    return services;
  });
}

export async function prepare(workload) {
  const parsed = preparsePolicySet("workload", { staticPolicies: POLICIES });
  if (parsed.type !== "success") throw new Error(`Cedar refused the policies: ${JSON.stringify(parsed)}`);

  const reach = reachOf(workload);
  const affiliationsOf = Array.from({ length: workload.people }, () => []);
  const { person, institute, from, to } = workload.affiliations;
  for (let row = 0; row < workload.affiliations.count; row++)
    affiliationsOf[person[row]].push({ institute: institute[row], days: [from[row], to[row]] });
  const blocksOf = new Map();
  const { blocks } = workload;
  for (let row = 0; row < blocks.count; row++)
    blocksOf.set(blocks.person[row], [
      ...(blocksOf.get(blocks.person[row]) ?? []),
      blocks.from[row],
      blocks.to[row],
    ]);

  /** The entities that matter for one person on one day. */
  function slice(uid, who, day) {
    const entities = [];
    const parents = [];
    for (const affiliation of affiliationsOf[who]) {
      if (!contains(affiliation.days, day)) continue;
      const parent = { type: "Institute", id: `i${affiliation.institute}` };
      if (parents.some(({ id }) => id === parent.id)) continue;
      parents.push(parent);
      const services = reach[affiliation.institute].filter(({ days }) => contains(days, day));
      entities.push({ uid: parent, attrs: {}, parents: services.map((service) => service.uid) });
    }
    entities.push({ uid, attrs: { blocked: contains(blocksOf.get(who) ?? [], day) }, parents });
    return entities;
  }

  return (who, service, day) => {
    const principal = { type: "Person", id: `p${who}` };
    const answer = statefulIsAuthorized({
      principal,
      action: { type: "Action", id: "use" },
      resource: { type: "Service", id: `s${service}` },
      context: {},
      preparsedPolicySetId: "workload",
      entities: slice(principal, who, day),
    });
    if (answer.type !== "success") throw new Error(`Cedar failed: ${JSON.stringify(answer)}`);
    return answer.response.decision === "allow";
  };
}
