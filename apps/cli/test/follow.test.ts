/** `comity registry follow` on a real server: one process follows, another records. */
import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { day, SINCE_EVER } from "@comity/calendar";
import type { Act } from "@comity/registry";
import { masterKeyFrom, openStore } from "@comity/store";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { freshDatabase, MASTER_TEXT, reasonToSkip } from "../../../packages/store/test/ground/shared.ts";
import { build, comity, root } from "./command.ts";

const POLICY = `# Lakes
\`\`\`policy
kind Person, Institute, Party
record governed_by(institute: Institute, party: Party)
record affiliated(person: Person, institute: Institute)
entitlement access(person: Person)
  when affiliated(person, institute), governed_by(institute, party)
\`\`\`
`;
const header = { recorded: SINCE_EVER, by: "", instrument: "" };
const ACTS: Act[] = [
  { ...header, act: "party", id: "a1", on: SINCE_EVER, party: "LL", title: "Lakeland", kind: "State" },
  {
    ...header,
    act: "institute",
    id: "a2",
    on: SINCE_EVER,
    institute: "north",
    title: "North",
    kind: "university",
    seat: "LL",
    governedBy: "LL",
  },
  { ...header, act: "person", id: "a3", on: SINCE_EVER, person: "p1", familyName: "Unspoken" },
];
const arrival: Act = {
  ...header,
  act: "affiliation",
  id: "a4",
  on: day("2024-01-01"),
  person: "p1",
  institute: "north",
  connection: "affiliated with",
};

const masterKey = masterKeyFrom({ COMITY_MASTER_KEY: MASTER_TEXT });
const reason = reasonToSkip("PostgreSQL 18");

describe.skipIf(reason !== undefined)(
  `following a store${reason === undefined ? "" : ` (skipped: ${reason})`}`,
  () => {
    const folder = mkdtempSync(join(tmpdir(), "comity-follow-"));
    const policy = join(folder, "lakes.policy.md");
    const children: ChildProcess[] = [];
    let env: Record<string, string>;
    let address = "";

    beforeAll(async () => {
      build();
      writeFileSync(policy, POLICY);
      address = await freshDatabase("PostgreSQL 18");
      env = { DATABASE_URL: address, COMITY_MASTER_KEY: MASTER_TEXT };
      const store = await openStore(address, { masterKey });
      await store.append(ACTS, { by: "anna" });
      await store.close();
    });
    afterAll(() => {
      for (const child of children) child.kill("SIGKILL");
      rmSync(folder, { recursive: true, force: true });
    });

    /** Starts following; gives what it prints line by line, and how it ended. */
    function following(words: readonly string[]) {
      const bin = join(root, "apps/cli/bin/comity.js");
      const child = spawn(
        process.execPath,
        [bin, "registry", "follow", "DATABASE_URL", "--policy", policy, ...words],
        {
          env: { ...process.env, ...env },
          stdio: ["ignore", "pipe", "pipe"],
        },
      );
      children.push(child);
      const lines = createInterface({ input: child.stdout! })[Symbol.asyncIterator]();
      const ready = new Promise<void>((resolve) => {
        createInterface({ input: child.stderr! }).on("line", (line) => {
          if (line.includes(" acts, derived by ")) resolve();
        });
      });
      const ended = new Promise<number | null>((resolve) => child.once("close", resolve));
      return { child, lines, ready, ended };
    }

    it("says what each act of somebody else changes, for people and for machines, and ends well", async () => {
      const machine = following(["--json"]);
      const reader = following([]);
      await Promise.all([machine.ready, reader.ready]);
      const store = await openStore(address, { masterKey });
      await store.append([arrival], { by: "ben" });
      const { value } = await machine.lines.next();
      expect(JSON.parse(value)).toMatchObject({
        position: 4,
        differences: [
          {
            predicate: "access",
            tuple: ["p1"],
            lost: [],
            gained: [{ firstDay: "2024-01-01", lastDay: null }],
          },
        ],
      });
      expect((await reader.lines.next()).value).toMatch(/^4 {2}\d{4}-\d\d-\d\d {2}changes 1 of access$/);
      expect((await reader.lines.next()).value).toBe("  access p1 gains from 2024-01-01");
      await store.append([{ ...arrival, act: "mark", mark: "mission critical", id: "a5" } as Act], {
        by: "ben",
      });
      expect((await reader.lines.next()).value).toMatch(/^5 {2}.* {2}nothing changes$/);
      await store.close();
      for (const { child, ended } of [machine, reader]) {
        child.kill("SIGTERM");
        expect(await ended).toBe(0);
      }
    });

    it("says once how it stands, and what is no store", async () => {
      const once = await comity(
        folder,
        ["registry", "follow", "DATABASE_URL", "--policy", policy, "--once"],
        env,
      );
      expect(once.code).toBe(0);
      expect(once.err).toMatch(/^test: 5 acts, derived by .*lakes\.policy\.md after \d+\.\d s\n$/);
      const none = await comity(folder, ["registry", "follow", "."], env);
      expect(none).toMatchObject({
        code: 2,
        err: "error: `.` is no store\n  help: a folder of CSV files does not change by itself\n",
      });
    });
  },
);
