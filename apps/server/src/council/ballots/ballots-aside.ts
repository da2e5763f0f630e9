/** Hands what secret ballots take of large numbers to a thread of its own, one task after the other. */
import { Worker } from "node:worker_threads";
import type { BallotErrorCode } from "@comity/council";
import { type Problem, type ProblemStatus, problem } from "../../problems/problem.ts";
import type { BallotTask, Given, Outcome, TaskName } from "./ballot-task.ts";
import type { BallotAnswer, BallotRefusal } from "./ballot-thread.ts";

/** All delegations of a large body may vote in the same minute: each waits for its turn. */
const MOST_WAITING = 2_000;
const SECONDS_TO_WAIT = "5";
/** A thread stays for so long for the next task. */
const IDLE_MILLISECONDS = 60_000;
/** The board of a thousand keys takes a minute or two. */
const MOST_MILLISECONDS = 600_000;

/** A source that is not compiled has its thread among what was. */
const THREAD = new URL(
  import.meta.url.endsWith(".ts") ? "../../../dist/council/ballots/ballot-thread.js" : "./ballot-thread.js",
  import.meta.url,
);

/** What does not fit the state that the vote is in; what else is refused does not hold by itself. */
const CONFLICTS: ReadonlySet<BallotErrorCode> = new Set<BallotErrorCode>([
  "already-answered",
  "ballot-repeated",
  "ceremony-waits",
  "decryptions-missing",
  "key-repeated",
  "keys-none",
  "vote-closed",
  "vote-counted",
  "vote-open",
]);

/** A refusal of the ballot room as a problem, under its own name. Nothing in it tells a choice: nobody knows one here. */
export function ballotProblem({ category, code, place, message, help }: BallotRefusal): Problem {
  const status: ProblemStatus = CONFLICTS.has(code)
    ? 409
    : code === "ballot-key"
      ? 403
      : category === "incorrect"
        ? 400
        : 422;
  const more = help === undefined ? {} : { help };
  return problem(status, code, `${place}: ${message}`, {
    errors: [{ path: place, message, ...more }],
    ...more,
  });
}

interface UnderWay {
  readonly hear: (answer: BallotAnswer) => void;
  readonly fail: (error: Error) => void;
}

/** Does tasks of secret ballots. */
export class BallotsAside {
  readonly #waiting: (() => void)[] = [];
  #worker: Worker | undefined;
  #idle: NodeJS.Timeout | undefined;
  #underWay: UnderWay | undefined;
  #isBusy = false;
  #isClosed = false;

  /**
   * What comes of a task.
   *
   * @throws Problem with the code of the BallotError for which it is refused; `busy`, `not-ready`.
   */
  async do<Name extends TaskName>(task: Name, given: Given<Name>): Promise<Outcome<Name>> {
    if (this.#isBusy) {
      if (this.#waiting.length >= MOST_WAITING)
        throw problem(503, "busy", "too many votes are being taken at this moment", {
          help: "try again in a moment",
          headers: { "Retry-After": SECONDS_TO_WAIT },
        });
      await new Promise<void>((next) => this.#waiting.push(next));
    }
    this.#isBusy = true;
    try {
      return (await this.#aside({ task, given } as BallotTask)) as Outcome<Name>;
    } finally {
      const next = this.#waiting.shift();
      if (next === undefined) this.#isBusy = false;
      else next();
    }
  }

  async #aside(task: BallotTask): Promise<Outcome<TaskName>> {
    if (this.#isClosed) throw problem(503, "not-ready", "the server is stopping");
    clearTimeout(this.#idle);
    const worker = this.#worker ?? this.#begin();
    let late: NodeJS.Timeout | undefined;
    try {
      return await new Promise((resolve, reject) => {
        const hear = (answer: BallotAnswer): void => {
          if ("outcome" in answer) resolve(answer.outcome);
          else if ("refusal" in answer) reject(ballotProblem(answer.refusal));
          else reject(new Error(answer.fault));
        };
        this.#underWay = { hear, fail: reject };
        late = setTimeout(() => {
          reject(problem(503, "too-slow", "this board takes longer than anybody is let wait"));
          void this.#end();
        }, MOST_MILLISECONDS);
        worker.postMessage(task);
      });
    } finally {
      clearTimeout(late);
      this.#underWay = undefined;
      this.#idle = setTimeout(() => void this.#end(), IDLE_MILLISECONDS).unref();
    }
  }

  #begin(): Worker {
    const worker = new Worker(THREAD, { workerData: { ballots: true } });
    const ended = (error: Error): void => {
      if (this.#worker !== worker) return;
      this.#worker = undefined;
      this.#underWay?.fail(error);
    };
    worker.on("message", (answer: BallotAnswer) => this.#underWay?.hear(answer));
    worker.on("error", ended);
    worker.on("exit", () => ended(new Error("the thread of secret ballots ended early")));
    this.#worker = worker;
    return worker;
  }

  async #end(): Promise<void> {
    const worker = this.#worker;
    this.#worker = undefined;
    await worker?.terminate();
  }

  /** Ends what is under way. */
  async close(): Promise<void> {
    this.#isClosed = true;
    clearTimeout(this.#idle);
    for (const next of this.#waiting.splice(0)) next();
    this.#underWay?.fail(problem(503, "not-ready", "the server is stopping"));
    await this.#end();
  }
}
