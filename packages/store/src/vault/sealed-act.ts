/**
 * Sealing: the personal fields of a `person` act, encrypted together under the person's own key. Everything else in
 * an act stays readable, so that the chain of acts says what it says without any key.
 */
import type { KeyObject } from "node:crypto";
import { type ActJson, type Json, PERSONAL_FIELDS } from "@comity/registry";
import { StoreError } from "../store-error.ts";
import { decrypt, encrypt } from "./aes-gcm.ts";

/** The member that stands in an act for its sealed personal fields: base64. */
const SEAL = "sealed";

const PERSONAL: ReadonlySet<string> = new Set(PERSONAL_FIELDS);

/** A member of an act that must be a text: only what is no act of ours lacks it. */
function textOf(act: ActJson, member: string): string {
  const value = act[member];
  if (typeof value === "string") return value;
  throw new StoreError("incorrect", "malformed-line", `a person's act has no \`${member}\``);
}

/** Whether an act is about a person's name and the like, and so is, or has to be, sealed. */
export function isPersonal(act: ActJson): boolean {
  return act.act === "person";
}

/** The person of a person act. */
export function personOf(act: ActJson): string {
  return textOf(act, "person");
}

/** What is sealed is filled up to a multiple of this, so that its length does not tell how long a name is. */
const BLOCK_BYTES = 128;

/**
 * What sealed fields are bound to: the act and the person. Neither can be put in another's place. Not the registry, so that acts
 * can be taken out of one and into another as they are.
 */
const boundTo = (act: ActJson): string => `comity person act 1\n${textOf(act, "id")}\n${personOf(act)}`;

const pick = (act: ActJson, isWanted: (member: string) => boolean): ActJson =>
  Object.fromEntries(Object.entries(act).filter(([member]) => isWanted(member)));

/** An act without its personal fields, sealed or not. */
export function impersonal(act: ActJson): ActJson {
  return pick(act, (member) => member !== SEAL && !PERSONAL.has(member));
}

/** A person act whose personal fields are encrypted under a person's key. No two sealings are alike. */
export function sealAct(key: KeyObject, act: ActJson): ActJson {
  const text = Buffer.from(JSON.stringify(pick(act, (member) => PERSONAL.has(member))), "utf8");
  // Blanks after JSON are no part of it.
  const filled = Buffer.alloc(Math.ceil((text.length + 1) / BLOCK_BYTES) * BLOCK_BYTES, " ");
  text.copy(filled);
  return { ...impersonal(act), [SEAL]: encrypt(key, filled, boundTo(act)).toString("base64") };
}

/** A sealed act with its personal fields. @throws StoreError where they were damaged or the key is another person's. */
export function openAct(key: KeyObject, act: ActJson): ActJson {
  const text = decrypt(key, Buffer.from(textOf(act, SEAL), "base64"), boundTo(act));
  if (text === undefined)
    throw new StoreError(
      "fault",
      "damaged-seal",
      `what is sealed in the act \`${textOf(act, "id")}\` cannot be opened: it was damaged, or its person's key was exchanged`,
      { help: "`comity registry verify` finds damaged acts; a damaged key comes back from a backup" },
    );
  return { ...impersonal(act), ...(JSON.parse(text.toString("utf8")) as ActJson) };
}

/** A person act with a placeholder where the family name stood, and nothing else that is personal. */
export function withPlaceholder(act: ActJson, placeholder: string): ActJson {
  return { ...impersonal(act), familyName: placeholder };
}

/** The names of the members in which two acts differ. Never what they hold. */
export function differingMembers(a: ActJson, b: ActJson): string[] {
  const same = (x: Json | undefined, y: Json | undefined): boolean => JSON.stringify(x) === JSON.stringify(y);
  const members = new Set([...Object.keys(a), ...Object.keys(b)]);
  return [...members].filter((member) => !same(a[member], b[member])).sort();
}
