/** Conflicting policies, one for each construct: each is found, made as small as it can be, and reads back as an example. */
import { describe, expect, it } from "vitest";
import {
  conflictDiagnostics,
  evaluate,
  evaluateByMeaning,
  type Fact,
  FactsBuilder,
  findConflicts,
  type MadeUpCase,
  type Policy,
  printCase,
  readPolicy,
  runExamples,
  tellCase,
} from "../src/index.ts";

const FENCE = "```";

function read(code: string): Policy {
  const text = `# A made-up policy\n\n${FENCE}policy\n${code}\n${FENCE}\n`;
  const { policy, diagnostics } = readPolicy(text, "made-up.policy.md");
  expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
  return policy!;
}

/** What every policy of this page has. */
const WORDS = `
kind Person, Agreement, Party
kind Institute, State is Party
record contract(person: Person, institute: Institute)
record presence(person: Person, percent: Number)
record born(person: Person, day: Day)
record role(person: Person, role: Text)
record suspended(person: Person)
record waived(person: Person)
record succeeds(agreement: Agreement, earlier: Agreement)
record in_force(agreement: Agreement)
record party(agreement: Agreement, party: Party)
`;

/** Whether facts break the clause by the meaning of the language, and no clause over records alone. */
function isCase(policy: Policy, facts: readonly Fact[], predicate: string): boolean {
  const builder = new FactsBuilder(policy.records);
  for (const { record, tuple, from, to } of facts) builder.add(record, tuple, from, to);
  const meaning = evaluateByMeaning(policy, builder.build());
  const holds = (name: string): boolean => [...meaning.list(name)].length > 0;
  const guards = findConflicts(policy).onRecords.filter(({ name }) => name !== predicate);
  return holds(predicate) && !guards.some(({ name }) => holds(name));
}

/** Whatever the case: it breaks the clause by the meaning of the language, and no fact of it can be left out. */
function isRight(policy: Policy, code: string, found: MadeUpCase): void {
  const { predicate, facts } = found;
  expect(isCase(policy, facts, predicate)).toBe(true);
  for (const left of facts)
    expect(
      isCase(
        policy,
        facts.filter((fact) => fact !== left),
        predicate,
      ),
    ).toBe(false);
  const pasted = read(`${code}\n${printCase(policy, found)}`);
  const results = runExamples(pasted, evaluate);
  expect(results.length).toBeGreaterThan(0);
  expect(results.filter(({ outcome }) => outcome !== "pass")).toEqual([]);
  const again = findConflicts(pasted);
  expect(again.known.map(({ clause }) => clause.name)).toContain(predicate);
}

