/**
 * A scenario held against its `expected.json`: what was published or follows from it, the days of its agreements, and what
 * each of its draft decisions would do. Each file of the scenarios that use it has the same form.
 */
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { type Day, day, formatDay, has } from "@comity/calendar";
import { type FactSheet, type Impact, impactOf, layDraft, readDraft } from "@comity/decision";
import { type EngineEvaluation, evaluate, type Policy, readPolicy } from "@comity/policy";
import { type Act, deadlines, examineRegistry, type Folded, fold } from "@comity/registry";
import { describe, expect, test } from "vitest";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));

/** Something that must hold on a day, as known on a day: a tuple, or how many tuples there are. */
interface Outcome {
  readonly what: string;
  /** What was published, in a few words; absent where it follows from the rules alone. */
  readonly published?: string;
  readonly source: string;
  readonly on: string;
  readonly knownOn: string;
  readonly predicate: string;
  /** Values from the left; `_` and those left out stand for any. */
  readonly values?: readonly string[];
  /** Whether some such tuple holds; absent where it is counted. */
  readonly holds?: boolean;
  /** How many different first values the tuples that hold have. */
  readonly count?: number;
}
interface AgreementOutcome {
  readonly agreement: string;
  readonly on: string;
  readonly knownOn: string;
  readonly inForce: boolean;
  readonly source: string;
}
interface DeadlineOutcome {
  readonly agreement: string;
  readonly knownOn: string;
  readonly notice: string;
  readonly session: string;
  readonly otherwise: string;
  readonly source: string;
}
interface DraftOutcome {
  readonly decision: string;
  readonly because: string;
  /** People who lose something, all in all. */
  readonly people: number;
  /** By entitlement: how many lose it, and the first days without it. */
  readonly loses: Readonly<Record<string, Readonly<Record<string, number>>>>;
  /** By entitlement: how many gain it, and the first days with it. */
  readonly gains?: Readonly<Record<string, Readonly<Record<string, number>>>>;
  /** Clauses that it breaks; it is inadmissible where there are any. */
  readonly breaks?: readonly string[];
}
export interface Expected {
  readonly about: string;
  readonly outcomes: readonly Outcome[];
  readonly agreements: readonly AgreementOutcome[];
  readonly deadlines: readonly DeadlineOutcome[];
  readonly drafts: readonly DraftOutcome[];
}

/** A registry as known on a day, with what its policy derives. */
export interface Known {
  readonly folded: Folded;
  readonly evaluation: EngineEvaluation;
}

/** A scenario's folder with its policy; folded and derived once for each day as known. */
export class Scenario {
  readonly folder: string;
  readonly policy: Policy;
  readonly acts: readonly Act[];
  readonly expected: Expected;
  readonly #known = new Map<string, Known>();

  constructor(name: string, policy: string) {
    this.folder = `${ROOT}scenarios/${name}/`;
    const path = `${ROOT}policies/${policy}.policy.md`;
    this.policy = readPolicy(readFileSync(path, "utf8"), path).policy!;
    const { registry, problems } = examineRegistry(this.folder);
    if (problems.length > 0) throw new Error(JSON.stringify(problems[0]));
    this.acts = registry!.acts;
    this.expected = JSON.parse(readFileSync(`${this.folder}expected.json`, "utf8")) as Expected;
  }

  /** As known on the end of a day, `2023-12-15`. */
  knownOn(text: string): Known {
    const there = this.#known.get(text);
    if (there !== undefined) return there;
    const folded = fold(this.acts, { knownOn: day(text) });
    const made = { folded, evaluation: evaluate(this.policy, folded.facts) };
    this.#known.set(text, made);
    return made;
  }

  /** A draft decision of the folder, laid over the registry as known on the draft's day. */
  lay(decision: string): Impact {
    const { draft, folded } = this.#draft(decision);
    return layDraft(folded, this.knownOn(formatDay(folded.knownOn)).evaluation, draft);
  }

  /** The finished fact sheet of a draft decision. */
  sheet(decision: string): FactSheet {
    const { draft, folded } = this.#draft(decision);
    return impactOf(folded, this.knownOn(formatDay(folded.knownOn)).evaluation, draft);
  }

