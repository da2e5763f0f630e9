/** The fold: from acts to the registry's state and its facts, as known on a day. */
import { type Day, OPEN } from "@comity/calendar";
import { atOnce, type Facts, FactsBuilder, type InSteps, type Tuple } from "@comity/policy";
import { indexOf } from "./act-index.ts";
import type {
  Act,
  ActSort,
  BodyAct,
  DecisionAct,
  DeclaredColumn,
  ExperimentAct,
  InstituteAct,
  NeededTakerAct,
  PartyAct,
  PersonAct,
  SessionAct,
  StatementAct,
} from "./acts.ts";
import { emitAgreement } from "./agreement-facts.ts";
import { type AgreementLife, agreementLives } from "./agreement-life.ts";
import { type StatedRecords, statedRecords } from "./declared-records.ts";
import { type Emit, emitAlone, emitInstitute, emitPresence } from "./lasting-facts.ts";
import { byOccurrence, Ledger } from "./ledger.ts";
import { type Merges, mergesIn, withMerges } from "./merges.ts";
import { type Provenance, ProvenanceBuilder } from "./provenance.ts";
import { RECORDS } from "./records.ts";
import { agreementOf, append, linkedBy, subjectOf, topicOf } from "./subjects.ts";

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
  /** Whose acts count for whom: facts, acts and `people` know only the latter. */
  readonly merges: Merges;
  readonly decisions: ReadonlyMap<string, DecisionAct>;
  /** By their first days. */
  readonly sessions: readonly SessionAct[];
  readonly neededTakers: readonly NeededTaker[];
  /** The declared records of which there are statements, with their columns. */
  readonly records: ReadonlyMap<string, readonly DeclaredColumn[]>;
  /** What drafts are laid over: see `draft.ts`. */
  readonly ledger: Ledger;
  readonly agreementActs: AgreementActs;
  /** The acts as they were given, known or not, before any were written anew by merges. */
  readonly given: readonly Act[];
}

/** The acts about agreements, and how agreements hang together. */
export interface AgreementActs {
  /** Indices of all known acts about each, whether they count or not. */
  readonly byAgreement: ReadonlyMap<string, readonly number[]>;
  /** Agreements joined by parent, succession or accession, in both directions. */
  readonly links: ReadonlyMap<string, readonly string[]>;
}

/** Gathers the known acts about agreements. */
export function agreementActs(ledger: Ledger): AgreementActs {
  const byAgreement = new Map<string, number[]>();
  const links = new Map<string, string[]>();
  for (const index of ledger.index.ofAgreements) {
    if (!ledger.isKnown(index)) continue;
    const act = ledger.act(index);
    const agreement = agreementOf(act)!;
    append(byAgreement, agreement, index);
    for (const other of linkedBy(act)) {
      append(links, agreement, other);
      append(links, other, agreement);
    }
  }
  return { byAgreement, links };
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
  const counting = <Sort extends ActSort>(sort: Sort) =>
    ledger.index
      .ofSort(sort)
      .filter((index) => ledger.isOperative(index))
      .map((index) => ledger.act(index) as Extract<Act, { readonly act: Sort }>);
  const sessions = latest(counting("session"), (act) => act.session);
  return {
    parties: latest(counting("party"), (act) => act.party),
    institutes: latest(counting("institute"), (act) => act.institute),
    experiments: latest(counting("experiment"), (act) => act.experiment),
    bodies: latest(counting("body"), (act) => act.body),
    people: latest(counting("person"), (act) => act.person),
    decisions: latest(counting("decision"), (act) => act.decision),
    sessions: [...sessions.values()].sort(byOccurrence),
    neededTakers: counting("needed taker").map((act) => ({
      act,
      from: act.on,
      to: ledger.endOf(ledger.find(act.id)),
    })),
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
  return atOnce(foldInSteps(acts, options));
}

/** The same a little at a time, some thousand acts or one kind of work a step. The acts must not change meanwhile. */
export function* foldInSteps(acts: Iterable<Act>, options: FoldOptions = {}): InSteps<Folded> {
  const given: readonly Act[] = Array.isArray(acts) ? acts : [...acts];
  const knownOn = options.knownOn ?? OPEN;
  const plain = ledgerOf(given, knownOn);
  yield;
  const merges = mergesIn(plain);
  if (merges.size === 0) return yield* folded(given, knownOn, merges, plain);
  return yield* folded(given, knownOn, merges, ledgerOf(withMerges(given, merges), knownOn));
}

/** The fold of acts with these merges, whatever their own come to. */
export function foldMerged(given: readonly Act[], knownOn: Day, merges: Merges): Folded {
  return atOnce(folded(given, knownOn, merges, ledgerOf(withMerges(given, merges), knownOn)));
}

function* folded(given: readonly Act[], knownOn: Day, merges: Merges, ledger: Ledger): InSteps<Folded> {
  const family = agreementActs(ledger);
  const stated = statedRecords(ledger.index);
  const builder = new FactsBuilder([...RECORDS, ...stated.shapes.values()]);
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
  yield;
  const agreements = agreementLives(ledger, family.byAgreement);
  for (const life of agreements.values()) emitAgreement(life, emit);
  yield;
  yield* emitLasting(ledger, stated, emit);
  const facts = builder.build();
  yield;
  const provenance = made.build(ledger, facts);
  yield;
  return {
    knownOn,
    facts,
    provenance,
    agreements,
    ...registered(ledger),
    merges,
    records: stated.columns,
    ledger,
    agreementActs: family,
    given,
  };
}

/** So many acts take a few milliseconds. */
const ACTS_A_STEP = 4_000;

/** Emits the facts of all people, institutes, parties and dependants, and those of declared records, sort by sort. */
function* emitLasting(ledger: Ledger, stated: StatedRecords, emit: Emit): InSteps<void> {
  const institutes = new Map<string, number[]>();
  for (const { sort, from, to } of ledger.index.runs) {
    if (topicOf(sort) === undefined) continue;
    for (let index = from; index < to; index++) {
      if (sort === "institute") append(institutes, subjectOf(ledger.act(index), "institute"), index);
      else if (sort !== "statement" || stated.fits(ledger.act(index) as StatementAct))
        emitAlone(ledger, index, emit);
      if ((index - from) % ACTS_A_STEP === ACTS_A_STEP - 1) yield;
    }
  }
  for (const indices of institutes.values()) emitInstitute(ledger, indices, emit);
  yield;
  const { presences } = ledger.index;
  yield;
  for (let number = 0; number < presences.count; number++) emitPresence(ledger, presences.at(number), emit);
}

/** The ledger of acts as known on a day. */
function ledgerOf(all: readonly Act[], knownOn: Day): Ledger {
  const index = indexOf(all);
  // Of several acts with one id, an error that `check` reports, the first one known counts.
  if (knownOn !== OPEN && index.repeated.length > 0)
    return new Ledger(indexOf(all.filter(({ recorded }) => recorded <= knownOn)));
  return new Ledger(index, knownOn);
}
