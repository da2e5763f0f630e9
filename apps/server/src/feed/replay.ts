/**
 * The way from a place in the ledger to a later one, gone again from the entries alone: acts in the order and the company in which
 * they were recorded, days when entries of them come. What a server tells as it happens is the same.
 */
import { type Day, day } from "@comity/calendar";
import type { EngineEvaluation, Policy } from "@comity/policy";
import {
  countTogether,
  type Entry,
  LivingEvaluation,
  type Recorded,
  recordedOf,
  type Step,
} from "@comity/store";
import type { Place } from "./cursor.ts";

/** A step of the way, and where it led. */
export interface Retraced {
  readonly position: number;
  readonly hash: string;
  readonly day: Day;
  readonly recordedAt: string | undefined;
  readonly differences: Step["differences"];
  readonly evaluation: EngineEvaluation;
}

/** The day on which an entry was recorded, in UTC. */
function dayRecorded({ recordedAt }: Entry): Day {
  return day(recordedAt.slice(0, 10));
}

/** The steps from a place on. `entries` are all of the ledger from its first one through that of `to`. */
export async function* retrace(
  policy: Policy,
  entries: AsyncIterable<Entry>,
  from: Place,
  to: Place,
): AsyncGenerator<Retraced> {
  const base: Recorded[] = [];
  let living: LivingEvaluation | undefined;
  let waiting: Entry[] = [];
  let hash = "";
  const start = (): LivingEvaluation => new LivingEvaluation(policy, base, from.day);
  function* turn(through: Day): Generator<Retraced> {
    while (living!.today < through) {
      const today = (living!.today + 1) as Day;
      const { differences, evaluation } = living!.turnTo(today)!;
      yield { position: living!.position, hash, day: today, recordedAt: undefined, differences, evaluation };
    }
  }
  function* take(): Generator<Retraced> {
    const [first] = waiting;
    if (first === undefined) return;
    living ??= start();
    const recorded = dayRecorded(first);
    yield* turn(Math.min(recorded, to.day) as Day);
    const together = waiting;
    waiting = [];
    const step = living.take(recordedOf(together));
    const { position, recordedAt } = together.at(-1)!;
    hash = together.at(-1)!.hash;
    if (step === undefined) return;
    const { differences, evaluation } = step;
    yield { position, hash, day: living.today, recordedAt, differences, evaluation };
  }
  const known: Entry[] = [];
  for await (const entry of entries) {
    if (entry.position > to.position) break;
    if (entry.position <= from.position) {
      known.push(entry);
      if (known.length === AT_ONCE) base.push(...recordedOf(known.splice(0)));
      hash = entry.hash;
      continue;
    }
    if (known.length > 0) base.push(...recordedOf(known.splice(0)));
    const [first] = waiting;
    if (first !== undefined && countTogether([first, entry]) === 1) yield* take();
    waiting.push(entry);
  }
  if (known.length > 0) base.push(...recordedOf(known));
  yield* take();
  living ??= start();
  yield* turn(to.day);
}

const AT_ONCE = 1_000;
