/** A council of made-up states that votes in secret over HTTP: delegations and trustees who keep their secrets on their own side. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { AccountGrants } from "@comity/access";
import { type Act, actsFromJson } from "@comity/registry";
import {
  answerOf,
  BELENIOS_2048,
  type CeremonyRound,
  claimOf,
  firstRound,
  fourthRound,
  makeBallot,
  newCeremony,
  newVotingKey,
  type RoundMessages,
  readBoard,
  readRoundMessage,
  type Said,
  secondRound,
  setupOf,
  type TrusteeSecret,
  thirdRound,
  type VotingKey,
  writeClaim,
  writeRoundMessage,
} from "../../../../packages/council/src/index.ts";
import { quick, quickOf } from "../../../../packages/council/test/ground/made-vote.ts";
import { councilRoom } from "../../src/council/council-room.ts";
import { openDrafting, type Told } from "../drafts/drafting.ts";
import type { Client, Ground, GroundOptions } from "../ground/ground.ts";
import { councilAct, SMALL_COUNCIL } from "../ground/small-council.ts";
import { smallRegistry } from "../ground/small-registry.ts";

export const BALLOTS = "/api/v1/council/ballots";
export const ITEM = "/api/v1/council/bodies/COUNCIL/sessions/7/items";
export const IN_FAVOUR = [1, 0, 0] as const;
export const AGAINST = [0, 1, 0] as const;
export const ABSTAIN = [0, 0, 1] as const;

/** What is asserted of a vote. */
export interface Shown {
  readonly ballot: string;
  readonly stage: string;
  readonly voters: readonly {
    readonly member: string;
    readonly hasKey: boolean;
    readonly hasVoted: boolean;
  }[];
  readonly list: { readonly sha256: string } | null;
  readonly ceremony: {
    readonly attempt: number;
    readonly round: string;
    readonly trustees: readonly {
      readonly isAwaited: boolean;
      readonly hasAnswered: boolean;
      readonly said: string[];
    }[];
    readonly complaints: readonly object[];
  };
  readonly board: {
    readonly head: string;
    readonly events: number;
    readonly bytes: number;
    readonly cast: number;
  } | null;
  readonly result: object | null;
  readonly isRecorded: boolean;
  readonly you: {
    readonly trustee: number | null;
    readonly members: readonly string[];
    readonly keeps: boolean;
  };
}

export type Answered = { readonly status: number; readonly said: Told & Shown };

/** Members of the council, each with an account of its delegation; the last one owes too much to vote. */
export const membersOf = (count: number): string[] =>
  Array.from({ length: count }, (_, at) => `ST-${String.fromCharCode(97 + (at % 26))}${at}`);

function registry(members: readonly string[]): Act[] {
  return [
    // The registry's own member state sits elsewhere: who votes is said here alone.
    ...smallRegistry().filter(({ act }) => act !== "status"),
    ...actsFromJson([
      ...members.flatMap((party) => [
        councilAct("party", `p-${party}`, "2000-01-01", { party, title: `State ${party}`, kind: "State" }),
        councilAct("status", `m-${party}`, "2000-01-01", { party, status: "member state" }),
      ]),
      councilAct("session", "s-7", "2026-11-05", {
        session: "7",
        body: "COUNCIL",
        sort: "ordinary",
        lastDay: "2026-11-06",
      }),
    ]),
  ];
}

/** Each request on a connection of its own: proofs made here take seconds in which a kept one runs out unseen. */
function shortOf(client: Client): Client {
  const request: Client["request"] = (method, path, body, headers = {}) =>
    client.request(method, path, body, { connection: "close", ...headers });
  return {
    request,
    get: (path, headers) => request("GET", path, undefined, headers),
    post: (path, body, headers) => request("POST", path, body, headers),
    json: (path, headers) => client.json(path, { connection: "close", ...headers }),
  };
}

const send = async (client: Client, method: string, path: string, body: unknown = {}): Promise<Answered> => {
  const response = await client.request(method, path, body);
  return { status: response.status, said: (await response.json()) as Told & Shown };
};

export interface Council {
  readonly ground: Ground;
  readonly members: readonly string[];
  readonly trustees: readonly string[];
  readonly as: (account: string) => Client;
  readonly send: (account: string, method: string, path: string, body?: unknown) => Promise<Answered>;
  readonly stop: () => Promise<void>;
}

