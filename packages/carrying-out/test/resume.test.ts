/** A process that ends while a decision is entered or reversed, at any write: the next one finishes it, or nothing was done. */
import { day } from "@comity/calendar";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type DecisionRecord, Desk, type Instrument, resumeDecisions, undoDecision } from "../src/index.ts";
import { Crash, crashing, type Side } from "./crashing-store.ts";
import { guide, INSTRUMENT, type OfficeWorld, officeWorld } from "./office-world.ts";

let world: OfficeWorld;
beforeAll(async () => {
  world = await officeWorld();
});
afterAll(() => world.close());

/** So long what is half entered may still be under way. */
const ELEVEN_MINUTES = 11 * 60;
let made = 0;

/** A decision of its own each time: the agreement is suspended in another month. */
function decision(): { readonly text: string; readonly instrument: Instrument } {
  const month = `${2024 + Math.floor(made / 12)}-${String((made % 12) + 1).padStart(2, "0")}`;
  made++;
  const act = { act: "suspension", agreement: "ICA-BB", on: `${month}-01`, lastDay: `${month}-20` };
  const text = JSON.stringify({
    title: `Suspend in ${month}`,
    body: "Council",
    session: "S1",
    date: "2023-12-15",
    acts: [act],
  });
  return { text, instrument: instrument(made) };
}
const instrument = (k: number): Instrument => ({
  ...INSTRUMENT,
  reference: `C/${k}`,
  sha256: k.toString(16).padStart(64, "0"),
});

/** A desk in a process that will crash. */
function doomed(at: number, side: Side): { desk: Desk; isOver(): boolean } {
  const { followed, clock } = world;
  const { store, isOver } = crashing(world.store, at, side);
  return { desk: new Desk({ store, followed, guide, policy: world.desk.policy, clock: clock.read }), isOver };
}

const orCrash = (error: unknown): void => {
  if (!(error instanceof Crash)) throw error;
};

/** What there is of the newest decision, in words. */
async function said(): Promise<string> {
  const head = await world.store.head();
  await world.followed.until(head.position);
  const records = await world.store.documents.list<DecisionRecord>("decision");
  const found = records.find(({ value }) => value.instrument.reference === `C/${made}`);
  if (found === undefined) return "nothing";
  const { acts, state, reversal, derived } = found.value;
  const count = world.desk.actsOf({ acts }).length;
  const undone = reversal === undefined ? "" : `, ${world.desk.actsOf(reversal).length} of its reversal`;
  return `${state}, ${count} of ${acts.length} acts${undone}, ${derived === undefined ? "no plan" : "a plan"}`;
}

test("entering a decision: whatever was recorded is finished, and what was not is taken away in time", async () => {
  const found: string[] = [];
  for (let at = 1, isOver = true; isOver; at++)
    for (const side of ["before", "after"] as const) {
      const { text, instrument } = decision();
      const { desk, isOver: hasEnded } = doomed(at, side);
      await desk.enter(desk.read(text), instrument, { by: "legal" }).catch(orCrash);
      isOver = hasEnded();
      const left = await said();
      const finished = await resumeDecisions(world.desk);
      const then = await said();
      world.clock.forward(ELEVEN_MINUTES);
      expect(await resumeDecisions(world.desk)).toEqual([]);
      found.push(`${at} ${side}: ${left}; finished ${finished.length}: ${then}; at last ${await said()}`);
      // Whoever heard no answer enters it again, and it is there once.
      const again = await world.desk.enter(world.desk.read(text), instrument, { by: "legal" });
      expect(again.isRepeated).toBe((await said()) !== "nothing" && !found.at(-1)!.endsWith("nothing"));
      expect(await said()).toBe("entered, 2 of 2 acts, a plan");
    }
  expect(found).toEqual([
    "1 before: nothing; finished 0: nothing; at last nothing",
    "1 after: entering, 0 of 2 acts, no plan; finished 0: entering, 0 of 2 acts, no plan; at last nothing",
    "2 before: entering, 0 of 2 acts, no plan; finished 0: entering, 0 of 2 acts, no plan; at last nothing",
    "2 after: entering, 2 of 2 acts, no plan; finished 1: entered, 2 of 2 acts, a plan; at last entered, 2 of 2 acts, a plan",
    "3 before: entering, 2 of 2 acts, no plan; finished 1: entered, 2 of 2 acts, a plan; at last entered, 2 of 2 acts, a plan",
    "3 after: entered, 2 of 2 acts, a plan; finished 0: entered, 2 of 2 acts, a plan; at last entered, 2 of 2 acts, a plan",
    "4 before: entered, 2 of 2 acts, a plan; finished 0: entered, 2 of 2 acts, a plan; at last entered, 2 of 2 acts, a plan",
    "4 after: entered, 2 of 2 acts, a plan; finished 0: entered, 2 of 2 acts, a plan; at last entered, 2 of 2 acts, a plan",
  ]);
});

