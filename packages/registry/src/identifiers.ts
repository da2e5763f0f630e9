/** ORCID iDs and ROR ids: their form and their check digits; the form of mail addresses. */

const ORCID_FORM = /^\d{4}-\d{4}-\d{4}-\d{3}[\dX]$/;
const ROR_FORM = /^0[0-9abcdefghjkmnpqrstvwxyz]{6}\d{2}$/;
const CROCKFORD = "0123456789abcdefghjkmnpqrstvwxyz";

/**
 * What is wrong with an ORCID iD; undefined where nothing is. Its last character is the check digit of ISO 7064
 * MOD 11-2 over the fifteen before, X for ten.
 *
 *     orcidFault("0000-0002-1825-0097")    // undefined
 *     orcidFault("0000-0002-1825-0098")    // { found: "8", expected: "7" }
 */
export function orcidFault(
  orcid: string,
): { readonly found: string; readonly expected: string } | "form" | undefined {
  if (!ORCID_FORM.test(orcid)) return "form";
  let total = 0;
  for (const digit of orcid.slice(0, -1)) if (digit !== "-") total = ((total + Number(digit)) * 2) % 11;
  const value = (12 - total) % 11;
  const expected = value === 10 ? "X" : String(value);
  const found = orcid.at(-1)!;
  return found === expected ? undefined : { found, expected };
}

/**
 * What is wrong with a ROR id (the nine characters alone); undefined where nothing is. After `0` come six digits of
 * Crockford's base 32, of value n, and two check digits: 98 - (n * 100 mod 97).
 *
 *     rorFault("044yd9t77")    // undefined
 */
export function rorFault(
  ror: string,
): { readonly found: string; readonly expected: string } | "form" | undefined {
  if (!ROR_FORM.test(ror)) return "form";
  let value = 0;
  for (const digit of ror.slice(1, 7)) value = value * 32 + CROCKFORD.indexOf(digit);
  const expected = String(98 - ((value * 100) % 97)).padStart(2, "0");
  const found = ror.slice(7);
  return found === expected ? undefined : { found, expected };
}

/** The longest that a mail server must take (RFC 5321, section 4.5.3.1.3, less the angle brackets). */
const LONGEST_MAIL = 254;

/**
 * Whether a text has the form of a mail address: something, `@`, and a domain with a dot, without blanks. Whether anybody reads
 * it only a mail can tell.
 */
export function isMail(text: string): boolean {
  return text.length <= LONGEST_MAIL && /^[^\s@"<>,;]+@[^\s@"<>,;.]+(\.[^\s@"<>,;.]+)+$/.test(text);
}
