/** The pages on bodies show real output, every one of them. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { build, root } from "./command.ts";
import { expectPrinted, shownIn } from "./shown-output.ts";

beforeAll(build);

const folder = join(root, "docs/bodies");

describe.each(readdirSync(folder).filter((name) => name.endsWith(".md")))("%s", (name) => {
  const shown = shownIn(readFileSync(join(folder, name), "utf8"));

  it("shows what the system derives", () => {
    expect(shown.length).toBeGreaterThan(0);
  });

  it.each(shown)("$line", (each) => expectPrinted(each));
});
