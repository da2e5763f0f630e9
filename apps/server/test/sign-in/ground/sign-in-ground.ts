/** A server whose sign-in is the product's, on a port that is known beforehand, since its address is part of what is signed. */
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { createServer } from "node:net";
import type { SignIn } from "../../../src/index.ts";
import { identifyBy, signInOf, signInRoom } from "../../../src/index.ts";
import type { Account } from "../../../src/sign-in/accounts/account.ts";
import { newLink, purposeFor } from "../../../src/sign-in/first-run/one-time-links.ts";
import { type Ground, type GroundOptions, openGround } from "../../ground/ground.ts";
import { Browser } from "./browser.ts";

export async function freePort(): Promise<number> {
  const server = createServer();
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}

/** A clock that a test sets. */
export class SetClock {
  #aheadMs = 0;
  readonly now = (): Date => new Date(Date.now() + this.#aheadMs);

  advance(ms: number): void {
    this.#aheadMs += ms;
  }

  reset(): void {
    this.#aheadMs = 0;
  }
}

export interface SignInGround {
  readonly ground: Ground;
  readonly signIn: SignIn;
  readonly origin: string;
  readonly clock: SetClock;
  readonly lines: string[];
  browser(): Browser;
  /** A browser that is signed in as a new account with these grants, by a passkey that nobody made. */
  signedIn(
    grants: Account["grants"],
    person?: string,
  ): Promise<{ readonly browser: Browser; readonly account: string }>;
  stop(): Promise<void>;
}

export interface SignInGroundOptions extends Pick<GroundOptions, "env" | "acts" | "database" | "rooms"> {
  readonly port?: number;
  /** The address by which it is reached, where that is another server's. */
  readonly publicUrl?: string;
  readonly clock?: SetClock;
}

/** Starts a server with the sign-in and the gate of the product. */
export async function openSignIn(options: SignInGroundOptions = {}): Promise<SignInGround> {
  const port = options.port ?? (await freePort());
  const origin = options.publicUrl ?? `http://localhost:${port}`;
  const clock = options.clock ?? new SetClock();
  const lines: string[] = [];
  const ground = await openGround({
    rooms: [signInRoom, ...(options.rooms ?? [])],
    identify: identifyBy,
    withoutAccounts: true,
    clock: clock.now,
    onLog: (line) => lines.push(line),
    env: { COMITY_PORT: String(port), COMITY_HOST: "127.0.0.1", COMITY_PUBLIC_URL: origin, ...options.env },
    ...(options.acts === undefined ? {} : { acts: options.acts }),
    ...(options.database === undefined ? {} : { database: options.database }),
  });
  const signIn = signInOf(ground.server.context);
  const home = `http://localhost:${port}`;
  return {
    ground,
    signIn,
    origin: home,
    clock,
    lines,
    browser: () => new Browser(home),
    signedIn: async (grants, person) => {
      const making = {
        kind: "human" as const,
        grants,
        title: "Somebody",
        ...(person === undefined ? {} : { person }),
      };
      const account = await signIn.accounts.make(making, "test");
      const { token } = await signIn.sessions.begin({ account: account.id, method: "passkey" });
      const browser = new Browser(home);
      browser.cookies.set(home, new Map([["__Host-comity-session", token]]));
      return { browser, account: account.id };
    },
    stop: () => ground.stop(),
  };
}

/** A one-time link for an account, or for the first administrator; its secret. */
export async function linkFor({ signIn }: SignInGround, account?: string): Promise<string> {
  const stored = account === undefined ? undefined : await signIn.accounts.read(account);
  const { secret, change } = newLink(
    stored === undefined ? "first-run" : purposeFor(stored.value),
    account,
    signIn.clock(),
  );
  await signIn.store.documents.write([change], "test");
  return secret;
}
