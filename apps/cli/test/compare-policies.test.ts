import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { build, comity, type Outcome, removeFolders, temporaryFolder } from "./command.ts";
import { writeSmallWorld } from "./small-world.ts";

/** What makes the second policy of the first: no agreement is asked for, a shorter tail, a review, a clause of its own. */
const EDITS: readonly (readonly [from: string | RegExp, to: string])[] = [
  ["# A small policy", "# A policy without agreements"],
  [", affiliated(person, institute), covered(institute)\n", ""],
  ["= 60 days", "= 30 days"],
  ["percent >= 50", "percent >= 50, reviewed(person)"],
  ["record recalled(", 'record reviewed(person: Person) "{person} has been reviewed"\nrecord recalled('],
  [
    "world two",
    `entitlement parking(person: Person) "{person} may park" when site_access(person)

never "a recalled person has a contract of association" when recalled(person), contract(person, _, _)

never "somebody is there less than half the time" when presence(person, percent), percent < 50

world two`,
  ],
  [/example "the day after"[\s\S]*@p01\)\n/, ""],
];

let folder = "";
beforeAll(() => {
  build();
  folder = temporaryFolder();
  writeSmallWorld(folder);
  const text = EDITS.reduce(
    (now, [from, to]) => {
      const next = now.replace(from, to);
      expect(next).not.toBe(now);
      return next;
    },
    readFileSync(join(folder, "small.policy.md"), "utf8"),
  );
  writeFileSync(join(folder, "second.policy.md"), text);
  writeFileSync(
    join(folder, "other.policy.md"),
    `# Another shape

\`\`\`policy
kind Person, Institute

record affiliated(person: Person, institute: Institute)

entitlement site_access(person: Person, institute: Institute) when affiliated(person, institute)
\`\`\`
`,
  );
});
afterAll(removeFolders);

const run = (line: string): Promise<Outcome> => comity(folder, line.split(" "));

const GOLDEN: readonly (readonly [name: string, line: string])[] = [
  ["compare-policies", "compare registry --with-policy second.policy.md --known-on 2023-12-15"],
  [
    "compare-policies-drafted",
    "compare registry end.json --with-policy second.policy.md --from 2024-06-01 --cleared",
  ],
  ["compare-policies-shapes", "compare registry --with-policy other.policy.md --known-on 2023-12-15"],
  ["compare-policies-same", "compare registry --with-policy small.policy.md --known-on 2023-12-15"],
];

describe("two policies", () => {
  it.each(GOLDEN)("%s", async (name, line) => {
    const { code, out, err } = await run(line);
    expect({ code, err }).toEqual({ code: 0, err: "" });
    await expect(out).toMatchFileSnapshot(`golden/${name}.txt`);
    expect(out.split("\n").filter((each) => [...each].length > 100)).toEqual([]);
  });

  it("name nobody to whoever is not cleared", async () => {
    const line = "compare registry end.json --with-policy second.policy.md --from 2024-06-01";
    expect((await run(`${line} --cleared`)).out).toMatch(/for instance p0\d on 2024-\d\d-\d\d/);
    expect((await run(line)).out).not.toMatch(/p0\d/);
  });

  it("compare the same from either side", async () => {
    const other: Record<string, string> = { a: "b", b: "a", onlyA: "onlyB", onlyB: "onlyA" };
    const exchanged = (part: unknown): unknown =>
      Array.isArray(part)
        ? part.map(exchanged)
        : typeof part !== "object" || part === null
          ? part
          : Object.fromEntries(
              Object.entries(part).map(([key, value]) => [other[key] ?? key, exchanged(value)]),
            );
    const json = async (line: string): Promise<unknown> => JSON.parse((await run(`${line} --json`)).out);
    const there = await json("compare registry end.json suspend.json --with-policy second.policy.md");
    const back = await json(
      "compare registry suspend.json end.json --policy second.policy.md --with-policy small.policy.md",
    );
    expect(exchanged(there)).toEqual(back);
    expect(there).toMatchObject({
      knownOn: "2023-12-15",
      from: "2023-12-15",
      a: { policy: "A small policy", file: "small.policy.md", decision: "End the agreement with Belarus" },
      b: { file: "second.policy.md", decision: "Suspend the agreement with Belarus" },
      people: { a: 10, b: 10, onlyA: 0, onlyB: 0, both: 10 },
      records: { only: { a: [], b: ["reviewed"] }, empty: { a: [], b: ["reviewed"] } },
    });
  });

  it("lay one draft over both sides", async () => {
    const { out } = await run(
      "compare registry --end ICA-BY --known-on 2023-12-15 --from 2024-08-27 --with-policy second.policy.md --json",
    );
    // 60 days after the agreement's end nobody of the seven is left under the first; under the second nothing has ended.
    expect(JSON.parse(out)).toMatchObject({
      from: "2024-08-27",
      a: { decision: "End Cooperation agreement with Belarus" },
      b: { decision: "End Cooperation agreement with Belarus" },
      people: { a: 3, b: 10, onlyA: 0, onlyB: 7, both: 3 },
      byInstitute: [
        { id: "INP", more: { onlyB: 7 } },
        { id: "UNI", more: { onlyB: 0 } },
      ],
    });
  });

  it.each([
    ["compare registry", "nothing to compare with", "`--with-policy FILE`"],
    ["compare registry end.json", "nothing to compare with", "`--with-policy FILE`"],
    ["compare registry end.json suspend.json --from 2024-01-01", "`--from` goes with `--with-policy`", ""],
    ["compare registry end.json suspend.json --end ICA-BY", "`--end` goes with `--with-policy`", ""],
    ["compare registry --with-policy none.md", "`none.md` does not exist", "policy"],
    ["compare registry --with-policy second.policy.md --from 2024-02-30", "`--from`: ", "2024-02-29"],
    ["compare registry end.json --end ICA-BY --with-policy second.policy.md", "exclude each other", ""],
    ["compare registry a b c --with-policy second.policy.md", "`c` is one word too many", ""],
  ])("comity %s", async (line, message, help) => {
    const { code, out, err } = await run(line);
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(err).toContain(message);
    expect(err).toContain(help);
  });
});
