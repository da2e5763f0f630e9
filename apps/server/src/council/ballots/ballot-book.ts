/** Secret ballots as they lie in the store: changed by one at a time, whichever process of the server asks. */
import { createHash } from "node:crypto";
import type { Gate } from "@comity/access";
import type { DocumentChange, Documents } from "@comity/store";
import { problem } from "../../problems/problem.ts";
import {
  BALLOTS,
  type BallotDocument,
  CLAIMS,
  type ClaimDocument,
  LISTS,
  type ListDocument,
  type MotionBallots,
  OF_MOTION,
  SAID,
  type SaidDocument,
  type StoredBallot,
} from "./ballot-document.ts";
import type { SaidTexts } from "./ballot-task.ts";

/** Others may change the same vote at the same moment; all of them get their turn. */
const MOST_TRIES = 50;

const claimId = (ballot: string, member: string): string =>
  `${ballot}/${createHash("sha256").update(member).digest("hex")}`;

/** Which motion is voted on. */
export type OnMotion = Pick<BallotDocument, "body" | "session" | "item">;

const motionId = ({ body, session, item }: OnMotion): string => `${body}/${session}/${item}`;

const saidId = (ballot: string, attempt: number, round: string, number: number): string =>
  `${ballot}/${attempt}/${round}/${number}`;

/** Whether somebody else changed a document since it was read. */
export const isMoved = (error: unknown): boolean => (error as { code?: unknown }).code === "document-moved";

export const tooBusy = () =>
  problem(503, "busy", "too many are changing this vote at this moment", {
    help: "try again in a moment",
    headers: { "Retry-After": "1" },
  });

/** What trustees said in the ceremony that is under way. */
export interface SaidSoFar {
  readonly texts: SaidTexts;
  readonly complaints: readonly (SaidDocument & { readonly round: "complaint" })[];
}

export class BallotBook {
  readonly #documents: Documents;
  readonly #gate: Gate;
  /** Lists are closed once: a copy is always right. */
  readonly #lists = new Map<string, ListDocument>();

  constructor(documents: Documents, gate: Gate) {
    this.#documents = documents;
    this.#gate = gate;
  }

  async get(ballot: string): Promise<StoredBallot> {
    const stored = await this.#documents.get<BallotDocument>(BALLOTS, ballot);
    if (stored === undefined)
      throw problem(404, "not-found", `there is no ballot \`${ballot}\`, or you may not see it`);
    return { ballot, version: stored.version, value: stored.value };
  }

  /** All there are. */
  async all(): Promise<StoredBallot[]> {
    const listed = await this.#documents.list<BallotDocument>(BALLOTS);
    return listed.map(({ id, version, value }) => ({ ballot: id, version, value }));
  }

  /** Those of a motion, in the order in which they were opened. */
  async ofMotion(motion: OnMotion): Promise<StoredBallot[]> {
    const stored = await this.#documents.get<MotionBallots>(OF_MOTION, motionId(motion));
    return Promise.all((stored?.value.ballots ?? []).map((ballot) => this.get(ballot)));
  }

  /**
   * Puts a new one there, as what `made` makes of those that the motion had; whoever is answered may go on with it, as the gate knows of it
   * by then. Of two that are opened at once the second sees the first.
   */
  async begin(
    ballot: string,
    motion: OnMotion,
    by: string,
    made: (earlier: readonly StoredBallot[]) => Promise<BallotDocument>,
  ): Promise<StoredBallot> {
    for (let tries = 0; tries < MOST_TRIES; tries++) {
      const before = await this.#documents.get<MotionBallots>(OF_MOTION, motionId(motion));
      const ballots = before?.value.ballots ?? [];
      const value = await made(await Promise.all(ballots.map((each) => this.get(each))));
      try {
        const [stored] = await this.#documents.write(
          [
            { collection: BALLOTS, id: ballot, expected: 0, value },
            {
              collection: OF_MOTION,
              id: motionId(motion),
              expected: before?.version ?? 0,
              value: { ballots: [...ballots, ballot] } satisfies MotionBallots,
            },
          ],
          by,
        );
        await this.#gate.until(ballot, stored!.version, BALLOTS);
        return { ballot, version: stored!.version, value };
      } catch (error) {
        if (!isMoved(error)) throw error;
      }
    }
    throw tooBusy();
  }

  /**
   * Changes a vote, and other documents with it, all at once or not at all. What changed meanwhile is read again, and the change is worked
   * out anew: nothing is decided by what is no longer so.
   */
  async change(
    ballot: string,
    by: string,
    changed: (
      stored: StoredBallot,
    ) => Promise<{ readonly value?: BallotDocument; readonly beside?: readonly DocumentChange[] }>,
  ): Promise<StoredBallot> {
    for (let tries = 0; tries < MOST_TRIES; tries++) {
      const stored = await this.get(ballot);
      const { value = stored.value, beside = [] } = await changed(stored);
      try {
        const [written] = await this.#documents.write(
          [{ collection: BALLOTS, id: ballot, expected: stored.version, value }, ...beside],
          by,
        );
        if (value !== stored.value) await this.#gate.until(ballot, written!.version, BALLOTS);
        return { ballot, version: written!.version, value };
      } catch (error) {
        if (!isMoved(error)) throw error;
      }
    }
    throw tooBusy();
  }

  /** The claims of a vote's delegations. */
  async claims(ballot: string): Promise<ClaimDocument[]> {
    const found = await this.#documents.list<ClaimDocument>(CLAIMS, { prefix: `${ballot}/` });
    return found.map(({ value }) => value);
  }

  claimChange(ballot: string, value: ClaimDocument): DocumentChange {
    return { collection: CLAIMS, id: claimId(ballot, value.member), value };
  }

  /** The closed list of keys; none before it is closed. */
  async list(ballot: string): Promise<ListDocument | undefined> {
    const known = this.#lists.get(ballot);
    if (known !== undefined) return known;
    const stored = await this.#documents.get<ListDocument>(LISTS, ballot);
    if (stored !== undefined) this.#lists.set(ballot, stored.value);
    return stored?.value;
  }

  listChange(ballot: string, value: ListDocument): DocumentChange {
    return { collection: LISTS, id: ballot, expected: 0, value };
  }

  /** What trustees said in the ceremony that is under way, or over. */
  async said({ ballot, value: { attempt, trustees } }: StoredBallot): Promise<SaidSoFar> {
    const found = await this.#documents.list<SaidDocument>(SAID, { prefix: `${ballot}/${attempt}/` });
    const complaints: (SaidDocument & { round: "complaint" })[] = [];
    const silent = () => trustees.map((): string | null => null);
    const texts = { certificate: silent(), commitment: silent(), shares: silent(), key: silent() };
    for (const { value } of found)
      if (value.round === "complaint") complaints.push(value);
      else texts[value.round][value.number - 1] = value.text;
    return { texts, complaints };
  }

  saidChange({ ballot, value }: StoredBallot, said: SaidDocument): DocumentChange {
    const id = saidId(ballot, value.attempt, said.round, said.number);
    // What was said once stays; a complaint may be mended.
    return { collection: SAID, id, value: said, ...(said.round === "complaint" ? {} : { expected: 0 }) };
  }
}
