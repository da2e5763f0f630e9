/** The public face of the decision package. */
export { apportion } from "./apportion.ts";
export {
  asThingsStand,
  type Comparison,
  compareDrafts,
  compareEvaluations,
  type DraftSide,
  type EntitlementComparison,
  type EntitlementDifference,
  hideSmallCellsOfComparison,
  type InstituteComparison,
  type Sides,
} from "./compare.ts";
export type { Pair, SharedEntitlement } from "./compare-entitlement.ts";
export {
  comparePolicies,
  type InstituteSides,
  type PolicyComparison,
  type PolicyHeading,
} from "./compare-policies.ts";
export { hideSmallCellsOfPolicies, releasedComparisonOfPolicies } from "./compare-policies-cells.ts";
export type { Reason } from "./compare-reasons.ts";
export { type CourseSheet, type CourseStep, coursesOf } from "./courses.ts";
export type { Draft } from "./draft.ts";
export { type EndOptions, endAgreement } from "./end-agreement.ts";
export type * from "./fact-sheet.ts";
export { factSheetOf } from "./fact-sheet-of.ts";
export { impactOf } from "./impact.ts";
export { type Impact, type ImpactOptions, layDraft } from "./lay-draft.ts";
export { layRecorded } from "./lay-recorded.ts";
export { moneyOf, spreadShares } from "./money.ts";
export * from "./problems.ts";
export { type DraftOptions, type DraftReading, examineDraft, readDraft } from "./read-draft.ts";
export { type KnownPeople, ROUNDED_TO, releasedComparison, releasedSheet, rounded } from "./released.ts";
export { remediesOf } from "./remedies.ts";
export { hideSmallCells } from "./small-cells.ts";
export { type Cell, Cells, SMALLEST_SHOWN, type Sum, shown, suppress } from "./suppression.ts";
export { type Touched, touchedBy } from "./touched.ts";
