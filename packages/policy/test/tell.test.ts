import { type Day, day, parseIntervals } from "@comity/calendar";
import { describe, expect, test } from "vitest";
import {
  checkProof,
  evaluate,
  explain,
  FactsBuilder,
  type Proof,
  readPolicy,
  remedies,
  type Tuple,
  tell,
  tellRemedy,
} from "../src/index.ts";

const TEXT = `# Accounts
\`\`\`policy
kind Person, Institute, Agreement, State
parameter grace: Duration = 30 days, from 2024-06-01 = 60 days
parameter half_time: Number = 50, from 2024-07-01 = 55
record affiliated(person: Person, institute: Institute) "{person} is affiliated with {institute}" within reach of person
record presence(person: Person, percent: Number) "{person} is present {percent} % of the time"
record party(agreement: Agreement, state: State) "{state} is a party to {agreement}"
record seat(institute: Institute, state: State) "{institute} sits in {state}"
record in_force(agreement: Agreement) "{agreement} is in force"
record recalled(person: Person) "{person} has been recalled"
record parent(agreement: Agreement, parent: Agreement)

rule under(agreement: Agreement, above: Agreement) "{agreement} comes under {above}"
  when parent(agreement, above)
  or   under(agreement, middle), parent(middle, above)

rule covered(institute: Institute) "{institute} is covered" source "ICA, Art. 2"
  when seat(institute, state), party(agreement, state), in_force(agreement)

entitlement account(person: Person) "{person} has an account" source "Rule 12"
  when (affiliated(person, institute), covered(institute)) within the last grace
  unless recalled(person)

entitlement card(person: Person) "{person} holds a card"
  when affiliated(person, institute), covered(institute), presence(person, percent), percent >= half_time
\`\`\`
`;

const { policy } = readPolicy(TEXT, "accounts.policy.md");
const builder = new FactsBuilder(policy!.records);
for (const line of `
  affiliated(p0, i0) from 2020-01-01
  presence(p0, 50) from 2020-01-01
  seat(i0, s0) always
  seat(i1, s1) always
  party(a0, s0) always
  party(a1, s1) always
  in_force(a0) 2019-12-01 to 2024-11-30
  in_force(a1) always
  recalled(p0) 2018-01-01 to 2018-12-31
  recalled(p1) from 2024-01-01
  affiliated(p1, i1) from 2020-01-01
  parent(a1, a0) 2020-01-01 to 2022-12-31
  parent(a2, a1) 2021-01-01 to 2024-12-31
  parent(a0, a2) 2022-01-01 to 2023-12-31`
  .trim()
  .split("\n")) {
  const [, record, values, days] = /^\s*(\w+)\(([^)]*)\) (.*)$/.exec(line)!;
  const tuple = values!.split(", ").map((value) => (/^\d+$/.test(value) ? Number(value) : value));
  const set = parseIntervals(days!);
  builder.add(record!, tuple, set[0]! as Day, set[1]! as Day);
}
const facts = builder.build();
const evaluation = evaluate(policy!, facts);
const NAMES: Readonly<Record<string, string>> = {
  p0: "Anna",
  p1: "Boris",
  i0: "Dubna",
  s0: "Ruritania",
  a0: "ICA-R",
};
const nameOf = (identifier: string): string => NAMES[identifier] ?? identifier;
const told = (predicate: string, tuple: Tuple, on: string): string =>
  tell(policy!, explain(evaluation, policy!, facts, predicate, tuple, day(on)), nameOf);

