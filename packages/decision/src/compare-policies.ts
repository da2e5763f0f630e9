/**
 * Two policies on one registry, each with a draft of its own if one likes: who may do what under which, from a day on.
 * Neither side is special: turned round, the comparison says the same with its sides exchanged.
 */
import { type Day, isEmpty } from "@comity/calendar";
import type { Evaluation, Policy, Predicate, RecordDeclaration, Value } from "@comity/policy";
import { type Folded, RECORDS, type RegistryMeta } from "@comity/registry";
import { type Sides, sidesOf } from "./compare.ts";
import {
  CountedDays,
  compareEntitlement,
  nobody,
  type Pair,
  type PeopleSeen,
  type SharedEntitlement,
} from "./compare-entitlement.ts";
import type { Figure, WrittenDay } from "./fact-sheet.ts";
import { governingParty } from "./hit-institutes.ts";
import { type EntitlementShape, shapesOf } from "./losses.ts";
import { partyTitle } from "./registered-facts.ts";
import { byText, dayText, phraseOf } from "./wording.ts";

/** What stands on one side of a comparison: what a policy derives, from the registry or with a draft laid over it. */
export interface PolicySide {
  readonly evaluation: Evaluation;
  /** The title of the draft laid over the registry. */
  readonly decision?: string;
}

/** An entitlement that one policy alone knows: the other's silence is no "no". */
export interface OwnEntitlement {
  readonly name: string;
  readonly title: string;
  readonly counts: string;
  /** Where these are no people: then no figure is hidden. */
  readonly impersonal?: true;
  readonly hold: Figure;
}

export interface ClauseComparison {
  readonly name: string;
  readonly title: string;
  readonly isKnown: Pair<boolean>;
  /** How many tuples break it on some day. */
  readonly cases: Pair<Figure>;
}

export interface InstituteSides {
  /** Empty for people whom the registry has at no institute. */
  readonly id: string;
  readonly name: string;
  readonly party: string;
  readonly partyName: string;
  /** Who of its people holds anything; who holds more than on the other side. */
  readonly hold: Sides;
  readonly more: Sides;
}

export interface PolicyComparison {
  readonly knownOn: WrittenDay;
  /** What holds before that day counts nowhere. */
  readonly from: WrittenDay;
  readonly a: PolicyHeading;
  readonly b: PolicyHeading;
  /** People who hold anything that both policies know, on some day. */
  readonly people: Sides;
  /** People who hold some of it on days on which they do not on the other side. */
  readonly more: Sides;
  readonly entitlements: readonly SharedEntitlement[];
  /** By institutes at which people are on some day. */
  readonly byInstitute: readonly InstituteSides[];
  readonly own: Pair<readonly OwnEntitlement[]>;
  /** Of one name and other columns: not compared. */
  readonly mismatched: readonly ({ readonly name: string } & Pair<string>)[];
  readonly records: {
    /** Asked for by one policy alone. */
    readonly only: Pair<readonly string[]>;
    /** Asked for, and given by no file of the registry. */
    readonly empty: Pair<readonly string[]>;
  };
  /** Those that something breaks on one side at least. */
  readonly clauses: readonly ClauseComparison[];
}

export interface PolicyHeading {
  readonly policy: string;
  readonly file: string;
  readonly decision: string | null;
}

export interface PolicyComparisonOptions {
  /** The first day that counts; by default the day as known on. */
  readonly from?: Day;
  /** What the registry says of itself: the records that it declares. */
  readonly meta?: RegistryMeta;
}

/** A declaration as it is written: what must agree for two entitlements to be the same one. */
function written({ name, columns }: Predicate | RecordDeclaration): string {
  return `${name}(${columns.map((column) => `${column.name}: ${column.kind}`).join(", ")})`;
}

function isSameShape(a: EntitlementShape, b: EntitlementShape): boolean {
  const kinds = ({ declaration }: EntitlementShape): string =>
    declaration.columns.map(({ kind }) => kind).join(", ");
  return kinds(a) === kinds(b) && a.person === b.person && a.institute === b.institute;
}

