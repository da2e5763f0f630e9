/** Commands about a body: which splits pass, its sessions, who sits there and who has no vote, and what is on the agenda. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { actsFromJson, writeRegistry } from "@comity/registry";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { main } from "../src/index.ts";
import { root } from "./command.ts";

const folder = mkdtempSync(join(tmpdir(), "comity-body-"));
const registry = join(folder, "registry");
const council = join(folder, "council.json");
const ring = join(root, "policies/council-ring-board.json");

const source = { source: "made up", isVerified: true };
const header = { recorded: "2020-01-01", by: "", instrument: "" };
const act = (sort: string, id: string, on: string, own: object) => ({ act: sort, id, on, ...header, ...own });
const text = (name: string) => ({ name, type: "string" });
const whole = (name: string) => ({ name, type: "integer" });

const ACTS = [
  act("body", "b", "2000-01-01", { body: "Council", title: "A council" }),
  ...["NO", "SU", "EA", "WE"].flatMap((party) => [
    act("party", `p-${party}`, "2000-01-01", { party, title: `State ${party}`, kind: "State" }),
    act("status", `s-${party}`, "2000-01-01", {
      party,
      status: party === "WE" ? "associate member" : "member state",
    }),
  ]),
  act("observer", "o", "2000-01-01", { party: "WE", body: "Council" }),
  act("session", "z1", "2023-06-01", { session: "1", body: "Council", sort: "ordinary" }),
  act("session", "z2", "2023-12-01", {
    session: "2",
    body: "Council",
    sort: "extraordinary",
    access: "closed",
  }),
  act("statement", "d", "2023-01-01", {
    record: "unpaid_contributions",
    columns: [text("party"), text("body"), whole("unpaid"), whole("due_this_year"), whole("due_last_year")],
    values: ["SU", "Council", 30, 10, 10],
    instrument: "accounts of 2022",
  }),
  act("statement", "w", "2023-11-01", {
    record: "vote_restored",
    columns: [text("party"), text("body")],
    values: ["SU", "Council"],
    instrument: "resolution 7",
  }),
];

const BODY = {
  body: "Council",
  title: { en: "A made-up council", fr: "Un conseil inventé" },
  isMadeUp: true,
  memberKind: "state",
  members: { status: "member state" },
  quorum: { share: [1, 2], bound: "more than", of: "entitled", ...source },
  arrears: { words: { en: "no vote", fr: "pas de vote" }, ...source },
  usualRule: "two-thirds-of-all",
  rules: [
    { id: "two-thirds-of-all", ...source },
    { id: "simple-of-voting", ...source },
  ],
};

beforeAll(() => {
  writeRegistry(registry, actsFromJson(ACTS), { name: "council", title: "A made-up council" });
  writeFileSync(council, JSON.stringify(BODY));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function asked(...words: readonly string[]): Promise<{ code: number; out: string; err: string }> {
  const said = { out: "", err: "" };
  const stream = (name: "out" | "err") => ({
    write: (line: string | Uint8Array) => {
      said[name] += line;
      return true;
    },
    isTTY: false,
    columns: 200,
  });
  const surroundings = { stdout: stream("out"), stderr: stream("err"), env: {} };
  const code = await main(["council", ...words], surroundings as unknown as Parameters<typeof main>[1]);
  return { code, ...said };
}

describe("comity council splits", () => {
  it("says which pass, by every number in favour", async () => {
    const { code, out } = await asked("splits", ring, "--on", "2024-10-01", "--absent", "2");
    expect(code).toBe(0);
    const rows = out
      .split("\n\n")[1]!
      .trimEnd()
      .split("\n")
      .map((line) => line.trim().replace(/ +/g, " "));
    expect(rows).toEqual([
      "in favour against",
      "0 fails",
      "1 0: passes; from 1 on: fails",
      "2 up to 1: passes; from 2 on: fails",
      "3 up to 2: passes; from 3 on: fails",
      "4 to 7 passes",
    ]);
  });

  it("gives every split to programs, each as the rule counts it", async () => {
    const { out } = await asked("splits", council, "--registry", registry, "--on", "2023-12-01", "--json");
    const { votes, rule, splits } = JSON.parse(out);
    expect([votes, rule, splits.length]).toEqual([3, "two-thirds-of-all", 10]);
    for (const { inFavour, split } of splits) expect(split).toBe(inFavour >= 2 ? "passes" : "fails");
  });

  it("refuses more absent than there are", async () => {
    const { code, err } = await asked("splits", ring, "--on", "2024-10-01", "--absent", "10");
    expect([code, err]).toEqual([2, expect.stringContaining("`10` is no number of members")]);
  });
});

describe("comity council session", () => {
  const words = ["session", council, "--registry", registry];

  it("lists the sessions", async () => {
    const { out } = await asked(...words);
    expect(out).toContain("1        2023-06-01  ordinary\n2        2023-12-01  extraordinary  closed\n");
  });

  it("shows who sits in one, and who has no vote by which statement", async () => {
    const before = await asked(...words, "1");
    expect(before.out).toContain("3 members, 2 with a vote");
    expect(before.out).toContain("SU: arrears (accounts of 2022)");
    expect(before.out).toContain("quorum: 2 of 2 with a vote must be represented");
    const { out } = await asked(...words, "2", "--json");
    expect(JSON.parse(out)).toMatchObject({
      session: "2",
      access: "closed",
      attends: ["members"],
      members: ["EA", "NO", "SU"],
      exceptions: [{ member: "SU", because: "waiver", source: "resolution 7" }],
      observers: ["WE"],
      lastFor: [],
      agenda: null,
    });
  });

  it("refuses a session that is none, and a body without a registry", async () => {
    expect((await asked(...words, "3")).err).toContain("`Council` has no session `3`");
    expect((await asked("session", ring, "--on", "2024-01-01")).err).toContain(
      "sessions are acts of a registry",
    );
  });
});
