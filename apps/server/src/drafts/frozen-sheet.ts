/**
 * Frozen fact sheets: what was shown, of which draft, as known on which day, by which head of the registry and which policy, under
 * one hash. A random number goes into the hash: without it, whoever sees the sheet without its small figures could try them all.
 */
import { createHash, randomBytes } from "node:crypto";
import type { FactSheet } from "@comity/decision";
import type { Json } from "@comity/registry";
import { canonicalJson, type Head } from "@comity/store";
import type { DecisionFile } from "./draft-document.ts";

/** What is hashed. */
export interface FrozenContent {
  /** The form of what is hashed; others may follow. */
  readonly format: 1;
  readonly draft: string;
  readonly revision: number;
  readonly decision: DecisionFile;
  readonly knownOn: string;
  readonly head: Head;
  /** SHA-256 of the policy's text. */
  readonly policy: string;
  /** With all figures. */
  readonly sheet: FactSheet;
  /** 256 random bits, hexadecimal. */
  readonly nonce: string;
}

export interface FrozenSheet extends FrozenContent {
  /** 1, 2, 3 ... of the draft. */
  readonly number: number;
  readonly by: string;
  readonly at: string;
  /** SHA-256 of the canonical JSON (RFC 8785) of the content. */
  readonly hash: string;
}

export const sha256 = (text: string): string => createHash("sha256").update(text, "utf8").digest("hex");

/** The hash of a frozen fact sheet. */
export function hashOf(frozen: FrozenContent): string {
  const { format, draft, revision, decision, knownOn, head, policy, sheet, nonce } = frozen;
  const content = { format, draft, revision, decision, knownOn, head, policy, sheet, nonce };
  return sha256(canonicalJson(content as unknown as Json));
}

/** Freezes a fact sheet. */
export function freeze(
  content: Omit<FrozenContent, "format" | "nonce">,
  more: Pick<FrozenSheet, "number" | "by" | "at">,
): FrozenSheet {
  const whole: FrozenContent = { format: 1, ...content, nonce: randomBytes(32).toString("hex") };
  return { ...whole, ...more, hash: hashOf(whole) };
}
