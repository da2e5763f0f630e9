/** A draft decision, as the rest of this package reads it: a few hypothetical acts laid over a registry. */
import type { Day } from "@comity/calendar";
import type { Act } from "@comity/registry";

/** A draft decision that can be laid over the registry as known on `knownOn`. */
export interface Draft {
  readonly title: string;
  readonly note?: string;
  readonly body?: string;
  readonly session?: string;
  /** The day on which it would be taken. */
  readonly date: Day;
  readonly knownOn: Day;
  readonly acts: readonly Act[];
  /** What is not wrong but should be known: a notice that comes too late, an act without effect. */
  readonly warnings: readonly string[];
}
