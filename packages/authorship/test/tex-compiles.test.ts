/** What is written for journals is set by TeX without an error, large lists and all letters included. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { type AuthorList, type WriteFormat, writeList } from "../src/index.ts";
import { largeList } from "./large-list.ts";
import { LIST } from "./made-up-list.ts";
import { STAND_INS } from "./stand-ins.ts";

const FORMATS: readonly WriteFormat[] = [
  "revtex",
  "jhep",
  "elsarticle",
  "aastex",
  "epjc",
  "mnras",
  "aa",
  "pos",
];
const hasTex = ["revtex4-2.cls", "elsarticle.cls", "mnras.cls", "ot2enc.def", "wncyr10.tfm"].every(
  (file) => spawnSync("kpsewhich", [file], { encoding: "utf8" }).stdout?.trim() !== "",
);
const canSet = hasTex && spawnSync("pdflatex", ["--version"]).status === 0;
/** REVTeX and elsarticle take minutes for a large list, since their own work grows with its square: in the gate one class sets it. */
const isSoak = process.env.COMITY_RUNS !== undefined;
const folder = mkdtempSync(join(tmpdir(), "tex-compiles-"));
for (const [name, text] of Object.entries(STAND_INS)) writeFileSync(join(folder, name), text);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function faultsOf(list: AuthorList, format: WriteFormat): Promise<string> {
  const { content } = await writeList(list, format);
  writeFileSync(join(folder, `${format}.tex`), content);
  // No page is kept: an error is what matters, and drawing costs most.
  const run = spawnSync(
    "pdflatex",
    ["-draftmode", "-interaction=nonstopmode", "-halt-on-error", `${format}.tex`],
    {
      cwd: folder,
      encoding: "latin1",
      timeout: 900_000,
      env: { ...process.env, max_print_line: "1000" },
    },
  );
  if (run.status === 0) return "";
  return (
    run.stdout
      .split("\n")
      .filter((line) => /^!|^l\.\d/.test(line))
      .join("\n") || run.stdout.slice(-500)
  );
}

describe.skipIf(!canSet)("TeX", () => {
  it.each(FORMATS)("sets %s", async (format) => {
    expect(await faultsOf(LIST, format)).toBe("");
  });

  it.each(isSoak ? FORMATS : (["mnras"] as const))(
    "sets 3,000 authors in %s",
    async (format) => {
      expect(await faultsOf(largeList(3000, 250), format)).toBe("");
    },
    900_000,
  );

  it("stops at what is wrong", async () => {
    const list = { ...LIST, title: "ế".repeat(2) };
    expect(await faultsOf(list, "elsarticle")).toBe("");
    const { content } = await writeList(LIST, "elsarticle");
    writeFileSync(join(folder, "wrong.tex"), (content as string).replace("\\end{frontmatter}", "\\nonsense"));
    expect(
      spawnSync("pdflatex", ["-draftmode", "-halt-on-error", "-interaction=nonstopmode", "wrong.tex"], {
        cwd: folder,
      }).status,
    ).not.toBe(0);
  });
});
