/** Lines that collaborations print in the place of an institute: they name no institute, and nothing may be taken from them. */
import type { Organisation } from "./author-list.ts";

/**
 * What the lines have in common that ALICE, ATLAS, CMS and LHCb have printed since 2022, whatever else stands in them: "Affiliated with an
 * institute covered by a cooperation agreement with CERN", "Authors affiliated with an institute formerly covered by a cooperation
 * agreement with CERN". No institute is called so.
 */
const AGREEMENT = /\bco-?operation\s+agreement/i;
/** Footnotes that name nothing at all. */
const ANOTHER = /^(?:also |now )?at another (?:institute|institution|international laboratory)\b/i;

/**
 * Whether an affiliation, as it is printed, is a neutral line and no institute's name.
 *
 *     isNeutralLine("Affiliated with an institute covered by a cooperation agreement with CERN")   // true
 *     isNeutralLine("Joint Institute for Nuclear Research")                                        // false
 */
export function isNeutralLine(name: string): boolean {
  return AGREEMENT.test(name) || ANOTHER.test(name);
}

/** Whether an organisation of a list is such a line, by its words or because the list says so. */
export function isNeutral({ name, neutral }: Pick<Organisation, "name" | "neutral">): boolean {
  return neutral === true || isNeutralLine(name);
}
