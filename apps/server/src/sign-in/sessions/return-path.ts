/** Where to go after signing in: a path of this server, and nowhere else (CWE-601, open redirect). */

const LONGEST = 512;
/** Where one goes who did not say: the first page. */
export const HOME = "/";
/** Where the ways to sign in are kept: whoever adds one, or shows again who they are, comes back there. */
export const ACCOUNT = "/account";

/**
 * A path to return to, as it was asked for where it is a path of this server; else `otherwise`. What a browser would take for another host
 * (`//host`, `/\host`, a tab or a line break in between) is none.
 *
 *     returnPath("/api/v1/people/p1?knownOn=2024-01-01")   // the same
 *     returnPath("//example.org/")                         // "/"
 */
export function returnPath(asked: string | undefined, otherwise = HOME): string {
  if (asked === undefined || asked.length > LONGEST || !/^\/[!-~]*$/.test(asked)) return otherwise;
  if (asked.includes("\\")) return otherwise;
  // The rules of the URL standard decide, as they do in the browser, and what they made of it is what is sent.
  const base = "https://comity.invalid";
  let url: URL;
  try {
    url = new URL(asked, base);
  } catch {
    return otherwise;
  }
  const path = `${url.pathname}${url.search}`;
  return url.origin === base && !path.startsWith("//") ? path : otherwise;
}
