/**
 * The shapes of messages: each reads a JSON value, strictly, and writes it as the specification orders its fields. A text is
 * canonical where writing what was read gives it again: no blank, no other order, no field too many, no leading zero.
 */
import { BallotError } from "../ballot-error.ts";

/** How a value stands in a message. */
export interface Shape<Value> {
  read(json: unknown, place: string): Value;
  write(value: Value): unknown;
}

const malformed = (place: string, expected: string): BallotError =>
  new BallotError("malformed-value", place, `${expected} is expected here`, { category: "incorrect" });

/** A text of any kind. */
export const text: Shape<string> = {
  read(json, place) {
    if (typeof json !== "string") throw malformed(place, "a text");
    return json;
  },
  write: (value) => value,
};

/** A small whole number, not negative. */
export const count: Shape<number> = {
  read(json, place) {
    if (typeof json !== "number" || !Number.isSafeInteger(json) || json < 0)
      throw malformed(place, "a whole number");
    return json;
  },
  write: (value) => value,
};

export const truth: Shape<boolean> = {
  read(json, place) {
    if (typeof json !== "boolean") throw malformed(place, "`true` or `false`");
    return json;
  },
  write: (value) => value,
};

/** A SHA-256 in hexadecimal. */
export const hash: Shape<string> = {
  read(json, place) {
    if (typeof json !== "string" || !/^[0-9a-f]{64}$/.test(json)) throw malformed(place, "a SHA-256");
    return json;
  },
  write: (value) => value,
};

/** One of a few words. */
export function oneOf<Word extends string>(words: readonly Word[]): Shape<Word> {
  return {
    read(json, place) {
      const word = words.find((each) => each === json);
      if (word === undefined)
        throw malformed(place, `one of ${words.map((each) => `\`${each}\``).join(", ")}`);
      return word;
    },
    write: (value) => value,
  };
}

/** A whole number as decimal digits in a text, from `least` to `most`; longer ones are refused before they are computed with. */
export function decimal(least: bigint, most: bigint): Shape<bigint> {
  const longest = most.toString().length;
  return {
    read(json, place) {
      if (typeof json !== "string" || !/^(0|[1-9][0-9]*)$/.test(json))
        throw malformed(place, "a number in decimal digits");
      const value = json.length > longest ? undefined : BigInt(json);
      if (value === undefined || value < least || value > most)
        throw new BallotError("number-out-of-range", place, "the number is outside of its range");
      return value;
    },
    write: (value) => value.toString(),
  };
}

/** Several of a kind. */
export function list<Value>(each: Shape<Value>): Shape<readonly Value[]> {
  return {
    read(json, place) {
      if (!Array.isArray(json)) throw malformed(place, "a list");
      return json.map((value, at) => each.read(value, `${place}[${at}]`));
    },
    write: (values) => values.map((value) => each.write(value)),
  };
}

/** A few, each of its own kind. */
export function tuple<Values extends readonly unknown[]>(
  ...shapes: { readonly [At in keyof Values]: Shape<Values[At]> }
): Shape<Values> {
  return {
    read(json, place) {
      if (!Array.isArray(json) || json.length !== shapes.length)
        throw malformed(place, `a list of ${shapes.length}`);
      return shapes.map((shape, at) => shape.read(json[at], `${place}[${at}]`)) as unknown as Values;
    },
    write: (values) => shapes.map((shape, at) => shape.write(values[at])),
  };
}

/** What may be absent. */
export function optional<Value>(shape: Shape<Value>): Shape<Value | undefined> {
  return {
    read: (json, place) => (json === undefined ? undefined : shape.read(json, place)),
    write: (value) => (value === undefined ? undefined : shape.write(value)),
  };
}

/** An object whose fields stand in this order. Fields that it does not name are not read: a canonical text has none. */
export function fields<Values extends object>(
  shapes: {
    readonly [Name in keyof Values]: Shape<Values[Name]>;
  },
): Shape<Values> {
  const names = Object.keys(shapes) as (keyof Values & string)[];
  return {
    read(json, place) {
      if (typeof json !== "object" || json === null || Array.isArray(json))
        throw malformed(place, "an object");
      return Object.fromEntries(
        names.map((name) => [
          name,
          shapes[name].read(
            Object.hasOwn(json, name) ? (json as Record<string, unknown>)[name] : undefined,
            place === "" ? name : `${place}.${name}`,
          ),
        ]),
      ) as Values;
    },
    write: (value) => Object.fromEntries(names.map((name) => [name, shapes[name].write(value[name])])),
  };
}

/**
 * Reads a JSON text.
 *
 * @throws BallotError `malformed-json` where it is none.
 */
export function parse(json: string, place: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    throw new BallotError("malformed-json", place, "this is no JSON", { category: "incorrect" });
  }
}

/** The canonical text of a value. */
export const canonical = <Value>(shape: Shape<Value>, value: Value): string =>
  JSON.stringify(shape.write(value));

/**
 * Reads a canonical text.
 *
 * @throws BallotError also where another text would say the same: a text that is hashed has one form.
 */
export function readCanonical<Value>(shape: Shape<Value>, json: string, place: string): Value {
  const value = shape.read(parse(json, place), place);
  if (canonical(shape, value) !== json)
    throw new BallotError(
      "not-canonical",
      place,
      "the text is not in its canonical form: fields in the order of the specification, none too many, no blanks",
    );
  return value;
}
