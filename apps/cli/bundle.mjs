/**
 * Makes one file of the command and everything that it imports, so that it starts at once: loading the parser's nine hundred
 * small files takes most of a second, loading one takes a tenth of that. Run after `tsc -b`: `node apps/cli/bundle.mjs`.
 * Without it, or where it is older than what was built, `bin/comity.js` loads the files one by one.
 *
 * It also makes `dist/comity-ballot.mjs`: the commands of the secret ballot as one file that runs alone, and its SHA-256. The same sources
 * give the same bytes wherever they are built.
 */
import { createHash } from "node:crypto";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
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
await makeBallotFile();
const bytes = output.reduce((sum, { code = "" }) => sum + code.length, 0);
process.stderr.write(`bundled the command: ${output.length} files, ${Math.round(bytes / 1024)} kB\n`);

async function makeBallotFile() {
  const { version } = JSON.parse(readFileSync(new URL("./package.json", import.meta.url), "utf8"));
  const alone = await rolldown({
    input: fileURLToPath(new URL("./dist/ballot-alone.js", import.meta.url)),
    cwd: here,
    platform: "node",
    transform: { define: { COMITY_VERSION: JSON.stringify(version) } },
    treeshake: {
      moduleSideEffects: (id) => !/\/(packages|apps)\//.test(id) || id.endsWith("/ballot-alone.js"),
    },
    logLevel: "warn",
  });
  const {
    output: [{ code }],
  } = await alone.generate({ format: "esm", codeSplitting: false, sourcemap: false });
  await alone.close();
  const name = "comity-ballot.mjs";
  const text = `#!/usr/bin/env node\n// Comity ${version}, the commands of the secret ballot. Apache-2.0.\n${code}`;
  const hash = createHash("sha256").update(text).digest("hex");
  writeFileSync(new URL(`./dist/${name}`, import.meta.url), text);
  writeFileSync(new URL(`./dist/${name}.sha256`, import.meta.url), `${hash}  ${name}\n`);
  process.stderr.write(`made ${name}: ${Math.round(text.length / 1024)} kB, sha256 ${hash}\n`);
}
