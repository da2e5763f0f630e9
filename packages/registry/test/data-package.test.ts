import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { day } from "@comity/calendar";
import fc from "fast-check";
import Papa from "papaparse";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import {
  type Act,
  check,
  examineRegistry,
  inFileOrder,
  looksLikeFormula,
  RegistryError,
  type RegistryMeta,
  readPackage,
  readRegistry,
  writePackage,
  writeRegistry,
} from "../src/index.ts";
import { act, cooperation } from "./acts-for-tests.ts";
import { anyActs } from "./random-registry.ts";

const meta: RegistryMeta = {
  name: "tests",
  title: "A registry for tests",
  description: "Everybody in it is made up.",
  licence: "CC0-1.0",
  sources: [{ title: "nowhere" }, { title: "somewhere", path: "https://example.org" }],
  policy: "../policies/cern.policy.md",
  host: "CERN",
};

const names: readonly Act[] = [
  ...["BY", "RU", "CH"].map((party) =>
    act("party", { id: `party ${party}`, party, title: party, kind: "State" }),
  ),
  act("party", { id: "party JINR", party: "JINR", title: "JINR", kind: "Organisation" }),
  ...["I1", "I2", "I3"].map((institute) =>
    act("institute", {
      id: `institute ${institute}`,
      institute,
      title: institute,
      kind: "university",
      seat: "RU",
      governedBy: "RU",
    }),
  ),
  ...["E1", "E2"].map((experiment) =>
    act("experiment", { id: `experiment ${experiment}`, experiment, title: experiment }),
  ),
  ...["p1", "p2", "p3", "p4"].map((person) =>
    act("person", { id: `person ${person}`, person, familyName: person }),
  ),
  act("body", { id: "body", body: "Council", title: "Council" }),
];

/** Random acts without those that contradict the rest. */
function sensible(acts: readonly Act[]): Act[] {
  let kept = [...names, ...acts];
  for (;;) {
    const wrong = new Set(
      check(kept)
        .filter(({ severity }) => severity === "error")
        .map(({ index }) => index),
    );
    if (wrong.size === 0) return kept;
    kept = kept.filter((_, index) => !wrong.has(index));
  }
}

describe("what is written is read again", () => {
  test("any acts that make sense together", () => {
    let most = 0;
    fc.assert(
      fc.property(anyActs(60, { identity: 1 }), (random) => {
        const acts = sensible(random);
        most = Math.max(most, acts.length);
        const { registry, problems } = readPackage(writePackage(acts, meta));
        expect(problems.filter(({ severity }) => severity === "error")).toEqual([]);
        expect(registry!.acts).toEqual(inFileOrder(acts));
        // Statements bring records along that nothing had declared.
        const { records: _, ...rest } = registry!.meta;
        expect(rest).toEqual(meta);
      }),
      { numRuns: 300 },
    );
    expect(most).toBeGreaterThan(names.length + 10);
  });

  test("with another delimiter, a byte order mark, other line ends and columns in another order", () => {
    const files = new Map(
      writePackage([act("party", { id: "a", party: "BY", title: "Belarus; Minsk", kind: "State" })], meta),
    );
    const descriptor = new TextDecoder().decode(files.get("datapackage.json"));
    files.set(
      "datapackage.json",
      new TextEncoder().encode(
        descriptor.replace('"format": "csv"', '"dialect": {"delimiter": ";"}, "format": "csv"'),
      ),
    );
    files.set(
      "parties.csv",
      new TextEncoder().encode('\ufeffparty;id;kind;title\r\nBY;a;State;"Belarus; Minsk"\r\n;;;\r\n'),
    );
    const { registry, problems } = readPackage(files);
    expect(problems).toEqual([]);
    expect(registry!.acts).toMatchObject([{ id: "a", party: "BY", title: "Belarus; Minsk" }]);
  });

  test("the schema that is written is a Table Schema", () => {
    const files = writePackage([...names, cooperation("ICA-BY", "2019-06-28")], meta);
    const descriptor = JSON.parse(new TextDecoder().decode(files.get("datapackage.json")));
    expect(descriptor.profile).toBe("tabular-data-package");
    expect(descriptor.resources.map(({ path }: { path: string }) => path)).toEqual([
      "parties.csv",
      "institutes.csv",
      "experiments.csv",
      "bodies.csv",
      "agreements.csv",
      "people.csv",
    ]);
    const { fields, primaryKey } = descriptor.resources[4].schema;
    expect(primaryKey).toBe("id");
    expect(fields.find(({ name }: { name: string }) => name === "first_day").type).toBe("date");
    expect(fields.find(({ name }: { name: string }) => name === "renewal").constraints).toEqual({
      required: true,
      enum: ["tacit", "none"],
    });
  });
});

