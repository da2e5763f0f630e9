/**
 * Makes one file of the command and everything that it imports, so that it starts at once: loading the parser's nine hundred
 * small files takes most of a second, loading one takes a tenth of that. Run after `tsc -b`: `node apps/cli/bundle.mjs`.
 * Without it, or where it is older than what was built, `bin/comity.js` loads the files one by one.
 */
import { rmSync } from "node:fs";
import { dirname, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { rolldown } from "rolldown";

const here = dirname(fileURLToPath(import.meta.url));
const out = fileURLToPath(new URL("./dist/bundle", import.meta.url));

/** The bundle has a file of that name too, for the second thread. */
const ASIDE = 'new URL("./policy-thread.js", import.meta.url)';

/** Files that are read beside a module keep their place: each module's own address, seen from the bundle. */
const addresses = {
  name: "addresses",
  transform(code, id) {
    if (!code.includes("import.meta.url")) return undefined;
    const address = JSON.stringify(relative(out, id).replaceAll("\\", "/"));
    return code
      .split(ASIDE)
      .map((part) => part.replaceAll("import.meta.url", `new URL(${address}, import.meta.url).href`))
      .join(ASIDE);
  },
};

const bundle = await rolldown({
  input: {
    comity: fileURLToPath(new URL("./dist/index.js", import.meta.url)),
    "policy-thread": fileURLToPath(new URL("./dist/policy-thread.js", import.meta.url)),
  },
  cwd: here,
  platform: "node",
  // The server is a program of its own: `comity serve` loads it as it was built.
  external: ["@comity/server"],
  plugins: [addresses],
  // No module of ours does anything by being loaded alone, but the one that a second thread runs.
  treeshake: {
    moduleSideEffects: (id) => !/\/(packages|apps)\//.test(id) || id.endsWith("/policy-thread.js"),
  },
  logLevel: "warn",
});
rmSync(out, { recursive: true, force: true });
const { output } = await bundle.write({
  dir: out,
  format: "esm",
  entryFileNames: "[name].js",
  chunkFileNames: "[name]-[hash].js",
  // A mention of its sources would be longer than the code.
  sourcemap: false,
});
await bundle.close();
const bytes = output.reduce((sum, { code = "" }) => sum + code.length, 0);
process.stderr.write(`bundled the command: ${output.length} files, ${Math.round(bytes / 1024)} kB\n`);
