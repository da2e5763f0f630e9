/** Telling processes and starts of the machine apart: process numbers come again, so a number alone says nothing. */
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { uptime } from "node:os";

/** A process of this machine. */
export interface ProcessMark {
  readonly pid: number;
  /** When it was started, in the words of the system; empty where that cannot be told. */
  readonly started: string;
}

/** When a process was started; undefined where there is none of that number. */
function startOf(pid: number): string | undefined {
  if (process.platform === "linux") {
    try {
      // The name, in parentheses, may hold blanks; the start is the 22nd field, the 20th after the name.
      const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
      const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
      // A zombie has ended: it only waits for its parent to hear of it.
      return fields[0] === "Z" || fields[0] === "X" ? undefined : fields[19];
    } catch {
      return undefined;
    }
  }
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EPERM") return undefined;
  }
  try {
    return execFileSync("ps", ["-o", "lstart=", "-p", String(pid)], { encoding: "utf8" }).trim();
  } catch {
    return "";
  }
}

/** The mark of a process that runs. */
export function markOf(pid: number): ProcessMark {
  return { pid, started: startOf(pid) ?? "" };
}

/** Whether that very process still runs. */
export function isRunning({ pid, started }: ProcessMark): boolean {
  const start = startOf(pid);
  return start !== undefined && (start === started || start === "" || started === "");
}

/** What tells this start of the machine from others: after a power cut it is another. */
export function bootId(): string {
  try {
    return readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim();
  } catch {
    // To the minute, and so sometimes another for the same start: the database is then made anew once too often.
    return `since ${Math.round((Date.now() / 1000 - uptime()) / 60)}`;
  }
}
