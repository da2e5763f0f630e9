import { spawn } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { main } from "../src/index.ts";
import { build, comity, type Outcome, removeFolders, root, temporaryFolder } from "./command.ts";
import { writeSmallWorld } from "./small-world.ts";

let folder = "";
beforeAll(() => {
  build();
  folder = temporaryFolder();
  writeSmallWorld(folder);
});
afterAll(removeFolders);

const run = (line: string, env?: Record<string, string>): Promise<Outcome> =>
  comity(folder, line.split(" "), env);

const json = async (line: string): Promise<Record<string, unknown>> => {
  const { out, err, code } = await run(`${line} --json`);
  expect(err).toBe("");
  expect([0, 1]).toContain(code);
  return JSON.parse(out) as Record<string, unknown>;
};

/** Each question with its exit code; what it prints stands in `golden/`, word for word. */
const GOLDEN: readonly (readonly [name: string, line: string, code: number])[] = [
  ["agreements", "agreements registry --on 2023-12-15", 0],
  ["deadlines", "deadlines registry --from 2023-11-01", 0],
  ["deadlines-missed", "deadlines registry --from 2024-01-10", 0],
  ["impact", "impact registry end.json", 0],
  ["impact-cleared", "impact registry end.json --cleared", 0],
  ["impact-end", "impact registry --end ICA-BY --known-on 2023-12-15", 0],
  ["impact-late", "impact registry --end ICA-BY --known-on 2024-01-10", 0],
  ["impact-nobody", "impact registry suspend.json --known-on 2021-01-01", 0],
  ["compare", "compare registry end.json suspend.json", 0],
  ["when", "when registry computing_account p01 --decision end.json", 0],
  ["when-on", "when registry site_access p01 --on 2024-06-28 --end ICA-BY", 1],
  ["when-all", "when registry site_access", 0],
  ["when-never", "when registry residence_cards p02", 1],
  ["list", "list registry contract", 0],
  ["list-on", "list registry contract _ UNI --on 2022-06-01", 0],
  ["list-draft", "list registry covered --on 2024-06-28 --decision end.json", 0],
  ["list-none", "list registry recalled", 0],
  ["explain-yes", "explain registry computing_account p01 --on 2024-07-20 --decision end.json", 0],
  ["explain-no", "explain registry site_access p01 --on 2024-06-28 --decision end.json", 1],
  ["explain-never", "explain registry residence_cards p02 --on 2023-12-15", 1],
  ["remedies", "remedies registry site_access p01 --on 2024-06-28 --decision end.json", 0],
  ["remedies-none-needed", "remedies registry site_access p01 --on 2024-06-28", 0],
  ["policy-check", "policy check small.policy.md registry", 0],
  ["policy-test", "policy test small.policy.md registry --all", 0],
  ["registry-check", "registry check registry", 0],
];

describe("what the commands print", () => {
  it.each(GOLDEN)("%s", async (name, line, code) => {
    const outcome = await run(line);
    expect(outcome.err).toBe("");
    await expect(outcome.out).toMatchFileSnapshot(`golden/${name}.txt`);
    expect(outcome.code).toBe(code);
    // Nothing wider than a hundred columns, but the lines of a proof, which a search shall find whole.
    if (!line.startsWith("explain"))
      expect(outcome.out.split("\n").filter((each) => [...each].length > 100)).toEqual([]);
  });

  it("is the same twice", async () => {
    const [first, second] = await Promise.all([
      run("impact registry end.json"),
      run("impact registry end.json"),
    ]);
    expect(second.out).toBe(first.out);
  });
});

