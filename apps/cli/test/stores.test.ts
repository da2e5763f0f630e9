/** Registries in a store: from a data package into a folder, onto a server, and back. */
import { appendFileSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { freshDatabase, reasonToSkip } from "../../../packages/store/test/ground/shared.ts";
import { build, comity, type Outcome, removeFolders, temporaryFolder } from "./command.ts";
import { writeSmallWorld } from "./small-world.ts";

const KEY = {
  COMITY_MASTER_KEY: Buffer.from(Uint8Array.from({ length: 32 }, (_, k) => 11 * k + 3)).toString("base64"),
};

/** Most of it on a server, where a command takes less time; what is about folders below. */
const hasServer = reasonToSkip("PostgreSQL 18") === undefined;
const where = hasServer ? "DATABASE_URL" : "s";
let address = "";
let folder = "";
const run = (words: string, env: Record<string, string> = KEY): Promise<Outcome> =>
  comity(folder, words.split(" "), { COMITY_USER: "anna", DATABASE_URL: address, ...env });
const head = (said: string): string | undefined => /the head is (\d+ [0-9a-f]{64})/.exec(said)?.[1];

beforeAll(async () => {
  build();
  folder = temporaryFolder();
  writeSmallWorld(folder);
  if (hasServer) address = await freshDatabase("PostgreSQL 18", "template0");
});
afterAll(removeFolders);

describe("a registry in a store", () => {
  it("is made, loaded, asked, and verified", async () => {
    expect(await run(`registry init ${where} --registry small`)).toEqual({
      code: 0,
      out: `made the registry small in ${where}\n`,
      err: "",
    });
    const loaded = await run(`registry load ${where} registry`);
    expect(loaded).toMatchObject({ code: 0, err: "" });
    expect(loaded.out).toMatch(/^recorded \d+ acts in \w+\nthe head is/);
    const again = await run(`registry load ${where} registry --json`);
    expect(JSON.parse(again.out)).toMatchObject({
      added: [],
      head: { position: Number(head(loaded.out)!.split(" ")[0]) },
    });
    const verified = await run(`registry verify ${where}`);
    expect(verified).toMatchObject({ code: 0, err: "" });
    expect(head(verified.out)).toBe(head(loaded.out));
    const asked = (await run("when registry site_access p01")).out;
    expect((await run(`when ${where} site_access p01`)).out).toBe(asked.replace("p01: Ada Abad; ", ""));
  });

  it("takes acts with their document, and none that do not fit", async () => {
    const recall = { act: "recall", id: "r1", person: "p01", on: "2026-01-01", recorded: "2026-01-02" };
    writeFileSync(join(folder, "acts.jsonl"), `${JSON.stringify(recall)}\n\n`);
    const words = `registry record ${where} acts.jsonl --set S1 --document LC/12 --document-file acts.jsonl --kept-at archive`;
    const recorded = await run(words);
    expect(recorded.out).toMatch(/^recorded 1 act in \w+\n/);
    expect((await run(words)).out).toMatch(/^recorded 0 acts in \w+, 1 act was there already\n/);
    const [entry] = (await run(`registry log ${where} --last 1 --json`)).out
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(entry).toMatchObject({
      id: "r1",
      recordedBy: "anna",
      set: "S1",
      document: {
        reference: "LC/12",
        sha256: /^[0-9a-f]{64}$/.exec(entry.document.sha256)?.[0],
        location: "archive",
      },
    });
    expect((await run(`registry log ${where} --last 1`)).out).toMatch(/anna +recall +r1 +p01/);

    appendFileSync(
      join(folder, "acts.jsonl"),
      `${JSON.stringify({ ...recall, id: "r2", person: "nobody" })}\n`,
    );
    expect(await run(`registry record ${where} acts.jsonl`)).toEqual({
      code: 2,
      out: "",
      err: "error: column `person`, act `r2`: the person `nobody` is not registered in `people.csv`\n  help: nothing was recorded\n",
    });
    writeFileSync(
      join(folder, "acts.jsonl"),
      `${JSON.stringify({ ...recall, id: "r2", personn: "p01" })}\n{"act":"recall`,
    );
    expect((await run(`registry record ${where} acts.jsonl`)).err).toMatch(
      /^error: acts.jsonl, line 2: this is not JSON/,
    );
    writeFileSync(join(folder, "acts.jsonl"), `${JSON.stringify({ ...recall, id: "r2" })}\n`);
    const late = await run(`registry record ${where} acts.jsonl --expected-head ${"0".repeat(64)}`);
    expect(late).toMatchObject({ code: 1, out: "" });
    expect(late.err).toMatch(/^error: others have recorded \d+ acts since: 1 `/);
  });

  it("comes back from a backup and from its own journal with the same head", async () => {
    const backup = await run(`registry backup ${where} backup`);
    const at = head(backup.out);
    expect(at).toBeDefined();
    expect(head((await run("registry restore backup t")).out)).toBe(at);
    expect(await run("registry init t")).toMatchObject({
      code: 1,
      err: "error: `t` holds a store already\n",
    });
    expect(head((await run("registry rebuild t")).out)).toBe(at);
    expect(await run("registry export t acts.out --jsonl")).toMatchObject({ code: 0, err: "" });
    expect(statSync(join(folder, "acts.out")).mode & 0o077).toBe(0);
    expect(JSON.parse(readFileSync(join(folder, "acts.out"), "utf8").trim().split("\n").at(-1)!).hash).toBe(
      at!.split(" ")[1],
    );
    expect(await run("registry export t package --names")).toMatchObject({ code: 0, err: "" });
    expect(await run("registry check package")).toMatchObject({ code: 0, err: "" });
    expect(readFileSync(join(folder, "package/people.csv"), "utf8").split("\n").length).toBe(
      readFileSync(join(folder, "registry/people.csv"), "utf8").split("\n").length,
    );
    const [, noted = ""] =
      /^the head is \d+ ([0-9a-f]{64})$/m.exec((await run("registry verify t")).out) ?? [];
    expect(await run(`registry verify t --head ${noted}`)).toMatchObject({ code: 0, err: "" });
    expect(await run(`registry verify t --head ${"ab".repeat(32)}`)).toMatchObject({
      code: 1,
      out: "",
      err: expect.stringContaining("the end of the chain was cut off or written anew since that was noted"),
    });
    expect(await run("registry verify t --head abc")).toMatchObject({ code: 2, out: "" });
    const journal = join(folder, "t/acts.journal");
    const text = readFileSync(journal, "utf8");
    writeFileSync(
      journal,
      text.replace('"position":3,', '"position":3 ,').replace('"recordedBy":"anna"', '"recordedBy":"ann0"'),
    );
    const broken = await run("registry verify t");
    expect(broken).toMatchObject({ code: 1, out: "" });
    expect(broken.err).toContain("broken: t (act `");
  });

  it("refuses without its key", async () => {
    expect(await run(`registry log ${where}`, {})).toMatchObject({ code: 2, out: "" });
    const other = {
      COMITY_MASTER_KEY: Buffer.from(Uint8Array.from({ length: 32 }, (_, k) => 13 * k + 5)).toString(
        "base64",
      ),
    };
    expect(await run(`registry log ${where}`, other)).toMatchObject({
      code: 2,
      err: expect.stringContaining("the master key is not the one of this store"),
    });
  });

  it("says where it could not get, without the password", async () => {
    const nowhere = { ...KEY, DATABASE_URL: "postgres://user:secret@127.0.0.1:1/none" };
    const refused = await run("registry log DATABASE_URL", nowhere);
    expect(refused).toMatchObject({ code: 1, out: "" });
    expect(refused.err).toMatch(/^error: the database `127.0.0.1:1\/none` cannot be reached/);
    expect(refused.err).not.toContain("secret");
  });
});
