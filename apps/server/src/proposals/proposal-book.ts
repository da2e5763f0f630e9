/** Proposed policies as they lie in the store: made, changed by one editor at a time, withdrawn; every state is kept. */
import { randomBytes } from "node:crypto";
import type { Documents, StoredDocument } from "@comity/store";
import type { ServerContext } from "../context.ts";
import { tagOf } from "../drafts/draft-book.ts";
import { absent } from "../guarded-route.ts";
import { problem } from "../problems/problem.ts";

const PROPOSALS = "proposal";
/** Ids are `PROPOSAL/REVISION`. */
const REVISIONS = "proposal-revision";

/** What somebody proposes. */
export interface Proposed {
  readonly title: string;
  /** Why, in the words of whoever proposes it. */
  readonly why: string;
  /** The whole policy as it would be. */
  readonly text: string;
}

export interface ProposalDocument extends Proposed {
  readonly author: string;
  /** 1, 2, 3 ... with every change; its tag is `"3"`. */
  readonly revision: number;
  readonly madeAt: string;
  /** SHA-256 of the registry's policy when the text was last changed: whether it has moved on since. */
  readonly basis: string;
  readonly withdrawn?: { readonly by: string; readonly at: string; readonly why?: string };
}

export type StoredProposal = StoredDocument<ProposalDocument>;

export class ProposalBook {
  readonly #documents: Documents;
  readonly #clock: () => Date;

  constructor({ documents, clock }: Pick<ServerContext, "documents" | "clock">) {
    this.#documents = documents;
    this.#clock = clock;
  }

  /** @throws Problem `not-found`. */
  async get(id: string): Promise<StoredProposal> {
    const stored = await this.#documents.get<ProposalDocument>(PROPOSALS, id);
    if (stored === undefined) throw absent({ kind: "proposal", id });
    return stored;
  }

  list(after: string | undefined, limit: number): Promise<StoredProposal[]> {
    return this.#documents.list<ProposalDocument>(PROPOSALS, {
      limit,
      ...(after === undefined ? {} : { after }),
    });
  }

  make(proposed: Proposed, basis: string, by: string): Promise<StoredProposal> {
    const value = { ...proposed, author: by, revision: 1, madeAt: this.#clock().toISOString(), basis };
    return this.#write(randomBytes(9).toString("base64url"), 0, value, by);
  }

  /**
   * Changes a proposal, if it is still what the editor saw.
   *
   * @throws Problem `proposal-moved` (412); `withdrawn` (409).
   */
  async change(
    id: string,
    seen: number,
    by: string,
    changed: Partial<ProposalDocument>,
  ): Promise<StoredProposal> {
    const stored = await this.get(id);
    refuseStale(stored, seen);
    const { withdrawn } = stored.value;
    if (withdrawn !== undefined)
      throw problem(409, "withdrawn", `the proposal was withdrawn by \`${withdrawn.by}\``, {
        help: "propose its text anew",
      });
    const value = { ...stored.value, ...changed, revision: stored.value.revision + 1 };
    try {
      return await this.#write(id, stored.version, value, by);
    } catch (error) {
      if ((error as { code?: unknown }).code === "document-moved") refuseStale(await this.get(id), seen);
      throw error;
    }
  }

  withdraw(id: string, seen: number, by: string, why: string | undefined): Promise<StoredProposal> {
    const at = this.#clock().toISOString();
    return this.change(id, seen, by, { withdrawn: { by, at, ...(why === undefined ? {} : { why }) } });
  }

  async #write(id: string, expected: number, value: ProposalDocument, by: string): Promise<StoredProposal> {
    const revision = `${id}/${String(value.revision).padStart(6, "0")}`;
    const [stored] = await this.#documents.write(
      [
        { collection: PROPOSALS, id, expected, value },
        { collection: REVISIONS, id: revision, expected: 0, value },
      ],
      by,
    );
    return stored as StoredProposal;
  }
}

function refuseStale({ value, by }: StoredProposal, seen: number): void {
  if (value.revision !== seen)
    throw problem(412, "proposal-moved", `the proposal was changed by \`${by}\` since you read it`, {
      help: "read it again and put your changes into that",
      headers: { ETag: tagOf(value.revision) },
      members: { current: value.revision },
    });
}
