/** Two policies on one registry: who may do what under which, the same from either side. */
import { type Day, day, formatDay, has } from "@comity/calendar";
import { type EngineEvaluation, evaluate, readPolicy, type Tuple } from "@comity/policy";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  comparePolicies,
  endAgreement,
  hideSmallCellsOfPolicies,
  layDraft,
  type PolicyComparison,
  type Sides,
} from "../src/index.ts";
import { exchanged } from "./exchanged.ts";
import { POLICY, worldOn } from "./small-world.ts";

const { folded } = worldOn();

/** Changes that make another policy of the small one. Each must change something. */
const EDITS: readonly (readonly [name: string, from: string | RegExp, to: string])[] = [
  ["a shorter tail", "within the last 60 days", "within the last 30 days"],
  [
    "a review",
    "record recalled(person: Person)\n",
    'record recalled(person: Person)\nrecord reviewed(person: Person) "{person} has been reviewed"\n',
  ],
  [
    "who must be reviewed",
    "unless recalled(person)",
    "unless recalled(person) or (participates(person, _) unless within_reach(person))\n\nrule within_reach(person: Person)\n  when affiliated(person, institute), governed_by(institute, party), status(party, _)",
  ],
  [
    "agreements do not count",
    "  or   framework(institute, agreement), (in_force(agreement) unless suspended(agreement) or closed_to_newcomers(agreement))\n",
    "",
  ],
  ["another order", /(entitlement access[\s\S]*?\n\n)(entitlement account[\s\S]*?\n\n)/, "$2$1"],
  ["no permits", /entitlement permit[\s\S]*?access\(person\)\n/, ""],
  [
    "a permit for a person",
    "entitlement permit(dependant: Dependant)",
    "entitlement permit(person: Person, dependant: Dependant)",
  ],
  [
    "an entitlement of its own",
    "entitlement data(",
    'entitlement visits(person: Person) "{person} may visit"\n  when affiliated(person, _)\n\nentitlement data(',
  ],
  [
    "a clause of its own",
    'never "an exception',
    'never "nobody is in two places" when affiliated(person, one), affiliated(person, other), one != other\n\nnever "an exception',
  ],
];

function variant(...names: readonly string[]): EngineEvaluation {
  let text = POLICY;
  for (const [name, from, to] of EDITS) {
    if (!names.includes(name)) continue;
    const next = text.replace(from, to);
    expect(next).not.toBe(text);
    text = next;
  }
  const { policy, diagnostics } = readPolicy(text, `${names.join("+") || "small"}.policy.md`);
  if (policy === undefined) throw new Error(JSON.stringify(diagnostics));
  return evaluate(policy, folded.facts);
}

const compare = (a: EngineEvaluation, b: EngineEvaluation, from?: Day): PolicyComparison =>
  comparePolicies(folded, { evaluation: a }, { evaluation: b }, from === undefined ? {} : { from });

const plain = variant();
const strict = variant("agreements do not count");

describe("a policy that is stricter", () => {
  const comparison = compare(plain, strict);

  test("who keeps what", () => {
    // Members' people keep all; those at institutes of B and at the laboratory lose it.
    expect(comparison.people).toEqual({ a: 9, b: 3, onlyA: 6, onlyB: 0, both: 3 });
    expect(comparison.more).toEqual({ a: 6, b: 0, onlyA: 6, onlyB: 0, both: 0 });
    const access = comparison.entitlements.find(({ name }) => name === "access")!;
    expect(access).toMatchObject({
      title: { a: "may enter the site", b: "may enter the site" },
      hold: { a: 9, b: 3, onlyA: 6, onlyB: 0, both: 3 },
      longer: { a: 0, b: 0 },
      firstDay: { a: "2023-12-15" },
    });
    expect(comparison.byInstitute.map(({ id, more, hold }) => [id, more.onlyA, hold.both])).toEqual([
      ["east", 3, 1],
      ["lab", 2, 0],
      ["east2", 1, 0],
      ["north", 0, 3],
    ]);
  });

  test("why, and an example that is one", () => {
    const { reasons } = comparison.entitlements.find(({ name }) => name === "access")!;
    expect(reasons.b).toEqual([]);
    expect(reasons.a).toMatchObject([
      {
        word: "open",
        title: "may send people",
        rule: { id: "open" },
        there: [{ rule: { id: "open" }, lacks: ["status(a party, member state)"] }],
        cases: 6,
        asked: 6,
      },
    ]);
    const { tuple, on } = reasons.a[0]!.example!;
    expect(has(plain.when("access", tuple as Tuple), day(on))).toBe(true);
    expect(has(strict.when("access", tuple as Tuple), day(on))).toBe(false);
  });

  test("of a draft laid over both", () => {
    const after = layDraft(folded, plain, endAgreement(folded, "ICA-BB")).after;
    const drafted = comparePolicies(
      folded,
      { evaluation: after, decision: "End ICA-BB" },
      { evaluation: strict, decision: "End ICA-BB" },
      { from: day("2025-03-01") },
    );
    expect(drafted.a).toEqual({ policy: "A small policy", file: "small.policy.md", decision: "End ICA-BB" });
    // Only the laboratory's people are left of those whom an agreement lets in.
    expect(drafted.people).toEqual({ a: 5, b: 3, onlyA: 2, onlyB: 0, both: 3 });
    expect(drafted.from).toBe("2025-03-01");
  });
});

