/**
 * What acts are about: a person, an institute, a party, a session, a dependant, what a declared record states, or an agreement
 * and those it is joined with.
 */
import type { Act, ActSort } from "./acts.ts";

/**
 * What facts hang together: all facts of one tuple come from acts of one topic. An agreement's family is a topic of
 * its own, kept apart.
 */
export const TOPICS = ["person", "institute", "party", "session", "dependant", "statement"] as const;
export type Topic = (typeof TOPICS)[number];

/** The topic of the acts of a sort; undefined where they make no such facts. */
export function topicOf(sort: ActSort): Topic | undefined {
  switch (sort) {
    case "affiliation":
    case "contract":
    case "membership":
    case "qualification":
    case "residence":
    case "residence card":
    case "appointment":
    case "mark":
    case "recall":
    case "death":
      return "person";
    case "institute":
    case "team":
    case "dues":
      return "institute";
    case "status":
    case "observer":
    case "observer suspension":
    case "share":
      return "party";
    case "session":
      return "session";
    case "dependant":
      return "dependant";
    case "statement":
      return "statement";
    default:
      return undefined;
  }
}

/** What the act of a topic is about: its person, institute, party, session or dependant, or the tuple that it states. */
export function subjectOf(act: Act, topic: Topic): string {
  if (topic === "party")
    return (act as Act & { act: "status" }).party ?? (act as Act & { act: "share" }).payer;
  if (topic === "statement") {
    const { record, values } = act as Act & { act: "statement" };
    return JSON.stringify([record, ...values]);
  }
  return (act as unknown as Record<Topic, string>)[topic];
}

/** Indices of acts by whom they are about, laid out flat: a registry has them for tens of thousands of people. */
export class ActsBySubject {
  readonly #numbers: ReadonlyMap<string, number>;
  /** Subject `n` has the acts `indices[starts[n]]` to before `indices[starts[n + 1]]`. */
  readonly #starts: Int32Array;
  readonly #indices: Int32Array;

  constructor(numbers: ReadonlyMap<string, number>, starts: Int32Array, indices: Int32Array) {
    this.#numbers = numbers;
    this.#starts = starts;
    this.#indices = indices;
  }

  /** How many subjects there are. */
  get count(): number {
    return this.#numbers.size;
  }

  /** The acts about the subject of that number, in their order. */
  at(number: number): Int32Array {
    return this.#indices.subarray(this.#starts[number]!, this.#starts[number + 1]!);
  }

  /** The acts about a subject, in their order; none where nobody is called so. */
  of(subject: string): Int32Array {
    const number = this.#numbers.get(subject);
    return number === undefined ? new Int32Array(0) : this.at(number);
  }
}

/** Acts that stand together and are all of one sort: those at the places from `from` to before `to`. */
export interface Run {
  readonly sort: ActSort;
  readonly from: number;
  readonly to: number;
}

/**
 * Sorts acts by subject. For each sort of act `naming` gives what tells the subject of one, if acts of that sort have
 * any; acts of no subject are left out.
 */
export function bySubject(
  acts: readonly Act[],
  runs: readonly Run[],
  naming: (sort: ActSort) => ((act: Act) => string | undefined) | undefined,
): ActsBySubject {
  const numbers = new Map<string, number>();
  const counts: number[] = [];
  /** By act: the number of its subject plus one; nought where it has none. */
  const subjects = new Int32Array(acts.length);
  const picked: Run[] = [];
  for (const run of runs) {
    const nameOf = naming(run.sort);
    if (nameOf === undefined) continue;
    picked.push(run);
    for (let index = run.from; index < run.to; index++) {
      const subject = nameOf(acts[index]!);
      if (subject === undefined) continue;
      let number = numbers.get(subject);
      if (number === undefined) {
        number = counts.push(0) - 1;
        numbers.set(subject, number);
      }
      counts[number]!++;
      subjects[index] = number + 1;
    }
  }
  const starts = startsOf(counts);
  const next = starts.slice();
  const indices = new Int32Array(starts.at(-1)!);
  for (const { from, to } of picked)
    for (let index = from; index < to; index++) {
      const number = subjects[index]! - 1;
      if (number >= 0) indices[next[number]!++] = index;
    }
  return new ActsBySubject(numbers, starts, indices);
}

/** Where each of some lists starts in all of them laid end to end, and where the last one ends. */
function startsOf(counts: readonly number[]): Int32Array {
  const starts = new Int32Array(counts.length + 1);
  for (let k = 0; k < counts.length; k++) starts[k + 1] = starts[k]! + counts[k]!;
  return starts;
}

/** Adds to a list in a map. */
export function append<Key, Item>(map: Map<Key, Item[]>, key: Key, item: Item): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [item]);
  else list.push(item);
}

/** The agreement that an act is about, if it is about one. */
export function agreementOf(act: Act): string | undefined {
  return act.act !== "signature" && !("agreement" in act) ? undefined : act.agreement;
}

/** The other agreements that an act joins its own with. */
export function linkedBy(act: Act): string[] {
  const linked =
    act.act === "signature"
      ? [act.parent, act.succeeds]
      : act.act === "succession"
        ? [act.succeeds]
        : act.act === "accession"
          ? [act.under]
          : [];
  return linked.filter((agreement) => agreement !== undefined);
}
