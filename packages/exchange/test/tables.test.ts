/** Lists brought in from tables: what is said of each row, and which acts come of it. */
import { describe, expect, it } from "vitest";
import { type Plan, readDecisions, readMapping, writeDecisions } from "../src/index.ts";
import { BASE, brought, planOf, rowsOf } from "./brought-in.ts";

const ids = (plan: Plan): string[] => plan.acts.map(({ id, act }) => `${act} ${id.split(":")[1]}`);

describe("a list of people", () => {
  it("knows people by their ORCID iD or identifier, and says nothing of those who are on record", async () => {
    const plan = await planOf({
      "people.csv":
        "person,family_name,given_name,orcid,institute,first_day\n,Example,Anna,0000-0002-1825-0097,INP,2021-03-01\np2,Sample,Boris,,J,\n",
    });
    expect(rowsOf(plan)).toEqual([]);
    expect(plan.counts.people.unchanged).toBe(2);
    expect(plan.counts.affiliations.unchanged).toBe(2);
    expect(plan.isWhole).toBe(true);
    expect(plan.acts).toEqual([]);
  });

  it("makes acts of what is new, under identifiers that follow from nobody's name", async () => {
    const plan = await planOf({
      "people.csv":
        "Last name;First name;ORCID iD;Affiliation;Since\nModel;Clara;0000-0002-1694-233x;INP;2024-01-01\n",
    });
    expect(rowsOf(plan)).toEqual([
      "new: people.csv, row 2 (people p00003)",
      "new: people.csv, row 2 (affiliations p00003)",
    ]);
    expect(ids(plan)).toEqual(["person 1.2", "affiliation 1.2.t1"]);
    expect(plan.acts[0]).toMatchObject({
      act: "person",
      id: `${plan.set}:1.2`,
      familyName: "Model",
      orcid: "0000-0002-1694-233X",
      by: "users office",
      instrument: "staff list",
    });
  });

  it("changes what a row says otherwise, and nothing that it leaves empty", async () => {
    const plan = await planOf({ "people.csv": "person,family_name,given_name,orcid\np1,Example-Model,,\n" });
    expect(rowsOf(plan)).toEqual([
      "changed: people.csv, row 2 (people p1); family_name Example -> Example-Model",
    ]);
    expect(plan.acts).toMatchObject([
      { act: "person", person: "p1", corrects: "a6", givenName: "Anna", orcid: "0000-0002-1825-0097" },
    ]);
  });

  it("asks whether somebody of the same name at the same institute is meant, and never guesses", async () => {
    const files = { "people.csv": "family_name,given_name,institute,first_day\nSample,B.,J,2020-01-01\n" };
    const plan = await planOf(files);
    expect(rowsOf(plan)).toEqual([
      "doubtful: people.csv, row 2 (people); is `B. Sample` of J somebody who is there already?",
      "doubtful: people.csv, row 2 (affiliations); is `B. Sample` of J somebody who is there already?",
    ]);
    expect(plan.isWhole).toBe(false);
    expect(plan.acts).toEqual([]);
    const answered = (answer: string) =>
      readDecisions(
        writeDecisions(plan.questions).replace('"answer": ""', `"answer": "${answer}"`),
        "answers.json",
      );
    const same = await planOf(files, { decisions: answered("p2") });
    expect(rowsOf(same)).toEqual([
      "changed: people.csv, row 2 (people p2); given_name Boris -> B.",
      "unchanged: people.csv, row 2 (affiliations p2)",
    ]);
    const other = await planOf(files, { decisions: answered("new") });
    expect(rowsOf(other)).toEqual([
      "new: people.csv, row 2 (people p00003)",
      "new: people.csv, row 2 (affiliations p00003)",
    ]);
    const none = await planOf(files, { decisions: answered("skip") });
    expect(none.counts.people["left out"]).toBe(1);
    const wrong = await planOf(files, { decisions: answered("p3") });
    expect(rowsOf(wrong)[0]).toContain(
      "`p3` is no answer to: is `B. Sample` of J somebody who is there already?",
    );
  });

  it("takes the same name at another institute for somebody else", async () => {
    const plan = await planOf({
      "people.csv": "family_name,given_name,institute,first_day\nSample,Boris,INP,2020-01-01\n",
    });
    expect(rowsOf(plan)[0]).toBe("new: people.csv, row 2 (people p00003)");
  });

  it.each([
    ["p1,Other,Zoe,", "`p1` has quite another name in the registry: is it the same person?"],
    [
      "p1,Example,Anna,0000-0002-1694-233X",
      "`p1` has another ORCID iD in the registry: is it the same person?",
    ],
    [
      ",Other,Zoe,0000-0002-1825-0097",
      "whoever has this ORCID iD has quite another name in the registry: is it the same person?",
    ],
    ["p2,Sample,Boris,0000-0002-1825-0097", "`p2` by its identifier, another by the ORCID iD: who is it?"],
  ])("asks about %s", async (row, asks) => {
    const plan = await planOf({ "people.csv": `person,family_name,given_name,orcid\n${row}\n` });
    expect(plan.questions.map((question) => question.asks)).toEqual([asks]);
  });

  it("refuses two rows that say otherwise of one person, and puts together two that add to each other", async () => {
    const columns = "person,family_name,given_name,orcid";
    const plan = await planOf({ "people.csv": `${columns}\np1,Exemple,,\np1,Exampel,,\n` });
    expect(rowsOf(plan)).toEqual([
      "refused: people.csv, row 2 (people p1); family_name Example -> Exemple; column `family_name`: people.csv, row 3 says otherwise of the same one\n  help: one of the two is wrong; leave it out or make them agree",
      "refused: people.csv, row 3 (people); column `family_name`: people.csv, row 2 says otherwise of the same one\n  help: one of the two is wrong; leave it out or make them agree",
    ]);
    const both = await planOf({ "people.csv": `${columns}\np2,Sampel,,\np2,,,0000-0002-1694-233X\n` });
    expect(both.isWhole).toBe(true);
    expect(both.acts).toMatchObject([
      { familyName: "Sampel", givenName: "Boris", orcid: "0000-0002-1694-233X" },
    ]);
  });
});

