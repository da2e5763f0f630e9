/** Lists, a page at a time. The items are in the order of their ids, so that nothing is skipped or comes twice while acts are written. */
import { createHash } from "node:crypto";
import { z } from "@hono/zod-openapi";
import { problem } from "../problems/problem.ts";

export const MOST_ON_A_PAGE = 1_000;
const USUAL_ON_A_PAGE = 100;

/** The members of a query that ask for a page. */
export const PAGE = {
  limit: z.coerce
    .number()
    .int()
    .min(1)
    .max(MOST_ON_A_PAGE)
    .default(USUAL_ON_A_PAGE)
    .openapi({ description: "So many at most.", type: "integer", minimum: 1, maximum: MOST_ON_A_PAGE }),
  after: z
    .string()
    .max(1_000)
    .optional()
    .openapi({ description: "`next` of the page before; nothing else is one." }),
};

/** What an answer says of its page. */
export const NEXT = z
  .string()
  .nullable()
  .openapi({ description: "Give this as `after` for the next page; null: this is the last." });

/** What a cursor is about: a cursor of another list, or of other filters, is refused. */
export interface Listing {
  readonly registry: string;
  readonly list: string;
  readonly filters: Readonly<Record<string, unknown>>;
  /** The last act taken into account. */
  readonly position: number;
}

interface Cursor {
  readonly r: string;
  readonly f: string;
  readonly p: number;
  readonly a: string;
}

function digestOf({ list, filters }: Listing): string {
  const sorted = Object.entries(filters)
    .filter(([, value]) => value !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return createHash("sha256")
    .update(JSON.stringify([list, sorted]))
    .digest("base64url")
    .slice(0, 12);
}

/** The cursor behind an id: it carries the head at which the list was read. */
export function cursorOf(listing: Listing, after: string): string {
  const cursor: Cursor = { r: listing.registry, f: digestOf(listing), p: listing.position, a: after };
  return Buffer.from(JSON.stringify(cursor)).toString("base64url");
}

/**
 * The id behind which a page begins.
 *
 * @throws Problem `wrong-cursor` where it is none, of another registry, or of another list.
 */
export function afterOf(listing: Listing, text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  const wrong = (message: string) =>
    problem(400, "wrong-cursor", `\`query.after\`: ${message}`, {
      errors: [{ path: "query.after", message }],
      help: "leave it out for the first page, and take `next` of each page for the one after it",
    });
  let cursor: Partial<Cursor>;
  try {
    cursor = JSON.parse(Buffer.from(text, "base64url").toString("utf8")) as Partial<Cursor>;
  } catch {
    throw wrong("is no cursor of this server");
  }
  if (typeof cursor !== "object" || cursor === null || typeof cursor.a !== "string")
    throw wrong("is no cursor of this server");
  if (cursor.r !== listing.registry) throw wrong("belongs to another registry");
  if (cursor.f !== digestOf(listing)) throw wrong("belongs to another list, or to other filters");
  return cursor.a;
}

/** Words in the order of their code units: one order everywhere, whatever the language. */
export const byCode = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** A page of items that are in the order of their ids. */
export function pageOf<T>(
  items: readonly T[],
  idOf: (item: T) => string,
  listing: Listing,
  { limit, after }: { readonly limit: number; readonly after?: string | undefined },
): { readonly items: T[]; readonly next: string | null } {
  const behind = afterOf(listing, after);
  let first = 0;
  if (behind !== undefined) {
    let end = items.length;
    while (first < end) {
      const middle = (first + end) >> 1;
      if (idOf(items[middle]!) <= behind) first = middle + 1;
      else end = middle;
    }
  }
  const page = items.slice(first, first + limit);
  const isLast = first + limit >= items.length;
  return { items: page, next: isLast ? null : cursorOf(listing, idOf(page.at(-1)!)) };
}
