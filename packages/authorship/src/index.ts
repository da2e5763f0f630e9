/** The public face of the authorship package. */

export { InstituteIndex, type Recognised, type ToldBy } from "./institutes/recognise.ts";
export {
  type Acknowledgement,
  type Affiliation,
  type Author,
  type AuthorList,
  CONNECTIONS,
  type Collaboration,
  type Connection,
  type Identifier,
  type Organisation,
} from "./list/author-list.ts";
export { isNeutral, isNeutralLine } from "./list/neutral-line.ts";
export { sortedByName } from "./list/order.ts";
export { type NameParts, partsOfName } from "./list/paper-name.ts";
export { withPseudonyms } from "./list/pseudonyms.ts";
export { readList } from "./read/read-list.ts";
export type { ReadFormat, ReadList } from "./read/read-parts.ts";
export {
  type DoubtfulPeople,
  type MatchedBy,
  type MatchedPeople,
  matchPeople,
  type PeopleMatching,
} from "./replay/match-people.ts";
export {
  type DoubtfulGroup,
  type LoneAuthor,
  type Outcome,
  type Replay,
  type ReplayedAuthor,
  replay,
  type Share,
} from "./replay/replay.ts";
export {
  type ComparedShare,
  type ComparedShares,
  type CostShares,
  compareShares,
  costShares,
  type PayerShare,
  type ShareAsked,
  type ShareSide,
} from "./shares/cost-shares.ts";
export {
  type ChangedLine,
  type ComparedSigning,
  compareSigning,
  printedLines,
} from "./signing/compare-signing.ts";
export { type DownstreamLine, type DownstreamReport, downstream } from "./signing/downstream.ts";
export { lineFault, type TakenFrom, takenFrom } from "./signing/line-safety.ts";
export { shippedSigningPolicies, shippedSigningPolicy } from "./signing/shipped-policies.ts";
export {
  isDisputed,
  orcidOf,
  type PrintedAffiliation,
  type PrintedAuthor,
  type SignedList,
  type SigningWarning,
  sign,
} from "./signing/sign.ts";
export { type AffiliationRule, readSigningPolicy, type SigningPolicy } from "./signing/signing-policy.ts";
export {
  AuthorshipError,
  type AuthorshipProblem,
  formatAuthorshipProblem,
} from "./signing/signing-problems.ts";
export { type AgreementState, Governance, type PaperDates, type Standing } from "./signing/standing.ts";
export { type OwnChoice, ownChoices } from "./who/own-choices.ts";
export { experimentsWithAuthorship, shippedAuthorship } from "./who/shipped-authorship.ts";
export { withSignerNames } from "./who/signer-names.ts";
export { type PaperAsked, signersOf, type WhoSigns, whoSigns, whySigns } from "./who/who-signs.ts";
export { writeList } from "./write/write-list.ts";
export { WRITE_FORMATS, type WriteFormat, type WriteOptions, type WrittenList } from "./write/write-parts.ts";
