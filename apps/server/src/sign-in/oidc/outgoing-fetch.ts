/**
 * Requests to a provider. The addresses that a host has are looked at as the connection is made, so that a name which means another
 * address a moment later gains nothing. No redirect is followed, no answer is read beyond its limits.
 */
import { lookup as resolve } from "node:dns";
import { type IncomingMessage, request as plainRequest } from "node:http";
import { type RequestOptions, request as tlsRequest } from "node:https";
import type { LookupFunction } from "node:net";
import type { CustomFetch, CustomFetchOptions } from "openid-client";
import { ProviderError } from "./provider-error.ts";
import { isLoopbackAddress, isLoopbackUrl, isPublicAddress } from "./special-addresses.ts";

export interface OutgoingLimits {
  /** How long an answer may take, all of it. */
  readonly longestMs: number;
  readonly largestBytes: number;
}

/** Metadata of providers have some 5 kB, their keys some 10 kB. */
export const OUTGOING_LIMITS: OutgoingLimits = { longestMs: 10_000, largestBytes: 256 * 1024 };

/** Which addresses a provider may have: those of the Internet; besides, where it is configured so, any, or this machine. */
export interface Reach {
  readonly privateAddresses: boolean;
  readonly loopback: boolean;
}

/** The loopback is reached only by a provider whose issuer is there, as in tests and on a laptop. */
export function reachOf(issuer: URL, privateAddresses: boolean): Reach {
  return { privateAddresses, loopback: isLoopbackUrl(issuer) };
}

/** @throws ProviderError where a URL is neither https nor, for a provider on this machine, http to this machine. */
export function demandUsableUrl(url: URL, reach: Reach, what: string): void {
  const isPlainButHere = url.protocol === "http:" && reach.loopback && isLoopbackUrl(url);
  if (url.protocol !== "https:" && !isPlainButHere)
    throw new ProviderError("provider-address-refused", `the provider's ${what} is not an https address`);
  if (url.username !== "" || url.password !== "")
    throw new ProviderError("provider-address-refused", `the provider's ${what} has a user name in it`);
}

function isAllowed(address: string, { privateAddresses, loopback }: Reach): boolean {
  if (isLoopbackAddress(address)) return loopback;
  return privateAddresses || isPublicAddress(address);
}

const refusedAddress = (host: string): ProviderError =>
  new ProviderError(
    "provider-address-refused",
    `the provider's host \`${host}\` has an address that is not of the public Internet`,
  );

/** A look-up that gives no address which may not be reached: all of a host's addresses must be good. */
function guardedLookup(reach: Reach): LookupFunction {
  return (host, options, callback) => {
    resolve(host, { ...options, all: true }, (error, addresses) => {
      if (error !== null) return callback(error, "", 4);
      if (addresses.length === 0 || addresses.some(({ address }) => !isAllowed(address, reach)))
        return callback(refusedAddress(host) as NodeJS.ErrnoException, "", 4);
      if (options.all) return callback(null, addresses);
      callback(null, addresses[0]!.address, addresses[0]!.family);
    });
  };
}

/** A function like `fetch` for one provider, which refuses what it should not reach. */
export function outgoingFetch(reach: Reach, limits: OutgoingLimits = OUTGOING_LIMITS): CustomFetch {
  return async (address, options) => {
    const url = new URL(address);
    demandUsableUrl(url, reach, "address");
    const host = url.hostname.replace(/^\[|\]$/g, "");
    // An address instead of a name is never looked up.
    if (/^[\d.]+$|:/.test(host) && !isAllowed(host, reach)) throw refusedAddress(host);
    return send(url, options, guardedLookup(reach), limits);
  };
}

function send(
  url: URL,
  options: CustomFetchOptions,
  lookup: LookupFunction,
  { longestMs, largestBytes }: OutgoingLimits,
): Promise<Response> {
  const body = bytesOf(options.body);
  return new Promise((done, failed) => {
    const settings: RequestOptions = {
      method: options.method,
      // No compressed answers: what is counted is what is read.
      headers: {
        ...options.headers,
        "accept-encoding": "identity",
        ...(body === undefined ? {} : { "content-length": body.length }),
      },
      lookup,
      agent: false,
      maxHeaderSize: 16 * 1024,
      minVersion: "TLSv1.2",
    };
    const make = url.protocol === "https:" ? tlsRequest : plainRequest;
    const outgoing = make(url, settings, (answer) => {
      read(answer, largestBytes)
        .then(done, failed)
        .finally(() => {
          clearTimeout(timer);
          outgoing.destroy();
        });
    });
    const timer = setTimeout(() => {
      failed(
        new ProviderError(
          "provider-too-slow",
          `the provider did not answer within ${longestMs / 1000} seconds`,
        ),
      );
      outgoing.destroy();
    }, longestMs);
    outgoing.on("error", (error) => {
      clearTimeout(timer);
      failed(error instanceof ProviderError ? error : unreachable(error));
    });
    outgoing.end(body);
  });
}

function unreachable(cause: Error): ProviderError {
  return new ProviderError("provider-unreachable", "the provider cannot be reached", cause);
}

async function read(answer: IncomingMessage, largestBytes: number): Promise<Response> {
  const status = answer.statusCode ?? 0;
  if (status >= 300 && status < 400)
    throw new ProviderError("provider-redirects", "the provider sends us to another address");
  const chunks: Buffer[] = [];
  let length = 0;
  try {
    for await (const chunk of answer as AsyncIterable<Buffer>) {
      length += chunk.length;
      if (length > largestBytes)
        throw new ProviderError(
          "provider-answer-too-large",
          `the provider's answer is larger than ${largestBytes / 1024} kB`,
        );
      chunks.push(chunk);
    }
  } catch (error) {
    throw error instanceof ProviderError ? error : unreachable(error as Error);
  }
  if (status < 200 || status > 599) throw unreachable(new Error(`status ${status}`));
  const headers = new Headers();
  for (const [name, value] of Object.entries(answer.headers))
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(", ") : value);
  const hasNoBody = status === 204 || status === 205 || status === 304;
  return new Response(hasNoBody ? null : Buffer.concat(chunks), { status, headers });
}

function bytesOf(body: CustomFetchOptions["body"]): Buffer | undefined {
  if (body === undefined || body === null) return undefined;
  if (typeof body === "string" || body instanceof URLSearchParams) return Buffer.from(String(body), "utf8");
  if (body instanceof Uint8Array) return Buffer.from(body);
  if (body instanceof ArrayBuffer) return Buffer.from(body);
  throw new Error("a body that is a stream is never sent to a provider");
}
