/**
 * The page for those who write a policy, followed from its first line to its last: its files are written where it says so, its
 * commands are run one after the other, and print what it shows. The policy is the page itself, as far as it has come.
 */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { RECORDS } from "@comity/registry";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { build, comity, removeFolders, root, temporaryFolder } from "./command.ts";

const page = readFileSync(join(root, "docs/write-a-policy.md"), "utf8");
const POLICY = "lakes/lakes.policy.md";

interface Command {
  readonly line: string;
  /** Lines that it prints, in their order; others may stand where `...` does, or nothing is shown. */
  readonly shown: readonly string[];
}
type Step = { readonly at: number; readonly label: string } & (
  | { readonly step: "file"; readonly path: string; readonly text: string }
  | { readonly step: "commands"; readonly commands: readonly Command[] }
);

function commandsIn(block: string): Command[] {
  return block
    .split(/^\$ npx /m)
    .filter((part) => part.trim() !== "")
    .map((part) => {
      const [line = "", ...shown] = part.trimEnd().split("\n");
      return { line, shown: shown.filter((each) => each.trim() !== "") };
    });
}

function stepsOf(text: string): Step[] {
  return [...text.matchAll(/(?:^`([^`\n]+)`\n)?^```(csv|json|console)\n([\s\S]*?)^```$/gm)].map(
    ({ index: at, 1: path, 2: language, 3: body = "" }): Step => {
      if (language === "console") {
        const commands = commandsIn(body);
        return { at, label: commands.map(({ line }) => line).join("; "), step: "commands", commands };
      }
      expect(path, `the path of a block of ${language} stands above it: ${body.slice(0, 40)}`).toBeDefined();
      return { at, label: path!, step: "file", path: path!, text: body };
    },
  );
}

/** Whether a command that answers "no" is shown with that answer. */
const isNo = ({ line, shown }: Command): boolean =>
  shown.some((each) => /^(no: |error\[conflict\]|The draft is inadmissible)/.test(each)) &&
  /^comity (explain|impact|policy check) /.test(line);

function expectShown({ shown }: Command, printed: readonly string[]): void {
  let at = -1;
  let mayLeaveOut = true;
  for (const wanted of shown) {
    if (wanted === "...") {
      mayLeaveOut = true;
      continue;
    }
    const found = printed.indexOf(wanted, at + 1);
    expect(found, `\`${wanted}\` is not printed there:\n${printed.join("\n")}`).toBeGreaterThan(at);
    if (!mayLeaveOut) expect(found, `something stands before \`${wanted}\``).toBe(at + 1);
    at = found;
    mayLeaveOut = false;
  }
}

describe("the page on writing a policy", () => {
  const steps = stepsOf(page);
  let folder = "";
  beforeAll(() => {
    build();
    folder = temporaryFolder();
    mkdirSync(join(folder, dirname(POLICY)), { recursive: true });
  });
  afterAll(removeFolders);

  it("names every record that a registry gives, with its columns", () => {
    for (const { name, columns } of RECORDS)
      expect(page).toContain(`\`${name}(${columns.map((column) => column.name).join(", ")})\``);
  });

  it("goes from a policy to a fact sheet", () => {
    const lines = steps.flatMap((each) => (each.step === "commands" ? each.commands : []));
    const words = [
      "policy check",
      "policy test",
      "policy format",
      "registry new",
      "registry check",
      "list",
      "explain",
      "remedies",
      "impact",
    ];
    for (const word of words) expect(lines.some(({ line }) => line.startsWith(`comity ${word} `))).toBe(true);
  });

  it.each(steps)("$label", async (step) => {
    if (step.step === "file") {
      writeFileSync(join(folder, step.path), step.text);
      return;
    }
    writeFileSync(
      join(folder, POLICY),
      page.slice(0, step.at).replace("# Write a policy", "# The Lakes Agreement"),
    );
    for (const command of step.commands) {
      const { code, out, err } = await comity(folder, command.line.split(" ").slice(1));
      const printed = `${out}${err}`.split("\n").map((each) => each.trimEnd());
      expectShown(
        command,
        printed.filter((each) => each !== ""),
      );
      expect(code, `${command.line}\n${out}${err}`).toBe(isNo(command) ? 1 : 0);
    }
  });
});
