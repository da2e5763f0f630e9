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
/** REVTeX and elsarticle work for a minute on a large list: in the gate one class sets it, in `npm run soak` all do. */
const isSoak = process.env.COMITY_RUNS !== undefined;
const folder = mkdtempSync(join(tmpdir(), "tex-compiles-"));
for (const [name, text] of Object.entries(STAND_INS)) writeFileSync(join(folder, name), text);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function faultsOf(list: AuthorList, format: WriteFormat): Promise<string> {
  const { content } = await writeList(list, format);
  // What another list left behind would number this one's marks.
  rmSync(join(folder, `${format}.aux`), { force: true });
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

it("marks all footnotes of an author of elsarticle by one command, since the class prints the last one only", async () => {
  const [first, ...others] = LIST.authors;
  const notes = ["First note", "Second note"];
  const list = { ...LIST, authors: [{ ...first!, notes, deceased: true as const }, ...others] };
  const { content } = await writeList(list, "elsarticle");
  expect(content).toContain("\\fnref{fna,fnb,deceased}");
});

it("says nothing of letters that TeX prints, Romanian ones among them", async () => {
  const { notes } = await writeList({ ...LIST, title: "\u0218\u0219\u021a\u021b" }, "revtex");
  expect(notes.join("\n")).not.toContain("no command of TeX");
});

describe.skipIf(!canSet)("TeX", () => {
  it.each(FORMATS)("sets %s", async (format) => {
    expect(await faultsOf(LIST, format)).toBe("");
  });

  it.each(isSoak ? FORMATS : (["mnras"] as const))(
    "sets 3,000 authors in %s",
    async (format) => {
      expect(await faultsOf(largeList(3000, 300), format)).toBe("");
    },
    900_000,
  );

  it("sets more institutes in elsarticle than there are letters for them", async () => {
    expect(await faultsOf(largeList(215, 215), "elsarticle")).toBe("");
  });

  it("sets more footnotes in REVTeX than there are signs for them", async () => {
    expect(await faultsOf(largeList(150, 40), "revtex")).toBe("");
  });

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
