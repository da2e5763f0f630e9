/** The public face of the access package. */
export type { AccessQuestion, AccountGrants, Asker, DraftRelations, Grant, Resource } from "./asker.ts";
export { PUBLIC } from "./asker.ts";
export type { Gate } from "./gate.ts";
export { ACTIONS, type Action, RESOURCE_KINDS, type ResourceKind, ROLES, type Role } from "./vocabulary.ts";
