/** What a fact sheet tells of the clauses that a draft breaks. */
import { evaluate, readPolicy } from "@comity/policy";
import { fold } from "@comity/registry";
import { describe, expect, test } from "vitest";
import { impactOf, readDraft } from "../src/index.ts";

const { policy } = readPolicy(
  `# A made-up council
\`\`\`policy
kind Institute, State
record emergency()
record boycott(university: Institute, other: State)
never "no emergency" when emergency()
never "no boycott" when boycott(university, other)
never "nobody boycotts anybody" when boycott(_, _)
\`\`\``,
  "council.policy.md",
);

describe("the clauses that a draft breaks", () => {
  const folded = fold([]);
  const clausesOf = (...acts: readonly object[]) => {
    const text = JSON.stringify({ title: "t", date: "2022-03-03", knownOn: "2022-03-03", acts });
    const { draft } = readDraft(text, { foldOn: () => folded, records: policy!.records });
    return impactOf(folded, evaluate(policy!, folded.facts), draft).clauses;
  };

  test("name whom they concern, by the columns that they name, and nothing where they name none", () => {
    const clauses = clausesOf(
      { act: "statement", record: "emergency", values: [] },
      { act: "statement", record: "boycott", values: ["U1", "RU"] },
    );
    expect(clauses.map(({ clause, cases, examples }) => [clause, cases, examples])).toEqual([
      ["no boycott", 1, ["university U1, other RU"]],
      ["no emergency", 1, []],
      ["nobody boycotts anybody", 1, []],
    ]);
  });
});
