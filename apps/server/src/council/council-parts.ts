/** What the routes of bodies that decide work with, and what they ask alike. */
import type { Desk } from "@comity/carrying-out";
import type { AgendaItem, PaperLevel, SeatedBody } from "@comity/council";
import type { Folded } from "@comity/registry";
import type { Context } from "hono";
import type { Env, ServerContext } from "../context.ts";
import type { AgendaBook } from "./agenda-book.ts";
import { type Bodies, bodyOf } from "./bodies.ts";

export interface CouncilParts {
  readonly context: ServerContext;
  readonly bodies: Bodies;
  readonly agendas: AgendaBook;
  readonly desk: Desk;
}

export const TAGS = ["Council"];
export const PRIVATE = { "Cache-Control": "private, no-cache" };

/** A body as a registry knows it, that of now where none is given. @throws CouncilError `no-body`. */
export const seatedNow = (
  { context, bodies }: CouncilParts,
  name: string,
  folded: Folded = context.followed.folded,
): SeatedBody => bodyOf(bodies, folded, name);

/** Whether whoever asks may see what is of a level of a body. */
export function seesLevel(c: Context<Env>, body: string, level: PaperLevel): boolean {
  if (level === "public") return true;
  const { asker, context } = c.var;
  return context.gate.may(asker, "read", { kind: `${level}-paper`, id: body });
}

/** Items of an agenda that whoever asks may see. */
export function visibleItems(
  c: Context<Env>,
  body: string,
  items: readonly AgendaItem[],
): readonly AgendaItem[] {
  return items.filter(({ level }) => seesLevel(c, body, level));
}