  #draft(decision: string): ReturnType<typeof readDraft> {
    return readDraft(readFileSync(`${this.folder}decisions/${decision}.json`), {
      foldOn: (on: Day) => this.knownOn(formatDay(on)).folded,
      records: this.policy.records,
    });
  }
}

/** Tuples of a predicate with these values (`_` for any) that hold on a day. */
export function holding(
  { evaluation }: Known,
  predicate: string,
  values: readonly string[] = [],
  on?: Day,
): readonly unknown[][] {
  const pattern = values.map((value) => (value === "_" ? undefined : value));
  return [...evaluation.list(predicate, pattern, on)].map(({ tuple }) => [...tuple]);
}

type ByDay = Record<string, Record<string, number>>;

/** A fact sheet's figures by entitlement and first day. */
function byDay(entitlements: FactSheet["entitlements"]): ByDay {
  return Object.fromEntries(
    entitlements.map(({ name, byDay: days }) => [
      name,
      Object.fromEntries(days.map(({ day: on, people }) => [on, people!])),
    ]),
  );
}

/** The tests that every scenario passes: its folder is sound, and everything that `expected.json` says comes out. */
export function testExpected(scenario: Scenario): void {
  const { expected } = scenario;

  describe("what came out", () => {
    test.each(expected.outcomes)("$what, on $on as known on $knownOn", (outcome) => {
      const { predicate, values, on, knownOn, holds, count } = outcome;
      const found = holding(scenario.knownOn(knownOn), predicate, values, day(on));
      if (holds !== undefined) expect(found.length > 0).toBe(holds);
      if (count !== undefined) expect(new Set(found.map(([first]) => first)).size).toBe(count);
      expect(holds ?? count, "it says whether it holds, or how many").toBeDefined();
      expect(outcome.source).not.toBe("");
    });

    test.each(expected.agreements)("known on $knownOn, $agreement on $on: in force $inForce", (row) => {
      const life = scenario.knownOn(row.knownOn).folded.agreements.get(row.agreement)!;
      expect(has(life.inForce.days, day(row.on))).toBe(row.inForce);
    });
  });

  if (expected.deadlines.length > 0)
    test.each(expected.deadlines)("$agreement, known on $knownOn: notice by $notice", (row) => {
      const all = deadlines(scenario.knownOn(row.knownOn).folded, { from: day(row.knownOn) });
      const found = all.find(({ agreement }) => agreement === row.agreement)!;
      expect([formatDay(found.lastDayForNotice!), found.session?.session, found.words]).toEqual([
        row.notice,
        row.session,
        row.otherwise,
      ]);
    });

  describe("draft decisions", () => {
    test("each that there is has an expectation", () => {
      const drafts = readdirSync(`${scenario.folder}decisions`).map((file) => file.replace(/\.json$/, ""));
      expect(expected.drafts.map(({ decision }) => decision).sort()).toEqual(drafts.sort());
      expect(drafts.length).toBeGreaterThanOrEqual(2);
    });

    test.each(expected.drafts)("$decision: $because", ({ decision, people, loses, gains, breaks }) => {
      const sheet = scenario.sheet(decision);
      expect([sheet.people, byDay(sheet.entitlements)]).toEqual([people, loses]);
      expect(byDay(sheet.gains.entitlements)).toEqual(gains ?? {});
      expect(sheet.clauses.map(({ clause }) => clause)).toEqual(breaks ?? []);
      expect(sheet.admissible).toBe(breaks === undefined);
    });
  });

  test("its people are made up: no ORCID iD, and nothing about anybody's passport", () => {
    expect(scenario.acts.filter((act) => act.act === "person" && act.orcid !== undefined)).toEqual([]);
    const { resources } = JSON.parse(readFileSync(`${scenario.folder}datapackage.json`, "utf8")) as {
      resources: { schema: { fields: { name: string }[] } }[];
    };
    const columns = resources.flatMap(({ schema }) => schema.fields.map(({ name }) => name));
    expect(columns.filter((column) => /nation|citizen|passport|birth/.test(column))).toEqual([]);
  });
}
