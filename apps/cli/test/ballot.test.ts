/** A vote on the command line, from the trustees' first round to the result; the other program counts its board. */
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  chmodSync,
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { main } from "../src/index.ts";
import { build, root } from "./command.ts";

const folder = mkdtempSync(join(tmpdir(), "comity-vote-"));
const here = (name: string): string => join(folder, name);
const sample = join(root, "packages/council/test/ballot/golden/council-0-17-6.bel");

/** Runs a command in this process; where it asks for a choice, in one of its own. */
async function ballot(...words: readonly string[]): Promise<{ code: number; out: string; err: string }> {
  const said = { out: "", err: "" };
  const stream = (name: "out" | "err") => ({
    write: (text: string | Uint8Array) => {
      said[name] += text;
      return true;
    },
    isTTY: false,
    columns: 100,
  });
  const surroundings = { stdout: stream("out"), stderr: stream("err"), env: {} };
  return {
    code: await main(["ballot", ...words], surroundings as unknown as Parameters<typeof main>[1]),
    ...said,
  };
}

function cast(
  key: string,
  out: string,
  choice: string,
  board = "vote.bel",
): { code: number | null; out: string; err: string } {
  const words = ["ballot", "cast", here(board), here(out), "--key", here(key)];
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(root, "apps/cli/bin/comity.js"), ...words],
    {
      input: choice,
      encoding: "utf8",
    },
  );
  return { code: status, out: stdout, err: stderr };
}

const done = async (...words: readonly string[]): Promise<string> => {
  const { code, out, err } = await ballot(...words);
  expect(`${code} ${err}`).toMatch(/^0 /);
  return out;
};
const refused = async (code: string, ...words: readonly string[]): Promise<void> => {
  const ran = await ballot(...words);
  expect(ran.err).toContain(code);
  expect(ran.code).toBe(1);
};

beforeAll(build);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("a vote on the command line", () => {
  it("goes from the first round to the result, and names whatever does not hold", async () => {
    const begun = await done("ceremony", here("t"), "--trustees", "Ada, Ben", "--needed", "1");
    const uuid = /`([^`]{14})`/.exec(begun)![1]!;
    await done("trustee", here("t"), "--key", here("ada.key"), "--name", "Ada");
    expect(await done("trustee", here("t"), "--key", here("ada.key"))).toContain(
      "the certificate of Ben is awaited",
    );
    await done("trustee", here("t"), "--key", here("ben.key"), "--name", "Ben");
    for (let round = 2; round <= 4; round++)
      for (const name of ["ada", "ben"]) await done("trustee", here("t"), "--key", here(`${name}.key`));
    expect(await done("trustee", here("t"), "--key", here("ada.key"))).toContain("the ceremony is over");

    mkdirSync(here("claims"));
    for (const name of ["north", "south"])
      await done(
        "key",
        here(`${name}.key`),
        here(`claims/${name}.json`),
        "--vote",
        uuid,
        "--delegation",
        name,
      );
    for (const secret of ["ada.key", "north.key"]) expect(statSync(here(secret)).mode & 0o777).toBe(0o600);
    expect(readFileSync(here("claims/north.json"), "utf8")).not.toContain("secret");
    await done(
      "open",
      here("vote.bel"),
      here("keys.json"),
      "--question",
      "Go on?",
      "--ceremony",
      here("t"),
      "--claims",
      here("claims"),
    );

    const made = cast("north.key", "north.json", "2\n");
    expect(made.code).toBe(0);
    expect(cast("north.key", "none.json", "4\n")).toMatchObject({ code: 2 });
    const tracker = /tracker {2}(\S+)/.exec(made.out)![1]!;
    await done("add", here("vote.bel"), here("north.json"));
    await refused("[ballot-repeated]", "add", here("vote.bel"), here("north.json"));
    await refused("[vote-open]", "answer", here("vote.bel"), here("x.json"), "--key", here("ada.key"));
    expect(cast("south.key", "south.json", "1\n").code).toBe(0);
    copyFileSync(here("vote.bel"), here("earlier.bel"));
    copyFileSync(here("vote.bel"), here("since.bel"));
    await done("close", here("vote.bel"));
    await refused("[vote-closed]", "add", here("vote.bel"), here("north.json"));
    await refused("[decryptions-missing]", "count", here("vote.bel"));

    // Somebody shows the trustee another sum of the same vote: with two of them, single ballots could be told.
    await done("add", here("earlier.bel"), here("south.json"));
    await done("close", here("earlier.bel"));
    await done("answer", here("vote.bel"), here("answer.json"), "--key", here("ada.key"));
    await refused(
      "another sum of this vote",
      "answer",
      here("earlier.bel"),
      here("z.json"),
      "--key",
      here("ada.key"),
    );
    await done("add", here("vote.bel"), here("answer.json"));
    await refused("[already-answered]", "add", here("vote.bel"), here("answer.json"));
    await done("count", here("vote.bel"));

    const found = JSON.parse(
      await done("verify", here("vote.bel"), "--json", "--since", here("since.bel"), "--tracker", tracker),
    );
    expect(found).toMatchObject({ stage: "counted", result: [[0, 1, 0]], counted: 1, keys: { count: 2 } });
    mkdirSync(here("b"));
    copyFileSync(here("vote.bel"), here(`b/${uuid}.bel`));
    const tool = spawnSync("belenios-tool", ["election", "verify", "--dir", here("b")], { encoding: "utf8" });
    if (tool.error === undefined) expect(`${tool.stdout}${tool.stderr}`).toContain("all checks passed");
  });

  it("keeps its secrets from others, and says nothing of what they hold", async () => {
    chmodSync(here("ada.key"), 0o644);
    const { code, err } = await ballot("answer", here("vote.bel"), here("y.json"), "--key", here("ada.key"));
    expect([code, err]).toEqual([2, expect.stringContaining("others may read the trustee's key")]);
    writeFileSync(here("no.key"), '{"file":"voting key","secret":"12345n"}', { mode: 0o600 });
    const wrong = cast("no.key", "no.json", "1\n");
    expect(wrong.err).toContain("no whole voting key: `uuid` is missing");
    expect(wrong.err).not.toContain("12345");
  });
});

describe("a vote by weights", () => {
  it("takes them from a file in which everybody stands, and many ballots at once", async () => {
    const begun = await done("ceremony", here("wt"), "--trustees", "Ada", "--needed", "1");
    const uuid = /`([^`]{14})`/.exec(begun)![1]!;
    await done("trustee", here("wt"), "--key", here("w.key"), "--name", "Ada");
    for (let round = 2; round <= 4; round++) await done("trustee", here("wt"), "--key", here("w.key"));
    mkdirSync(here("wclaims"));
    for (const name of ["large", "small"])
      await done(
        "key",
        here(`w-${name}.key`),
        here(`wclaims/${name}.json`),
        "--vote",
        uuid,
        "--delegation",
        name,
      );
    const open = (weights: string) => {
      writeFileSync(here("weights.json"), weights);
      const asked = ["--question", "Go on?", "--ceremony", here("wt"), "--claims", here("wclaims")];
      return ballot("open", here("w.bel"), here("w.json"), ...asked, "--weights", here("weights.json"));
    };
    for (const [weights, says] of [
      ["", "this is no JSON"],
      ["[]", "this is no object"],
      ['{"large":12}', "the weight of `small` is missing"],
      ['{"large":12,"small":1,"other":1}', "`other` has handed in no key"],
      ['{"large":0,"small":1}', "the weight of `large` is no whole number from 1 to 1000000000"],
      ['{"large":1.5,"small":1}', "the weight of `large` is no whole number"],
    ] as const) {
      const { code, err } = await open(weights);
      expect([code, err]).toEqual([2, expect.stringContaining(says)]);
    }
    expect((await open('{"large":12,"small":5}')).code).toBe(0);
    const choices = { large: "1\n", small: "2\n" };
    for (const [name, choice] of Object.entries(choices))
      expect(cast(`w-${name}.key`, `w-${name}.json`, choice, "w.bel").code).toBe(0);
    await done("add", here("w.bel"), here("w-large.json"), here("w-small.json"));
    const again = await ballot("add", here("w.bel"), here("w-small.json"), here("w-large.json"));
    expect(again.err).toMatch(/w-small\.json:\n.*\[ballot-repeated\]/s);
    await done("close", here("w.bel"));
    await done("answer", here("w.bel"), here("w-answer.json"), "--key", here("w.key"));
    await done("add", here("w.bel"), here("w-answer.json"));
    const found = JSON.parse(await done("verify", here("w.bel"), "--json"));
    expect(found).toMatchObject({ result: [[12, 5, 0]], counted: 2 });
  });
});

