/** A policy that reads every record of the registry and two declared ones, with every sort of condition that matters to what-ifs. */
import { type Policy, printDiagnostic, readPolicy } from "@comity/policy";
import { RECORDS } from "@comity/registry";

const rules = `
rule party_of(agreement: Agreement, party: Party) when party(agreement, party)
  or parent(agreement, above), party_of(above, party)

rule effective(agreement: Agreement) when in_force(agreement) unless suspended(agreement)

rule covered(institute: Institute)
  when governed_by(institute, party), party_of(agreement, party), effective(agreement)
  unless closed_to_newcomers(agreement)

entitlement access(person: Person, institute: Institute)
  when affiliated(person, institute), covered(institute) within the last 6 months
  or contract(person, institute, category), presence(person, percent), percent >= 50
  unless recalled(person)

entitlement works(person: Person, experiment: Experiment)
  when participates(person, experiment), team(institute, experiment), dues_paid(institute, experiment)
  or qualified(person, experiment) throughout the last 1 year
  unless deceased(person)

entitlement stays(person: Person)
  when connection(person, institute, "affiliated with") since (connection(person, institute, "affiliated with"), covered(institute))
  or excepted(person, agreement), restricted(agreement, restriction)
  or mark(person, "mission critical"), resident(person, region)

entitlement funded(institute: Institute)
  when grant(grant, institute), paid(grant, euros, due), euros > 0
  or seat(institute, party), share(party, experiment, units), units > 1000

entitlement family(dependant: Dependant)
  when dependant(person, dependant), dependant_permit(dependant), residence_card(person, state)

entitlement listens(party: Party, body: Body)
  when observer(party, body), session(session, body, access)
  or status(party, text), session(session, body, "open")
  unless observer_suspended(party, body)

never "somebody is employed and a visitor at once"
  when employed(person, category), connection(person, institute, "visitor")
`;

/** Its text. */
export function livingPolicyText(): string {
  const shapes = [
    ...RECORDS,
    {
      name: "grant",
      columns: [
        { name: "grant", kind: "Text" },
        { name: "institute", kind: "Institute" },
      ],
    },
    {
      name: "paid",
      columns: [
        { name: "grant", kind: "Text" },
        { name: "euros", kind: "Number" },
        { name: "due", kind: "Day" },
      ],
    },
  ];
  const kinds = new Set(shapes.flatMap(({ columns }) => columns.map(({ kind }) => kind)));
  for (const plain of ["Text", "Number", "Day"]) kinds.delete(plain);
  const records = shapes.map(
    ({ name, columns }) =>
      `record ${name}(${columns.map((each) => `${each.name}: ${each.kind}`).join(", ")})`,
  );
  return [
    "```policy",
    `kind ${[...kinds].filter((kind) => kind !== "State" && kind !== "Institute").join(", ")}`,
    "kind Institute, State is Party",
    ...records,
    rules,
    "```",
    "",
  ].join("\n");
}

/** The policy; throws where it cannot be read. */
export function livingPolicy(): Policy {
  const written = livingPolicyText();
  const { policy, diagnostics } = readPolicy(written, "living.policy.md");
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  if (policy === undefined || errors.length > 0)
    throw new Error(errors.map((each) => printDiagnostic(each, written)).join("\n"));
  return policy;
}
