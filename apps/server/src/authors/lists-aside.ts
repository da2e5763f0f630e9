/** Hands what is asked about author lists to a thread of its own, one question after the other. */
import { Worker } from "node:worker_threads";
import { ExchangeError } from "@comity/exchange";
import type { Act, ActSort } from "@comity/registry";
import type { FollowedStore } from "@comity/store";
import { problem } from "../problems/problem.ts";
import type { ListTask, Outcomes } from "./list-task.ts";
import type { GovernanceActs, ListsMessage, ListsOrder } from "./lists-thread.ts";

/** So many more wait; whoever comes then is told to come again. */
const MOST_WAITING = 8;
const SECONDS_TO_WAIT = "5";
/** A thread stays for so long, for the next of the questions that follow each other while somebody tries policies. */
const IDLE_MILLISECONDS = 60_000;
/** A list that takes longer is none that anybody waits for. */
const MOST_MILLISECONDS = 60_000;

/** A source that is not compiled has its thread among what was. */
const THREAD = new URL(
  import.meta.url.endsWith(".ts") ? "../../dist/authors/lists-thread.js" : "./lists-thread.js",
  import.meta.url,
);

/** Sorts of acts that are about a person, or say what an institute's or agreement's standing does not rest on. */
const LEFT_OUT: ReadonlySet<ActSort> = new Set<ActSort>([
  "person",
  "affiliation",
  "contract",
  "membership",
  "qualification",
  "dues",
  "residence",
  "residence card",
  "dependant",
  "appointment",
  "mark",
  "recall",
  "death",
  "share",
  "needed taker",
  "statement",
  "merge",
  "alias",
  "erasure",
  "exception",
]);

/** The acts on which it rests how institutes stand. Withdrawals and ends of others do no harm: they find nothing. */
export function governanceActs(acts: readonly Act[]): Act[] {
  return acts.filter(({ act }) => !LEFT_OUT.has(act));
}

type OutcomeOf<Task extends ListTask> = Outcomes[Task["task"]];

/** Answers questions about author lists. */
export class Lists {
  readonly #followed: Pick<FollowedStore, "folded" | "today" | "position">;
  readonly #hostOf: () => Promise<string | undefined>;
  readonly #waiting: (() => void)[] = [];
  #worker: Worker | undefined;
  /** What the thread's registry is of. */
  #known: string | undefined;
  #idle: NodeJS.Timeout | undefined;
  #under: { readonly hear: (said: ListsMessage) => void; readonly fail: (error: Error) => void } | undefined;
  #isBusy = false;
  #isClosed = false;

  constructor(
    followed: Pick<FollowedStore, "folded" | "today" | "position">,
    hostOf: () => Promise<string | undefined>,
  ) {
    this.#followed = followed;
    this.#hostOf = hostOf;
  }

  /**
   * What comes of a task, by the agreements that are known today.
   *
   * @throws ExchangeError where a file is no list that can be read; Problem `busy` where too many wait.
   */
  async do<Task extends ListTask>(task: Task): Promise<OutcomeOf<Task>> {
    if (this.#isBusy) {
      if (this.#waiting.length >= MOST_WAITING)
        throw problem(503, "busy", "others are printing author lists", {
          help: "try again in a moment",
          headers: { "Retry-After": SECONDS_TO_WAIT },
        });
      await new Promise<void>((next) => this.#waiting.push(next));
    }
    this.#isBusy = true;
    try {
      return (await this.#aside(task)) as OutcomeOf<Task>;
    } finally {
      const next = this.#waiting.shift();
      if (next === undefined) this.#isBusy = false;
      else next();
    }
  }

  async #aside(task: ListTask): Promise<Outcomes[keyof Outcomes]> {
    const host = await this.#hostOf();
    if (this.#isClosed) throw problem(503, "not-ready", "the server is stopping");
    clearTimeout(this.#idle);
    const worker = this.#worker ?? this.#begin();
    const say = (order: ListsOrder): void => worker.postMessage(order);
    this.#inform(host, say);
    let late: NodeJS.Timeout | undefined;
    try {
      return await new Promise((resolve, reject) => {
        const hear = (said: ListsMessage): void => {
          if ("outcome" in said) resolve(said.outcome);
          else if ("problems" in said) {
            const [first, ...others] = said.problems;
            reject(new ExchangeError([first!, ...others]));
          } else reject(new Error(said.fault));
        };
        this.#under = { hear, fail: reject };
        late = setTimeout(() => {
          reject(
            problem(503, "too-slow", "the list takes longer than anybody is let wait", {
              help: "take `comity authors` on a machine of your own",
            }),
          );
          void this.#end();
        }, MOST_MILLISECONDS);
        say({ task });
      });
    } finally {
      clearTimeout(late);
      this.#under = undefined;
      this.#idle = setTimeout(() => void this.#end(), IDLE_MILLISECONDS).unref();
    }
  }

  /** Tells the thread what the registry says, where that has changed since it was told. */
  #inform(host: string | undefined, say: (order: ListsOrder) => void): void {
    const { folded, today, position } = this.#followed;
    const known = `${position} ${today} ${host}`;
    if (this.#known === known) return;
    const registry: GovernanceActs = { acts: governanceActs(folded.given), knownOn: today, host };
    say({ registry });
    this.#known = known;
  }

  #begin(): Worker {
    const worker = new Worker(THREAD, { workerData: { authorLists: true } });
    const ended = (error: Error): void => {
      if (this.#worker !== worker) return;
      this.#worker = undefined;
      this.#known = undefined;
      this.#under?.fail(error);
    };
    worker.on("message", (said: ListsMessage) => this.#under?.hear(said));
    worker.on("error", ended);
    worker.on("exit", () => ended(new Error("the thread of author lists ended early")));
    this.#worker = worker;
    return worker;
  }

  /** Ends the thread: nothing of the lists that it read is left. */
  async #end(): Promise<void> {
    const worker = this.#worker;
    this.#worker = undefined;
    this.#known = undefined;
    await worker?.terminate();
  }

  /** Ends what is under way. */
  async close(): Promise<void> {
    this.#isClosed = true;
    clearTimeout(this.#idle);
    for (const next of this.#waiting.splice(0)) next();
    this.#under?.fail(problem(503, "not-ready", "the server is stopping"));
    await this.#end();
  }
}
