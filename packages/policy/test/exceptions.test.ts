/**
 * What-ifs in exceptions of several conditions, when several of these change at once: what follows equals the meaning, and no
 * more heads are looked at than the change can reach.
 */
import { type Day, formatIntervals, OPEN } from "@comity/calendar";
import fc from "fast-check";
import { afterEach, describe, expect, it, vi } from "vitest";
import { ChangePlans } from "../src/engine/change-plans.ts";
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

/** `npm run soak` asks for many more worlds. */
const RUNS = Math.ceil(Number(process.env.COMITY_RUNS ?? 300) / 5);

const exceptions = [
  ["atoms alone", "(link(x, y), closed(y), marked(y))"],
  ["an exception among the conditions", "(link(x, y), closed(y) unless marked(y))"],
  ["an exception of several among the conditions", "(link(x, y), closed(x) unless (marked(y), link(y, x)))"],
  ["conditions under operators", "(link(x, y) within the last 3 days, closed(y) unless begins marked(y))"],
  ["one alternative or another", "(link(x, y), closed(y) unless marked(x)) or (closed(x), marked(x))"],
] as const;

function policyOf(exception: string): Policy {
  const text = `\`\`\`policy
kind Point
record point(x: Point)
record link(x: Point, y: Point)
record closed(x: Point)
record marked(x: Point)
rule free(x: Point)
  when point(x) unless ${exception}
rule beside(x: Point, z: Point)
  when free(x), link(z, x)
\`\`\`
`;
  const { policy, diagnostics } = readPolicy(text, "exceptions.policy.md");
  if (policy === undefined) throw new Error(diagnostics.map(({ message }) => message).join("\n"));
  return policy;
}

function tell(policy: Policy, of: Pick<Extension, "list">): string[] {
  return policy.predicates.flatMap(({ name }) =>
    [...of.list(name)]
      .map(({ tuple, days }) => `${name} ${tuple.join(" ")}: ${formatIntervals(days)}`)
      .sort(),
  );
}

const point = fc.integer({ min: 0, max: 2 }).map((n) => `p${n}`);
const stretch = fc
  .tuple(fc.integer({ min: 0, max: 12 }), fc.integer({ min: 1, max: 12 }), fc.boolean())
  .map(([from, length, isOpen]) => ({ from: from as Day, to: (isOpen ? OPEN : from + length) as Day }));
const subject = fc.oneof(
  fc.tuple(point, point).map((tuple) => ({ record: "link", tuple })),
  ...["closed", "marked"].map((record) => point.map((p) => ({ record, tuple: [p] }))),
);
const fact: fc.Arbitrary<Fact> = fc.tuple(subject, stretch).map(([of, days]) => ({ ...of, ...days }));
/** Few facts, so that a condition is often met by none, and as many changes, all at once. */
const worlds = fc.tuple(
  fc.array(fact, { maxLength: 5 }),
  fc.array(
    fc.tuple(fact, fc.boolean()).map(([of, present]): FactChange => ({ ...of, present })),
    { minLength: 1, maxLength: 5 },
  ),
);

describe.each(exceptions)("what-ifs in an exception: %s", (_, exception) => {
  const policy = policyOf(exception);

  it("equal the meaning, whatever of it changes at once", () => {
    fc.assert(
      fc.property(worlds, ([drawn, changes]) => {
        const points = ["p0", "p1", "p2"].map(
          (p): Fact => ({ record: "point", tuple: [p], from: 0 as Day, to: 30 as Day }),
        );
        const given = [...points, ...drawn];
        const after = evaluate(policy, factsOf(policy, given)).whatIf(changes);
        const meaning = evaluateByMeaning(policy, factsOf(policy, changed(given, changes)));
        expect(tell(policy, after)).toEqual(tell(policy, meaning));
        // And back again, where what was closed is open and the other way round.
        const back = changes.map((each) => ({ ...each, present: !each.present }));
        const undone = evaluateByMeaning(policy, factsOf(policy, changed(given, [...changes, ...back])));
        expect(tell(policy, after.whatIf(back))).toEqual(tell(policy, undone));
      }),
      { numRuns: RUNS, endOnFailure: true },
    );
  });
});

describe("a change in an exception", () => {
  afterEach(() => vi.restoreAllMocks());

  const POINTS = 500;
  const policy = policyOf("(link(x, y), closed(y) unless marked(y))");
  const days = { from: 0 as Day, to: OPEN };
  /** Of 500 points each two have a link to one of 250 gates. */
  const gateOf = (k: number): string => `g${Math.floor(k / 2)}`;
  const given: Fact[] = Array.from({ length: POINTS }, (_, k) => [
    { record: "point", tuple: [`p${k}`], ...days },
    { record: "link", tuple: [`p${k}`, gateOf(k)], ...days },
  ]).flat();

  /** How many heads of `free` are derived anew after changes, and whether they come out as they mean. */
  function lookedAt(changes: readonly FactChange[]): number {
    const base = evaluate(policy, factsOf(policy, given));
    const rederivation = vi.spyOn(ChangePlans.prototype, "rederivation");
    const after = base.whatIf(changes);
    const made = rederivation.mock.calls.map(([rule], k) => ({ rule, at: rederivation.mock.results[k]! }));
    const counts = made.map(({ at }) => (at.value as { start: { count: number } }).start.count);
    rederivation.mockRestore();
    expect(tell(policy, after)).toEqual(
      tell(policy, evaluate(policy, factsOf(policy, changed(given, changes)))),
    );
    return counts.length === 0 ? 0 : counts[0]!;
  }
  const set = (record: string, ...tuple: string[]): FactChange => ({ record, tuple, ...days, present: true });

  it("looks at those alone that its other conditions lead to", () => {
    expect(lookedAt([set("closed", "g7")])).toBe(2);
    expect(lookedAt([set("closed", "g7"), set("closed", "g9"), set("marked", "g9")])).toBe(4);
    // The gate is closed and somebody new has a link to it: three.
    expect(lookedAt([set("closed", "g7"), set("link", "p0", "g7")])).toBe(3);
  });
});
