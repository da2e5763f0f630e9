/** `policy check` on a policy whose rules conflict: the case, in text and for machines, and how it becomes known. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { build, comity, type Outcome, removeFolders, temporaryFolder } from "./command.ts";

const FENCE = "```";
const REGIMES = `# Two regimes

${FENCE}policy
kind Person, Institute

record employed_at(person: Person, institute: Institute) "{person} is employed at {institute}"
record host_contract(person: Person) "{person} has a contract with the host"
record excluded(institute: Institute) "{institute} is excluded"

entitlement may_enter(person: Person) "{person} may enter" source "Rules of the host, Art. 4"
  when host_contract(person)

rule must_stay_away(person: Person) "{person} must stay away" source "Decision of March, Art. 2"
  when employed_at(person, institute), excluded(institute)
  or   employed_at(person, _), from 2025-01-01, before 2025-01-01

never "whoever must stay away may not enter" source "Decision of March, Art. 3"
  when must_stay_away(person), may_enter(person)
${FENCE}
`;

let folder = "";
beforeAll(() => {
  build();
  folder = temporaryFolder();
  writeFileSync(join(folder, "regimes.policy.md"), REGIMES);
});
afterAll(removeFolders);

const run = (line: string): Promise<Outcome> => comity(folder, line.split(" "));

describe("policy check on rules that conflict", () => {
  it("shows the case and why it comes to that", async () => {
    const { code, out, err } = await run("policy check regimes.policy.md");
    await expect(out).toMatchFileSnapshot("golden/policy-check-conflict.txt");
    expect(code).toBe(1);
    expect(err).toMatch(
      /^warning\[never-holds\]: alternative 2 of the rule `must_stay_away` can hold on no day\n/,
    );
  });

  it("gives the same to machines", async () => {
    const { code, out, err } = await run("policy check regimes.policy.md --json");
    expect([code, err]).toEqual([1, ""]);
    expect(JSON.parse(out)).toMatchObject({
      policy: "regimes.policy.md",
      problems: [
        { severity: "warning", code: "never-holds", line: 15 },
        { severity: "error", code: "conflict", line: 17, column: 1 },
      ],
      conflicts: [
        {
          clause: "whoever must stay away may not enter",
          on: "2024-06-15",
          values: ["person"],
          facts: [
            { record: "employed_at", values: ["person", "institute"], from: null, before: null },
            { record: "excluded", values: ["institute"], from: null, before: null },
            { record: "host_contract", values: ["person"], from: null, before: null },
          ],
        },
      ],
      known: [],
      kept: [],
    });
  });

  it("is content once the example stands in the policy, and where one does not want to know", async () => {
    expect((await run("policy check regimes.policy.md --no-search")).code).toBe(0);
    const { conflicts } = JSON.parse((await run("policy check regimes.policy.md --json")).out) as {
      readonly conflicts: readonly { readonly example: string }[];
    };
    const text = readFileSync(join(folder, "regimes.policy.md"), "utf8");
    const known = text.replace(/```\n$/, `\n${conflicts[0]!.example}${FENCE}\n`);
    writeFileSync(join(folder, "known.policy.md"), known);
    const { code, out } = await run("policy check known.policy.md");
    expect(code).toBe(0);
    expect(out).toMatch(/^good: no conflict in \d+ made-up cases? \(clauses: 1 known by an example\)$/m);
    expect((await run("policy test known.policy.md")).code).toBe(0);
    expect((await run("policy format known.policy.md --check")).code).toBe(0);
  });
});
