/** The public face of the decision package. */
export type { Draft } from "./draft.ts";
export { type EndOptions, endAgreement } from "./end-agreement.ts";
export type * from "./fact-sheet.ts";
export * from "./problems.ts";
export { type DraftOptions, type DraftReading, examineDraft, readDraft } from "./read-draft.ts";
