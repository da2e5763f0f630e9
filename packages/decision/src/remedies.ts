/**
 * What people could do to keep something, by remedy. A search for every person would take minutes; people in the same
 * situation have the same remedies. So one is asked for each situation, and what is found is then tried out for
 * everybody at once: a remedy counts for those whom it gives back, from the first day lost, what they lose.
 */
import { type Day, has } from "@comity/calendar";
import { type FactChange, type Remedy, RemedySearch, type Tuple, type Value } from "@comity/policy";
import type { KeptSheet, RemedySheet } from "./fact-sheet.ts";
import type { Impact } from "./lay-draft.ts";
import type { EntitlementShape } from "./losses.ts";
import { partyTitle } from "./registered-facts.ts";
import { remedyWords } from "./remedy-words.ts";
import { type Chosen, MOST_TRIES, TellingChoices } from "./telling-choices.ts";
import { byText, phraseOf } from "./wording.ts";

/** So many situations of one entitlement are asked about, the most frequent first, and so many times again for the rest. */
const MOST_SITUATIONS = 12;
const MOST_ROUNDS = 2;
/** Where no more than this part of those who lose an entitlement is left without a remedy, their cases are not searched. */
const SMALL_REST = 1 / 8;
/** So many examples of a choice are named. */
const MOST_EXAMPLES = 3;

/** A remedy as it would be carried out by everybody to whom it can be said. */
interface Attempt {
  readonly words: string;
  readonly key: string;
  /** The entitlements about which it was an answer. */
  readonly answers: Set<string>;
  /** How many of the tries differ. */
  width: number;
  /** The changes of each try, with other choices in each: a remedy counts for what it gives back with all of them. */
  readonly tries: readonly Map<string, FactChange>[];
  readonly examples: Set<string>;
}

/** Somebody's lost tuple and the first day without. */
interface Loss {
  readonly tuple: Tuple;
  readonly subject: Value;
  readonly first: Day;
}

class RemedyFinder {
  readonly #impact: Impact;
  readonly #searches = new Map<Day, RemedySearch>();
  readonly #attempts = new Map<string, Attempt>();
  readonly #choices: TellingChoices;
  /** By remedy and entitlement: whom it gives it back. */
  readonly #kept = new Map<string, Map<string, Set<Value>>>();

  constructor(impact: Impact) {
    this.#impact = impact;
    this.#choices = new TellingChoices(impact.after);
  }

  #search(on: Day): RemedySearch {
    let search = this.#searches.get(on);
    if (search === undefined) {
      search = new RemedySearch(this.#impact.after, this.#impact.after.policy, on);
      this.#searches.set(on, search);
    }
    return search;
  }

  #isHelped(name: string, subject: Value): boolean {
    for (const byEntitlement of this.#kept.values()) if (byEntitlement.get(name)?.has(subject)) return true;
    return false;
  }

