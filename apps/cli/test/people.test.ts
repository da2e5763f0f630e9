/** Commands about people: a person at risk, two that are one, one who goes, and whoever looks. On one small store. */
import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { day, SINCE_EVER } from "@comity/calendar";
import type { Act } from "@comity/registry";
import { masterKeyFrom, openStore } from "@comity/store";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { freshDatabase, REGISTRY, reasonToSkip } from "../../../packages/store/test/ground/shared.ts";
import { COMMANDS } from "../src/catalogue.ts";
import { build, comity, type Outcome, removeFolders, root, temporaryFolder } from "./command.ts";
import { smallActs, writeSmallWorld } from "./small-world.ts";

const RETENTION = `
\`\`\`policy
parameter retention: Duration "kept after the last tie" = 2 years

rule retention_over(person: Person) "the data of {person} has been kept long enough"
  when contract(person, _, _) within the last retention or more
  unless contract(person, _, _) within the last retention
\`\`\`
`;

/** The master key of every store in tests. */
const MASTER_BYTES = Uint8Array.from({ length: 32 }, (_, k) => 7 * k + 1);

const GUIDE = ["--guide", join(root, "policies/cern.guide.md")];
const INSTRUMENT = [
  "--reference",
  "R",
  "--dated",
  "2023-12-15",
  "--sha256",
  "a".repeat(64),
  "--kept-at",
  "archive",
];

/** What no line may hold: the name, given name, mail and ORCID iD of p03, and of p04 who is the same person. */
const SECRET = /Musterfrau|Zdenka|zdenka@|0000-0002-1825-0097|Geheim/i;

let folder = "";
let env: Record<string, string> = {};
/** On a server, which opens more quickly; in a folder where there is no server. */
const isServer = reasonToSkip("PostgreSQL 18") === undefined;
const store = isServer ? "DATABASE_URL" : "small.store";
/** Everything that any command printed, but for those that are for the person herself. */
const printed: string[] = [];

async function run(...words: string[]): Promise<Outcome> {
  const outcome = await comity(folder, words, env);
  printed.push(outcome.out, outcome.err);
  return outcome;
}

const bytesBelow = (path: string): string =>
  readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), "latin1"))
    .join("\n");

beforeAll(async () => {
  build();
  folder = temporaryFolder();
  writeSmallWorld(folder);
  const policy = join(folder, "small.policy.md");
  writeFileSync(policy, readFileSync(policy, "utf8") + RETENTION);
  writeFileSync(join(folder, "master.key"), Buffer.from(MASTER_BYTES).toString("base64"), { mode: 0o600 });
  env = { COMITY_MASTER_KEY_FILE: join(folder, "master.key"), COMITY_USER: "office" };
  const where = isServer ? await freshDatabase("PostgreSQL 18") : join(folder, store);
  if (isServer) env.DATABASE_URL = where;
  const header = { on: SINCE_EVER, recorded: day("2021-03-01"), by: "office", instrument: "" };
  const acts = smallActs().map((act): Act => {
    if (act.act !== "person" || !["p03", "p04"].includes(act.person)) return act;
    return {
      ...act,
      familyName: act.person === "p03" ? "Musterfrau" : "Geheim",
      givenName: "Zdenka",
      ...(act.person === "p03" ? { mail: "zdenka@example.org", orcid: "0000-0002-1825-0097" } : {}),
    };
  });
  const opened = await openStore(where, {
    create: !isServer,
    registry: REGISTRY,
    masterKey: masterKeyFrom(env),
  });
  await opened.append([...acts, { act: "recall", id: "recall", ...header, person: "p10" }], { by: "office" });
  await opened.describe({
    name: "small",
    title: "Small",
    policy: isServer ? "small.policy.md" : "../small.policy.md",
  });
  await opened.close();
}, 240_000);
afterAll(removeFolders);

