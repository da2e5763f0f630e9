/**
 * Holds a body's scenario to its `expected.json`: what is known to have come out, and what its drafts would have done.
 * The interfaces below are the format of that file.
 */
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { type Day, day, formatDay, formatIntervals, has } from "@comity/calendar";
import { type FactSheet, impactOf, readDraft } from "@comity/decision";
import {
  type Evaluation,
  evaluate,
  type Policy,
  printDiagnostic,
  readPolicy,
  runExamples,
  type Value,
} from "@comity/policy";
import { examineRegistry, type Folded, fold, policyMisfits, readRegistry } from "@comity/registry";
import { beforeAll, describe, expect, test } from "vitest";

/** Whether a tuple of an entitlement, rule or record holds on a day, as known on another. */
interface ExpectedOutcome {
  readonly id: string;
  /** What came out, in words. */
  readonly known: string;
  /** Who says so; for what nobody published, why it is assumed. */
  readonly source: string;
  readonly standing: "published" | "follows" | "assumed";
  readonly day: string;
  readonly knownOn: string;
  readonly ask: string;
  readonly tuple: readonly Value[];
  readonly holds: boolean;
}

/** How many different values stand in a column of the tuples that hold on a day and have the values given. */
interface ExpectedCount {
  readonly id: string;
  /** The figure as published, or in words that nothing was published. */
  readonly published: string;
  readonly source: string;
  readonly day: string;
  readonly knownOn: string;
  readonly ask: string;
  /** `null` stands for any value. */
  readonly pattern: readonly (Value | null)[];
  readonly column: number;
  readonly value: number;
}

/** What a draft in `decisions/` does. */
interface ExpectedDraft {
  readonly draft: string;
  readonly because: string;
  /** Titles of the clauses that it breaks; empty where it is admissible. */
  readonly clauses: readonly string[];
  /** The cases that the sheet names of the first of them, with the parties' names. */
  readonly cases?: readonly string[];
  readonly people: number;
  readonly firstDay?: string;
  /** By entitlement: how many lose it (people, or whatever it is about). All that are lost are listed. */
  readonly lose: Readonly<Record<string, number>>;
  readonly gain?: Readonly<Record<string, number>>;
  readonly needTakers?: number;
}

export interface Expected {
  readonly about: string;
  readonly outcomes: readonly ExpectedOutcome[];
  readonly counts: readonly ExpectedCount[];
  readonly drafts: readonly ExpectedDraft[];
}

const root = fileURLToPath(new URL("../../", import.meta.url));
const byName = (entries: readonly (readonly [string, number])[]): Record<string, number> =>
  Object.fromEntries([...entries].sort(([a], [b]) => (a < b ? -1 : 1)));

/** The scenario of a body, known on any day, under its policy. */
export class BodyInTheRecord {
  readonly policy: Policy;
  readonly policyText: string;
  readonly folder: string;
  readonly expected: Expected;
  readonly #read;
  readonly #known = new Map<Day, { folded: Folded; evaluation: Evaluation }>();

  constructor(policy: string, scenario: string) {
    this.folder = `${root}scenarios/${scenario}/`;
    this.policyText = readFileSync(`${root}policies/${policy}.policy.md`, "utf8");
    const { policy: read, diagnostics } = readPolicy(this.policyText, `policies/${policy}.policy.md`);
    if (read === undefined)
      throw new Error(diagnostics.map((each) => printDiagnostic(each, this.policyText)).join("\n"));
    this.policy = read;
    this.expected = JSON.parse(readFileSync(`${this.folder}expected.json`, "utf8")) as Expected;
    this.#read = readRegistry(this.folder);
  }

