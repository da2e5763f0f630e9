/** Whose account an identity at a provider is. Issuer and subject together say who somebody is; a name or a mail never does. */
import { createHash } from "node:crypto";
import type { Identity } from "../oidc/provider.ts";

/** The collection; ids are hashes of issuer and subject. */
export const IDENTITY = "identity";

/** The document: which account it is tied to. */
export interface IdentityTie {
  readonly account: string;
}

/**
 * The id of an identity's document. Two providers may call two people alike, so the issuer is part of it (ASVS 5.0 V6.8.1); the
 * two cannot run into each other, since JSON says where one ends.
 */
export function identityId({ issuer, subject }: Identity): string {
  return createHash("sha256")
    .update(JSON.stringify([issuer, subject]), "utf8")
    .digest("hex");
}
