/**
 * A desk that derives an experiment's policy of authorship, in a thread of its own. There is one at a time, opened when somebody asks and ended
 * when nobody does: each holds the ledger and its derivation.
 */
import { shippedAuthorship } from "@comity/authorship";
import { type Policy, readPolicy } from "@comity/policy";
import type { ServerContext } from "../context.ts";
import { DeskClient, type OpenDesk } from "../drafts/desk/desk-client.ts";
import type {
  AnswerTo,
  AuthorSharesQuestion,
  SignersQuestion,
  WhySignsQuestion,
} from "../drafts/desk/questions.ts";
import { absent } from "../guarded-route.ts";

/** A desk stays for so long, for the next of the questions about a paper. */
const IDLE_MILLISECONDS = 180_000;

type Without<Question> = Omit<Question, "moment">;
type Asked = Without<SignersQuestion> | Without<WhySignsQuestion> | Without<AuthorSharesQuestion>;

interface Open {
  readonly experiment: string;
  readonly client: DeskClient;
  asking: number;
}

export class SignersDesk {
  readonly #context: ServerContext;
  readonly #openDesk: OpenDesk;
  readonly #policies = new Map<string, Policy>();
  #open: Open | undefined;
  #idle: NodeJS.Timeout | undefined;
  #isClosed = false;

  constructor(context: ServerContext, openDesk: OpenDesk) {
    this.#context = context;
    this.#openDesk = openDesk;
  }

  /** Whether the registry has the experiment, and a policy of authorship comes for it. */
  knows(experiment: string): boolean {
    return (
      this.#context.followed.folded.experiments.has(experiment) && shippedAuthorship(experiment) !== undefined
    );
  }

  /** @throws Problem `not-found` where no policy comes for the experiment; AuthorshipError, DraftError; `desk-busy`, `desk-ended`. */
  async ask<Sort extends Asked["sort"]>(
    experiment: string,
    asked: Extract<Asked, { sort: Sort }>,
    signal: AbortSignal,
  ): Promise<AnswerTo[Sort]> {
    if (!this.knows(experiment)) throw absent({ kind: "author-list", id: experiment });
    const open = this.#of(experiment);
    open.asking++;
    clearTimeout(this.#idle);
    try {
      const { client } = open;
      return (await client.ask({ ...asked, moment: client.moment } as never, signal)) as AnswerTo[Sort];
    } finally {
      open.asking--;
      if (this.#open !== open) this.#endUnused(open);
      else this.#idle = setTimeout(() => void this.#endIdle(open), IDLE_MILLISECONDS).unref();
    }
  }

  #of(experiment: string): Open {
    const before = this.#open;
    if (before?.experiment === experiment && !this.#isClosed) return before;
    const policy = this.#policyOf(experiment);
    const open = {
      experiment,
      client: new DeskClient({ ...this.#context, policy }, this.#openDesk),
      asking: 0,
    };
    this.#open = open;
    if (before !== undefined) this.#endUnused(before);
    return open;
  }

  /** Whoever still waits for an answer gets it first. */
  #endUnused({ client, asking }: Open): void {
    if (asking === 0) void client.close();
  }

  #endIdle(open: Open): void {
    if (this.#open !== open || open.asking > 0) return;
    this.#open = undefined;
    void open.client.close();
  }

  #policyOf(experiment: string): Policy {
    const known = this.#policies.get(experiment);
    if (known !== undefined) return known;
    const { file, text } = shippedAuthorship(experiment)!;
    const { policy, diagnostics } = readPolicy(text, file);
    if (policy === undefined) throw new Error(`\`${file}\` cannot be read: ${diagnostics[0]?.message}`);
    this.#policies.set(experiment, policy);
    return policy;
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    clearTimeout(this.#idle);
    const open = this.#open;
    this.#open = undefined;
    await open?.client.close();
  }
}
