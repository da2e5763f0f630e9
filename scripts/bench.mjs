/**
 * `npm run bench`: installs the rivals on first use, builds the packages that are measured, and runs the benchmark.
 * The rivals are dependencies of bench/ alone, so that installing Comity does not bring a database along.
 */
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const say = (text) => process.stderr.write(`${text}\n`);

/** Runs a command in the root and shows what it prints; ends with its exit code where it fails. */
function run(command, commandArguments) {
  const { status, error } = spawnSync(command, commandArguments, { cwd: root, stdio: ["inherit", 2, 2] });
  if (error !== undefined) say(`${command} could not be started: ${error.message}`);
  if (status !== 0) process.exit(status ?? 1);
}

/** Whether every dependency of a folder's package.json is installed there in the version it asks for. */
function isInstalled(folder) {
  const { dependencies } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  return Object.entries(dependencies).every(([name, version]) => {
    const manifest = join(folder, "node_modules", name, "package.json");
    return existsSync(manifest) && JSON.parse(readFileSync(manifest, "utf8")).version === version;
  });
}

const npm = process.platform === "win32" ? "npm.cmd" : "npm";
if (!existsSync(join(root, "node_modules"))) {
  say("Installing Comity's own dependencies (once)");
  run(npm, ["install", "--no-audit", "--no-fund"]);
}
const bench = join(root, "bench");
if (!isInstalled(bench)) {
  say("Installing the rivals into bench/ (once, about 180 MB: PostgreSQL, DuckDB, Cedar, casbin, db-ivm)");
  run(npm, ["install", "--prefix", "bench", "--no-audit", "--no-fund"]);
}
say("Building the packages that are measured");
run(process.execPath, [join(root, "node_modules", "typescript", "bin", "tsc"), "-b"]);
const { status } = spawnSync(process.execPath, [join(bench, "main.mjs"), ...process.argv.slice(2)], {
  cwd: root,
  stdio: "inherit",
});
process.exit(status ?? 1);
