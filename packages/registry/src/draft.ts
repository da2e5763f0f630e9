/** Drafts: hypothetical acts laid over a folded registry, and the facts that they would change. */
import { type Day, difference, type IntervalSet, intervalSet } from "@comity/calendar";
import { eachFact, type FactChange, type Tuple } from "@comity/policy";
import type { Act } from "./acts.ts";
import { emitAgreement } from "./agreement-facts.ts";
import { type AgreementLife, agreementLives } from "./agreement-life.ts";
import { type Folded, fold, foldMerged } from "./fold.ts";
import { type Emit, emitSubject } from "./lasting-facts.ts";
import { Ledger } from "./ledger.ts";
import { type Merges, mergesIn, sameMerges, withMerges } from "./merges.ts";
import { agreementOf, append, linkedBy, subjectOf, TOPICS, type Topic, topicOf } from "./subjects.ts";

/** What hypothetical acts would change. */
export interface Drafted {
  readonly changes: readonly FactChange[];
  /** The agreements of every family that the draft touches, as they would be. */
  readonly agreements: ReadonlyMap<string, AgreementLife>;
  /** The acts known and those of the draft; an `AgreementLife` refers to acts by their index here. */
  readonly ledger: Ledger;
  /** What the ledger is laid over: what was folded, or, where the draft changes who is one person, the same acts with its merges. */
  readonly base: Folded;
}

/** The days of each tuple, collected from facts. */
class Days {
  readonly #tuples = new Map<string, { record: string; tuple: Tuple; pairs: [Day, Day][] }>();

  readonly emit: Emit = (record, tuple, from, to) => {
    const key = JSON.stringify([record, ...tuple]);
    const known = this.#tuples.get(key);
    if (known === undefined) this.#tuples.set(key, { record, tuple, pairs: [[from, to]] });
    else known.pairs.push([from, to]);
  };

