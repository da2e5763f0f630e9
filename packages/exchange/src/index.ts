/** The public face of the exchange package. */
export { ListEvents, type ListTaker } from "./author-list/list-events.ts";
export {
  type ListedAuthor,
  type ListedCollaboration,
  type ListedId,
  type ListedOrganisation,
  NAMESPACES,
  saysNothing,
} from "./author-list/list-parts.ts";
export { texAccent, texCommand, texLetters, withoutTex } from "./author-list/tex-letters.ts";
export { bringIn } from "./bring-in.ts";
export type { ImportedTable, IncomingRow, Sink, Tie } from "./incoming.ts";
export { familyKey, givenMayBe, givenWords } from "./match/names.ts";
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
  refusal,
} from "./problems.ts";
export { CsvRecords } from "./read/csv-records.ts";
export { decodedText } from "./read/decode.ts";
export { tidyOrcid, tidyRor } from "./read/identifiers.ts";
export { type Mapping, NO_MAPPING, readMapping } from "./read/mapping.ts";
export { type FileKind, kindOfFile, type ReadOptions, readSource } from "./read/read-source.ts";
export { digestOf, fileSource, memorySource, type Source } from "./read/source.ts";
export { readXml, type XmlHandler } from "./read/xml-events.ts";
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
export { listAsCsv } from "./write/write-lists.ts";
export { firstSheet } from "./xlsx/first-sheet.ts";
export { listsAsXlsx, type SheetTable } from "./xlsx/write-workbook.ts";
