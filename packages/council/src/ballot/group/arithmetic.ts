/** Powers in a group: what every proof is made of, behind one face, so that each surrounding brings the quickest it has. */
import type { CyclicGroup } from "./groups.ts";

/** Arithmetic in one group. Elements are numbers from 1 to p - 1, exponents numbers from 0 to q - 1. */
export interface GroupArithmetic {
  readonly group: CyclicGroup;
  /** `base` to the `exponent`; the exponent may be anything that is not negative. */
  power(base: bigint, exponent: bigint): bigint;
  /** A base to several exponents. */
  powers(base: bigint, exponents: readonly bigint[]): readonly bigint[];
  /** The same for a base from outside; none where it is no member of the subgroup of order q. */
  powersOfMember(base: bigint, exponents: readonly bigint[]): readonly bigint[] | undefined;
  /** Powers of one base that is used again and again: the generator, the election's key. */
  powersOf(base: bigint): (exponent: bigint) => bigint;
  /** The same where everybody knows the exponents, as in counting: the time that it takes may tell them. */
  publicPowersOf(base: bigint): (exponent: bigint) => bigint;
}

/** Bits of an exponent that are taken at a time: few enough for its table of odd ends, many enough to save products. */
const WINDOW = 4;
/** The same where a table is made once and used hundreds of times. */
const LASTING_WINDOW = 6;

/** The digits of an exponent to the base 2^width, the lowest first. */
function digitsOf(exponent: bigint, width: number): Uint16Array {
  const bits = exponent.toString(2);
  const digits = new Uint16Array(Math.ceil(bits.length / width));
  for (let at = 0; at < digits.length; at++) {
    const end = bits.length - at * width;
    digits[at] = Number.parseInt(bits.slice(Math.max(0, end - width), end), 2);
  }
  return digits;
}

/**
 * Several powers of one base by one run of squarings (Yao 1976): walking up the squarings, each exponent collects the base's
 * power into the bucket of its digit there; the buckets are multiplied together at the end, each as often as its digit says.
 */
function powersByYao(base: bigint, exponents: readonly bigint[], p: bigint): bigint[] {
  const digits = exponents.map((exponent) => digitsOf(exponent, WINDOW));
  const buckets = exponents.map(() => new Array<bigint | undefined>(1 << WINDOW));
  const length = Math.max(...digits.map((each) => each.length));
  let square = base;
  for (let at = 0; at < length; at++) {
    if (at > 0) for (let bit = 0; bit < WINDOW; bit++) square = (square * square) % p;
    for (let each = 0; each < exponents.length; each++) {
      const digit = digits[each]![at] ?? 0;
      if (digit === 0) continue;
      const held = buckets[each]![digit];
      buckets[each]![digit] = held === undefined ? square : (held * square) % p;
    }
  }
  return buckets.map((own) => {
    let running: bigint | undefined;
    let product = 1n;
    for (let digit = own.length - 1; digit > 0; digit--) {
      const held = own[digit];
      if (held !== undefined) running = running === undefined ? held : (running * held) % p;
      if (running !== undefined) product = (product * running) % p;
    }
    return product;
  });
}

/**
 * A table of a base's powers at every digit of every place: a power is then one product a place.
 *
 * @param width bits of a digit: a table of wider digits is longer to make, and takes fewer products.
 */
export function tabulated(
  base: bigint,
  { p, q }: CyclicGroup,
  width: number = LASTING_WINDOW,
): (exponent: bigint) => bigint {
  const places: bigint[][] = [];
  const bits = q.toString(2).length;
  let unit = base;
  for (let place = 0; place * width < bits; place++) {
    const row = [1n];
    for (let digit = 1; digit < 1 << width; digit++) row.push((row[digit - 1]! * unit) % p);
    places.push(row);
    unit = (row.at(-1)! * unit) % p;
  }
  return (exponent) => {
    let product = 1n;
    const digits = digitsOf(exponent % q, width);
    for (let place = 0; place < digits.length; place++)
      product = (product * places[place]![digits[place]!]!) % p;
    return product;
  };
}

/**
 * Arithmetic on plain big integers: it runs wherever JavaScript runs, a browser's worker among them. The time that it takes
 * depends on the exponents (docs/ballots.md says what that means for a secret).
 *
 *     bigIntArithmetic(BELENIOS_2048).power(2n, 10n)    // 1024n
 */
export function bigIntArithmetic(group: CyclicGroup): GroupArithmetic {
  const { p, q } = group;
  const tables = new Map<bigint, (exponent: bigint) => bigint>();
  const powersOf = (base: bigint): ((exponent: bigint) => bigint) => {
    const known = tables.get(base);
    if (known !== undefined) return known;
    const made = tabulated(base, group);
    tables.set(base, made);
    return made;
  };
  return {
    group,
    power: (base, exponent) => powersByYao(base, [exponent], p)[0]!,
    powers: (base, exponents) => powersByYao(base, exponents, p),
    powersOfMember(base, exponents) {
      if (base <= 0n || base >= p) return undefined;
      const [unit, ...powers] = powersByYao(base, [q, ...exponents], p);
      return unit === 1n ? powers : undefined;
    },
    powersOf,
    publicPowersOf: powersOf,
  };
}

/** Whether a number is an element of the subgroup of order q. */
export const isMember = (arithmetic: GroupArithmetic, value: bigint): boolean =>
  arithmetic.powersOfMember(value, []) !== undefined;

/** The element that a member times which is 1. */
export const inverseOf = (arithmetic: GroupArithmetic, member: bigint): bigint =>
  arithmetic.power(member, arithmetic.group.q - 1n);
