/**
 * What-ifs in recursions that are really walked round: links among a few points, many of them, so that a path is long,
 * comes back to where it began, and has several ways; links are cut and laid, and what follows equals the meaning.
 */
import { type Day, formatIntervals, OPEN } from "@comity/calendar";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type Extension,
  evaluate,
  evaluateByMeaning,
  type Fact,
  type FactChange,
  type Policy,
  readPolicy,
} from "../src/index.ts";
import { changed, factsOf } from "./random.ts";

/** The meaning goes day by day and round by round: it takes its time here, so `npm run soak` asks for a tenth of its worlds. */
const RUNS = Math.ceil(Number(process.env.COMITY_RUNS ?? 300) / 10);
const FIRST = 0 as Day;
const LAST = 25 as Day;

const recursions = [
  [
    "one predicate, once in a rule",
    `rule reaches(x: Point, y: Point)
  when link(x, y)
  or   reaches(x, z), link(z, y)`,
  ],
  [
    "twice in a rule, and an exception below it",
    `rule open(x: Point, y: Point)
  when link(x, y)
  unless closed(x)
rule reaches(x: Point, y: Point)
  when open(x, y)
  or   reaches(x, z), reaches(z, y)`,
  ],
  [
    "two predicates by turns, and a reader above them",
    `rule odd(x: Point, y: Point)
  when link(x, y)
  or   even(x, z), link(z, y)
rule even(x: Point, y: Point)
  when odd(x, z), link(z, y)
rule reaches(x: Point, y: Point)
  when even(x, y)
  unless odd(x, y)`,
  ],
  [
    "through windows, within a horizon",
    `rule reaches(x: Point, y: Point)
  when link(x, y)
  or   reaches(x, z) within the last 3 days, link(z, y)
  or   (reaches(x, y) throughout the last 2 days) within the last 1 day to 4 days, closed(y)`,
  ],
  [
    "through since, within a horizon",
    `rule reaches(x: Point, y: Point)
  when link(x, y)
  or   link(z, y), (link(z, y) since [0 days to 5 days] reaches(x, z))
  or   reaches(z, y) since (link(x, z), reaches(z, y))
  or   link(x, _), (reaches(x, z) until [1 day to 6 days] (closed(z), link(z, y)))`,
  ],
] as const;

function policyOf(text: string): Policy {
  const { policy } = readPolicy(text, "recursion.policy.md");
  if (policy === undefined) throw new Error(`no policy:\n${text}`);
  return policy;
}

const point = fc.integer({ min: 0, max: 4 }).map((n) => `p${n}`);
const stretch = fc
  .tuple(fc.integer({ min: 0, max: 20 }), fc.integer({ min: 1, max: 25 }), fc.boolean())
  .map(([from, length, open]) => ({ from: from as Day, to: (open ? OPEN : from + length) as Day }));
const link = fc.tuple(point, point).map((tuple) => ({ record: "link", tuple }));
const closed = point.map((p) => ({ record: "closed", tuple: [p] }));
const subject = fc.oneof({ weight: 5, arbitrary: link }, { weight: 1, arbitrary: closed });
const fact: fc.Arbitrary<Fact> = fc.tuple(subject, stretch).map(([of, days]) => ({ ...of, ...days }));
const facts = fc.array(fact, { minLength: 3, maxLength: 12 });

/** Changes of facts that are there, mostly: cut on some day, or laid anew; sometimes of others. */
const worlds = fc.tuple(
  facts,
  fc.array(fc.tuple(fc.nat(), fc.option(subject, { freq: 4 }), stretch, fc.boolean()), {
    minLength: 1,
    maxLength: 4,
  }),
);

describe.each(recursions)("what-ifs in a recursion: %s", (_, rules) => {
  const text = `\`\`\`policy
kind Point
record link(x: Point, y: Point)
record closed(x: Point)
${rules}
\`\`\`
`;
  const policy = policyOf(text);
  const options = { horizon: { first: FIRST, last: LAST } };

  it("equal the meaning, also one upon another and there and back", () => {
    fc.assert(
      fc.property(worlds, ([given, drawn]) => {
        const changes: FactChange[] = drawn.map(([which, other, days, present]) => {
          const { record, tuple } = other ?? given[which % given.length]!;
          return { record, tuple, ...days, present };
        });
        const base = evaluate(policy, factsOf(policy, given), options);
        const tell = (of: Pick<Extension, "list">): string[] =>
          policy.predicates.flatMap(({ name }) =>
            [...of.list(name)]
              .map(({ tuple, days }) => `${name} ${tuple.join(" ")}: ${formatIntervals(days)}`)
              .sort(),
          );
        const meant = (made: readonly FactChange[]): string[] =>
          tell(evaluateByMeaning(policy, factsOf(policy, changed(given, made)), options));
        const before = tell(base);
        let step = base;
        changes.forEach((change, k) => {
          step = step.whatIf([change]);
          expect(tell(step)).toEqual(meant(changes.slice(0, k + 1)));
        });
        expect(tell(base.whatIf(changes))).toEqual(meant(changes));
        expect(tell(base)).toEqual(before);
        for (const { predicate, tuple, after } of base.difference(step))
          expect(step.when(predicate, tuple)).toEqual(after);
      }),
      { numRuns: RUNS, endOnFailure: true },
    );
  });
});

it("asks an exception only once the values that it compares are there, also where the recursion around it gives them", () => {
  const text = `\`\`\`policy
kind Point
record link(x: Point, y: Point)
rule reaches(x: Point, y: Point)
  when link(x, y), before 1970-01-10
  or   (reaches(x, y) within the last 1 day unless (on 1970-01-02) until (x != @p9))
\`\`\`
`;
  const policy = policyOf(text);
  const options = { horizon: { first: FIRST, last: LAST } };
  const facts = factsOf(policy, [{ record: "link", tuple: ["p1", "p2"], from: 3 as Day, to: OPEN }]);
  const days = evaluate(policy, facts, options).when("reaches", ["p1", "p2"]);
  expect(days).toEqual(evaluateByMeaning(policy, facts, options).when("reaches", ["p1", "p2"]));
  expect(formatIntervals(days)).toBe("1970-01-04 to 1970-01-09");
});
