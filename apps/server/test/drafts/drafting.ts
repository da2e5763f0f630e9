/** A server with drafts in it, and who asks: for tests of drafts. */
import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type AccountGrants, PUBLIC } from "@comity/access";
import type { Identify } from "../../src/context.ts";
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

/** Trusts what a request says of itself, as the ground does, and knows one account more. */
const identify: Identify = (c) => {
  const account = c.req.header("x-ground-account");
  return account === undefined ? PUBLIC : { account, via: "session" };
};

/** A second legal adviser. */
export const COLLEAGUE = "colleague";

/** A server with the room of drafts and nothing else. */
export async function openDrafting(options: GroundOptions = {}): Promise<Ground> {
  refuseStaleBuild();
  const ground = await openGround({ rooms: [draftsRoom], identify: () => identify, ...options });
  const { documents, gate } = ground.server.context;
  const value: AccountGrants = { kind: "human", grants: [{ role: "legal-service" }] };
  const [stored] = await documents.write([{ collection: "account", id: COLLEAGUE, value }], "a test");
  await gate.until(COLLEAGUE, stored!.version);
  return ground;
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
