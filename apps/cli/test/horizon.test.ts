import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { build, comity, type Outcome, removeFolders, temporaryFolder } from "./command.ts";
import { writeSmallWorld } from "./small-world.ts";

/** A review falls due a year after each other, without end: such a recursion is finite only within some days. */
const YEARLY = `# Yearly reviews

\`\`\`policy
kind Person, Institute

record contract(person: Person, institute: Institute, category: Text)

rule review_day(person: Person) "a review of {person} falls due"
  when begins contract(person, _, _)
  or   review_day(person) within the last 1 year to 1 year

entitlement under_review(person: Person) "{person} is under review"
  when (review_day(person) within the last 30 days), contract(person, _, _)

example "the second year" on 2022-03-31: under_review(@p01)
example "between reviews" on 2022-04-01: not under_review(@p01)
\`\`\`
`;

let folder = "";
beforeAll(() => {
  build();
  folder = temporaryFolder();
  writeSmallWorld(folder);
  writeFileSync(join(folder, "yearly.policy.md"), YEARLY);
});
afterAll(removeFolders);

const run = (line: string): Promise<Outcome> => comity(folder, line.split(" "));

describe("a recursion through a duration", () => {
  it.each([
    "when registry under_review p01 --policy yearly.policy.md",
    "explain registry under_review p01 --on 2022-03-31 --policy yearly.policy.md",
    "remedies registry under_review p01 --on 2022-03-31 --policy yearly.policy.md",
    "impact registry end.json --policy yearly.policy.md",
    "compare registry end.json suspend.json --policy yearly.policy.md",
    "policy check yearly.policy.md",
    "policy test yearly.policy.md registry",
  ])("is refused without a horizon, with the option that helps: comity %s", async (line) => {
    const { code, out, err } = await run(line);
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(err).toMatch(/yearly\.policy\.md:10:8/);
    expect(err).toContain("`--horizon 2020-01-01..2030-12-31`");
    const within = await run(`${line} --horizon 2021-01-01..2023-12-31`);
    expect(within).toMatchObject({ code: 0, err: "" });
  });

  it("is followed within it, and no further", async () => {
    const days = async (horizon: string): Promise<unknown> => {
      const line = `when registry under_review p01 --policy yearly.policy.md --json --horizon ${horizon}`;
      return (JSON.parse((await run(line)).out) as { answers: { days: unknown }[] }).answers[0]!.days;
    };
    const years = (...all: number[]) =>
      all.map((year) => ({ firstDay: `${year}-03-01`, lastDay: `${year}-03-31` }));
    expect(await days("2021-01-01..2023-12-31")).toEqual(years(2021, 2022, 2023));
    expect(await days("2021-03-01..2022-03-01")).toEqual(years(2021, 2022));
    expect(await days("2021-03-01..2022-02-28")).toEqual(years(2021));
  });

  it("says the horizon that an answer rests on, where one does", async () => {
    const words = "recursion followed 2021-01-01 to 2023-12-31";
    const line = "when registry under_review p01 --horizon 2021-01-01..2023-12-31";
    expect((await run(`${line} --policy yearly.policy.md`)).out.replaceAll("\n", " ")).toContain(words);
    const plain = await run("when registry site_access p01 --horizon 2021-01-01..2023-12-31");
    expect(plain).toEqual(await run("when registry site_access p01"));
  });
});

describe("--horizon", () => {
  it.each([
    ["2020-01-01", "`2020-01-01` is not two days", "`--horizon 2020-01-01..2030-12-31`"],
    ["2020-01-01..", "`2020-01-01..` is not two days", ""],
    ["2020-01-01..2020-02-30", "2020 has 29 days", "did you mean `2020-02-29`?"],
    ["2030-01-01..2020-01-01", "is before its first", "did you mean `2020-01-01..2030-01-01`?"],
  ])("%s", async (horizon, message, help) => {
    const { code, out, err } = await run(`when registry site_access p01 --horizon ${horizon}`);
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(err).toContain(`\`--horizon\`: `);
    expect(err).toContain(message);
    expect(err).toContain(help);
  });
});
