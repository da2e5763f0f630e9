/** Killing a process in the middle of a writing storm, and looking at what it left. */
import { type ChildProcess, spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { setTimeout as after } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { type Entry, openStore, type Verification } from "../../src/index.ts";
import { MASTER } from "./shared.ts";

const WRITER = fileURLToPath(new URL("./storm-writer.mjs", import.meta.url));

/** A process that writes. */
export class Storm {
  readonly child: ChildProcess;
  /** Sets that were acknowledged, with how many acts each has. */
  readonly acknowledged = new Map<string, number>();
  readonly #opened: Promise<void>;
  readonly #ended: Promise<void>;
  #words = "";

  constructor(
    where: string,
    prefix: string,
    nodeOptions: readonly string[] = [],
    env: Record<string, string> = {},
  ) {
    this.child = spawn(process.execPath, [...nodeOptions, WRITER, where, prefix], {
      stdio: ["ignore", "pipe", "pipe"],
      env: { ...process.env, ...env },
    });
    let rest = "";
    let open = (): void => undefined;
    this.child.stderr!.on("data", (part: Buffer) => {
      this.#words += part.toString();
    });
    this.child.stdout!.on("data", (part: Buffer) => {
      const lines = (rest + part.toString()).split("\n");
      rest = lines.pop()!;
      for (const line of lines) {
        const [set = "", size] = line.split(" ");
        if (set === "open") open();
        else this.acknowledged.set(set, Number(size));
      }
    });
    this.#ended = new Promise((resolve) => this.child.once("close", () => resolve()));
    this.#opened = new Promise((resolve, reject) => {
      open = resolve;
      void this.#ended.then(() => reject(new Error(`the writer ended: ${this.#words}`)));
    });
    this.#opened.catch(() => undefined);
  }

  /** Comes back once it writes. */
  opened(): Promise<void> {
    return this.#opened;
  }

  /** Waits until so many sets were acknowledged. */
  async until(count: number): Promise<void> {
    const before = this.acknowledged.size;
    while (this.acknowledged.size < before + count) {
      if (this.child.exitCode !== null || this.child.signalCode !== null)
        throw new Error(`the writer ended: ${this.#words}`);
      await after(2);
    }
  }

  /** Kills it. */
  async kill(): Promise<void> {
    this.child.kill("SIGKILL");
    await this.#ended;
  }
}

/** What is wrong with what storms left: acknowledged sets that are not there, sets that are there in part. */
export interface Damage {
  readonly lost: readonly string[];
  readonly partial: readonly string[];
  readonly verification: Verification;
  readonly entries: number;
}

/** Opens the store again and looks. */
export async function damageIn(where: string, acknowledged: ReadonlyMap<string, number>): Promise<Damage> {
  const store = await openStore(where, { masterKey: MASTER });
  try {
    const sizes = new Map<string, number>();
    const all: Entry[] = [];
    for await (const entry of store.entries()) {
      all.push(entry);
      if (entry.set !== undefined) sizes.set(entry.set, (sizes.get(entry.set) ?? 0) + 1);
    }
    // All that is sealed can be opened: keys are as safe as acts.
    await store.acts({ personal: "clear", by: "test", purpose: "test" });
    const whole = (size: number): boolean => [1, 4, 9, 30].includes(size);
    return {
      lost: [...acknowledged].filter(([set, size]) => sizes.get(set) !== size).map(([set]) => set),
      partial: [...sizes].filter(([, size]) => !whole(size)).map(([set]) => set),
      verification: await store.verify(),
      entries: all.length,
    };
  } finally {
    await store.close();
  }
}

/** The number of the process that has an embedded store's database open. */
export function databaseProcess(folder: string): number {
  return (JSON.parse(readFileSync(`${folder}/db.pid.json`, "utf8")) as { pid: number }).pid;
}