test("what is held for longer, by those who hold it under both", () => {
  const comparison = compare(plain, variant("a shorter tail"));
  expect(comparison.people).toMatchObject({ onlyA: 0, onlyB: 0, both: 9 });
  expect(comparison.more).toMatchObject({ a: 1, b: 0 });
  const account = comparison.entitlements.find(({ name }) => name === "account")!;
  // Cleo's access ends on 30 November 2024; the tail is 60 days or 30.
  expect(account).toMatchObject({ longer: { a: 1, b: 0 }, firstDay: { a: "2024-12-31" } });
  expect(account.reasons.a).toMatchObject([
    {
      word: "account",
      rule: { id: "account" },
      there: [{ rule: { id: "account" }, lacks: ["a person may enter the site, within the last 30 days"] }],
    },
  ]);
  // From a day on which it is over, nothing differs.
  expect(compare(plain, variant("a shorter tail"), day("2025-02-01")).more).toMatchObject({ a: 0, b: 0 });
});

test("an exception that one policy has", () => {
  const { entitlements } = compare(variant(), variant("who must be reviewed"));
  const registration = entitlements.find(({ name }) => name === "registration")!;
  // Anna works on X at east; Dan too, but he is at north as well.
  expect(registration.hold).toMatchObject({ onlyA: 1, both: 8 });
  expect(registration.reasons.a[0]!.there).toMatchObject([
    { lacks: ["not: recalled(a person), participates(a person, an experiment) and within_reach(a person)"] },
  ]);
});

test("what one policy alone knows is no difference", () => {
  const found = compare(variant("an entitlement of its own", "a review"), variant("no permits"));
  expect(found.more).toEqual({ a: 0, b: 0, onlyA: 0, onlyB: 0, both: 0 });
  expect(found.own).toEqual({
    a: [
      { name: "visits", title: "may visit", counts: "Person", hold: 9 },
      { name: "permit", title: "may stay", counts: "Dependant", hold: 2 },
    ],
    b: [],
  });
  expect(found.records).toEqual({
    only: { a: ["reviewed"], b: [] },
    empty: { a: ["reviewed"], b: [] },
  });
});

test("an entitlement of other columns is said, and not compared", () => {
  const found = compare(plain, variant("a permit for a person"));
  expect(found.mismatched).toEqual([
    {
      name: "permit",
      a: "permit(dependant: Dependant)",
      b: "permit(person: Person, dependant: Dependant)",
    },
  ]);
  expect(found.entitlements.some(({ name }) => name === "permit")).toBe(false);
});

test("a clause that something breaks under one policy alone", () => {
  const found = compare(plain, variant("a clause of its own"));
  expect(found.clauses).toEqual([
    {
      name: "never:nobody-is-in-two-places",
      title: "nobody is in two places",
      isKnown: { a: false, b: true },
      // Dan is at east and at north, and at north and at east.
      cases: { a: 0, b: 2 },
    },
  ]);
});

