/** Lists brought into a registry by the command, in a folder and in a store, and taken back. Everybody is made up. */
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { day } from "@comity/calendar";
import { bringIn, memorySource, NO_MAPPING } from "@comity/exchange";
import { writeRegistry } from "@comity/registry";
import { masterKeyFrom, openStore } from "@comity/store";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  freshDatabase,
  MASTER_TEXT as key,
  reasonToSkip,
} from "../../../packages/store/test/ground/shared.ts";
import { main } from "../src/index.ts";
import { removeFolders, temporaryFolder } from "./command.ts";

beforeAll(() => {
  process.env.COMITY_MASTER_KEY = key;
  process.env.COMITY_USER = "users office";
});
afterAll(removeFolders);

const PARTIES = "party,title,kind\nBY,Belarus,State\nJINR,Joint Institute,Organisation\n";
const INSTITUTES =
  "institute,title,kind,seat,governed_by,ror\nINP,Institute for Nuclear Problems,laboratory,BY,BY,\nJ,Joint Institute,laboratory,BY,JINR,044yd9t77\n";
const PEOPLE =
  "family_name,given_name,orcid,institute,first_day\nExample,Anna,0000-0002-1825-0097,INP,2021-03-01\nSample,Boris,,J,2020-01-01\n";

/** A folder with an empty registry `reg` and the three lists, and a way to run the command in it. */
async function place(kind: "folder" | "store" | "server") {
  const folder = temporaryFolder();
  const where = kind === "server" ? await freshDatabase(SERVER, "template1") : join(folder, "reg");
  for (const [name, text] of Object.entries({
    "parties.csv": PARTIES,
    "institutes.csv": INSTITUTES,
    "people.csv": PEOPLE,
  }))
    writeFileSync(join(folder, name), text);
  if (kind === "folder") writeRegistry(join(folder, "reg"), [], { name: "reg", title: "A registry" });
  else {
    const masterKey = masterKeyFrom({ COMITY_MASTER_KEY: key });
    const store = await openStore(where, { create: true, registry: "reg", masterKey });
    await store.close();
  }
  /** Runs the command without a process of its own; names of files are taken from the folder. */
  const run = async (...words: string[]) => {
    const said = { out: "", err: "" };
    const stream = (name: "out" | "err") => ({
      write: (text: string) => {
        said[name] += text;
        return true;
      },
      isTTY: false,
      columns: 100,
    });
    const placed = words.map((word) =>
      word === "reg" ? where : /\.(csv|json)$/.test(word) ? join(folder, word) : word,
    );
    const code = await main(["registry", ...placed], {
      stdout: stream("out"),
      stderr: stream("err"),
      env: {},
    } as unknown as Parameters<typeof main>[1]);
    const plain = (text: string): string => text.replaceAll(`${folder}/`, "");
    return { code, out: plain(said.out), err: plain(said.err) };
  };
  return { folder, where, run };
}

const LISTS = ["parties.csv", "institutes.csv", "people.csv"];

/** The size and time of every file, to see that nothing was touched. */
const stamps = (folder: string): string[] =>
  readdirSync(folder).map(
    (name) => `${name} ${statSync(join(folder, name)).size} ${statSync(join(folder, name)).mtimeMs}`,
  );

describe("an import into a folder", () => {
  it("is a dry run at first, then one set, then nothing, and can be taken back and brought back", async () => {
    const { folder, run } = await place("folder");
    const before = stamps(join(folder, "reg"));
    const dry = await run("import", "reg", ...LISTS);
    expect(dry.code).toBe(0);
    expect(dry.out).toContain("8 acts would be recorded as the set import-");
    expect(stamps(join(folder, "reg"))).toEqual(before);
    const applied = await run("import", "reg", ...LISTS, "--apply", "--recorded", "2024-06-01", "--json");
    expect(applied.code).toBe(0);
    const { set, acts, applied: isApplied } = JSON.parse(applied.out);
    expect({ acts, isApplied }).toEqual({ acts: 8, isApplied: true });
    const again = await run("import", "reg", ...LISTS, "--apply");
    expect(again.out).toContain("nothing to record: reg has it all");
    const wouldBe = await run("withdraw", "reg", set);
    expect(wouldBe.out).toBe(`8 acts of the set ${set} would be withdrawn: say --apply\n`);
    const withdrawn = await run("withdraw", "reg", set, "--apply");
    expect(withdrawn.out).toContain(`withdrew 8 acts of the set ${set}\n`);
    expect((await run("withdraw", "reg", set, "--apply")).err).toContain(
      `all of the set \`${set}\` is withdrawn already`,
    );
    const back = await run("withdraw", "reg", `withdrawal-of-${set}`, "--apply");
    expect(back.code).toBe(0);
    expect((await run("import", "reg", ...LISTS)).out).toContain("nothing to record: reg has it all");
  });

  it("changes nothing for a file that is half right, unless one says so", async () => {
    const { folder, run } = await place("folder");
    await run("import", "reg", ...LISTS, "--apply");
    writeFileSync(
      join(folder, "more.csv"),
      "person,family_name,orcid\nm1,Model,0000-0002-1694-233X\nm2,Other,0000-0002-1825-0098\n",
    );
    const files = ["import", "reg", "more.csv", "--mapping", "mapping.json", "--apply"];
    writeFileSync(join(folder, "mapping.json"), '{"more.csv": {"table": "people"}}');
    const half = await run(...files);
    expect(half.code).toBe(1);
    expect(half.out).toContain("nothing is recorded: answer what is doubtful and mend what is refused");
    expect((await run("import", "reg", "more.csv", "--mapping", "mapping.json", "--json")).out).toContain(
      '"new": 1',
    );
    const right = await run(...files, "--rows-that-are-right");
    expect(right.code).toBe(0);
    expect(right.out).toContain("recorded 1 act in reg");
  });

  it("asks in a file, and takes the answers from it", async () => {
    const { folder, run } = await place("folder");
    await run("import", "reg", ...LISTS, "--apply");
    writeFileSync(
      join(folder, "authors.csv"),
      "family_name,given_name,institute,first_day\nSample,B.,044yd9t77,2020-01-01\n",
    );
    const asked = await run("import", "reg", "authors.csv", "--write-decisions", "answers.json");
    expect(asked.code).toBe(1);
    expect(asked.out).toContain("question: is `B. Sample` of J somebody who is there already?");
    const answers = join(folder, "answers.json");
    expect((await run("import", "reg", "authors.csv", "--write-decisions", "answers.json")).err).toContain(
      "`answers.json` is there already",
    );
    writeFileSync(answers, readFileSync(answers, "utf8").replace('"answer": ""', '"answer": "p00002"'));
    const answered = await run("import", "reg", "authors.csv", "--decisions", "answers.json", "--apply");
    expect(answered.code).toBe(0);
    expect(answered.out).toContain("given_name: `Boris` becomes `B.`");
  });
});