describe("the command as one file", () => {
  const alone = join(root, "apps/cli/dist/comity-ballot.mjs");

  it("has the hash that is published, and counts a board where nothing else is", () => {
    const bytes = readFileSync(alone);
    const hash = createHash("sha256").update(bytes).digest("hex");
    expect(readFileSync(`${alone}.sha256`, "utf8")).toBe(`${hash}  comity-ballot.mjs\n`);
    // Nothing of where it was built, and nothing that it would have to find.
    expect(bytes.toString("utf8")).not.toContain(root);
    expect(bytes.toString("utf8")).not.toMatch(/^import .* from "(?!node:)/m);
    mkdirSync(here("alone"));
    copyFileSync(alone, here("alone/comity-ballot.mjs"));
    const run = (...words: string[]) =>
      spawnSync(process.execPath, [here("alone/comity-ballot.mjs"), ...words], {
        cwd: here("alone"),
        encoding: "utf8",
      });
    const counted = run("ballot", "verify", sample);
    expect([counted.status, counted.stdout]).toEqual([0, expect.stringContaining("17  Against")]);
    expect(run("--version").stdout).toBe("0.1.0\n");
    expect(run("serve").status).toBe(2);
  });
});

describe("comity ballot verify", () => {
  it("gives the public result of the replay, and looks for what was noted", async () => {
    const head = "996b12338f0b075c6b5ea2c102f284b10ce06a57fad677e29c9a7cb3a1099fec";
    expect(await done("verify", sample, "--head", head)).toContain("17  Against");
    await refused("no event has the hash", "verify", sample, "--head", head.replace("9", "8"));
    const { code, err } = await ballot("verify", sample, "--head", "x");
    expect([code, err]).toEqual([2, expect.stringContaining("is not the hash of an event")]);
  });

  it("names the reason for machines", async () => {
    writeFileSync(here("cut.bel"), readFileSync(sample).subarray(0, 100_000));
    const { code, out } = await ballot("verify", here("cut.bel"), "--json");
    expect([code, JSON.parse(out).refused.code]).toEqual([1, "archive-cut"]);
    expect((await ballot("verify", here("none.bel"))).code).toBe(2);
  });
});
