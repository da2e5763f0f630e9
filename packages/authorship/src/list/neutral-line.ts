/** Lines that collaborations print in the place of an institute: they name no institute, and nothing may be taken from them. */

/**
 * Words of the lines that ALICE, ATLAS, CMS and LHCb have printed since 2022, singular and plural, present and past:
 * "Affiliated with an institute covered by a cooperation agreement with CERN", "Authors affiliated with an institute formerly
 * covered by a cooperation agreement with CERN", "Also at an institution covered by a cooperation agreement with CERN".
 */
const NEUTRAL =
  /\b(?:institute|institution|laborator(?:y|ies))s?\b[^;]{0,80}?\b(?:covered|formerly covered)\s+by\s+an?\s+(?:international\s+)?co-?operation\s+agreement/i;
/** Footnotes that name nothing at all. */
const ANOTHER = /^(?:also |now )?at another (?:institute|institution|international laboratory)\b/i;

/**
 * Whether an affiliation, as it is printed, is a neutral line and no institute's name.
 *
 *     isNeutralLine("Affiliated with an institute covered by a cooperation agreement with CERN")   // true
 *     isNeutralLine("Joint Institute for Nuclear Research")                                        // false
 */
export function isNeutralLine(name: string): boolean {
  return NEUTRAL.test(name) || ANOTHER.test(name);
}
