/**
 * The name by which browsers reach a server that has no public address: `localhost`. Sessions and passkeys belong to one host, passkeys to a
 * name and not to a number; whoever typed `127.0.0.1` is sent to the name, or could not sign in there.
 */
import type { Context } from "hono";
import type { Env } from "../context.ts";

const NUMBERED = /^(127\.\d+\.\d+\.\d+|\[::1\])(:\d+)?$/;

/** The way to the same page by name, where it was asked for by number; undefined where nothing is to be done. */
export function toOwnHost(c: Context<Env>): Response | undefined {
  if (c.var.context.config.publicUrl !== undefined) return undefined;
  const port = NUMBERED.exec(c.req.header("host") ?? "");
  if (port === null) return undefined;
  const { pathname, search } = new URL(c.req.url);
  return c.redirect(`http://localhost${port[2] ?? ""}${pathname}${search}`, 307);
}
