/** A registry of four institutes and nine people, small enough to know every answer by heart. */
import { type Day, day, duration, SINCE_EVER } from "@comity/calendar";
import { type EngineEvaluation, evaluate, type Policy, readPolicy } from "@comity/policy";
import { type Act, type ActSort, type Folded, fold } from "@comity/registry";

/** The text of the small policy. */
export const POLICY = `# A small policy

\`\`\`policy
kind Person, Dependant, Experiment, Agreement, Body, Party
kind Institute, State, Organisation, FundingAgency, Laboratory is Party

record governed_by(institute: Institute, party: Party)
record status(party: Party, status: Text)
record party(agreement: Agreement, party: Party)
record agreement_kind(agreement: Agreement, kind: Text)
record in_force(agreement: Agreement)
record suspended(agreement: Agreement)
record closed_to_newcomers(agreement: Agreement)
record excepted(person: Person, agreement: Agreement)
record observer(party: Party, body: Body)
record observer_suspended(party: Party, body: Body)
record affiliated(person: Person, institute: Institute) "{person} is affiliated with {institute}" within reach of person
record participates(person: Person, experiment: Experiment)
record team(institute: Institute, experiment: Experiment) "{institute} has a team in {experiment}"
record dependant(person: Person, dependant: Dependant)
record recalled(person: Person)

rule framework(institute: Institute, agreement: Agreement)
  when governed_by(institute, party), party(agreement, party), agreement_kind(agreement, "ICA")

rule open(institute: Institute) "{institute} may send people"
  when governed_by(institute, party), status(party, "member state")
  or   framework(institute, agreement), (in_force(agreement) unless suspended(agreement) or closed_to_newcomers(agreement))

rule grandfathered(person: Person, institute: Institute) "{person} was at {institute} when it was closed, and stayed"
  when affiliated(person, institute) since (begins closed_to_newcomers(agreement), framework(institute, agreement), affiliated(person, institute)),
       framework(institute, now), in_force(now)

entitlement registration(person: Person, institute: Institute) "{person} may be registered through {institute}"
  when affiliated(person, institute), open(institute)
  or   grandfathered(person, institute)
  or   affiliated(person, institute), framework(institute, agreement), excepted(person, agreement)
  unless recalled(person)

entitlement access(person: Person) "{person} may enter the site" source "rule 1"
  when registration(person, _)

entitlement account(person: Person) "the account of {person} works"
  when access(person) within the last 60 days

entitlement data(person: Person, experiment: Experiment) "{person} may use the data of {experiment}"
  when registration(person, institute), participates(person, experiment), team(institute, experiment)

entitlement permit(dependant: Dependant) "{dependant} may stay"
  when dependant(person, dependant), access(person)

entitlement seat_in(party: Party, body: Body) "{party} may attend {body}"
  when observer(party, body) unless observer_suspended(party, body)

never "an exception names a person who is not there" source "drafting"
  when begins excepted(person, agreement)
  unless (affiliated(person, institute), framework(institute, agreement))
\`\`\`
`;

let count = 0;

type Own<Sort extends ActSort> = Omit<
  Extract<Act, { act: Sort }>,
  "act" | "id" | "on" | "recorded" | "by" | "instrument"
>;

/** An act, known on the day on which it happens. */
export function act<Sort extends ActSort>(
  sort: Sort,
  own: Own<Sort> & { readonly on?: Day; readonly recorded?: Day; readonly instrument?: string },
): Extract<Act, { act: Sort }> {
  const on = own.on ?? SINCE_EVER;
  return {
    id: `w${++count}`,
    recorded: on,
    by: "",
    instrument: "",
    ...own,
    act: sort,
    on,
  } as unknown as Extract<Act, { act: Sort }>;
}

const at = (person: string, institute: string, from: string, lastDay?: string): Act =>
  act("affiliation", {
    person,
    institute,
    connection: "affiliated with",
    on: day(from),
    ...(lastDay === undefined ? {} : { lastDay: day(lastDay) }),
  });

const institute = (name: string, seat: string, governedBy: string): Act =>
  act("institute", { institute: name, title: `Institute ${name}`, kind: "laboratory", seat, governedBy });

const agreement = (name: string, from: string, more: object): Act =>
  act("signature", {
    agreement: name,
    title: `Agreement ${name}`,
    kind: "ICA",
    parties: [],
    experiments: [],
    renewal: "none",
    on: day(from),
    firstDay: day(from),
    ...more,
  });

const framework = { term: duration({ years: 5 }), renewal: "tacit", noticePeriod: duration({ months: 6 }) };

/** Anna, Ben and Cleo at east, Dan at east and north, Eve moved from east to north, Finn at east2, Gil and Hal at lab, Ida at north. */
export const PEOPLE = ["anna", "ben", "cleo", "dan", "eve", "finn", "gil", "hal", "ida"];

