import { randomBytes } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { SINCE_EVER } from "@comity/calendar";
import type { Act } from "@comity/registry";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { build, comity, type Outcome, removeFolders, temporaryFolder } from "./command.ts";
import { writeSmallWorld } from "./small-world.ts";

beforeAll(build);
afterAll(removeFolders);

const always = { on: SINCE_EVER, recorded: SINCE_EVER, by: "", instrument: "" } as const;

/** A file of the registry edited as text; what is looked for must be there. */
function edited(folder: string, file: string, from: string | RegExp, to: string): void {
  const path = join(folder, "registry", file);
  const before = readFileSync(path, "utf8");
  const after = before.replace(from, to);
  expect(after).not.toBe(before);
  writeFileSync(path, after);
}

/** Appends a row by the names of its columns. */
function appended(folder: string, file: string, row: Readonly<Record<string, string>>): void {
  const path = join(folder, "registry", file);
  const text = readFileSync(path, "utf8");
  const columns = text.split(/\r?\n/)[0]!.split(",");
  expect(Object.keys(row).filter((column) => !columns.includes(column))).toEqual([]);
  writeFileSync(path, `${text}${columns.map((column) => row[column] ?? "").join(",")}\n`);
}

interface Case {
  readonly name: string;
  readonly more?: readonly Act[];
  readonly spoil: (folder: string) => void;
  /** What the message must say, its place among it. */
  readonly says: readonly (string | RegExp)[];
}

const notice = (on: string, id: string): Record<string, string> => ({
  id,
  act: "notice",
  agreement: "ICA-BY",
  on,
  recorded: on,
});
/** An act on the agreement, so that the file is there to be edited. */
const suspension: Act = {
  ...always,
  on: 18_600 as Act["on"],
  id: "suspension",
  act: "suspension",
  agreement: "ICA-BY",
  lastDay: 18_700 as Act["on"],
};

const CASES: readonly Case[] = [
  {
    name: "a day that does not exist",
    spoil: (folder) => edited(folder, "contracts.csv", "2026-02-28", "2026-02-29"),
    says: [
      "contracts.csv, row 2, column `last_day`",
      "February 2026 has 28 days",
      "did you mean `2026-02-28`?",
    ],
  },
  {
    name: "an end before its start",
    spoil: (folder) => edited(folder, "contracts.csv", "2026-02-28", "2020-02-28"),
    says: ["contracts.csv, row 2", "2020-02-28", /before/],
  },
  {
    name: "an act on an unknown agreement",
    more: [suspension],
    spoil: (folder) =>
      appended(folder, "agreement_acts.csv", { ...notice("2023-12-01", "n1"), agreement: "ICA-BYY" }),
    says: ["agreement_acts.csv, row 3, column `agreement`", "`ICA-BYY`", "did you mean `ICA-BY`?"],
  },
  {
    name: "a notice that comes too late",
    more: [suspension],
    spoil: (folder) => appended(folder, "agreement_acts.csv", notice("2023-12-28", "n1")),
    says: ["agreement_acts.csv, row 3", "came too late", "2029-06-27", "2023-12-27"],
  },
  {
    name: "two acts that contradict each other",
    more: [suspension],
    spoil: (folder) => {
      for (const [id, last] of [
        ["t1", "2024-06-27"],
        ["t2", "2024-03-31"],
      ] as const)
        appended(folder, "agreement_acts.csv", {
          ...notice("2023-12-15", id),
          act: "termination",
          last_day: last,
        });
    },
    says: ["agreement_acts.csv, row 4", "see agreement_acts.csv, row 3"],
  },
  {
    name: "a person in two places that exclude each other",
    spoil: (folder) =>
      appended(folder, "affiliations.csv", {
        id: "second",
        person: "p01",
        institute: "INP",
        connection: "on leave from",
        first_day: "2022-01-01",
        recorded: "2022-01-01",
      }),
    says: ["affiliations.csv, row 12", "see affiliations.csv, row 2"],
  },
  {
    name: "a CSV with a missing column",
    spoil: (folder) => edited(folder, "affiliations.csv", "person,institute", "institute"),
    says: ["affiliations.csv", "`person`"],
  },
  {
    name: "a wrong encoding",
    spoil: (folder) =>
      writeFileSync(
        join(folder, "registry/people.csv"),
        Buffer.from(
          readFileSync(join(folder, "registry/people.csv"), "utf8").replace("Abad", "Zoë"),
          "latin1",
        ),
      ),
    says: ["people.csv, row 2", "not UTF-8"],
  },
  {
    name: "a truncated file",
    spoil: (folder) => {
      const path = join(folder, "registry/contracts.csv");
      writeFileSync(path, readFileSync(path, "utf8").slice(0, -40));
    },
    says: ["contracts.csv, row 11"],
  },
  {
    name: "a cyclic parent",
    spoil: (folder) => {
      const path = join(folder, "registry/agreements.csv");
      const text = readFileSync(path, "utf8");
      const at = text.split(/\r?\n/)[0]!.split(",").indexOf("parent");
      const lines = text.split("\n").map((line) => {
        if (!line.startsWith("ICA-BY,")) return line;
        const cells = line.split(",");
        cells[at] = "MoU-X-BY";
        return cells.join(",");
      });
      writeFileSync(path, lines.join("\n"));
    },
    says: ["agreements.csv", "`ICA-BY`", "`MoU-X-BY`"],
  },
  {
    name: "an ORCID iD with a wrong check digit",
    spoil: (folder) => edited(folder, "people.csv", /Ada,,/, "Ada,0000-0002-1825-0098,"),
    says: ["people.csv, row 2, column `orcid`", "its check is `8` and should be `7`"],
  },
  {
    name: "a ROR id with a wrong check digit",
    spoil: (folder) => edited(folder, "institutes.csv", /laboratory,BY,BY,,/, "laboratory,BY,BY,044yd9t78,"),
    says: ["institutes.csv, row 2, column `ror`", "044yd9t78"],
  },
];

