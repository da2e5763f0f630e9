/** A second witness: clingo, on programs grounded day by day by a translator that shares nothing with the evaluators. */
import { type Day, has } from "@comity/calendar";
import { run } from "clingo-wasm";
import fc from "fast-check";
import { expect, test } from "vitest";
import { evaluateByMeaning } from "../src/index.ts";
import { Grounder } from "./ground.ts";
import { type World, worldFrom } from "./random.ts";

/** Programs over longer stretches take clingo too long; the worlds are made small enough that few are. */
const MOST_DAYS = 600;

/** Every derived atom of the one answer set, as `predicate ["values"] day`. */
async function answered(program: string): Promise<Set<string>> {
  const result = await run(program, 2);
  if (result.Result !== "SATISFIABLE")
    throw new Error(`clingo says ${result.Result}: ${JSON.stringify(result)}`);
  const sets = result.Call[0]!.Witnesses;
  if (sets.length !== 1) throw new Error(`clingo finds ${sets.length} answer sets`);
  return new Set(
    sets[0]!.Value.map((text) => {
      const [, name, terms] = /^p_(\w+?)\((.*)\)$/s.exec(text)!;
      const values = JSON.parse(`[${terms}]`) as (string | number)[];
      return JSON.stringify([name, ...values]);
    }),
  );
}

function meant(world: World, first: number, last: number): Set<string> {
  const meaning = evaluateByMeaning(world.policy, world.facts, world.options);
  const found = new Set<string>();
  for (const { name } of world.policy.predicates)
    for (const { tuple, days } of meaning.list(name)) {
      const values = tuple.map((value) => (typeof value === "number" ? `n${value}` : `t${value}`));
      for (let x = first; x <= last; x++)
        if (has(days, x as Day)) found.add(JSON.stringify([name, ...values, x]));
    }
  return found;
}

const tape = (maxLength: number) => fc.uint8Array({ minLength: 0, maxLength, size: "max" });

test.each([
  [false, 60],
  [true, 30],
])("clingo and the reference evaluator agree (through durations: %s)", async (throughDurations, runs) => {
  const seen = { compared: 0, atoms: 0 };
  await fc.assert(
    fc.asyncProperty(tape(240), tape(100), async (policy, facts) => {
      const world = worldFrom(policy, facts, new Uint8Array(), throughDurations);
      const grounder = new Grounder(world);
      if (grounder.days > MOST_DAYS) return;
      const found = await answered(grounder.program());
      const wanted = meant(world, grounder.first, grounder.last);
      seen.compared++;
      seen.atoms += wanted.size;
      expect([...found].sort()).toEqual([...wanted].sort());
    }),
    { numRuns: runs, endOnFailure: true },
  );
  expect(seen.compared).toBeGreaterThan(runs * 0.9);
  expect(seen.atoms).toBeGreaterThan(1000);
});
