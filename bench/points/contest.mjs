/** Point checks: may this person use this service on this day? Who answers them, and at which sizes. */
import { SERVICES } from "../workload.mjs";

export const POINT_SIZES = [1_000, 12_000];

export const POINT_CONTESTANTS = [
  { name: "limit", title: "the limit (search in typed arrays)", most: 2_000_000 },
  { name: "comity", title: "Comity, `holds` on the day", most: 2_000_000 },
  { name: "comity-when", title: "Comity, `when` and a look at the day", most: 2_000_000 },
  {
    name: "cedar",
    title: "cedar-wasm 4.13, a slice of entities each time",
    most: 12_000,
    // Node 20 dies ("unreachable code" in its deoptimizer) when it inlines these calls into WebAssembly.
    nodeOptions: process.versions.node.startsWith("20.") ? ["--no-turbo-inline-js-wasm-calls"] : [],
  },
  { name: "casbin", title: "casbin 5.51, one enforcer a service", most: 12_000 },
];

/**
 * The questions, the same for everybody, in flat columns: each takes a person, any service, and a day on which
 * the person is affiliated with an institute. So most need the whole chain of conditions to be looked at, and
 * about one in ten is answered yes. In every fourth, the day is the first or the day after the last of one of
 * the service's agreements instead: there an answer is easily wrong by one.
 */
export function questions({ affiliations, agreements }, count) {
  let state = 20_240_101;
  const below = (limit) => {
    // Numerical Recipes' linear congruence; the high bits are good enough to choose by.
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 0x1_0000_0000) * limit);
  };
  const person = new Int32Array(count);
  const service = new Int32Array(count);
  const day = new Int32Array(count);
  for (let k = 0; k < count; k++) {
    const row = below(affiliations.count);
    person[k] = affiliations.person[row];
    if (k % 4 === 0) {
      const agreement = below(agreements.count);
      service[k] = agreements.service[agreement];
      day[k] = k % 8 === 0 ? agreements.from[agreement] : agreements.to[agreement];
    } else {
      service[k] = below(SERVICES);
      day[k] = affiliations.from[row] + below(affiliations.to[row] - affiliations.from[row]);
    }
  }
  return { person, service, day };
}