  /**
   * What an entitlement's holders lose, in situations: alike in all that is neither them nor their institute. Those who lose
   * it on the same day as most come first.
   */
  #situations(shape: EntitlementShape, isOpen: (subject: Value) => boolean): Loss[][] {
    const { before, after, losses } = this.#impact;
    const { name } = shape.declaration;
    const first = losses.lost.get(name)!;
    const situations = new Map<string, Loss[]>();
    for (const { tuple, lost } of before.difference(after, [name])) {
      const subject = tuple[shape.subject]!;
      const on = lost[0] as Day | undefined;
      if (on === undefined || first.get(subject) !== on || !isOpen(subject)) continue;
      const rest = tuple.filter((_, c) => c !== shape.subject && c !== shape.institute);
      const key = JSON.stringify(rest);
      const situation = situations.get(key);
      const loss = { tuple, subject, first: on };
      if (situation === undefined) situations.set(key, [loss]);
      else situation.push(loss);
    }
    return [...situations.values()]
      .map(commonestDayFirst)
      .sort((a, b) => b.length - a.length)
      .slice(0, MOST_SITUATIONS);
  }

  /** Asks about an entitlement until nobody is left whom a further answer could help. */
  ask(shape: EntitlementShape): void {
    const { name } = shape.declaration;
    const subjects = this.#impact.losses.lost.get(name)!;
    for (let round = 0; round < MOST_ROUNDS; round++) {
      const open = new Set([...subjects.keys()].filter((subject) => !this.#isHelped(name, subject)));
      if (open.size <= SMALL_REST * subjects.size) return;
      const situations = this.#situations(shape, (subject) => round === 0 || open.has(subject));
      const touched = new Set<string>();
      for (const situation of situations) {
        const asked = situation[round % situation.length]!;
        for (const remedy of this.#search(asked.first).find(name, asked.tuple))
          touched.add(this.#propose(shape, remedy, asked, situation));
      }
      if (touched.size === 0) return;
      for (const words of touched) this.#tryOut(words);
    }
  }

  /** Notes what a remedy would be for everybody to whom it can be said. */
  #propose(shape: EntitlementShape, remedy: Remedy, asked: Loss, situation: readonly Loss[]): string {
    const { before, folded, losses } = this.#impact;
    const words = remedyWords(before.policy, folded, remedy, shape.declaration.name);
    const attempt = this.#attempts.get(words) ?? {
      words,
      key: remedy.key,
      answers: new Set<string>(),
      width: 0,
      tries: Array.from({ length: MOST_TRIES }, () => new Map<string, FactChange>()),
      examples: new Set<string>(),
    };
    attempt.answers.add(shape.declaration.name);
    const isFirst = attempt.width === 0;
    this.#attempts.set(words, attempt);
    const chosen = this.#choices.of(remedy);
    attempt.width = Math.max(attempt.width, chosen.length);
    // What speaks of nobody but the person can be said to every person hit, whatever they lose.
    const isPersonal = remedy.acts.every(({ terms }) =>
      terms.every((term) => !("own" in term) || term.own === shape.person),
    );
    if (isFirst && shape.person >= 0 && isPersonal && asked.tuple.length === 1)
      for (const [person, first] of losses.people) this.#note(attempt, remedy, chosen, [person], first);
    else
      for (const { tuple, subject, first } of situation) {
        const start = shape.person >= 0 ? losses.people.get(subject as string) : undefined;
        this.#note(attempt, remedy, chosen, tuple, start ?? first);
      }
    for (const values of Object.values(remedy.choices))
      for (const value of values)
        if (attempt.examples.size < MOST_EXAMPLES) attempt.examples.add(partyTitle(folded, String(value)));
    return words;
  }

  /** The remedy's changes with another's values in place of those of whoever was asked. */
  #note(attempt: Attempt, remedy: Remedy, chosen: readonly Chosen[], tuple: Tuple, from: Day): void {
    for (const [k, changes] of attempt.tries.entries()) {
      const choice = chosen[k % chosen.length]!;
      remedy.acts.forEach(({ terms }, at) => {
        const tried = remedy.witness[at]!;
        const values = tried.tuple.map((value, c) => {
          const term = terms[c]!;
          return "own" in term ? tuple[term.own]! : "choice" in term ? choice.get(term.choice)! : value;
        });
        // A later choice for the same case takes the place of an earlier one, which did not help.
        changes.set(JSON.stringify([at, ...tuple]), { ...tried, tuple: values, from });
      });
    }
  }

  /** What a try gives back to whom, from the first day lost on. */
  #keptBy(changes: readonly FactChange[]): Map<string, Set<Value>> {
    const { after, losses } = this.#impact;
    const kept = new Map<string, Set<Value>>();
    const tried = after.whatIf(changes);
    for (const { predicate, tuple, gained } of after.difference(tried, [...losses.lost.keys()])) {
      const subject = tuple[losses.shapes.get(predicate)!.subject]!;
      const first = losses.lost.get(predicate)!.get(subject);
      if (first === undefined || !has(gained, first)) continue;
      const set = kept.get(predicate);
      if (set === undefined) kept.set(predicate, new Set([subject]));
      else set.add(subject);
    }
    return kept;
  }

  #tryOut(words: string): void {
    const { tries, width } = this.#attempts.get(words)!;
    let kept: Map<string, Set<Value>> | undefined;
    for (const changes of tries.slice(0, width)) {
      const now = this.#keptBy([...changes.values()]);
      // What one choice happens to bring and another does not is no merit of the remedy.
      for (const [name, subjects] of kept ?? [])
        for (const subject of subjects) if (now.get(name)?.has(subject) !== true) subjects.delete(subject);
      kept ??= now;
    }
    this.#kept.set(words, kept ?? new Map());
  }

  /**
   * What a remedy gives back by its own merit. Where it was no answer to the question about an entitlement and brings back
   * a small part of what another remedy does, the choices tried happened to do so.
   */
  #merits(attempt: Attempt): Map<string, ReadonlySet<Value>> {
    const merits = new Map<string, ReadonlySet<Value>>();
    for (const [name, subjects] of this.#kept.get(attempt.words) ?? []) {
      if (subjects.size === 0) continue;
      const most = Math.max(...[...this.#kept.values()].map((kept) => kept.get(name)?.size ?? 0));
      if (attempt.answers.has(name) || subjects.size > SMALL_REST * most) merits.set(name, subjects);
    }
    return merits;
  }

  sheets(): RemedySheet[] {
    const { losses } = this.#impact;
    const sheets: RemedySheet[] = [];
    for (const attempt of this.#attempts.values()) {
      const { words, key, examples } = attempt;
      const merits = this.#merits(attempt);
      const people = new Set<Value>();
      const others = new Map<string, Set<Value>>();
      for (const [name, subjects] of merits) {
        const { person, isPersonal, counts } = losses.shapes.get(name)!;
        if (person >= 0) for (const subject of subjects) people.add(subject);
        else if (!isPersonal) others.set(counts, new Set([...(others.get(counts) ?? []), ...subjects]));
      }
      const keeps = [...losses.shapes.values()].flatMap(({ declaration, isPersonal }): KeptSheet[] => {
        const kept = merits.get(declaration.name);
        if (kept === undefined) return [];
        const sheet = { name: declaration.name, title: phraseOf(declaration), people: kept.size };
        return [isPersonal ? sheet : { ...sheet, impersonal: true }];
      });
      if (keeps.length === 0) continue;
      const counted = [...others].map(([kind, subjects]) => ({ kind, count: subjects.size }));
      sheets.push({
        remedy: words,
        people: people.size,
        ...(counted.length === 0 ? {} : { others: counted }),
        keeps,
        examples: [...examples],
        key,
      });
    }
    const helped = ({ people, others }: RemedySheet): number =>
      (people ?? 0) + (others ?? []).reduce((sum, { count }) => sum + count, 0);
    return sheets.sort(
      (a, b) => (b.people ?? 0) - (a.people ?? 0) || helped(b) - helped(a) || byText(a.remedy, b.remedy),
    );
  }
}

