/**
 * `npm run bench`: installs the rivals on first use, builds the packages that are measured, and runs the benchmark.
 * The rivals are dependencies of bench/ alone, so that installing Comity does not bring a database along.
 */
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { install, prepare, root } from "./steps.mjs";

const bench = join(root, "bench");
if (!prepare()) process.exit(1);
const rivals = "the rivals into bench/, about 180 MB: PostgreSQL, DuckDB, Cedar, casbin, db-ivm";
if (!install(bench, rivals)) process.exit(1);
const { status } = spawnSync(process.execPath, [join(bench, "main.mjs"), ...process.argv.slice(2)], {
  cwd: root,
  stdio: "inherit",
});
process.exit(status ?? 1);
