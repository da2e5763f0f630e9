/** A small registry with a policy and drafts beside it, all made up, for the command to read. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { day, duration, SINCE_EVER } from "@comity/calendar";
import { type Act, writeRegistry } from "@comity/registry";

const POLICY = `# A small policy

\`\`\`policy
kind Person, Dependant, Experiment, Agreement, Party
kind Institute, State, Organisation is Party

parameter account_grace: Duration "an account outlives the contract" source "account rules, 3" = 60 days

record governed_by(institute: Institute, party: Party) "the agreement of {party} speaks for {institute}"
record status(party: Party, status: Text) "{party} is a {status}"
record party(agreement: Agreement, party: Party) "{party} is a party to {agreement}"
record in_force(agreement: Agreement) "{agreement} is in force"
record suspended(agreement: Agreement) "{agreement} is suspended"
record affiliated(person: Person, institute: Institute)
  "{person} is affiliated with {institute}" within reach of person
record contract(person: Person, institute: Institute, category: Text)
  "{person} has a contract of category {category} through {institute}"
record presence(person: Person, percent: Number) "{person} is present {percent} % of the time"
record recalled(person: Person) "{person} has been recalled"

rule effective(agreement: Agreement) "{agreement} is in force and not suspended"
  when in_force(agreement)
  unless suspended(agreement)

rule covered(institute: Institute) "{institute} is covered" source "Convention, Art. 3; agreements, Art. 2"
  when governed_by(institute, party), status(party, "member state")
  or   governed_by(institute, party), party(agreement, party), effective(agreement)

entitlement site_access(person: Person) "{person} may enter the site" source "access rules, 1"
  when contract(person, _, _), affiliated(person, institute), covered(institute)
  unless recalled(person)

entitlement computing_account(person: Person) "{person} may use the account" source "account rules, 3"
  when site_access(person) within the last account_grace

entitlement residence_cards(person: Person) "{person} may hold the residence cards" source "card rules, 2"
  when site_access(person), presence(person, percent), percent >= 50

world two "two institutes"
  contract(@anna, @here, "USER") from 2020-01-01
  affiliated(@anna, @here) from 2020-01-01
  governed_by(@here, @S) from 2000-01-01
  party(@A, @S) from 2000-01-01
  in_force(@A) from 2000-01-01 before 2024-06-28

example "the day after" in two on 2024-06-28: not site_access(@anna), computing_account(@anna)
example "the last day" in two on 2024-06-27: site_access(@anna)
example "somebody of the registry" on 2024-06-27: site_access(@p01)
\`\`\`
`;

const always = { on: SINCE_EVER, recorded: SINCE_EVER, by: "", instrument: "" } as const;
const office = { by: "users office", instrument: "form" } as const;

function people(): Act[] {
  const names = ["Abad", "Belo", "Cato", "Dima", "Edor", "Fano", "Goli", "Hava", "Ikas", "Jomo"];
  return names.flatMap((familyName, at): Act[] => {
    const person = `p${String(at + 1).padStart(2, "0")}`;
    const institute = at < 7 ? "INP" : "UNI";
    const from = day("2021-03-01");
    const header = { on: from, recorded: from, ...office };
    return [
      { ...header, id: `${person}:person`, act: "person", person, familyName, givenName: "Ada" },
      {
        ...header,
        id: `${person}:affiliation`,
        act: "affiliation",
        person,
        institute,
        connection: "affiliated with",
      },
      {
        ...header,
        id: `${person}:contract`,
        act: "contract",
        person,
        institute,
        category: "USER",
        presence: at % 2 === 0 ? 100 : 30,
        lastDay: day("2026-02-28"),
      },
    ];
  });
}

/** Every act of the small world, in the order of its files. */
export function smallActs(): Act[] {
  return [
    { ...always, id: "party:CERN", act: "party", party: "CERN", title: "CERN", kind: "Organisation" },
    { ...always, id: "party:BY", act: "party", party: "BY", title: "Belarus", kind: "State" },
    { ...always, id: "party:CH", act: "party", party: "CH", title: "Switzerland", kind: "State" },
    { ...always, id: "CH:member", act: "status", party: "CH", status: "member state" },
    {
      ...always,
      id: "INP",
      act: "institute",
      institute: "INP",
      title: "Institute for Nuclear Problems",
      kind: "laboratory",
      seat: "BY",
      governedBy: "BY",
    },
    {
      ...always,
      id: "UNI",
      act: "institute",
      institute: "UNI",
      title: "University of Somewhere",
      kind: "university",
      seat: "CH",
      governedBy: "CH",
    },
    { ...always, id: "X", act: "experiment", experiment: "X", title: "Experiment X" },
    { ...always, id: "Council", act: "body", body: "Council", title: "The Council" },
    ...["2023-09-29", "2023-12-15", "2024-03-22"].map(
      (on, at): Act => ({
        ...always,
        on: day(on),
        id: `session:${213 + at}`,
        act: "session",
        session: String(213 + at),
        body: "Council",
        sort: "ordinary",
      }),
    ),
    {
      ...always,
      on: day("2019-06-28"),
      recorded: day("2019-06-28"),
      by: "legal service",
      instrument: "ICA-BY-0001",
      id: "ICA-BY",
      act: "signature",
      agreement: "ICA-BY",
      title: "Cooperation agreement with Belarus",
      kind: "ICA",
      parties: ["BY"],
      experiments: [],
      firstDay: day("2019-06-28"),
      term: duration({ years: 5 }),
      renewal: "tacit",
      noticePeriod: duration({ months: 6 }),
      decidedBy: "Council",
    },
    {
      ...always,
      on: day("2019-09-01"),
      recorded: day("2019-09-01"),
      by: "legal service",
      instrument: "MoU-X-BY-0001",
      id: "MoU-X-BY",
      act: "signature",
      agreement: "MoU-X-BY",
      title: "Memorandum on Experiment X",
      kind: "MoU",
      parties: ["BY"],
      parent: "ICA-BY",
      experiments: ["X"],
      firstDay: day("2019-09-01"),
      renewal: "none",
    },
    ...people(),
    {
      ...always,
      on: day("2022-01-01"),
      recorded: day("2022-01-05"),
      by: "collaboration",
      instrument: "list of 2022",
      id: "p01:mark",
      act: "mark",
      person: "p01",
      mark: "mission critical",
    },
    ...(["BY", "CH"] as const).map(
      (payer, at): Act => ({
        ...always,
        id: `share:${payer}`,
        act: "share",
        payer,
        experiment: "X",
        units: at === 0 ? 45 : 955,
      }),
    ),
    {
      ...always,
      on: day("2023-11-02"),
      recorded: day("2023-11-03"),
      id: "p07:mark",
      act: "mark",
      person: "p07",
      mark: "under review",
    },
  ];
}

const DECISIONS: Readonly<Record<string, unknown>> = {
  "end.json": {
    title: "End the agreement with Belarus",
    note: "Notice goes out in time.",
    body: "Council",
    session: "214",
    date: "2023-12-15",
    acts: [{ act: "termination", agreement: "ICA-BY", lastDay: "2024-06-27" }],
  },
  "suspend.json": {
    title: "Suspend the agreement with Belarus",
    body: "Council",
    date: "2023-12-15",
    acts: [{ act: "suspension", agreement: "ICA-BY", on: "2024-03-01", lastDay: "2024-08-31" }],
  },
};

/** Writes `registry/`, `small.policy.md` and `end.json`, `suspend.json` into a folder. */
export function writeSmallWorld(folder: string, more: readonly Act[] = []): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "small.policy.md"), POLICY);
  for (const [name, decision] of Object.entries(DECISIONS))
    writeFileSync(join(folder, name), `${JSON.stringify(decision, null, 2)}\n`);
  writeRegistry(join(folder, "registry"), [...smallActs(), ...more], {
    name: "small",
    title: "A small registry",
    policy: "../small.policy.md",
    host: "CERN",
  });
}
