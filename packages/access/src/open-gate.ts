/** Opening a gate over a store. */
import { randomUUID } from "node:crypto";
import type { Documents } from "@comity/store";
import type { AccessPolicy } from "./access-policy.ts";
import { DocumentFollower } from "./document-follower.ts";
import type { Gate } from "./gate.ts";
import { LivingGate } from "./living-gate.ts";
import { type FollowedFacts, LivingRelations } from "./living-relations.ts";

/** What a gate is made of. */
export interface GateOptions {
  readonly access: AccessPolicy;
  /** The store's living evaluation, of `withRegistryRecords(policy)`. */
  readonly followed: FollowedFacts;
  readonly documents: Pick<Documents, "get" | "list" | "onChanges">;
  /** Hears of documents that could not be read; they are tried again until they can. */
  readonly onFault?: (error: unknown) => void;
}

/**
 * Opens a gate. From then on it follows acts, days, accounts and drafts.
 *
 *     const followed = await followStore(store, withRegistryRecords(policy));
 *     const gate = await openGate({ access: ownAccessPolicy(), followed, documents: store.documents });
 *     gate.may(asker, "read", { kind: "person", id: "p17" });
 *
 * @throws StoreError where accounts cannot be read; RangeError where what is followed lacks records that the policy reads.
 */
export async function openGate(options: GateOptions): Promise<Gate> {
  const { access, followed, documents, onFault = () => undefined } = options;
  const relations = new LivingRelations(access, followed);
  const follower = new DocumentFollower(documents, relations, onFault);
  try {
    await follower.start();
  } catch (error) {
    follower.close();
    relations.close();
    throw error;
  }
  return new LivingGate(relations, follower, randomUUID().slice(0, 8));
}