describe("told", () => {
  test("a yes, with the arithmetic of its window, what was not the case and what ends it", () => {
    expect(told("account", ["p0"], "2024-12-24")).toMatchInlineSnapshot(`
      "yes: Anna has an account, 2020-01-01 to 2025-01-29
        by rule \`account\`, Rule 12
          within the last 30 days: 2020-01-01 to 2024-05-31
            Anna is affiliated with Dubna: from 2020-01-01
            Dubna is covered: 2019-12-01 to 2024-11-30
              by rule \`covered\`, ICA, Art. 2
                Dubna sits in Ruritania: always
                Ruritania is a party to ICA-R: always
                ICA-R is in force: 2019-12-01 to 2024-11-30
          within the last 60 days: 2024-06-01 to 2025-01-29 (before 2024-12-01 + 60 days = 2025-01-30)
            Anna is affiliated with Dubna: from 2020-01-01
            Dubna is covered: 2019-12-01 to 2024-11-30 (shown above)
          no such fact: Anna has been recalled; the last time until 2018-12-31
        it ends on 2025-01-29:
          within the last 60 days of 2020-01-01 to 2024-11-30 (before 2024-12-01 + 60 days = 2025-01-30)
            ICA-R is in force: 2019-12-01 to 2024-11-30
      "
    `);
  });

  test("a no, with what it lacked and until when that was the case", () => {
    expect(told("card", ["p0"], "2024-12-24")).toMatchInlineSnapshot(`
      "no: Anna holds a card, not on 2024-12-24; the last time until 2024-06-30
        by rule \`card\`
          it is so: Anna is affiliated with Dubna, from 2020-01-01
          it is so: Anna is present 50 % of the time, from 2020-01-01
          not the case: Dubna is covered; the last time until 2024-11-30
            by rule \`covered\`, ICA, Art. 2
              it is so: Dubna sits in Ruritania, always
              it is so: Ruritania is a party to ICA-R, always
              no such fact: ICA-R is in force; the last time until 2024-11-30
          it is not so that 50 >= 55 (\`half_time\` since 2024-07-01)
      "
    `);
  });

  test("a parameter that changed", () => {
    expect(told("card", ["p0"], "2024-06-30")).toMatchInlineSnapshot(`
      "yes: Anna holds a card, 2020-01-01 to 2024-06-30
        by rule \`card\`
          Anna is affiliated with Dubna: from 2020-01-01
          Dubna is covered: 2019-12-01 to 2024-11-30
            by rule \`covered\`, ICA, Art. 2
              Dubna sits in Ruritania: always
              Ruritania is a party to ICA-R: always
              ICA-R is in force: 2019-12-01 to 2024-11-30
          Anna is present 50 % of the time: from 2020-01-01
          50 >= 50 (\`half_time\`)
        it ends on 2024-06-30:
          from the next day on it is no longer so that 50 >= 55 (\`half_time\` since 2024-07-01)
      "
    `);
  });

  test("an exception that is the case", () => {
    expect(told("account", ["p1"], "2024-12-24")).toMatchInlineSnapshot(`
      "no: Boris has an account, not on 2024-12-24; the last time until 2023-12-31
        by rule \`account\`, Rule 12
          an exception is the case, from 2024-01-01:
            Boris has been recalled: from 2024-01-01
      "
    `);
  });

  test("a remedy, for one person and for whomever it helps", () => {
    const [remedy] = remedies(evaluation, policy!, facts, "account", ["p0"], day("2025-02-01"));
    expect(tellRemedy(policy!, remedy!, ["p0"], "account", nameOf)).toMatchInlineSnapshot(
      `"Anna is affiliated with (a); where (a) is covered"`,
    );
    expect(tellRemedy(policy!, remedy!, null, "account", nameOf)).toMatchInlineSnapshot(
      `"the person is affiliated with (a); where (a) is covered"`,
    );
  });
});

test("the proof of a recursion goes back to facts, and never to the claim itself", () => {
  // The three agreements are each other's parents in a circle for a year.
  const explanation = explain(evaluation, policy!, facts, "under", ["a0", "a0"], day("2022-06-01"));
  if (explanation.answer !== "yes") throw new Error("expected a yes");
  expect(checkProof(policy!, facts, explanation.proof)).toBe(true);
  const claims = (proof: Proof): string[] => [proof.claim.tuple.join(" "), ...proof.proofs.flatMap(claims)];
  expect(claims(explanation.proof)).toEqual(["a0 a0", "a0 a1", "a0 a2"]);
});