  /** The registry as known on a day, folded and derived. */
  known(on: Day): { readonly folded: Folded; readonly evaluation: Evaluation } {
    let known = this.#known.get(on);
    if (known === undefined) {
      const folded = fold(this.#read.acts, { knownOn: on });
      known = { folded, evaluation: evaluate(this.policy, folded.facts) };
      this.#known.set(on, known);
    }
    return known;
  }

  /** The fact sheet of a draft in `decisions/`, laid over what was known on its own day. */
  sheet(name: string): FactSheet {
    const { draft, folded } = readDraft(readFileSync(`${this.folder}decisions/${name}.json`), {
      foldOn: (on) => this.known(on).folded,
      records: this.policy.records,
    });
    return impactOf(folded, this.known(folded.knownOn!).evaluation, draft);
  }
}

/** Describes a body: its policy reads and its examples hold, its registry is sound, and all comes out as expected. */
export function describeBody(policy: string, scenario: string): void {
  let body: BodyInTheRecord;
  const { expected } = new BodyInTheRecord(policy, scenario);
  beforeAll(() => {
    body = new BodyInTheRecord(policy, scenario);
  });

  describe("the policy", () => {
    test("reads without errors or warnings, and says whence it comes", () => {
      const { diagnostics } = readPolicy(body.policyText, `policies/${policy}.policy.md`);
      expect(diagnostics.map((each) => printDiagnostic(each, body.policyText))).toEqual([]);
      for (const { role, name, title, source } of body.policy.predicates) {
        expect([name, title ?? ""]).not.toEqual([name, ""]);
        if (role !== "rule") expect([name, source ?? ""]).not.toEqual([name, ""]);
      }
    });

    test("has at least ten examples, and all hold", () => {
      expect(body.policy.examples.length).toBeGreaterThanOrEqual(10);
      const results = runExamples(body.policy, evaluate);
      const failed = results.filter(({ outcome }) => outcome !== "pass");
      expect(
        failed.map(({ title, predicate, tuple, on, days }) => [
          title,
          `${predicate}(${tuple.join(", ")}) on ${formatDay(on)}; it holds ${formatIntervals(days)}`,
        ]),
      ).toEqual([]);
    });

    test("asks of every entitlement both a yes and a no, and of every clause", () => {
      const results = runExamples(body.policy, evaluate);
      for (const { role, name } of body.policy.predicates) {
        if (role === "rule") continue;
        const asked = new Set(
          results.filter(({ predicate }) => predicate === name).map(({ expected: wanted }) => wanted),
        );
        expect([name, asked.has(true), asked.has(false)]).toEqual([name, true, true]);
      }
    });
  });

  describe("the registry", () => {
    test("is sound, fits the policy and breaks no clause, whenever one looks", () => {
      const { problems, registry } = examineRegistry(body.folder);
      expect(problems).toEqual([]);
      expect(policyMisfits(body.policy.records, registry!.meta.records)).toEqual([]);
      const days = new Set([...expected.outcomes, ...expected.counts].map(({ knownOn }) => day(knownOn)));
      for (const on of days)
        for (const { role, name } of body.policy.predicates)
          if (role === "never") expect([name, ...body.known(on).evaluation.list(name)]).toEqual([name]);
    });
  });

  test.each(expected.outcomes)("$id: $known", ({ day: on, knownOn, ask, tuple, holds }) => {
    const days = body.known(day(knownOn)).evaluation.when(ask, tuple);
    expect(has(days, day(on)), `${ask}(${tuple.join(", ")}) holds ${formatIntervals(days)}`).toBe(holds);
  });

  test.each(expected.counts)("$id: $value", ({ day: on, knownOn, ask, pattern, column, value }) => {
    const wanted = pattern.map((each) => each ?? undefined);
    const tuples = [...body.known(day(knownOn)).evaluation.list(ask, wanted, day(on))];
    expect(new Set(tuples.map(({ tuple }) => tuple[column])).size).toBe(value);
  });

  describe("drafts", () => {
    test("all are expected", () => {
      const there = readdirSync(`${body.folder}decisions`).map((name) => name.replace(/\.json$/, ""));
      expect(there.sort()).toEqual(expected.drafts.map(({ draft }) => draft).sort());
    });

    test.each(expected.drafts)("$draft: $because", (wanted) => {
      const sheet = body.sheet(wanted.draft);
      const figures = (entitlements: FactSheet["entitlements"]): Record<string, number> =>
        byName(entitlements.map(({ name, people }) => [name, people!]));
      expect(sheet.clauses.map(({ clause }) => clause)).toEqual(wanted.clauses);
      expect(sheet.admissible).toBe(wanted.clauses.length === 0);
      if (wanted.cases !== undefined) expect(sheet.clauses[0]?.examples).toEqual(wanted.cases);
      expect(sheet.people).toBe(wanted.people);
      expect(sheet.firstDay).toBe(wanted.firstDay);
      expect(figures(sheet.entitlements)).toEqual(byName(Object.entries(wanted.lose)));
      expect(figures(sheet.gains.entitlements)).toEqual(byName(Object.entries(wanted.gain ?? {})));
      expect(sheet.money.needTakers.length).toBe(wanted.needTakers ?? 0);
    });
  });
}
