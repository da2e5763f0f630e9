/** The public face of the registry package. */
export { ActIndex } from "./act-index.ts";
export { type ActJson, actFromJson, actsFromJson, actToJson, type JsonSource } from "./act-json.ts";
export * from "./acts.ts";
export { type Basis, type FactBehind, factBehind } from "./acts-behind.ts";
export { emitAgreement } from "./agreement-facts.ts";
export {
  type AgreementLife,
  agreementLives,
  type Because,
  daysOf,
  type End,
  lateNotices,
  standingOn,
} from "./agreement-life.ts";
export { type CellFault, readCell } from "./cells.ts";
export { type CheckOptions, check, checkDraft } from "./check.ts";
export type { Found } from "./check-notes.ts";
export {
  DESCRIPTOR,
  inFileOrder,
  type PackageFiles,
  type PackageReading,
  type Registry,
  readPackage,
  writePackage,
} from "./data-package.ts";
export {
  type Deadline,
  type DeadlineOptions,
  deadlines,
  endedDeadlines,
  type Otherwise,
} from "./deadlines.ts";
export {
  columnsKey,
  type DeclaredRecord,
  declareRecord,
  type Json,
  shapeOfRecord,
} from "./declared-records.ts";
export type { RegistryMeta } from "./descriptor.ts";
export { type Drafted, draft, draftChanges } from "./draft.ts";
export { provenanceUnder } from "./draft-provenance.ts";
export { type Folded, type FoldOptions, fold, foldInSteps, type NeededTaker } from "./fold.ts";
export { looksLikeFormula, neutralised, original } from "./formula-cells.ts";
export { orcidFault, rorFault } from "./identifiers.ts";
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
export { type KnownInstitute, lettersOf, readInstituteTable } from "./import/institute-table.ts";
export { JsonFault, type JsonNode, Places, readJson } from "./import/json-places.ts";
export { madeUpNames, wordsOf } from "./import/made-up-names.ts";
export { byOccurrence, Ledger, targetsOf } from "./ledger.ts";
export { type Merges, mergesIn, mergesOf, NO_MERGES, withMerges } from "./merges.ts";
export { type NewFile, newRegistry } from "./new-registry.ts";
export {
  concealed,
  ERASED,
  erasedAct,
  PERSONAL_FIELDS,
  type PersonalField,
  SEALED,
  sameAs,
} from "./personal.ts";
export { columnsFor, formatMisfit, type Misfit, ownRecordDiagnostics, policyMisfits } from "./policy-fit.ts";
export {
  formatProblem,
  type Problem,
  type ProblemCategory,
  type ProblemCode,
  RegistryError,
} from "./problems.ts";
export type { Provenance } from "./provenance.ts";
export { RECORDS } from "./records.ts";
export { examineRegistry, readRegistry, writeRegistry } from "./registry-folder.ts";
export { agreementOf, linkedBy, subjectOf, type Topic, topicOf } from "./subjects.ts";
export type { Named, Table, TableColumn } from "./table-columns.ts";
export { TABLES, tableOf } from "./tables.ts";
export {
  latestNotice,
  type NoticeOutcome,
  nextStretch,
  type Stretch,
  stretchOn,
  type Term,
  type TermLife,
  type TermRules,
} from "./terms.ts";
