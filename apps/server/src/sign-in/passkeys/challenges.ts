/** Challenges for passkeys: each can be answered once, in the browser for which it was made, for five minutes. */
import { DocumentMovedError, type Documents } from "@comity/store";
import { problem } from "../../problems/problem.ts";
import { ageOf, MINUTE_MS } from "../instants.ts";
import { areEqualHashes, hashOf, isSecret, newSecret } from "../sessions/session-token.ts";

/** The collection; ids are the SHA-256 of challenges. */
export const CHALLENGE = "passkey-challenge";
export const LONGEST_CHALLENGE_MS = 5 * MINUTE_MS;
const SERVER = "server";

export type ChallengeFor = "sign-in" | "registration";

interface Challenge {
  readonly wanted: ChallengeFor;
  /** The hash of what the browser keeps in a cookie. */
  readonly browser: string;
  /** For whom a passkey is registered, or who shows anew who they are. */
  readonly account?: string;
  readonly made: string;
}

/** Makes a challenge; gives it in base64url. */
export async function newChallenge(
  documents: Documents,
  wanted: ChallengeFor,
  browser: string,
  account: string | undefined,
  now: Date,
): Promise<string> {
  const challenge = newSecret();
  const value: Challenge = {
    wanted,
    browser: hashOf(browser),
    made: now.toISOString(),
    ...(account === undefined ? {} : { account }),
  };
  await documents.write([{ collection: CHALLENGE, id: hashOf(challenge), expected: 0, value }], SERVER);
  return challenge;
}

/**
 * Uses a challenge up, whatever comes of its answer.
 *
 * @throws Problem `challenge-unknown`, which is also said of one that was answered; `challenge-expired`.
 */
export async function useChallenge(
  documents: Documents,
  challenge: string,
  wanted: ChallengeFor,
  browser: string | undefined,
  account: string | undefined,
  now: Date,
): Promise<void> {
  const unknown = problem(
    400,
    "challenge-unknown",
    "this passkey answers no question of ours, or one that was answered",
    {
      help: "try again from the beginning",
    },
  );
  const id = isSecret(challenge) ? hashOf(challenge) : undefined;
  const stored = id === undefined ? undefined : await documents.get<Challenge>(CHALLENGE, id);
  if (id === undefined || stored === undefined || browser === undefined) throw unknown;
  const { value } = stored;
  if (value.wanted !== wanted || value.account !== account || !areEqualHashes(hashOf(browser), value.browser))
    throw unknown;
  try {
    await documents.write([{ collection: CHALLENGE, id, expected: stored.version, value: null }], SERVER);
  } catch (error) {
    throw error instanceof DocumentMovedError ? unknown : error;
  }
  const age = ageOf(value.made, now);
  if (age === undefined || age >= LONGEST_CHALLENGE_MS)
    throw problem(
      400,
      "challenge-expired",
      "this took longer than five minutes, or a clock was set meanwhile",
      {
        help: "try again from the beginning",
      },
    );
}

/** The challenge that a browser's answer says it answers: the text in its signed client data. */
export function challengeIn(clientDataJSON: string): string | undefined {
  try {
    const data = JSON.parse(Buffer.from(clientDataJSON, "base64url").toString("utf8")) as {
      challenge?: unknown;
    };
    return typeof data.challenge === "string" ? data.challenge : undefined;
  } catch {
    return undefined;
  }
}

/** Takes away challenges that nobody answered. */
export async function sweepChallenges(documents: Documents, now: Date): Promise<number> {
  const old = (await documents.list<Challenge>(CHALLENGE)).filter(({ value }) => {
    const age = ageOf(value.made, now);
    return age !== undefined && age >= LONGEST_CHALLENGE_MS;
  });
  if (old.length > 0)
    await documents.write(
      old.map(({ id }) => ({ collection: CHALLENGE, id, value: null })),
      SERVER,
    );
  return old.length;
}
