/** Readers of the feed over a real socket: who does not read is cut off, and nothing is heaped up for them. */
import { once } from "node:events";
import { createServer } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { setTimeout as after } from "node:timers/promises";
import { day } from "@comity/calendar";
import { getRequestListener } from "@hono/node-server";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Cursor, isSamePlace, type Place } from "../../src/feed/cursor.ts";
import type { FeedEvent } from "../../src/feed/feed-event.ts";
import type { FeedPath } from "../../src/feed/feed-path.ts";
import { FOLLOWER, Followers } from "../../src/feed/followers.ts";

const ON = day("2024-11-15");
const at = (position: number): Cursor => ({ position, day: ON, hash: "0".repeat(12), parts: 0 });
const MOST = 400;
let made = 0;

/** A way of events of a quarter of a megabyte each, which ends after a while. */
const path = {
  from(place: Place): FeedEvent | "end" {
    if (isSamePlace(place, at(MOST))) return "end";
    const { position } = place;
    made = Math.max(made, position + 1);
    const part = { id: `${position + 1}`, name: "acts" as const, data: "x".repeat(250_000) };
    return { before: at(position), after: at(position + 1), size: 1, parts: () => Promise.resolve([part]) };
  },
  more: () => new Promise<void>(() => undefined),
} as unknown as FeedPath;

let mayRead = true;
const ends: string[] = [];
const followers = new Followers(path, { ...FOLLOWER, heartbeatSeconds: 0.05, slowSeconds: 0.5 });
const server = createServer(
  getRequestListener((request) => {
    const from = at(Number(new URL(request.url).searchParams.get("from")));
    const onEnd = (reason: string) => ends.push(reason);
    return new Response(followers.stream({ from, leading: [], isNew: false, mayRead: () => mayRead, onEnd }));
  }),
);
let port = 0;
beforeAll(async () => {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  port = (server.address() as AddressInfo).port;
});
afterAll(() => {
  followers.close();
  server.closeAllConnections();
  server.close();
});

async function endedWith(reason: string): Promise<void> {
  for (let waited = 0; !ends.includes(reason); waited += 20) {
    if (waited > 10_000) throw new Error(`ended with ${ends.join()}, not with ${reason}`);
    await after(20);
  }
  ends.length = 0;
}

describe("a follower", () => {
  test("who does not read is cut off, and what was not taken was not made", async () => {
    const socket = connect(port, "127.0.0.1");
    socket.pause();
    socket.write("GET /?from=0 HTTP/1.1\r\nHost: x\r\n\r\n");
    await endedWith("slow");
    expect(followers.count).toBe(0);
    // Of a hundred megabytes only what the two sockets hold.
    expect(made).toBeLessThan(MOST / 2);
    let received = 0;
    socket.on("data", (piece) => {
      received += piece.length;
    });
    socket.resume();
    await once(socket, "close");
    expect(received).toBeLessThan((MOST / 2) * 250_000);
  });

  test("who leaves is forgotten", async () => {
    const socket = connect(port, "127.0.0.1");
    socket.write(`GET /?from=${MOST} HTTP/1.1\r\nHost: x\r\n\r\n`);
    await once(socket, "data");
    expect(followers.count).toBe(1);
    socket.destroy();
    await endedWith("left");
    expect(followers.count).toBe(0);
  });

  test("who has nothing to hear hears that the connection lives, and no more once it may not", async () => {
    const response = await fetch(`http://127.0.0.1:${port}/?from=${MOST}`);
    await after(700);
    mayRead = false;
    const text = await response.text();
    expect(text).toMatch(/^retry: 1000\n\n(:\n\n)+$/);
    await endedWith("refused");
    mayRead = true;
  });

  test("is let go of when the server stops", async () => {
    const response = await fetch(`http://127.0.0.1:${port}/?from=${MOST}`);
    followers.close();
    expect(await response.text()).toMatch(/^retry: 1000/);
    await endedWith("over");
  });
});
