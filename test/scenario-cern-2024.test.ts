/** The scenario cern-2024: made again it has the same bytes, and folded and derived it gives what was published. */
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { type Day, day, formatDay, has } from "@comity/calendar";
import {
  type Evaluation,
  eachFact,
  evaluate,
  type Fact,
  type Policy,
  readPolicy,
  type Tuple,
} from "@comity/policy";
import {
  type Act,
  deadlines,
  draftChanges,
  endedDeadlines,
  examineRegistry,
  type Folded,
  fold,
  RECORDS,
  readRegistry,
} from "@comity/registry";
import { beforeAll, describe, expect, test } from "vitest";
import { makeFiles } from "../scenarios/cern-2024/generate.mjs";

const POLICY = fileURLToPath(new URL("../policies/cern.policy.md", import.meta.url));
const FOLDER = fileURLToPath(new URL("../scenarios/cern-2024/", import.meta.url));

interface Measure {
  readonly count?: "people" | "states";
  readonly holding?: readonly string[];
  readonly governedBy?: readonly string[];
  readonly governedByOnce?: { readonly day: string; readonly parties: readonly string[] };
  readonly mark?: string;
  readonly region?: string;
  readonly andNotOn?: string;
  readonly sum?: "share" | "needed taker";
  readonly of?: string;
  readonly experiments?: readonly string[];
  readonly perThousand?: boolean;
}
interface Expected {
  readonly totals: readonly {
    readonly id: string;
    readonly published: string;
    readonly source: string;
    readonly day: string;
    readonly knownOn: string;
    readonly definition: string;
    readonly measure: Measure;
    readonly value: number;
  }[];
  readonly agreements: readonly {
    readonly agreement: string;
    readonly knownOn: string;
    readonly on: string;
    readonly inForce: boolean;
    readonly because: string;
  }[];
  readonly deadlines: readonly {
    readonly agreement: string;
    readonly knownOn: string;
    readonly notice: string;
    readonly session: string;
    readonly because: string;
  }[];
}
interface Draft {
  readonly title: string;
  readonly date: string;
  readonly knownOn: string;
  readonly acts: readonly {
    readonly act: string;
    readonly agreement: string;
    readonly on?: string;
    readonly lastDay?: string;
    readonly persons?: readonly string[];
  }[];
}

const expected = JSON.parse(readFileSync(`${FOLDER}expected.json`, "utf8")) as Expected;

/** A registry as known on a day, derived. */
class Known {
  readonly folded: Folded;
  readonly #policy: Policy;
  #evaluation: Evaluation | undefined;
  readonly #facts = new Map<string, Fact[]>();

  constructor(policy: Policy, acts: readonly Act[], knownOn: Day) {
    this.folded = fold(acts, { knownOn });
    this.#policy = policy;
    for (const fact of eachFact(this.folded.facts)) this.#byRecord(fact.record).push(fact);
  }

  /** Derived when first asked for: what concerns agreements alone needs no derivation. */
  get evaluation(): Evaluation {
    this.#evaluation ??= evaluate(this.#policy, this.folded.facts);
    return this.#evaluation;
  }

