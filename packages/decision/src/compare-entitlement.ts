/** One entitlement under two policies: who holds it under which, for longer under which, and why. */
import {
  type Day,
  difference,
  type IntervalSet,
  intersection,
  interval,
  isEmpty,
  OPEN,
  union,
} from "@comity/calendar";
import type { Evaluation, Facts, Tuple, Value } from "@comity/policy";
import { type Sides, sidesOf } from "./compare.ts";
import { type Case, type Reason, reasonsFor } from "./compare-reasons.ts";
import type { Figure, WrittenDay } from "./fact-sheet.ts";
import type { EntitlementShape } from "./losses.ts";
import { dayText, phraseOf } from "./wording.ts";

/** One of each for the two sides. */
export interface Pair<Item> {
  readonly a: Item;
  readonly b: Item;
}

/** An entitlement that both policies know. */
export interface SharedEntitlement {
  readonly name: string;
  /** What it allows, in each policy's words. */
  readonly title: Pair<string>;
  /** The kind of those whom it is given to. */
  readonly counts: string;
  /** Where these are no people: then no figure is hidden. */
  readonly impersonal?: true;
  /** Who holds it on some day. */
  readonly hold: Sides;
  /** Of those who hold it on both sides: who does so on days on which they do not on the other. */
  readonly longer: Pair<Figure>;
  /** The first day on which somebody holds it on this side and not on the other. */
  readonly firstDay: { readonly a?: WrittenDay; readonly b?: WrittenDay };
  /** Of some who hold it on this side and not on the other: by which rule, and what they lack there. */
  readonly reasons: Pair<readonly Reason[]>;
}

/** What somebody holds of an entitlement, through whichever institute. */
interface Holding {
  readonly subject: Value;
  a: IntervalSet | undefined;
  b: IntervalSet | undefined;
  /** The tuples that give it, for asking why. */
  readonly tuples: Pair<Tuple[]>;
}

/**
 * Sets of days as far as they count, each stored once: two that are equal are one object. Most people's days are some
 * thousand others' days as well.
 */
export class CountedDays {
  readonly #window: IntervalSet;
  /** By the days as they are, and by what of them counts. */
  readonly #known = new Map<string, IntervalSet>();

  constructor(from: Day) {
    this.#window = interval(from, OPEN);
  }

  /** What of some days counts. */
  of(days: IntervalSet): IntervalSet {
    const key = days.join();
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const counted = intersection(days, this.#window);
    const own = counted.join();
    const one = this.#known.get(own) ?? counted;
    this.#known.set(own, one).set(key, one);
    return one;
  }
}

/** Everybody's holdings of an entitlement: what is held through several institutes is one holding. */
function holdingsOf(
  { a, b }: Pair<Evaluation>,
  { declaration, subject, person, institute }: EntitlementShape,
  counted: CountedDays,
): Map<string, Holding> {
  const holdings = new Map<string, Holding>();
  const drops = person >= 0 ? institute : -1;
  for (const side of ["a", "b"] as const) {
    for (const { tuple, days } of (side === "a" ? a : b).list(declaration.name)) {
      const held = counted.of(days);
      if (isEmpty(held)) continue;
      const rest = drops < 0 ? tuple : tuple.filter((_, at) => at !== drops);
      const key = rest.length === 1 ? String(rest[0]) : JSON.stringify(rest);
      let holding = holdings.get(key);
      if (holding === undefined) {
        // An entitlement without columns is held itself.
        holding = {
          subject: tuple[subject] ?? declaration.name,
          a: undefined,
          b: undefined,
          tuples: { a: [], b: [] },
        };
        holdings.set(key, holding);
      }
      const known = holding[side];
      holding[side] = known === undefined ? held : counted.of(union(known, held));
      holding.tuples[side].push(tuple);
    }
  }
  return holdings;
}

/** By person: whether they hold anything, and whether more than on the other side. */
export interface PeopleSeen {
  readonly hold: Pair<Set<string>>;
  readonly more: Pair<Set<string>>;
}

export const nobody = (): Pair<Set<string>> => ({ a: new Set(), b: new Set() });

/** One entitlement under two policies; notes in `people` who holds it, and who holds more of it. */
export function compareEntitlement(
  sides: Pair<Evaluation>,
  shapes: Pair<EntitlementShape>,
  counted: CountedDays,
  facts: Facts,
  people: PeopleSeen,
): SharedEntitlement {
  const shape = shapes.a;
  const hold: Pair<Set<Value>> = { a: new Set(), b: new Set() };
  const more: Pair<Set<Value>> = { a: new Set(), b: new Set() };
  const first: { a?: Day; b?: Day } = {};
  const cases: Pair<Case[]> = { a: [], b: [] };
  for (const holding of holdingsOf(sides, shape, counted).values()) {
    for (const [side, other] of [
      ["a", "b"],
      ["b", "a"],
    ] as const) {
      const held = holding[side];
      if (held === undefined) continue;
      hold[side].add(holding.subject);
      if (shape.person >= 0) people.hold[side].add(holding.subject as string);
      const theirs = holding[other];
      if (theirs === held) continue;
      const extra = theirs === undefined ? held : difference(held, theirs);
      if (isEmpty(extra)) continue;
      more[side].add(holding.subject);
      if (shape.person >= 0) people.more[side].add(holding.subject as string);
      const on = extra[0]! as Day;
      if (first[side] === undefined || on < first[side]) first[side] = on;
      for (const tuple of holding.tuples[side]) cases[side].push({ tuple, on });
    }
  }
  const longer = (side: "a" | "b"): number => {
    let count = 0;
    for (const subject of more[side]) if (hold.a.has(subject) && hold.b.has(subject)) count++;
    return count;
  };
  const { name } = shape.declaration;
  return {
    name,
    title: { a: phraseOf(shapes.a.declaration), b: phraseOf(shapes.b.declaration) },
    counts: shape.counts,
    ...(shapes.a.isPersonal || shapes.b.isPersonal ? {} : { impersonal: true }),
    hold: sidesOf(hold.a, hold.b),
    longer: { a: longer("a"), b: longer("b") },
    firstDay: {
      ...(first.a === undefined ? {} : { a: dayText(first.a) }),
      ...(first.b === undefined ? {} : { b: dayText(first.b) }),
    },
    reasons: {
      a: reasonsFor(sides.a, sides.b, facts, name, cases.a),
      b: reasonsFor(sides.b, sides.a, facts, name, cases.b),
    },
  };
}
