/** ORCID iDs, ROR ids and other identifiers as people write them, brought into their own form. */

/** A value in its own form, and whether it was written in another. */
export interface Tidied {
  readonly value: string;
  readonly mended: boolean;
}

/**
 * An ORCID iD as the registry writes it, whatever address, hyphens and blanks it was written with. Its check digit is not
 * looked at: see `orcidFault`.
 *
 *     tidyOrcid("https://orcid.org/0000-0002-1825-0097")   // { value: "0000-0002-1825-0097", mended: true }
 *     tidyOrcid("000000021694233x")                        // { value: "0000-0002-1694-233X", mended: true }
 */
export function tidyOrcid(written: string): Tidied {
  if (/^\d{4}-\d{4}-\d{4}-\d{3}[\dX]$/.test(written)) return { value: written, mended: false };
  const bare = written
    .trim()
    .replace(/^(?:https?:\/\/)?(?:www\.)?orcid\.org\//i, "")
    .replace(/^orcid(?:\s*id)?\s*[:-]?\s*/i, "")
    .replace(/[\s\u2010-\u2015\u2212-]+/g, "")
    .replace(/\/+$/, "");
  if (!/^\d{15}[\dXx]$/.test(bare)) return { value: written.trim(), mended: false };
  const value = bare.toUpperCase().replace(/^(.{4})(.{4})(.{4})(.{4})$/, "$1-$2-$3-$4");
  return { value, mended: value !== written };
}

/**
 * A ROR id, its nine characters alone.
 *
 *     tidyRor("https://ror.org/044yd9t77")   // { value: "044yd9t77", mended: true }
 */
export function tidyRor(written: string): Tidied {
  const bare = written
    .trim()
    .replace(/^(?:https?:\/\/)?(?:www\.)?ror\.org\//i, "")
    .replace(/^ror\s*[:-]?\s*/i, "")
    .replace(/\/+$/, "");
  if (!/^0[0-9a-z]{8}$/i.test(bare)) return { value: written.trim(), mended: false };
  const value = bare.toLowerCase();
  return { value, mended: value !== written };
}

/** Whether text names a ROR id by its address or prefix, right or wrong. */
export function looksLikeRor(text: string): boolean {
  return /(^|\/\/|www\.)ror\.org\//i.test(text) || /^ror:/i.test(text);
}