const CONFLICTS: Readonly<Record<string, string>> = {
  "a rule that permits and one that forbids": `
    rule resident(person: Person) when contract(person, institute), party(@home, institute)
    rule visitor(person: Person) when contract(person, _) 
    never "nobody is under two regimes" when resident(person), visitor(person)`,
  or: `
    entitlement access(person: Person) when contract(person, _), presence(person, 100) or waived(person)
    never "no access under suspension" when access(person), suspended(person)`,
  unless: `
    entitlement access(person: Person) when contract(person, _) unless suspended(person)
    entitlement parking(person: Person) when access(person) or suspended(person)
    never "parking without access" when parking(person) unless access(person)`,
  "within the last": `
    entitlement account(person: Person) when contract(person, _) within the last 60 days
    never "an account without a contract" when account(person) unless contract(person, _)`,
  "within the next": `
    entitlement badge(person: Person) when contract(person, _) within the next 10 days to 1 month
    never "a badge before the contract" when badge(person) unless contract(person, _)`,
  throughout: `
    entitlement card(person: Person) when contract(person, institute) throughout the last 3 months
    never "a card for one who was suspended" when card(person), suspended(person) throughout the last 1 month`,
  since: `
    entitlement goes_on(person: Person, institute: Institute)
      when contract(person, institute) since (contract(person, institute), on 2022-03-25)
    never "old work after the reform" when goes_on(person, _), from 2025-01-01`,
  until: `
    entitlement winding(person: Person) when contract(person, _) until [1 day to 6 months] suspended(person)
    never "winding down while waived" when winding(person), waived(person)`,
  begins: `
    rule starts(person: Person) when begins contract(person, _)
    never "nobody starts after the reform" when starts(person), from 2025-01-01`,
  ends: `
    rule leaves(person: Person) when ends contract(person, _)
    never "nobody leaves while present" when leaves(person), presence(person, percent), percent > 50`,
  "from the day after": `
    rule former(person: Person) when from the day after contract(person, _)
    never "former and present" when former(person), contract(person, _)`,
  numbers: `
    entitlement card(person: Person) when presence(person, percent), percent >= 50
    never "a card for few hours" when card(person), presence(person, percent), percent * 8 < 401`,
  days: `
    entitlement pension(person: Person) when born(person, day), from (day + 65 years)
    entitlement student(person: Person) when born(person, day), before (day + 66 years - 1 day)
    never "a student with a pension" when pension(person), student(person)`,
  text: `
    entitlement access(person: Person) when role(person, role), role != "guest", role > "b"
    never "access for visitors" when access(person), role(person, "visitor")`,
  "dated parameters": `
    parameter least: Number = 80, from 2025-01-01 = 40
    entitlement card(person: Person) when presence(person, percent), percent >= least
    never "a card for less than half" when card(person), presence(person, percent), percent < 50`,
  "a dated duration": `
    parameter tail: Duration = 0 days, from 2025-06-01 = 30 days
    entitlement account(person: Person) when contract(person, _) within the last tail
    never "an account of the past" when account(person) unless contract(person, _)`,
  recursion: `
    rule descends(agreement: Agreement, first: Agreement)
      when succeeds(agreement, first) or descends(agreement, middle), succeeds(middle, first)
    never "a circle of agreements" when descends(agreement, agreement)`,
  "recursion over three": `
    rule descends(agreement: Agreement, first: Agreement)
      when succeeds(agreement, first) or descends(agreement, middle), succeeds(middle, first)
    never "an agreement under the one it descends from"
      when descends(agreement, first), in_force(first), in_force(agreement) unless succeeds(agreement, first)`,
  "an exception that needs a fact": `
    rule barred(person: Person) when suspended(person) unless waived(person)
    entitlement access(person: Person) when contract(person, _) unless barred(person)
    never "access under suspension" when access(person), suspended(person)`,
  "two that differ": `
    rule host(person: Person, institute: Institute) when contract(person, institute)
    never "two hosts" when host(person, one), host(person, other), one != other`,
  "a guard that wants one institute": `
    rule at_home(person: Person, institute: Institute) when contract(person, institute), party(_, institute)
    rule abroad(person: Person, institute: Institute) when contract(person, institute), suspended(person)
    never "one contract at a time" when contract(person, one), contract(person, other), one != other
    never "at home and abroad" when at_home(person, _), abroad(person, _)`,
  "a guard that wants a fact more": `
    rule worker(person: Person) when contract(person, _)
    never "whoever has a contract has a role" when contract(person, _) unless role(person, _)
    never "nobody works for nothing" when worker(person) unless presence(person, _)`,
  "a computed value": `
    rule overtime(person: Person, extra: Number) when presence(person, percent), extra = percent - 100
    never "too much" when overtime(person, extra), extra > 12.5, extra < 13.5`,
  "one rule after the other": `
    rule cover(party: Party) when party(@old, party), before 2025-01-01
    rule cover(party: Party) when party(@new, party), from 2025-01-01
    never "cover throughout the change" when cover(_) throughout the last 1 year, on 2025-06-01`,
  "no facts at all": `
    rule reform() when from 2025-01-01
    never "no reform in May" when reform(), on 2025-05-01`,
};

describe("a conflict is found", () => {
  it.each(Object.entries(CONFLICTS))("%s", (_, code) => {
    const whole = WORDS + code;
    const policy = read(whole);
    const report = findConflicts(policy);
    expect(report.conflicts).toHaveLength(1);
    const { found } = report.conflicts[0]!;
    isRight(policy, whole, found);
    expect(tellCase(policy, found)).toMatch(/^yes: /);
  });
});

/** Policies whose rules keep their clauses, and what keeps them. */
const NO_CONFLICTS: Readonly<Record<string, string>> = {
  "an exception takes care of it": `
    entitlement access(person: Person) when contract(person, _) unless suspended(person)
    never "access under suspension" when access(person), suspended(person)`,
  "the days exclude each other": `
    entitlement old(person: Person) when contract(person, _), before 2025-01-01
    entitlement new(person: Person) when contract(person, _), from 2025-01-01
    never "old and new" when old(person), new(person)`,
  "the numbers exclude each other": `
    entitlement card(person: Person) when presence(person, percent), percent >= 50
    never "one share of time" when presence(person, one), presence(person, other), one != other
    never "a card for few hours" when card(person), presence(person, percent), percent < 50`,
  "a clause over records forbids what it would take": `
    rule host(person: Person, institute: Institute) when contract(person, institute)
    never "one contract at a time" when contract(person, one), contract(person, other), one != other
    never "two hosts" when host(person, one), host(person, other), one != other`,
  "a window is as long as the other": `
    entitlement account(person: Person) when contract(person, _) within the last 60 days
    entitlement kept(person: Person) when contract(person, _) within the last 60 days
    never "an account that is not kept" when account(person) unless kept(person)`,
};

