/** What following a store does alike on every engine. */
import { type Day, day } from "@comity/calendar";
import type { Evaluation } from "@comity/policy";
import { evaluate } from "@comity/policy";
import { type Act, fold } from "@comity/registry";
import { expect } from "vitest";
import { followStore, type Step } from "../../src/index.ts";
import type { Case } from "../ground/conformance.ts";
import { livingPolicy } from "./living-policy.ts";

export const policy = livingPolicy();
const NAMES = [...policy.records, ...policy.predicates].map(({ name }) => name);

/** Every tuple of every record and rule with its days. */
export function everything(evaluation: Evaluation): string[] {
  return NAMES.flatMap((name) =>
    [...evaluation.list(name)].map(({ tuple, days }) => JSON.stringify([name, tuple, [...days]])),
  ).sort();
}

export const fresh = (acts: readonly Act[], knownOn: Day): string[] =>
  everything(evaluate(policy, fold(acts, { knownOn }).facts));

/** People who were employed by the organisation and visit an institute besides, which a clause of the policy forbids. */
export function clashes(count: number, recorded: Day, prefix = "c"): Act[] {
  const header = { on: day("2020-01-01"), recorded, by: "", instrument: "" };
  return Array.from({ length: count }, (_, k): Act[] => {
    const person = `${prefix}${k}`;
    return [
      { ...header, id: `${person}-v`, act: "affiliation", person, institute: "I", connection: "visitor" },
      { ...header, id: `${person}-s`, act: "contract", person, category: "STAFF" },
    ];
  }).flat();
}

const TODAY = day("2024-06-01");
const noon = (on: string) => () => new Date(`${on}T12:00:00Z`);

export const FOLLOWING_CASES: readonly Case[] = [
  [
    "follows what is recorded, and says who gained what at which position",
    async ({ open }) => {
      const store = await open();
      await store.append(clashes(2, TODAY, "old"), { by: "anna" });
      const followed = await followStore(store, policy, { clock: noon("2024-06-01") });
      try {
        expect(followed.position).toBe(4);
        const steps: Step[] = [];
        followed.onStep((step) => steps.push(step));
        const { head } = await store.append(clashes(1, TODAY), { by: "anna" });
        await followed.until(head.position);
        expect(steps.map(({ position, today }) => [position, today])).toEqual([[6, TODAY]]);
        const [difference] = steps[0]!.differences;
        expect(steps[0]!.differences).toHaveLength(1);
        expect([[...difference!.lost], difference!.gained[0]]).toEqual([[], day("2020-01-01")]);
        expect(followed.evaluation).toBe(steps[0]!.evaluation);
        const { acts } = await store.acts({ personal: "sealed" });
        expect(everything(followed.evaluation)).toEqual(fresh(acts, TODAY));
      } finally {
        followed.close();
      }
    },
  ],
  [
    "follows a set as a whole, however long it is",
    async ({ open }) => {
      const store = await open();
      const followed = await followStore(store, policy, { clock: noon("2024-06-01") });
      try {
        const positions: number[] = [];
        followed.onStep(({ position }) => positions.push(position));
        const { head } = await store.append(clashes(3_100, TODAY), { by: "anna", set: "import" });
        await followed.until(head.position);
        expect(positions).toEqual([6_200]);
      } finally {
        followed.close();
      }
    },
  ],
  [
    "takes in acts that wait when the clock comes to their day, and says so to listeners",
    async ({ open }) => {
      const store = await open();
      let today = "2024-05-31";
      const followed = await followStore(store, policy, { clock: () => noon(today)() });
      try {
        const steps: Step[] = [];
        followed.onStep((step) => steps.push(step));
        const { head } = await store.append(clashes(1, TODAY), { by: "anna" });
        await followed.until(head.position);
        expect(steps.map(({ position, differences }) => [position, differences.length])).toEqual([[2, 0]]);
        today = "2024-06-01";
        expect([...followed.evaluation.list("employed")]).toHaveLength(1);
        expect(steps.map(({ position, differences }) => [position, differences.length])).toEqual([
          [2, 0],
          [2, 1],
        ]);
        expect([...followed.knownOn(day("2024-05-31")).list("employed")]).toEqual([]);
      } finally {
        followed.close();
      }
    },
  ],
];
