/** How much one account, or one address, may ask. */
import type { Asker } from "@comity/access";
import type { Context } from "hono";
import { RateLimiterMemory, RateLimiterRes } from "rate-limiter-flexible";
import type { Env, ServerContext } from "../context.ts";
import { problem } from "../problems/problem.ts";
import { askedDayOf, isCostly } from "../reading/known.ts";
import { sourceOf } from "./source.ts";

/** A question about a past day that nobody asked about lately is derived from the ground: it counts as so many requests. */
const COST_OF_A_PAST_DAY = 20;

/** Whoever watches the server must always get an answer. */
const FREE = new Set(["/healthz", "/readyz"]);

export class Rates {
  readonly #context: ServerContext;
  readonly #usual: RateLimiterMemory;
  readonly #access: RateLimiterMemory;

  constructor(context: ServerContext) {
    const { ratePerMinute, accessRatePerSecond } = context.config;
    this.#context = context;
    this.#usual = new RateLimiterMemory({ keyPrefix: "usual", points: ratePerMinute, duration: 60 });
    this.#access = new RateLimiterMemory({ keyPrefix: "access", points: accessRatePerSecond, duration: 1 });
  }

  /**
   * Counts a request of an account, or of an address where nobody is signed in.
   *
   * @throws Problem `too-many-requests` with `Retry-After`.
   */
  async count(c: Context<Env>, asker: Asker | undefined): Promise<void> {
    const { path } = c.req;
    if (FREE.has(path)) return;
    const account = asker?.account;
    const who =
      account === undefined ? `at ${sourceOf(c, this.#context.config.trustProxy)}` : `of ${account}`;
    // Evaluations are asked for by machines that have a token; whoever has none is counted as everywhere else.
    const isAccess = account !== undefined && path.startsWith("/access/");
    await (isAccess ? this.countAccess(account) : consume(this.#usual, who, this.#cost(c)));
  }

  /**
   * Counts a question for an access decision.
   *
   * @throws Problem `too-many-requests` with `Retry-After`.
   */
  countAccess(account: string): Promise<void> {
    return consume(this.#access, `of ${account}`, 1);
  }

  #cost(c: Context<Env>): number {
    return isCostly(this.#context, askedDayOf(c)) ? COST_OF_A_PAST_DAY : 1;
  }
}

async function consume(limiter: RateLimiterMemory, who: string, points: number): Promise<void> {
  try {
    await limiter.consume(who, points);
  } catch (refused) {
    if (!(refused instanceof RateLimiterRes)) throw refused;
    const seconds = Math.max(1, Math.ceil(refused.msBeforeNext / 1_000));
    throw problem(429, "too-many-requests", `too many requests: go on in ${seconds} s`, {
      headers: { "Retry-After": String(seconds) },
    });
  }
}
