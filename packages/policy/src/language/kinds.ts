/** The kinds of a policy and how they lie within one another. */
import { type Kind, type KindName, PLAIN_KINDS } from "../policy.ts";
import type { Problems, Range } from "./diagnostics.ts";

/** The kind of an entity that is written out: any kind of entity. */
export const ENTITY = "entity";

const PLAIN: ReadonlySet<string> = new Set(PLAIN_KINDS);

/** Whether this is one of the four kinds of plain values. */
export function isPlain(kind: KindName): boolean {
  return PLAIN.has(kind);
}

/** "a Person", "an Institute". */
export function aKind(kind: KindName): string {
  return `${/^[aeiou]/i.test(kind) ? "an" : "a"} \`${kind}\``;
}

/** Kinds by name. A kind that nobody declared is within no other and has nothing in common with one. */
export class KindTable {
  readonly #kinds: ReadonlyMap<KindName, Kind>;

  constructor(kinds: ReadonlyMap<KindName, Kind>) {
    this.#kinds = kinds;
  }

  has(name: KindName): boolean {
    return PLAIN.has(name) || this.#kinds.has(name);
  }

  names(): KindName[] {
    return [...this.#kinds.keys(), ...PLAIN_KINDS];
  }

  /** The kind itself, its parent, the parent's parent, ... A circle of parents is gone round once. */
  lineOf(name: KindName): KindName[] {
    const line = [name];
    for (;;) {
      const parent = this.#kinds.get(line[line.length - 1]!)?.parent;
      if (parent === undefined || line.includes(parent)) return line;
      line.push(parent);
    }
  }

  /** Whether everything of the first kind is of the second. */
  isWithin(kind: KindName, wider: KindName): boolean {
    return this.lineOf(kind).includes(wider);
  }

  /** Whether something can be of both kinds. */
  areCompatible(a: KindName, b: KindName): boolean {
    return this.isWithin(a, b) || this.isWithin(b, a);
  }

  narrower(a: KindName, b: KindName): KindName {
    return this.isWithin(b, a) ? b : a;
  }

  /** The narrowest kind that both are within, where there is one. */
  common(a: KindName, b: KindName): KindName | undefined {
    const line = this.lineOf(b);
    return this.lineOf(a).find((kind) => line.includes(kind));
  }
}

/** Says both kinds, and how a value of the wanted kind is written. */
export function reportKind(at: Range, wanted: KindName, got: KindName, problems: Problems): void {
  const help: Readonly<Record<string, string>> = {
    Number: "a number is written as in `50`",
    Day: "a day is written as in `2024-11-30`",
    Text: 'a text is written as in `"members of staff"`',
    Duration: "a duration is written as in `6 months`",
  };
  problems.error(
    "kinds-differ",
    at,
    `${aKind(wanted)} is wanted here, and this is ${got === ENTITY ? "an entity" : aKind(got)}`,
    help[wanted] ??
      (isPlain(got)
        ? 'an entity is written as in `@anna` or `@"Anna B."`'
        : "an entity of the one kind need not be of the other"),
  );
}
