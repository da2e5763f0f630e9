/** A made-up research council: grants, universities and states, no host, no people, and a policy that knows nothing of CERN. */
import { type Day, day, duration } from "@comity/calendar";
import { evaluate, readPolicy } from "@comity/policy";
import { type Act, type DeclaredColumn, fold } from "@comity/registry";
import { act } from "./small-world.ts";

const POLICY = `# Grants of a made-up council

\`\`\`policy
kind Grant, Agreement, Party
kind Institute, State is Party

record seat(institute: Institute, state: State)
record grant(grant: Grant, institute: Institute) "{institute} holds {grant}"
record amount(grant: Grant, euros: Number, due: Day) "{grant} brings {euros} euros by {due}"
record grant_suspended(grant: Grant) "payments for {grant} are suspended"
record measure(state: State, what: Text) "the measure {what} applies to {state}"
record trust(institute: Institute) "{institute} is run by a trust" within reach of institute
record emergency() "the council is in emergency session"
record party(agreement: Agreement, party: Party)
record in_force(agreement: Agreement)

entitlement payment(grant: Grant, institute: Institute) "{grant} is paid to {institute}"
  when grant(grant, institute) unless grant_suspended(grant)

entitlement applies(institute: Institute) "{institute} may apply for new grants"
  when seat(institute, state) unless (measure(state, "no trusts"), trust(institute)) or emergency()

entitlement allied(party: Party, other: Party) "{party} is allied with {other}"
  when party(agreement, party), party(agreement, other), in_force(agreement), party != other

never "no grant is suspended without an amount" when grant_suspended(grant) unless amount(grant, _, _)
\`\`\`
`;

const GRANT: readonly DeclaredColumn[] = [
  { name: "grant", type: "string" },
  { name: "institute", type: "string" },
];
const AMOUNT: readonly DeclaredColumn[] = [
  { name: "grant", type: "string" },
  { name: "euros", type: "integer" },
  { name: "due", type: "date" },
];

const grant = (id: string, values: readonly [string, string], lastDay?: Day): Act => ({
  ...act("statement", {
    record: "grant",
    columns: GRANT,
    values,
    on: day("2021-01-01"),
    ...(lastDay === undefined ? {} : { lastDay }),
  }),
  id,
});

const institute = (name: string, title: string, seat: string): Act =>
  act("institute", { institute: name, title, kind: "university", seat, governedBy: seat });

export const COUNCIL_ACTS: readonly Act[] = [
  act("party", { party: "HA", title: "State H", kind: "State" }),
  act("party", { party: "AU", title: "State A", kind: "State" }),
  institute("U1", "University One", "HA"),
  institute("U2", "University Two", "HA"),
  institute("U3", "University Three", "AU"),
  ...["U1", "U2", "U3"].map((name) =>
    act("statement", { record: "trust", columns: [{ name: "institute", type: "string" }], values: [name] }),
  ),
  grant("r1", ["g-100", "U1"]),
  grant("r2", ["g-101", "U2"]),
  grant("r3", ["g-102", "U3"], day("2022-06-30")),
  grant("r4", ["g-103", "U1"]),
  grant("r5", ["g-103", "U2"]),
  {
    ...act("statement", { record: "amount", columns: AMOUNT, values: ["g-100", 5, day("2024-01-31")] }),
    id: "m1",
  },
  // An agreement in which no host has a part.
  act("signature", {
    agreement: "HA-AU",
    title: "Treaty of the two states",
    kind: "treaty",
    parties: ["HA", "AU"],
    experiments: [],
    renewal: "tacit",
    on: day("2019-06-28"),
    firstDay: day("2019-06-28"),
    term: duration({ years: 5 }),
    noticePeriod: duration({ months: 6 }),
  }),
];

export const COUNCIL_POLICY = readPolicy(POLICY, "council.policy.md").policy!;

/** The council as known on a day. */
export function councilOn(knownOn: string) {
  const folded = fold(COUNCIL_ACTS, { knownOn: day(knownOn) });
  return { folded, evaluation: evaluate(COUNCIL_POLICY, folded.facts) };
}
