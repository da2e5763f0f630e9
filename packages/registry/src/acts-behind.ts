/** The acts behind a step of an explanation, down to which one can follow every answer. */
import { type Day, isOpen } from "@comity/calendar";
import {
  declarationOf,
  type Extension,
  type Policy,
  type Step,
  type Tuple,
  type Value,
} from "@comity/policy";
import type { Act } from "./acts.ts";
import type { Provenance } from "./provenance.ts";

/** A fact of the registry, and the acts that say so. */
export interface FactBehind {
  readonly record: string;
  readonly tuple: Tuple;
  readonly acts: readonly Act[];
}

/** What an explanation was worked out from. */
export interface Basis {
  readonly policy: Policy;
  readonly extension: Extension;
  /** What says which acts made a fact: a fold's, or that of a draft laid over it (`provenanceUnder`). */
  readonly folded: { readonly provenance: Pick<Provenance, "of"> };
}

/**
 * The fact of which a step speaks, with the acts that made it on the day asked about and those that say when it ends. Of a
 * fact that is lacking: that which was there last, or comes next. Undefined where a step speaks of none.
 *
 *     factBehind(basis, step, on)
 *     // of "no such fact: ICA-BY is in force; the last time until 2024-11-27": its signature and its termination
 */
export function factBehind(
  { policy, extension, folded }: Basis,
  step: Step,
  on: Day,
): FactBehind | undefined {
  const { claim } = step;
  const days = step.step === "absent" ? (step.before ?? step.heldOn?.at(-1) ?? step.after) : step.days;
  if (claim === undefined || days === undefined) return undefined;
  const { predicate } = claim;
  if (declarationOf(policy, predicate)?.role !== "record") return undefined;
  const { from, to } = days;
  const last = isOpen(to) ? (on < from ? from : on) : ((to - 1) as Day);
  const inside = from <= on && on < to ? on : on < from ? from : last;
  const tuple =
    tupleOn(extension, predicate, claim.tuple, last) ?? tupleOn(extension, predicate, claim.tuple, inside);
  if (tuple === undefined) return undefined;
  const acts = [inside, last].flatMap((day) => folded.provenance.of(predicate, tuple, day));
  return { record: predicate, tuple, acts: [...new Set(acts)] };
}

/** The tuple itself, or where it leaves values open one like it that holds on a day. */
function tupleOn(
  extension: Extension,
  predicate: string,
  values: readonly (Value | null)[],
  day: Day,
): Tuple | undefined {
  if (!values.includes(null)) return values as Tuple;
  const pattern = values.map((value) => value ?? undefined);
  for (const { tuple } of extension.list(predicate, pattern, day)) return tuple;
  return undefined;
}