/** A server with a council in session: `legal-service` keeps its agenda, `d-MEMBER` is a delegation, `t-N` a trustee. */
export async function openCouncil(
  size: number,
  options: Pick<GroundOptions, "database" | "folder" | "onLog" | "env" | "clock"> = {},
): Promise<Council> {
  const members = membersOf(size);
  const folder = mkdtempSync(join(tmpdir(), "ballots-"));
  const dues = [{ ...SMALL_COUNCIL.dues[0]!, member: members.at(-1)! }];
  writeFileSync(join(folder, "council-test.json"), JSON.stringify({ ...SMALL_COUNCIL, dues }));
  const ground = await openDrafting({
    rooms: [councilRoom],
    acts: registry(members),
    clock: () => new Date("2026-11-06T09:00:00Z"),
    ...options,
    env: { COMITY_BODIES: folder, ...options.env },
  });
  const trustees = ["t-1", "t-2", "t-3", "t-4", "t-5"];
  const { documents, gate } = ground.server.context;
  const human = (grants: AccountGrants["grants"]): AccountGrants => ({ kind: "human", grants });
  if (options.database === undefined) {
    const accounts = [
      ...members.map((of) => [`d-${of}`, human([{ role: "delegate", of }])] as const),
      ...trustees.map((account) => [account, human([])] as const),
    ];
    const written = await documents.write(
      accounts.map(([id, value]) => ({ collection: "account", id, value })),
      "a test",
    );
    await gate.until(written.at(-1)!.id, written.at(-1)!.version);
  }
  const as = (account: string): Client => shortOf(ground.as(account));
  return {
    ground,
    members,
    trustees,
    as,
    send: (account, method, path, body) => send(as(account), method, path, body),
    stop: async () => {
      await ground.stop();
      rmSync(folder, { recursive: true });
    },
  };
}

const MOTION = {
  title: "Go on with the agreement",
  polarity: "continue",
  rule: "two-thirds-of-all",
  clause: "Art. 1",
  default: { effect: "goes on", clause: "ICA-B, Art. 8" },
  ballot: "secret",
};

/** Puts a motion on the agenda that is voted on in secret, everybody there; the number of its item. */
export async function tabled({ as, members }: Council, more: object = {}): Promise<number> {
  const legal = as("legal-service");
  const change = async (
    method: string,
    path: string,
    body: object,
  ): Promise<{ items: { number: number }[] }> => {
    const tag = (await legal.get("/api/v1/council/bodies/COUNCIL/sessions/7")).headers.get("etag")!;
    const response = await legal.request(method, `/api/v1/council/bodies/COUNCIL/sessions/7${path}`, body, {
      "if-match": tag,
    });
    if (response.status !== 200) throw new Error(`${path}: ${response.status} ${await response.text()}`);
    return response.json() as never;
  };
  await change("PUT", "/represented", { members });
  const { items } = await change("POST", "/items", { title: "An agreement", level: "closed" });
  const { number } = items.at(-1)!;
  await change("POST", `/items/${number}/motion`, { ...MOTION, ...more });
  return number;
}

/** Records the vote on a motion. */
export async function recorded({ as }: Council, item: number, body: object): Promise<Answered> {
  const legal = as("legal-service");
  const tag = (await legal.get("/api/v1/council/bodies/COUNCIL/sessions/7")).headers.get("etag")!;
  const response = await legal.request("POST", `${ITEM}/${item}/vote`, body, { "if-match": tag });
  return { status: response.status, said: (await response.json()) as Told & Shown };
}

/** Begins a vote; its identifier. */
export async function begun(
  council: Council,
  item: number,
  needed: number,
  more: object = {},
): Promise<string> {
  const trustees = council.trustees.map((account, at) => ({ account, name: `Trustee ${at + 1}` }));
  const { status, said } = await council.send("legal-service", "POST", `${ITEM}/${item}/ballots`, {
    trustees,
    needed,
    readers: "everybody",
    ...more,
  });
  if (status !== 201) throw new Error(JSON.stringify(said));
  return said.ballot;
}

/** A trustee on its own side: it reads what the others said, and hands in its own. */
export class Trustee {
  readonly #council: Council;
  readonly #ballot: string;
  readonly number: number;
  secret: TrusteeSecret | undefined;

  constructor(council: Council, ballot: string, number: number) {
    this.#council = council;
    this.#ballot = ballot;
    this.number = number;
  }

  get account(): string {
    return this.#council.trustees[this.number - 1]!;
  }

