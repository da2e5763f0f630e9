/** What is personal in an act, and what stands in its place for those who may not see it. */
import type { PersonAct } from "./acts.ts";

/** The fields of a `person` act that tell who somebody is. A store seals them; nothing else in an act is sealed. */
export const PERSONAL_FIELDS = ["familyName", "givenName", "orcid", "mail"] as const;
export type PersonalField = (typeof PERSONAL_FIELDS)[number] & keyof PersonAct;

/** In place of the family name where names are not opened. */
export const SEALED = "sealed";
/** In place of the family name of somebody who was erased. */
export const ERASED = "erased";
