/** Steps that the project's scripts share: saying what happens, and running a command in the root. */
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("..", import.meta.url));
const npm = process.platform === "win32" ? "npm.cmd" : "npm";

/** Says what is being done, on standard error: standard output belongs to the result. */
export function say(text) {
  process.stderr.write(`${text}\n`);
}

/**
 * Runs a command in the root, its output going to `output` ("inherit", or 2 for standard error), and stops it after
 * `minutes`. True where it succeeds.
 */
export function run(command, commandArguments, { output = "inherit", env = {}, minutes } = {}) {
  const { status, error } = spawnSync(command, commandArguments, {
    cwd: root,
    stdio: ["ignore", output, 2],
    env: { ...process.env, ...env },
    ...(minutes !== undefined && { timeout: minutes * 60_000, killSignal: "SIGKILL" }),
  });
  if (error?.code === "ETIMEDOUT") say(`${commandArguments.join(" ")} was stopped after ${minutes} minutes`);
  else if (error !== undefined) say(`${command} could not be started: ${error.message}`);
  return status === 0;
}

/** The command of a package's binary, by its path in node_modules; needs no shell. */
export function runNode(script, commandArguments, options) {
  return run(process.execPath, [join(root, script), ...commandArguments], options);
}

/** Whether every dependency of a folder's package.json is installed there in the version it asks for. */
export function isInstalled(folder) {
  const { dependencies = {}, devDependencies = {} } = JSON.parse(
    readFileSync(join(folder, "package.json"), "utf8"),
  );
  return Object.entries({ ...dependencies, ...devDependencies }).every(([name, version]) => {
    const manifest = join(folder, "node_modules", name, "package.json");
    return existsSync(manifest) && JSON.parse(readFileSync(manifest, "utf8")).version === version;
  });
}

/** Installs the npm packages of a folder where one is missing or of another version. */
export function install(folder, what) {
  if (isInstalled(folder)) return true;
  say(`Installing ${what} (once)`);
  // Not `npm ci`: it refuses a lock that lists packages of other platforms (npm/cli#9846).
  return run(npm, ["install", "--prefix", folder, "--no-audit", "--no-fund", "--ignore-scripts"], {
    output: 2,
  });
}

/**
 * Installs Debian's PostgreSQL where there is none and we may: the store's tests hold themselves to the server that people
 * have, besides the newest one, which npm brings. Where it cannot be had they say so and go on.
 */
export function installPostgres() {
  if (existsSync("/usr/lib/postgresql") || process.getuid?.() !== 0 || !existsSync("/usr/bin/apt-get"))
    return;
  say("Installing PostgreSQL (once)");
  const options = { output: 2, env: { DEBIAN_FRONTEND: "noninteractive" }, minutes: 5 };
  if (!run("apt-get", ["install", "-y", "postgresql"], options))
    if (run("apt-get", ["update"], options)) run("apt-get", ["install", "-y", "postgresql"], options);
}

/** Installs Debian's Chromium where there is no browser and we may: the tests of the pages and of passkeys use one, and skip themselves without. */
export function installChromium() {
  const there = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].some(existsSync);
  if (there || process.getuid?.() !== 0 || !existsSync("/usr/bin/apt-get")) return;
  say("Installing Chromium (once)");
  const options = { output: 2, env: { DEBIAN_FRONTEND: "noninteractive" }, minutes: 5 };
  const words = ["install", "-y", "--no-install-recommends", "chromium", "fonts-dejavu-core"];
  if (!run("apt-get", words, options))
    if (run("apt-get", ["update"], options)) run("apt-get", words, options);
}

/** Installs Debian's `belenios-tool` where there is none and we may: a program by others that counts our boards, and whose boards we count. */
export function installBeleniosTool() {
  if (existsSync("/usr/bin/belenios-tool") || process.getuid?.() !== 0 || !existsSync("/usr/bin/apt-get"))
    return;
  say("Installing belenios-tool (once)");
  const options = { output: 2, env: { DEBIAN_FRONTEND: "noninteractive" }, minutes: 5 };
  const words = ["install", "-y", "--no-install-recommends", "belenios-tool"];
  if (!run("apt-get", words, options))
    if (run("apt-get", ["update"], options)) run("apt-get", words, options);
}

/** Installs Comity's own packages and builds them. */
export function prepare() {
  if (!install(root, "Comity's packages")) return false;
  say("Building");
  return (
    runNode("node_modules/typescript/bin/tsc", ["-b"], { output: 2 }) &&
    runNode("node_modules/vite/bin/vite.js", ["build", "apps/web", "--logLevel", "warn"], { output: 2 }) &&
    runNode("apps/cli/bundle.mjs", [], { output: 2 })
  );
}
