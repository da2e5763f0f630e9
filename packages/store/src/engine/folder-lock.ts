/**
 * One process at a time in a store's folder: PGlite does not look whether another one has its files open, and would lose
 * what that one wrote.
 */
import { randomUUID } from "node:crypto";
import { link, open, readFile, rename, unlink } from "node:fs/promises";
import { hostname } from "node:os";
import { join } from "node:path";
import { StoreError } from "../store-error.ts";
import { storeErrorOf } from "./durable-files.ts";
import { bootId, isRunning, markOf, type ProcessMark } from "./process-mark.ts";

/** Who holds the lock. */
interface Holder extends ProcessMark {
  readonly host: string;
  readonly boot: string;
  /** An instant. */
  readonly since: string;
  /** Tells two holds of one process apart. */
  readonly key: string;
}

const NAME = "lock";

/** Whether the holder still runs. Of another machine that shares the folder that cannot be told: it counts as running. */
function isHeld(holder: Holder): boolean {
  if (holder.host !== hostname()) return true;
  return holder.boot === bootId() && isRunning(holder);
}

/** In the place of a holder that cannot be read: a lock is written whole before it has its name, so nobody holds this one. */
const NOBODY: Holder = { pid: 0, started: "", host: hostname(), boot: "", since: "", key: "unreadable" };

async function holderIn(path: string): Promise<Holder | undefined> {
  let text: string;
  try {
    text = await readFile(path, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
  try {
    return { ...NOBODY, ...(JSON.parse(text) as Holder) };
  } catch {
    return NOBODY;
  }
}

function refusal(folder: string, { pid, host, since }: Holder): StoreError {
  const here = host === hostname();
  return new StoreError(
    "conflict",
    "locked",
    `\`${folder}\` is in use by process ${pid}${here ? "" : ` on \`${host}\``} since ${since}`,
    {
      help: here
        ? "end that process first, or keep the registry in PostgreSQL, where several can work at once"
        : `if that machine is gone for good, remove \`${join(folder, NAME)}\``,
    },
  );
}

/** Takes the lock of a folder. */
export async function lockFolder(folder: string, now: Date): Promise<FolderLock> {
  const holder: Holder = {
    ...markOf(process.pid),
    host: hostname(),
    boot: bootId(),
    since: now.toISOString(),
    key: randomUUID(),
  };
  const own = join(folder, `${NAME}.${holder.key}.mine`);
  try {
    // Written aside and linked: whoever sees the lock sees all of it.
    await writeLock(own, holder);
    await take(folder, own, holder);
  } catch (error) {
    throw storeErrorOf(error, folder);
  } finally {
    await unlink(own).catch(() => undefined);
  }
  return new FolderLock(folder, holder.key);
}

/** Fsynced, or a power cut could leave the name without what it says. */
async function writeLock(path: string, holder: Holder): Promise<void> {
  const handle = await open(path, "wx", 0o644);
  try {
    await handle.writeFile(JSON.stringify(holder));
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function isLinked(own: string, path: string): Promise<boolean> {
  try {
    await link(own, path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  }
}

/**
 * A lock that a process left behind by being killed is passed on to whoever first links the name that only heirs of that
 * very lock use. The heir then puts its own in the lock's place; one that comes late finds another lock there and asks again.
 */
async function take(folder: string, own: string, holder: Holder): Promise<void> {
  const lock = join(folder, NAME);
  for (;;) {
    if (await isLinked(own, lock)) return;
    let found = await holderIn(lock);
    if (found === undefined) continue;
    if (isHeld(found)) throw refusal(folder, found);
    // An heir may have been killed too, before it took the lock's place.
    const dead: string[] = [];
    let inherits = false;
    while (found !== undefined && !inherits) {
      const heir: string = join(folder, `${NAME}.${found.key}`);
      dead.push(heir);
      inherits = await isLinked(own, heir);
      if (inherits) break;
      found = await holderIn(heir);
      if (found !== undefined && isHeld(found)) throw refusal(folder, found);
    }
    if (!inherits) continue;
    const first = await holderIn(lock);
    if (first !== undefined && dead[0] === join(folder, `${NAME}.${first.key}`)) {
      const mine = `${own}.lock`;
      await writeLock(mine, holder);
      await rename(mine, lock);
      for (const heir of dead) await unlink(heir).catch(() => undefined);
      return;
    }
    await unlink(dead.at(-1)!).catch(() => undefined);
  }
}

/** The lock of a folder, held. */
export class FolderLock {
  readonly #folder: string;
  readonly #key: string;

  constructor(folder: string, key: string) {
    this.#folder = folder;
    this.#key = key;
  }

  /** Gives the lock back. */
  async release(): Promise<void> {
    const path = join(this.#folder, NAME);
    // Somebody may have removed it by hand, and another have taken it since.
    if ((await holderIn(path))?.key === this.#key) await unlink(path);
  }
}
