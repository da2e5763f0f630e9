/** Says on standard error what a command is doing, once that takes longer than a second. */
import type { Terminal } from "./terminal.ts";

const PATIENCE_MS = 1000;

/**
 * The steps of a command. On a screen the step under way stands in a line that the next one writes over and that
 * vanishes at the end; elsewhere each step that begins after the first second is a line.
 */
export class Progress {
  readonly #terminal: Terminal;
  readonly #now: () => number;
  readonly #start: number;
  #isShown = false;

  constructor(terminal: Terminal, now: () => number = () => performance.now()) {
    this.#terminal = terminal;
    this.#now = now;
    // From the start of the process: loading the program is part of the wait.
    this.#start = 0;
  }

  /** Says what begins, and does it. */
  step<T>(says: string, work: () => T): T {
    this.#say(says);
    return work();
  }

  #say(says: string): void {
    if (this.#terminal.isErrorScreen) {
      this.#terminal.warn(`\r\u001b[2K${this.#terminal.errorColours.dim(`${says} …`)}`);
      this.#isShown = true;
    } else if (this.#now() - this.#start > PATIENCE_MS) this.#terminal.warn(`${says} ...\n`);
  }

  /** Wipes the line, before anything else is printed. */
  end(): void {
    if (this.#isShown) this.#terminal.warn("\r\u001b[2K");
    this.#isShown = false;
  }
}
