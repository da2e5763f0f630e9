/** A remedy in a sentence that fits everybody whom it helps. */
import {
  declarationOf,
  type Policy,
  type Predicate,
  type RecordDeclaration,
  type Remedy,
  type RemedyCondition,
  type RemedyTerm,
  tellRemedy,
} from "@comity/policy";
import type { Folded } from "@comity/registry";
import { partyTitle } from "./registered-facts.ts";
import { byText, kindWords, listed, titleWith } from "./wording.ts";

const article = (noun: string): string => (/^[aeiou]/.test(noun) ? "an" : "a");

class Wording {
  readonly #policy: Policy;
  readonly #folded: Folded;
  readonly #remedy: Remedy;
  readonly #asked: Predicate | RecordDeclaration;

  constructor(policy: Policy, folded: Folded, remedy: Remedy, predicate: string) {
    this.#policy = policy;
    this.#folded = folded;
    this.#remedy = remedy;
    this.#asked = declarationOf(policy, predicate)!;
  }

  /** A term in words; what a relative clause speaks of is `it`. */
  #term(term: RemedyTerm, kind: string, it: string | undefined): string {
    if ("own" in term) return `the ${kindWords(this.#asked.columns[term.own]?.kind ?? kind)}`;
    if ("choice" in term) return term.choice === it ? "it" : this.#chosen(term.choice, kind, it);
    const text = String(term.value);
    return kind === "Number" || kind === "Day" ? text : partyTitle(this.#folded, text);
  }

  #termOf(condition: RemedyCondition, column: number): RemedyTerm | undefined {
    if (condition.condition.condition !== "atom") return undefined;
    const term = condition.condition.terms[column]!;
    if (term.term === "value") return { value: term.value };
    return term.term === "variable" ? condition.terms[term.name] : undefined;
  }

  #isAbout(condition: RemedyCondition, choice: string): boolean {
    return Object.values(condition.terms).some((term) => "choice" in term && term.choice === choice);
  }

  /** What is chosen, with what must be so of it: "an institute that may send new people". */
  #chosen(choice: string, kind: string, outer: string | undefined): string {
    const noun = `${article(kindWords(kind))} ${kindWords(kind)}`;
    if (outer !== undefined) return noun;
    const that: string[] = [];
    const also: string[] = [];
    const unless: string[] = [];
    for (const condition of this.#remedy.conditions) {
      if (condition.condition.condition !== "atom" || !this.#isAbout(condition, choice)) continue;
      const declaration = declarationOf(this.#policy, condition.condition.predicate)!;
      const words = titleWith(declaration, (column) => {
        const term = this.#termOf(condition, column);
        const { kind: other } = declaration.columns[column]!;
        return term === undefined ? `some ${kindWords(other)}` : this.#term(term, other, choice);
      });
      if (condition.not) unless.push(words);
      else if (words.startsWith("it ")) that.push(words.slice(3));
      else also.push(words);
    }
    const unique = (words: readonly string[]): string[] => [...new Set(words)].sort(byText);
    return [
      noun,
      ...(that.length > 0 ? [` that ${listed(unique(that))}`] : []),
      ...(also.length > 0 ? [`, where ${listed(unique(also))}`] : []),
      ...(unless.length > 0 ? [`, unless ${listed(unique(unless))}`] : []),
    ].join("");
  }

  /** Whether every condition is about something chosen and can be said as a clause. */
  isPlain(): boolean {
    const choices = new Set(
      this.#remedy.acts.flatMap(({ terms }) =>
        terms.flatMap((term) => ("choice" in term ? [term.choice] : [])),
      ),
    );
    return this.#remedy.conditions.every(
      (condition) =>
        condition.condition.condition === "atom" &&
        [...choices].some((choice) => this.#isAbout(condition, choice)),
    );
  }

  act({ act, record, terms }: Remedy["acts"][number]): string {
    const declaration = declarationOf(this.#policy, record)!;
    const words = titleWith(declaration, (column) =>
      this.#term(terms[column]!, declaration.columns[column]!.kind, undefined),
    );
    const own = terms[0];
    const isOwn = own !== undefined && "own" in own;
    const subject = isOwn ? `${this.#term(own, "", undefined)} is ` : undefined;
    const infinitive =
      subject !== undefined && words.startsWith(subject) ? `be ${words.slice(subject.length)}` : undefined;
    if (act === "add") return infinitive ?? words;
    return infinitive === undefined ? `no longer so: ${words}` : `no longer ${infinitive}`;
  }
}

/**
 * What is to be done, for anybody: "be affiliated with an institute that may send new people".
 */
export function remedyWords(policy: Policy, folded: Folded, remedy: Remedy, predicate: string): string {
  const wording = new Wording(policy, folded, remedy, predicate);
  if (!wording.isPlain())
    return tellRemedy(policy, remedy, null, predicate, (identifier) => partyTitle(folded, identifier));
  return remedy.acts.map((act) => wording.act(act)).join(", and ");
}
