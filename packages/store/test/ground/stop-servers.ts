/** Gives a run of tests a folder to share servers in, and ends at its end what was started there. */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** For vitest's `globalSetup`: makes the folder; the answer is what to do when all tests are done. */
export default function setup(): () => void {
  const root = mkdtempSync(join(tmpdir(), "comity-ground-"));
  process.env.COMITY_TEST_GROUND = root;
  return () => {
    for (const name of readdirSync(root)) {
      const ready = join(root, name, "ready.json");
      if (!existsSync(ready)) continue;
      const { made } = JSON.parse(readFileSync(ready, "utf8")) as {
        made?: { pid?: number; folder?: string };
      };
      if (made?.pid === undefined) continue;
      try {
        process.kill(made.pid, "SIGQUIT");
      } catch {
        // It has ended already.
      }
      // Its files are not needed any more, whether it still is about to end or not.
      rmSync(made.folder!, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
    }
    rmSync(root, { recursive: true, force: true });
  };
}
