/**
 * A person's own extract: everything that the registry holds about one person, who looked, and what follows from it. For the person
 * it is about, so it is in clear.
 */
import { type Day, eachInterval } from "@comity/calendar";
import {
  type Evaluation,
  eachFact,
  explain,
  type NameOf,
  type Policy,
  type Tuple,
  tell,
} from "@comity/policy";
import { type Act, type ActJson, actToJson, type Folded, RECORDS, sameAs, targetsOf } from "@comity/registry";
import type { Document, Entry } from "../ledger/entry.ts";
import type { Look } from "./look-book.ts";

/** An act about the person, with how it came into the registry. */
export interface HeldAct {
  readonly act: ActJson;
  /** Where the registry is in a store: when and by whom it was recorded, and the document. */
  readonly recordedAt?: string;
  readonly recordedBy?: string;
  readonly document?: Document;
}

/** Days `[from, to)` on which something is true. */
interface Stretch {
  readonly from: Day;
  readonly to: Day;
}

/** A fact about the person, and the ids of the acts that made it. */
export interface HeldFact extends Stretch {
  readonly record: string;
  readonly tuple: Tuple;
  readonly because: readonly string[];
}

/** What follows for the person by a policy. */
export interface Followed {
  readonly entitlement: string;
  readonly tuple: Tuple;
  readonly stretches: readonly Stretch[];
  /** Why it holds, or why not, on the day asked about; indented lines. */
  readonly explanation: string;
}

export interface Extract {
  /** All identifiers of the person: the one asked about first. */
  readonly identifiers: readonly string[];
  readonly held: readonly HeldAct[];
  readonly looks: readonly Look[];
  readonly facts: readonly HeldFact[];
  readonly entitlements: readonly Followed[];
}

/** What an extract is made of: acts with this person's names opened. */
export interface ExtractSource {
  readonly acts: readonly Act[];
  readonly person: string;
  readonly folded: Folded;
  readonly entries: ReadonlyMap<string, Entry>;
  readonly looks: readonly Look[];
  /** By which policy, on which day, and what entities are called in explanations. */
  readonly by?: {
    readonly policy: Policy;
    readonly evaluation: Evaluation;
    readonly on: Day;
    readonly nameOf: NameOf;
  };
}

/** Whether an act names one of a person's identifiers. */
function names(act: Act, own: ReadonlySet<string>): boolean {
  if (act.act === "statement")
    return act.values.some((value, at) => act.columns[at]?.type === "string" && own.has(String(value)));
  const said = act as { readonly person?: string; readonly into?: string; readonly dependant?: string };
  return [said.person, said.into, said.dependant].some((name) => name !== undefined && own.has(name));
}

/** The acts about a person, and those that correct, end or withdraw them, in the order given. */
export function actsAbout(acts: readonly Act[], identifiers: Iterable<string>): Act[] {
  const own = new Set(identifiers);
  const about = new Set(acts.filter((act) => names(act, own)).map(({ id }) => id));
  for (let before = -1; before < about.size; ) {
    before = about.size;
    for (const act of acts) if (targetsOf(act).some((id) => about.has(id))) about.add(act.id);
  }
  return acts.filter(({ id }) => about.has(id));
}

function factsAbout({ folded, person }: ExtractSource): HeldFact[] {
  const own = folded.merges.get(person) ?? person;
  const kinds = new Map(RECORDS.map(({ name, columns }) => [name, columns.map(({ kind }) => kind)]));
  const found: HeldFact[] = [];
  for (const { record, tuple, from, to } of eachFact(folded.facts)) {
    // Of a declared record it is not known here which text stands for a person.
    const isAbout = (value: unknown, at: number): boolean =>
      value === own && ["Person", "Dependant"].includes(kinds.get(record)?.[at] ?? "Person");
    if (!tuple.some(isAbout)) continue;
    const because = folded.provenance.of(record, tuple, from).map(({ id }) => id);
    found.push({ record, tuple, from, to, because });
  }
  return found;
}

function entitlementsOf({ folded, person, by }: ExtractSource): Followed[] {
  if (by === undefined) return [];
  const { policy, evaluation, on, nameOf } = by;
  const own = folded.merges.get(person) ?? person;
  return policy.predicates
    .filter(({ role }) => role === "entitlement")
    .flatMap(({ name, columns }) =>
      columns.flatMap(({ kind }, at) => {
        if (kind !== "Person" && kind !== "Dependant") return [];
        const pattern = columns.map((_, place) => (place === at ? own : undefined));
        return [...evaluation.list(name, pattern)].map(({ tuple, days }): Followed => {
          const explanation = explain(evaluation, policy, folded.facts, name, tuple, on);
          const stretches = Array.from(eachInterval(days), ([from, to]) => ({ from, to }));
          return { entitlement: name, tuple, stretches, explanation: tell(policy, explanation, nameOf) };
        });
      }),
    );
}

/**
 * The extract of a person.
 *
 *     const { acts } = await store.acts({ personal: "clear", by, purpose: "extract", person: "p17" });
 *     extractOf({ acts, person: "p17", folded: fold(acts), entries, looks })
 */
export function extractOf(source: ExtractSource): Extract {
  const identifiers = sameAs(source.acts, source.person);
  const held = actsAbout(source.acts, identifiers).map((act): HeldAct => {
    const entry = source.entries.get(act.id);
    if (entry === undefined) return { act: actToJson(act) };
    const { recordedAt, recordedBy, document } = entry;
    return { act: actToJson(act), recordedAt, recordedBy, ...(document === undefined ? {} : { document }) };
  });
  return {
    identifiers,
    held,
    looks: source.looks,
    facts: factsAbout(source),
    entitlements: entitlementsOf(source),
  };
}