describe("on disk", () => {
  let folder = "";
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "registry-"));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));
  const thrown = (run: () => unknown): RegistryError => {
    try {
      run();
    } catch (error) {
      if (error instanceof RegistryError) return error;
      throw error;
    }
    throw new Error("nothing was thrown");
  };

  test("a registry is written, read, and replaced as a whole", () => {
    const target = join(folder, "deep", "registry");
    writeRegistry(target, names, meta);
    expect(readRegistry(target)).toEqual({ acts: inFileOrder(names), meta, warnings: [] });
    writeRegistry(
      target,
      names.filter(({ act }) => act === "party"),
      { ...meta, title: "Again" },
    );
    expect(readdirSync(target).sort()).toEqual(["datapackage.json", "parties.csv"]);
    expect(readRegistry(target).meta.title).toBe("Again");
    expect(readdirSync(join(folder, "deep"))).toEqual(["registry"]);
  });

  test("what does not make sense is not written, and what was there stays", () => {
    const target = join(folder, "registry");
    writeRegistry(target, names, meta);
    const before = readdirSync(target).map((name) => readFileSync(join(target, name), "utf8"));
    const bad = act("affiliation", { person: "nobody", institute: "I1", connection: "also at" });
    expect(thrown(() => writeRegistry(target, [...names, bad], meta)).code).toBe("unknown-person");
    expect(readdirSync(target).map((name) => readFileSync(join(target, name), "utf8"))).toEqual(before);
    expect(readdirSync(folder)).toEqual(["registry"]);
  });

  test("a folder that holds something else is not replaced", () => {
    writeFileSync(join(folder, "thesis.tex"), "everything");
    expect(thrown(() => writeRegistry(folder, names, meta)).message).toMatch(
      "holds something else than a registry: `thesis.tex`",
    );
    expect(readdirSync(folder)).toEqual(["thesis.tex"]);
  });

  test("other files beside a registry stay when it is replaced", () => {
    writeRegistry(folder, names, meta);
    mkdirSync(join(folder, "decisions"));
    writeFileSync(join(folder, "decisions", "end.json"), "{}");
    writeFileSync(join(folder, "notes.csv"), "a,b\n");
    writeRegistry(folder, names.slice(0, 4), meta);
    expect(readdirSync(folder).sort()).toEqual(["datapackage.json", "decisions", "notes.csv", "parties.csv"]);
    expect(readFileSync(join(folder, "decisions", "end.json"), "utf8")).toBe("{}");
  });

  test("a path that cannot be written is refused", () => {
    writeFileSync(join(folder, "file"), "");
    expect(thrown(() => writeRegistry(join(folder, "file", "registry"), names, meta)).code).toBe(
      "cannot-write",
    );
  });

  test.each([
    ["nowhere", "not-a-folder", "does not exist"],
    ["file", "not-a-folder", "is not a folder"],
    [".", "empty-folder", "the folder is empty: a registry has a `datapackage.json`"],
  ])("reading %s: %s", (path, code, message) => {
    if (path === "file") writeFileSync(join(folder, path), "");
    const target = path === "." ? folder : join(folder, path);
    const { registry, problems } = examineRegistry(target);
    expect(registry).toBeUndefined();
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatchObject({ code, severity: "error" });
    expect(problems[0]!.message).toMatch(message);
    expect(thrown(() => readRegistry(target)).problems).toEqual(problems);
  });

  test("a descriptor of another name is suggested", () => {
    writeFileSync(join(folder, "data-package.json"), "{}");
    writeFileSync(join(folder, "people.csv"), "id\n");
    expect(examineRegistry(folder).problems[0]).toMatchObject({ code: "no-descriptor" });
  });

  test("acts known on a day survive the way through the disk", () => {
    const acts = [...names, cooperation("ICA-BY", "2019-06-28", { recorded: day("2019-07-01") })];
    writeRegistry(join(folder, "r"), acts, meta);
    expect(readRegistry(join(folder, "r")).acts.at(-5)).toMatchObject({
      act: "signature",
      recorded: day("2019-07-01"),
    });
  });
});

test.each(["=cmd|' /C calc'!A0", "+41 22 767", "-1", "@SUM(A1)", "\u0027=already", "\uff1d1"])(
  "what a spreadsheet would compute is text in the files, and comes back as it was: %j",
  (text) => {
    const acts = [
      ...names,
      act("person", { id: "odd", person: "p9", familyName: text }),
      act("party", { id: `${text} act`, party: text, title: text, kind: "State" }),
      act("share", { id: "share", payer: text, experiment: "E1", units: 5 }),
    ];
    const files = writePackage(acts, meta);
    for (const [name, bytes] of files) {
      if (!name.endsWith(".csv")) continue;
      const { data } = Papa.parse<string[]>(new TextDecoder().decode(bytes));
      for (const cell of data.flat()) expect(looksLikeFormula(cell), `${name}: ${cell}`).toBe(false);
    }
    const { registry } = readPackage(files);
    expect(new Set(registry?.acts)).toEqual(new Set(acts));
  },
);
