/** A follower of the feed as an access system is one: it keeps what it was told last, and asks on from there. */
import type { Client } from "../ground/ground.ts";

export interface Told {
  readonly id: string;
  readonly name: string;
  readonly data: string;
}

/** Events from a connection, until it ends or enough were read. */
export async function* eventsOf(response: Response): AsyncGenerator<Told> {
  const decoder = new TextDecoder();
  let rest = "";
  for await (const piece of response.body as unknown as AsyncIterable<Uint8Array>) {
    rest += decoder.decode(piece, { stream: true });
    const blocks = rest.split("\n\n");
    rest = blocks.pop()!;
    for (const block of blocks) {
      const lines = new Map(
        block.split("\n").map((line) => {
          const at = line.indexOf(":");
          return [line.slice(0, at), line.slice(at + 2)] as const;
        }),
      );
      if (lines.has("data"))
        yield { id: lines.get("id") ?? "", name: lines.get("event") ?? "", data: lines.get("data")! };
    }
  }
}

export class Follower {
  readonly told: Told[] = [];
  last: string | undefined;
  /** Where it stood when it began. */
  begin: string | undefined;

  constructor(last?: string) {
    this.last = last;
    this.begin = last;
  }

  /** Follows until `isEnough`, or until the connection ends; then leaves. */
  async follow(client: Client, isEnough: (told: readonly Told[]) => boolean): Promise<void> {
    const headers: Record<string, string> = this.last === undefined ? {} : { "last-event-id": this.last };
    const response = await client.request("GET", "/api/v1/feed", undefined, headers);
    if (response.status !== 200) throw new Error(`${response.status} ${await response.text()}`);
    const events = eventsOf(response);
    while (!isEnough(this.told)) {
      const { value, done } = await events.next();
      if (done === true) break;
      this.last = value.id;
      this.begin ??= value.id;
      if (value.name !== "head") this.told.push(value);
    }
    await events.return(undefined);
  }
}

type Asked = { action: string; subject: { id: string }; resource: { id: string } };
type Data = {
  previous: string;
  changes: (Asked & { holds: boolean; days: unknown[] })[];
  began?: Asked[];
  ended?: Asked[];
};

const keyOf = ({ action, subject, resource }: Asked): string => `${action} ${subject.id} ${resource.id}`;

/** What an access system knows by what it was told: who may do what today, and the days. */
export function knownBy(told: readonly Told[], state = new Map<string, string>()): Map<string, string> {
  const holding = new Set([...state].filter(([key]) => key.startsWith("now ")).map(([key]) => key));
  for (const { data } of told) {
    const { changes, began = [], ended = [] } = JSON.parse(data) as Data;
    for (const each of began) holding.add(`now ${keyOf(each)}`);
    for (const each of ended) holding.delete(`now ${keyOf(each)}`);
    for (const each of changes) {
      if (each.days.length === 0) state.delete(keyOf(each));
      else state.set(keyOf(each), JSON.stringify(each.days));
      if (each.holds) holding.add(`now ${keyOf(each)}`);
      else holding.delete(`now ${keyOf(each)}`);
    }
  }
  for (const key of [...state.keys()]) if (key.startsWith("now ")) state.delete(key);
  for (const key of holding) state.set(key, "");
  return state;
}

/** Whether each event names the one before it: nothing was skipped and nothing came twice. */
export function brokenLink(told: readonly Told[], first: string): string | undefined {
  let last = first;
  for (const { id, data } of told) {
    const { previous } = JSON.parse(data) as Data;
    if (previous !== last) return `${id} follows ${previous}, and ${last} was told last`;
    last = id;
  }
  return undefined;
}
