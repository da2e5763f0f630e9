/**
 * The acts behind an explanation: below each line that states a fact of the registry, the acts that made it, with their
 * instruments; where a fact is lacking, those that made it while it was the case, and ended it.
 */
import { type Day, formatDay, isOpen } from "@comity/calendar";
import {
  declarationOf,
  type Explanation,
  type Extension,
  type NameOf,
  type Policy,
  type Proof,
  type Tuple,
  tellProof,
  type Value,
} from "@comity/policy";
import type { Act, Provenance } from "@comity/registry";
import { clean, widthOf, wrapped } from "./width.ts";

/** A fact of the registry, and the acts that say so. */
export interface FactBehind {
  readonly record: string;
  readonly tuple: Tuple;
  readonly acts: readonly Act[];
}

type Pattern = readonly (Value | null)[];

/** Anything in an explanation that states a claim, or that none is the case. */
interface Stated {
  readonly predicate: string;
  readonly values: Pattern;
  readonly from?: Day;
  readonly to?: Day;
}

/** Every claim and every absent atom anywhere in an explanation. */
function* statedIn(part: unknown): Generator<Stated> {
  if (typeof part !== "object" || part === null) return;
  if ("predicate" in part && typeof part.predicate === "string") {
    const { predicate } = part;
    if ("pattern" in part) {
      const { pattern, before } = part as { pattern: Pattern; before?: { from: Day; to: Day } };
      yield { predicate, values: pattern, ...before };
    } else if ("tuple" in part && "from" in part) {
      const { tuple, from, to } = part as unknown as { tuple: Tuple; from: Day; to: Day };
      yield { predicate, values: tuple, from, to };
    }
  }
  for (const inner of Object.values(part)) yield* statedIn(inner);
}

export class ActsBehind {
  readonly #policy: Policy;
  readonly #extension: Extension;
  readonly #provenance: Provenance;
  readonly #nameOf: NameOf;
  readonly #width: number | undefined;
  /** By the line that states it. */
  readonly #byLine = new Map<string, FactBehind>();

  constructor(
    policy: Policy,
    extension: Extension,
    provenance: Provenance,
    nameOf: NameOf,
    explanation: Explanation,
    width: number | undefined,
  ) {
    this.#policy = policy;
    this.#extension = extension;
    this.#provenance = provenance;
    this.#nameOf = nameOf;
    this.#width = width;
    for (const stated of statedIn(explanation)) this.#note(stated, explanation.on);
  }

  #note({ predicate, values, from, to }: Stated, on: Day): void {
    if (declarationOf(this.#policy, predicate)?.role !== "record" || from === undefined || to === undefined)
      return;
    const last = isOpen(to) ? on : ((to - 1) as Day);
    const inside = from <= on && on < to ? on : on < from ? from : last;
    const tuple = this.#tupleOn(predicate, values, last) ?? this.#tupleOn(predicate, values, inside);
    if (tuple === undefined) return;
    // What made it on the day asked about, and what says when it ends.
    const acts = [inside, last].flatMap((day) => this.#provenance.of(predicate, tuple, day));
    const fact: FactBehind = { record: predicate, tuple, acts: [...new Set(acts)] };
    const words = this.#words(predicate, values, from, to);
    this.#byLine.set(`${words.sentence}: ${words.days}`, fact);
    this.#byLine.set(`it is so: ${words.sentence}, ${words.days}`, fact);
    this.#byLine.set(`no such fact: ${words.sentence}; the last time until ${formatDay(last)}`, fact);
  }

  #tupleOn(predicate: string, values: Pattern, day: Day): Tuple | undefined {
    if (!values.includes(null)) return values as Tuple;
    const pattern = values.map((value) => value ?? undefined);
    for (const { tuple } of this.#extension.list(predicate, pattern, day)) return tuple;
    return undefined;
  }

  /** A claim as `tell` words it: that of a proof without premises is the claim alone. */
  #words(predicate: string, values: Pattern, from: Day, to: Day): { sentence: string; days: string } {
    const claim = { predicate, tuple: values as Tuple, from, to };
    const bare: Proof = {
      claim,
      rule: "",
      bindings: {},
      facts: [],
      proofs: [],
      steps: { premise: "all", parts: [] },
    };
    const [line = ""] = tellProof(this.#policy, bare, this.#nameOf).split("\n");
    const at = line.lastIndexOf(": ");
    return { sentence: line.slice(0, at), days: line.slice(at + 2) };
  }

  /** The text with the acts below the lines of their facts, each act's line painted. */
  put(text: string, paint: (text: string) => string): string[] {
    const told = new Set<FactBehind>();
    return text
      .split("\n")
      .filter((line) => line !== "")
      .flatMap((line) => {
        const bare = line.trimStart();
        const fact = this.#byLine.get(bare) ?? this.#lacking(bare);
        const lines = this.#fold(line);
        if (fact === undefined || fact.acts.length === 0) return lines;
        const indent = " ".repeat(line.length - bare.length + 2);
        const isTold = told.has(fact);
        told.add(fact);
        const below = isTold ? [`${indent}(acts as above)`] : fact.acts.map((act) => indent + actText(act));
        return [...lines, ...below.flatMap((each) => this.#fold(each)).map(paint)];
      });
  }

  /** A line folded at the width of the screen, its further parts further in. */
  #fold(line: string): string[] {
    if (this.#width === undefined || widthOf(line) <= this.#width) return [line];
    const bare = line.trimStart();
    const indent = " ".repeat(Math.min(line.length - bare.length, this.#width >> 1));
    const [first = "", ...more] = wrapped(bare, this.#width - indent.length - 4);
    return [indent + first, ...more.map((each) => `${indent}    ${each}`)];
  }

  /** A lacking fact's line may go on with the next time that it is the case. */
  #lacking(line: string): FactBehind | undefined {
    const at = line.indexOf(", the next time");
    return at < 0 ? undefined : this.#byLine.get(line.slice(0, at));
  }

  /** Every fact once. */
  get facts(): readonly FactBehind[] {
    const seen = new Map<string, FactBehind>();
    for (const fact of this.#byLine.values()) seen.set(JSON.stringify([fact.record, ...fact.tuple]), fact);
    return [...seen.values()];
  }
}

/** An act in a line: `act a5: termination of 2023-12-15, recorded 2023-12-18 by Council; resolution of 15 December`. */
function actText(given: Act): string {
  const { id, on, recorded, by, instrument } = given;
  const act = given.act === "statement" ? `statement of \`${given.record}\`` : given.act;
  const since = given.act === "statement" ? " from" : " of";
  const happened = isOpen(on) ? "" : `${since} ${formatDay(on)}`;
  const known = isOpen(recorded) ? "always known" : `recorded ${formatDay(recorded)}`;
  const who = by === "" ? "" : ` by ${by}`;
  return clean(
    `act ${id}: ${act}${happened}, ${known}${who}${instrument === "" ? "; no instrument" : `; ${instrument}`}`,
  );
}
