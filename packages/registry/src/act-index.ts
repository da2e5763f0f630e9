/**
 * Acts by index and id, with their days side by side: what can be told of them whatever is known on which day. The acts
 * of a registry have some thirty shapes; whoever walks over all of them does better to walk over arrays of numbers.
 */
import { OPEN } from "@comity/calendar";
import type { Act, ActSort, ContractAct } from "./acts.ts";
import {
  type ActsBySubject,
  agreementOf,
  bySubject,
  type Run,
  subjectOf,
  type Topic,
  topicOf,
} from "./subjects.ts";

/** What acts are laid over: see `Ledger`. */
export interface Beneath {
  readonly count: number;
  /** The index of the act with that id, or -1. */
  find(id: string): number;
}

/** Acts in the order given; an id that comes again is the same act and is skipped. */
export class ActIndex {
  readonly acts: readonly Act[];
  /** The index of the first act: how many there are beneath. */
  readonly offset: number;
  /** Acts that were skipped because their id had come before: their place among the acts given, and the first's index. */
  readonly repeated: readonly { readonly at: number; readonly first: number }[];
  /** The acts, by their places in `acts`, sort by sort as they stand. */
  readonly runs: readonly Run[];
  /** The days on which acts take effect and were recorded, by their places in `acts`. */
  readonly on: Int32Array;
  readonly recorded: Int32Array;
  /** The last days that acts give, `OPEN` where one gives none. */
  readonly lastDay: Int32Array;
  /** The indices of acts that correct, end or withdraw another: few. */
  readonly referring: readonly number[];
  /** The indices of acts about agreements: few. */
  readonly ofAgreements: readonly number[];
  readonly #ids = new Map<string, number>();
  readonly #byTopic = new Map<Topic, ActsBySubject>();
  #presences: ActsBySubject | undefined;

  constructor(given: Iterable<Act>, beneath?: Beneath) {
    this.offset = beneath?.count ?? 0;
    const { acts, repeated } = this.#gather(given, beneath);
    this.acts = acts;
    this.repeated = repeated;
    this.on = new Int32Array(acts.length);
    this.recorded = new Int32Array(acts.length);
    this.lastDay = new Int32Array(acts.length);
    const runs: Run[] = [];
    const referring: number[] = [];
    for (let from = 0, to = 0; from < acts.length; from = to) {
      const { act: sort } = acts[from]!;
      const refers = sort === "end" || sort === "withdrawal";
      for (; to < acts.length && acts[to]!.act === sort; to++) {
        const act = acts[to]! as Act & { readonly lastDay?: number };
        this.on[to] = act.on;
        this.recorded[to] = act.recorded;
        this.lastDay[to] = act.lastDay ?? OPEN;
        if (refers || act.corrects !== undefined) referring.push(this.offset + to);
      }
      runs.push({ sort, from, to });
    }
    this.runs = runs;
    this.referring = referring;
    const ofAgreements: number[] = [];
    for (const { from, to } of runs) {
      if (agreementOf(acts[from]!) === undefined) continue;
      for (let place = from; place < to; place++) ofAgreements.push(this.offset + place);
    }
    this.ofAgreements = ofAgreements;
  }

  /** The acts with ids that had not come before. */
  #gather(given: Iterable<Act>, beneath: Beneath | undefined): Pick<ActIndex, "acts" | "repeated"> {
    const acts: Act[] = [];
    const repeated: { at: number; first: number }[] = [];
    let at = 0;
    for (const act of given) {
      const { id } = act;
      const first = this.#ids.get(id) ?? beneath?.find(id) ?? -1;
      if (first >= 0) repeated.push({ at, first });
      else this.#ids.set(id, this.offset + acts.push(act) - 1);
      at++;
    }
    return { acts, repeated };
  }

  /** The index of the act with that id, or -1. */
  find(id: string): number {
    return this.#ids.get(id) ?? -1;
  }

  /** The indices of the acts of a sort. */
  ofSort(sort: ActSort): number[] {
    const found: number[] = [];
    for (const run of this.runs)
      if (run.sort === sort)
        for (let place = run.from; place < run.to; place++) found.push(this.offset + place);
    return found;
  }

  /** The acts of a topic by whom they are about, worked out when it is asked for. Of acts that are laid over no others. */
  byTopic(topic: Topic): ActsBySubject {
    let sorted = this.#byTopic.get(topic);
    if (sorted === undefined) {
      const nameOf = (act: Act): string => subjectOf(act, topic);
      sorted = bySubject(this.acts, this.runs, (sort) => (topicOf(sort) === topic ? nameOf : undefined));
      this.#byTopic.set(topic, sorted);
    }
    return sorted;
  }

  /** The contracts that say how much of somebody's time they take, by person. Of acts that are laid over no others. */
  get presences(): ActsBySubject {
    const nameOf = (act: Act): string | undefined => {
      const { presence, person } = act as ContractAct;
      return presence === undefined ? undefined : person;
    };
    this.#presences ??= bySubject(this.acts, this.runs, (sort: ActSort) =>
      sort === "contract" ? nameOf : undefined,
    );
    return this.#presences;
  }
}

/** The indices of lists that are read, checked and then folded, perhaps for several days. */
const indices = new WeakMap<object, ActIndex>();

/** The index of acts: for a list that is frozen, and so cannot change any more, the same one each time. */
export function indexOf(acts: Iterable<Act>): ActIndex {
  if (!Object.isFrozen(acts)) return new ActIndex(acts);
  let index = indices.get(acts);
  if (index === undefined) {
    index = new ActIndex(acts);
    indices.set(acts, index);
  }
  return index;
}