export const ACTS: readonly Act[] = [
  act("party", { party: "HOST", title: "The host", kind: "Organisation" }),
  act("party", { party: "AA", title: "State A", kind: "State" }),
  act("party", { party: "BB", title: "State B", kind: "State" }),
  act("party", { party: "CC", title: "State C", kind: "State" }),
  act("party", { party: "LAB", title: "Institute lab", kind: "Organisation" }),
  act("party", { party: "AGENCY-B", title: "Agency of B", kind: "FundingAgency", of: "BB" }),
  act("body", { body: "Council", title: "The council" }),
  act("session", {
    session: "S1",
    body: "Council",
    sort: "ordinary",
    on: day("2023-12-15"),
    recorded: SINCE_EVER,
  }),
  act("experiment", { experiment: "X", title: "Experiment X" }),
  act("experiment", { experiment: "Y", title: "Experiment Y" }),
  act("status", { party: "AA", status: "member state" }),
  act("observer", { party: "BB", body: "Council" }),
  institute("north", "AA", "AA"),
  institute("east", "BB", "BB"),
  institute("east2", "BB", "BB"),
  institute("lab", "BB", "LAB"),
  agreement("ICA-BB", "2019-12-01", { ...framework, parties: ["BB"] }),
  agreement("ICA-LAB", "2010-01-28", { ...framework, parties: ["LAB"] }),
  agreement("MoU-X-BB", "2019-12-01", { kind: "MoU", parties: ["BB"], parent: "ICA-BB", experiments: ["X"] }),
  agreement("MoU-X-AA", "2010-01-01", { kind: "MoU", parties: ["AA"], experiments: ["X"] }),
  act("team", { institute: "east", experiment: "X" }),
  act("team", { institute: "north", experiment: "X" }),
  act("team", { institute: "lab", experiment: "Y" }),
  ...PEOPLE.map((person) => act("person", { person, familyName: person })),
  at("anna", "east", "2020-01-01"),
  at("ben", "east", "2020-01-01"),
  at("cleo", "east", "2020-01-01", "2024-11-30"),
  at("dan", "east", "2020-01-01"),
  at("dan", "north", "2022-01-01"),
  at("eve", "east", "2020-01-01", "2022-12-31"),
  at("eve", "north", "2023-01-01"),
  at("finn", "east2", "2020-01-01"),
  at("gil", "lab", "2018-01-01"),
  at("hal", "lab", "2018-01-01"),
  at("ida", "north", "2018-01-01"),
  act("membership", { person: "anna", experiment: "X", on: day("2020-01-01") }),
  act("membership", { person: "dan", experiment: "X", on: day("2020-01-01") }),
  act("mark", { person: "anna", mark: "mission critical", on: day("2022-01-01") }),
  act("mark", { person: "ben", mark: "under review", on: day("2022-01-01") }),
  act("mark", { person: "ida", mark: "under review", on: day("2022-01-01") }),
  act("residence", { person: "anna", region: "Geneva area", on: day("2020-01-01") }),
  act("residence", { person: "ben", region: "elsewhere", on: day("2020-01-01") }),
  act("dependant", { person: "anna", dependant: "anna-1", permit: true, on: day("2020-01-01") }),
  act("dependant", { person: "anna", dependant: "anna-2", permit: true, on: day("2020-01-01") }),
  act("share", { payer: "AA", experiment: "X", units: 600, on: day("2020-01-01") }),
  act("share", { payer: "CC", experiment: "X", units: 355, on: day("2020-01-01") }),
  act("share", { payer: "BB", experiment: "X", units: 45, on: day("2020-01-01") }),
  act("share", { payer: "AGENCY-B", experiment: "Y", units: 10, on: day("2020-01-01") }),
  act("share", { payer: "LAB", experiment: "Y", units: 90, on: day("2020-01-01") }),
  act("needed taker", {
    bearer: "BB",
    experiment: "X",
    item: "magnets",
    units: 40,
    on: day("2020-01-01"),
    instrument: "addendum 1",
  }),
];

/** The small policy, read. */
export const policy: Policy = (() => {
  const reading = readPolicy(POLICY, "small.policy.md");
  if (reading.policy === undefined) throw new Error(JSON.stringify(reading.diagnostics));
  return reading.policy;
})();

export interface World {
  readonly folded: Folded;
  readonly evaluation: EngineEvaluation;
}

/** The small world as known on a day. */
export function worldOn(knownOn = "2023-12-15", acts: readonly Act[] = ACTS): World {
  const folded = fold(acts, { knownOn: day(knownOn) });
  return { folded, evaluation: evaluate(policy, folded.facts) };
}
