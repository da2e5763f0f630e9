/** The public face of the access package. */
export { AccessError, type AccessErrorCode } from "./access-error.ts";
export {
  ACCESS_POLICY,
  type AccessPolicy,
  ownAccessPolicy,
  readAccessPolicy,
  withRegistryRecords,
} from "./access-policy.ts";
export type {
  AccessQuestion,
  AccountGrants,
  Asker,
  BallotRelations,
  DraftRelations,
  Grant,
  Resource,
} from "./asker.ts";
export { PUBLIC } from "./asker.ts";
export type { Gate } from "./gate.ts";
export type { FollowedFacts } from "./living-relations.ts";
export { type DeskOptions, type LookDesk, openLookDesk, type PersonalName } from "./looks/look-desk.ts";
export { type GateOptions, openGate } from "./open-gate.ts";
export { ACTIONS, type Action, RESOURCE_KINDS, type ResourceKind, ROLES, type Role } from "./vocabulary.ts";
