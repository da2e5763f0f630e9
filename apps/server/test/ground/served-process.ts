/** A server in a process of its own, which is killed in the middle of what it does. */
import { type ChildProcess, spawn } from "node:child_process";
import { setTimeout as after } from "node:timers/promises";
import { fileURLToPath } from "node:url";

const SCRIPT = fileURLToPath(new URL("./serving-process.mjs", import.meta.url));
const POLICY = fileURLToPath(new URL("../../../../policies/cern.policy.md", import.meta.url));

export class ServedProcess {
  readonly #child: ChildProcess;
  readonly #ended: Promise<void>;
  readonly #ready: Promise<string>;
  /** Sets that were acknowledged, with how many acts each has. */
  readonly acknowledged = new Map<string, number>();
  #words = "";

  /** Without a prefix it only serves. */
  constructor(where: string, prefix?: string, env: Record<string, string> = {}) {
    const words = [SCRIPT, where, "0", POLICY, ...(prefix === undefined ? [] : [prefix])];
    this.#child = spawn(process.execPath, words, {
      stdio: ["ignore", "pipe", "pipe"],
      env: { ...process.env, ...env },
    });
    let rest = "";
    let ready = (_: string): void => undefined;
    this.#child.stderr!.on("data", (part: Buffer) => {
      this.#words += part.toString();
    });
    this.#child.stdout!.on("data", (part: Buffer) => {
      const lines = (rest + part.toString()).split("\n");
      rest = lines.pop()!;
      for (const line of lines) {
        const [set = "", size] = line.split(" ");
        if (set === "ready") ready(`http://127.0.0.1:${size}`);
        else if (/^\d+$/.test(size ?? "")) this.acknowledged.set(set, Number(size));
        else this.#words += `${line}\n`;
      }
    });
    this.#ended = new Promise((resolve) => this.#child.once("close", () => resolve()));
    this.#ready = new Promise((resolve, reject) => {
      ready = resolve;
      void this.#ended.then(() => reject(new Error(`the server ended: ${this.#words}`)));
    });
    this.#ready.catch(() => undefined);
  }

  /** Its address, once it answers. */
  url(): Promise<string> {
    return this.#ready;
  }

  /** What it said besides: nothing, where all is well. */
  get words(): string {
    return this.#words;
  }

  async kill(): Promise<void> {
    this.#child.kill("SIGKILL");
    await this.#ended;
  }

  /** Waits until so many sets were acknowledged. */
  async until(count: number): Promise<void> {
    while (this.acknowledged.size < count) {
      if (this.#child.exitCode !== null) throw new Error(`the server ended: ${this.#words}`);
      await after(5);
    }
  }
}
