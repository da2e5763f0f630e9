/**
 * Whether a request that changes something comes from a page of ours (CSRF; ASVS 5.0 V3.5.1). Three things hold independently: the
 * session's cookie is `SameSite=Strict`; the browser's own word about where the request comes from is checked here; and forms
 * carry a token besides.
 */

/** Methods that change nothing (RFC 9110, section 9.2.1). */
const SAFE = new Set(["GET", "HEAD", "OPTIONS"]);

/** The headers that the browser writes and a page cannot. */
export interface Provenance {
  readonly method: string;
  readonly origin: string | undefined;
  readonly fetchSite: string | undefined;
}

/**
 * Why a request by cookie is refused; undefined where it is not. `Sec-Fetch-Site` decides where it is sent; else `Origin` must be
 * ours. Who sends neither is no browser of the last years, and machine clients do not come by cookie. A form of a page that keeps
 * its address to itself (`Referrer-Policy: no-referrer`) has the origin `null`, which counts only with the browser's word beside it.
 */
export function forgeryIn({ method, origin, fetchSite }: Provenance, ownOrigin: string): string | undefined {
  if (SAFE.has(method)) return undefined;
  if (fetchSite !== undefined && fetchSite !== "same-origin")
    return `the request comes from another site (\`Sec-Fetch-Site: ${fetchSite}\`)`;
  const isUntold = origin === "null" && fetchSite === "same-origin";
  if (origin !== undefined && origin !== ownOrigin && !isUntold)
    return `the request comes from another origin (\`Origin: ${origin}\`)`;
  if (origin === undefined && fetchSite === undefined)
    return "the request does not say where it comes from: neither `Origin` nor `Sec-Fetch-Site` is there";
  return undefined;
}
