/** Checks of a whole registry: names that nothing registers, acts that contradict each other, lives that make no sense. */
import { type ActIndex, indexOf } from "./act-index.ts";
import type { Act } from "./acts.ts";
import { type AgreementLife, agreementLives } from "./agreement-life.ts";
import { checkAgreement, checkParents, checkSuccessions } from "./check-agreements.ts";
import type { Found, Note } from "./check-notes.ts";
import { checkPeople, checkPerson, checkSharedIdentifiers } from "./check-people.ts";
import { checkReferences, type KnownNames, type Names, namesIn } from "./check-references.ts";
import { checkErased, checkSamePeople } from "./check-same-people.ts";
import { checkCircles } from "./check-targets.ts";
import { type Drafted, draftParts } from "./draft.ts";
import { agreementActs, type Folded } from "./fold.ts";
import { Ledger } from "./ledger.ts";
import { mergesIn, withMerges } from "./merges.ts";

export interface CheckOptions {
  /**
   * Tables whose rows are not all known, because some could not be read. What they might have registered is not
   * reported as unknown.
   */
  readonly unread?: ReadonlySet<string>;
}

/** Where each act of an index stands among the acts given; undefined where they are the same. */
function placesOf(index: ActIndex, given: number): number[] | undefined {
  if (index.repeated.length === 0) return undefined;
  const skipped = new Set(index.repeated.map(({ at }) => at));
  return Array.from({ length: given }, (_, at) => at).filter((at) => !skipped.has(at));
}

const repetition = (id: string) =>
  ({
    severity: "error",
    category: "conflict",
    code: "duplicate-act",
    column: "id",
    message: `another act has the id \`${id}\` already`,
  }) as const;

/**
 * Everything that is wrong with acts among themselves, errors and warnings. Acts that were withdrawn or corrected are not
 * held against the registry any more.
 */
export function check(acts: readonly Act[], options: CheckOptions = {}): Found[] {
  const found: Found[] = [];
  const index = indexOf(acts);
  const ledger = new Ledger(index);
  // The ledger counts the acts without those that came twice.
  const places = placesOf(index, acts.length);
  const note: Note =
    places === undefined
      ? (problem) => found.push(problem)
      : ({ other, ...problem }) =>
          found.push({
            ...problem,
            index: places[problem.index]!,
            ...(other === undefined ? {} : { other: places[other]! }),
          });
  for (const { at, first } of index.repeated)
    found.push({ ...repetition(acts[at]!.id), index: at, other: places![first]! });
  const { byAgreement } = agreementActs(ledger);
  checkReferences(ledger, namesIn(acts), options.unread ?? new Set(), note);
  const lives = agreementLives(ledger, byAgreement);
  for (const [agreement, indices] of byAgreement) checkAgreement(ledger, indices, lives.get(agreement), note);
  checkParents(lives, note);
  checkSuccessions(lives, ledger, byAgreement, note);
  checkSamePeople(ledger, note);
  checkErased(ledger, note);
  // Of people who were merged the acts count together.
  const merges = mergesIn(ledger);
  const merged = merges.size === 0 ? ledger : new Ledger(indexOf(withMerges(acts, merges)));
  checkPeople(merged, note);
  checkSharedIdentifiers(merged, note);
  checkCircles(ledger, note);
  return found;
}

/**
 * What is wrong with a draft laid over a folded registry: problems of the draft's own acts alone, by their index in
 * `acts`.
 */
export function checkDraft(folded: Folded, acts: readonly Act[], drafted: Drafted): Found[] {
  const found: Found[] = [];
  const { ledger } = drafted;
  const base = drafted.base.ledger.count;
  for (const { at } of ledger.index.repeated) found.push({ ...repetition(acts[at]!.id), index: at });
  const own = new Map(acts.map((act, index) => [act.id, index] as const));
  const note: Note = ({ other, ...problem }) => {
    if (problem.index < base) return;
    found.push({ ...problem, index: own.get(ledger.act(problem.index).id)! });
  };
  checkReferences(ledger, namesOf(folded, acts), new Set(), note);
  checkSamePeople(ledger, note);
  checkErased(ledger, note);
  const parts = draftParts(drafted.base, ledger);
  const lives: ReadonlyMap<string, AgreementLife> = drafted.agreements;
  for (const [agreement, indices] of parts.agreements)
    checkAgreement(ledger, indices, lives.get(agreement), note);
  checkParents(lives, note);
  for (const { topic, all } of parts.subjects) if (topic === "person") checkPerson(ledger, all, note);
  return found;
}

/** What is registered under names. */
interface Registered {
  has(name: string): boolean;
  keys(): Iterable<string>;
  readonly size: number;
}

/** Names that a draft adds to those of the registry below it, which are not copied: a registry has tens of thousands. */
class AddedNames implements Names {
  readonly #added: ReadonlySet<string>;
  readonly #below: readonly Registered[];

  constructor(added: ReadonlySet<string>, below: readonly Registered[]) {
    this.#added = added;
    this.#below = below;
  }

  has(name: string): boolean {
    return this.#added.has(name) || this.#below.some((each) => each.has(name));
  }

  get size(): number {
    return this.#below.reduce((sum, { size }) => sum + size, this.#added.size);
  }

  *[Symbol.iterator](): Generator<string> {
    yield* this.#added;
    for (const each of this.#below) yield* each.keys();
  }
}

/** The names that a folded registry and a draft's own acts register. */
function namesOf(folded: Folded, acts: readonly Act[]): KnownNames {
  const added = namesIn(acts);
  const { parties, institutes, experiments, bodies, decisions, agreements, people, merges } = folded;
  const sessions = new Set(folded.sessions.map(({ session }) => session));
  const over = (sort: keyof KnownNames, ...below: readonly Registered[]): Names =>
    new AddedNames(added[sort], below);
  return {
    party: over("party", parties),
    institute: over("institute", institutes),
    experiment: over("experiment", experiments),
    body: over("body", bodies),
    session: over("session", sessions),
    decision: over("decision", decisions),
    agreement: over("agreement", agreements),
    person: over("person", people, merges),
  };
}
