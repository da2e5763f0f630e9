/**
 * The acts behind an explanation: below each line that states a fact of the registry, the acts that made it, with their
 * instruments; where a fact is lacking, those that made it while it was the case, and ended it.
 */
import { type Day, formatDay, isOpen } from "@comity/calendar";
import { eachStep, type Step } from "@comity/policy";
import { type Act, type Basis, type FactBehind, factBehind } from "@comity/registry";
import { clean, widthOf, wrapped } from "./width.ts";

/** One explanation's steps, and what the registry says behind them. */
export class ActsBehind {
  readonly #basis: Basis;
  readonly #on: Day;
  readonly #width: number | undefined;

  /** `on` is the day that was asked about; lines are folded at `width`. */
  constructor(basis: Basis, on: Day, width: number | undefined) {
    this.#basis = basis;
    this.#on = on;
    this.#width = width;
  }

  /** The fact of which a step speaks, where it speaks of one. */
  of(step: Step): FactBehind | undefined {
    return factBehind(this.#basis, step, this.#on);
  }

  /** Every fact below a step once, in the order in which they are told. */
  facts(root: Step): readonly FactBehind[] {
    const seen = new Map<string, FactBehind>();
    for (const step of eachStep(root)) {
      const fact = this.of(step);
      const key = fact && JSON.stringify([fact.record, ...fact.tuple]);
      if (key !== undefined && !seen.has(key)) seen.set(key, fact!);
    }
    return [...seen.values()];
  }

  /** The lines of steps, those below further in, each fact's acts below its line and painted; acts are told once. */
  lines(steps: readonly Step[], depth: number, paint: (text: string) => string): string[] {
    const told = new Set<string>();
    const print = (step: Step, at: number): string[] => {
      const own = this.#fold("  ".repeat(at) + step.sentence);
      return [
        ...own,
        ...this.#acts(step, at + 1, told).map(paint),
        ...step.below.flatMap((one) => print(one, at + 1)),
      ];
    };
    return steps.flatMap((step) => print(step, depth));
  }

  #acts(step: Step, depth: number, told: Set<string>): string[] {
    const fact = this.of(step);
    if (fact === undefined || fact.acts.length === 0) return [];
    const indent = "  ".repeat(depth);
    const key = JSON.stringify([fact.record, fact.tuple, fact.acts.map(({ id }) => id)]);
    if (told.has(key)) return this.#fold(`${indent}(acts as above)`);
    told.add(key);
    return fact.acts.flatMap((act) => this.#fold(indent + actText(act)));
  }

  /** A line folded at the width of the screen, its further parts further in. */
  #fold(line: string): string[] {
    if (this.#width === undefined || widthOf(line) <= this.#width) return [line];
    const bare = line.trimStart();
    const indent = " ".repeat(Math.min(line.length - bare.length, this.#width >> 1));
    const [first = "", ...more] = wrapped(bare, this.#width - indent.length - 4);
    return [indent + first, ...more.map((each) => `${indent}    ${each}`)];
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
