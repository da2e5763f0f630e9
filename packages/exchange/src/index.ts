/** The public face of the exchange package. */
export { bringIn } from "./bring-in.ts";
export type { ImportedTable, IncomingRow, Sink, Tie } from "./incoming.ts";
export { type BroughtIn, type Counts, Import, MOST_ROWS, type Plan } from "./plan/import.ts";
export { type Change, type Judged, VERDICTS, type Verdict } from "./plan/judgement.ts";
export {
  type Answer,
  type Candidate,
  Decisions,
  NO_DECISIONS,
  possibleAnswers,
  type Question,
  readDecisions,
  writeDecisions,
} from "./plan/questions.ts";
export type { PlanOptions } from "./plan/state.ts";
export {
  type ExchangeCode,
  ExchangeError,
  type ExchangeProblem,
  formatExchangeProblem,
  formatPlace,
  type Place,
} from "./problems.ts";
export { type Mapping, NO_MAPPING, readMapping } from "./read/mapping.ts";
export { type FileKind, kindOfFile, type ReadOptions, readSource } from "./read/read-source.ts";
export { digestOf, fileSource, memorySource, type Source } from "./read/source.ts";
export { formatPlan, planAsJson } from "./report.ts";
export {
  type ActSet,
  type BuiltUpon,
  setsOf,
  type Withdrawal,
  type WithdrawOptions,
  withdrawSet,
} from "./withdraw.ts";
export { type ExportedTable, exportTables } from "./write/export-tables.ts";
export { listAsCsv, listsAsXlsx } from "./write/write-lists.ts";
