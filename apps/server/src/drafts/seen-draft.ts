/** A draft as an asker may see it: as it is worked on, or as it was released. */
import type { Context } from "hono";
import type { Env, ServerContext } from "../context.ts";
import type { StoredDraft } from "./draft-book.ts";
import { FROZEN } from "./draft-document.ts";
import type { FrozenSheet } from "./frozen-sheet.ts";
import { frozenId } from "./impact-room.ts";

export interface SeenDraft {
  readonly stored: StoredDraft;
  readonly state: "draft" | "released";
  /** Its file, as JSON text. */
  readonly decision: string;
  /** The day as known on which it is laid over the registry, where the file does not decide that. */
  readonly knownOn?: string;
}

/** The draft as it is worked on for whoever may read it; for others as it was released, if it was to them. */
export async function seenAs(
  c: Context<Env>,
  { documents, gate }: Pick<ServerContext, "documents" | "gate">,
  stored: StoredDraft,
): Promise<SeenDraft | undefined> {
  const { id, value } = stored;
  if (value.withdrawn !== undefined) return undefined;
  if (gate.may(c.var.asker, "read", { kind: "draft", id }))
    return { stored, state: "draft", decision: JSON.stringify(value.decision) };
  if (value.releasedNumber === undefined) return undefined;
  if (!gate.may(c.var.asker, "read", { kind: "fact-sheet", id })) return undefined;
  const frozen = await documents.get<FrozenSheet>(FROZEN, frozenId(id, value.releasedNumber));
  if (frozen === undefined) return undefined;
  const { decision, knownOn } = frozen.value;
  return { stored, state: "released", decision: JSON.stringify(decision), knownOn };
}