const SERVER = "PostgreSQL 18";
const kinds = [["store"], ...(reasonToSkip(SERVER) === undefined ? [["server"]] : [])] as [
  "store" | "server",
][];

describe.each(kinds)("an import into a %s", (kind) => {
  it("notes the set, who brought it in, the file and its SHA-256 with every act, and can be taken back", async () => {
    const { folder, where, run } = await place(kind);
    const first = await run("import", "reg", ...LISTS, "--apply", "--json");
    expect(JSON.parse(first.out)).toMatchObject({ acts: 8, applied: true });
    writeFileSync(join(folder, "more.csv"), "person,family_name,given_name\nm1,Model,Clara\n");
    writeFileSync(join(folder, "mapping.json"), '{"more.csv": {"table": "people"}}');
    const words = [
      "more.csv",
      "--mapping",
      "mapping.json",
      "--apply",
      "--instrument",
      "staff list",
      "--json",
    ];
    const { set, files } = JSON.parse((await run("import", "reg", ...words)).out);
    expect((await run("withdraw", "reg", set, "--apply")).out).toContain(
      `withdrew 1 act of the set ${set}\n`,
    );
    const store = await openStore(where, {
      masterKey: masterKeyFrom({ COMITY_MASTER_KEY: key }),
    });
    try {
      const entries = [];
      for await (const entry of store.entries(9)) entries.push(entry);
      expect(entries).toMatchObject([
        {
          set,
          recordedBy: "users office",
          document: { reference: "staff list", sha256: files[0].sha256, location: "more.csv" },
        },
        { set: `withdrawal-of-${set}`, act: { withdraws: `${set}:1.2` } },
      ]);
      expect(JSON.stringify(entries)).not.toContain("Model");
      expect((await store.verify()).broken).toBeUndefined();
      // Where others recorded something meanwhile, nothing of a set is recorded.
      const { acts, head } = await store.acts({ personal: "clear", by: "users office", purpose: "test" });
      const header = { on: day("2024-06-01"), recorded: day("2024-06-01"), by: "", instrument: "" };
      const options = { ...header, mapping: NO_MAPPING };
      const more = memorySource("parties.csv", "party,title,kind\nUA,Ukraine,State\n");
      const plan = (await bringIn(acts, [more], options)).plan();
      expect(plan.acts).toHaveLength(1);
      const council = { act: "body", id: "b1", ...header, body: "Council", title: "Council" } as const;
      await store.append([council], { by: "another" });
      const how = { by: "users office", set: plan.set, expectedHead: head.hash };
      await expect(store.append(plan.acts, how)).rejects.toThrow();
      expect((await store.head()).position).toBe(11);
    } finally {
      await store.close();
    }
  });
});

describe("wrong use", () => {
  it.each([
    [["import", "reg", "nowhere.csv"], "`nowhere.csv` does not exist\n  help: give the path of a file"],
    [["import", "reg", "people.csv", "people.csv"], "two files are called `people.csv`"],
    [["import", "reg", "people.csv", "--rows-that-are-right"], "`--rows-that-are-right` goes with `--apply`"],
    [["import", "reg", "people.csv", "--decisions", "parties.csv"], "this is not JSON"],
    [["import", "nowhere", "people.csv"], "`nowhere` does not exist"],
    [["import", "reg", "people.csv", "--recorded", "2024-02-30"], "`--recorded`: `2024-02-30` is not a day"],
    [["withdraw", "reg", "import-000000000000"], "the registry has no set `import-000000000000`"],
  ])("%j", async (words, message) => {
    const { folder, run } = await place("folder");
    const { code, err } = await run(...words);
    expect(code).toBe(2);
    expect(err).toContain(message);
    expect(existsSync(join(folder, "reg"))).toBe(true);
  });
});
