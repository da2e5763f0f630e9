/** Preloaded by command.mjs: at its end the process writes the most memory it held, in kilobytes, to descriptor 3. */
import { writeSync } from "node:fs";

process.on("exit", () => writeSync(3, String(process.resourceUsage().maxRSS)));
