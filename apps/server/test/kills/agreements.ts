/** A small registry with one agreement, institute and team for each decision that a campaign takes. All people are made up. */
import { type Act, actsFromJson } from "@comity/registry";
import { smallRegistry } from "../ground/small-registry.ts";

const header = { recorded: "2020-01-01", by: "users office", instrument: "" };
const act = (sort: string, id: string, on: string, own: object) => ({ act: sort, id, on, ...header, ...own });

/** People whom the end of one of these agreements hits. */
export const PEOPLE_EACH = 3;
/** Letters to people, of the guide. */
export const LETTERS = ["told", "account-60", "account-27", "account-7"];

/** The small registry, and so many agreements that can be ended besides. */
export function registryOf(agreements: number): Act[] {
  const more = Array.from({ length: agreements }, (_, k) => {
    const [state, institute] = [`ST-R${k}`, `INST-R${k}`];
    return [
      act("party", `s-r${k}`, "2000-01-01", { party: state, title: `State R${k}`, kind: "State" }),
      act("institute", `i-r${k}`, "2000-01-01", {
        institute,
        title: `Institute of R${k}`,
        kind: "university",
        seat: state,
        governedBy: state,
        city: "Rford",
      }),
      act("signature", `ica-r${k}`, "2001-01-01", {
        agreement: `ICA-R${k}`,
        title: `Cooperation agreement with R${k}`,
        kind: "ICA",
        parties: [state, "LAB"],
        experiments: [],
        firstDay: "2001-01-01",
        lastDay: "2040-12-31",
        renewal: "none",
        noticePeriod: "6 months",
      }),
      act("team", `t-r${k}`, "2010-01-01", { institute, experiment: "X" }),
      ...Array.from({ length: PEOPLE_EACH }, (_, n) => arrival(`r${k}-${n}`, institute, "2015-01-01")).flat(),
    ];
  });
  return [...smallRegistry(), ...actsFromJson(more.flat() as never)];
}

/** Somebody who comes: four acts, as JSON. */
export function arrival(person: string, institute: string, on: string, recorded = "2020-01-01") {
  const own = { person, recorded };
  return [
    act("person", `n-${person}`, on, {
      ...own,
      familyName: `Made-up ${person}`,
      mail: `${person}@example.org`,
    }),
    act("affiliation", `a-${person}`, on, { ...own, institute, connection: "affiliated with" }),
    act("contract", `k-${person}`, on, { ...own, institute, category: "USER", presence: 60 }),
    act("membership", `m-${person}`, on, { ...own, experiment: "X", institute }),
  ];
}

/** The decision that ends one of the agreements, and its instrument. */
export function decisionOf(k: number, today: string) {
  return {
    draft: {
      title: `End the agreement with R${k}`,
      body: "COUNCIL",
      date: today,
      acts: [{ act: "termination", agreement: `ICA-R${k}`, lastDay: "2027-06-30" }],
    },
    instrument: {
      reference: `C/${k}`,
      date: today,
      sha256: k.toString(16).padStart(2, "0").repeat(32),
      location: `shelf ${k}`,
    },
  };
}