/** Names in an order that both policies have an equal say in. */
function inSharedOrder(names: Iterable<string>, a: readonly string[], b: readonly string[]): string[] {
  const place = (name: string): number => {
    const [first, second] = [a.indexOf(name), b.indexOf(name)];
    return first < 0 ? 2 * second : second < 0 ? 2 * first : first + second;
  };
  return [...new Set(names)].sort((x, y) => place(x) - place(y) || byText(x, y));
}

function ownEntitlement(
  evaluation: Evaluation,
  shape: EntitlementShape,
  counted: CountedDays,
): OwnEntitlement {
  const holders = new Set<Value>();
  for (const { tuple, days } of evaluation.list(shape.declaration.name))
    if (!isEmpty(counted.of(days))) holders.add(tuple[shape.subject] ?? shape.declaration.name);
  const { declaration, counts, isPersonal } = shape;
  return {
    name: declaration.name,
    title: phraseOf(declaration),
    counts,
    ...(isPersonal ? {} : { impersonal: true }),
    hold: holders.size,
  };
}

/** The institutes at which each of some people is on some day from a day on. */
function institutesOf(folded: Folded, people: ReadonlySet<string>, from: Day): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>();
  const table = folded.facts.tables.get("affiliated");
  const { symbols } = folded.facts;
  for (let row = 0; row < (table?.count ?? 0); row++) {
    if (table!.to[row]! <= from) continue;
    const person = symbols.value("Person", table!.columns[0]![row]!) as string;
    if (!people.has(person)) continue;
    const institute = symbols.value("Institute", table!.columns[1]![row]!) as string;
    const known = found.get(person);
    if (known === undefined) found.set(person, new Set([institute]));
    else known.add(institute);
  }
  return found;
}

function instituteSides(folded: Folded, people: PeopleSeen, from: Day): InstituteSides[] {
  const everybody = new Set([...people.hold.a, ...people.hold.b]);
  const places = institutesOf(folded, everybody, from);
  const seen = new Map<string, PeopleSeen>();
  for (const sort of ["hold", "more"] as const)
    for (const side of ["a", "b"] as const)
      for (const person of people[sort][side])
        for (const institute of places.get(person) ?? [""]) {
          let own = seen.get(institute);
          if (own === undefined) {
            own = { hold: nobody(), more: nobody() };
            seen.set(institute, own);
          }
          own[sort][side].add(person);
        }
  const most = ({ hold, more }: InstituteSides): readonly [number, number] => [
    Math.max(more.a ?? 0, more.b ?? 0),
    Math.max(hold.a ?? 0, hold.b ?? 0),
  ];
  return [...seen]
    .map(([id, { hold, more }]): InstituteSides => {
      const party = id === "" ? "" : governingParty(folded, id);
      return {
        id,
        name: id === "" ? "no institute on record" : (folded.institutes.get(id)?.title ?? id),
        party,
        partyName: party === "" ? "" : partyTitle(folded, party),
        hold: sidesOf(hold.a, hold.b),
        more: sidesOf(more.a, more.b),
      };
    })
    .sort((x, y) => {
      const [[moreX, holdX], [moreY, holdY]] = [most(x), most(y)];
      return moreY - moreX || holdY - holdX || byText(x.name, y.name) || byText(x.id, y.id);
    });
}

const clausesOf = ({ policy }: Evaluation): Map<string, Predicate> =>
  new Map(policy.predicates.filter(({ role }) => role === "never").map((clause) => [clause.name, clause]));

