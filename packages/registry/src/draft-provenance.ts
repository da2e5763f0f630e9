/** Which acts would make each fact, were a draft's acts recorded. */
import type { Day } from "@comity/calendar";
import type { Tuple } from "@comity/policy";
import type { Act } from "./acts.ts";
import { emitAgreement } from "./agreement-facts.ts";
import { type Drafted, draftParts } from "./draft.ts";
import { type Folded, fold } from "./fold.ts";
import { type Emit, emitSubject } from "./lasting-facts.ts";
import { byOccurrence, type Ledger } from "./ledger.ts";
import type { Provenance } from "./provenance.ts";

interface Made {
  readonly from: Day;
  readonly to: Day;
  readonly because: number | readonly number[];
}

/** Of each fact about what a draft touches: what would make it. None: it is there as things stand, and would not be. */
type MadeFacts = ReadonlyMap<string, readonly Made[]>;

const keyOf = (record: string, tuple: Tuple): string => JSON.stringify([record, ...tuple]);

function madeFacts(folded: Folded, { agreements, ledger }: Drafted): MadeFacts {
  const facts = new Map<string, Made[]>();
  const emit: Emit = (record, tuple, from, to, because) => {
    const key = keyOf(record, tuple);
    const known = facts.get(key);
    if (known === undefined) facts.set(key, [{ from, to, because }]);
    else known.push({ from, to, because });
  };
  const gone: Emit = (record, tuple) => {
    const key = keyOf(record, tuple);
    if (!facts.has(key)) facts.set(key, []);
  };
  const parts = draftParts(folded, ledger);
  const { subjects } = parts;
  for (const life of agreements.values()) emitAgreement(life, emit);
  for (const { all } of subjects) emitSubject(ledger, all, emit);
  for (const name of parts.agreements.keys()) {
    const life = folded.agreements.get(name);
    if (life !== undefined) emitAgreement(life, gone);
  }
  for (const { known } of subjects) emitSubject(folded.ledger, known, gone);
  return facts;
}

/** The acts of a ledger that lie above those of the one below. */
function upperActs(ledger: Ledger, below: Ledger): Act[] {
  return Array.from({ length: ledger.count - below.count }, (_, at) => ledger.act(below.count + at));
}

/**
 * The acts because of which a fact would be true under a draft: what `fold` of the acts known and the draft's would say. It is worked out
 * when it is first asked, and only for what the draft touches; of everything else the registry's own acts are told.
 *
 *     provenanceUnder(folded, drafted).of("in_force", ["ICA-BY"], day("2024-06-27"))    // the signature, and the draft's termination
 */
export function provenanceUnder(folded: Folded, drafted: Drafted): Pick<Provenance, "of"> {
  const { base, ledger } = drafted;
  if (base !== folded) {
    // The draft changes who is one person, so that acts of anybody may count for another.
    const { given, knownOn } = folded;
    const whole = fold([
      ...given.filter(({ recorded }) => recorded <= knownOn),
      ...upperActs(ledger, base.ledger),
    ]);
    return whole.provenance;
  }
  let facts: MadeFacts | undefined;
  return {
    of: (record, tuple, on) => {
      facts ??= madeFacts(folded, drafted);
      const made = facts.get(keyOf(record, tuple));
      if (made === undefined) return folded.provenance.of(record, tuple, on);
      const acts = new Set<number>();
      for (const { from, to, because } of made)
        if (from <= on && on < to)
          for (const act of typeof because === "number" ? [because] : because) acts.add(act);
      return [...acts].map((index) => ledger.act(index)).sort(byOccurrence);
    },
  };
}
