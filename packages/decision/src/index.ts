/** The public face of the decision package. */
export { apportion } from "./apportion.ts";
export type { Draft } from "./draft.ts";
export { type EndOptions, endAgreement } from "./end-agreement.ts";
export type * from "./fact-sheet.ts";
export { factSheetOf, type Impact, type ImpactOptions, impactOf, layDraft } from "./impact.ts";
export { moneyOf, spreadShares } from "./money.ts";
export * from "./problems.ts";
export { type DraftOptions, type DraftReading, examineDraft, readDraft } from "./read-draft.ts";