test("reversing one: the same, and the decision stands where nothing was recorded", async () => {
  const words = { title: "Go on", body: "Council", date: day("2023-12-17") };
  const found: string[] = [];
  for (let at = 1, isOver = true; isOver; at++)
    for (const side of ["before", "after"] as const) {
      const { text, instrument: own } = decision();
      const { id } = await world.desk.enter(world.desk.read(text), own, { by: "legal" });
      const by = { ...instrument(1000 + made), date: day("2023-12-17") };
      const { desk, isOver: hasEnded } = doomed(at, side);
      await undoDecision(desk, id, words, by, { by: "legal" }).catch(orCrash);
      isOver = hasEnded();
      const left = await said();
      const finished = await resumeDecisions(world.desk);
      world.clock.forward(ELEVEN_MINUTES);
      expect(await resumeDecisions(world.desk)).toEqual([]);
      found.push(`${at} ${side}: ${left}; finished ${finished.length}: at last ${await said()}`);
    }
  expect(found).toEqual([
    "1 before: entered, 2 of 2 acts, a plan; finished 0: at last entered, 2 of 2 acts, a plan",
    "1 after: entered, 2 of 2 acts, 0 of its reversal, a plan; finished 0: at last entered, 2 of 2 acts, a plan",
    "2 before: entered, 2 of 2 acts, 0 of its reversal, a plan; finished 0: at last entered, 2 of 2 acts, a plan",
    "2 after: entered, 2 of 2 acts, 2 of its reversal, a plan; finished 1: at last reversed, 2 of 2 acts, 2 of its reversal, a plan",
    "3 before: entered, 2 of 2 acts, 2 of its reversal, a plan; finished 1: at last reversed, 2 of 2 acts, 2 of its reversal, a plan",
    "3 after: reversed, 2 of 2 acts, 2 of its reversal, a plan; finished 0: at last reversed, 2 of 2 acts, 2 of its reversal, a plan",
    "4 before: reversed, 2 of 2 acts, 2 of its reversal, a plan; finished 0: at last reversed, 2 of 2 acts, 2 of its reversal, a plan",
    "4 after: reversed, 2 of 2 acts, 2 of its reversal, a plan; finished 0: at last reversed, 2 of 2 acts, 2 of its reversal, a plan",
  ]);
});

test("a reversal that was recorded, and whose plan was not laid yet, is not made a second time by another instrument", async () => {
  const { text, instrument: own } = decision();
  const { id } = await world.desk.enter(world.desk.read(text), own, { by: "legal" });
  const words = { title: "Go on", body: "Council", date: day("2023-12-17") };
  const first = { ...instrument(2001), date: day("2023-12-17") };
  await undoDecision(doomed(2, "after").desk, id, words, first, { by: "legal" }).catch(orCrash);
  await world.followed.until((await world.store.head()).position);
  const other = { ...instrument(2002), date: day("2023-12-17") };
  await expect(undoDecision(world.desk, id, words, other, { by: "legal" })).rejects.toMatchObject({
    code: "already-reversed",
  });
  const { value } = await undoDecision(world.desk, id, words, first, { by: "legal" });
  expect(value.state).toBe("reversed");
});

test("two processes that find the same half entered decision finish it once", async () => {
  const { text, instrument } = decision();
  await doomed(2, "after").desk.enter(world.desk.read(text), instrument, { by: "legal" }).catch(orCrash);
  await world.followed.until((await world.store.head()).position);
  const both = await Promise.all([resumeDecisions(world.desk), resumeDecisions(world.desk)]);
  expect(both.flat().length).toBeGreaterThan(0);
  expect(await said()).toBe("entered, 2 of 2 acts, a plan");
});
