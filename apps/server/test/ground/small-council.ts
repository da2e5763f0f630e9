/** A council of made-up states for tests: who sits in it, one of them in arrears, a session that is over, and its rules. */
import { type Act, actsFromJson } from "@comity/registry";
import { smallRegistry } from "./small-registry.ts";

const header = { recorded: "2020-01-01", by: "", instrument: "" };

/** An act as JSON has it, always known. */
export const councilAct = (sort: string, id: string, on: string, own: object) => ({
  act: sort,
  id,
  on,
  ...header,
  ...own,
});

const STATES = ["ST-C", "ST-D", "ST-E", "ST-F"];

/** The small registry with five member states, and the council's seventh session, of November 2026. */
export function councilActs(): Act[] {
  return [
    ...smallRegistry(),
    ...actsFromJson([
      ...STATES.flatMap((party) => [
        councilAct("party", `p-${party}`, "2000-01-01", {
          party,
          title: `State ${party.slice(3)}`,
          kind: "State",
        }),
        councilAct("status", `m-${party}`, "2000-01-01", { party, status: "member state" }),
      ]),
      councilAct("session", "s-7", "2026-11-05", {
        session: "7",
        body: "COUNCIL",
        sort: "ordinary",
        lastDay: "2026-11-06",
      }),
    ]),
  ];
}

const source = { source: "made up", isVerified: true };

/** The council's file, as `COMITY_BODIES` reads it. */
export const SMALL_COUNCIL = {
  body: "COUNCIL",
  title: { en: "The council of made-up states", fr: "Le conseil d’États fictifs" },
  isMadeUp: true,
  memberKind: "state",
  members: { status: "member state" },
  associates: { status: "associate member" },
  quorum: { share: [1, 2], bound: "more than", of: "entitled", ...source },
  arrears: { words: { en: "no vote", fr: "pas de vote" }, ...source },
  dues: [{ member: "ST-F", from: "2026-01-01", unpaid: 3, dueThisYear: 1, dueLastYear: 1 }],
  attendance: [],
  usualRule: "simple-of-voting",
  rules: [
    { id: "simple-of-voting", ...source },
    { id: "two-thirds-of-voting", ...source },
    { id: "two-thirds-of-all", ...source },
  ],
};