/** Every file under a folder with its bytes. */
function filesUnder(folder: string): Map<string, string> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((each) => each.isFile());
  return new Map(
    files.map(({ parentPath, name }) => {
      const path = join(parentPath, name);
      return [path, readFileSync(path, "base64")];
    }),
  );
}

function expectRefusal({ code, out, err }: Outcome, says: readonly (string | RegExp)[]): void {
  for (const words of says) expect(err).toMatch(words);
  expect(code).toBe(2);
  expect(out).toBe("");
  expect(err).not.toMatch(/^\s+at .*:\d+:\d+\)?$/m);
}

describe("a registry", () => {
  it.each(CASES)("$name", async ({ more = [], spoil, says }) => {
    const folder = temporaryFolder();
    writeSmallWorld(folder, more);
    spoil(folder);
    const before = filesUnder(folder);
    const checked = await comity(folder, ["registry", "check", "registry"]);
    for (const words of says) {
      if (typeof words === "string") expect(checked.err).toContain(words);
      else expect(checked.err).toMatch(words);
    }
    expect(checked.code).toBe(2);
    expect(checked.out).toBe("");
    expect(filesUnder(folder)).toEqual(before);
  });

  it("is refused by every command that reads it, with all problems at once", async () => {
    const folder = temporaryFolder();
    writeSmallWorld(folder);
    edited(folder, "contracts.csv", "2026-02-28", "2026-02-29");
    edited(folder, "affiliations.csv", "p02,INP", "p02,IMP");
    const lines = [
      "agreements registry",
      "deadlines registry",
      "impact registry end.json",
      "compare registry end.json suspend.json",
      "when registry site_access p01",
      "explain registry site_access p01 --on 2024-01-01",
      "remedies registry site_access p01 --on 2024-01-01",
    ];
    for (const line of lines) {
      const outcome = await comity(folder, line.split(" "));
      expectRefusal(outcome, [/contracts\.csv, row 2/, /affiliations\.csv, row 3/, /did you mean `INP`\?/]);
    }
  });

  it("is told apart from an empty folder, a file and nothing", async () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, "empty"));
    writeFileSync(join(folder, "file"), "");
    for (const command of ["agreements", "registry check"]) {
      const run = (path: string): Promise<Outcome> => comity(folder, [...command.split(" "), path]);
      expectRefusal(await run("empty"), [/the folder is empty/]);
      expectRefusal(await run("file"), [/`file` is not a folder/]);
      expectRefusal(await run("nothing"), [/`nothing` does not exist/]);
    }
    expect(readdirSync(join(folder, "empty"))).toEqual([]);
  });
});

describe("a decision's file", () => {
  const BAD: readonly (readonly [name: string, text: string | Uint8Array, says: RegExp])[] = [
    ["names nothing", '{"title": "Nothing", "date": "2023-12-15", "acts": []}', /names nothing/],
    ["is empty", "", /empty/],
    ["is cut short", '{"title": "Nothing", "acts": [', /line 1/],
    ["is not UTF-8", Uint8Array.of(0xff, 0xfe, 0x00), /not UTF-8|line 1/],
    [
      "names an unknown agreement and a day that does not exist",
      '{"title": "t", "date": "2023-12-15", "acts": [{"act": "termination", "agreement": "ICA-BU", "lastDay": "2024-02-30"}]}',
      /acts\[0\]\.lastDay[\s\S]*2024 has 29 days/,
    ],
    [
      "ends an agreement that is not there",
      '{"title": "t", "date": "2023-12-15", "acts": [{"act": "termination", "agreement": "ICA-BU", "lastDay": "2024-02-28"}]}',
      /acts\[0\]\.agreement[\s\S]*did you mean `ICA-BY`\?/,
    ],
    ["has an unknown field", '{"titel": "t", "date": "2023-12-15", "acts": []}', /`titel`[\s\S]*`title`/],
  ];

  it.each(BAD)("%s", async (_, text, says) => {
    const folder = temporaryFolder();
    writeSmallWorld(folder);
    writeFileSync(join(folder, "draft.json"), text);
    for (const words of [
      ["impact", "registry", "draft.json"],
      ["explain", "registry", "site_access", "p01", "--on", "2024-07-01", "--decision", "draft.json"],
    ])
      expectRefusal(await comity(folder, words), [/draft\.json|names nothing/, says]);
  });

  it("is not there, or is a folder", async () => {
    const folder = temporaryFolder();
    writeSmallWorld(folder);
    expectRefusal(await comity(folder, ["impact", "registry", "nowhere.json"]), [
      /`nowhere\.json` does not exist/,
    ]);
    expectRefusal(await comity(folder, ["impact", "registry", "registry"]), [/`registry` is a folder/]);
  });
});