describe("the same import twice", () => {
  it("changes nothing the second time, not even of people whom nothing identifies", async () => {
    const files = {
      "parties.csv": "party,title,kind\nUA,Ukraine,State\n",
      "institutes.csv": "institute,title,kind,seat,governed_by\nK,Kharkiv Institute,university,UA,UA\n",
      "people.csv":
        "family_name,given_name,institute,first_day,last_day\nModel,Clara,K,2020-01-01,\nModel,Dan,K,2020-01-01,2023-12-31\n",
      "agreements.csv":
        "agreement,title,kind,parties,on,first_day,term,renewal,notice_period\nICA-UA,Agreement,ICA,UA,2020-01-01,2020-01-01,5 years,tacit,6 months\n",
    };
    const first = await planOf(files);
    expect(rowsOf(first).filter((row) => !row.startsWith("new"))).toEqual([]);
    expect(first.acts).toHaveLength(7);
    const second = await planOf(files, { base: [...BASE, ...first.acts] });
    expect(second.isWhole).toBe(true);
    expect(second.acts).toEqual([]);
    expect(second.set).toBe(`${first.set}-2`);
  });
});

describe("affiliations", () => {
  const rows = (line: string) => ({
    "affiliations.csv": `person,institute,connection,first_day,last_day\n${line}\n`,
  });

  it("ends one that went on, corrects one whose first day was wrong", async () => {
    const ended = await planOf(rows("p1,INP,affiliated with,,2024-03-31"));
    expect(ended.acts).toMatchObject([{ act: "end", ends: "a8" }]);
    const moved = await planOf(rows("0000-0002-1825-0097,INP,Affiliated with,2021-02-01,"));
    expect(moved.acts).toMatchObject([{ act: "affiliation", corrects: "a8" }]);
    expect(rowsOf(moved)).toEqual([
      "changed: affiliations.csv, row 2 (affiliations p1); first_day 2021-03-01 -> 2021-02-01",
    ]);
  });

  it("asks when one that had ended comes without a first day, and corrects its end when that was wrong", async () => {
    const base = [...BASE, ...(await planOf(rows("p1,INP,affiliated with,,2024-03-31"))).acts];
    const again = await planOf(rows("p1,INP,affiliated with,,"), { base });
    expect(again.questions.map(({ asks }) => asks)).toEqual([
      "the affiliation of `p1` with `INP` ended on 2024-03-31: on which day did it begin again?",
    ]);
    const later = await planOf(rows("p1,INP,affiliated with,2021-03-01,2024-04-30"), { base });
    expect(later.acts).toMatchObject([
      { act: "end", ends: "a8", corrects: expect.stringContaining(":1.2.end") },
    ]);
  });

  it("asks about another connection on the same days", async () => {
    const plan = await planOf(rows("p1,INP,visitor,2022-01-01,"));
    expect(plan.questions[0]?.asks).toBe(
      "`p1` is `affiliated with` at `INP` from 2021-03-01 to open: is `visitor` another affiliation besides?",
    );
  });

  it.each([
    ["p3,INP,affiliated with,2021-01-01,", "no person `p3` is known"],
    ["p1,INQ,affiliated with,2021-01-01,", "no institute `INQ` is known\n  help: did you mean `INP`?"],
    ["p1,044yd9t78,affiliated with,2021-01-01,", "no institute `044yd9t78` is known"],
    ["p1,https://ror.org/044yd9t78,affiliated with,,", "its check is `78` and should be `77`"],
    [
      "p1,J,affiliated with,2021-01-01,2020-12-31",
      "the last day `2020-12-31` is before the first, `2021-01-01`",
    ],
    ["p1,J,affiliated with,2021-02-29,", "`2021-02-29` is not a day"],
    ["p1,J,affiliated,2021-01-01,", "`affiliated` is none of"],
    ["p1,J,affiliated with,2021-01-01", "the row has 4 fields, the header has 5"],
    [",J,affiliated with,2021-01-01,", "`person` is empty"],
  ])("refuses %s", async (line, message) => {
    const plan = await planOf(rows(line));
    expect(plan.counts.affiliations.refused).toBe(1);
    expect(rowsOf(plan)[0]).toContain(message);
    expect(plan.acts).toEqual([]);
  });

  it("lets a clerk say which institute an unknown name means", async () => {
    const files = rows("p2,Quite another name,also at,2024-01-01,");
    const plan = await planOf(files);
    expect(plan.counts.affiliations.refused).toBe(1);
    const template = writeDecisions(plan.questions);
    expect(template).toContain("the identifier of an institute");
    const decisions = readDecisions(template.replace('"answer": ""', '"answer": "INP"'), "answers.json");
    expect((await planOf(files, { decisions })).acts).toMatchObject([{ person: "p2", institute: "INP" }]);
    const wrong = readDecisions(template.replace('"answer": ""', '"answer": "INQ"'), "answers.json");
    expect((await planOf(files, { decisions: wrong })).counts.affiliations.refused).toBe(1);
  });

  it("asks which institute a name means", async () => {
    const files = rows("p2,institute for nuclear problems,also at,2024-01-01,");
    const plan = await planOf(files);
    expect(plan.questions).toMatchObject([
      { asks: "which institute is `institute for nuclear problems`?", candidates: [{ id: "INP" }] },
    ]);
    const answers = writeDecisions(plan.questions).replace('"answer": ""', '"answer": "INP"');
    const answered = await planOf(files, { decisions: readDecisions(answers, "answers.json") });
    expect(answered.acts).toMatchObject([{ act: "affiliation", person: "p2", institute: "INP" }]);
  });
});

