/** Tokens of pages: where the next page begins, and of which search. They hold nothing that the answer did not show. */
import { createHash } from "node:crypto";
import { canonicalJson } from "@comity/store";
import { problem } from "../problems/problem.ts";
import type { Search, Sought } from "./read-request.ts";

/** Where a page begins. */
export interface PageStart {
  /** The last id of the page before; the next ones come after it. */
  readonly after: string | undefined;
  readonly limit: number;
}

/** So many results come at once, where fewer are not asked for. */
export const MOST_RESULTS = 1_000;

type Json = Parameters<typeof canonicalJson>[0];

/** What must stay the same from page to page. */
function digestOf(search: Search, sought: Sought, account: string): string {
  const { page: _, ...entities } = search;
  const text = canonicalJson([sought, account, entities] as unknown as Json);
  return createHash("sha256").update(text).digest("base64url").slice(0, 22);
}

/**
 * Where the page that is asked for begins.
 *
 * @throws Problem `wrong-page-token`, 400, where the token is none of ours, or anything else was changed since the page before.
 */
export function startOf(search: Search, sought: Sought, account: string): PageStart {
  const { token, limit } = search.page ?? {};
  const most = Math.min(limit ?? MOST_RESULTS, MOST_RESULTS);
  if (token === undefined || token === "") return { after: undefined, limit: most };
  const [digest, page, after] = readToken(token);
  if (digest !== digestOf(search, sought, account))
    throw problem(400, "wrong-page-token", "the page token belongs to another search", {
      help: "repeat the request with nothing changed but `page.token`, or begin anew without one",
    });
  if (limit !== undefined && most !== page)
    throw problem(400, "wrong-page-token", `the pages before had a limit of ${page}, not ${limit}`, {
      help: "leave `page.limit` as it was, or leave it out",
    });
  return { after, limit: page };
}

function readToken(token: string): readonly [digest: string, limit: number, after: string] {
  try {
    const parts = JSON.parse(Buffer.from(token, "base64url").toString("utf8")) as unknown[];
    const [digest, limit, after] = parts;
    if (typeof digest === "string" && Number.isSafeInteger(limit) && typeof after === "string")
      return [digest, limit as number, after];
  } catch {
    // Not one of ours: said below.
  }
  throw problem(400, "wrong-page-token", "the page token is none that this server gave");
}

/** The token of the page after one that ended with an id. */
export function tokenAfter(
  search: Search,
  sought: Sought,
  account: string,
  limit: number,
  last: string,
): string {
  const parts = [digestOf(search, sought, account), limit, last];
  return Buffer.from(JSON.stringify(parts), "utf8").toString("base64url");
}
