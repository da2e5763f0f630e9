/** The fold: from acts to the registry's state and its facts, as known on a day. */
import { type Day, OPEN } from "@comity/calendar";
import { type Facts, FactsBuilder, type Tuple } from "@comity/policy";
import type {
  Act,
  BodyAct,
  DecisionAct,
  ExperimentAct,
  InstituteAct,
  NeededTakerAct,
  PartyAct,
  PersonAct,
  SessionAct,
} from "./acts.ts";
import { emitAgreement } from "./agreement-facts.ts";
import { type AgreementLife, agreementLives } from "./agreement-life.ts";
import { emitSubject, subjectOf, TOPICS, type Topic, topicOf } from "./lasting-facts.ts";
import { byOccurrence, Ledger } from "./ledger.ts";
import { type Provenance, ProvenanceBuilder } from "./provenance.ts";
import { RECORDS } from "./records.ts";

export interface FoldOptions {
  /** Only acts recorded by the end of that day are known. All of them where absent. */
  readonly knownOn?: Day;
}

/** A part that one party bears and for which somebody must be named if it leaves, with its days. */
export interface NeededTaker {
  readonly act: NeededTakerAct;
  readonly from: Day;
  readonly to: Day;
}

/** The state of a registry as known on a day, with its facts. */
export interface Folded {
  readonly knownOn: Day;
  readonly facts: Facts;
  readonly provenance: Provenance;
  /** What each agreement's acts come to. */
  readonly agreements: ReadonlyMap<string, AgreementLife>;
  /** The latest act of each; earlier ones have made facts for their days. */
  readonly parties: ReadonlyMap<string, PartyAct>;
  readonly institutes: ReadonlyMap<string, InstituteAct>;
  readonly experiments: ReadonlyMap<string, ExperimentAct>;
  readonly bodies: ReadonlyMap<string, BodyAct>;
  readonly people: ReadonlyMap<string, PersonAct>;
  readonly decisions: ReadonlyMap<string, DecisionAct>;
  /** By their first days. */
  readonly sessions: readonly SessionAct[];
  readonly neededTakers: readonly NeededTaker[];
  /** What drafts are laid over: see `draft.ts`. */
  readonly ledger: Ledger;
  readonly subjects: Subjects;
}

/** Indices of all known acts, whether they count or not, by what they are about. */
export interface Subjects {
  readonly byTopic: Readonly<Record<Topic, ReadonlyMap<string, readonly number[]>>>;
  readonly byAgreement: ReadonlyMap<string, readonly number[]>;
  /** Agreements joined by parent, succession or accession, in both directions. */
  readonly links: ReadonlyMap<string, readonly string[]>;
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

/** What each known act is about. */
export function subjectsOf(ledger: Ledger): Subjects {
  const byTopic: Record<Topic, Map<string, number[]>> = {
    person: new Map(),
    institute: new Map(),
    party: new Map(),
    dependant: new Map(),
  };
  const byAgreement = new Map<string, number[]>();
  const links = new Map<string, string[]>();
  for (let index = 0; index < ledger.count; index++) {
    const act = ledger.act(index);
    const topic = topicOf(act);
    if (topic !== undefined) {
      append(byTopic[topic], subjectOf(act, topic), index);
      continue;
    }
    const agreement = agreementOf(act);
    if (agreement === undefined) continue;
    append(byAgreement, agreement, index);
    for (const other of linkedBy(act)) {
      append(links, agreement, other);
      append(links, other, agreement);
    }
  }
  return { byTopic, byAgreement, links };
}

/** Of the acts that count and register something, the latest for each name. */
function latest<Sort extends Act>(acts: readonly Sort[], nameOf: (act: Sort) => string): Map<string, Sort> {
  const found = new Map<string, Sort>();
  for (const act of acts) {
    const name = nameOf(act);
    const known = found.get(name);
    if (known === undefined || byOccurrence(known, act) < 0) found.set(name, act);
  }
  return found;
}

/** What the registry knows by name: the acts that count of each sort that registers something. */
function registered(ledger: Ledger) {
  const parties: PartyAct[] = [];
  const institutes: InstituteAct[] = [];
  const experiments: ExperimentAct[] = [];
  const bodies: BodyAct[] = [];
  const people: PersonAct[] = [];
  const decisions: DecisionAct[] = [];
  const sessions: SessionAct[] = [];
  const neededTakers: NeededTaker[] = [];
  for (let index = 0; index < ledger.count; index++) {
    const act = ledger.act(index);
    switch (act.act) {
      case "party":
      case "institute":
      case "experiment":
      case "body":
      case "person":
      case "decision":
      case "session":
      case "needed taker":
        if (!ledger.isOperative(index)) continue;
    }
    if (act.act === "party") parties.push(act);
    else if (act.act === "institute") institutes.push(act);
    else if (act.act === "experiment") experiments.push(act);
    else if (act.act === "body") bodies.push(act);
    else if (act.act === "person") people.push(act);
    else if (act.act === "decision") decisions.push(act);
    else if (act.act === "session") sessions.push(act);
    else if (act.act === "needed taker") neededTakers.push({ act, from: act.on, to: ledger.endOf(index) });
  }
  return {
    parties: latest(parties, (act) => act.party),
    institutes: latest(institutes, (act) => act.institute),
    experiments: latest(experiments, (act) => act.experiment),
    bodies: latest(bodies, (act) => act.body),
    people: latest(people, (act) => act.person),
    decisions: latest(decisions, (act) => act.decision),
    sessions: [...latest(sessions, (act) => act.session).values()].sort(byOccurrence),
    neededTakers,
  };
}

/**
 * Folds acts into the registry's state and facts, as known at the end of a day.
 *
 * An act counts if it was recorded by then and neither withdrawn nor corrected by then. The order in which the acts come
 * does not matter. It never fails: of acts that contradict each other it takes one by a fixed rule, and
 * `check` reports them.
 *
 *     const folded = fold(acts, { knownOn: day("2023-12-31") });
 *     folded.agreements.get("ICA-BY")?.to      // 2024-06-28, the day after the last in force
 *     evaluate(policy, folded.facts)
 */
export function fold(acts: Iterable<Act>, options: FoldOptions = {}): Folded {
  const knownOn = options.knownOn ?? OPEN;
  const ledger = new Ledger(knownOn === OPEN ? acts : known(acts, knownOn));
  const subjects = subjectsOf(ledger);
  const builder = new FactsBuilder(RECORDS);
  const made = new ProvenanceBuilder();
  const emit = (
    record: string,
    tuple: Tuple,
    from: Day,
    to: Day,
    because: number | readonly number[],
  ): void => {
    builder.add(record, tuple, from, to);
    made.add(record, because);
  };
  const agreements = agreementLives(ledger, subjects.byAgreement);
  for (const life of agreements.values()) emitAgreement(life, emit);
  for (const topic of TOPICS)
    for (const indices of subjects.byTopic[topic].values()) emitSubject(ledger, indices, emit);
  const facts = builder.build();
  const provenance = made.build(ledger, facts);
  return { knownOn, facts, provenance, agreements, ...registered(ledger), ledger, subjects };
}

function* known(acts: Iterable<Act>, knownOn: Day): Generator<Act> {
  for (const act of acts) if (act.recorded <= knownOn) yield act;
}
