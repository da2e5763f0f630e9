/** Where requests come from. */
import type { Context } from "hono";
import type { Env } from "../context.ts";

/**
 * The address of whoever asks: that of the connection or, behind a proxy that is trusted, the last one that `X-Forwarded-For` names.
 * Of an IPv6 address the first 64 bits, which is what one household or machine has.
 */
export function sourceOf(c: Context<Env>, trustsProxy: boolean): string {
  const said = trustsProxy ? c.req.header("x-forwarded-for")?.split(",").at(-1)?.trim() : undefined;
  const address = said ?? c.env?.incoming?.socket.remoteAddress ?? "unknown";
  if (!address.includes(":") || address.includes(".")) return address;
  return address.split(":").slice(0, 4).join(":");
}

/** Whether somebody on this machine asks, and not through a proxy. */
export function isFromHere(c: Context<Env>): boolean {
  const address = c.env?.incoming?.socket.remoteAddress ?? "";
  const isLoopback = address === "::1" || /^(::ffff:)?127\./.test(address);
  return (
    isLoopback && c.req.header("x-forwarded-for") === undefined && c.req.header("forwarded") === undefined
  );
}
