/** A draft decision as the server keeps it: documents of the collection `draft`, and every state that one ever had. */
import type { DraftRelations } from "@comity/access";

export const DRAFTS = "draft";
/** Ids are `DRAFT/REVISION`. */
export const REVISIONS = "draft-revision";
/** Ids are `DRAFT/NUMBER`. */
export const FROZEN = "draft-frozen";

/** A decision's file (docs/decision-format.md), as JSON. */
export type DecisionFile = Readonly<Record<string, unknown>>;

export interface DraftDocument extends DraftRelations {
  /** 1, 2, 3 ... with every change of anything in it; its tag is `"3"`. */
  readonly revision: number;
  readonly title: string;
  readonly decision: DecisionFile;
  readonly withdrawn?: { readonly by: string; readonly at: string; readonly why?: string };
  /** How many frozen fact sheets there are, and the one that was released. */
  readonly frozen: number;
  readonly releasedNumber?: number;
}

/** A state that a draft had. */
export interface DraftRevision {
  readonly revision: number;
  readonly by: string;
  readonly at: string;
  /** What was done: `made`, `changed`, `shared` ... */
  readonly did: string;
  readonly decision: DecisionFile;
}

/** One thing that differs between two states. */
export interface Difference {
  /** `acts[0].lastDay` */
  readonly path: string;
  readonly was?: unknown;
  readonly is?: unknown;
}

const MOST_DIFFERENCES = 100;

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/**
 * What differs between two JSON values, the smallest parts that do.
 *
 *     differencesOf({ acts: [{ lastDay: "2024-11-30" }] }, { acts: [{ lastDay: "2024-12-31" }] })
 *     // [{ path: "acts[0].lastDay", was: "2024-11-30", is: "2024-12-31" }]
 */
export function differencesOf(was: unknown, is: unknown): Difference[] {
  const found: Difference[] = [];
  const walk = (before: unknown, after: unknown, path: string): void => {
    if (found.length >= MOST_DIFFERENCES) return;
    if (Array.isArray(before) && Array.isArray(after)) {
      for (let at = 0; at < Math.max(before.length, after.length); at++)
        walk(before[at], after[at], `${path}[${at}]`);
    } else if (isObject(before) && isObject(after)) {
      for (const key of new Set([...Object.keys(before), ...Object.keys(after)]))
        walk(before[key], after[key], path === "" ? key : `${path}.${key}`);
    } else if (before !== after)
      found.push({
        path,
        ...(before === undefined ? {} : { was: before }),
        ...(after === undefined ? {} : { is: after }),
      });
  };
  walk(was, is, "");
  return found;
}