  #byRecord(record: string): Fact[] {
    const there = this.#facts.get(record) ?? [];
    this.#facts.set(record, there);
    return there;
  }

  /** Tuples of a record that are true on a day. */
  facts(record: string, on: Day): Tuple[] {
    return this.#byRecord(record)
      .filter(({ from, to }) => from <= on && on < to)
      .map(({ tuple }) => tuple);
  }

  /** The first values of all tuples that hold on a day. */
  firsts(predicate: string, on: Day, fits: (tuple: Tuple) => boolean = () => true): Set<string> {
    const isRecord = RECORDS.some(({ name }) => name === predicate);
    const tuples = isRecord
      ? this.facts(predicate, on)
      : [...this.evaluation.list(predicate, undefined, on)].map(({ tuple }) => tuple);
    return new Set(tuples.filter(fits).map((tuple) => tuple[0] as string));
  }

  governedBy(parties: readonly string[], on: Day): Set<string> {
    const institutes = this.firsts("governed_by", on, (tuple) => parties.includes(tuple[1] as string));
    return this.firsts("affiliated", on, (tuple) => institutes.has(tuple[1] as string));
  }

  people(measure: Measure, on: Day): Set<string> {
    let people = new Set((measure.holding ?? []).flatMap((predicate) => [...this.firsts(predicate, on)]));
    const keep = (others: Set<string>, stay = true): void => {
      people = new Set([...people].filter((person) => others.has(person) === stay));
    };
    if (measure.governedBy !== undefined) keep(this.governedBy(measure.governedBy, on));
    if (measure.governedByOnce !== undefined) {
      const { day: once, parties } = measure.governedByOnce;
      keep(this.governedBy(parties, day(once)));
      keep(this.governedBy(parties, on), false);
    }
    if (measure.mark !== undefined) keep(this.firsts("mark", on, (tuple) => tuple[1] === measure.mark));
    if (measure.region !== undefined)
      keep(this.firsts("resident", on, (tuple) => tuple[1] === measure.region));
    if (measure.andNotOn !== undefined) {
      const then = day(measure.andNotOn);
      for (const predicate of measure.holding ?? []) keep(this.firsts(predicate, then), false);
    }
    return people;
  }

  states(people: Set<string>, on: Day): Set<string> {
    const institutes = new Set<string>();
    for (const [person, institute] of this.facts("affiliated", on))
      if (people.has(person as string)) institutes.add(institute as string);
    const states = new Set<string>();
    for (const [institute, state] of this.facts("seat", on))
      if (institutes.has(institute as string)) states.add(state as string);
    return states;
  }

  sum(measure: Measure, on: Day, of: string | undefined): number {
    const experiments = measure.experiments ?? [];
    let units = 0;
    if (measure.sum === "share") {
      for (const [payer, experiment, part] of this.facts("share", on))
        if ((of === undefined || payer === of) && experiments.includes(experiment as string))
          units += part as number;
    } else {
      for (const { act, from, to } of this.folded.neededTakers)
        if (act.bearer === of && experiments.includes(act.experiment) && from <= on && on < to)
          units += act.units;
    }
    return units;
  }

  measured(measure: Measure, on: Day): number {
    if (measure.sum !== undefined) {
      const units = this.sum(measure, on, measure.of);
      return measure.perThousand ? Math.round((1000 * units) / this.sum(measure, on, undefined)) : units;
    }
    const people = this.people(measure, on);
    if (measure.count === "states") return this.states(people, on).size;
    if (!measure.perThousand) return people.size;
    return Math.round((1000 * people.size) / this.people({ holding: measure.holding ?? [] }, on).size);
  }
}

let policy: Policy;
let acts: readonly Act[];
const known = new Map<string, Known>();

function knownOn(text: string): Known {
  const there = known.get(text) ?? new Known(policy, acts, day(text));
  known.set(text, there);
  return there;
}

beforeAll(() => {
  policy = readPolicy(readFileSync(POLICY, "utf8"), POLICY).policy!;
  acts = readRegistry(FOLDER).acts;
});

describe("published totals", () => {
  test.each(expected.totals)("$id: $published is $value, known on $knownOn", (total) => {
    expect(knownOn(total.knownOn).measured(total.measure, day(total.day))).toBe(total.value);
  });

  test("each has its source, its definition and a day on which it was known", () => {
    expect(expected.totals.map(({ id }) => id)).toHaveLength(
      new Set(expected.totals.map(({ id }) => id)).size,
    );
    for (const total of expected.totals) {
      expect(total.source).not.toBe("");
      expect(total.definition).not.toBe("");
      // One figure is about the first day after what was known.
      expect(day(total.knownOn)).toBeLessThanOrEqual(day(total.day) + 1);
    }
  });
});

describe("agreements as known", () => {
  test.each(expected.agreements)(
    "known on $knownOn, $agreement on $on: in force $inForce, $because",
    (row) => {
      const inForce = knownOn(row.knownOn).folded.agreements.get(row.agreement)!.inForce.days;
      expect(has(inForce, day(row.on))).toBe(row.inForce);
    },
  );
});

describe("deadlines", () => {
  test.each(expected.deadlines)("$agreement: notice by $notice, session $session, $because", (row) => {
    const all = deadlines(knownOn(row.knownOn).folded, { from: day(row.knownOn) });
    const found = all.find(({ agreement }) => agreement === row.agreement)!;
    expect([formatDay(found.lastDayForNotice!), found.session?.session]).toEqual([row.notice, row.session]);
  });

  test("of agreements that have ended are still told", () => {
    const ended = endedDeadlines(knownOn("2025-01-31").folded, day("2025-01-31"));
    expect(
      ended.map(({ agreement, lastDayForNotice, session, words }) => [
        agreement,
        formatDay(lastDayForNotice!),
        formatDay(session!.on),
        words,
      ]),
    ).toEqual([
      ["ICA-BY", "2023-12-27", "2023-12-15", "it ended after 2024-06-27 (termination)"],
      ["ICA-RU", "2024-05-30", "2024-03-21", "it ended after 2024-11-30 (termination)"],
    ]);
  });

  test("no placeholder has one", () => {
    const all = deadlines(knownOn("2023-11-01").folded, { from: day("2023-11-01") });
    const bound = all.filter(({ lastDayForNotice }) => lastDayForNotice !== undefined);
    expect(bound.map(({ agreement }) => agreement)).toEqual(
      expected.deadlines.map(({ agreement }) => agreement),
    );
  });
});

