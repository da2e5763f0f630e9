/** A small registry and policy for tests of the server: two institutes, one agreement, four made-up people. */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { type Act, actsFromJson } from "@comity/registry";

/** The policy of the small registry: the shipped one. */
export const SMALL_POLICY = readFileSync(
  fileURLToPath(new URL("../../../../policies/cern.policy.md", import.meta.url)),
  "utf8",
);
const header = { recorded: "2020-01-01", by: "users office", instrument: "" };
const act = (sort: string, id: string, on: string, own: object) => ({ act: sort, id, on, ...header, ...own });

/**
 * Two institutes: INST-A of the member state ST-A, INST-B of ST-B under the agreement ICA-B that runs until 2030-12-31. Of the people,
 * p1 and p2 are at INST-A, p3 and p4 at INST-B; p4 is under an alias. All four take part in the experiment X.
 */
export function smallRegistry(): Act[] {
  const people = ["Ashwood", "Brook", "Cliffe", "Dale"];
  return actsFromJson([
    act("party", "s-a", "2000-01-01", { party: "ST-A", title: "State A", kind: "State" }),
    act("party", "s-b", "2000-01-01", { party: "ST-B", title: "State B", kind: "State" }),
    act("party", "lab", "2000-01-01", { party: "LAB", title: "The laboratory", kind: "Laboratory" }),
    act("status", "st-a", "2000-01-01", { party: "ST-A", status: "member state" }),
    act("institute", "i-a", "2000-01-01", {
      institute: "INST-A",
      title: "Institute of A",
      kind: "university",
      seat: "ST-A",
      governedBy: "ST-A",
      city: "Aford",
    }),
    act("institute", "i-b", "2000-01-01", {
      institute: "INST-B",
      title: "Institute of B",
      kind: "university",
      seat: "ST-B",
      governedBy: "ST-B",
      city: "Bford",
    }),
    act("experiment", "x", "2000-01-01", { experiment: "X", title: "Experiment X" }),
    act("body", "c", "2000-01-01", { body: "COUNCIL", title: "The council" }),
    act("signature", "ica-b", "2001-01-01", {
      agreement: "ICA-B",
      title: "Cooperation agreement with B",
      kind: "ICA",
      parties: ["ST-B", "LAB"],
      experiments: [],
      firstDay: "2001-01-01",
      lastDay: "2030-12-31",
      renewal: "none",
      noticePeriod: "6 months",
    }),
    act("team", "t-a", "2010-01-01", { institute: "INST-A", experiment: "X" }),
    act("team", "t-b", "2010-01-01", { institute: "INST-B", experiment: "X" }),
    ...people.flatMap((familyName, k) => {
      const person = `p${k + 1}`;
      const institute = k < 2 ? "INST-A" : "INST-B";
      return [
        act("person", `n-${person}`, "2015-01-01", { person, familyName, mail: `${person}@example.org` }),
        act("affiliation", `a-${person}`, "2015-01-01", { person, institute, connection: "affiliated with" }),
        act("contract", `k-${person}`, "2015-01-01", { person, institute, category: "USER", presence: 60 }),
        act("membership", `m-${person}`, "2015-01-01", { person, experiment: "X", institute }),
      ];
    }),
    act("alias", "alias-p4", "2015-01-01", { person: "p4", alias: "Robin Vale" }),
  ]);
}
