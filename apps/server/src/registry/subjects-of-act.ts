/** Whom acts are about, as the gate is asked: whoever records an act must be allowed to record about each of its subjects. */
import type { Action, Resource, ResourceKind } from "@comity/access";
import type { Policy } from "@comity/policy";
import { type Act, type Folded, targetsOf } from "@comity/registry";
import type { Entry } from "@comity/store";

/** What the gate is asked for an act. */
export interface Subject {
  readonly action: Action;
  readonly resource: Resource;
}

/** Kinds of a declared record's columns that the gate knows. */
const KIND_OF: Readonly<Record<string, ResourceKind>> = {
  Person: "person",
  Dependant: "person",
  Institute: "institute",
  Experiment: "experiment",
  Agreement: "agreement",
  Body: "body",
};

const record = (kind: ResourceKind, id: string): Subject => ({ action: "record", resource: { kind, id } });

function statedBy(act: Extract<Act, { act: "statement" }>, policy: Policy): Subject[] {
  const columns = policy.records.find(({ name }) => name === act.record)?.columns ?? [];
  const found = columns.flatMap(({ kind }, at) => {
    const of = KIND_OF[kind];
    const value = act.values[at];
    return of === undefined || value === undefined ? [] : [record(of, String(value))];
  });
  // A statement about nobody that we know of is one about the registry as a whole.
  return found.length > 0 ? found : [{ action: "record", resource: { kind: "registry" } }];
}

/** The subjects of an act by itself. */
function ownSubjects(act: Act, policy: Policy): Subject[] {
  switch (act.act) {
    case "person":
    case "affiliation":
    case "contract":
    case "membership":
    case "qualification":
    case "residence":
    case "residence card":
    case "dependant":
    case "appointment":
    case "mark":
    case "recall":
    case "death":
      return [record("person", act.person)];
    case "merge":
      return [record("person", act.person), record("person", act.into)];
    case "alias":
      return [record("alias", act.person)];
    case "erasure":
      return [{ action: "erase", resource: { kind: "person", id: act.person } }];
    case "institute":
    case "team":
    case "dues":
      return [record("institute", act.institute)];
    case "experiment":
      return [record("experiment", act.experiment)];
    case "body":
    case "session":
    case "observer":
    case "observer suspension":
      return [record("body", act.body)];
    case "decision":
      return [record("decision", act.decision)];
    case "party":
    case "status":
      return [record("agreement", act.party)];
    case "share":
      return [record("agreement", act.payer)];
    case "needed taker":
      return [record("agreement", act.bearer)];
    case "statement":
      return statedBy(act, policy);
    case "end":
    case "withdrawal":
      return [];
    default:
      return [record("agreement", act.agreement)];
  }
}

/** Members of acts that name a person, or several. */
const OF_PEOPLE = ["person", "into", "persons"] as const;

/** The people whom entries name by their identifiers, each once. Of a statement those in the columns that hold people. */
export function peopleIn(entries: Iterable<Pick<Entry, "act">>, policy: Policy): string[] {
  const found = new Set<string>();
  for (const { act } of entries) {
    for (const member of OF_PEOPLE) for (const id of [act[member] ?? []].flat()) found.add(String(id));
    if (act.act !== "statement") continue;
    const columns = policy.records.find(({ name }) => name === act.record)?.columns ?? [];
    const values = Array.isArray(act.values) ? (act.values as readonly unknown[]) : [];
    for (const [at, { kind }] of columns.entries())
      if (KIND_OF[kind] === "person" && values[at] !== undefined && values[at] !== null)
        found.add(String(values[at]));
  }
  return [...found];
}

/**
 * What to ask the gate before acts are recorded, each once. An act that ends, corrects or withdraws another is also about whom
 * that one is about.
 */
export function subjectsOf(acts: readonly Act[], folded: Folded, policy: Policy): Subject[] {
  const own = new Map(acts.map((act) => [act.id, act] as const));
  const found = new Map<string, Subject>();
  const seen = new Set<Act>();
  const visit = (act: Act): void => {
    if (seen.has(act)) return;
    seen.add(act);
    for (const subject of ownSubjects(act, policy)) found.set(JSON.stringify(subject), subject);
    for (const id of targetsOf(act)) {
      const index = folded.ledger.find(id);
      const target = own.get(id) ?? (index < 0 ? undefined : folded.ledger.act(index));
      if (target !== undefined) visit(target);
    }
  };
  acts.forEach(visit);
  return [...found.values()];
}
