/** Live streams where something goes wrong: desks that die, too many streams, rights that end, lines on which nothing happens. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { AccountGrants } from "@comity/access";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { freshFolder } from "../../../../packages/store/test/ground/shared.ts";
import { type DeskLine, deskThread, type OpenDesk } from "../../src/drafts/desk/desk-client.ts";
import type { FromDesk } from "../../src/drafts/desk/questions.ts";
import { draftsRoom } from "../../src/drafts/drafts-room.ts";
import type { Client, Ground } from "../ground/ground.ts";
import { COLLEAGUE, eventsOf, makeDraft, openDrafting } from "./drafting.ts";

const LIMITS = { ofOne: 2, ofAll: 3, beatMilliseconds: 40 };
const clock = () => new Date("2026-11-22T10:00:00Z");

/** Desks as the product opens them, until a test says otherwise; and those that are open. */
let opens: OpenDesk = deskThread;
const lines: DeskLine[] = [];
let ground: Ground;
let legal: Client;
let draft: string;

beforeAll(async () => {
  const openDesk: OpenDesk = (policy, meta) => {
    const line = opens(policy, meta);
    lines.push(line);
    return line;
  };
  ground = await openDrafting({
    clock,
    rooms: [(context) => draftsRoom(context, openDesk, LIMITS)],
  });
  legal = ground.as("legal-service");
  draft = await makeDraft(legal);
});
afterAll(() => ground.stop());

/** A stream of a draft, with what comes on it. */
async function opened(account = "legal-service", of = draft, on = ground) {
  const leave = new AbortController();
  const response = await fetch(`${on.server.url}/api/v1/drafts/${of}/stream`, {
    headers: { "x-ground-account": account },
    signal: leave.signal,
  });
  const events = eventsOf(response);
  const next = async () => (await events.next()).value!;
  const into = response.status === 200 ? String((await next()).data.post) : "";
  return { response, next, into, leave: () => leave.abort() };
}

describe("a desk that dies", () => {
  it("while nothing is asked, while something is, or again and again: whoever asks is answered", async () => {
    const stream = await opened();
    expect((await stream.next()).event).toBe("sheet");
    for (const isAsking of [false, true, true]) {
      const dying = lines.at(-1)!;
      if (!isAsking) await dying.end();
      const posted = legal.post(stream.into, { day: "2028-03-31" });
      if (isAsking) await dying.end();
      expect((await posted).status).toBe(202);
      expect(await stream.next()).toMatchObject({
        event: "sheet",
        data: { sheet: { firstDay: "2028-04-01" } },
      });
    }
    stream.leave();
  });

  it("at every question, or before it has the ledger: whoever asks is told, and the next one is answered", async () => {
    const stream = await opened();
    await stream.next();
    for (const sort of ["ask", "entries"]) {
      const before = lines.length;
      opens = dyingAt(sort);
      await lines.at(-1)!.end();
      await legal.post(stream.into, { day: "2028-05-31" });
      expect(await stream.next()).toMatchObject({
        event: "refused",
        data: { day: "2028-05-31", problem: { status: 503, code: "desk-ended" } },
      });
      expect(lines.length).toBe(before + 2);
      opens = deskThread;
      await legal.post(stream.into, { day: "2028-05-31" });
      expect((await stream.next()).event).toBe("sheet");
    }
    stream.leave();
  });
});

/** A desk that dies when it is told something of a sort. */
function dyingAt(sort: string): OpenDesk {
  return () => {
    const ended: ((why: string) => void)[] = [];
    return {
      post: (message) => {
        if (message.sort === sort)
          queueMicrotask(() => {
            for (const listener of ended) listener("it died");
          });
      },
      onMessage: (_: (message: FromDesk) => void) => undefined,
      onEnd: (listener) => void ended.push(listener),
      end: () => undefined,
    };
  };
}

