/** The public face of the carrying-out package. */
export * from "./guide/guide.ts";
export { readGuide } from "./guide/read-guide.ts";
export { dueOn, readTiming, timingText } from "./guide/timing.ts";
export { type DeriveOptions, derivePlan } from "./plan/derive-plan.ts";
export * from "./plan/plan.ts";
export * from "./problems.ts";
export {
  checkInstrument,
  decisionId,
  type Instrument,
  type Taken,
  takeDecision,
} from "./taken/decision-taken.ts";
