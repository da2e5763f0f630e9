/** The public face of the carrying-out package. */
export { Desk, type DeskOptions, type Entered, type Entering, personPart } from "./desk/desk.ts";
export * from "./desk/records.ts";
export * from "./guide/guide.ts";
export { readGuide } from "./guide/read-guide.ts";
export { dueOn, readTiming, timingText } from "./guide/timing.ts";
export * from "./letters/letter-fields.ts";
export { dayInWords, LETTERS_FOLDER, Letters, type RenderedLetter } from "./letters/letters.ts";
export { type DeriveOptions, derivePlan } from "./plan/derive-plan.ts";
export { type Hand, type ItemStep, isLate, isOpen, stepItem } from "./plan/item-states.ts";
export { type Irrevocable, mergePlan, type Occasion } from "./plan/merge-plan.ts";
export * from "./plan/plan.ts";
export * from "./problems.ts";
export {
  checkInstrument,
  decisionId,
  type Instrument,
  type Taken,
  takeDecision,
} from "./taken/decision-taken.ts";
export { type NotUndone, type Reversal, type ReversalWords, reverseDecision } from "./taken/reversal.ts";