describe("streams", () => {
  it("are so many for one account and so many in all, and there is room again once one is left", async () => {
    const own = [await opened(), await opened()];
    const third = await opened();
    expect([third.response.status, await third.response.json()]).toMatchObject([
      429,
      { code: "too-many-streams", detail: "there are 2 streams of yours open, and 2 in all" },
    ]);
    expect(third.response.headers.get("retry-after")).toBe("5");
    const other = await opened(COLLEAGUE);
    expect(other.response.status).toBe(200);
    expect((await opened(COLLEAGUE)).response.status).toBe(429);
    own[0]!.leave();
    await expect
      .poll(async () => {
        const again = await opened();
        again.leave();
        return again.response.status;
      })
      .toBe(200);
    for (const each of [own[1]!, other]) each.leave();
    await settled();
  });

  it("say that they live while nothing happens", async () => {
    const leave = new AbortController();
    const response = await fetch(`${ground.server.url}/api/v1/drafts/${draft}/stream`, {
      headers: { "x-ground-account": "legal-service" },
      signal: leave.signal,
    });
    let text = "";
    const decoder = new TextDecoder();
    for await (const piece of response.body as unknown as AsyncIterable<Uint8Array>) {
      text += decoder.decode(piece, { stream: true });
      const sheets = text.split("event: sheet").at(-1)!;
      if (sheets !== text && sheets.split(": still here\n\n").length > 3) break;
    }
    leave.abort();
    expect(text.match(/^event: .*$/gm)).toEqual(["event: open", "event: sheet"]);
    await settled();
  });

  it("end when the right to see them ends, with nothing more shown", async () => {
    const { documents } = ground.server.context;
    const stream = await opened(COLLEAGUE);
    expect((await stream.next()).event).toBe("sheet");
    const value: AccountGrants = { kind: "human", grants: [] };
    await documents.write([{ collection: "account", id: COLLEAGUE, value }], "a test");
    expect(await stream.next()).toMatchObject({
      event: "ended",
      data: { why: "you may not see this draft any more" },
    });
    expect(await stream.next()).toBeUndefined();
    expect((await ground.as(COLLEAGUE).post(stream.into, {})).status).toBe(404);
  });
});

/** Waits until the server has noticed that everybody left. */
async function settled(): Promise<void> {
  await expect
    .poll(async () => {
      const both = [await opened(), await opened()];
      for (const { leave } of both) leave();
      return both.map(({ response }) => response.status);
    })
    .toEqual([200, 200]);
}

describe("on the embedded store", () => {
  it("drafts are made, changed, shown and streamed as on a server", async () => {
    const parent = mkdtempSync(join(tmpdir(), "comity-drafts-"));
    const embedded = await openDrafting({ clock, folder: await freshFolder(parent) });
    try {
      const client = embedded.as("legal-service");
      const id = await makeDraft(client);
      const stream = await opened("legal-service", id, embedded);
      expect(await stream.next()).toMatchObject({ data: { sheet: { firstDay: "2027-07-01" } } });
      const short = { what: "end", agreement: "ICA-B", day: "2028-01-31", knownOn: "2026-11-01" };
      const put = (tag: number) =>
        client.request("PUT", `/api/v1/drafts/${id}`, { short }, { "if-match": `"${tag}"` });
      expect((await put(1)).status).toBe(200);
      expect(await stream.next()).toMatchObject({ data: { revision: 2, sheet: { firstDay: "2028-02-01" } } });
      expect((await put(1)).status).toBe(412);
      const shown = await client.json<{ sheet: object }>(`/api/v1/drafts/${id}/impact`);
      expect(shown.sheet).toMatchObject({ firstDay: "2028-02-01" });
      const frozen = await client.request("POST", `/api/v1/drafts/${id}/frozen`, {}, { "if-match": '"2"' });
      expect(frozen.status).toBe(201);
      const check = await client.json(`/api/v1/drafts/${id}/frozen/1/check`);
      expect(check).toEqual({ hash: true, head: true, policy: true, sheet: true, differences: [] });
      stream.leave();
    } finally {
      await embedded.stop();
      rmSync(parent, { recursive: true, force: true });
    }
  });
});
