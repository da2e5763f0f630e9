/** Where a request comes from: the address of the connection, or what a trusted proxy in front says of it. */
import type { Context } from "hono";
import type { Env } from "../context.ts";
import type { SignIn } from "./sign-in.ts";

/** The address; the proxy's own word is the last one of `X-Forwarded-For`, what stands before it anybody can have written. */
export function sourceOf({ context }: Pick<SignIn, "context">, c: Context<Env>): string {
  const direct = c.env?.incoming?.socket.remoteAddress ?? "";
  if (!context.config.trustProxy) return direct;
  const said = c.req.header("x-forwarded-for")?.split(",").at(-1)?.trim();
  return said === undefined || said === "" ? direct : said;
}
