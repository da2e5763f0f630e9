/** The pages in `docs/bodies/`: every command that they show prints what they say. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { build, comity, root } from "../../apps/cli/test/command.ts";

beforeAll(build);

const folder = join(root, "docs/bodies");
const shown = readdirSync(folder)
  .filter((name) => name.endsWith(".md"))
  .flatMap((page) => {
    const text = readFileSync(join(folder, page), "utf8");
    const blocks = text.matchAll(/^```console\n\$ (comity .*)\n([\s\S]*?)^```$/gm);
    return [...blocks].map(([, line, output]) => ({
      page,
      line: line!,
      output: output!.split("\n").filter((each) => each.trim() !== ""),
    }));
  });

describe("the pages on bodies", () => {
  // Real output, shortened: `...` stands for what was left out. A draft that the page calls inadmissible is refused.
  test.each(shown)("$page: $line", async ({ line, output }) => {
    const { out, err, code } = await comity(root, line.split(" ").slice(1));
    const printed = `${out}${err}`.split("\n").map((each) => each.trimEnd());
    let at = -1;
    for (const wanted of output) {
      if (wanted.trim() === "...") continue;
      const found = printed.indexOf(wanted.trimEnd(), at + 1);
      expect(found, `\`${wanted}\` is not printed there`).toBeGreaterThan(at);
      at = found;
    }
    if (line.startsWith("comity impact")) expect(code).toBe(/The draft is inadmissible/.test(out) ? 1 : 0);
  });
});