/** The losses of the day on which most occur come first; otherwise they stay in their order. */
function commonestDayFirst(losses: readonly Loss[]): Loss[] {
  const counts = new Map<Day, number>();
  for (const { first } of losses) counts.set(first, (counts.get(first) ?? 0) + 1);
  return [...losses].sort((a, b) => counts.get(b.first)! - counts.get(a.first)! || a.first - b.first);
}

/**
 * The remedies for those whom a draft hits, each with the number of people who would keep something by it, were all of
 * them to do it on the first day on which they lose something.
 *
 *     remediesOf(impact)    // [{ remedy: "be affiliated with an institute that may send new people", people: 783, ... }]
 */
export function remediesOf(impact: Impact): RemedySheet[] {
  const finder = new RemedyFinder(impact);
  const { losses } = impact;
  // An institute can do something for itself only where the policy says so of a record.
  const isOwnReach = impact.after.policy.records.some(({ reach }) => reach === "institute");
  // What hangs on the person alone first: it tells most, and what it restores need not be asked about again.
  const asked = [...losses.shapes.values()]
    .filter(
      ({ declaration, person, isPersonal }) =>
        (person >= 0 || (isOwnReach && !isPersonal)) && losses.lost.has(declaration.name),
    )
    .sort(
      (a, b) =>
        a.declaration.columns.length - b.declaration.columns.length ||
        losses.lost.get(b.declaration.name)!.size - losses.lost.get(a.declaration.name)!.size,
    );
  for (const shape of asked) finder.ask(shape);
  return finder.sheets();
}
