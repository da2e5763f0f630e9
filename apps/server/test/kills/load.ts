/**
 * What goes on at a server until it is gone: acts and drafts are written, decisions entered, letters released, questions asked, feeds
 * followed. Everything that was sent and everything that was acknowledged is kept, over all kills; what was sent and never
 * answered is sent again to the next server.
 */
import { setTimeout as after } from "node:timers/promises";
import { Follower } from "../feed/follower.ts";
import { tokenOf } from "../ground/access-client.ts";
import type { Client } from "../ground/ground.ts";
import type { Answered } from "../ground/reference.ts";
import { Browser } from "../sign-in/ground/browser.ts";
import { arrival, decisionOf, LETTERS } from "./agreements.ts";

type Header = { readonly authorization: string };
/** A state of a draft that was sent: its last day in force, and whether it was acknowledged. */
interface SentRevision {
  readonly revision: number;
  readonly day: string;
}

interface DraftAnswer {
  readonly id: string;
  readonly revision: number;
  readonly decision: { readonly acts: readonly { readonly lastDay: string }[] };
}

/** One of so many numbers from a first one on. */
export const pick = (first: number, count: number): number => first + Math.floor(Math.random() * count);

/** The line is lost where the server is killed: that ends whatever is going on. */
const isGone = (error: unknown): boolean =>
  error instanceof TypeError || (error as { name?: string }).name === "AbortError";

async function untilGone(work: () => Promise<void>): Promise<void> {
  try {
    for (;;) await work();
  } catch (error) {
    if (!isGone(error)) throw error;
  }
}

/** The JSON of an answer that has to have one of these statuses. */
async function jsonOf<T>(response: Response, ...statuses: number[]): Promise<T> {
  const text = await response.text();
  if (!statuses.includes(response.status)) throw new Error(`${response.url}: ${response.status} ${text}`);
  return JSON.parse(text) as T;
}

export class Load {
  readonly today = new Date().toISOString().slice(0, 10);
  readonly answers: Answered[] = [];
  readonly followers = [new Follower(), new Follower()];
  /** Sets of acts with their sizes: all that were sent, and those that were acknowledged. */
  readonly sent = new Map<string, number>();
  readonly acknowledged = new Set<string>();
  /** By draft: the last state that was acknowledged, and what was sent after it. */
  readonly drafts = new Map<string, { acknowledged: SentRevision; sent: SentRevision | undefined }>();
  /** Decisions by their number, as they were acknowledged; whose letters were said to be released. */
  readonly decisions = new Map<number, string>();
  readonly released = new Set<number>();
  /** How often a draft was changed. */
  changes = 0;
  readonly #url: string;
  readonly #secret: string;
  readonly #office: Browser;
  readonly #legal: Browser;
  #header: Header = { authorization: "" };
  #made = 0;
  readonly #unanswered: (string | undefined)[] = [];

  constructor(url: string, secret: string) {
    this.#url = url;
    this.#secret = secret;
    this.#office = new Browser(url);
    this.#legal = new Browser(url);
  }

