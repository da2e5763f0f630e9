/**
 * Random worlds: checked policies with every construct of the language, facts over a few weeks with month ends and open
 * ends, changes to them. All are valid: variables are bound, kinds fit, recursions have a meaning.
 *
 * A world is read off a tape of bytes, where 0 is always the simplest choice and so is everything after the tape's end:
 * shrinking the tape shrinks the world.
 */
import { type Day, day, duration, NO_TIME, OPEN, SINCE_EVER } from "@comity/calendar";
import fc from "fast-check";
import {
  type Fact,
  type FactChange,
  type Facts,
  FactsBuilder,
  type Horizon,
  type Parameter,
  type Policy,
  type RecordDeclaration,
  type Tuple,
} from "../src/index.ts";
import { PLACE, randomPolicy } from "./random-policy.ts";
import { Tape, VALUES } from "./tape.ts";

/** The days on which facts begin and end: a leap day, three month ends. */
export const FIRST_DAY = day("2024-01-27");
export const LAST_DAY = day("2024-03-05");
/** Where worlds with recursion through durations are evaluated. */
export const HORIZON: Horizon = { first: day("2024-01-20"), last: day("2024-03-25") };

const place = PLACE;

export const KINDS: Policy["kinds"] = [
  { name: "Person", place },
  { name: "Party", place },
  { name: "State", parent: "Party", place },
  { name: "Institute", parent: "Party", place },
];

function record(
  name: string,
  columns: Readonly<Record<string, string>>,
  more: object = {},
): RecordDeclaration {
  const list = Object.entries(columns).map(([column, kind]) => ({ name: column, kind }));
  return { role: "record", name, columns: list, place, ...more };
}

export const RECORDS: readonly RecordDeclaration[] = [
  record("active", { person: "Person" }, { reach: "person", title: "{person} is active" }),
  record("affiliated", { person: "Person", institute: "Institute" }, { reach: "person" }),
  record("governed_by", { institute: "Institute", party: "Party" }),
  record("in_force", { state: "State" }, { title: "the agreement with {state} is in force" }),
  record("presence", { person: "Person", percent: "Number" }, { reach: "institute" }),
  record("born", { person: "Person", day: "Day" }),
  record("marked", { party: "Party", mark: "Text" }),
  record("succeeds", { person: "Person", other: "Person" }),
  record("alarm", {}),
];

function randomParameters(tape: Tape): Parameter[] {
  const dated = (name: string, kind: string, values: Parameter["pieces"][number]["value"][]): Parameter => {
    const pieces = [{ from: SINCE_EVER as Day, value: tape.pick(values) }];
    if (tape.oneIn(2)) pieces.push({ from: day("2024-02-12"), value: tape.pick(values) });
    if (tape.oneIn(4)) pieces.push({ from: day("2024-02-29"), value: tape.pick(values) });
    return { name, kind, pieces, place };
  };
  return [
    dated("grace", "Duration", [
      duration({ days: 2 }),
      NO_TIME,
      duration({ months: 1 }),
      duration({ days: 9 }),
    ]),
    dated("half_time", "Number", [...VALUES.Number!]),
    dated("cutoff", "Day", [...VALUES.Day!]),
    {
      name: "host",
      kind: "State",
      pieces: [{ from: SINCE_EVER, value: tape.pick(VALUES.State!) }],
      place,
    },
    dated("wording", "Text", [...VALUES.Text!]),
  ];
}

function readPolicy(tape: Tape, throughDurations: boolean): Policy {
  const parameters = randomParameters(tape);
  const derived = randomPolicy(tape, RECORDS, throughDurations);
  return {
    title: "Random",
    file: place.file,
    kinds: KINDS,
    records: RECORDS,
    parameters,
    ...derived,
    examples: [],
  };
}

