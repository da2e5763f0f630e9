/**
 * Whom a draft would not touch, though one might expect it, and why not. What counts is what the registry and the
 * policy say: the party whose agreement governs an institute, and the institute through which a person takes part.
 */
import { type Day, formatDay, has, intersection } from "@comity/calendar";
import {
  EngineEvaluation,
  type Evaluation,
  type Predicate,
  type Proof,
  proofOf,
  type Tuple,
} from "@comity/policy";
import { type Act, daysOf, type Folded, standingOn } from "@comity/registry";
import type { NotTouchedSheet } from "./fact-sheet.ts";
import { type Held, heldDays, patternOf } from "./held-days.ts";
import { governingParty, type HitInstitutes, hasRecord } from "./hit-institutes.ts";
import type { Losses } from "./losses.ts";
import { type AtInstitute, type Places, placesUnder } from "./places.ts";
import { partyTitle } from "./registered-facts.ts";
import { byText, counted, dayText, kindWords, listed, titleWith } from "./wording.ts";

export interface NotTouchedContext {
  readonly folded: Folded;
  readonly before: Evaluation;
  readonly after: Evaluation;
  readonly losses: Losses;
  readonly hit: HitInstitutes;
  /** Parties of the changed agreements. */
  readonly parties: ReadonlySet<string>;
  readonly acts: readonly Act[];
  /** The day that everything is looked at: the one on which most people lose something first. */
  readonly on: Day;
}

/** Representatives that are asked for a proof, at most: each stands for whoever goes on by the same rule. */
const MOST_ASKED = 4;

class Looker {
  readonly #context: NotTouchedContext;
  /** What a person must hold to count as one who goes on: what others lose on the day looked at. */
  readonly #held: readonly Held[];
  readonly #goesOn = new Map<string, boolean>();
  readonly #places: Places;

  constructor(context: NotTouchedContext) {
    this.#context = context;
    this.#places = placesUnder(context.before, context.after);
    const { losses, on } = context;
    const shapes = [...losses.shapes.values()].filter(({ person }) => person >= 0);
    const lostThen = shapes.filter(({ declaration }) =>
      [...(losses.lost.get(declaration.name)?.values() ?? [])].includes(on),
    );
    this.#held = (lostThen.length > 0 ? lostThen : shapes)
      .map(({ declaration, person }) => ({
        name: declaration.name,
        person,
        width: declaration.columns.length,
      }))
      .sort((a, b) => a.width - b.width);
  }

  /** A tuple of an entitlement that a person holds on the day under the draft, of those that others lose then. */
  heldBy(person: string): { readonly name: string; readonly tuple: Tuple } | undefined {
    const { after, on } = this.#context;
    for (const { name, person: column, width } of this.#held) {
      if (width === 1) {
        const tuple = [person];
        const holds =
          after instanceof EngineEvaluation ? after.holds(name, tuple, on) : has(after.when(name, tuple), on);
        if (holds) return { name, tuple };
        continue;
      }
      for (const { tuple } of after.list(name, patternOf(column, width, person), on)) return { name, tuple };
    }
    return undefined;
  }

  goesOn(person: string): boolean {
    let known = this.#goesOn.get(person);
    if (known === undefined) {
      known = this.#holds(person);
      this.#goesOn.set(person, known);
    }
    return known;
  }