describe("a policy", () => {
  it("is refused with its place", async () => {
    const folder = temporaryFolder();
    writeSmallWorld(folder);
    const text = readFileSync(join(folder, "small.policy.md"), "utf8");
    writeFileSync(
      join(folder, "slip.policy.md"),
      text.replace("covered(institute)\n  unless", "coverd(institute)\n  unless"),
    );
    const says = [/slip\.policy\.md:\d+:\d+/, /`coverd`/, /did you mean `covered`\?/];
    expectRefusal(await comity(folder, ["policy", "check", "slip.policy.md"]), says);
    expectRefusal(
      await comity(folder, ["impact", "registry", "end.json", "--policy", "slip.policy.md"]),
      says,
    );
    writeFileSync(
      join(folder, "misfit.policy.md"),
      text
        .replace(
          "record presence(person: Person, percent: Number)",
          "record presence(person: Person, percent: Number, extra: Text)",
        )
        .replace("presence(person, percent)", "presence(person, percent, _)"),
    );
    expectRefusal(await comity(folder, ["impact", "registry", "end.json", "--policy", "misfit.policy.md"]), [
      /misfit\.policy\.md:\d+:\d+: every registry gives `presence\(person: Person, percent: Number\)`/,
    ]);
    // Said before there is a registry: by then much would hang on the word.
    const checked = await comity(folder, ["policy", "check", "misfit.policy.md"]);
    expect(checked.code).toBe(2);
    expect(checked.err).toMatch(/error\[own-record\]: every registry gives `presence/);
    expectRefusal(await comity(folder, ["impact", "registry", "end.json", "--policy", "none.md"]), [
      /`none\.md` does not exist/,
    ]);
  });
});

describe("an import", () => {
  it("writes nothing unless all can be written", async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, "list.json"), "[{]");
    const run = (words: string): Promise<Outcome> =>
      comity(folder, ["import", "cern-opendata", ...words.split(" ")]);
    expectRefusal(await run("list.json --pseudonyms --out new"), [/list\.json:1:\d+/]);
    expectRefusal(await run("list.json --out new"), [/--pseudonyms/]);
    expectRefusal(await run("list.json --pseudonyms"), [/`--out DIR` is missing/]);
    expectRefusal(await run("none.json --pseudonyms --out new"), [/`none\.json` does not exist/]);
    expect(readdirSync(folder)).toEqual(["list.json"]);
  });
});

describe("an author list", () => {
  it("becomes a registry that one can ask", async () => {
    const folder = temporaryFolder();
    const authors = ["Anna", "Boris", "Carla", "Dora", "Emil"].map((name, at) => ({
      name: `Exempel, ${name}`,
      affiliation: at < 3 ? "Minsk, High Energy Phys. Ctr." : "Dubna, JINR",
      inspireid: `INSPIRE-0000000${at}`,
    }));
    const list = { title: "A list", experiment: ["CMS"], date_created: ["2010"], authors };
    writeFileSync(join(folder, "list.json"), JSON.stringify([list]));
    const imported = await comity(folder, [
      "import",
      "cern-opendata",
      "list.json",
      "--pseudonyms",
      "--out",
      "new",
    ]);
    expect(imported).toMatchObject({ code: 0, err: "" });
    expect(imported.out).toContain("5 people");
    for (const file of readdirSync(join(folder, "new")))
      expect(readFileSync(join(folder, "new", file), "utf8")).not.toMatch(/Exempel|INSPIRE-0/);
    const { code, out } = await comity(folder, ["impact", "new", "--end", "ICA-BY", "--json"]);
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ people: 3, institutes: 1 });
  });
});

describe("random bytes", () => {
  it("crash no reader", async () => {
    for (let round = 0; round < 2; round++) {
      const folder = temporaryFolder();
      writeSmallWorld(folder);
      const bytes = randomBytes(2000);
      const seed = `bytes ${bytes.toString("base64")}`;
      for (const file of ["draft.json", "random.policy.md", "registry/people.csv", "list.json"])
        writeFileSync(join(folder, file), bytes);
      for (const line of [
        "registry check registry",
        "policy check random.policy.md",
        "import cern-opendata list.json --pseudonyms --out new",
      ]) {
        const { code, err } = await comity(folder, line.split(" "));
        expect(code, `${line}: ${seed}`).toBe(2);
        expect(err, seed).not.toMatch(/inside Comity|^\s+at .*:\d+:\d+\)?$/m);
      }
    }
  });
});
