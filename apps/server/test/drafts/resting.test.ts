/** A desk that derives anew between questions answers them as one that never did, whichever step it is at. */
import { afterAll, beforeAll, expect, it } from "vitest";
import { ImpactDesk } from "../../src/drafts/desk/impact-desk.ts";
import type { Ground } from "../ground/ground.ts";
import { makeDraft, openDrafting } from "./drafting.ts";

let ground: Ground;
beforeAll(async () => {
  ground = await openDrafting({ clock: () => new Date("2026-11-22T10:00:00Z") });
});
afterAll(() => ground.stop());

it("derives anew after some what-ifs, step by step, and says the same before, between and after", async () => {
  const { policy, store, followed } = ground.server.context;
  const meta = await store.meta();
  const legal = ground.as("legal-service");
  const made = await legal.get(`/api/v1/drafts/${await makeDraft(legal)}`);
  const { decision } = (await made.json()) as { decision: object };
  const entries = [];
  for await (const entry of store.entries()) entries.push(entry);
  const moment = { position: followed.position, today: followed.today };
  const question = { sort: "impact", decision: JSON.stringify(decision), moment } as const;
  const desk = new ImpactDesk(policy, meta, 3);
  desk.take(entries);
  const sheet = (): string => {
    const { text } = desk.impact(question);
    return text;
  };
  const plain = new ImpactDesk(policy, meta);
  plain.take(entries);
  const expected = plain.impact(question).text;
  for (const _ of [1, 2]) {
    expect(sheet()).toBe(expected);
    // Nothing is tired yet.
    expect([...desk.restInSteps()]).toEqual([]);
  }
  expect(sheet()).toBe(expected);
  let steps = 0;
  for (const _ of desk.restInSteps()) if (++steps % 9 === 0 && steps < 40) expect(sheet()).toBe(expected);
  expect(steps).toBeGreaterThan(15);
  expect(sheet()).toBe(expected);
  expect(JSON.parse(expected)).toMatchObject({ people: expect.any(Number) });
});
