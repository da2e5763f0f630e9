/** The public face of the registry package. */
export * from "./acts.ts";
export {
  type AgreementLife,
  type Because,
  daysOf,
  type End,
  lateNotices,
  standingOn,
} from "./agreement-life.ts";
export { type Drafted, draft, draftChanges } from "./draft.ts";
export { type Folded, type FoldOptions, fold, type NeededTaker } from "./fold.ts";
export {
  type ImportedRegistry,
  type ImportOptions,
  importCernOpendata,
} from "./import/import-cern-opendata.ts";
export {
  formatImportProblem,
  ImportError,
  type ImportErrorCode,
  type ImportProblem,
} from "./import/import-error.ts";
export { formatImportReport, type ImportReport } from "./import/import-report.ts";
export type { Ledger } from "./ledger.ts";
export type { Provenance } from "./provenance.ts";
export { RECORDS } from "./records.ts";
export type { NoticeOutcome, Stretch, Term, TermLife, TermRules } from "./terms.ts";
