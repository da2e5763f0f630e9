/** Preloaded by command.mjs: at its end the process writes the most memory it held, in kilobytes, to descriptor 3. */
import { writeSync } from "node:fs";
import { isMainThread } from "node:worker_threads";

// Threads load it as well, and would each tell the same number once more.
if (isMainThread) process.on("exit", () => writeSync(3, String(process.resourceUsage().maxRSS)));
