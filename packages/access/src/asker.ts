/** Who asks, what is asked for, and what accounts say. */
import type { Action, ResourceKind, Role } from "./vocabulary.ts";

/** Who asks. Made by the sign-in from a session or a token, never from what a request says of itself. */
export interface Asker {
  /** The account; undefined for the public. */
  readonly account: string | undefined;
  /** The person whose account it is, for records; the gate goes by the account's document. */
  readonly person?: string;
  /** `address`: a secret address, such as a calendar's. */
  readonly via: "public" | "session" | "client" | "demo" | "address";
  /** Where given, nothing is allowed beyond what one of these scopes covers. */
  readonly scopes?: readonly string[];
}

/** Whoever has not signed in. */
export const PUBLIC: Asker = { account: undefined, via: "public" };

export interface Resource {
  readonly kind: ResourceKind;
  /** Left out: every one of the kind. */
  readonly id?: string;
}

/** What an account was granted; days are written, `to` is the last one. */
export interface Grant {
  readonly role: Role;
  /** The institute, experiment or body for which it holds. */
  readonly of?: string;
  /** The first day, `2024-11-30`. */
  readonly from?: string;
  /** The last day, `2024-11-30`. */
  readonly to?: string;
}

/** What the gate reads of a document of the collection `account`; whatever else it holds is the sign-in's. */
export interface AccountGrants {
  readonly kind: "human" | "client";
  readonly person?: string;
  readonly grants: readonly Grant[];
  readonly disabled?: true;
}

/** What the gate reads of a document of the collection `draft`. */
export interface DraftRelations {
  /** The account that made it. */
  readonly author: string;
  /** Accounts that may change it besides. */
  readonly editors?: readonly string[];
  /** Bodies with which it is shared. */
  readonly sharedWith?: readonly string[];
  /** Whether its fact sheet was released: `public` to everybody, `bodies` to those with which it is shared. */
  readonly released?: "public" | "bodies";
}

/** What the gate reads of a document of the collection `council-ballot`. */
export interface BallotRelations {
  /** The body that votes. */
  readonly body: string;
  /** Who reads it: everybody, or whoever sits in sessions of the level of the item that is voted on. */
  readonly readers: "everybody" | "item";
  readonly level: "public" | "open" | "restricted" | "closed";
  readonly trustees: readonly { readonly account: string }[];
  /** The parties that may vote. */
  readonly voters: readonly { readonly member: string }[];
}

/** A question, for whoever keeps what was asked and answered. */
export interface AccessQuestion {
  readonly asker: Asker;
  readonly action: Action;
  readonly resource: Resource;
}
