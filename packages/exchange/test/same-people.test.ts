/** People who were merged, are under an alias or were erased, and lists that still have them as they were. */
import { day } from "@comity/calendar";
import type { Act } from "@comity/registry";
import { describe, expect, it } from "vitest";
import { exportTables, formatPlan, listAsCsv, planAsJson } from "../src/index.ts";
import { BASE, planOf, rowsOf } from "./brought-in.ts";

const header = { on: day("2024-01-01"), recorded: day("2024-01-01"), by: "", instrument: "" };
const MERGED: readonly Act[] = [...BASE, { act: "merge", id: "m1", ...header, person: "p2", into: "p1" }];
const ALIAS: readonly Act[] = [
  ...BASE,
  { act: "alias", id: "l1", ...header, person: "p1", alias: "Quiet Heron" },
];
const ERASURE: readonly Act[] = [
  ...BASE.map((act) =>
    act.id === "a7"
      ? ({
          act: "person",
          id: "a7",
          on: act.on,
          recorded: act.recorded,
          by: "",
          instrument: "",
          person: "p2",
          familyName: "erased",
        } as Act)
      : act,
  ),
  { act: "erasure", id: "e1", ...header, person: "p2" },
];
const COLUMNS = "person,family_name,given_name,orcid,institute,first_day";

describe("people who were merged", () => {
  it("are found under either identifier", async () => {
    const plan = await planOf(
      {
        "affiliations.csv":
          "person,institute,connection,first_day\np2,INP,affiliated with,2021-03-01\np1,J,affiliated with,2020-01-01\n",
      },
      { base: MERGED },
    );
    expect(rowsOf(plan)).toEqual([]);
    expect(plan.counts.affiliations.unchanged).toBe(2);
    const row = await planOf(
      { "people.csv": "person,family_name,given_name\np2,Simple,Boris\n" },
      { base: MERGED },
    );
    expect(rowsOf(row)).toEqual(["changed: people.csv, row 2 (people p1); family_name Sample -> Simple"]);
  });
});

describe("people under an alias", () => {
  it("are passed in silence where nothing changes", async () => {
    const plan = await planOf(
      { "people.csv": `${COLUMNS}\n,Example,Anna,0000-0002-1825-0097,INP,2021-03-01\n` },
      { base: ALIAS },
    );
    expect(plan.isWhole).toBe(true);
    expect(JSON.stringify(planAsJson(plan))).not.toMatch(/p1|Heron/);
  });

  it.each([
    ["a change", `${COLUMNS}\n,Exemple,Anna,0000-0002-1825-0097,J,2024-01-01\n`],
    ["a question", `${COLUMNS}\n,Example,A.,,INP,2021-03-01\n`],
  ])("are told to nobody who is not cleared: %s", async (_, csv) => {
    const plan = await planOf({ "people.csv": csv }, { base: ALIAS });
    expect(plan.isWhole).toBe(false);
    expect(plan.acts).toEqual([]);
    expect(plan.questions).toEqual([]);
    const told = `${JSON.stringify(planAsJson(plan))}${formatPlan(plan)}`;
    expect(told).not.toMatch(/\bp1\b|Heron/);
    expect(told).toContain("only somebody who is cleared can bring this row in");
    const cleared = await planOf({ "people.csv": csv }, { base: ALIAS, cleared: true });
    expect(rowsOf(cleared).join("\n")).not.toContain("cleared");
    expect(cleared.counts.people.changed + cleared.counts.people.doubtful).toBe(1);
  });

  it("keep their names when a list that went out under the alias comes back", async () => {
    const people = exportTables(ALIAS).find(({ name }) => name === "people")!;
    const csv = listAsCsv(people).replace("p1,Example,Anna,0000-0002-1825-0097", "p1,Quiet Heron,,");
    const plan = await planOf({ "people.csv": csv }, { base: ALIAS, cleared: true });
    expect(rowsOf(plan)).toEqual([]);
    expect(plan.acts).toEqual([]);
  });
});

describe("people who were erased", () => {
  it("do not come back", async () => {
    const plan = await planOf(
      { "people.csv": `${COLUMNS}\np2,Sample,Boris,,J,2020-01-01\n` },
      { base: ERASURE },
    );
    expect(rowsOf(plan)[0]).toContain("`p2` was erased: nothing personal of them may come back");
    expect(plan.acts).toEqual([]);
    expect((await planOf({ "people.csv": `${COLUMNS}\np2,erased,,,,\n` }, { base: ERASURE })).isWhole).toBe(
      true,
    );
  });
});
