/**
 * What holds of every import, whatever the lists say: what is recorded passes the registry's checks, a second time there is
 * nothing left to record, and taking the set back leaves what was there before.
 */

import { day } from "@comity/calendar";
import { type Act, check, fold } from "@comity/registry";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { exportTables, formatPlace, readDecisions, withdrawSet, writeDecisions } from "../src/index.ts";
import { BASE, planOf } from "./brought-in.ts";

const RUNS = Number(process.env.COMITY_RUNS ?? 150);

const from = (...values: string[]) => fc.constantFrom(...values);
const anyDay = from("", "", "2019-05-01", "2020-01-01", "2021-03-01", "2023-02-29", "2024-01-01");
const anyInstitute = from("INP", "J", "044yd9t77", "Institute for Nuclear Problems", "nowhere");
const anyPerson = from("p1", "p2", "m1", "m2", "0000-0002-1694-233X");
const lines = (header: string, rows: readonly (readonly string[])[]) =>
  `${[header, ...rows.map((row) => row.join(","))].join("\n")}\n`;

const anyPeople = fc
  .array(
    fc.tuple(
      from("", "", "p1", "p2", "m1", "m2"),
      from("Example", "Sample", "Model", "Exemple"),
      from("", "Anna", "A.", "Boris"),
      from("", "", "0000-0002-1825-0097", "0000-0002-1694-233X", "0000-0002-1825-0098"),
      fc.oneof(from("", ""), anyInstitute),
      anyDay,
      anyDay,
    ),
    { maxLength: 6 },
  )
  .map((rows) => lines("person,family_name,given_name,orcid,institute,first_day,last_day", rows));
const anyAffiliations = fc
  .array(
    fc.tuple(anyPerson, anyInstitute, from("", "affiliated with", "also at", "visitor"), anyDay, anyDay),
    { maxLength: 6 },
  )
  .map((rows) => lines("person,institute,connection,first_day,last_day", rows));
const anyInstitutes = fc
  .array(
    fc.tuple(
      from("", "INP", "K"),
      from("Institute for Nuclear Problems", "K Institute"),
      from("laboratory", ""),
      from("BY", "", "XX"),
      from("BY", "JINR", ""),
      from("", "", "044yd9t77", "01ggx4157"),
      anyDay,
    ),
    { maxLength: 3 },
  )
  .map((rows) => lines("institute,title,kind,seat,governed_by,ror,first_day", rows));

const anyFiles = fc.record({
  "people.csv": anyPeople,
  "affiliations.csv": anyAffiliations,
  "institutes.csv": anyInstitutes,
});
/** How a clerk answers: by the first candidate, by a word, with a day. */
const anyAnswers = fc.array(fc.nat(5), { minLength: 1, maxLength: 8 });

const errorsIn = (acts: readonly Act[]) =>
  check(acts)
    .filter(({ severity }) => severity === "error")
    .map(({ message }) => message);

/** The clerk's answers to a plan's questions. */
function answered(questions: Parameters<typeof writeDecisions>[0], choices: readonly number[]) {
  const template = JSON.parse(writeDecisions(questions)) as {
    decisions: { candidates: { id: string }[]; answer: unknown; "possible answers": string[] }[];
  };
  template.decisions.forEach((decision, at) => {
    const words = decision["possible answers"].filter((each) => /^(new|skip|correct)$/.test(each));
    const days = decision["possible answers"].some((each) => each.startsWith("a day")) ? ["2024-03-01"] : [];
    const all = [...decision.candidates.map(({ id }) => id), ...words, ...days, ""];
    decision.answer = all[choices[at % choices.length]! % all.length];
  });
  return readDecisions(JSON.stringify(template), "answers.json");
}

describe("every import", () => {
  it("passes the checks, changes nothing the second time, and can be taken back", async () => {
    await fc.assert(
      fc.asyncProperty(anyFiles, anyAnswers, async (files, choices) => {
        const asked = await planOf(files);
        const decisions = answered(asked.questions, choices);
        const plan = await planOf(files, { decisions });
        const after = [...BASE, ...plan.acts];
        expect(errorsIn(after)).toEqual([]);
        const again = await planOf(files, { base: after, decisions });
        // Rows that were held back may become clear by what the others brought in; all others have nothing left to say.
        const placeOf = ({ place }: { place: Parameters<typeof formatPlace>[0] }) => formatPlace(place);
        const heldBack = plan.judged.filter(({ verdict }) => verdict === "doubtful" || verdict === "refused");
        const open = new Set(heldBack.map(placeOf));
        expect(again.judged.filter((row) => row.acts.length > 0 && !open.has(placeOf(row)))).toEqual([]);
        if (plan.isWhole) expect(again.acts).toEqual([]);
        if (plan.acts.length === 0) return;
        const options = { recorded: day("2024-07-01"), by: "users office", instrument: "" };
        const { acts: withdrawals, builtUpon } = withdrawSet(after, plan.set, options);
        expect(builtUpon).toEqual([]);
        const taken = [...after, ...withdrawals];
        expect(errorsIn(taken)).toEqual([]);
        expect(exportTables(taken)).toEqual(exportTables(BASE));
        expect(fold(taken).people.size).toBe(2);
      }),
      { numRuns: RUNS },
    );
  });
});
