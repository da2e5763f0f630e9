/** The small guards: where to return, who must wait, whose page it is, which addresses may be reached. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { forgeryIn } from "../../src/sign-in/forgery-guard.ts";
import {
  FREE_FAILURES,
  failedAgain,
  LONGEST_WAIT_MS,
  Lockouts,
  networkOf,
  waitOf,
} from "../../src/sign-in/lockout.ts";
import {
  isLoopbackAddress,
  isLoopbackUrl,
  isPublicAddress,
} from "../../src/sign-in/oidc/special-addresses.ts";
import { HOME, returnPath } from "../../src/sign-in/sessions/return-path.ts";

const RUNS = Number(process.env.COMITY_RUNS ?? 300);
const OWN = "https://comity.example";

describe("where one returns to", () => {
  it("is a path of this server", () => {
    for (const path of ["/", "/account", "/api/v1/people/p1?knownOn=2024-01-01", "/a%2F%2Fb", "/a//b"])
      expect(returnPath(path)).toBe(path);
    const elsewhere = [
      "//example.org",
      "/\\example.org",
      "\\/example.org",
      "https://example.org",
      "javascript:alert(1)",
    ];
    const tricks = [
      "/\t/example.org",
      "/\n/example.org",
      "",
      "account",
      "/..//example.org",
      "/./\\x",
      "/é",
      "/a b",
    ];
    for (const path of [...elsewhere, ...tricks]) expect(returnPath(path), JSON.stringify(path)).toBe(HOME);
    expect(returnPath(undefined)).toBe(HOME);
    expect(returnPath(`/${"a".repeat(600)}`)).toBe(HOME);
  });

  it("never leaves it, whatever is asked for", () => {
    const nasty = fc.string({ unit: fc.constantFrom(..."/\\.:@?#%\t\n \0aé", "2F", "5C"), maxLength: 30 });
    fc.assert(
      fc.property(fc.oneof(nasty, fc.string(), fc.webUrl()), (asked) => {
        for (const path of [asked, `/${asked}`, `//${asked}`]) {
          const target = new URL(returnPath(path), OWN);
          expect(target.origin).toBe(OWN);
          // Going there from there stays there: what a browser makes of it is what was meant.
          expect(new URL(target.pathname, OWN).origin).toBe(OWN);
        }
      }),
      { numRuns: RUNS * 10 },
    );
  });
});

describe("whoever failed", () => {
  const start = Date.parse("2026-03-01T08:00:00Z");
  const at = (ms: number): Date => new Date(start + ms);

  it("waits for longer each time, never over a minute, and is forgiven", () => {
    let failures: readonly string[] = [];
    const waits: number[] = [];
    for (let k = 0; k < 14; k++) {
      failures = failedAgain(failures, at(0));
      waits.push(waitOf(failures, at(0)) / 1000);
    }
    expect(waits).toEqual([0, 0, 0, 0, 1, 2, 4, 8, 16, 32, 60, 60, 60, 60]);
    expect(FREE_FAILURES).toBe(5);
    expect(waitOf(failures, at(59_999))).toBe(1);
    expect(waitOf(failures, at(60_000))).toBe(0);
    expect(waitOf(failures, at(15 * 60_000))).toBe(0);
  });

  it("never waits longer than a minute, whatever the clock does", () => {
    const jumps = fc.array(fc.integer({ min: -400 * 86_400_000, max: 400 * 86_400_000 }), { maxLength: 40 });
    fc.assert(
      fc.property(jumps, fc.integer({ min: -1e12, max: 1e12 }), (times, now) => {
        let failures: readonly string[] = [];
        for (const ms of times) failures = failedAgain(failures, at(ms));
        const wait = waitOf(failures, at(now));
        expect(wait).toBeGreaterThanOrEqual(0);
        expect(wait).toBeLessThanOrEqual(LONGEST_WAIT_MS);
        // Failures of a clock that ran ahead keep nobody out.
        if (times.every((ms) => ms > now + 3 * 60_000)) expect(wait).toBe(0);
      }),
      { numRuns: RUNS },
    );
  });

  it("keeps nobody else out", () => {
    const lockouts = new Lockouts(() => at(0));
    for (let k = 0; k < 1000; k++) lockouts.failed(`198.51.100.${k % 200}`, "client c");
    expect(lockouts.waitOf("198.51.100.7", "client c")).toBeGreaterThan(0);
    expect(lockouts.waitOf("203.0.113.9", "client c")).toBe(0);
    expect(lockouts.waitOf("198.51.100.7", "client d")).toBe(0);
    lockouts.succeeded("198.51.100.7", "client c");
    expect(lockouts.waitOf("198.51.100.7", "client c")).toBe(0);
  });

  it("is the same by every address of a subscriber's network", () => {
    const cases: readonly (readonly [string, string])[] = [
      ["198.51.100.7", "198.51.100.7"],
      ["::ffff:198.51.100.7", "198.51.100.7"],
      ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"],
      ["2001:0DB8:0001:0002::1", "2001:db8:1:2::/64"],
      ["2001:db8::1", "2001:db8:0:0::/64"],
      ["::1", "0:0:0:0::/64"],
      ["fe80::1%eth0", "fe80:0:0:0::/64"],
    ];
    for (const [address, network] of cases) expect([address, networkOf(address)]).toEqual([address, network]);
  });
});

describe("a request that changes something", () => {
  it("comes from a page of ours", () => {
    const cases: readonly (readonly [string, string | undefined, string | undefined, boolean])[] = [
      ["POST", OWN, "same-origin", true],
      ["POST", OWN, undefined, true],
      ["POST", undefined, "same-origin", true],
      ["POST", undefined, undefined, false],
      ["POST", "null", undefined, false],
      ["POST", "null", "same-origin", true],
      ["POST", "null", "same-site", false],
      ["POST", "https://comity.example.org", "same-origin", false],
      ["POST", OWN, "same-site", false],
      ["POST", OWN, "cross-site", false],
      ["POST", OWN, "none", false],
      ["DELETE", "https://evil.example", "cross-site", false],
      ["PATCH", "http://comity.example", undefined, false],
      ["GET", "https://evil.example", "cross-site", true],
      ["HEAD", undefined, undefined, true],
    ];
    for (const [method, origin, fetchSite, isOurs] of cases)
      expect([
        method,
        origin,
        fetchSite,
        forgeryIn({ method, origin, fetchSite }, OWN) === undefined,
      ]).toEqual([method, origin, fetchSite, isOurs]);
  });
});

describe("an address of a provider", () => {
  it("is of the public Internet", () => {
    const open = [
      "8.8.8.8",
      "128.141.1.1",
      "172.15.255.255",
      "172.32.0.0",
      "2001:1458::1",
      "2606:4700::1111",
    ];
    for (const address of open) expect([address, isPublicAddress(address)]).toEqual([address, true]);
    const closed = [
      "127.0.0.1",
      "10.1.2.3",
      "172.16.0.1",
      "172.31.255.255",
      "192.168.1.1",
      "169.254.169.254",
      "0.0.0.0",
    ];
    const closed6 = [
      "::1",
      "::",
      "::ffff:10.0.0.1",
      "::ffff:8.8.8.8",
      "fe80::1",
      "fc00::1",
      "fd12::1",
      "ff02::1",
    ];
    const tunnels = [
      "64:ff9b::a00:1",
      "2002:a00:1::1",
      "2001::1",
      "2001:db8::1",
      "100.64.0.1",
      "224.0.0.1",
      "255.255.255.255",
    ];
    for (const address of [...closed, ...closed6, ...tunnels, "", "x", "127.1", "0x7f000001"])
      expect([address, isPublicAddress(address)]).toEqual([address, false]);
  });

  it("is this machine's only where it can be no other's", () => {
    for (const url of [
      "http://localhost:3000",
      "http://127.0.0.1",
      "http://[::1]:80",
      "http://127.8.9.1",
      "http://2130706433",
    ])
      expect([url, isLoopbackUrl(new URL(url))]).toEqual([url, true]);
    for (const url of ["http://localhost.example.org", "http://127.0.0.1.example.org", "http://10.0.0.1"])
      expect([url, isLoopbackUrl(new URL(url))]).toEqual([url, false]);
    expect(isLoopbackAddress("::ffff:127.0.0.1")).toBe(false);
  });
});