describe("no conflict is made up", () => {
  it.each(Object.entries(NO_CONFLICTS))("%s", (_, code) => {
    const report = findConflicts(read(WORDS + code));
    expect(conflictDiagnostics(report)).toEqual([]);
    expect(report.kept).toHaveLength(1);
  });

  it("a clause that an example breaks is known, and guards the others", () => {
    const code = `${WORDS}
      rule host(person: Person, institute: Institute) when contract(person, institute)
      rule guest(person: Person) when host(person, one), host(person, other), one != other
      never "two hosts" when host(person, one), host(person, other), one != other
      never "nobody is a guest" when guest(person)`;
    expect(findConflicts(read(code)).conflicts.map(({ clause }) => clause.title)).toEqual([
      "two hosts",
      "nobody is a guest",
    ]);
    const example = `example "two at once" given contract(@a, @one), contract(@a, @other) on 2024-01-01: breaks "two hosts"`;
    const { conflicts, known, kept } = findConflicts(read(`${code}\n${example}`));
    expect(conflicts).toEqual([]);
    expect(known).toMatchObject([{ clause: { title: "two hosts" }, example: "two at once" }]);
    expect(kept).toMatchObject([{ title: "nobody is a guest" }]);
  });

  it("an example that fails does not make a clause known", () => {
    const code = `${WORDS}
      rule host(person: Person, institute: Institute) when contract(person, institute)
      never "two hosts" when host(person, one), host(person, other), one != other
      example "one only" given contract(@a, @one) on 2024-01-01: breaks "two hosts"`;
    const { conflicts, known } = findConflicts(read(code));
    expect([conflicts.length, known.length]).toEqual([1, 0]);
  });
});

/** What can never hold, and what is said of it. */
const NEVER: Readonly<Record<string, readonly [code: string, said: readonly string[]]>> = {
  "an exception swallows the rule": [
    `rule access(person: Person) when contract(person, institute) unless contract(person, _)`,
    ["the rule `access` holds in no small world looked at"],
  ],
  "two bounds exclude each other": [
    `entitlement card(person: Person) when presence(person, percent), percent > 50, percent < 50`,
    ["the entitlement `card` holds in no small world looked at"],
  ],
  "days exclude each other": [
    `rule reform(person: Person) when contract(person, _), from 2025-01-01, before 2025-01-01`,
    ["the rule `reform` can hold on no day"],
  ],
  "one alternative only": [
    `rule access(person: Person) when contract(person, _) or presence(person, percent), percent < 0, percent > 10`,
    ["alternative 2 of the rule `access` holds in no small world looked at"],
  ],
  "what needs it is not told again": [
    `rule never_so(person: Person) when contract(person, _), on 2025-01-01, on 2025-01-02
     rule neither(person: Person) when never_so(person), suspended(person)
     rule but_this(person: Person) when never_so(person) or suspended(person)`,
    ["the rule `never_so` can hold on no day"],
  ],
  "a rule that a guard forbids": [
    `never "one contract at a time" when contract(person, one), contract(person, other), one != other
     rule twice(person: Person) when contract(person, one), contract(person, other), one != other`,
    ["the rule `twice` holds in no small world looked at"],
  ],
  "a clause over records": [
    `never "nothing" when presence(person, percent), percent > 50, percent <= 50`,
    ["the clause `nothing` holds in no small world looked at"],
  ],
  "a clause that no rules could break": [
    `rule access(person: Person) when contract(person, _)
     never "nothing" when access(person), presence(person, percent), percent > 50, percent <= 50`,
    ["the clause `nothing` holds in no small world looked at"],
  ],
  "a recursion without a beginning": [
    `rule descends(agreement: Agreement, first: Agreement) when descends(agreement, middle), succeeds(middle, first)`,
    ["the rule `descends` can hold on no day"],
  ],
};

describe("what never holds", () => {
  it.each(Object.entries(NEVER))("%s", (_, [code, said]) => {
    const diagnostics = conflictDiagnostics(findConflicts(read(WORDS + code)));
    expect(diagnostics.map(({ message }) => message)).toEqual(said);
    expect(diagnostics.every(({ severity }) => severity === "warning")).toBe(true);
  });
});

it("says a conflict with its place, its case and what to do", () => {
  const code = `${WORDS}
entitlement access(person: Person) when contract(person, _)
never "access under suspension" when access(person), suspended(person)`;
  const policy = read(code);
  const report = findConflicts(policy);
  expect(conflictDiagnostics(report)).toMatchObject([
    {
      severity: "error",
      code: "conflict",
      message: "the rules lead to what the clause `access under suspension` forbids",
      place: { file: "made-up.policy.md", line: 18 },
    },
  ]);
  expect(printCase(policy, report.conflicts[0]!.found)).toBe(
    `example "made up: access under suspension" given contract(@person, @institute), suspended(@person)
  on 2024-06-15: breaks "access under suspension"
`,
  );
});

it("finds the same in the same policy", () => {
  const policy = read(WORDS + CONFLICTS["from the day after"]!);
  expect(findConflicts(policy)).toEqual(findConflicts(policy));
});
