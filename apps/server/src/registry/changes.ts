/** What acts did to agreements, institutes, experiments, bodies and parties, in the order in which that became known. */
import type { Asker, ResourceKind } from "@comity/access";
import { type Day, SINCE_EVER } from "@comity/calendar";
import type { Act, ActSort, Folded } from "@comity/registry";
import type { ServerContext } from "../context.ts";
import { dayText } from "../reading/fields.ts";

/** What a change is about. */
export const SUBJECT_KINDS = ["agreement", "institute", "experiment", "body", "party", "decision"] as const;
export type SubjectKind = (typeof SUBJECT_KINDS)[number];

interface Subject {
  readonly kind: SubjectKind;
  readonly id: string;
}

/** An act about something that is public, with its index in the ledger. */
export interface Change {
  readonly index: number;
  readonly act: Act;
  /** What it is about; what else it names comes after that. */
  readonly subjects: readonly Subject[];
  /** Of an act that ends what another states: that one's sort. */
  readonly ends: ActSort | undefined;
}

/** Sorts of acts that say nothing about anybody. An exception names a person: it is none of them. */
const SORTS = [
  "signature",
  "entry into force",
  "notice",
  "termination",
  "postponement",
  "suspension",
  "resumption",
  "restriction",
  "closing to newcomers",
  "amendment",
  "succession",
  "accession",
  "departure",
  "institute",
  "team",
  "experiment",
  "body",
  "session",
  "observer",
  "observer suspension",
  "party",
  "status",
  "decision",
] as const satisfies readonly ActSort[];
const OPEN_SORTS: ReadonlySet<string> = new Set(SORTS);

function subjectsOf(act: Act): Subject[] {
  switch (act.act) {
    case "institute":
      return [{ kind: "institute", id: act.institute }];
    case "team":
      return [
        { kind: "institute", id: act.institute },
        { kind: "experiment", id: act.experiment },
      ];
    case "experiment":
      return [{ kind: "experiment", id: act.experiment }];
    case "body":
    case "session":
      return [{ kind: "body", id: act.body }];
    case "observer":
    case "observer suspension":
      return [
        { kind: "party", id: act.party },
        { kind: "body", id: act.body },
      ];
    case "party":
    case "status":
      return [{ kind: "party", id: act.party }];
    case "decision":
      return [{ kind: "decision", id: act.decision }];
    case "signature":
      return [
        { kind: "agreement", id: act.agreement },
        ...act.parties.map((id) => ({ kind: "party" as const, id })),
        ...act.experiments.map((id) => ({ kind: "experiment" as const, id })),
      ];
    case "accession":
    case "departure":
      return [
        { kind: "agreement", id: act.agreement },
        { kind: "party", id: act.party },
      ];
    default:
      return "agreement" in act ? [{ kind: "agreement", id: act.agreement }] : [];
  }
}

const kept = new WeakMap<Folded, readonly Change[]>();

/** Every such act that is known, the last recorded first; those that always were known come last, by their days. */
export function changesIn(folded: Folded): readonly Change[] {
  const found = kept.get(folded);
  if (found !== undefined) return found;
  const { ledger } = folded;
  const changes: Change[] = [];
  for (const sort of SORTS)
    for (const index of ledger.allOfSort(sort)) {
      if (!ledger.isKnown(index)) continue;
      const act = ledger.act(index);
      changes.push({ index, act, subjects: subjectsOf(act), ends: undefined });
    }
  for (const index of ledger.allOfSort("end")) {
    if (!ledger.isKnown(index)) continue;
    const act = ledger.act(index) as Extract<Act, { act: "end" }>;
    const target = ledger.find(act.ends);
    const ended = target < 0 ? undefined : ledger.act(target);
    if (ended === undefined || !OPEN_SORTS.has(ended.act)) continue;
    changes.push({ index, act, subjects: subjectsOf(ended), ends: ended.act });
  }
  changes.sort((a, b) => b.act.recorded - a.act.recorded || b.act.on - a.act.on || b.index - a.index);
  kept.set(folded, changes);
  return changes;
}

/** The gate's kind for a subject; parties are part of the registry, which is public. */
const KIND_OF: Readonly<Record<SubjectKind, ResourceKind>> = {
  agreement: "agreement",
  institute: "institute",
  experiment: "experiment",
  body: "body",
  party: "registry",
  decision: "decision",
};

/** Whether somebody may see what a change is about. */
export function maySee({ gate }: ServerContext, asker: Asker, { subjects }: Change): boolean {
  const [subject] = subjects;
  if (subject === undefined) return false;
  const kind = KIND_OF[subject.kind];
  return gate.may(asker, "read", kind === "registry" ? { kind } : { kind, id: subject.id });
}

/** Whether somebody may read an act with who recorded it, and by which document. */
export function mayReadAct({ gate }: ServerContext, asker: Asker, act: Act): boolean {
  if (gate.may(asker, "read", { kind: "act", id: act.id })) return true;
  const { agreement } = act as { agreement?: unknown };
  return (
    typeof agreement === "string" && gate.may(asker, "read", { kind: "agreement-record", id: agreement })
  );
}

function titleOf(
  { agreements, institutes, experiments, bodies, parties, decisions }: Folded,
  { kind, id }: Subject,
) {
  switch (kind) {
    case "agreement":
      return agreements.get(id)?.signature.title ?? id;
    case "institute":
      return institutes.get(id)?.title ?? id;
    case "experiment":
      return experiments.get(id)?.title ?? id;
    case "body":
      return bodies.get(id)?.title ?? id;
    case "decision":
      return decisions.get(id)?.title ?? id;
    case "party":
      return (parties.get(id) ?? institutes.get(id))?.title ?? id;
  }
}

const since = (day: Day): string | null => (day === SINCE_EVER ? null : dayText(day));
const text = (value: unknown): string | null => (typeof value === "string" ? value : null);

/** A change as an answer has it. */
export function changeShown(context: ServerContext, asker: Asker, folded: Folded, change: Change) {
  const { act, index, subjects, ends } = change;
  const own = act as Act & Readonly<Record<string, unknown>>;
  const mayRead = mayReadAct(context, asker, act);
  const [about] = subjects;
  // Who signed is told by the agreement.
  const others = act.act === "signature" ? [] : subjects.slice(1);
  const shown = (subject: Subject) => ({ ...subject, title: titleOf(folded, subject) });
  return {
    id: act.id,
    act: act.act as string,
    ends: ends ?? null,
    about: shown(about!),
    others: others.map(shown),
    on: since(act.on),
    lastDay: typeof own.lastDay === "number" ? dayText(own.lastDay as Day) : null,
    recorded: since(act.recorded),
    counts: folded.ledger.isOperative(index),
    party: text(own.party),
    says: text(own.restriction) ?? text(own.status) ?? text(own.sort) ?? null,
    agreement: text(own.succeeds) ?? text(own.under) ?? text(own.parent),
    by: mayRead ? act.by : null,
    instrument: mayRead ? act.instrument : null,
  };
}
