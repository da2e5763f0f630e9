/**
 * Passkeys (WebAuthn Level 3), by @simplewebauthn/server. What signs in is a passkey with its owner verified, by a fingerprint or a code
 * on their device: two factors in one act. No attestation is asked for: we do not want to know whose device it is.
 */
import { createHash } from "node:crypto";
import { DocumentMovedError, type Documents } from "@comity/store";
import {
  type AuthenticationResponseJSON,
  generateAuthenticationOptions,
  generateRegistrationOptions,
  type RegistrationResponseJSON,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from "@simplewebauthn/server";
import { problem } from "../../problems/problem.ts";
import type { StoredAccount } from "../accounts/accounts.ts";
import { challengeIn, LONGEST_CHALLENGE_MS, newChallenge, useChallenge } from "./challenges.ts";

/** The collection; ids are the SHA-256 of credentials' ids. */
export const PASSKEY = "passkey";
const NAME = "Comity";

/** A passkey as it is stored: its public half. */
export interface Passkey {
  readonly account: string;
  /** Base64url, as the authenticator gives it. */
  readonly credential: string;
  /** COSE, in base64url. */
  readonly publicKey: string;
  /** How often it was used, where it counts. */
  readonly counter: number;
  readonly transports: readonly string[];
  readonly made: string;
}

/** Who this server is to authenticators. */
export interface RelyingParty {
  /** `https://comity.example` */
  readonly origin: string;
  readonly documents: Documents;
  readonly clock: () => Date;
}

const rpId = ({ origin }: RelyingParty): string => new URL(origin).hostname;

/** The id of a passkey's document. */
export function passkeyId(credential: string): string {
  return createHash("sha256").update(credential, "utf8").digest("hex");
}

const refused = (why: string, cause?: unknown) =>
  problem(403, "passkey-refused", `the passkey does not hold: ${why}`, {
    help: "try again, or sign in in another way",
    ...(cause === undefined ? {} : { cause }),
  });

/** What a browser is asked in order to register a passkey for an account. */
export async function registrationOptions(
  party: RelyingParty,
  account: StoredAccount,
  browser: string,
  name: string,
) {
  const { documents, clock } = party;
  const challenge = await newChallenge(documents, "registration", browser, account.id, clock());
  const known = await Promise.all(
    account.value.passkeys.map(({ id }) => documents.get<Passkey>(PASSKEY, id)),
  );
  return generateRegistrationOptions({
    rpName: NAME,
    rpID: rpId(party),
    userName: name,
    userID: new Uint8Array(Buffer.from(account.value.handle, "base64url")),
    challenge: new Uint8Array(Buffer.from(challenge, "base64url")),
    timeout: LONGEST_CHALLENGE_MS,
    attestationType: "none",
    excludeCredentials: known.flatMap((one) => (one === undefined ? [] : [{ id: one.value.credential }])),
    authenticatorSelection: { residentKey: "required", userVerification: "required" },
  });
}

/**
 * A passkey that a browser has made: the document to be stored, together with the account.
 *
 * @throws Problem `challenge-unknown`, `challenge-expired`, `passkey-refused`.
 */
export async function registered(
  party: RelyingParty,
  account: string,
  browser: string | undefined,
  response: RegistrationResponseJSON,
) {
  const { documents, clock, origin } = party;
  const challenge = challengeIn(response.response.clientDataJSON) ?? "";
  await useChallenge(documents, challenge, "registration", browser, account, clock());
  const verified = await verifyRegistrationResponse({
    response,
    expectedChallenge: challenge,
    expectedOrigin: origin,
    expectedRPID: rpId(party),
    requireUserVerification: true,
  }).catch((error: unknown) => {
    throw refused("what the browser sent is not what was asked for", error);
  });
  if (!verified.verified) throw refused("its signature is another's");
  const { credential } = verified.registrationInfo;
  const passkey: Passkey = {
    account,
    credential: credential.id,
    publicKey: Buffer.from(credential.publicKey).toString("base64url"),
    counter: credential.counter,
    transports: credential.transports ?? [],
    made: clock().toISOString(),
  };
  return { collection: PASSKEY, id: passkeyId(credential.id), expected: 0, value: passkey };
}

/** What a browser is asked in order to sign in. No passkey is named: nothing tells which accounts there are. */
export async function signInOptions(party: RelyingParty, browser: string, account: string | undefined) {
  const { documents, clock } = party;
  const challenge = await newChallenge(documents, "sign-in", browser, account, clock());
  return generateAuthenticationOptions({
    rpID: rpId(party),
    challenge: new Uint8Array(Buffer.from(challenge, "base64url")),
    timeout: LONGEST_CHALLENGE_MS,
    userVerification: "required",
  });
}

/**
 * The account of a passkey that was used. `again` is the account that must be the one, where somebody shows anew who they are.
 *
 * @throws Problem `challenge-unknown`, `challenge-expired`, `passkey-refused`.
 */
export async function signedInBy(
  party: RelyingParty,
  browser: string | undefined,
  again: string | undefined,
  response: AuthenticationResponseJSON,
): Promise<string> {
  const { documents, clock, origin } = party;
  const challenge = challengeIn(response.response.clientDataJSON) ?? "";
  await useChallenge(documents, challenge, "sign-in", browser, again, clock());
  const stored = await documents.get<Passkey>(PASSKEY, passkeyId(response.id));
  // One sentence for one that is unknown and one that fails: nothing tells which passkeys there are.
  if (stored === undefined) throw refused("it is not known here, or its signature is another's");
  const passkey = stored.value;
  const verified = await verifyAuthenticationResponse({
    response,
    expectedChallenge: challenge,
    expectedOrigin: origin,
    expectedRPID: rpId(party),
    requireUserVerification: true,
    credential: {
      id: passkey.credential,
      publicKey: new Uint8Array(Buffer.from(passkey.publicKey, "base64url")),
      counter: passkey.counter,
      transports: passkey.transports as never,
    },
  }).catch((error: unknown) => {
    throw refused("it is not known here, or its signature is another's", error);
  });
  if (!verified.verified) throw refused("it is not known here, or its signature is another's");
  if (again !== undefined && passkey.account !== again) throw refused("it is of another account");
  const { newCounter } = verified.authenticationInfo;
  if (newCounter !== passkey.counter) {
    const value: Passkey = { ...passkey, counter: newCounter };
    const change = { collection: PASSKEY, id: stored.id, expected: stored.version, value };
    await documents.write([change], passkey.account).catch((error: unknown) => {
      // Two answers with the same count at once: one of the two is a copy.
      throw error instanceof DocumentMovedError ? refused("it was used twice at once", error) : error;
    });
  }
  return passkey.account;
}
