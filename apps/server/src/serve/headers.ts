/** Headers of every answer, whichever room gives it. */
import type { ServerResponse } from "node:http";

/** No script, style, frame or form from elsewhere, and none inside a page. */
export const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join("; ");

const HEADERS: readonly (readonly [string, string])[] = [
  ["Content-Security-Policy", CONTENT_SECURITY_POLICY],
  ["X-Content-Type-Options", "nosniff"],
  ["X-Frame-Options", "DENY"],
  ["Referrer-Policy", "no-referrer"],
  ["Cross-Origin-Opener-Policy", "same-origin"],
  ["Cross-Origin-Resource-Policy", "same-origin"],
  ["Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=()"],
  ["Cache-Control", "no-store"],
];
const LINES: HeaderLines = HEADERS.flat();
/** Two years: browsers then never ask by plain HTTP. */
const STRICT_TRANSPORT = "max-age=63072000; includeSubDomains";
const SECURE_LINES: HeaderLines = [...LINES, "Strict-Transport-Security", STRICT_TRANSPORT];

/** Headers of an answer, name after value after name, as a response takes them at once. */
export type HeaderLines = readonly string[];

/** The headers of every answer, for an answer that is written past the response's own. */
export function headerLines(requestId: string, isSecure: boolean): HeaderLines {
  return [...(isSecure ? SECURE_LINES : LINES), "X-Request-Id", requestId];
}

/** Sets them; a room's own headers of the same name stand in their place. */
export function setHeaders(response: ServerResponse, requestId: string, isSecure: boolean): void {
  for (const [name, value] of HEADERS) response.setHeader(name, value);
  if (isSecure) response.setHeader("Strict-Transport-Security", STRICT_TRANSPORT);
  response.setHeader("X-Request-Id", requestId);
}