  /** Signs in where nobody is: a session outlasts the server that began it. */
  async signIn(): Promise<void> {
    for (const [browser, role] of [
      [this.#office, "users-office"],
      [this.#legal, "legal-service"],
    ] as const) {
      const had = browser.cookie("__Host-comity-session");
      const me = await browser.get("/api/v1/me");
      if (had !== undefined && me.status !== 200)
        throw new Error(`a session was lost: ${me.status} ${await me.text()}`);
      if (had !== undefined) continue;
      await browser.page("/sign-in");
      const answer = await browser.submit("/sign-in", "/sign-in/demo", { role });
      if (answer.status !== 303) throw new Error(`no sign-in: ${answer.status} ${await answer.text()}`);
    }
    this.#header = await tokenOf(this.#url, this.#secret);
  }

  /** Everything at once, until the server is gone. */
  async run(round: number): Promise<void> {
    const people = [
      "p1",
      "p3",
      `r${round}-0`,
      ...Array.from({ length: 5 }, (_, k) => `new-${this.#made + k}`),
    ];
    await Promise.all([
      ...[0, 1].map(() => this.#ask(people)),
      ...this.followers.map((follower) => this.#follow(follower)),
      ...[1, 4].map((size, hand) => this.#write(hand, size)),
      ...[0, 1].map((hand) => this.#draft(hand)),
      this.#carryOut(round),
    ]);
  }

  async #ask(people: readonly string[]): Promise<void> {
    let k = 0;
    await untilGone(async () => {
      const person = people[k++ % people.length]!;
      const isSite = k % 2 === 0;
      const predicate = isSite ? "site_access" : "data_access";
      const resource = isSite ? { type: "registry", id: "test" } : { type: "experiment", id: "X" };
      const response = await fetch(`${this.#url}/access/v1/evaluation`, {
        method: "POST",
        headers: { ...this.#header, "content-type": "application/json" },
        body: JSON.stringify({
          subject: { type: "person", id: person },
          action: { name: predicate },
          resource,
        }),
      });
      const answer = await jsonOf<Answered["answer"]>(response, 200);
      this.answers.push({ predicate, tuple: isSite ? [person] : [person, "X"], answer });
      await after(3);
    });
  }

  /** A client by token, for what follows feeds. */
  client(): Client {
    const request = (_: string, path: string, __: unknown, headers: Record<string, string>) =>
      fetch(this.#url + path, { headers: { ...this.#header, ...headers } });
    return { request } as unknown as Client;
  }

  async #follow(follower: Follower): Promise<void> {
    await untilGone(async () => {
      await follower.follow(this.client(), () => false);
      // The server ended the feed: whoever follows comes again, until nobody answers.
      await after(20);
    });
  }

  /** Sets of acts of one hand, one after the other; the one that was not answered comes first, as it was. */
  async #write(hand: number, size: number): Promise<void> {
    await untilGone(async () => {
      const body = this.#unanswered[hand] ?? this.#newSet(size);
      this.#unanswered[hand] = body;
      const { set, acts } = JSON.parse(body) as { set: string; acts: unknown[] };
      this.sent.set(set, acts.length);
      const answer = await jsonOf<{ added: unknown[]; repeated: unknown[] }>(
        await this.#office.request("POST", "/api/v1/acts", body, {
          "if-match": "*",
          "content-type": "application/json",
        }),
        201,
      );
      const { added, repeated } = answer;
      if (added.length + repeated.length !== acts.length || (added.length > 0 && repeated.length > 0))
        throw new Error(`of \`${set}\`: ${added.length} added, ${repeated.length} repeated`);
      this.acknowledged.add(set);
      this.#unanswered[hand] = undefined;
      await after(25);
    });
  }

  #newSet(size: number): string {
    const acts = Array.from({ length: size }, () =>
      arrival(`new-${this.#made++}`, "INST-B", "2024-01-01", this.today),
    );
    return JSON.stringify({ set: `set-${this.#made}`, acts: acts.flat() });
  }

  /** Drafts whose dates are moved on and on. Whoever comes after a kill looks first what became of the last change. */
  async #draft(hand: number): Promise<void> {
    const day = (): string => `20${pick(27, 10)}-0${pick(1, 9)}-${pick(10, 18)}`;
    const short = (on: string) => ({ short: { what: "end", agreement: "ICA-B", day: on, date: this.today } });
    const revisionOf = (draft: DraftAnswer): SentRevision => ({
      revision: draft.revision,
      day: draft.decision.acts[0]!.lastDay,
    });
    let id = [...this.drafts.keys()][hand];
    let isNew = true;
    await untilGone(async () => {
      if (id === undefined) {
        const made = await this.#legal.request("POST", "/api/v1/drafts", short(day()));
        const draft = await jsonOf<DraftAnswer>(made, 201);
        id = draft.id;
        this.drafts.set(id, { acknowledged: revisionOf(draft), sent: undefined });
        return;
      }
      const known = this.drafts.get(id)!;
      if (isNew) {
        const found = revisionOf(
          await jsonOf<DraftAnswer>(await this.#legal.get(`/api/v1/drafts/${id}`), 200),
        );
        if (
          ![known.acknowledged, known.sent].some(
            (one) => one?.day === found.day && one.revision === found.revision,
          )
        )
          throw new Error(`the draft ${id} is ${JSON.stringify(found)}, not ${JSON.stringify(known)}`);
        known.acknowledged = found;
        known.sent = undefined;
        isNew = false;
      }
      const sent = { revision: known.acknowledged.revision + 1, day: day() };
      known.sent = sent;
      const headers = { "if-match": `"${sent.revision - 1}"` };
      await jsonOf(await this.#legal.request("PUT", `/api/v1/drafts/${id}`, short(sent.day), headers), 200);
      known.acknowledged = sent;
      known.sent = undefined;
      this.changes++;
      await after(15);
    });
  }

  /** Enters the decision of this round and releases its letters. */
  async #carryOut(round: number): Promise<void> {
    await untilGone(async () => {
      await this.enter(round);
      await this.release(round);
      await after(200);
    });
  }

  async enter(k: number): Promise<string> {
    const response = await this.#legal.request("POST", "/api/v1/decisions", decisionOf(k, this.today));
    const { id, state } = await jsonOf<{ id: string; state: string }>(response, 200, 201);
    if (state !== "entered") throw new Error(`the decision ${id} is ${state}`);
    this.decisions.set(k, id);
    return id;
  }

  /** Releases the letters of a decision. Gives its mails. */
  async release(k: number): Promise<string[]> {
    const path = `/api/v1/decisions/${this.decisions.get(k)!}/mails`;
    const body = { through: "2040-01-01", letters: LETTERS };
    const { items } = await jsonOf<{ items: { mail: string; part: string }[] }>(
      await this.#office.request("POST", path, body),
      200,
    );
    this.released.add(k);
    return items.map(({ mail }) => mail);
  }

  /** The mails of a decision, as the office sees them. */
  async mails(k: number): Promise<{ id: string; state: string; messageId: string }[]> {
    const path = `/api/v1/decisions/${this.decisions.get(k)!}/mails?limit=200`;
    const { items, next } = await jsonOf<{ items: never[]; next: string | null }>(
      await this.#office.get(path),
      200,
    );
    if (next !== null) throw new Error("there are more mails than fit");
    return items;
  }

  /** What the office says of a mail that is in doubt, having looked whether it arrived. */
  async note(k: number, mail: string, state: "sent" | "waiting"): Promise<void> {
    const path = `/api/v1/decisions/${this.decisions.get(k)!}/mails/notes`;
    await jsonOf(await this.#office.request("POST", path, { mail, state }, { "if-match": "*" }), 200);
  }
}
