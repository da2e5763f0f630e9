/** The proof checker comes to an end, also where a recursion gives the same rows in another order each time round. */
import { day } from "@comity/calendar";
import { expect, test } from "vitest";
import { checkProof, evaluate, explain, type Fact, readPolicy } from "../src/index.ts";
import { factsOf } from "./random.ts";

const from = day("2024-01-01");
const to = day("2025-01-01");
const always = (record: string, ...tuple: string[]): Fact => ({ record, tuple, from, to });

test("an exception that asks for all neighbours, each of whom is a neighbour the other way round", () => {
  const { policy } = readPolicy(
    `\`\`\`policy
kind Point
record point(x: Point)
record link(x: Point, y: Point)
record barred(x: Point)
rule beside(x: Point, y: Point)
  when beside(y, x)
  or   link(x, y)
rule free(x: Point)
  when point(x)
  unless beside(y, z), barred(y), barred(z)
\`\`\`
`,
    "beside.policy.md",
  );
  const given = [
    always("point", "a"),
    always("link", "a", "b"),
    always("link", "b", "c"),
    always("barred", "c"),
  ];
  const facts = factsOf(policy!, given);
  const on = day("2024-06-01");
  const explanation = explain(evaluate(policy!, facts), policy!, facts, "free", ["a"], on);
  if (explanation.answer !== "yes") throw new Error("`free` holds");
  expect(checkProof(policy!, facts, explanation.proof)).toBe(true);
  const barred = factsOf(policy!, [...given, always("barred", "b")]);
  expect(checkProof(policy!, barred, explanation.proof)).toMatch(/does not give/);
});