describe("people in a store", () => {
  it("are put under an alias, which must not tell who it is; one person under all identifiers", async () => {
    expect(await run("registry", "alias", store, "p03", "Frau MUSTERFRAU")).toMatchObject({
      code: 2,
      err: "error: the alias holds a part of the person's name\n  help: choose one that tells nobody who it is\n",
    });
    expect(await run("registry", "alias", store, "p99", "Q")).toMatchObject({
      code: 2,
      err: "error: nobody is registered as `p99`\n  help: identifiers are expected, such as `p00017`; a name is none\n",
    });
    const hidden = await run("registry", "alias", store, "p03", "Person Q");
    expect(hidden).toMatchObject({ code: 0, err: "" });
    expect(hidden.out).toContain(`p03 is Person Q from now on in ${store}, for whoever is not cleared\n`);
    const merged = await run("registry", "merge", store, "p04", "p03");
    expect(merged.out).toContain(`what is said of p04 counts for p03 in ${store}\n`);
    expect(await run("registry", "merge", store, "p03", "p04")).toMatchObject({
      code: 2,
      err: expect.stringContaining("`p03` is merged into `p04`, which is merged back into it"),
    });
  });

  it("are named by the alias to whoever is not cleared, and by the name to whoever is", async () => {
    const list = (...words: string[]) => run("list", store, "site_access", ...words);
    expect((await list()).out).not.toMatch(/Abad|Person Q/);
    expect((await list("--names")).out).toMatch(/p03 +Person Q/);
    const cleared = await comity(folder, ["list", store, "site_access", "--names", "--cleared"], env);
    expect(cleared.out).toMatch(/p03 +Zdenka (Musterfrau|Geheim)/);
    // Somebody who was merged is asked about under either identifier.
    expect((await run("when", store, "site_access", "p04")).out).toContain("p03");
  });

  it("are never named by any command, good or bad, nor by any file of the store", async () => {
    const asked: string[][] = [
      ["impact", store, "--end", "ICA-BY", "--names"],
      ["when", store, "site_access", "p03", "--names"],
      ["when", store, "site_access", "Musterfra", "--names"],
      ["list", store, "contract", "--names", "--json"],
      ["explain", store, "site_access", "p03", "--on", "2023-01-01", "--names"],
      ["remedies", store, "site_access", "p03", "--on", "2027-01-01", "--names"],
      ["registry", "looks", store],
      ["registry", "retention", store, "--on", "2030-01-01", "--why"],
      ["registry", "merge", store, "p03", "nobody"],
      ["registry", "erase", store, "p03"],
      ["registry", "import", store, "people.csv"],
      ["registry", "log", store],
      ["registry", "export", store, "out.jsonl", "--jsonl"],
      ["registry", "backup", store, "backup"],
      ["agreements", store, "--on", "2023-01-01"],
      ["deadlines", store, "--from", "2023-01-01"],
      ["compare", store, "end.json", "suspend.json"],
      ["authors", "who", store, "--experiment", "ALICE", "--on", "2023-01-01", "--names"],
      ["authors", "shares", store, "--experiment", "ALICE", "--on", "2023-01-01"],
      ["decision", "plan", store, "end.json", ...GUIDE, "--person", "p03", "--letter", "told"],
      ["decision", "enter", store, "end.json", ...GUIDE, ...INSTRUMENT],
      [
        "decision",
        "reverse",
        store,
        "nowhere",
        ...GUIDE,
        ...INSTRUMENT,
        "--title",
        "T",
        "--on",
        "2024-01-01",
      ],
    ];
    // The list that comes in may say what the clerk's own file says, so here it speaks of somebody else.
    writeFileSync(join(folder, "people.csv"), "person,family_name,orcid\np03,Other,0000-0002-1694-233X\n");
    for (const words of asked) {
      const { out, err } = await run(...words);
      if (words.includes("Musterfra")) {
        // What was asked comes back in its own words, and nothing is said of what it is like.
        expect(err).toContain("no person `Musterfra` is known");
        printed.splice(-2);
        expect(err.replace("`Musterfra`", "")).not.toMatch(SECRET);
      } else expect(`${words.join(" ")}\n${out}${err}`).not.toMatch(SECRET);
    }
    expect(printed.join("\n").replaceAll("MUSTERFRAU", "")).not.toMatch(SECRET);
    for (const name of ["out.jsonl", "backup"])
      expect(
        statSync(join(folder, name)).isDirectory()
          ? bytesBelow(join(folder, name))
          : readFileSync(join(folder, name), "utf8"),
      ).not.toMatch(SECRET);
    // Every command that shows people and can open a store is in the list above, or is for the person alone. Ballots, bodies' rules
    // and lists that come as files name nobody of a store.
    const others =
      /^(import|policy|compare-policies|serve|ballot|council|authors (read|convert|write|predict|compare|replay|print)|registry (check|new|extract|keys|alias|withdraw|init|load|follow|record|verify|rebuild|restore))/;
    const names = COMMANDS.map(({ words }) => words.join(" "));
    const untried = names.filter(
      (name) => !others.test(name) && !asked.some((words) => words.join(" ").startsWith(name)),
    );
    expect(untried).toEqual([]);
  }, 240_000);

  it("read what is held about them, and who looked", async () => {
    const words = ["registry", "extract", store, "p03", "--on", "2023-01-01"];
    const { code, out } = await comity(folder, words, env);
    expect(code).toBe(0);
    expect(out).toContain("what is held about p03, p04\n");
    for (const held of [
      'familyName "Musterfrau"',
      'orcid "0000-0002-1825-0097"',
      'instrument "form"',
      "contract(p03, INP, USER), 2021-03-01 to 2026-02-28",
      "site_access(p03)",
      "by rule `covered`",
      "office: registry alias (p03)",
      "office: registry extract (p03)",
      "office: list (everybody)",
    ])
      expect(out).toContain(held);
    expect(out).not.toMatch(/Abad|Belo|Jomo/);
    const json = await comity(folder, [...words, "--json"], env);
    const said = JSON.parse(json.out) as {
      identifiers: string[];
      acts: unknown[];
      looks: { person: string }[];
    };
    expect(said.identifiers).toEqual(["p03", "p04"]);
    expect(said.acts).toHaveLength(8);
    expect(said.looks.every(({ person }) => person === null || person === "p03" || person === "p04")).toBe(
      true,
    );
  });

  it("fall due by the policy's rule, and are let go once a word is said", async () => {
    expect((await run("registry", "retention", store, "--on", "2028-02-29")).out).toBe("nothing falls due\n");
    const due = await run("registry", "retention", store, "--on", "2028-03-01", "--why");
    expect(due.out).toMatch(/^9 people's data fall due:\n {2}p01, since 2028-03-01\n/);
    expect(due.out).toContain("the data of p01 has been kept long enough");
    const erase = ["registry", "retention", store, "--on", "2028-03-01", "--erase"];
    expect(await run(...erase)).toMatchObject({
      code: 2,
      err: 'error: what is personal about 9 people will be gone for good\n  help: say `--confirm "erase 9 people"` to go on\n',
    });
    expect((await run(...erase, "--confirm", "erase 3 people")).err).toContain("nothing was done");
  });

  it("are erased for good: no name comes back, and the word must be said", async () => {
    const refused = await run("registry", "erase", store, "p04");
    expect(refused).toMatchObject({
      code: 2,
      err: expect.stringContaining('say `--confirm "p04"` to go on'),
    });
    const erased = await run("registry", "erase", store, "p04", "--confirm", "p04");
    expect(erased.out).toContain(`p04 is erased in ${store}: 2 acts keep standing without a name\n`);
    expect((await run("registry", "erase", store, "p03")).out).toBe("p03 was erased before\n");
    const words = ["list", store, "site_access", "--names", "--cleared"];
    expect((await run(...words)).out).toMatch(/p03 +erased/);
    const extract = await run("registry", "extract", store, "p03");
    expect(extract.out).toContain('familyName "erased"');
    expect(extract.out).not.toMatch(SECRET);
  });

  it("have keys that another master key wraps, once it is rotated", async () => {
    const next = join(folder, "next.key");
    const made = await run("registry", "keys", "new", "next.key");
    expect(made).toMatchObject({ code: 0, err: "" });
    expect(statSync(next).mode & 0o777).toBe(0o600);
    expect((await run("registry", "keys", "new", "next.key")).err).toContain("`next.key` is there already");
    const rotated = await comity(folder, ["registry", "keys", "rotate", store], {
      ...env,
      COMITY_NEW_MASTER_KEY_FILE: next,
    });
    expect(rotated).toMatchObject({ code: 0, out: expect.stringContaining("8 keys are wrapped by the new") });
    expect(await run("registry", "looks", store)).toMatchObject({
      code: 2,
      err: expect.stringContaining("error: the master key is not the one of this store\n"),
    });
    env = { ...env, COMITY_MASTER_KEY_FILE: next };
    expect((await run("list", store, "site_access", "--names")).out).toContain("Abad");
  });
});

describe("people in a folder", () => {
  it("are merged, put under an alias and erased by the same commands", async () => {
    const there = ["registry", "merge", "registry", "p04", "p02"];
    expect((await run(...there)).out).toContain("what is said of p04 counts for p02 in registry\n");
    expect((await run("when", "registry", "site_access", "p04")).out).toMatch(/^p02: /);
    expect((await run(...there, "--undo")).out).toContain("p04 and p02 are two people again");
    const hidden = await run("registry", "alias", "registry", "p01", "Q");
    expect(hidden.err).toContain("registry: the files still hold the name");
    expect((await run("list", "registry", "site_access")).out).not.toContain("Abad");
    const erased = await run("registry", "erase", "registry", "p02", "--confirm", "p02");
    expect(erased.out).toContain("copies of the folder, and what git keeps of it, still hold the name\n");
    expect(bytesBelow(join(folder, "registry"))).not.toContain("Belo");
    expect((await run("registry", "check", "registry")).code).toBe(0);
  });
});
