/** What the gate follows is what a fresh derivation of everything gives: after each act, day and document. */
import { readFileSync } from "node:fs";
import { type Day, SINCE_EVER } from "@comity/calendar";
import {
  type EngineEvaluation,
  eachFact,
  evaluate,
  evaluateByMeaning,
  type Fact,
  FactsBuilder,
} from "@comity/policy";
import { type Act, fold, RECORDS } from "@comity/registry";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { anyLedger, FIRST } from "../../store/test/projection/random-ledger.ts";
import { ACCESS_POLICY, ownAccessPolicy, readAccessPolicy } from "../src/index.ts";
import { LivingRelations } from "../src/living-relations.ts";
import { factsOfDocument } from "../src/relations.ts";
import { anyChange, everythingIn, FollowedActs } from "./ground/random-access.ts";

const access = ownAccessPolicy();
const own = new Set(access.registryRecords);

/** The same, with its window of years in days, for facts in which a day stands for a year. */
const YEARS = "= 2 years";
const text = readFileSync(ACCESS_POLICY, "utf8");
if (!text.includes(YEARS)) throw new Error("the policy has no such window any more");
const squeezed = readAccessPolicy(text.replace(YEARS, "= 2 days"), "access.policy.md").policy;

/** Team leaders among the random appointments, whose roles are any text. */
const withLeaders = (acts: readonly Act[]): Act[] =>
  acts.map((act) => (act.act === "appointment" ? { ...act, role: "team leader" } : act));

/** All facts that there are, put together anew. */
function factsOf(acts: readonly Act[], today: Day, told: ReadonlyMap<string, readonly Fact[]>) {
  const facts = new FactsBuilder(access.policy.records);
  for (const { record, tuple, from, to } of eachFact(fold(acts, { knownOn: today }).facts))
    if (own.has(record)) facts.add(record, tuple, from, to);
  for (const each of told.values())
    for (const { record, tuple, from, to } of each) facts.add(record, tuple, from, to);
  return facts.build();
}

const anyStep = fc.record({
  acts: fc.nat(8),
  nights: fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, fc.nat(700)),
  documents: fc.array(anyChange, { maxLength: 4 }),
  /** Everything is derived anew aside, so many steps of it before the acts come. */
  renewsAfter: fc.option(fc.nat(60), { nil: undefined }),
});

describe("what the gate follows", () => {
  test("is what everything derived anew gives, after each batch of acts, new day and document", () => {
    let held = 0;
    fc.assert(
      fc.property(
        anyLedger(40),
        fc.array(anyStep, { minLength: 1, maxLength: 8 }),
        fc.integer({ min: FIRST, max: FIRST + 3_000 }),
        fc.constantFrom(7, 10_000),
        (ledger, steps, start, freshAfter) => {
          const all = withLeaders(ledger);
          const followed = new FollowedActs(access.policy, start as Day, freshAfter);
          const relations = new LivingRelations(access, followed, 2 * freshAfter);
          const told = new Map<string, readonly Fact[]>();
          let taken = 0;
          for (const { acts, nights, documents, renewsAfter } of steps) {
            const next = all.slice(taken, taken + acts);
            if (renewsAfter === undefined) followed.take(next);
            else followed.renew(renewsAfter, next);
            taken += acts;
            followed.turnTo((followed.today + nights) as Day);
            const said = documents.map(([collection, id, value]) => {
              const name = `${collection}/${id}`;
              const facts = factsOfDocument(collection, id, value);
              told.set(name, facts);
              return [name, facts] as const;
            });
            relations.tell(said);
            const facts = factsOf(all.slice(0, taken), relations.today, told);
            const now = everythingIn(evaluate(access.policy, facts));
            held += now.filter((line) => line.startsWith('["may_one"')).length;
            expect(everythingIn(relations.evaluation)).toEqual(now);
          }
          relations.close();
        },
      ),
      { numRuns: Number(process.env.COMITY_RUNS ?? 25) },
    );
    // Else nothing would be compared.
    expect(held).toBeGreaterThan(250);
  });

  test("is on each day what the plain meaning of the policy says", () => {
    fc.assert(
      fc.property(anyLedger(15), fc.array(anyChange, { maxLength: 8 }), (ledger, documents) => {
        const told = new Map(
          documents.map(([collection, id, value]) => [
            `${collection}/${id}`,
            factsOfDocument(collection, id, value),
          ]),
        );
        // A day for each year: the meaning is computed day by day.
        const squeeze = (day: number): Day =>
          (day === SINCE_EVER || day > 1_000_000 ? day : FIRST + Math.floor((day - FIRST) / 365)) as Day;
        const facts = new FactsBuilder(access.policy.records);
        for (const fact of eachFact(factsOf(withLeaders(ledger), (FIRST + 4_000) as Day, told)))
          if (squeeze(fact.from) < squeeze(fact.to))
            facts.add(fact.record, fact.tuple, squeeze(fact.from), squeeze(fact.to));
        const built = facts.build();
        expect(everythingIn(evaluate(squeezed, built))).toEqual(
          everythingIn(evaluateByMeaning(squeezed, built)),
        );
      }),
      { numRuns: Number(process.env.COMITY_RUNS ?? 5) },
    );
  });

  test("wants to follow every record that the policy of access reads", () => {
    const bare: Pick<EngineEvaluation, "policy"> = { policy: { ...access.policy, records: [] } };
    const followed = new FollowedActs(access.policy, FIRST, 10);
    expect(RECORDS.length).toBeGreaterThan(access.registryRecords.length);
    expect(
      () =>
        new LivingRelations(access, {
          evaluation: bare as EngineEvaluation,
          today: FIRST,
          onStep: (listener) => followed.onStep(listener),
          onRenewal: (listener) => followed.onRenewal(listener),
        }),
    ).toThrow(
      "what is followed has no record `affiliated`, `participates`, `appointed`, `team`, `party`, `status`, `observer`, `observer_suspended`: follow `withRegistryRecords(policy)`",
    );
  });
});
