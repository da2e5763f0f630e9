/** What a browser loads before the first page is there: its scripts stay under 200 kB, gzipped, in every language. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";

const pages = fileURLToPath(new URL("../dist/pages", import.meta.url));
/** The first route's scripts, gzipped, in bytes: issue "The pages". */
const MOST = 200_000;
const FIRST_PAGE = "src/now/now-page.tsx";
/** The rooms whose words the first page shows. */
const ROOMS = ["shell", "now", "things"];

interface Chunk {
  readonly file: string;
  readonly imports?: readonly string[];
}

const manifest = JSON.parse(readFileSync(join(pages, "manifest.json"), "utf8")) as Record<string, Chunk>;

/** A chunk with all that it loads at once. */
function withImports(name: string, found = new Set<string>()): Set<string> {
  const chunk = manifest[name];
  if (chunk === undefined) throw new Error(`the build has no \`${name}\``);
  if (found.has(chunk.file)) return found;
  found.add(chunk.file);
  for (const inner of chunk.imports ?? []) withImports(inner, found);
  return found;
}

const gzipped = (file: string): number => gzipSync(readFileSync(join(pages, file))).length;

describe.each(["en", "fr"])("the scripts of the first page in %s", (language) => {
  const files = new Set<string>();
  for (const name of ["index.html", FIRST_PAGE, ...ROOMS.map((room) => `src/${room}/words/${language}.json`)])
    withImports(name, files);

  it("are under 200 kB, gzipped", () => {
    const sizes = [...files].map((file) => [file, gzipped(file)] as const);
    const sum = sizes.reduce((all, [, size]) => all + size, 0);
    expect(sum, sizes.map(([file, size]) => `${size} ${file}`).join("\n")).toBeLessThan(MOST);
    // What is measured is the page: its parts are in it.
    expect(sum).toBeGreaterThan(100_000);
  });

  it("have nothing of the map, the editor or the studio in them", () => {
    const names = [...files].map((file) => file.replace(/^assets\//, "").replace(/-[^-]{8}\.js$/, ""));
    expect(names.filter((name) => /studio|map|policy|editor|codemirror|world/i.test(name))).toEqual([]);
  });
});