  #holds(person: string): boolean {
    const { before, losses, on } = this.#context;
    if (losses.people.has(person)) return false;
    if (losses.gainers.has(person)) return this.heldBy(person) !== undefined;
    // Whoever neither loses nor gains a day holds under the draft what they held without it.
    return has(heldDays(before, this.#held, person), on);
  }

  /** Everybody who ever is at an institute, with the days. */
  everAt(institute: string): readonly AtInstitute[] {
    return this.#places.of(institute);
  }

  /** People affiliated with an institute on the day who lose nothing and hold what others lose. */
  peopleAt(institute: string): string[] {
    const { on } = this.#context;
    const found: string[] = [];
    for (const { person, days } of this.#places.of(institute))
      if (has(days, on) && this.goesOn(person)) found.push(person);
    return found;
  }
}

const PARTY_WORDS: Readonly<Record<string, string>> = {
  State: "a state",
  Organisation: "an international organisation",
  FundingAgency: "a funding agency",
  Laboratory: "a laboratory",
};

/** What is left to say of people whom no agreement and no rule of its own keeps. */
function untouched({ on }: NotTouchedContext): string {
  return `on ${formatDay(on)} nothing that they hold hangs on what the draft changes`;
}

/** The footing of a party on a day: its status, or the agreements in force to which it is a party. */
function footing({ folded, after, on }: NotTouchedContext, party: string): string {
  const status = hasRecord(after, "status", 2)
    ? [...after.list("status", [party, undefined], on)].map(({ tuple }) => tuple[1] as string).sort()
    : [];
  if (status.length > 0) return `with the status of ${listed(status)}`;
  const all = [...folded.agreements.values()]
    .filter(
      (life) =>
        life.signature.parent === undefined &&
        life.signature.experiments.length === 0 &&
        life.parties.some((part) => part.party === party),
    )
    .sort((a, b) => byText(a.agreement, b.agreement));
  const own = all.filter((life) =>
    life.parties.some(
      (part) => part.party === party && has(intersection(part.because.days, life.inForce.days), on),
    ),
  );
  if (own.length === 0) {
    const ended = all
      .filter((life) => life.from !== undefined && life.to <= on)
      .map(({ agreement }) => `\`${agreement}\``);
    return ended.length === 0
      ? "which the draft does not concern; they take part through another institute"
      : `whose part in ${listed(ended)} has ended by then whatever is decided; they take part through another institute`;
  }
  const closed = own.flatMap((life) => {
    const days = daysOf(life.closed);
    if (!has(days, on)) return [];
    const from = days.findLast((day, k) => k % 2 === 0 && day <= on)! as Day;
    return [`closed to newcomers since ${dayText(from)}: existing work goes on`];
  });
  const suspended = own.some((life) => standingOn(life, on) === "suspended") ? ["suspended"] : [];
  const names = listed(own.map(({ agreement }) => `\`${agreement}\``));
  const more = [...suspended, ...new Set(closed)];
  return `with ${own.length === 1 ? "an agreement" : "agreements"} of its own in force, ${names}${more.length > 0 ? ` (${more.join("; ")})` : ""}`;
}

/**
 * Institutes in the same states as those hit, that another party governs: one entry for each such party. Whom the draft excepts
 * goes on by that, and not by what their institute's party has.
 */
function sameState(
  context: NotTouchedContext,
  looker: Looker,
  known: ReadonlySet<string>,
): NotTouchedSheet[] {
  const { folded, hit, parties } = context;
  const states = new Set<string>();
  for (const party of parties) if (folded.parties.get(party)?.kind === "State") states.add(party);
  for (const institute of hit.keys()) {
    const seat = folded.institutes.get(institute)?.seat;
    if (seat !== undefined) states.add(seat);
  }
  const byParty = new Map<string, string[]>();
  for (const { institute, seat, governedBy } of folded.institutes.values()) {
    if (!states.has(seat) || hit.has(institute) || parties.has(governedBy)) continue;
    const list = byParty.get(governedBy);
    if (list === undefined) byParty.set(governedBy, [institute]);
    else list.push(institute);
  }
  const sheets: NotTouchedSheet[] = [];
  for (const [party, institutes] of byParty) {
    const counts = institutes.map((institute) =>
      looker.peopleAt(institute).filter((person) => !known.has(person)),
    );
    const people = new Set(counts.flat());
    const ids = institutes.filter((_, k) => counts[k]!.length > 0).sort(byText);
    if (people.size === 0) continue;
    const title = partyTitle(folded, party);
    const only = ids.length === 1 ? (folded.institutes.get(ids[0]!)?.title ?? ids[0]!) : undefined;
    const kind = PARTY_WORDS[folded.parties.get(party)?.kind ?? ""] ?? "a party";
    const who = only === title ? `${kind} ` : `governed by ${title}, ${kind} `;
    // Agreements of their own are a reason only where the draft takes an agreement from others.
    const because = parties.size === 0 ? untouched(context) : `${who}${footing(context, party)}`;
    sheets.push({
      group: "same state",
      institute: only ?? `${counted(ids.length, "institute", "institutes")} governed by ${title}`,
      ids,
      people: people.size,
      because,
    });
  }
  return sheets;
}

/** People who once were at an institute that is hit and now are elsewhere. */
function moved(context: NotTouchedContext, looker: Looker): NotTouchedSheet[] {
  const { hit, on, parties } = context;
  const people = new Set<string>();
  const ids = new Set<string>();
  const where =
    parties.size === 0 ? "are at another institute" : "take part through another institute that is covered";
  for (const institute of hit.keys())
    for (const { person, days } of looker.everAt(institute)) {
      if (days[0]! > on || has(days, on) || !looker.goesOn(person)) continue;
      people.add(person);
      ids.add(institute);
    }
  if (people.size === 0) return [];
  return [
    {
      group: "moved",
      institute: "people who were at one of these institutes and have moved",
      ids: [...ids].sort(byText),
      people: people.size,
      because: `they now ${where}: what counts is the institute of the day, not an earlier one`,
    },
  ];
}

/** People whom an exception of the draft keeps on. */
function excepted(
  context: NotTouchedContext,
  looker: Looker,
): { sheets: NotTouchedSheet[]; people: Set<string> } {
  const people = new Set<string>();
  const agreements = new Set<string>();
  for (const act of context.acts)
    if (act.act === "exception" && looker.goesOn(act.person)) {
      people.add(act.person);
      agreements.add(act.agreement);
    }
  const because = `the decision excepts them from what happens to ${listed([...agreements].sort(byText).map((each) => `\`${each}\``))}`;
  const sheets: NotTouchedSheet[] =
    people.size === 0
      ? []
      : [
          {
            group: "excepted",
            institute: "people whom the decision names as exceptions",
            ids: [],
            people: people.size,
            because,
          },
        ];
  return { sheets, people };
}

/** Every claim in a proof, outermost first. */
function* claimsIn(proof: Proof): Generator<Proof> {
  yield proof;
  for (const part of proof.proofs) yield* claimsIn(part);
}

/** The rule by which a person goes on under the draft and did not need to before; its sentence, for anybody. */
function keepingRule(
  { before, after, on }: NotTouchedContext,
  held: { readonly name: string; readonly tuple: Tuple },
): { readonly declaration: Predicate; readonly person: number; readonly words: string } | undefined {
  const { policy } = after;
  const now = proofOf(after, policy, held.name, held.tuple, on);
  const then = proofOf(before, policy, held.name, held.tuple, on);
  if (now === undefined) return undefined;
  const old = new Set(then === undefined ? [] : [...claimsIn(then)].map(({ claim }) => claim.predicate));
  for (const { claim } of claimsIn(now)) {
    const declaration = policy.predicates.find(({ name }) => name === claim.predicate);
    if (declaration === undefined || old.has(claim.predicate) || declaration.title === undefined) continue;
    const person = declaration.columns.findIndex(({ kind }) => kind === "Person");
    if (person < 0) continue;
    const words = titleWith(declaration, (column) => {
      if (column === person) return "the person";
      const value = String(claim.tuple[column]);
      return declaration.columns[column]!.kind === "Agreement"
        ? `\`${value}\``
        : `the ${kindWords(declaration.columns[column]!.kind)}`;
    });
    return { declaration, person, words };
  }
  return undefined;
}

