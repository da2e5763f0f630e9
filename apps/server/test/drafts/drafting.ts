/** A server with drafts in it, and who asks: for tests of drafts. */
import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Asker, DraftRelations, Gate } from "@comity/access";
import type { Room, ServerContext } from "../../src/context.ts";
import { draftsRoom } from "../../src/drafts/drafts-room.ts";
import { type Client, type Ground, type GroundOptions, openGround } from "../ground/ground.ts";

const folder = fileURLToPath(new URL("../../", import.meta.url));

/** Desks run in threads of what was built: a stale build can neither pass nor fail a test. */
function refuseStaleBuild(): void {
  const newest = readdirSync(join(folder, "src/drafts"), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((time, { parentPath, name }) => Math.max(time, statSync(join(parentPath, name)).mtimeMs), 0);
  if (newest > statSync(join(folder, "dist/.tsbuildinfo")).mtimeMs)
    throw new Error("apps/server was changed since it was built: `npx tsc -b` first");
}

/** The cleared draft; a delegate sits in the council; all others see what was released to everybody. */
function gateOf({ documents }: Pick<ServerContext, "documents">): Gate {
  const drafts = new Map<string, DraftRelations>();
  const read = async (id: string): Promise<void> => {
    const found = await documents.get<DraftRelations>("draft", id);
    if (found !== undefined) drafts.set(id, found.value);
  };
  documents.onChanges((changes) => {
    for (const { collection, id } of changes ?? []) if (collection === "draft") void read(id);
  });
  const isCleared = ({ account }: Asker): boolean =>
    account === "legal-service" || account === "users-office";
  const may: Gate["may"] = (asker, action, { kind, id }) => {
    if (kind !== "draft" && kind !== "fact-sheet") return isCleared(asker);
    if (action === "list") return kind === "fact-sheet" || asker.account !== undefined;
    if (isCleared(asker)) return true;
    const draft = id === undefined ? undefined : drafts.get(id);
    if (action !== "read" || draft === undefined) return false;
    const isShared = asker.account === "delegate" && draft.sharedWith?.includes("COUNCIL") === true;
    if (kind === "draft") return isShared;
    return draft.released === "public" || (draft.released === "bodies" && isShared);
  };
  return {
    may,
    why: () => "for a test",
    isCleared,
    visible: (asker, action, kind, items, idOf) =>
      items.filter((item) => may(asker, action, { kind, id: idOf(item) })),
    purposes: () => [],
    faultsOf: () => [],
    version: "test",
    until: () => Promise.resolve(),
    close: () => undefined,
  };
}

/** A server with the room of drafts and nothing else. */
export function openDrafting(options: GroundOptions = {}): Promise<Ground> {
  refuseStaleBuild();
  const room: Room = (context) => draftsRoom(context);
  return openGround({ rooms: [room], gate: gateOf, ...options });
}

/** What a problem document says. */
export interface Told {
  readonly status: number;
  readonly code: string;
  readonly detail: string;
  readonly [member: string]: unknown;
}

/** Makes a draft that ends the agreement with state B. */
export async function makeDraft(client: Client, day = "2027-06-30", more: object = {}): Promise<string> {
  const response = await client.post("/api/v1/drafts", {
    short: { what: "end", agreement: "ICA-B", day, date: "2026-11-01", knownOn: "2026-11-01", ...more },
  });
  if (response.status !== 201) throw new Error(`${response.status} ${await response.text()}`);
  return ((await response.json()) as { id: string }).id;
}

/** Events of a stream, one after the other. */
export async function* eventsOf(
  response: Response,
): AsyncGenerator<{ readonly event: string; readonly id?: string; readonly data: Record<string, unknown> }> {
  const decoder = new TextDecoder();
  let text = "";
  for await (const piece of response.body as unknown as AsyncIterable<Uint8Array>) {
    text += decoder.decode(piece, { stream: true });
    for (let end = text.indexOf("\n\n"); end >= 0; end = text.indexOf("\n\n")) {
      const lines = text.slice(0, end).split("\n");
      text = text.slice(end + 2);
      const field = (name: string): string | undefined =>
        lines.find((line) => line.startsWith(`${name}: `))?.slice(name.length + 2);
      const [event, id, data] = [field("event"), field("id"), field("data")];
      if (event !== undefined && data !== undefined)
        yield { event, ...(id === undefined ? {} : { id }), data: JSON.parse(data) };
    }
  }
}
