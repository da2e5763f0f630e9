/** The public face of the carrying-out package. */
export { Desk, type DeskOptions, type Entered, type Entering, personPart } from "./desk/desk.ts";
export { type ExceptionWords, grantException, reasonOf } from "./desk/exceptions.ts";
export * from "./desk/records.ts";
export { resumeDecisions } from "./desk/resume.ts";
export { undoDecision } from "./desk/undo.ts";
export { deadlineCalendar, type Feed, feeds, feedText, makeFeed, revokeFeed } from "./feed/feed-addresses.ts";
export { calendarText, type DayEvent, escaped, folded as foldedLine } from "./feed/icalendar.ts";
export * from "./guide/guide.ts";
export { readGuide } from "./guide/read-guide.ts";
export { dueOn, readTiming, timingText } from "./guide/timing.ts";
export * from "./letters/letter-fields.ts";
export { letterOnPaper, type OnPaper } from "./letters/letter-on-paper.ts";
export { dayInWords, LETTERS_FOLDER, Letters, type RenderedLetter } from "./letters/letters.ts";
export {
  type HandedOver,
  handOver,
  type Patience,
  patienceOf,
  readTlsFiles,
  type SmtpServer,
  smtpServerOf,
  type TlsFiles,
  USUAL_PATIENCE,
} from "./mails/hand-over.ts";
export {
  MAIL_STATES,
  MAILS,
  type Mail,
  type MailChange,
  type MailReason,
  type MailState,
  mailId,
} from "./mails/mail.ts";
export { PostOffice, type PostOfficeOptions } from "./mails/post-office.ts";
export { PostRoom } from "./mails/post-room.ts";
export {
  CORRESPONDENCE,
  type Correspondence,
  correspondenceWith,
  isAddress,
  isUnderAlias,
  noteCorrespondence,
} from "./mails/recipients.ts";
export * from "./mails/release.ts";
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
