import { type Day, day, formatIntervals, has, interval, isOpen, OPEN } from "@comity/calendar";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Claim, checkProof, evaluate, explain, type Proof, tell, type Yes } from "../src/index.ts";
import { evaluationByMeaning } from "./by-meaning.ts";
import { changed, factsOf, type World, worlds } from "./random.ts";
import { Tape } from "./tape.ts";

const QUICK = { endOnFailure: true };
const MIDDLE = day("2024-02-18");

/** `npm run soak` asks for more worlds, and gets a third of them: every proof of each world is checked. */
const runs = (count: number): number => Math.ceil(Math.max(count, Number(process.env.COMITY_RUNS ?? 0) / 3));

/** A few days of each interval: its first, its last, one between. */
function someDays(set: ArrayLike<number>): Day[] {
  const days: number[] = [];
  for (let at = 0; at < set.length; at += 2) {
    const [from, to] = [set[at]! as Day, set[at + 1]! as Day];
    if (!isOpen(from)) days.push(from);
    if (!isOpen(to)) days.push(to - 1);
    if (isOpen(from) || isOpen(to)) days.push(MIDDLE);
    else days.push(Math.floor((from + to) / 2));
  }
  return days.filter((on) => has(set as never, on as Day)) as Day[];
}

/** Every proof of a few days of every derived tuple of a world. */
function proofsOf({ policy, given, facts, options }: World): Yes[] {
  const meaning = evaluationByMeaning(policy, given, options);
  return policy.predicates.flatMap(({ name }) =>
    [...meaning.list(name)].flatMap(({ tuple, days }) =>
      someDays(days).map((on) => {
        const explanation = explain(meaning, policy, facts, name, tuple, on);
        if (explanation.answer !== "yes") throw new Error("a day that holds is explained as a no");
        return explanation;
      }),
    ),
  );
}

const kinds = [
  ["recursion without durations", {}],
  ["recursion through durations", { throughDurations: true }],
] as const;

describe.each(kinds)("random worlds, %s", (_, choice) => {
  test("every day that holds has a proof around it, and the proof passes the checker, read back from JSON too", () => {
    let proofs = 0;
    fc.assert(
      fc.property(worlds(choice), (world) => {
        for (const { on, from, to, proof } of proofsOf(world)) {
          expect(proof.claim.from <= on && on < proof.claim.to).toBe(true);
          expect(from <= proof.claim.from && proof.claim.to <= to).toBe(true);
          const again = JSON.parse(JSON.stringify(proof)) as Proof;
          expect(checkProof(world.policy, world.facts, again, world.options)).toBe(true);
          proofs++;
        }
      }),
      { numRuns: runs(80), ...QUICK },
    );
    expect(proofs).toBeGreaterThan(200);
  });

  test("a longer claim, another tuple, a longer fact and a proof of nothing are rejected", () => {
    let rejected = 0;
    fc.assert(
      fc.property(worlds(choice), ({ policy, facts, options, ...world }) => {
        for (const { proof } of proofsOf({ policy, facts, options, ...world })) {
          for (const wrong of surelyWrong(proof)) {
            expect(checkProof(policy, facts, wrong, options)).not.toBe(true);
            rejected++;
          }
        }
      }),
      { numRuns: runs(50), ...QUICK },
    );
    expect(rejected).toBeGreaterThan(300);
  });

  test("what passes is true: mutated proofs, and proofs held against changed facts", () => {
    const seen = { passed: 0, rejected: 0 };
    fc.assert(
      fc.property(worlds(choice), fc.uint8Array({ maxLength: 60, size: "max" }), (world, bytes) => {
        const tape = new Tape(bytes);
        const { policy, options } = world;
        const later = changed(world.given, world.changes);
        const cases = [
          [world.facts, evaluationByMeaning(policy, world.given, options)],
          [factsOf(policy, later), evaluationByMeaning(policy, later, options)],
        ] as const;
        for (const { proof } of proofsOf(world).slice(0, 8)) {
          for (const [facts, meaning] of cases)
            for (const candidate of [proof, mutated(proof, tape), mutated(proof, tape)]) {
              const verdict = checkProof(policy, facts, candidate, options);
              if (verdict !== true) {
                seen.rejected++;
                continue;
              }
              seen.passed++;
              const { predicate, tuple, from, to } = candidate.claim;
              const truly = meaning.when(predicate, tuple);
              const missing = interval(from, to).length === 0 || !covered(truly, from, to);
              expect(missing, `${predicate} ${tuple.join(" ")} ${formatIntervals(truly)}`).toBe(false);
            }
        }
      }),
      { numRuns: runs(80), ...QUICK },
    );
    expect(seen.passed).toBeGreaterThan(100);
    expect(seen.rejected).toBeGreaterThan(100);
  });

  test("a no says what was lacking: at least one thing for every rule it names", () => {
    let told = 0;
    fc.assert(
      fc.property(worlds(choice), ({ policy, given, facts, options }) => {
        const meaning = evaluationByMeaning(policy, given, options);
        for (const { name } of policy.predicates)
          for (const { tuple, days } of meaning.list(name)) {
            if (has(days, MIDDLE)) continue;
            const explanation = explain(meaning, policy, facts, name, tuple, MIDDLE);
            if (explanation.answer !== "no")
              throw new Error("a day that does not hold is explained as a yes");
            expect(explanation.rules.length).toBeGreaterThan(0);
            expect(tell(policy, explanation, (id) => id)).toMatch(/^no: /);
            told++;
          }
      }),
      { numRuns: runs(60), ...QUICK },
    );
    expect(told).toBeGreaterThan(20);
  });

  test("the engine and the meaning explain alike, and in words alike", () => {
    fc.assert(
      fc.property(worlds(choice), ({ policy, given, facts, options }) => {
        const meaning = evaluationByMeaning(policy, given, options);
        const engine = evaluate(policy, factsOf(policy, given), options);
        for (const { name } of policy.predicates)
          for (const { tuple, days } of meaning.list(name))
            for (const on of [...someDays(days), MIDDLE]) {
              const [one, other] = [meaning, engine].map((by) => explain(by, policy, facts, name, tuple, on));
              expect(other!.answer).toBe(one!.answer);
              expect(other).toEqual(one);
              expect(tell(policy, other!, (id) => id)).toBe(tell(policy, one!, (id) => id));
            }
      }),
      { numRuns: runs(60), ...QUICK },
    );
  });
});

