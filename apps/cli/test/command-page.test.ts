import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { COMMANDS } from "../src/catalogue.ts";
import { build, root } from "./command.ts";
import { expectPrinted, shownIn } from "./shown-output.ts";

beforeAll(build);

const page = readFileSync(join(root, "docs/command-line.md"), "utf8");

describe("the page on the command line", () => {
  it("shows every command", () => {
    for (const { words } of COMMANDS) expect(page).toContain(`comity ${words.join(" ")}`);
    expect(shownIn(page).length).toBeGreaterThan(8);
  });

  it.each(shownIn(page))("$line", async (shown) => {
    await expectPrinted(shown);
  });
});
