/** `comity serve` as a process: it starts when everything is in order, answers, and stops when it is told to. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { freshDatabase, MASTER_TEXT, reasonToSkip } from "../../../packages/store/test/ground/shared.ts";
import { build, comity, removeFolders, root, temporaryFolder } from "./command.ts";

const skip = reasonToSkip("PostgreSQL 18");
let env: Record<string, string> = {};
let folder = "";
beforeAll(async () => {
  if (skip !== undefined) return;
  build();
  folder = temporaryFolder();
  const address = await freshDatabase("PostgreSQL 18");
  env = { DATABASE_URL: address, COMITY_MASTER_KEY: MASTER_TEXT, COMITY_PORT: "0" };
});
afterAll(removeFolders);

/** What a process says on standard error until some words come. */
async function said(child: ChildProcess, words: RegExp): Promise<RegExpExecArray> {
  let text = "";
  for await (const piece of child.stderr!) {
    text += String(piece);
    const found = words.exec(text);
    if (found !== null) return found;
  }
  throw new Error(text);
}

describe.skipIf(skip !== undefined)("comity serve", () => {
  it("serves until it is told to stop, and shows who may become the administrator", async () => {
    const bin = join(root, "apps/cli/bin/comity.js");
    const child = spawn(process.execPath, [bin, "serve", "DATABASE_URL"], {
      cwd: folder,
      env: { PATH: process.env.PATH ?? "", ...env },
    });
    let log = "";
    child.stdout.on("data", (piece) => {
      log += String(piece);
    });
    const ended = once(child, "exit");
    const [, url, secret] = await said(child, /at (http:\S+), the manual[\s\S]*administrator: \S+#(\S+)/);
    expect((await fetch(`${url}/readyz`)).status).toBe(200);
    expect(await (await fetch(`${url}/metrics`)).text()).toContain("comity_process_cpu");
    child.kill("SIGTERM");
    expect(await ended).toEqual([0, null]);
    expect(log).toContain('"msg":"stopped"');
    expect(log).not.toContain(secret);
  });

  it("only looks whether everything is in order", async () => {
    expect(await comity(folder, ["serve", "--check"], env)).toMatchObject({
      code: 0,
      err: "everything is in order: the registry test, by Who may work at CERN, and by which agreement\n",
    });
  });

  const WRONG: readonly (readonly [string, string[], Record<string, string>, string])[] = [
    [
      "settings",
      ["serve"],
      { COMITY_PORT: "x", COMITY_DEMO: "perhaps" },
      "`COMITY_PORT`: `x` is not a whole",
    ],
    ["a policy that is not there", ["serve", "--policy", "none.md"], {}, "`none.md` does not exist"],
  ];
  it.each(WRONG)("refuses before it listens: %s", async (_what, words, more, words2) => {
    const outcome = await comity(folder, words, { ...env, ...more });
    expect(outcome).toMatchObject({ code: 2, out: "", err: expect.stringContaining(words2) });
  });
});
