import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { COMMANDS } from "../src/catalogue.ts";
import { build, comity, type Outcome, removeFolders, root, temporaryFolder } from "./command.ts";
import { writeSmallWorld } from "./small-world.ts";

let folder = "";
beforeAll(() => {
  build();
  folder = temporaryFolder();
  writeSmallWorld(folder);
});
afterAll(removeFolders);

const run = (line: string): Promise<Outcome> => comity(folder, line === "" ? [] : line.split(" "));

const POLICY = `${root}/policies/iter.policy.md`;

describe("help", () => {
  it.each(COMMANDS.map((command) => [command.words.join(" "), command] as const))(
    "of %s",
    async (name, command) => {
      const { code, out, err } = await run(`${name} --help`);
      expect({ code, err }).toEqual({ code: 0, err: "" });
      expect(out).toContain(`Usage: comity ${name} ${command.operands.usage}`);
      for (const option of command.options) expect(out).toContain(`--${option.name}`);
      expect(command.examples.length).toBeGreaterThan(0);
      for (const { line } of command.examples) expect(out).toContain(line);
      // What an example shows can be called.
      for (const { line } of command.examples) expect(line.startsWith(`comity ${name} `)).toBe(true);
    },
  );

  it("of all, by any of its names", async () => {
    const outcomes = await Promise.all(["--help", "-h", "help"].map(run));
    for (const { code, out } of outcomes) {
      expect(code).toBe(0);
      for (const { words } of COMMANDS) expect(out).toContain(words.join(" "));
    }
    expect((await run("policy --help")).out).toContain("policy format");
  });

  it("comes with exit code 2 where no command is given", async () => {
    expect(await run("")).toMatchObject({ code: 2, out: expect.stringContaining("Usage: comity COMMAND") });
  });

  it("is a version, too", async () => {
    for (const line of ["--version", "-v", "agreements --version"])
      expect(await run(line)).toEqual({ code: 0, out: "0.1.0\n", err: "" });
  });
});

describe("wrong use", () => {
  it.each([
    ["agrements", "unknown command `agrements`", "did you mean `agreements`?"],
    ["frobnicate", "unknown command `frobnicate`", "see `comity --help`"],
    ["policy", "`policy` needs a second word", "`policy check`"],
    ["policy chek x", "unknown command `policy chek`", "did you mean `policy check`?"],
    ["--jsn", "unknown option `--jsn`", "see `comity --help`"],
    ["agreements", "REGISTRY is missing", "comity agreements REGISTRY"],
    ["agreements registry more", "`more` is one word too many", "comity agreements REGISTRY"],
    ["agreements registry --jsn", "unknown option `--jsn`", "did you mean `--json`?"],
    ["agreements registry --json=yes", "`--json` takes no value, and `yes` was given", ""],
    ["agreements registry --on", "`--on` needs a value", "`--on DAY`"],
    ["agreements registry --on --json", "`--on` needs a value", ""],
    ["agreements registry --on 2023-01-01 --on 2023-01-02", "`--on` is given twice", ""],
    [
      "agreements registry --on 2023-02-29",
      "`--on`: `2023-02-29` is not a day",
      "did you mean `2023-02-28`?",
    ],
    ["agreements registry --known-on tomorrow", "`--known-on`: ", "2024-11-30"],
    ["impact registry", "the decision is missing", "`--end AGREEMENT`"],
    ["impact registry end.json --end ICA-BY", "exclude each other", ""],
    ["impact registry end.json --last-day 2024-01-01", "`--last-day` says when", "`--end AGREEMENT`"],
    ["impact registry --end ICA-BU", "`ICA-BU` is not an agreement", "did you mean `ICA-BY`?"],
    [
      "when registry site_acces p01",
      "no entitlement, rule or record `site_acces`",
      "did you mean `site_access`?",
    ],
    ["when registry wizardry p01", "no entitlement, rule or record `wizardry`", "`computing_account`"],
    ["when registry site_access p1", "no person `p1` is known", "did you mean `p01`?"],
    ["when registry site_access belo", "no person `belo` is known", "is it `p02` (Ada Belo)?"],
    ["when registry site_access p01 p02", "`p02` is one value too many", "`site_access PERSON`"],
    ["when registry covered INQ", "no institute `INQ` is known", "did you mean `INP`?"],
    [
      "list registry site_acces",
      "no entitlement, rule or record `site_acces`",
      "did you mean `site_access`?",
    ],
    ["list registry contrat", "no entitlement, rule or record `contrat`", "did you mean `contract`?"],
    ["list registry mark", "does not ask for the record `mark`", "`record mark(person: Person, mark: Text)`"],
    ["list registry contract _ INQ", "no institute `INQ` is known", "did you mean `INP`?"],
    ["list registry site_access _ p02", "`p02` is one value too many", "`site_access PERSON`"],
    ["list registry site_access --on 2023-02-29", "`--on`: ", "did you mean `2023-02-28`?"],
    ["explain registry site_access _ --on 2023-01-01", "`_` stands for any person", "`comity list`"],
    ["explain registry site_access p01", "`--on DAY` is missing", ""],
    [`registry new registry ${POLICY}`, "`registry` holds a registry already", "a new folder"],
    [`registry new . ${POLICY}`, "`.` is not empty", "a new folder"],
    ["explain registry affiliated p01 INP --on 2024-01-01", "`affiliated` is a record", ""],
    ["remedies registry site_access p01 --on 2024-13-01", "`--on`: ", ""],
    ["policy format small.policy.md --check --write", "exclude each other", ""],
  ])("comity %s", async (line, message, help) => {
    const { code, out, err } = await run(line);
    expect(err).toContain(message);
    expect(err).toContain(help);
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(err).toMatch(/^error: /);
    expect(err).not.toMatch(/^\s+at .*:\d+:\d+\)?$/m);
  });

  it("is told all at once", async () => {
    const { err } = await run("agreements --jsn --on");
    expect(err).toContain("unknown option `--jsn`");
    expect(err).toContain("`--on` needs a value");
    expect(err).toContain("REGISTRY is missing");
  });
});