/** People under the agreements changed who go on all the same, grouped by the rule that keeps them. */
function sameAgreement(
  context: NotTouchedContext,
  looker: Looker,
  known: ReadonlySet<string>,
): NotTouchedSheet[] {
  const { folded, after, on, parties } = context;
  const waiting = new Map<string, string>();
  for (const institute of folded.institutes.keys()) {
    if (!parties.has(governingParty(folded, institute))) continue;
    for (const person of looker.peopleAt(institute)) if (!known.has(person)) waiting.set(person, institute);
  }
  const sheets: NotTouchedSheet[] = [];
  const names = `institutes of ${listed([...parties].map((party) => partyTitle(folded, party)).sort(byText))}`;
  const add = (people: readonly string[], because: string): void => {
    const ids = [...new Set(people.map((person) => waiting.get(person)!))].sort(byText);
    const only = ids.length === 1 ? (folded.institutes.get(ids[0]!)?.title ?? ids[0]!) : undefined;
    sheets.push({ group: "same agreement", institute: only ?? names, ids, people: people.length, because });
    for (const person of people) waiting.delete(person);
  };
  for (let asked = 0; asked < MOST_ASKED && waiting.size > 0; asked++) {
    const [first] = waiting.keys();
    const held = looker.heldBy(first!)!;
    const rule = keepingRule(context, held);
    if (rule === undefined) break;
    const { declaration, person, words } = rule;
    const kept = new Set<string>();
    for (const { tuple } of after.list(declaration.name, [], on)) kept.add(tuple[person] as string);
    add(
      [...waiting.keys()].filter((one) => kept.has(one)),
      `they go on by the rule \`${declaration.name}\`: ${words}`,
    );
  }
  if (waiting.size > 0) add([...waiting.keys()], untouched(context));
  return sheets;
}

