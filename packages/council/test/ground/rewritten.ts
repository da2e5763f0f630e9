/** A board as a forger writes it anew: a document is changed, and every hash and link after it is made to fit. */
import { archived, readArchive } from "../../src/ballot/board/archive.ts";
import { sha256Hex } from "../../src/ballot/proofs/hashes.ts";
import { BELENIOS_2048 } from "../../src/index.ts";
import { SECONDS } from "./made-vote.ts";

/** A file of a board; `was` is the hash under which others speak of it. */
export interface Entry {
  readonly kind: "header" | "data" | "event";
  readonly text: string;
  readonly was: string;
}

export function entriesOf(board: Uint8Array): Entry[] {
  return readArchive(board).files.map(({ name, bytes }) => {
    const [, was = "", kind = "header"] = /^([0-9a-f]{64})\.(data|event)\.json$/.exec(name) ?? [];
    return { kind: kind as Entry["kind"], text: Buffer.from(bytes).toString("utf8"), was };
  });
}

/** Packs entries; what spoke of a changed one speaks of its new hash. With `relink` events follow one another as they stand. */
export function packed(entries: readonly Entry[], relink = true): Uint8Array {
  const now = new Map<string, string>();
  let head: string | undefined;
  let height = 0;
  const files = entries.map(({ kind, text, was }) => {
    if (kind === "header") return archived({ name: "BELENIOS", bytes: Buffer.from(text) }, SECONDS);
    let written = text.replace(/[0-9a-f]{64}/g, (hash) => now.get(hash) ?? hash);
    if (kind === "event" && relink) {
      const { parent: _, height: __, ...rest } = JSON.parse(written) as Record<string, unknown>;
      written = JSON.stringify({ ...(head === undefined ? {} : { parent: head }), height, ...rest });
      height += 1;
    }
    const hash = sha256Hex(written);
    now.set(was, hash);
    if (kind === "event") head = hash;
    return archived({ name: `${hash}.${kind}.json`, bytes: Buffer.from(written) }, SECONDS);
  });
  return new Uint8Array(Buffer.concat(files));
}

/** Where the documents of a vote lie among its files, by what their events say. */
export function placesIn(entries: readonly Entry[]): Record<string, number> {
  const places: Record<string, number> = { header: 0, election: 1, trustees: 2, keys: 3, setup: 4 };
  const seen: Record<string, number> = {};
  entries.forEach(({ kind, text }, at) => {
    if (kind !== "event") return;
    const { type } = JSON.parse(text) as { type: string };
    seen[type] = (seen[type] ?? 0) + 1;
    places[`${type}${seen[type]}`] = at;
  });
  const event = (name: string): number => places[name]!;
  places.ballot1 = event("Ballot1") - 1;
  places.ballot2 = event("Ballot2") - 1;
  places.tally = event("EncryptedTally1") - 2;
  places.sized = event("EncryptedTally1") - 1;
  places.answer1 = event("PartialDecryption1") - 2;
  places.owned1 = event("PartialDecryption1") - 1;
  places.result = event("Result1") - 1;
  return places;
}

const { p, q, g } = BELENIOS_2048;

/** Changes of a number that is written in digits. */
export const CHANGES = {
  /** Another member of the group. */
  timesG: (digits: string): string => ((BigInt(digits) * g) % p).toString(),
  /** Nearly the same, and no member. */
  plusOne: (digits: string): string => (BigInt(digits) + 1n).toString(),
  /** A member times the element of order two. */
  negated: (digits: string): string => (p - BigInt(digits)).toString(),
  /** Another exponent. */
  nextExponent: (digits: string): string => ((BigInt(digits) + 1n) % q).toString(),
  /** The same exponent, said otherwise. */
  plusOrder: (digits: string): string => (BigInt(digits) + q).toString(),
  /** The same number, written otherwise. */
  leadingZero: (digits: string): string => `0${digits}`,
  /** Outside of all bounds. */
  modulus: (): string => p.toString(),
  zero: (): string => "0",
} as const;

export type Change = keyof typeof CHANGES;

/** The text with the value at a path changed: `answers.0.choices.1.alpha`; a message in a message is written `message:`. */
export function changedAt(text: string, path: string, change: (value: string) => unknown): string {
  const whole = JSON.parse(text) as unknown;
  const names = path.split(".");
  const walk = (value: unknown, at: number): unknown => {
    if (at === names.length) return change(value as string);
    const name = names[at]!;
    if (name.endsWith(":")) {
      const inner = (value as Record<string, string>)[name.slice(0, -1)]!;
      return { ...(value as object), [name.slice(0, -1)]: JSON.stringify(walk(JSON.parse(inner), at + 1)) };
    }
    if (Array.isArray(value))
      return value.map((each, index) => (index === Number(name) ? walk(each, at + 1) : each));
    return { ...(value as object), [name]: walk((value as Record<string, unknown>)[name], at + 1) };
  };
  return JSON.stringify(walk(whole, 0));
}