  get(key: string): IntervalSet {
    return intervalSet(this.#tuples.get(key)?.pairs ?? []);
  }

  entries(): IterableIterator<[string, { record: string; tuple: Tuple }]> {
    return this.#tuples.entries();
  }
}

function changesBetween(before: Days, after: Days): FactChange[] {
  const changes: FactChange[] = [];
  const note = (record: string, tuple: Tuple, days: IntervalSet, present: boolean): void => {
    for (let k = 0; k < days.length; k += 2)
      changes.push({ record, tuple, from: days[k]! as Day, to: days[k + 1]! as Day, present });
  };
  for (const [key, { record, tuple }] of before.entries())
    note(record, tuple, difference(before.get(key), after.get(key)), false);
  for (const [key, { record, tuple }] of after.entries())
    note(record, tuple, difference(after.get(key), before.get(key)), true);
  return changes;
}

/** What the draft's acts reach: agreements, and subjects by topic. */
interface Reach {
  readonly agreements: Set<string>;
  readonly subjects: Readonly<Record<Topic, Set<string>>>;
}

function reachOf(ledger: Ledger): Reach {
  const reach: Reach = {
    agreements: new Set(),
    subjects: {
      person: new Set(),
      institute: new Set(),
      party: new Set(),
      session: new Set(),
      dependant: new Set(),
      statement: new Set(),
    },
  };
  for (const index of ledger.reached) {
    const act = ledger.act(index);
    const topic = topicOf(act.act);
    if (topic !== undefined) reach.subjects[topic].add(subjectOf(act, topic));
    const agreement = agreementOf(act);
    if (agreement !== undefined) reach.agreements.add(agreement);
  }
  return reach;
}

/** The families of agreements: all that hang together by the links known and those that the draft adds. */
function familyOf(
  folded: Folded,
  added: ReadonlyMap<string, readonly string[]>,
  start: Set<string>,
): string[] {
  const family = new Set(start);
  for (const agreement of family) {
    for (const links of [folded.agreementActs.links.get(agreement), added.get(agreement)])
      for (const other of links ?? []) family.add(other);
  }
  return [...family];
}

/** The indices of all acts, known and hypothetical, about what a draft touches. */
export interface DraftParts {
  /** Every agreement of the families touched. */
  readonly agreements: ReadonlyMap<string, readonly number[]>;
  /** By topic: each subject touched with the acts known, and with those of the draft besides. */
  readonly subjects: readonly {
    readonly topic: Topic;
    readonly known: readonly number[];
    readonly all: readonly number[];
  }[];
}

/** Gathers what a ledger laid over a folded registry touches. */
export function draftParts(folded: Folded, ledger: Ledger): DraftParts {
  const reach = reachOf(ledger);
  const added: Record<Topic, Map<string, number[]>> = {
    person: new Map(),
    institute: new Map(),
    party: new Map(),
    session: new Map(),
    dependant: new Map(),
    statement: new Map(),
  };
  const addedAgreements = new Map<string, number[]>();
  const addedLinks = new Map<string, string[]>();
  for (let index = folded.ledger.count; index < ledger.count; index++) {
    const act = ledger.act(index);
    const topic = topicOf(act.act);
    if (topic !== undefined) append(added[topic], subjectOf(act, topic), index);
    const agreement = agreementOf(act);
    if (agreement === undefined) continue;
    append(addedAgreements, agreement, index);
    for (const other of linkedBy(act)) {
      append(addedLinks, agreement, other);
      append(addedLinks, other, agreement);
    }
  }
  const { byAgreement } = folded.agreementActs;
  const agreements = new Map<string, readonly number[]>();
  for (const name of familyOf(folded, addedLinks, reach.agreements))
    agreements.set(name, [...(byAgreement.get(name) ?? []), ...(addedAgreements.get(name) ?? [])]);
  const subjects = TOPICS.flatMap((topic) =>
    [...reach.subjects[topic]].map((subject) => {
      const known = [...folded.ledger.index.byTopic(topic).of(subject)];
      return { topic, known, all: [...known, ...(added[topic].get(subject) ?? [])] };
    }),
  );
  return { agreements, subjects };
}

/**
 * Lays hypothetical acts over a folded registry. All of them count as known, whatever their recorded day. The cost
 * follows what they touch: the families of the agreements and the people, institutes and parties that they are about.
 *
 * The changes are the difference between the facts of `fold([...acts, ...draft])` and those of `fold(acts)`, in the form
 * that `evaluation.whatIf` takes.
 */
export function draft(folded: Folded, acts: readonly Act[]): Drafted {
  const ledger = Ledger.over(folded.ledger, withMerges(acts, folded.merges));
  const merges = mergesIn(ledger);
  if (!sameMerges(merges, folded.merges)) return draftMerged(folded, acts, merges);
  const parts = draftParts(folded, ledger);
  const before = new Days();
  const after = new Days();
  const lives = agreementLives(ledger, parts.agreements);
  for (const name of parts.agreements.keys()) {
    const life = folded.agreements.get(name);
    if (life !== undefined) emitAgreement(life, before.emit);
  }
  for (const life of lives.values()) emitAgreement(life, after.emit);
  for (const { known, all } of parts.subjects) {
    emitSubject(folded.ledger, known, before.emit);
    emitSubject(ledger, all, after.emit);
  }
  return { changes: changesBetween(before, after), agreements: lives, ledger, base: folded };
}

/** A draft that makes two identifiers one person, or no longer one: what that reaches is told by folding anew. */
function draftMerged(folded: Folded, acts: readonly Act[], merges: Merges): Drafted {
  const { given, knownOn } = folded;
  const base = foldMerged(given, knownOn, merges);
  const ledger = Ledger.over(base.ledger, withMerges(acts, merges));
  const [before, after] = [new Days(), new Days()];
  const whole = fold([...given.filter(({ recorded }) => recorded <= knownOn), ...acts]);
  for (const [{ facts }, days] of [
    [folded, before],
    [whole, after],
  ] as const)
    for (const { record, tuple, from, to } of eachFact(facts)) days.emit(record, tuple, from, to, []);
  const { agreements } = draftParts(base, ledger);
  const { byAgreement } = base.agreementActs;
  const lives = agreementLives(ledger, new Map([...byAgreement, ...agreements]));
  // An exception is for a person, who may be another one now.
  const isReached = (name: string): boolean =>
    agreements.has(name) || byAgreement.get(name)!.some((index) => ledger.act(index).act === "exception");
  const reached = new Map([...lives].filter(([name]) => isReached(name)));
  return { changes: changesBetween(before, after), agreements: reached, ledger, base };
}

/** The fact changes of a draft alone: see `draft`. */
export function draftChanges(folded: Folded, acts: readonly Act[]): readonly FactChange[] {
  return draft(folded, acts).changes;
}
