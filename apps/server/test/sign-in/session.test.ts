/** Sessions as values: what a token does at an instant, by tables and by random histories against a model. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  GRACE_MS,
  LONGEST_LINK_SESSION_MS,
  present,
  ROTATE_AFTER_MS,
  type Session,
  USUAL_LIMITS,
} from "../../src/sign-in/sessions/session.ts";
import { hashOf, readToken, tokenText } from "../../src/sign-in/sessions/session-token.ts";

const START = Date.parse("2026-03-01T08:00:00.000Z");
const at = (ms: number): Date => new Date(START + ms);
const text = (ms: number): string => at(ms).toISOString();
const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

function sessionAt(ms: number, more: Partial<Session> = {}): Session {
  const began = text(ms);
  const first: Session = {
    account: "u-1",
    method: "passkey",
    began,
    authenticated: began,
    used: began,
    current: { hash: hashOf("first"), at: began },
    earlier: [],
  };
  return { ...first, ...more };
}
const ask = (session: Session, secret: string, ms: number, fresh = "fresh") =>
  present(session, hashOf(secret), hashOf(fresh), USUAL_LIMITS, at(ms));
/** The outcome in a word: `no` with its reason. */
const word = (session: Session, secret: string, ms: number): string => {
  const outcome = ask(session, secret, ms);
  return outcome.kind === "no" ? outcome.why : outcome.kind;
};

describe("a session's token", () => {
  it("ends with its session, by whatever clock", () => {
    const used = sessionAt(0, { used: text(11 * HOUR + 45 * MINUTE) });
    const cases: readonly (readonly [Session, number, string])[] = [
      [sessionAt(0), 0, "goes-on"],
      [sessionAt(0), 29 * MINUTE, "goes-on"],
      [sessionAt(0), 30 * MINUTE, "idle"],
      [used, 12 * HOUR - 1, "goes-on"],
      [used, 12 * HOUR, "too-old"],
      // The clock was set back: a session from the future would else outlive its time.
      [sessionAt(0), -1 * MINUTE, "goes-on"],
      [sessionAt(0), -3 * MINUTE, "other-clock"],
      [sessionAt(0), -365 * DAY, "other-clock"],
      [sessionAt(0, { used: text(DAY) }), 0, "other-clock"],
      // And forward.
      [sessionAt(0), 365 * DAY, "too-old"],
      [sessionAt(0, { method: "link" }), LONGEST_LINK_SESSION_MS - 1, "goes-on"],
      [sessionAt(0, { method: "link" }), LONGEST_LINK_SESSION_MS, "too-old"],
    ];
    for (const [session, ms, expected] of cases)
      expect([ms, word(session, "first", ms)]).toEqual([ms, expected]);
    expect(word(sessionAt(0), "guessed", 0)).toBe("unknown");
    // Whoever guesses wrong does not learn whether the session is over.
    expect(word(sessionAt(0), "guessed", DAY)).toBe("unknown");
  });

  it("is exchanged for another after ten minutes, without losing what is under way", () => {
    const due = sessionAt(0, { used: text(ROTATE_AFTER_MS) });
    const offered = ask(due, "first", ROTATE_AFTER_MS, "second");
    if (offered.kind !== "goes-on") throw new Error(offered.kind);
    expect(offered.offers).toBe(true);
    // The answer was lost: the old one goes on, and later another one is offered.
    expect(word(offered.session, "first", ROTATE_AFTER_MS + 5 * SECOND)).toBe("goes-on");
    const again = ask(offered.session, "first", ROTATE_AFTER_MS + 31 * SECOND, "third");
    expect(again).toMatchObject({ kind: "goes-on", offers: true });
    // It was not: from its first use on the old one counts for half a minute more.
    const taken = ask(offered.session, "second", ROTATE_AFTER_MS + 1 * SECOND);
    if (taken.kind !== "goes-on") throw new Error(taken.kind);
    expect(taken.session.current.hash).toBe(hashOf("second"));
    expect(word(taken.session, "first", ROTATE_AFTER_MS + 1 * SECOND + GRACE_MS - 1)).toBe("goes-on");
    expect(word(taken.session, "first", ROTATE_AFTER_MS + 1 * SECOND + GRACE_MS)).toBe("replayed");
    expect(word(taken.session, "second", ROTATE_AFTER_MS + 1 * SECOND + GRACE_MS)).toBe("goes-on");
  });

  /**
   * A browser and a thief who copied its cookie at some moment. Each keeps the newest token that it was given. However they take turns, if
   * both go on using theirs for an hour, the theft is found; and while nobody steals, nothing is ever found.
   */
  it("shows a theft once both go on, and never cries wolf", () => {
    const steps = fc.array(
      fc.record({
        who: fc.constantFrom("browser" as const, "thief" as const),
        waitMs: fc.integer({ min: 1, max: 5 * MINUTE }),
        isLost: fc.boolean(),
      }),
      { minLength: 30, maxLength: 120 },
    );
    fc.assert(
      fc.property(steps, fc.integer({ min: 0, max: 20 }), fc.boolean(), (history, stolenAt, isStolen) => {
        let session = sessionAt(0);
        const held: Record<"browser" | "thief", string | undefined> = { browser: "first", thief: undefined };
        const seen = { browser: 0, thief: 0 };
        let now = 0;
        let count = 0;
        for (const [k, { who, waitMs, isLost }] of history.entries()) {
          now += waitMs;
          if (now >= USUAL_LIMITS.longestMs) break;
          if (isStolen && k === stolenAt) held.thief = held.browser;
          const secret = held[who];
          if (secret === undefined) continue;
          const outcome = present(session, hashOf(secret), hashOf(`t${++count}`), USUAL_LIMITS, at(now));
          if (outcome.kind === "no" && outcome.why === "idle") return;
          if (outcome.kind === "replayed") {
            expect(isStolen).toBe(true);
            return;
          }
          expect(outcome.kind).toBe("goes-on");
          if (outcome.kind !== "goes-on") return;
          session = outcome.session;
          seen[who]++;
          if (outcome.offers && !isLost) held[who] = `t${count}`;
        }
        // Both in turn, with everything received, for an hour.
        if (held.thief === undefined) return;
        for (let turn = 0; turn < 24; turn++) {
          now += 5 * MINUTE;
          const who = turn % 2 === 0 ? "thief" : "browser";
          const outcome = present(session, hashOf(held[who]!), hashOf(`t${++count}`), USUAL_LIMITS, at(now));
          if (outcome.kind !== "goes-on") return;
          session = outcome.session;
          if (outcome.offers) held[who] = `t${count}`;
        }
        // It may only be that both happen to hold the same token.
        expect(held.thief).toBe(held.browser);
      }),
      { numRuns: Number(process.env.COMITY_RUNS ?? 300) },
    );
  });

  it("is read only where it is one", () => {
    const [name, secret] = ["n".repeat(22), "s".repeat(43)];
    expect(readToken(tokenText("u-1", name, secret))).toEqual({
      account: "u-1",
      document: `u-1/${name}`,
      secret,
    });
    const bad = ["", ".", "u-1", `u-1.${name}`, `U.${name}.${secret}`, `../x.${name}.${secret}`];
    for (const one of [...bad, `u-1.${name}.${secret}.x`, `u-1.${name}.${secret} `, `u-1.${name}x.${secret}`])
      expect(readToken(one), one).toBeUndefined();
  });
});