describe("institutes and agreements", () => {
  it("asks since when a governing party changes, for that is what people's rights hang on", async () => {
    const files = {
      "institutes.csv": "institute,title,governed_by\nINP,Institute for Nuclear Problems,JINR\n",
    };
    const plan = await planOf(files);
    expect(plan.questions).toMatchObject([
      {
        about: "change",
        said: "INP: governed_by from `BY` to `JINR`",
        takes: "day",
        words: ["correct", "skip"],
      },
    ]);
    const answered = (answer: string) =>
      planOf(files, {
        decisions: readDecisions(
          writeDecisions(plan.questions).replace('"answer": ""', `"answer": "${answer}"`),
          "x",
        ),
      });
    expect((await answered("2024-01-01")).acts[0]).not.toHaveProperty("corrects");
    expect((await answered("correct")).acts).toMatchObject([
      { corrects: "a3", governedBy: "JINR", seat: "BY" },
    ]);
    expect((await answered("2024-02-30")).counts.institutes.refused).toBe(1);
  });

  it("names the nearest party and agreement where one is unknown", async () => {
    const plan = await planOf({
      "agreements.csv":
        "agreement,title,kind,parties,parent,on,renewal\nMoU-BY,Memorandum,MoU,BY,ICA-BI,2020-01-01,none\n",
    });
    expect(rowsOf(plan)[0]).toContain("`ICA-BI`");
    expect(rowsOf(plan)[0]).toContain("did you mean `ICA-BY`?");
  });

  it("asks what it must know of a new institute", async () => {
    const plan = await planOf({ "institutes.csv": "title,ror\nNew Institute,https://ror.org/01ggx4157\n" });
    expect(plan.questions).toMatchObject([{ about: "facts", takes: ["kind", "seat", "governed_by"] }]);
    const answers = writeDecisions(plan.questions).replace(
      '"answer": ""',
      '"answer": {"kind": "laboratory", "seat": "BY", "governed_by": "JINR"}',
    );
    const answered = await planOf(
      { "institutes.csv": "title,ror\nNew Institute,https://ror.org/01ggx4157\n" },
      { decisions: readDecisions(answers, "answers.json") },
    );
    expect(answered.acts).toMatchObject([{ institute: "ror:01ggx4157", governedBy: "JINR" }]);
  });
});

