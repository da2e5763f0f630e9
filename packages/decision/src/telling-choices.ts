/**
 * Which choices to try a remedy out with. "An institute that may send new people" may be one with teams in every
 * experiment, and then the remedy seems to give back what only the institute's teams do. So the choices tried are those that
 * have least besides what the remedy asks of them, and least in common.
 */
import type { Evaluation, Policy, Remedy, Value } from "@comity/policy";
import { isOfKind } from "./wording.ts";

/** A value for each choice of a remedy. */
export type Chosen = ReadonlyMap<string, Value>;

/** So many choices are tried, at most. */
export const MOST_TRIES = 2;
/** A record that says more than this of one value says nothing of what the value is. */
const MOST_FACTS = 40;

export class TellingChoices {
  readonly #evaluation: Evaluation;
  readonly #profiles = new Map<string, ReadonlySet<string>>();

  constructor(evaluation: Evaluation) {
    this.#evaluation = evaluation;
  }

  /** What the facts say of a value, other than facts within reach. */
  #profile(kind: string, value: Value): ReadonlySet<string> {
    const key = JSON.stringify([kind, value]);
    const known = this.#profiles.get(key);
    if (known !== undefined) return known;
    const profile = new Set<string>();
    const { policy } = this.#evaluation;
    for (const { name, columns, reach } of policy.records) {
      if (reach !== undefined) continue;
      columns.forEach((column, at) => {
        if (!isOfKind(policy, kind, column.kind)) return;
        const pattern = columns.map((_, c) => (c === at ? value : undefined));
        const facts: string[] = [];
        for (const { tuple } of this.#evaluation.list(name, pattern)) {
          if (facts.push(JSON.stringify([name, at, tuple.filter((_, c) => c !== at)])) > MOST_FACTS) return;
        }
        for (const fact of facts) profile.add(fact);
      });
    }
    this.#profiles.set(key, profile);
    return profile;
  }

  /** The witness's own choices where there is more than one to make; else, one after the other, those that tell most. */
  of(remedy: Remedy): readonly Chosen[] {
    const witness = witnessOf(remedy);
    const [name, ...others] = witness.keys();
    if (name === undefined || others.length > 0) return [witness];
    const kind = kindOf(this.#evaluation.policy, remedy, name);
    const values = remedy.choices[name] ?? [];
    if (kind === undefined || typeof values[0] !== "string" || values.length < 2) return [witness];
    const profiles = new Map(values.map((value) => [value, this.#profile(kind, value)]));
    // What is so of every choice may be what the remedy asks for: only the rest tells them apart.
    const [one, ...more] = profiles.values();
    const implied = new Set([...one!].filter((fact) => more.every((profile) => profile.has(fact))));
    const chosen: Chosen[] = [];
    let common: ReadonlySet<string> | undefined;
    while (chosen.length < MOST_TRIES && (common === undefined || common.size > 0)) {
      let best: { readonly value: Value; readonly left: ReadonlySet<string> } | undefined;
      for (const [value, profile] of profiles) {
        const left = new Set(
          [...profile].filter((fact) => !implied.has(fact) && common?.has(fact) !== false),
        );
        if (best === undefined || left.size < best.left.size) best = { value, left };
      }
      chosen.push(new Map([[name, best!.value]]));
      common = best!.left;
      profiles.delete(best!.value);
      if (profiles.size === 0) break;
    }
    return chosen;
  }
}

/** The values that the remedy was tried out with, by the name of the choice. */
function witnessOf({ acts, witness }: Remedy): Map<string, Value> {
  const chosen = new Map<string, Value>();
  acts.forEach(({ terms }, at) => {
    terms.forEach((term, c) => {
      if ("choice" in term) chosen.set(term.choice, witness[at]!.tuple[c]!);
    });
  });
  return chosen;
}

/** The kind of what is chosen: that of the column in which it stands. */
function kindOf(policy: Policy, { acts }: Remedy, choice: string): string | undefined {
  for (const { record, terms } of acts) {
    const at = terms.findIndex((term) => "choice" in term && term.choice === choice);
    if (at >= 0) return policy.records.find(({ name }) => name === record)?.columns[at]?.kind;
  }
  return undefined;
}
