/** The pages in `docs/bodies/`: every command that they show prints what they say. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { build, root } from "../../apps/cli/test/command.ts";
import { expectPrinted, shownIn } from "../../apps/cli/test/shown-output.ts";

beforeAll(build);

const folder = join(root, "docs/bodies");
const shown = readdirSync(folder)
  .filter((name) => name.endsWith(".md"))
  .flatMap((page) => shownIn(readFileSync(join(folder, page), "utf8")).map((each) => ({ page, ...each })));

describe("the pages on bodies", () => {
  // A draft that the page calls inadmissible is refused.
  test.each(shown)("$page: $line", async ({ line, output }) => {
    const { out, code } = await expectPrinted({ line, output });
    if (line.startsWith("comity impact")) expect(code).toBe(/The draft is inadmissible/.test(out) ? 1 : 0);
  });
});
