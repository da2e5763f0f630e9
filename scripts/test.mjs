/**
 * `npm test`: installs and builds what is missing, then passes every check: formatting and lint, unused code, the types of
 * the tests, and the tests themselves. Closes on a line `N passed, N failed`. Words after `npm test --` go to vitest.
 */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { installBeleniosTool, installChromium, installPostgres, prepare, runNode, say } from "./steps.mjs";

/** A test that has not come to an end by then never will; one that hangs without a word helps nobody. */
const LONGEST_MINUTES = 40;

let passed = 0;
let failed = 0;
/** One check; the next is run whatever comes out, so that one run tells all. */
function check(name, succeeds) {
  say(`\n== ${name}`);
  if (succeeds()) passed++;
  else {
    failed++;
    say(`== failed: ${name}`);
  }
}

const ready = { value: false };
check("install and build", () => {
  ready.value = prepare();
  return ready.value;
});
if (ready.value) {
  check("format and lint", () => runNode("node_modules/@biomejs/biome/bin/biome", ["check", "."]));
  check("unused files, exports and dependencies", () => runNode("node_modules/knip/bin/knip.js", []));
  check("types of the tests", () =>
    runNode("node_modules/typescript/bin/tsc", ["-p", "tsconfig.tests.json"]),
  );
  installPostgres();
  installChromium();
  installBeleniosTool();
  const folder = mkdtempSync(join(tmpdir(), "comity-tests-"));
  const report = join(folder, "report.json");
  say("\n== tests");
  const words = process.argv.slice(2);
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
  const running = join(folder, "running");
  mkdirSync(running);
  const succeeded = runNode("node_modules/vitest/vitest.mjs", ["run", ...reporters, ...words], {
    env: { COMITY_RUNNING: running },
    minutes: LONGEST_MINUTES,
  });
  try {
    const { numPassedTests, numFailedTests, numFailedTestSuites } = JSON.parse(readFileSync(report, "utf8"));
    passed += numPassedTests;
    failed += numFailedTests;
    // A file that cannot even be loaded has no tests that fail.
    if (!succeeded && numFailedTests === 0) failed += Math.max(1, numFailedTestSuites);
  } catch {
    failed++;
    say("the tests left no report");
    for (const worker of readdirSync(running)) {
      say(`still running: ${readFileSync(join(running, worker), "utf8")}`);
      try {
        // It does not see that nobody waits for it any more.
        process.kill(Number(worker), "SIGKILL");
      } catch {
        // It has ended after all.
      }
    }
  }
  rmSync(folder, { recursive: true, force: true });
}
process.stdout.write(`\n${passed} passed, ${failed} failed\n`);
process.exit(failed === 0 ? 0 : 1);