test("a policy and itself differ in nothing", () => {
  const found = compare(plain, variant());
  expect(found.more).toEqual({ a: 0, b: 0, onlyA: 0, onlyB: 0, both: 0 });
  for (const { hold, reasons } of found.entitlements) {
    expect([hold.onlyA, hold.onlyB]).toEqual([0, 0]);
    expect(reasons).toEqual({ a: [], b: [] });
  }
});

/** Each policy once: with these edits. */
const evaluations = new Map<string, EngineEvaluation>();
const anyPolicy = fc
  .subarray(EDITS.map(([name]) => name))
  .filter(
    // Nothing is left to edit of permits where there are none.
    (names) => !(names.includes("no permits") && names.includes("a permit for a person")),
  )
  .map((names) => {
    const key = names.join("+");
    const known = evaluations.get(key) ?? variant(...names);
    evaluations.set(key, known);
    return known;
  });
const anyDay = fc.integer({ min: day("2022-06-01"), max: day("2025-03-01") }) as fc.Arbitrary<Day>;

describe("any two policies", () => {
  test("compare the same from either side", () => {
    fc.assert(
      fc.property(anyPolicy, anyPolicy, anyDay, (a, b, from) => {
        const [there, back] = [compare(a, b, from), compare(b, a, from)];
        expect(exchanged(there)).toEqual(back);
        expect(exchanged(hideSmallCellsOfPolicies(there))).toEqual(hideSmallCellsOfPolicies(back));
      }),
      { numRuns: 25 },
    );
  });

  test("each side is made up of its parts", () => {
    fc.assert(
      fc.property(anyPolicy, anyPolicy, anyDay, (a, b, from) => {
        const { people, more, entitlements, byInstitute } = compare(a, b, from);
        const all: Sides[] = [
          people,
          more,
          ...entitlements.map(({ hold }) => hold),
          ...byInstitute.flatMap(({ hold, more: own }) => [hold, own]),
        ];
        for (const sides of all) {
          expect(sides.a).toBe(sides.onlyA! + sides.both!);
          expect(sides.b).toBe(sides.onlyB! + sides.both!);
        }
      }),
      { numRuns: 20 },
    );
  });

  test("count whom one finds by asking day by day", () => {
    fc.assert(
      fc.property(anyPolicy, anyPolicy, anyDay, (a, b, from) => {
        const last = day("2025-06-30");
        for (const { name, hold, longer, firstDay } of compare(a, b, from).entitlements) {
          if (!["access", "account"].includes(name)) continue;
          let [onlyA, both, longerA] = [0, 0, 0];
          let first: number | undefined;
          for (const person of folded.people.keys()) {
            const [ofA, ofB] = [a.when(name, [person]), b.when(name, [person])];
            let [isA, isB, isMore] = [false, false, false];
            for (let on = from as number; on <= last; on++) {
              const [inA, inB] = [has(ofA, on as Day), has(ofB, on as Day)];
              isA ||= inA;
              isB ||= inB;
              isMore ||= inA && !inB;
              if (inA && !inB && (first === undefined || on < first)) first = on;
            }
            if (isA && isB) both++;
            else if (isA) onlyA++;
            if (isA && isB && isMore) longerA++;
          }
          expect({ onlyA, both, longerA }).toEqual({ onlyA: hold.onlyA, both: hold.both, longerA: longer.a });
          expect(firstDay.a).toBe(first === undefined ? undefined : formatDay(first as Day));
        }
      }),
      { numRuns: 15 },
    );
  });
});

test("small figures are hidden, with what would tell them, and nobody is named", () => {
  const hidden = hideSmallCellsOfPolicies(compare(plain, strict));
  // Of 9 and 3 the 3 is small; and with 6 who hold more of 9, 3 hold no more.
  expect(hidden.people).toEqual({ a: 9, b: null, onlyA: null, onlyB: null, both: null });
  expect(hidden.more.a).toBeNull();
  expect(JSON.stringify(hidden)).not.toMatch(/anna|ben|gil|hal/);
  // One state has one seat: that is no secret.
  expect(hidden.entitlements.find(({ name }) => name === "seat_in")).toMatchObject({
    counts: "Party",
    impersonal: true,
    hold: { a: 1, b: 1, both: 1 },
  });
  expect(
    hidden.entitlements.every(({ reasons }) =>
      reasons.a.every(({ example, cases }) => example === null && cases === null),
    ),
  ).toBe(true);
});