/**
 * People who are hit at one institute and lose nothing but the registration there; and, where no agreement changes, people at
 * an institute that is hit who lose nothing at all and belong to one that is not.
 */
function alsoElsewhere(
  { after, losses, hit, on, parties }: NotTouchedContext,
  looker: Looker,
): NotTouchedSheet[] {
  const spared = new Map<string, string>();
  if (parties.size === 0)
    for (const institute of hit.keys())
      for (const person of looker.peopleAt(institute))
        for (const { tuple } of after.list("affiliated", [person, undefined], on))
          if (!hit.has(tuple[1] as string)) spared.set(person, institute);
  const count = losses.keepElsewhere.size + spared.size;
  if (count === 0) return [];
  const ids = [...hit].filter(([, people]) => [...people].some((person) => losses.keepElsewhere.has(person)));
  return [
    {
      group: "also elsewhere",
      institute: "people who also belong to an institute elsewhere",
      ids: [...new Set([...ids.map(([id]) => id), ...spared.values()])].sort(byText),
      people: count,
      because:
        losses.keepElsewhere.size === 0
          ? "they lose nothing through the one concerned, since they belong to another"
          : "they go on through an institute that is covered, and lose nothing but what they had through the one concerned",
    },
  ];
}

/** Whom the draft does not touch and why not: by group, within one the largest first. */
export function notTouched(context: NotTouchedContext): NotTouchedSheet[] {
  if (!hasRecord(context.after, "affiliated", 2)) return [];
  const looker = new Looker(context);
  const exceptions = excepted(context, looker);
  const bySize = (sheets: readonly NotTouchedSheet[]): NotTouchedSheet[] =>
    [...sheets].sort((a, b) => (b.people ?? 0) - (a.people ?? 0) || byText(a.institute, b.institute));
  return [
    ...bySize(sameState(context, looker, exceptions.people)),
    ...bySize(sameAgreement(context, looker, exceptions.people)),
    ...exceptions.sheets,
    ...moved(context, looker),
    ...alsoElsewhere(context, looker),
  ];
}