function clausesBroken({ a, b }: Pair<Evaluation>, counted: CountedDays): ClauseComparison[] {
  const known = { a: clausesOf(a), b: clausesOf(b) };
  const casesOf = (evaluation: Evaluation, name: string): number => {
    let count = 0;
    for (const { days } of evaluation.list(name)) if (!isEmpty(counted.of(days))) count++;
    return count;
  };
  const names = [[...known.a.keys()], [...known.b.keys()]] as const;
  return inSharedOrder(names.flat(), ...names).flatMap((name): ClauseComparison[] => {
    const isKnown = { a: known.a.has(name), b: known.b.has(name) };
    const cases = { a: isKnown.a ? casesOf(a, name) : 0, b: isKnown.b ? casesOf(b, name) : 0 };
    if (cases.a === 0 && cases.b === 0) return [];
    // A clause's name is made of its title, so that one name has one title but for capitals.
    const titles = [known.a.get(name)?.title, known.b.get(name)?.title].filter(
      (title) => title !== undefined,
    );
    return [{ name, title: titles.sort(byText)[0] ?? name, isKnown, cases }];
  });
}

function recordsCompared(a: Policy, b: Policy, meta: RegistryMeta | undefined): PolicyComparison["records"] {
  const given = new Set([
    ...RECORDS.map(({ name }) => name),
    ...(meta?.records ?? []).map(({ record }) => record),
  ]);
  const namesOf = ({ records }: Policy): string[] => records.map(({ name }) => name);
  const [ofA, ofB] = [namesOf(a), namesOf(b)];
  const without = (names: readonly string[], other: readonly string[]): string[] => {
    const known = new Set(other);
    return names.filter((name) => !known.has(name));
  };
  const lacking = (names: readonly string[]): string[] => names.filter((name) => !given.has(name));
  return {
    only: { a: without(ofA, ofB), b: without(ofB, ofA) },
    empty: { a: lacking(ofA), b: lacking(ofB) },
  };
}

const headingOf = ({ evaluation, decision }: PolicySide): PolicyHeading => ({
  policy: evaluation.policy.title,
  file: evaluation.policy.file,
  decision: decision ?? null,
});

/**
 * Compares what two policies say of one registry. Entitlements are the same where their names and the kinds of their
 * columns are; what is held through several institutes is held once.
 *
 *     const folded = fold(acts, { knownOn });
 *     const [a, b] = [evaluate(cern, folded.facts), evaluate(other, folded.facts)];
 *     comparePolicies(folded, { evaluation: a }, { evaluation: b }).people
 */
export function comparePolicies(
  folded: Folded,
  a: PolicySide,
  b: PolicySide,
  options: PolicyComparisonOptions = {},
): PolicyComparison {
  const from = options.from ?? folded.knownOn;
  const sides = { a: a.evaluation, b: b.evaluation };
  const [ofA, ofB] = [shapesOf(sides.a.policy), shapesOf(sides.b.policy)];
  const counted = new CountedDays(from);
  const people: PeopleSeen = { hold: nobody(), more: nobody() };
  const entitlements: SharedEntitlement[] = [];
  const mismatched: ({ readonly name: string } & Pair<string>)[] = [];
  const names = [[...ofA.keys()], [...ofB.keys()]] as const;
  for (const name of inSharedOrder(
    names[0].filter((each) => ofB.has(each)),
    ...names,
  )) {
    const shapes = { a: ofA.get(name)!, b: ofB.get(name)! };
    if (isSameShape(shapes.a, shapes.b))
      entitlements.push(compareEntitlement(sides, shapes, counted, folded.facts, people));
    else mismatched.push({ name, a: written(shapes.a.declaration), b: written(shapes.b.declaration) });
  }
  const own = (evaluation: Evaluation, shapes: typeof ofA, others: typeof ofA): OwnEntitlement[] =>
    [...shapes.values()]
      .filter(({ declaration }) => !others.has(declaration.name))
      .map((shape) => ownEntitlement(evaluation, shape, counted));
  return {
    knownOn: dayText(folded.knownOn),
    from: dayText(from),
    a: headingOf(a),
    b: headingOf(b),
    people: sidesOf(people.hold.a, people.hold.b),
    more: sidesOf(people.more.a, people.more.b),
    entitlements,
    byInstitute: instituteSides(folded, people, from),
    own: { a: own(sides.a, ofA, ofB), b: own(sides.b, ofB, ofA) },
    mismatched,
    records: recordsCompared(sides.a.policy, sides.b.policy, options.meta),
    clauses: clausesBroken(sides, counted),
  };
}
