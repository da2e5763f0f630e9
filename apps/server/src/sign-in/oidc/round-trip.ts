/**
 * The way to a provider and back. What we must remember of it lies in a document under the hash of `state`: it can be used once, in
 * the browser in which it began, for ten minutes (RFC 9700, section 2.1; ASVS 5.0 V10.1.2).
 */
import { DocumentMovedError, type Documents, type Store } from "@comity/store";
import { problem } from "../../problems/problem.ts";
import { ageOf, MINUTE_MS } from "../instants.ts";
import { areEqualHashes, hashOf, isSecret, newSecret } from "../sessions/session-token.ts";

/** The collection; ids are the SHA-256 of `state`. */
export const ROUND_TRIP = "round-trip";
export const LONGEST_ROUND_TRIP_MS = 10 * MINUTE_MS;
const SERVER = "server";
const SEALED_FOR = "oidc-round-trip";

/** What is sought on the way. */
export interface Errand {
  /** `sign-in`: a session; `tie`: to add this identity to the account that is signed in; `again`: to show anew who one is. */
  readonly wanted: "sign-in" | "tie" | "again";
  readonly returnTo: string;
  /** The account for which it began, where there was one. */
  readonly account?: string;
}

interface RoundTrip extends Errand {
  readonly provider: string;
  /** The hash of what the browser keeps in a cookie. */
  readonly browser: string;
  readonly began: string;
  /** PKCE's verifier and the nonce, sealed: whoever reads the database cannot finish somebody's way. */
  readonly secrets: string;
}

/** A way that has just begun: what is sent to the provider, and what the browser keeps. */
export interface Departure {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
  /** For the cookie. */
  readonly browser: string;
}

/** Somebody who came back. */
export interface Return extends Errand {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
}

type Shelf = Pick<Store, "documents" | "seal" | "unseal">;

/** Remembers a way that begins. `browser` is what this browser keeps already, from a way begun in another tab. */
export async function depart(
  store: Shelf,
  provider: string,
  errand: Errand,
  browser: string | undefined,
  now: Date,
): Promise<Departure> {
  const kept = browser !== undefined && isSecret(browser) ? browser : newSecret();
  const departure = { state: newSecret(), nonce: newSecret(), verifier: newSecret(), browser: kept };
  const { state, nonce, verifier } = departure;
  const trip: RoundTrip = {
    ...errand,
    provider,
    browser: hashOf(kept),
    began: now.toISOString(),
    secrets: await store.seal(SEALED_FOR, JSON.stringify({ nonce, verifier })),
  };
  await store.documents.write(
    [{ collection: ROUND_TRIP, id: hashOf(state), expected: 0, value: trip }],
    SERVER,
  );
  return departure;
}

/**
 * Ends a way, whatever comes of it: nobody comes back twice.
 *
 * @throws Problem `round-trip-unknown`, `round-trip-elsewhere`, `round-trip-expired`.
 */
export async function comeBack(
  store: Shelf,
  provider: string,
  state: string | undefined,
  browser: string | undefined,
  now: Date,
): Promise<Return> {
  const unknown = problem(
    400,
    "round-trip-unknown",
    "this sign-in was never begun here, or it has been finished already",
    { help: "begin again on the sign-in page" },
  );
  if (state === undefined || !isSecret(state)) throw unknown;
  const id = hashOf(state);
  const stored = await store.documents.get<RoundTrip>(ROUND_TRIP, id);
  if (stored === undefined) throw unknown;
  const trip = stored.value;
  // In another browser it is left as it is: else whoever saw the address could spoil somebody's sign-in.
  if (trip.provider !== provider || browser === undefined || !areEqualHashes(hashOf(browser), trip.browser))
    throw problem(
      400,
      "round-trip-elsewhere",
      "this sign-in was begun in another browser, or with another provider",
      {
        help: "begin again on the sign-in page, in this browser",
      },
    );
  try {
    await store.documents.write(
      [{ collection: ROUND_TRIP, id, expected: stored.version, value: null }],
      SERVER,
    );
  } catch (error) {
    if (error instanceof DocumentMovedError) throw unknown;
    throw error;
  }
  const age = ageOf(trip.began, now);
  if (age === undefined || age >= LONGEST_ROUND_TRIP_MS)
    throw problem(
      400,
      "round-trip-expired",
      "this sign-in took longer than ten minutes, or a clock was set meanwhile",
      {
        help: "begin again on the sign-in page",
      },
    );
  const { nonce, verifier } = JSON.parse(await store.unseal(SEALED_FOR, trip.secrets)) as Departure;
  const { wanted, returnTo, account } = trip;
  return { wanted, returnTo, state, nonce, verifier, ...(account === undefined ? {} : { account }) };
}

/** Takes away ways from which nobody came back. */
export async function sweepRoundTrips(documents: Documents, now: Date): Promise<number> {
  const lost = (await documents.list<RoundTrip>(ROUND_TRIP)).filter(({ value }) => {
    const age = ageOf(value.began, now);
    return age !== undefined && age >= LONGEST_ROUND_TRIP_MS;
  });
  if (lost.length > 0)
    await documents.write(
      lost.map(({ id }) => ({ collection: ROUND_TRIP, id, value: null })),
      SERVER,
    );
  return lost.length;
}
