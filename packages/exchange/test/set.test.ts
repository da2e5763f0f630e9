/** A set is withdrawn as one, brought back as one, and stays where other acts rest on it. */
import { day } from "@comity/calendar";
import { type Act, check, fold } from "@comity/registry";
import { describe, expect, it } from "vitest";
import { withdrawSet } from "../src/index.ts";
import { BASE, planOf } from "./brought-in.ts";

const options = { recorded: day("2024-07-01"), by: "users office", instrument: "mistake" };
const FILES = {
  "people.csv":
    "person,family_name,given_name,institute,first_day\np1,Exampel,,,\np7,Model,Clara,INP,2024-01-01\n",
  "affiliations.csv": "person,institute,connection,first_day,last_day\np2,J,affiliated with,,2024-05-31\n",
};

/** What a registry says, without who recorded it. */
function stateOf(acts: readonly Act[]) {
  const { people, institutes, facts } = fold(acts);
  const tables = [...facts.tables].map(([name, table]) => [name, JSON.stringify(table)]);
  return { people: [...people.values()].map(({ id }) => id).sort(), institutes: institutes.size, tables };
}

describe("a set", () => {
  it("is withdrawn and brought back, and then everything is as it was", async () => {
    const { set, acts: brought } = await planOf(FILES);
    const before = [...BASE];
    const after = [...before, ...brought];
    const { acts: withdrawals, builtUpon, set: second } = withdrawSet(after, set, options);
    expect(builtUpon).toEqual([]);
    expect(withdrawals.map(({ withdraws }) => withdraws)).toEqual(brought.map(({ id }) => id));
    const taken = [...after, ...withdrawals];
    expect(check(taken).filter(({ severity }) => severity === "error")).toEqual([]);
    expect(stateOf(taken).people).toEqual(stateOf(before).people);
    expect(() => withdrawSet(taken, set, options)).toThrow(`all of the set \`${set}\` is withdrawn already`);
    const back = [...taken, ...withdrawSet(taken, second, options).acts];
    expect(stateOf(back).people).toEqual(stateOf(after).people);
    expect(check(back).filter(({ severity }) => severity === "error")).toEqual([]);
    const again = withdrawSet(back, set, options);
    expect(again.set).toBe(`${second}-2`);
    expect(check([...back, ...again.acts]).filter(({ severity }) => severity === "error")).toEqual([]);
  });

  it("is brought in anew after it was withdrawn", async () => {
    const { set, acts } = await planOf(FILES);
    const after = [...BASE, ...acts];
    const taken = [...after, ...withdrawSet(after, set, options).acts];
    const again = await planOf(FILES, { base: taken });
    expect(again.acts).toHaveLength(acts.length);
    expect(again.set).toBe(`${set}-2`);
    const whole = [...taken, ...again.acts];
    expect(check(whole).filter(({ severity }) => severity === "error")).toEqual([]);
    expect((await planOf(FILES, { base: whole })).acts).toEqual([]);
  });

  it.each([
    [
      "an affiliation of somebody whom only it registers",
      { act: "affiliation", on: day("2024-06-01"), person: "p7", institute: "J", connection: "also at" },
      "person p7",
    ],
    [
      "an end of what it states",
      { act: "end", on: day("2024-06-01"), lastDay: day("2024-06-30"), ends: "1.3.t1" },
      "1.3.t1",
    ],
    [
      "a correction",
      { act: "person", on: day("2024-06-01"), person: "p7", familyName: "Model", corrects: "1.3" },
      "1.3",
    ],
  ])("stays where something rests on it: %s", async (_, later, rests) => {
    const { set, acts } = await planOf(FILES);
    const full = (id: string) => `${set}:${id}`;
    const act = { id: "later", ...options, ...later } as Record<string, unknown>;
    for (const key of ["ends", "corrects"]) if (key in act) act[key] = full(act[key] as string);
    const { builtUpon } = withdrawSet([...BASE, ...acts, act as unknown as Act], set, options);
    expect(builtUpon).toEqual([{ act, on: rests.startsWith("person") ? rests : full(rests) }]);
  });

  it("is named where it is misspelt", async () => {
    const { set, acts } = await planOf(FILES);
    expect(() => withdrawSet([...BASE, ...acts], `${set}x`, options)).toThrow(`did you mean \`${set}\`?`);
  });
});