/** The draft's acts as the registry's, by docs/decision-format.md. */
function actsOf(draft: Draft): Act[] {
  return draft.acts.flatMap(({ on, lastDay, persons, ...rest }, index): Act[] => {
    const act = {
      ...rest,
      on: day(on ?? draft.date),
      ...(lastDay === undefined ? {} : { lastDay: day(lastDay) }),
      recorded: day(draft.knownOn),
      by: "Council",
      instrument: draft.title,
      id: `draft:${index + 1}`,
    };
    if (persons === undefined) return [act as Act];
    return persons.map((person) => ({ ...act, person, id: `${act.id}/${person}` }) as Act);
  });
}

const drafts = readdirSync(`${FOLDER}decisions`).map((file) => file.replace(/\.json$/, ""));

/** Who loses days of the contract of association, and from which day on. */
function losses(name: string): Map<string, Day> {
  const draft = JSON.parse(readFileSync(`${FOLDER}decisions/${name}.json`, "utf8")) as Draft;
  const { folded, evaluation } = knownOn(draft.knownOn);
  const after = evaluation.whatIf(draftChanges(folded, actsOf(draft)));
  const lost = new Map<string, Day>();
  for (const { tuple, lost: days } of evaluation.difference(after, ["contract_of_association"]))
    if (days.length > 0) lost.set(tuple[0] as string, days[0] as Day);
  return lost;
}

describe("draft decisions", () => {
  // Of the 504 in December 2023, 20 also belong to JINR or to an institute elsewhere, and 16 take part from afar.
  test.each([
    ["end-russia", 448],
    ["end-belarus", 20],
    ["end-both", 468],
    ["council-2023-12-15", 468],
    ["suspend-both", 468],
    ["grandfather-everyone", 0],
    ["close-to-newcomers", 0],
  ])("%s takes the contract of association from %i people", (name, people) => {
    expect(losses(name).size).toBe(people);
  });

  test("the real decision takes effect on the days after the last ones", () => {
    const lost = losses("council-2023-12-15");
    const on = (text: string): number => [...lost.values()].filter((first) => first === day(text)).length;
    expect([on("2024-06-28"), on("2024-12-01"), lost.size]).toEqual([20, 448, 468]);
  });

  test("half a year later the same people lose it, half a year later, unless their contract ends before", () => {
    const now = losses("council-2023-12-15");
    const later = losses("postpone-half-a-year");
    for (const [person, first] of later) {
      expect(now.has(person)).toBe(true);
      expect([day("2024-12-28"), day("2025-06-01")]).toContain(first);
    }
    expect(later.size).toBeGreaterThan(0);
    expect(later.size).toBeLessThanOrEqual(now.size);
  });

  test("ending the agreement with JINR reaches those who then work through it", () => {
    const lost = losses("end-jinr");
    expect(new Set(lost.values())).toEqual(new Set([day("2025-01-28")]));
    // Of those with a contract through JINR in June 2024, only who belongs to no other covered institute.
    const there = knownOn("2024-06-20").people(
      { holding: ["contract_of_association"], governedBy: ["JINR"] },
      day("2025-01-27"),
    );
    for (const person of lost.keys()) expect(there.has(person)).toBe(true);
  });

  test("no draft breaks a clause", () => {
    for (const name of drafts) {
      const draft = JSON.parse(readFileSync(`${FOLDER}decisions/${name}.json`, "utf8")) as Draft;
      const { folded, evaluation } = knownOn(draft.knownOn);
      const after = evaluation.whatIf(draftChanges(folded, actsOf(draft)));
      for (const { role, name: clause } of policy.predicates)
        if (role === "never") expect([name, clause, [...after.list(clause)]]).toEqual([name, clause, []]);
    }
  });
});

describe("the folder", () => {
  test("made again, every file has the same bytes, and together they are small", () => {
    const files = makeFiles();
    expect(files.size).toBeGreaterThan(drafts.length);
    // Not `toEqual` on the bytes: the difference of two files of a megabyte is of use to nobody.
    for (const [path, bytes] of files)
      expect([path, readFileSync(`${FOLDER}${path}`).equals(bytes)]).toEqual([path, true]);
    expect([...files.values()].reduce((sum, { length }) => sum + length, 0)).toBeLessThan(8_000_000);
  });

  test("reads without a warning, and its people have neither ORCID iD nor nationality", () => {
    const { registry, problems } = examineRegistry(FOLDER);
    expect(problems).toEqual([]);
    expect(registry!.acts.filter((act) => act.act === "person" && act.orcid !== undefined)).toEqual([]);
    const { resources } = JSON.parse(readFileSync(`${FOLDER}datapackage.json`, "utf8")) as {
      resources: { schema: { fields: { name: string }[] } }[];
    };
    const columns = resources.flatMap(({ schema }) => schema.fields.map(({ name }) => name));
    expect(columns.filter((column) => /nation|citizen|passport|birth/.test(column))).toEqual([]);
  });
});
