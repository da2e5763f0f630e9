/** A batch is answered as its questions are one by one; others are answered meanwhile, however many past days it asks about. */
import { type Day, day, formatDay } from "@comity/calendar";
import { type FollowedStore, LivingEvaluation } from "@comity/store";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { anyActs } from "../../../../packages/registry/test/random-registry.ts";
import { livingPolicy } from "../../../../packages/store/test/living/living-policy.ts";
import { Decisions } from "../../src/authzen/decisions.ts";
import type { Evaluation } from "../../src/authzen/read-request.ts";
import { faultOfBatch, MOST_PAST_DAYS, runBatch } from "../../src/authzen/run-batch.ts";
import { LivingFollowed } from "../ground/living-followed.ts";

const policy = livingPolicy();
const TODAY = day("2021-06-01");
const [acts = []] = fc.sample(anyActs(400), { seed: 11, numRuns: 1 });
const recorded = acts.map((act, k) => ({ act, position: k + 1 }));
const entitlement = policy.predicates.find(
  ({ role, columns }) => role === "entitlement" && columns.length === 1 && columns[0]!.kind === "Person",
)!.name;
const ask = (person: string, knownOn?: Day): Evaluation => ({
  subject: { type: "person", id: person },
  action: { name: entitlement },
  resource: { type: "registry", id: "test" },
  ...(knownOn === undefined ? {} : { context: { knownOn: formatDay(knownOn) } }),
});
const PEOPLE = ["p1", "p2", "p3", "p4"];

function ground(count = recorded.length) {
  const living = new LivingEvaluation(policy, recorded.slice(0, count), TODAY);
  const followed = new LivingFollowed(living);
  return { followed, decisions: new Decisions(followed as unknown as FollowedStore, policy, "test") };
}

describe("a batch", () => {
  test("that asks about more past days than are kept has none derived in one go, and is answered as one by one", async () => {
    const { followed, decisions } = ground();
    const days = Array.from({ length: 14 }, (_, k) => (TODAY - 1 - 150 * k) as Day);
    const items = [...days, undefined, ...days].map((on, k) => ask(PEOPLE[k % 4]!, on));
    let ticks = 0;
    const ticking = setInterval(() => ticks++, 0);
    const made = await runBatch({ items, semantics: "execute_all" }, decisions);
    clearInterval(ticking);
    expect(followed.inOneGo).toBe(0);
    expect(ticks).toBeGreaterThan(10);
    const alone = ground();
    expect(made).toEqual(items.map((item) => alone.decisions.decide(item)));
    expect(alone.followed.inOneGo).toBeGreaterThan(0);
  });

  test("says what is known now by one head, whatever is recorded while it is answered", async () => {
    const { followed, decisions } = ground(recorded.length - 60);
    const items = Array.from({ length: 200 }, (_, k) => ask(PEOPLE[k % 4]!));
    const { head } = followed;
    const running = runBatch({ items, semantics: "execute_all" }, decisions);
    let recordedMeanwhile = 0;
    const recording = setInterval(() => {
      followed.take(recorded.slice(0, recorded.length - 60 + ++recordedMeanwhile));
    }, 0);
    const made = await running;
    clearInterval(recording);
    expect(recordedMeanwhile).toBeGreaterThan(0);
    expect(followed.head).not.toEqual(head);
    expect(new Set(made.map(({ context }) => context.head))).toEqual(new Set([head]));
    const before = ground(recorded.length - 60);
    expect(made).toEqual(items.map((item) => before.decisions.decide(item)));
  });

  test("may not ask about more past days than are derived for one request", () => {
    const { decisions } = ground();
    const asking = (count: number) => ({
      items: Array.from({ length: count }, (_, k) => ask("p1", (TODAY - 1 - k) as Day)),
      semantics: "execute_all" as const,
    });
    expect(faultOfBatch(asking(MOST_PAST_DAYS), decisions)).toBeUndefined();
    expect(faultOfBatch(asking(MOST_PAST_DAYS + 1), decisions)).toEqual({
      path: "body.evaluations",
      message: "at most 40 past days are expected",
    });
  });
});
