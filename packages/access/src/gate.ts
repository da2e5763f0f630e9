/** The one place that says who may see and do what. */
import type { Asker, Grant, Resource } from "./asker.ts";
import type { FollowedCollection } from "./relations.ts";
import type { Action, ResourceKind } from "./vocabulary.ts";

/**
 * Answers by the policy of access, as things stand today. It follows acts, accounts and drafts by itself; each answer costs a few
 * look-ups. What nobody has said is not allowed.
 */
export interface Gate {
  /**
   * Whether somebody may do something. Without an id: with everything of that kind, or with the kind itself (`list`, `draft`).
   *
   *     gate.may(asker, "read", { kind: "person", id: "p17" })
   */
  may(asker: Asker, action: Action, resource: Resource): boolean;

  /** Why, or why not: a sentence and the rules behind it, by the proof. It names what the asker knows already, and no names. */
  why(asker: Asker, action: Action, resource: Resource): string;

  /** Whether somebody sees figures under five. */
  isCleared(asker: Asker): boolean;

  /** Those of a list that somebody may see, in their order. */
  visible<T>(
    asker: Asker,
    action: Action,
    kind: ResourceKind,
    items: readonly T[],
    idOf: (item: T) => string,
  ): T[];

  /** What somebody may read personal data for; looks name one of these. */
  purposes(asker: Asker): readonly string[];

  /**
   * What speaks against granting an account these: clauses that would be broken ("nobody both keeps accounts and audits"), in words.
   * Empty where nothing does.
   */
  faultsOf(account: string, kind: "human" | "client", grants: readonly Grant[]): readonly string[];

  /** Changes with every change that may change an answer; for tags of what was shown. */
  readonly version: string;

  /**
   * Waits until a version of an account's document, of a draft's or of a secret ballot's, is taken in: whoever was granted something, or
   * made a draft, can go on with it.
   */
  until(id: string, version: number, collection?: FollowedCollection): Promise<void>;

  close(): void;
}
