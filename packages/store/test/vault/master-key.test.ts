import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inspect } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { MasterKey, masterKeyFrom, newMasterKeyText, StoreError } from "../../src/index.ts";

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "comity-key-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The error with which a master key is refused, in the words of the user. */
function refusal(env: Record<string, string>): StoreError {
  try {
    masterKeyFrom(env);
  } catch (error) {
    if (error instanceof StoreError) return error;
    throw error;
  }
  throw new Error("it was not refused");
}

function keyFile(name: string, text: string, mode = 0o600): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  chmodSync(path, mode);
  return path;
}

const good = newMasterKeyText();
const short = Buffer.alloc(31, "0123456789abcdefghij").toString("base64");

describe("a master key in the environment", () => {
  test.each([
    ["nothing", {}, "master-key-missing", "there is no master key"],
    ["an empty variable", { COMITY_MASTER_KEY: "" }, "master-key-missing", "there is no master key"],
    ["blanks", { COMITY_MASTER_KEY: "  " }, "master-key-malformed", "is empty"],
    ["words", { COMITY_MASTER_KEY: "not a key" }, "master-key-malformed", "is not written in base64"],
    ["too few bytes", { COMITY_MASTER_KEY: short }, "master-key-malformed", "has 31 bytes, 32 are needed"],
    [
      "one byte again and again",
      { COMITY_MASTER_KEY: Buffer.alloc(32, 7).toString("base64") },
      "master-key-malformed",
      "is not random",
    ],
    [
      "stray bits",
      { COMITY_MASTER_KEY: `${good.slice(0, 42)}/=` },
      "master-key-malformed",
      "is not written in base64",
    ],
    [
      "a file and a text",
      { COMITY_MASTER_KEY: good, COMITY_MASTER_KEY_FILE: "/x" },
      "master-key-twice",
      "both",
    ],
    [
      "a file that is not there",
      { COMITY_MASTER_KEY_FILE: "/nowhere/key" },
      "master-key-unreadable",
      "`/nowhere/key` does not exist",
    ],
    ["a folder", { COMITY_MASTER_KEY_FILE: "/" }, "master-key-unreadable", "is not a file"],
  ])("%s is refused", (_, env, code, message) => {
    const error = refusal(env as Record<string, string>);
    expect(error.code).toBe(code);
    expect(error.message).toContain(message);
    expect(error.help).toBeDefined();
    for (const secret of [good, short]) expect(`${error.message}${error.help}`).not.toContain(secret);
  });
});

describe("a master key in a file", () => {
  test.each([0o600, 0o400, 0o700])("of mode %o is taken, with a line break at its end or without", (mode) => {
    for (const text of [good, `${good}\n`]) {
      const file = keyFile("good", text, mode);
      expect(masterKeyFrom({ COMITY_MASTER_KEY_FILE: file }).check).toBe(
        masterKeyFrom({ COMITY_MASTER_KEY: good }).check,
      );
      rmSync(file);
    }
  });

  test.each([0o640, 0o604, 0o620, 0o602, 0o610, 0o644, 0o666])("of mode %o is refused", (mode) => {
    const path = keyFile("open", good, mode);
    const error = refusal({ COMITY_MASTER_KEY_FILE: path });
    expect(error.code).toBe("master-key-too-open");
    expect(error.message).toBe(
      `the file of the master key \`${path}\` can be read or changed by others: its mode is 0${mode.toString(8)}, 0600 or tighter is needed`,
    );
    expect(error.help).toContain(`chmod 600 ${path}`);
  });

  test("of another size is refused", () => {
    expect(refusal({ COMITY_MASTER_KEY_FILE: keyFile("empty", "") }).message).toMatch(/is empty$/);
    expect(refusal({ COMITY_MASTER_KEY_FILE: keyFile("large", "x".repeat(2_000)) }).message).toMatch(
      /has 2000 bytes/,
    );
  });
});

test("a master key shows itself nowhere", () => {
  const master = masterKeyFrom({ COMITY_MASTER_KEY: good });
  const shown = [`${master}`, JSON.stringify({ master }), inspect(master, { depth: 9, showHidden: true })];
  expect(shown.join(" ")).not.toContain(good);
  expect(JSON.stringify(shown)).toContain("[master key]");
});

test("keys are wrapped each time anew, for one person, by one master key", () => {
  const [own, other] = [newMasterKeyText(), newMasterKeyText()].map(
    (text) => new MasterKey(Buffer.from(text, "base64")),
  );
  const key = Buffer.from("0123456789abcdef0123456789abcdef");
  const wrapped = own!.wrap("p1", key);
  expect(own!.wrap("p1", key).equals(wrapped)).toBe(false);
  expect(own!.unwrap("p1", wrapped).export().equals(key)).toBe(true);
  expect(() => own!.unwrap("p2", wrapped)).toThrow("the key of `p2` cannot be opened");
  expect(() => other!.unwrap("p1", wrapped)).toThrow("the key of `p1` cannot be opened");
  for (let at = 0; at < wrapped.length; at++) {
    const bent = Buffer.from(wrapped);
    bent[at]! ^= 1;
    expect(() => own!.unwrap("p1", bent)).toThrow(StoreError);
  }
  expect(own!.check).not.toBe(other!.check);
});
