/** Acts of a draft on other days than it has them, as an address writes them: `0:2024-12-31`. */
import { z } from "@hono/zod-openapi";
import { several } from "../reading/fields.ts";
import type { DecisionFile } from "./draft-document.ts";
import { movedTo } from "./short-forms.ts";

/** An act of a draft, from 0, on a day of its own: an end's last day, anything else's first. */
export interface Move {
  readonly act: number;
  readonly day: string;
}

const Moved = z
  .string()
  .regex(/^\d{1,4}:\d{4}-\d{2}-\d{2}$/, "a move is written `0:2024-11-30`")
  .transform((text): Move => {
    const [act = "", day = ""] = text.split(":");
    return { act: Number(act), day };
  })
  .openapi({ type: "string", example: "0:2024-12-31" });

/** In a query: `moves=0:2024-12-31`, once for each act that moves. */
export const MovesField = several(Moved).openapi({
  description: "Acts that move each to a day of its own, from 0: `0:2024-12-31`.",
  type: "array",
  items: { type: "string" },
});

/** A draft's file, as JSON text, with its acts where the moves put them. */
export function moved(decision: string, moves: readonly Move[] = []): string {
  if (moves.length === 0) return decision;
  const file = JSON.parse(decision) as DecisionFile;
  return JSON.stringify(moves.reduce((moving, { act, day }) => movedTo(moving, day, act), file));
}
