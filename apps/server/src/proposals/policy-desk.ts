/**
 * Works out what policies say that somebody has just written. A rule may be such that deriving it takes hours, and nothing of the language
 * forbids it: so this is done in a thread of its own, which is ended when it takes too long, and no other work waits for it.
 */
import type { ServerContext } from "../context.ts";
import { DeskClient, type OpenDesk } from "../drafts/desk/desk-client.ts";
import type { PoliciesAnswer, PoliciesQuestion } from "../drafts/desk/questions.ts";
import { type Problem, problem } from "../problems/problem.ts";

/** So long a policy may take, in milliseconds; the first time the ledger is derived in it too. */
const PATIENCE = 120_000;
/** What diagnostics call a text that has no name yet. */
export const PROPOSED = "proposed.policy.md";

type Asked = Omit<PoliciesQuestion, "sort" | "moment" | "isCheck">;

export class PolicyDesk {
  readonly #context: ServerContext;
  readonly #openDesk: OpenDesk;
  readonly #patience: number;
  #client: DeskClient;

  constructor(context: ServerContext, openDesk: OpenDesk, patience = PATIENCE) {
    this.#context = context;
    this.#openDesk = openDesk;
    this.#patience = patience;
    this.#client = new DeskClient(context, openDesk);
  }

  /** Refuses a text that is no policy. @throws Problem `wrong-policy` with everything that is wrong with it. */
  async check(text: string, signal: AbortSignal): Promise<void> {
    const { diagnostics } = await this.#ask({ b: { text, file: PROPOSED }, isCheck: true }, signal);
    if (diagnostics.length > 0) throw wrongPolicy(diagnostics);
  }

  /**
   * What two policies say, as the JSON text of a `PolicyEffect`.
   *
   * @throws Problem `wrong-policy` with everything that is wrong with their texts; `policy-too-slow`.
   */
  async compare(asked: Asked, signal: AbortSignal): Promise<string> {
    const { diagnostics, text } = await this.#ask(asked, signal);
    if (text === undefined) throw wrongPolicy(diagnostics);
    return text;
  }

  async #ask(asked: Omit<PoliciesQuestion, "sort" | "moment">, signal: AbortSignal): Promise<PoliciesAnswer> {
    const client = this.#client;
    const late = new AbortController();
    const timer = setTimeout(() => late.abort(), this.#patience);
    const either = AbortSignal.any([signal, late.signal]);
    try {
      return await client.ask({ sort: "policies", ...asked, moment: client.moment }, either);
    } catch (error) {
      if (!late.signal.aborted || signal.aborted) throw error;
      // The thread goes on for as long as nobody ends it.
      if (this.#client === client) {
        this.#client = new DeskClient(this.#context, this.#openDesk);
        await client.close();
      }
      throw problem(
        422,
        "policy-too-slow",
        `deriving the policy took longer than ${this.#patience / 1_000} s`,
        {
          help: "look for a rule that joins everybody with everybody: give its conditions a variable in common",
        },
      );
    } finally {
      clearTimeout(timer);
    }
  }

  close(): Promise<void> {
    return this.#client.close();
  }
}

interface Told {
  readonly message: string;
  readonly help?: string;
  readonly place: { readonly line: number; readonly column: number };
}

function wrongPolicy(diagnostics: readonly Told[]): Problem {
  const errors = diagnostics.slice(0, 100).map(({ message, help, place }) => ({
    path: `body.text:${place.line}:${place.column}`,
    message,
    ...(help === undefined ? {} : { help }),
  }));
  const [first] = diagnostics;
  const where = first === undefined ? "" : `line ${first.place.line}: ${first.message}`;
  const more = diagnostics.length > 1 ? `, and ${diagnostics.length - 1} more` : "";
  return problem(400, "wrong-policy", `${where}${more}`, { errors });
}
