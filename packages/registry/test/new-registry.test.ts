/** An empty registry for a policy: it can be read, it fits the policy, and no file is missing that its records come from. */
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { eachFact, readPolicy } from "@comity/policy";
import { describe, expect, test } from "vitest";
import { fold, newRegistry, policyMisfits, RECORDS, readPackage, readRegistry } from "../src/index.ts";
import { FILES_OF } from "../src/new-registry.ts";
import { TABLES, tableOf } from "../src/tables.ts";

const root = fileURLToPath(new URL("../../../", import.meta.url));
const encoder = new TextEncoder();

function recordsOf(policy: string) {
  const { policy: read, diagnostics } = readPolicy(policy, "p.policy.md");
  expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
  return read!.records;
}

const namesOf = (code: string): string[] =>
  newRegistry(
    recordsOf(`# P\n\n\`\`\`policy\nkind Person, Boat, Agreement, Institute, State\n${code}\n\`\`\`\n`),
    {
      name: "p",
      title: "P",
    },
  ).map(({ path }) => path.replace(/\.csv$/, ""));

describe("the files", () => {
  test.each<[string, string[]]>([
    ["record afloat(boat: Boat)", ["afloat"]],
    ["record crew(person: Person, boat: Boat)", ["people", "crew"]],
    ["record in_force(agreement: Agreement)", ["parties", "agreements", "agreement_acts"]],
    ["record seat(institute: Institute, state: State)", ["parties", "institutes"]],
    ["record employed(person: Person, category: Text)", ["people", "contracts"]],
    // A file of the registry's own has that name.
    ["record people(boat: Boat)", ["people_record"]],
    // A record without columns has no rows to be kept in.
    ["record storm()", []],
  ])("%s", (code, expected) => {
    expect(namesOf(code)).toEqual(["datapackage.json", ...expected]);
  });

  test.each(readdirSync(`${root}policies`).filter((name) => name.endsWith(".policy.md")))(
    "of %s are a registry that fits it and holds nothing",
    (name) => {
      const records = recordsOf(readFileSync(`${root}policies/${name}`, "utf8"));
      const files = newRegistry(records, { name: "new", title: "New", policy: `../${name}` });
      const { registry, problems } = readPackage(
        new Map(files.map(({ path, text }) => [path, encoder.encode(text)])),
      );
      expect(problems).toEqual([]);
      expect(registry!.acts).toEqual([]);
      expect(policyMisfits(records, registry!.meta.records)).toEqual([]);
    },
  );
});

describe("where records come from", () => {
  test("is said of each, in files that there are", () => {
    expect(Object.keys(FILES_OF).sort()).toEqual(RECORDS.map(({ name }) => name).sort());
    const names = TABLES.map(({ name }) => name);
    expect(
      Object.values(FILES_OF)
        .flat()
        .filter((name) => !names.includes(name)),
    ).toEqual([]);
  });

  test("is true: without these files there are no facts of it", () => {
    // A part of its people is enough: every record has facts about some of them.
    const acts = readRegistry(`${root}scenarios/cern-2024`).acts.filter(
      (act) => !("person" in act) || /^p\d\d\d[05]0$/.test(act.person ?? ""),
    );
    const recordsOfActs = (some: typeof acts): Set<string> =>
      new Set([...eachFact(fold(some).facts)].map(({ record }) => record));
    const all = recordsOfActs(acts);
    const left = [...all].filter((record) => {
      const files = FILES_OF[record]!;
      return recordsOfActs(acts.filter(({ act }) => !files.includes(tableOf(act).name))).has(record);
    });
    expect(all.size).toBeGreaterThan(20);
    expect(left).toEqual([]);
  });
});