  async #said(): Promise<{ ceremony: ReturnType<typeof newCeremony>; said: Said }> {
    const shown = await this.#council.as(this.account).json<{
      uuid: string;
      needed: number;
      trustees: string[];
      certificates: unknown[];
      commitments: unknown[];
      shares: unknown[];
      keys: unknown[];
    }>(`${BALLOTS}/${this.#ballot}/ceremony`);
    const { uuid, needed, trustees } = shown;
    const read = <Round extends CeremonyRound>(round: Round, messages: readonly unknown[]) =>
      messages.map((each) =>
        each === null ? undefined : readRoundMessage(BELENIOS_2048, round, JSON.stringify(each)),
      );
    return {
      ceremony: newCeremony({ uuid, needed, trustees, group: BELENIOS_2048 }),
      said: {
        certificates: read("certificate", shown.certificates),
        commitments: read("commitment", shown.commitments),
        shares: read("shares", shown.shares),
        keys: read("key", shown.keys),
      },
    };
  }

  /** Its message of a round. */
  async message<Round extends CeremonyRound>(round: Round): Promise<RoundMessages[Round]> {
    const { ceremony, said } = await this.#said();
    const made = (): { secret?: TrusteeSecret; message: RoundMessages[CeremonyRound] } => {
      switch (round) {
        case "certificate": {
          const { secret, certificate } = firstRound(quick, ceremony, ceremony.trustees[this.number - 1]!);
          return { secret, message: certificate };
        }
        case "commitment": {
          const { secret, commitment } = secondRound(quick, ceremony, this.secret!, said.certificates);
          return { secret, message: commitment };
        }
        case "shares":
          return { message: thirdRound(quick, ceremony, this.secret!, said) };
        default: {
          const { secret, key } = fourthRound(quick, ceremony, this.secret!, said);
          return { secret, message: key };
        }
      }
    };
    const { secret, message } = made();
    if (secret !== undefined) this.secret = secret;
    return message as RoundMessages[Round];
  }

  hand(round: CeremonyRound, text: string, account = this.account): Promise<Answered> {
    return this.#council.send(
      account,
      "PUT",
      `${BALLOTS}/${this.#ballot}/trustees/${this.number}/${round}`,
      text,
    );
  }

  async say(round: CeremonyRound): Promise<Answered> {
    return this.hand(round, writeRoundMessage(BELENIOS_2048, round, await this.message(round)));
  }

  /** Its answer to the sum of a board, as its file has it. */
  answer(board: Uint8Array): string {
    const { number, json } = answerOf(board, this.secret!.share!, quickOf);
    return `{"number":${number},"answer":${json}}`;
  }
}

/** Holds a whole ceremony. */
export async function ceremonyHeld(council: Council, ballot: string): Promise<Trustee[]> {
  const trustees = council.trustees.map((_, at) => new Trustee(council, ballot, at + 1));
  for (const round of ["certificate", "commitment", "shares", "key"] as const)
    for (const trustee of trustees) {
      const { status, said } = await trustee.say(round);
      if (status !== 200) throw new Error(`${round} of ${trustee.number}: ${JSON.stringify(said)}`);
    }
  return trustees;
}

/** Lets a delegation make its key, and announces it. */
export async function announced(council: Council, ballot: string, member: string): Promise<VotingKey> {
  const key = newVotingKey(quick, ballot, member);
  const claim = writeClaim(quick, claimOf(quick, key));
  const { status, said } = await council.send(
    `d-${member}`,
    "PUT",
    `${BALLOTS}/${ballot}/keys/${member}`,
    claim,
  );
  if (status !== 200) throw new Error(JSON.stringify(said));
  return key;
}

export async function boardOf(council: Council, ballot: string): Promise<Uint8Array> {
  const response = await council.as("public").get(`${BALLOTS}/${ballot}/board.bel`);
  if (response.status !== 200) throw new Error(await response.text());
  return new Uint8Array(await response.arrayBuffer());
}

/** A sealed ballot for a board, made where the secret is. */
export const sealed = (board: Uint8Array, { secret }: VotingKey, choice: readonly (0 | 1)[]) =>
  makeBallot(quick, setupOf(readBoard(board)).election, secret, [choice]);

/** Hands in a ballot as nobody. */
export async function cast(council: Council, ballot: string, text: string) {
  const response = await council.as("public").post(`${BALLOTS}/${ballot}/ballots`, text);
  return {
    status: response.status,
    said: (await response.json()) as Told & { tracker: string; replaces: boolean; head: string },
  };
}

export const does = (council: Council, ballot: string, what: string, body: object = {}): Promise<Answered> =>
  council.send("legal-service", "POST", `${BALLOTS}/${ballot}/${what}`, body);
