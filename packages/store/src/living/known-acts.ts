/** The acts that are known, and those of them that hang together with some: all that a few new acts can change. */
import { type Act, agreementOf, linkedBy, subjectOf, targetsOf, topicOf } from "@comity/registry";

function append<Item>(map: Map<string, Item[]>, key: string, item: Item): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [item]);
  else list.push(item);
}

/** The subjects of an act: all facts of one tuple come from acts with one subject in common. */
function subjectsOf(act: Act): string[] {
  const subjects: string[] = [];
  const topic = topicOf(act.act);
  if (topic !== undefined) subjects.push(`${topic} ${subjectOf(act, topic)}`);
  const agreement = agreementOf(act);
  if (agreement !== undefined) subjects.push(`agreement ${agreement}`);
  return subjects;
}

/**
 * Acts by id, by subject and by what they refer to. They are added and never taken away.
 *
 *     const known = new KnownActs(acts);
 *     known.add(more);
 *     known.around(more)    // a person's dozen acts, an agreement's family, and what corrects, ends or withdraws them
 */
export class KnownActs {
  readonly #acts: Act[] = [];
  readonly #byId = new Map<string, Act>();
  readonly #bySubject = new Map<string, Act[]>();
  /** By the id of the act referred to. */
  readonly #referrers = new Map<string, Act[]>();
  /** By agreement: those that it is joined with, in both directions. */
  readonly #links = new Map<string, string[]>();
  /** How many of the acts are found by subject and by what they refer to; the others are when somebody asks. */
  #indexed = 0;

  constructor(acts: Iterable<Act> = []) {
    this.add(acts);
  }

  /** In the order in which they were added. */
  get acts(): readonly Act[] {
    return this.#acts;
  }

  get(id: string): Act | undefined {
    return this.#byId.get(id);
  }

  /** Adds acts; an id that is known already is the same act. */
  add(acts: Iterable<Act>): void {
    for (const act of acts) {
      if (this.#byId.has(act.id)) continue;
      this.#acts.push(act);
      this.#byId.set(act.id, act);
    }
  }

  /**
   * Goes on with the index for so many acts, for all that are left where no count is given; whether some are left. A server that
   * starts answers before it is made.
   */
  index(most = Number.POSITIVE_INFINITY): boolean {
    const end = Math.min(this.#acts.length, this.#indexed + most);
    for (; this.#indexed < end; this.#indexed++) {
      const act = this.#acts[this.#indexed]!;
      for (const subject of subjectsOf(act)) append(this.#bySubject, subject, act);
      for (const target of targetsOf(act)) append(this.#referrers, target, act);
      const agreement = agreementOf(act);
      if (agreement === undefined) continue;
      for (const other of linkedBy(act)) {
        append(this.#links, agreement, other);
        append(this.#links, other, agreement);
      }
    }
    return end < this.#acts.length;
  }

  /** Adds to a set of acts those joined to them by references in either direction. */
  #withReferences(acts: Set<Act>): Set<Act> {
    for (const act of acts) {
      for (const id of targetsOf(act)) {
        const target = this.#byId.get(id);
        if (target !== undefined) acts.add(target);
      }
      for (const referrer of this.#referrers.get(act.id) ?? []) acts.add(referrer);
    }
    return acts;
  }

  /**
   * The acts that decide what these come to and what they change: those joined to them by references, all others about the same
   * people, institutes, parties and agreements (with the agreements' families), and what refers to any of those. The given
   * acts, which were added, are among them.
   *
   * Of a subject that comes in only because one of its acts is referred to, not all acts need be there: nothing of it changes.
   */
  around(given: Iterable<Act>): Act[] {
    this.index();
    const reached = this.#withReferences(new Set(given));
    const subjects = new Set<string>();
    for (const act of reached) for (const subject of subjectsOf(act)) subjects.add(subject);
    for (const subject of subjects) {
      if (!subject.startsWith("agreement ")) continue;
      for (const other of this.#links.get(subject.slice("agreement ".length)) ?? [])
        subjects.add(`agreement ${other}`);
    }
    for (const subject of subjects) for (const act of this.#bySubject.get(subject) ?? []) reached.add(act);
    return [...this.#withReferences(reached)];
  }
}
