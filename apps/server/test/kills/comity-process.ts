/** `comity serve` in a process of its own, as an operator starts it, which is killed in the middle of what it does. */
import { type ChildProcess, spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { MASTER_TEXT } from "../../../../packages/store/test/ground/shared.ts";

const COMMAND = fileURLToPath(new URL("../../../cli/bin/comity.js", import.meta.url));
const GUIDE = fileURLToPath(new URL("../../../../policies/cern.guide.md", import.meta.url));
const POLICY = fileURLToPath(new URL("../../../../policies/cern.policy.md", import.meta.url));

/** What a campaign's servers have in common. */
export interface Serving {
  /** The folder or the address of the store. */
  readonly where: string;
  readonly port: number;
  readonly smtpPort: number;
  /** For so long an answer of the mail server is waited for. */
  readonly patienceSeconds: number;
}

export class ComityProcess {
  readonly #child: ChildProcess;
  readonly #ended: Promise<void>;
  readonly #ready: Promise<void>;
  readonly url: string;
  #faults = "";
  #isKilled = false;

  constructor({ where, port, smtpPort, patienceSeconds }: Serving) {
    this.url = `http://localhost:${port}`;
    const others = Object.entries(process.env).filter(([name]) => !/^(COMITY_|DATABASE_URL$)/.test(name));
    this.#child = spawn(process.execPath, [COMMAND, "serve", where], {
      stdio: ["ignore", "pipe", "pipe"],
      env: {
        ...Object.fromEntries(others),
        COMITY_MASTER_KEY: MASTER_TEXT,
        COMITY_POLICY: POLICY,
        COMITY_GUIDE: GUIDE,
        COMITY_PORT: String(port),
        COMITY_RATE_PER_MINUTE: "1000000",
        COMITY_SMTP_URL: `smtp://127.0.0.1:${smtpPort}`,
        COMITY_MAIL_FROM: "office@lab.example",
        COMITY_MAIL_RATE: "100000",
        COMITY_MAIL_PATIENCE: String(patienceSeconds),
        COMITY_LOG_LEVEL: "error",
        COMITY_DEMO: "yes",
      },
    });
    let told = "";
    let ready = (): void => undefined;
    this.#child.stdout!.on("data", (part: Buffer) => {
      this.#faults += part.toString();
    });
    this.#child.stderr!.on("data", (part: Buffer) => {
      told += part.toString();
      if (told.includes(this.url)) ready();
    });
    this.#ended = new Promise((resolve) => this.#child.once("close", () => resolve()));
    this.#ready = new Promise((resolve, reject) => {
      ready = resolve;
      void this.#ended.then(() => reject(new Error(`the server ended: ${told}${this.#faults}`)));
    });
    this.#ready.catch(() => undefined);
  }

  /** Waits until it says where it is. */
  ready(): Promise<void> {
    return this.#ready;
  }

  /** What it logged as errors. */
  get faults(): string {
    return this.#faults;
  }

  get isKilled(): boolean {
    return this.#isKilled;
  }

  async kill(): Promise<void> {
    if (this.#child.exitCode !== null) throw new Error(`the server ended by itself: ${this.#faults}`);
    this.#isKilled = true;
    this.#child.kill("SIGKILL");
    await this.#ended;
  }
}
