/** The conflict of two clerks who write at once. */
import { StoreError } from "../store-error.ts";
import type { Entry, Head } from "./entry.ts";

/** Others have recorded acts since the writer looked. */
export class HeadMovedError extends StoreError {
  readonly head: Head;
  /** The entries since, the first twenty of them. */
  readonly since: readonly Entry[];

  constructor({ position, hash }: Head, count: number, since: readonly Entry[]) {
    const listed = since.map(
      ({ position, id, act, recordedBy }) =>
        `${position} \`${id}\` (${String(act.act)}) by \`${recordedBy}\``,
    );
    const more = count > since.length ? ` and ${count - since.length} more` : "";
    super(
      "conflict",
      "head-moved",
      `others have recorded ${count} ${count === 1 ? "act" : "acts"} since: ${listed.join(", ")}${more}`,
      {
        help: "look at them, then record yours with the new head",
      },
    );
    this.head = { position, hash };
    this.since = since;
  }
}
