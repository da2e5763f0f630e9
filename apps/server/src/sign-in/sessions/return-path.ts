/** Where to go after signing in: a path of this server, and nowhere else (CWE-601, open redirect). */

const LONGEST = 512;
/** Where one goes who did not say. */
export const HOME = "/account";

/**
 * A path to return to, as it was asked for where it is a path of this server; else `HOME`. What a browser would take for another host
 * (`//host`, `/\host`, a tab or a line break in between) is none.
 *
 *     returnPath("/api/v1/people/p1?knownOn=2024-01-01")   // the same
 *     returnPath("//example.org/")                         // "/account"
 */
export function returnPath(asked: string | undefined): string {
  if (asked === undefined || asked.length > LONGEST || !/^\/[!-~]*$/.test(asked)) return HOME;
  if (asked.includes("\\")) return HOME;
  // The rules of the URL standard decide, as they do in the browser, and what they made of it is what is sent.
  const base = "https://comity.invalid";
  let url: URL;
  try {
    url = new URL(asked, base);
  } catch {
    return HOME;
  }
  const path = `${url.pathname}${url.search}`;
  return url.origin === base && !path.startsWith("//") ? path : HOME;
}
