/**
 * Every read of people's data is recorded, here and nowhere else: once a handler has made its answer, and before any of it is
 * sent, it is noted who looked at whom and what for. What cannot be noted is not sent.
 */
import type { Resource, ResourceKind } from "@comity/access";
import type { Context } from "hono";
import type { Env } from "./context.ts";

/** The header in which a request says what people are looked at for. */
export const PURPOSE = "Comity-Purpose";

/** Kinds whose id is a person's. */
const OF_A_PERSON: ReadonlySet<ResourceKind> = new Set(["person", "extract", "checklist", "alias"]);

/**
 * Refuses a purpose that is none of the asker's before anything is done.
 *
 * @throws AccessError `purpose-unknown`.
 */
export function refuseOddPurpose(c: Context<Env>): void {
  const said = c.req.header(PURPOSE);
  if (said !== undefined) c.var.context.desk.purposeOf(c.var.asker, said);
}

/** What an answer without names is for, as the book says: what the request says, the only purpose there is, or the route. */
function purposeOf(c: Context<Env>): string {
  const said = c.req.header(PURPOSE);
  const { asker, context, guard } = c.var;
  if (said !== undefined) return said;
  const own = context.gate.purposes(asker);
  return own.length === 1 ? own[0]! : `not said (${guard?.method} ${guard?.path})`;
}

/** Notes whom an answer shows: those that the handler names, or the person that the resource is of. */
export async function noteLooks(c: Context<Env>, { kind, id }: Resource): Promise<void> {
  if (!c.res.ok) return;
  const shown = c.get("lookedAt") ?? (OF_A_PERSON.has(kind) && id !== undefined ? [id] : []);
  if (shown.length > 0) await c.var.context.desk.note(c.var.asker, purposeOf(c), shown);
}
