import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { COMMANDS } from "../src/catalogue.ts";
import { build, comity, root } from "./command.ts";

beforeAll(build);

interface Shown {
  readonly line: string;
  readonly output: readonly string[];
}

/** The blocks of `docs/command-line.md` that begin with a prompt: a command, and what it printed. */
function shownIn(page: string): Shown[] {
  return [...page.matchAll(/^```console\n\$ (comity .*)\n([\s\S]*?)^```$/gm)].map(([, line, output]) => ({
    line: line!,
    output: output!.split("\n").filter((each) => each.trim() !== ""),
  }));
}

const page = readFileSync(join(root, "docs/command-line.md"), "utf8");

describe("the page on the command line", () => {
  it("shows every command", () => {
    for (const { words } of COMMANDS) expect(page).toContain(`comity ${words.join(" ")}`);
    expect(shownIn(page).length).toBeGreaterThan(8);
  });

  // The page shows real output, shortened: `...` stands for what was left out.
  it.each(shownIn(page))("$line", async ({ line, output }) => {
    const { out, err } = await comity(root, line.split(" ").slice(1));
    const printed = `${out}${err}`.split("\n").map((each) => each.trimEnd());
    let at = -1;
    for (const wanted of output) {
      if (wanted.trim() === "...") continue;
      const found = printed.indexOf(wanted.trimEnd(), at + 1);
      expect(found, `\`${wanted}\` is not printed there`).toBeGreaterThan(at);
      at = found;
    }
  });
});
