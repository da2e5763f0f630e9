/** Every reason for a refusal is told on the page about ballots, and given somewhere. `UPDATE_GOLDEN=1` writes the page's table anew. */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { BALLOT_REASONS } from "../../src/index.ts";

const PAGE = fileURLToPath(new URL("../../../../docs/ballots.md", import.meta.url));
const SOURCES = fileURLToPath(new URL("../../src/ballot", import.meta.url));
const PLACE = /(<!-- reasons: [^\n]*-->\n).*?(<!-- end of reasons -->)/s;

const table = Object.values(BALLOT_REASONS)
  .map(({ title, reasons }) => {
    const rows = Object.entries(reasons).map(([code, says]) => `| \`${code}\` | ${says} |\n`);
    return `\n| ${title} | what does not hold |\n| --- | --- |\n${rows.join("")}`;
  })
  .join("");

describe("the reasons for which the ballot room refuses", () => {
  it("stand on its page as they are", () => {
    const page = readFileSync(PAGE, "utf8");
    expect(page).toMatch(PLACE);
    const expected = page.replace(PLACE, (_, begin: string, end: string) => `${begin}${table}\n${end}`);
    if (process.env.UPDATE_GOLDEN === "1") writeFileSync(PAGE, expected);
    else expect(page).toBe(expected);
  });

  it("are each given somewhere", () => {
    const sources = readdirSync(SOURCES, { recursive: true, encoding: "utf8" })
      .filter((name) => name.endsWith(".ts") && !name.endsWith("ballot-reasons.ts"))
      .map((name) => readFileSync(join(SOURCES, name), "utf8"))
      .join("");
    for (const { reasons } of Object.values(BALLOT_REASONS))
      for (const code of Object.keys(reasons)) expect(sources).toContain(`"${code}"`);
  });
});
