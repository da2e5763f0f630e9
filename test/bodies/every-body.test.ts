/** What all bodies in the record have in common: examples that pass, sources, pages that are linked, clean registries. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import {
  evaluate,
  formatPolicy,
  type Policy,
  printDiagnostic,
  readPolicy,
  runExamples,
} from "@comity/policy";
import { examineRegistry, formatProblem, policyMisfits } from "@comity/registry";
import { describe, expect, test } from "vitest";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const PAGES = join(ROOT, "docs/bodies");
const FEWEST_EXAMPLES = 10;

const read = (path: string): string => readFileSync(path, "utf8");
const namesIn = (folder: string, ending: string): string[] =>
  readdirSync(join(ROOT, folder))
    .filter((name) => name.endsWith(ending))
    .sort();

const policies = namesIn("policies", ".policy.md").map((name) => {
  const text = read(join(ROOT, "policies", name));
  return { name, text, ...readPolicy(text, `policies/${name}`) };
});
const pages = namesIn("docs/bodies", ".md")
  .filter((name) => name !== "README.md")
  .map((name) => ({ name, text: read(join(PAGES, name)) }));
const index = read(join(PAGES, "README.md"));

/** The paths that a page's links lead to, from the project's root. */
function linksOf(text: string, page: string): string[] {
  return [...text.matchAll(/\]\(([^)#\s]+)(?:#[^)]*)?\)/g)]
    .map(([, link]) => link!)
    .filter((link) => !/^[a-z]+:/.test(link))
    .map((link) => join(dirname(page), link));
}

/** The scenarios that a text names, in links and in commands. */
function scenariosIn(text: string): Set<string> {
  return new Set([...text.matchAll(/\bscenarios\/([a-z0-9]+(?:-[a-z0-9]+)*)/g)].map(([, name]) => name!));
}

/** Words that name a document: capitalised, and long enough to be no accident. */
const documentWords = (source: string): string[] =>
  source.match(/\b\p{Lu}[\p{L}-]{3,}|\b\d{4}\/\d+|\b\d{3,4}\/20\d\d/gu) ?? [];

/** Why a policy cannot be traced to where its rules come from; nothing where it can. */
function untraced(policy: Policy, text: string): string[] {
  const prose = text.replace(/^```policy\n[\s\S]*?^```$/gm, "");
  const roles = new Map(policy.predicates.map(({ name, role }) => [name, role]));
  const bare = policy.rules
    .filter(({ predicate, source }) => roles.get(predicate) !== "rule" && source === undefined)
    .map(({ predicate }) => `\`${predicate}\` has no source`);
  const isNamed = policy.rules.some(({ source = "" }) => {
    const words = documentWords(source);
    return words.length > 0 && words.every((word) => prose.includes(word));
  });
  const isOfPress = /\bpress (?:reports?|accounts?|releases?)\b/i.test(prose);
  return isNamed || isOfPress
    ? bare
    : [
        ...bare,
        "its prose names none of the sources, and does not say that it is a reading of press reports",
      ];
}

describe.each(policies)("policies/$name", ({ name, text, policy, diagnostics }) => {
  test("reads without a word of complaint, and is laid out", () => {
    expect(diagnostics.map((each) => printDiagnostic(each, text))).toEqual([]);
    expect(policy).toBeDefined();
    expect(formatPolicy(text), "it is laid out as the formatter does").toBe(text);
  });

  test(`has ${FEWEST_EXAMPLES} examples or more, and all of them pass`, () => {
    const results = runExamples(policy!, evaluate);
    expect(policy!.examples.length).toBeGreaterThanOrEqual(FEWEST_EXAMPLES);
    expect(new Set(results.map(({ title }) => title)).size).toBeGreaterThanOrEqual(FEWEST_EXAMPLES);
    const others = results.filter(({ outcome }) => outcome !== "pass");
    expect(others.map(({ title, on, outcome }) => ({ title, on, outcome }))).toEqual([]);
  });

  test("says where its rules come from", () => {
    expect(untraced(policy!, text)).toEqual([]);
  });

  test("is linked from the table of all bodies", () => {
    expect(linksOf(index, "docs/bodies/README.md")).toContain(join("policies", name));
  });
});

describe("the pages on bodies", () => {
  test("are linked from the table, each of them", () => {
    const linked = linksOf(index, "docs/bodies/README.md");
    expect(
      pages.map(({ name }) => join("docs/bodies", name)).filter((page) => !linked.includes(page)),
    ).toEqual([]);
    expect(pages.length).toBeGreaterThanOrEqual(12);
  });

  test("lead nowhere that does not exist", () => {
    const dead = [...pages, { name: "README.md", text: index }].flatMap(({ name, text }) =>
      linksOf(text, join("docs/bodies", name))
        .filter((path) => !existsSync(join(ROOT, path)))
        .map((path) => `${name}: ${path}`),
    );
    expect(dead).toEqual([]);
    expect(linksOf("[x](../no-such.md#there) and [y](https://ror.org)", "docs/bodies/a.md")).toEqual([
      "docs/no-such.md",
    ]);
  });

  test.each(pages)("$name names its scenario, and each that it names exists", ({ text }) => {
    const named = [...scenariosIn(text)];
    expect(named.length).toBeGreaterThan(0);
    expect(named.filter((name) => !existsSync(join(ROOT, "scenarios", name, "datapackage.json")))).toEqual(
      [],
    );
  });

  test("say that no nationality is asked wherever one could think so: no page has a column of it", () => {
    expect(pages.filter(({ text }) => /\|\s*(?:nationality|citizenship)\s*\|/i.test(text))).toEqual([]);
  });
});

describe("scenarios", () => {
  const all = readdirSync(join(ROOT, "scenarios")).sort();
  const named = new Set(pages.flatMap(({ text }) => [...scenariosIn(text)]));

  test("are named by a page, each of them", () => {
    expect(all.filter((name) => !named.has(name))).toEqual([]);
  });

  test.each(all)("%s is checked clean, and fits the policy that it names", (name) => {
    const folder = join(ROOT, "scenarios", name);
    const { registry, problems } = examineRegistry(folder);
    expect(problems.map(formatProblem)).toEqual([]);
    const { comity } = JSON.parse(read(join(folder, "datapackage.json"))) as { comity: { policy: string } };
    const path = join(folder, comity.policy);
    const { policy } = readPolicy(read(path), path);
    expect(policyMisfits(policy!.records, registry!.meta.records ?? [])).toEqual([]);
    for (const file of ["README.md", "expected.json"])
      expect(existsSync(join(folder, file)), file).toBe(true);
    expect(read(join(folder, "README.md"))).toMatch(/made[ -]up|invented/i);
  });
});

test("a policy that names no source is found out", () => {
  const code = (source: string): string =>
    `kind Person\nrecord works(person: Person)\nentitlement stays(person: Person)${source}\n  when works(person)`;
  const found = (prose: string, source: string): number => {
    const text = `# Made up\n\n${prose}\n\n\`\`\`policy\n${code(source)}\n\`\`\`\n`;
    return untraced(readPolicy(text, "made-up.policy.md").policy!, text).length;
  };
  expect(found("Whoever works stays.", "")).toBe(2);
  expect(found("Whoever works stays.", ' source "Convention of the Lakes, Art. 2"')).toBe(1);
  expect(found("By the Convention of the Lakes.", ' source "Convention of the Lakes, Art. 2"')).toBe(0);
  expect(found("A reading of press reports.", ' source "a newspaper"')).toBe(0);
});