describe("what the commands give to machines", () => {
  it("lists agreements with parties, term, state and parent", async () => {
    const { agreements, ...rest } = await json("agreements registry --on 2024-06-28");
    expect(rest).toEqual({ knownOn: "2023-11-03", on: "2024-06-28" });
    expect(agreements).toEqual([
      {
        id: "ICA-BY",
        title: "Cooperation agreement with Belarus",
        kind: "ICA",
        parties: [{ id: "BY", name: "Belarus" }],
        term: { firstDay: "2024-06-28", lastDay: "2029-06-27" },
        state: "in force",
        parent: null,
      },
      {
        id: "MoU-X-BY",
        title: "Memorandum on Experiment X",
        kind: "MoU",
        parties: [{ id: "BY", name: "Belarus" }],
        term: { firstDay: "2019-09-01", lastDay: null },
        state: "in force",
        parent: "ICA-BY",
      },
    ]);
  });

  it("gives the fact sheet with the keys agreed, small cells and all", async () => {
    const sheet = await json("impact registry end.json");
    expect(sheet).toMatchObject({ knownOn: "2023-12-15", people: 7, institutes: 1 });
    for (const key of ["decision", "entitlements", "byInstitute", "notTouched", "marks", "money", "remedies"])
      expect(Object.keys(sheet)).toContain(key);
    expect(sheet.byInstitute).toMatchObject([
      { id: "INP", name: "Institute for Nuclear Problems", party: "BY", people: 7 },
    ]);
    expect(sheet.marks).toEqual({ missionCritical: 1, underReview: 1, residentNearby: 0, dependants: 0 });
    const byName = new Map(
      (sheet.entitlements as { name: string }[]).map((entitlement) => [entitlement.name, entitlement]),
    );
    expect(byName.get("site_access")).toMatchObject({ people: 7, byDay: [{ day: "2024-06-28", people: 7 }] });
    expect(byName.get("computing_account")).toMatchObject({
      people: 7,
      byDay: [{ day: "2024-08-27", people: 7 }],
    });
    expect(byName.get("residence_cards")).toMatchObject({ people: 4 });
  });

  it("takes --end for the plainest draft, with its last day where that is given", async () => {
    const sheet = await json("impact registry --end ICA-BY --last-day 2024-01-31 --known-on 2023-12-15");
    expect(sheet).toMatchObject({ people: 7, firstDay: "2024-02-01", lastDayBefore: "2024-01-31" });
  });

  it("finds the deadline and the session before it", async () => {
    const { deadlines } = await json("deadlines registry --from 2023-11-01");
    expect((deadlines as unknown[])[0]).toMatchObject({
      agreement: "ICA-BY",
      lastDayForNotice: "2023-12-27",
      session: { id: "214", body: "Council", firstDay: "2023-12-15", lastDay: "2023-12-15" },
      otherwise: { happens: "renews", on: "2024-06-28", lastDay: "2029-06-27" },
    });
  });

  it("answers when, explain, remedies and compare", async () => {
    expect(await json("when registry site_access p01 --decision end.json")).toEqual({
      knownOn: "2023-12-15",
      entitlement: "site_access",
      answers: [{ tuple: ["p01"], days: [{ firstDay: "2021-03-01", lastDay: "2024-06-27" }] }],
    });
    const why = await json("explain registry site_access p01 --on 2024-06-27 --decision end.json");
    expect(why).toMatchObject({
      answer: "yes",
      on: "2024-06-27",
      firstDay: "2021-03-01",
      lastDay: "2024-06-27",
      draft: "End the agreement with Belarus",
    });
    const facts = why.facts as { record: string; acts: { id: string; instrument: string }[] }[];
    const inForce = facts.find(({ record }) => record === "in_force")!;
    expect(inForce.acts.map(({ id }) => id)).toEqual(["ICA-BY", "draft:1"]);
    expect(inForce.acts[1]).toMatchObject({ act: "termination", on: "2023-12-15", recorded: "2023-12-15" });
    // The steps are the lines of the text, acts and white space aside.
    interface Shown {
      readonly step: string;
      readonly sentence: string;
      readonly acts: readonly string[];
      readonly below: readonly Shown[];
    }
    const sentences = ({ sentence, below }: Shown): string[] => [sentence, ...below.flatMap(sentences)];
    const { out } = await run("explain registry site_access p01 --on 2024-06-27 --decision end.json");
    const lines = out.split("\n").map((line) => line.trim());
    const steps = why.steps as Shown;
    expect(steps).toMatchObject({ step: "answer", acts: [] });
    expect(sentences(steps).filter((sentence) => !lines.includes(sentence))).toEqual([]);
    const behind = (at: Shown): readonly Shown[] => [at, ...at.below.flatMap(behind)];
    const fact = behind(steps).find(({ acts }) => acts.includes("draft:1"));
    expect(fact).toMatchObject({
      step: "fact",
      claim: { predicate: "in_force" },
      acts: ["ICA-BY", "draft:1"],
    });
    const { remedies, holds } = await json(
      "remedies registry site_access p01 --on 2024-06-28 --decision end.json",
    );
    expect(holds).toBe(false);
    expect((remedies as unknown[]).length).toBeGreaterThan(0);
    expect(await json("compare registry end.json suspend.json")).toMatchObject({
      knownOn: "2023-12-15",
      people: { a: 7, b: 7, onlyA: 0, onlyB: 0, both: 7 },
    });
  });

  it("lists what when answers, with names", async () => {
    const list = await json("list registry computing_account --on 2024-07-20 --decision end.json");
    expect(list).toMatchObject({
      knownOn: "2023-12-15",
      on: "2024-07-20",
      predicate: "computing_account",
      role: "entitlement",
      columns: ["person"],
      count: 10,
    });
    const rows = list.rows as { tuple: string[]; names: (string | null)[]; days: unknown }[];
    expect(rows.map(({ tuple }) => tuple[0])).toEqual(
      ["01", "02", "03", "04", "05", "06", "07", "08", "09", "10"].map((number) => `p${number}`),
    );
    expect(rows[0]).toMatchObject({ names: ["Ada Abad"] });
    const { answers } = await json("when registry computing_account --decision end.json");
    expect(rows.map(({ tuple, days }) => ({ tuple, days }))).toEqual(answers);
    // A day later than the grace of those whose access ends.
    expect(await json("list registry computing_account --on 2024-08-27 --decision end.json")).toMatchObject({
      count: 3,
    });
    // Values in any place, numbers sorted as numbers.
    const { rows: percents } = await json("list registry presence");
    const tuples = (percents as { tuple: [string, number] }[]).map(({ tuple }) => tuple);
    expect(tuples.filter(([, percent]) => percent === 100)).toHaveLength(5);
    const { rows: some } = await json("list registry presence _ 30");
    expect((some as { tuple: [string, number] }[]).map(({ tuple }) => tuple)).toEqual(
      tuples.filter(([, percent]) => percent === 30),
    );
  });

  it("never says a day that is no ISO day", async () => {
    const texts = await Promise.all(
      ["impact registry end.json", "deadlines registry", "agreements registry"].map((line) =>
        run(`${line} --json`),
      ),
    );
    for (const { out } of texts) expect(out).not.toMatch(/-?2147483648|2147483647|"20\d{6}"/);
  });
});

