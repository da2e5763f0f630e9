/** A policy that is not CERN's, on a registry with declared records and without people: what the command prints. */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { build, comity, type Outcome, removeFolders, temporaryFolder } from "./command.ts";

const POLICY = `# Grants of a made-up council

\`\`\`policy
kind Grant, Agreement, Party
kind Institute, State is Party

record seat(institute: Institute, state: State)
record grant(grant: Grant, institute: Institute) "{institute} holds {grant}"
record grant_suspended(grant: Grant) "payments for {grant} are suspended"
record measure(state: State, what: Text) "the measure {what} applies to {state}"
record party(agreement: Agreement, party: Party)
record in_force(agreement: Agreement)

entitlement payment(grant: Grant, institute: Institute) "{grant} is paid to {institute}"
  when grant(grant, institute) unless grant_suspended(grant)

entitlement applies(institute: Institute) "{institute} may apply for new grants"
  when seat(institute, state) unless measure(state, "no new grants")

entitlement allied(party: Party, other: Party) "{party} is allied with {other}"
  when party(agreement, party), party(agreement, other), in_force(agreement), party != other
\`\`\`
`;

const field = (name: string, type = "string"): object => ({ name, type });
const declared = (record: string, name: string, ...own: readonly object[]): object => ({
  name,
  path: `${name}.csv`,
  comity: { record },
  schema: { fields: [field("id"), ...own, field("first_day", "date"), field("recorded", "date")] },
});

const FILES: Readonly<Record<string, string>> = {
  "parties.csv": "id,party,title,kind\na1,HA,State H,State\na2,AU,State A,State\n",
  "institutes.csv":
    "id,institute,title,kind,seat,governed_by\ni1,U1,University One,university,HA,HA\ni2,U2,University Two,university,HA,HA\ni3,U3,University Three,university,AU,AU\n",
  "agreements.csv":
    "id,agreement,title,kind,parties,on,first_day,term,renewal,notice_period,recorded\ng1,HA-AU,Treaty of the two states,treaty,HA;AU,2019-06-28,2019-06-28,5 years,tacit,6 months,2019-06-28\n",
  "grants.csv":
    "id,grant,institute,first_day,recorded\nr1,g-100,U1,2021-01-01,2021-01-01\nr2,g-101,U2,2021-01-01,2021-01-01\nr3,g-102,U3,2021-01-01,2021-01-01\n",
  "ends.csv":
    "id,ends,on,last_day,recorded,instrument\ne1,r2,2022-12-01,2022-12-31,2022-12-01,letter of December\n",
};

const DESCRIPTOR = {
  name: "council",
  title: "A made-up council",
  comity: { format: 1, policy: "../council.policy.md" },
  resources: [
    ...["parties", "institutes", "agreements", "ends"].map((name) => ({ name, path: `${name}.csv` })),
    declared("grant", "grants", field("grant"), field("institute")),
  ],
};

const decision = (title: string, ...acts: readonly object[]): string =>
  JSON.stringify({ title, date: "2023-05-01", acts });

let folder = "";
beforeAll(() => {
  build();
  folder = temporaryFolder();
  mkdirSync(join(folder, "registry"));
  for (const [file, text] of Object.entries(FILES)) writeFileSync(join(folder, "registry", file), text);
  writeFileSync(join(folder, "registry", "datapackage.json"), JSON.stringify(DESCRIPTOR));
  writeFileSync(join(folder, "council.policy.md"), POLICY);
  const suspended = { act: "statement", record: "grant_suspended", values: ["g-100"], lastDay: "2023-12-31" };
  const measure = { act: "statement", record: "measure", values: ["HA", "no new grants"] };
  const end = { act: "end", ends: "r3", lastDay: "2023-08-31" };
  const treaty = { act: "termination", agreement: "HA-AU", lastDay: "2024-06-27" };
  writeFileSync(join(folder, "all.json"), decision("Suspend, measure, end", suspended, measure, end, treaty));
  writeFileSync(join(folder, "one.json"), decision("Suspend one grant", suspended));
});
afterAll(removeFolders);

const run = (line: string): Promise<Outcome> => comity(folder, line.split(" "));

/** Each question with its exit code; what it prints stands in `golden/`, word for word. */
it.each<[string, string, number]>([
  ["council-impact", "impact registry all.json", 0],
  ["council-end", "impact registry --end HA-AU", 0],
  ["council-compare", "compare registry all.json one.json", 0],
  ["council-explain", "explain registry payment g-101 U2 --on 2022-12-31", 0],
  ["council-draft", "explain registry payment g-100 U1 --on 2023-06-01 --decision one.json", 1],
  ["council-when", "when registry payment --decision all.json", 0],
  ["council-check", "registry check registry", 0],
])("%s", async (name, line, code) => {
  const outcome = await run(line);
  expect(outcome.err).toBe("");
  await expect(outcome.out).toMatchFileSnapshot(`golden/${name}.txt`);
  expect(outcome.code).toBe(code);
});

it("refuses a policy that declares a record otherwise than the file gives it, and lists it when checking", async () => {
  const text = readFileSync(join(folder, "council.policy.md"), "utf8");
  const other = text
    .replace("record grant(grant: Grant, institute: Institute)", "record grant(grant: Grant, lab: Institute)")
    .replace("{institute} holds", "{lab} holds");
  writeFileSync(join(folder, "other.policy.md"), other);
  const said =
    "other.policy.md:8:8: `grant(grant: Grant, lab: Institute)` does not fit `grants.csv`, which gives `grant(grant: string, institute: string)`: column 2 is `lab` in the policy and `institute` in the file";
  const refused = await run("when registry payment --policy other.policy.md");
  expect(refused.err).toContain(said);
  expect([refused.code, refused.out]).toEqual([2, ""]);
  writeFileSync(
    join(folder, "registry", "datapackage.json"),
    JSON.stringify({ ...DESCRIPTOR, comity: { format: 1, policy: "../other.policy.md" } }),
  );
  const checked = await run("registry check registry");
  expect(checked.err).toContain(`error: ${said}`);
  expect(checked.code).toBe(2);
  writeFileSync(join(folder, "registry", "datapackage.json"), JSON.stringify(DESCRIPTOR));
});

it("warns of a declared record that the policy does not know", async () => {
  const text = readFileSync(join(folder, "council.policy.md"), "utf8");
  const lines = text.split("\n").filter((line) => !line.startsWith("record grant("));
  const without = lines
    .join("\n")
    .replace("when grant(grant, institute)", "when seat(institute, _), grant_suspended(grant)");
  writeFileSync(join(folder, "without.policy.md"), without);
  const { err, code } = await run("when registry applies --policy without.policy.md");
  expect(err).toBe(
    "registry/grants.csv: warning: the policy declares no record `grant`, so nothing reads this file\n",
  );
  expect(code).toBe(0);
});

it("finds a grant by the names that the rows give", async () => {
  const { err, code } = await run("when registry payment g-10");
  expect(err).toBe("error: no grant `g-10` is known\n  help: did you mean `g-100`?\n");
  expect(code).toBe(2);
});