function covered(set: ArrayLike<number>, from: Day, to: Day): boolean {
  for (let at = 0; at < set.length; at += 2) if (set[at]! <= from && to <= set[at + 1]!) return true;
  return false;
}

/** Mutations after which no proof can be right: an explanation's proof claims all days that its rule and values give. */
function* surelyWrong(proof: Proof): Generator<Proof> {
  const { claim, facts, proofs } = proof;
  if (!isOpen(claim.to)) yield { ...proof, claim: { ...claim, to: (claim.to + 1) as Day } };
  if (!isOpen(claim.from)) yield { ...proof, claim: { ...claim, from: (claim.from - 1) as Day } };
  yield { ...proof, claim: { ...claim, to: claim.from } };
  yield { ...proof, rule: "no such rule" };
  if (claim.tuple.length > 0)
    yield { ...proof, claim: { ...claim, tuple: ["other", ...claim.tuple.slice(1)] } };
  for (const [at, fact] of facts.entries()) {
    const longer: Claim[] = [];
    if (!isOpen(fact.to)) longer.push({ ...fact, to: OPEN });
    if (!isOpen(fact.from)) longer.push({ ...fact, from: (fact.from - 1) as Day });
    if (fact.tuple.length > 0) longer.push({ ...fact, tuple: ["nobody", ...fact.tuple.slice(1)] });
    for (const one of longer) yield { ...proof, facts: facts.with(at, one) };
  }
  for (const [at, part] of proofs.entries()) {
    const { to } = part.claim;
    if (!isOpen(to))
      yield { ...proof, proofs: proofs.with(at, { ...part, claim: { ...part.claim, to: OPEN } }) };
  }
}

/** Some mutation somewhere in a proof. It may leave it right. */
function mutated(proof: Proof, tape: Tape): Proof {
  const { claim, facts, proofs } = proof;
  const without = <T>(list: readonly T[]): T[] => list.filter((_, at) => at !== tape.below(list.length));
  const moved = (one: Claim): Claim => {
    const [from, to] = [one.from, one.to].map((end) => (isOpen(end) ? end : end + tape.below(9) - 4));
    return { ...one, from: from as Day, to: to as Day };
  };
  switch (tape.below(7)) {
    case 0:
      return proofs.length > 0
        ? { ...proof, proofs: proofs.with(0, mutated(proofs[0]!, tape)) }
        : { ...proof, claim: moved(claim) };
    case 1:
      return { ...proof, claim: moved(claim) };
    case 2:
      return facts.length > 0 ? { ...proof, facts: without(facts) } : proof;
    case 3:
      return proofs.length > 0 ? { ...proof, proofs: without(proofs) } : proof;
    case 4:
      return { ...proof, rule: tape.oneIn(2) ? `${claim.predicate}/2` : claim.predicate };
    case 5: {
      const names = Object.keys(proof.bindings);
      const name = names[tape.below(Math.max(names.length, 1))];
      const values = Object.values(proof.bindings);
      return name === undefined
        ? proof
        : { ...proof, bindings: { ...proof.bindings, [name]: tape.pick(values) } };
    }
    default:
      return { ...proof, claim: { ...claim, to: OPEN } };
  }
}