describe("policies", () => {
  it("fails a test that fails, with its place and what holds instead", async () => {
    const text = readFileSync(join(folder, "small.policy.md"), "utf8");
    writeFileSync(
      join(folder, "wrong.policy.md"),
      text.replace("2024-06-28: not site_access", "2024-06-28: site_access"),
    );
    const { code, out } = await run("policy test wrong.policy.md");
    expect(code).toBe(1);
    expect(out).toMatch(/wrong\.policy\.md:\d+:\d+: expected `site_access\(@anna\)` on 2024-06-28/);
    expect(out).toContain("1 not met");
  });

  it("says where a name in an example is most likely misspelt", async () => {
    const text = readFileSync(join(folder, "small.policy.md"), "utf8");
    writeFileSync(
      join(folder, "misspelt.policy.md"),
      text.replaceAll(": site_access(@anna)", ": site_access(@ana)"),
    );
    const { code, out } = await run("policy test misspelt.policy.md");
    expect(code).toBe(1);
    expect(out).toMatch(/expected `site_access\(@ana\)` on .*; it never holds$/m);
    expect(out).toContain("help: no fact of this example is about `@ana`; did you mean `@anna`?");
  });

  it("formats a file in place, and nothing but white space", async () => {
    const path = join(folder, "loose.policy.md");
    writeFileSync(path, "# Loose\n\n```policy\nkind P\nrecord b(x:P)\nentitlement a(x:P)when b(x)\n```\n");
    const before = readFileSync(path, "utf8");
    expect((await run("policy format loose.policy.md --check")).code).toBe(1);
    const { out } = await run("policy format loose.policy.md");
    expect(readFileSync(path, "utf8")).toBe(before);
    expect((await run("policy format loose.policy.md --write")).code).toBe(0);
    expect(readFileSync(path, "utf8")).toBe(out);
    expect(out).not.toBe(before);
    expect(out.replace(/\s/g, "")).toBe(before.replace(/\s/g, ""));
    expect((await run("policy format loose.policy.md --check")).code).toBe(0);
    writeFileSync(path, before.replace("when b(x)", "when when b(x)"));
    const refused = await run("policy format loose.policy.md --write");
    expect(refused).toMatchObject({ code: 2, out: "" });
    expect(refused.err).toMatch(/loose\.policy\.md:6:\d+/);
    expect(readFileSync(path, "utf8")).toContain("when when");
  });
});

