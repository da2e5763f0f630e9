/**
 * Loaded before every file of tests. The random worlds of `npm test` are the same in every run, so that what passes here
 * passes there; `npm run soak` looks at others, with a seed that it says. The test that runs is noted where the runner asks
 * for it, for a test that never comes to an end cannot tell itself.
 */
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach } from "vitest";

fc.configureGlobal({ seed: Number(process.env.COMITY_SEED ?? 20231215) });

const folder = process.env.COMITY_RUNNING;
if (folder !== undefined) {
  const note = join(folder, String(process.pid));
  beforeEach(({ task }) => writeFileSync(note, `${task.file.name} > ${task.name}`));
  afterEach(() => rmSync(note, { force: true }));
}