describe("a mapping", () => {
  it("says what headings mean and how days are written", async () => {
    const mapping = readMapping(
      '{"liste.csv": {"table": "people", "columns": {"Nachname": "family_name", "Seit": "first_day", "Notiz": null}, "days": "DD.MM.YYYY"}}',
      "mapping.json",
    );
    const plan = await planOf(
      { "liste.csv": "Nachname;institute;Seit;Notiz\nModel;INP;1.3.2024;x\n" },
      { mapping },
    );
    expect(plan.isWhole).toBe(true);
    expect(plan.notes.map(({ code }) => code)).toEqual(["other-delimiter-read"]);
    expect(plan.acts.find(({ act }) => act === "affiliation")).toMatchObject({ on: 19783 });
  });
});

describe("a file that is half right", () => {
  it("has its right rows ready, and says that it is not whole", async () => {
    const plan = await planOf({
      "people.csv":
        "family_name,given_name,orcid,institute\nModel,Clara,,INP\nModel,Dan,0000-0002-1825-0098,INP\nModel,Eve,,INQ\n",
    });
    expect(plan.isWhole).toBe(false);
    expect(plan.counts.people).toMatchObject({ new: 1, refused: 2 });
    expect(ids(plan)).toEqual(["person 1.2", "affiliation 1.2.t1"]);
    expect((await brought(BASE, { "people.csv": "family_name\nModel\n" })).plan().isWhole).toBe(true);
  });
});