describe("the terminal", () => {
  it("is coloured only on a screen, and there not where NO_COLOR forbids it", async () => {
    const painted = new RegExp(`${String.fromCharCode(27)}\\[[0-9]+m`);
    const wiped = "\r\u001b[2K";
    /** What a screen, or whatever else, is given. */
    const given = async (
      isTTY: boolean,
      env: Record<string, string>,
    ): Promise<{ out: string; err: string }> => {
      let [out, err] = ["", ""];
      const stdout = {
        isTTY,
        columns: 100,
        write: (text: string) => {
          out += text;
          return true;
        },
      } as unknown as NodeJS.WriteStream;
      const stderr = {
        isTTY,
        write: (text: string) => {
          err += text;
          return true;
        },
      } as unknown as NodeJS.WriteStream;
      const registry = join(folder, "registry");
      const code = await main(["deadlines", registry, "--from", "2023-11-01"], { stdout, stderr, env });
      expect(code).toBe(0);
      return { out, err };
    };
    const screen = await given(true, { TERM: "xterm" });
    expect(screen.out).toMatch(painted);
    // Progress on a screen is one line, wiped away.
    expect(screen.err).toContain("reading the registry");
    expect(screen.err.endsWith(wiped)).toBe(true);
    const plain = (await given(false, {})).out;
    expect(plain).not.toMatch(painted);
    for (const env of [{ NO_COLOR: "1", TERM: "xterm" }, { TERM: "dumb" }])
      expect((await given(true, env)).out).toBe(plain);
    expect((await given(true, { NO_COLOR: "", TERM: "xterm" })).out).toBe(screen.out);
    // The command itself, with nobody looking.
    expect((await run("deadlines registry --from 2023-11-01")).out).toBe(plain);
  });

  it("keeps to a narrow screen", async () => {
    const { out } = await run("impact registry end.json", { COLUMNS: "60" });
    expect(out.split("\n").filter((line) => [...line].length > 60)).toEqual([]);
  });

  it("is silent where nobody reads on", async () => {
    const child = spawn(
      "sh",
      ["-c", `${process.execPath} ${join(root, "apps/cli/bin/comity.js")} --help | head -1; exit 0`],
      { cwd: folder, stdio: ["ignore", "pipe", "pipe"] },
    );
    let [out, err] = ["", ""];
    child.stdout.on("data", (piece: Buffer) => {
      out += piece.toString();
    });
    child.stderr.on("data", (piece: Buffer) => {
      err += piece.toString();
    });
    await new Promise((resolve) => child.on("close", resolve));
    expect(out.split("\n")).toHaveLength(2);
    expect(err).toBe("");
  });
});