function readFact(tape: Tape, policy: Policy, records: readonly RecordDeclaration[]): Fact {
  const { name, columns } = tape.pick(records.length > 0 ? records : policy.records);
  const tuple: Tuple = columns.map(({ kind }) => tape.pick(VALUES[kind]!));
  const span = LAST_DAY - FIRST_DAY;
  const from = FIRST_DAY + tape.below(span);
  const to = from + 1 + tape.below(tape.oneIn(2) ? span : 6);
  return {
    record: name,
    tuple,
    from: tape.oneIn(8) ? SINCE_EVER : (from as Day),
    to: tape.oneIn(6) ? OPEN : (to as Day),
  };
}

/** Builds facts from a list, as tests write them. */
export function factsOf(policy: Policy, list: readonly Fact[]): Facts {
  const builder = new FactsBuilder(policy.records);
  for (const { record, tuple, from, to } of list) builder.add(record, tuple, from, to);
  return builder.build();
}

export interface World {
  readonly policy: Policy;
  /** The facts as a list, and the same built. */
  readonly given: readonly Fact[];
  readonly facts: Facts;
  readonly changes: readonly FactChange[];
  /** Present where the policy recurs through durations. */
  readonly horizon?: Horizon;
  /** What to hand to an evaluation. */
  readonly options: { readonly horizon?: Horizon };
}

function namesIn(policy: Policy): Set<string> {
  const text = JSON.stringify(policy.rules);
  return new Set(
    policy.records.filter(({ name }) => text.includes(`"predicate":"${name}"`)).map((r) => r.name),
  );
}

/** Reads a whole world off three tapes. */
export function worldFrom(
  policyTape: Uint8Array,
  factsTape: Uint8Array,
  changesTape: Uint8Array,
  throughDurations = false,
): World {
  const policy = readPolicy(new Tape(policyTape), throughDurations);
  // Facts of records that no rule reads would only make the world larger.
  const read = namesIn(policy);
  const records = policy.records.filter(({ name }) => read.has(name));
  const tape = new Tape(factsTape);
  const given = Array.from({ length: 2 + tape.below(20) }, () => readFact(tape, policy, records));
  const later = new Tape(changesTape);
  const changes = Array.from({ length: 1 + later.below(4) }, (): FactChange => {
    // Half of the changes end or stretch something that is there.
    const known = later.oneIn(2) ? given[later.below(given.length)]! : undefined;
    const { record, tuple, from, to } = readFact(later, policy, records);
    return {
      record: known?.record ?? record,
      tuple: known?.tuple ?? tuple,
      from,
      to,
      present: later.oneIn(2),
    };
  });
  const options = throughDurations ? { horizon: HORIZON } : {};
  return { policy, given, facts: factsOf(policy, given), changes, ...options, options };
}

const tape = (maxLength: number): fc.Arbitrary<Uint8Array> =>
  fc.uint8Array({ minLength: 0, maxLength, size: "max" });

/**
 * Random worlds. With `throughDurations`, recursion may pass through windows with durations and the world has a horizon.
 *
 *     fc.assert(fc.property(worlds(), ({ policy, facts, options }) => ...))
 */
export function worlds(choice: { readonly throughDurations?: boolean } = {}): fc.Arbitrary<World> {
  return fc
    .tuple(tape(400), tape(200), tape(40))
    .map(([policy, facts, changes]) => worldFrom(policy, facts, changes, choice.throughDurations ?? false));
}

/** Random policies alone. */
export function policies(choice: { readonly throughDurations?: boolean } = {}): fc.Arbitrary<Policy> {
  return tape(400).map((bytes) => readPolicy(new Tape(bytes), choice.throughDurations ?? false));
}

/** The facts with the changes made, as a list of new facts: what a what-if must equal. */
export function changed(given: readonly Fact[], changes: readonly FactChange[]): Fact[] {
  let list = [...given];
  for (const { record, tuple, from, to, present } of changes) {
    const key = JSON.stringify(tuple);
    list = list.flatMap((fact) => {
      if (fact.record !== record || JSON.stringify(fact.tuple) !== key) return [fact];
      const before = { ...fact, to: Math.min(fact.to, from) as Day };
      const after = { ...fact, from: Math.max(fact.from, to) as Day };
      return [before, after].filter((piece) => piece.from < piece.to);
    });
    if (present && from < to) list.push({ record, tuple, from, to });
  }
  return list;
}
