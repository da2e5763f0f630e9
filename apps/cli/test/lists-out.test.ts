/** Lists that the command writes for a spreadsheet, and that come back as they went. Everybody is made up. */
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { day, SINCE_EVER } from "@comity/calendar";
import { type Act, writeRegistry } from "@comity/registry";
import { afterAll, describe, expect, it } from "vitest";
import { main } from "../src/index.ts";
import { removeFolders, temporaryFolder } from "./command.ts";

afterAll(removeFolders);

const header = { on: SINCE_EVER, recorded: SINCE_EVER, by: "", instrument: "" };
const ACTS: readonly Act[] = [
  { act: "party", id: "a1", ...header, party: "BY", title: "Belarus", kind: "State" },
  {
    act: "institute",
    id: "a2",
    ...header,
    institute: "INP",
    title: "=cmd|' /C calc'!A0",
    kind: "laboratory",
    seat: "BY",
    governedBy: "BY",
  },
  {
    act: "person",
    id: "a3",
    ...header,
    person: "p1",
    familyName: "Example",
    givenName: "Anna",
    orcid: "0000-0002-1825-0097",
  },
  { act: "person", id: "a4", ...header, person: "p2", familyName: "Sample", givenName: "Boris" },
  {
    act: "affiliation",
    id: "a5",
    ...header,
    on: day("2021-03-01"),
    person: "p1",
    institute: "INP",
    connection: "affiliated with",
  },
  { act: "alias", id: "a6", ...header, on: day("2024-01-01"), person: "p2", alias: "Quiet Heron" },
];

/** A folder with the registry `reg`, and a way to run the command there. */
function place() {
  const folder = temporaryFolder();
  writeRegistry(join(folder, "reg"), ACTS, { name: "reg", title: "A registry" });
  const run = async (...words: string[]) => {
    let said = "";
    const write = (text: string) => {
      said += text;
      return true;
    };
    const stream = { write, isTTY: false, columns: 100 };
    const placed = words.map((word) => (/^(reg|out.*)$/.test(word) ? join(folder, word) : word));
    const surroundings = { stdout: stream, stderr: stream, env: {} };
    const code = await main(["registry", ...placed], surroundings as unknown as Parameters<typeof main>[1]);
    return { code, said: said.replaceAll(`${folder}/`, "") };
  };
  return { folder, run };
}

describe("lists for a spreadsheet", () => {
  it("go out as CSV without names, and nothing in them is a formula", async () => {
    const { folder, run } = place();
    expect(await run("export", "reg", "out", "--csv")).toEqual({
      code: 0,
      said: "parties       1 row\ninstitutes    1 row\npeople        2 rows\naffiliations  1 row\nwrote 4 lists to out\n",
    });
    const out = join(folder, "out");
    expect(readdirSync(out).sort()).toEqual([
      "affiliations.csv",
      "institutes.csv",
      "parties.csv",
      "people.csv",
    ]);
    const all = readdirSync(out)
      .map((name) => readFileSync(join(out, name), "utf8"))
      .join("");
    expect(all).not.toMatch(/Example|Anna|Sample|Heron|0000-0002/);
    expect(all).toContain("INP,'=cmd|' /C calc'!A0,");
    expect(statSync(join(out, "people.csv")).mode & 0o077).toBe(0);
    expect((await run("export", "reg", "out", "--csv")).said).toContain("`out` is not empty");
  });

  it("go out with names where one says so, and under the alias unless one is cleared", async () => {
    const { folder, run } = place();
    await run("export", "reg", "out", "--csv", "--names");
    const people = readFileSync(join(folder, "out/people.csv"), "utf8");
    expect(people).toContain("p1,Example,Anna,0000-0002-1825-0097");
    expect(people).toContain("p2,Quiet Heron,");
    expect(people).not.toContain("Sample");
    await run("export", "reg", "out2", "--csv", "--names", "--cleared");
    expect(readFileSync(join(folder, "out2/people.csv"), "utf8")).toContain("p2,Sample,Boris");
  });

  it("come back from a workbook without a change", async () => {
    const { run } = place();
    expect((await run("export", "reg", "out.xlsx", "--xlsx", "--names")).code).toBe(0);
    const back = await run("import", "reg", "out.xlsx");
    expect(back.code).toBe(0);
    expect(back.said).toContain("nothing to record: reg has it all");
    expect((await run("export", "reg", "out.xlsx", "--xlsx")).said).toContain("`out.xlsx` is there already");
  });
});
