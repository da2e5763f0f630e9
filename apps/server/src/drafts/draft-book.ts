/** Drafts as they lie in the store: made, changed by one editor at a time, withdrawn; every state is kept. */
import { randomBytes } from "node:crypto";
import type { Gate } from "@comity/access";
import type { DocumentChange, Documents, StoredDocument } from "@comity/store";
import type { ServerContext } from "../context.ts";
import { absent } from "../guarded-route.ts";
import { problem } from "../problems/problem.ts";
import {
  type DecisionFile,
  DRAFTS,
  type DraftDocument,
  type DraftRevision,
  differencesOf,
  REVISIONS,
} from "./draft-document.ts";

export type StoredDraft = StoredDocument<DraftDocument>;

/** Revisions sort as text do: `draft/000003`. */
export const revisionId = (id: string, revision: number): string =>
  `${id}/${String(revision).padStart(6, "0")}`;

export class DraftBook {
  readonly #documents: Documents;
  readonly #gate: Pick<Gate, "until">;
  readonly #clock: () => Date;

  constructor({ documents, gate, clock }: Pick<ServerContext, "documents" | "gate" | "clock">) {
    this.#documents = documents;
    this.#gate = gate;
    this.#clock = clock;
  }

  /** @throws Problem `not-found`. */
  async get(id: string): Promise<StoredDraft> {
    const stored = await this.#documents.get<DraftDocument>(DRAFTS, id);
    if (stored === undefined) throw absent({ kind: "draft", id });
    return stored;
  }

  list(after: string | undefined, limit: number): Promise<StoredDraft[]> {
    return this.#documents.list<DraftDocument>(DRAFTS, { limit, ...(after === undefined ? {} : { after }) });
  }

  /** The states that a draft had, the oldest first. */
  async revisions(id: string): Promise<DraftRevision[]> {
    const stored = await this.#documents.list<DraftRevision>(REVISIONS, { prefix: `${id}/` });
    return stored.map(({ value }) => value);
  }

  async make(decision: DecisionFile, title: string, by: string): Promise<StoredDraft> {
    // Nobody guesses the id of a draft, and none says how many there are.
    const id = randomBytes(9).toString("base64url");
    const value: DraftDocument = { author: by, revision: 1, title, decision, frozen: 0 };
    return this.#write(id, 0, value, "made", by);
  }

  /**
   * Changes a draft, if it is still what the editor saw, and what is written beside it: all of it or nothing.
   *
   * @throws Problem `draft-moved` (412) that says who changed what since; `withdrawn` (409).
   */
  async change(
    id: string,
    seen: number,
    did: string,
    by: string,
    changed: (draft: DraftDocument) => Partial<DraftDocument>,
    beside: readonly DocumentChange[] = [],
  ): Promise<StoredDraft> {
    const stored = await this.get(id);
    await this.refuseStale(stored, seen);
    if (stored.value.withdrawn !== undefined)
      throw problem(409, "withdrawn", `the draft was withdrawn by \`${stored.value.withdrawn.by}\``, {
        help: "make a new one from it",
      });
    const value = { ...stored.value, ...changed(stored.value), revision: stored.value.revision + 1 };
    try {
      return await this.#write(id, stored.version, value, did, by, beside);
    } catch (error) {
      if ((error as { code?: unknown }).code !== "document-moved") throw error;
      // Somebody was quicker by a moment.
      await this.refuseStale(await this.get(id), seen);
      throw error;
    }
  }

  async #write(
    id: string,
    expected: number,
    value: DraftDocument,
    did: string,
    by: string,
    beside: readonly DocumentChange[] = [],
  ): Promise<StoredDraft> {
    const { revision, decision } = value;
    const kept: DraftRevision = { revision, by, at: this.#clock().toISOString(), did, decision };
    const [stored] = await this.#documents.write(
      [
        { collection: DRAFTS, id, expected, value },
        { collection: REVISIONS, id: revisionId(id, revision), expected: 0, value: kept },
        ...beside,
      ],
      by,
    );
    // Whoever is answered may go on at once: the gate knows by then whose draft it is, and with whom it is shared.
    await this.#gate.until(id, stored!.version, DRAFTS);
    return stored as StoredDraft;
  }

  /** Tells the second of two editors who changed what since the state that they saw. */
  async refuseStale({ id, value }: StoredDraft, seen: number): Promise<void> {
    if (value.revision === seen) return;
    const revisions = await this.revisions(id);
    const base = revisions.find(({ revision }) => revision === seen);
    const since = revisions.filter(({ revision }) => revision > seen);
    const last = revisions.at(-1);
    const who = last === undefined ? "somebody" : `\`${last.by}\``;
    throw problem(412, "draft-moved", `the draft was changed by ${who} since you read it`, {
      help: "read it again and put your changes into that",
      headers: { ETag: tagOf(value.revision) },
      members: {
        current: value.revision,
        changes: since.map(({ revision, by, at, did, decision }, index) => ({
          revision,
          by,
          at,
          did,
          differences: base === undefined ? [] : differencesOf((since[index - 1] ?? base).decision, decision),
        })),
      },
    });
  }
}

/** The tag of a state of a draft. */
export const tagOf = (revision: number): string => `"${revision}"`;

/** The state that an editor has seen, as `If-Match` says it. @throws Problem 428 without, 400 for another sort of tag. */
export function seenIn(ifMatch: string | undefined, what = "draft"): number {
  if (ifMatch === undefined)
    throw problem(428, "if-match-missing", `a change must say which state of the ${what} it is of`, {
      help: `send the ${what}'s \`ETag\` as \`If-Match\``,
    });
  const revision = /^"(\d{1,9})"$/.exec(ifMatch.trim())?.[1];
  if (revision === undefined)
    throw problem(400, "wrong-if-match", `\`${ifMatch.slice(0, 100)}\` is no tag of a ${what}`, {
      help: `a tag is written \`"3"\`, as the \`ETag\` of the ${what} says it`,
    });
  return Number(revision);
}
