/** By what the list of a plan's parts is narrowed: it stands in the address. */

export const KINDS = ["person", "team leader", "party", "institute", "experiment", "whole"] as const;
export type Kind = (typeof KINDS)[number];

export interface WorkSearch {
  readonly kind?: Kind | undefined;
  readonly owner?: string | undefined;
  /** What is open where it is not said. */
  readonly show?: "late" | "all" | undefined;
}

/** The part of an address's search that the list has; anything else is left aside. */
export function workSearchOf(search: Record<string, unknown>): WorkSearch {
  const kind = KINDS.find((each) => each === search.kind);
  const owner = typeof search.owner === "string" && search.owner.length <= 100 ? search.owner : undefined;
  const show = search.show === "late" || search.show === "all" ? search.show : undefined;
  return {
    ...(kind === undefined ? {} : { kind }),
    ...(owner === undefined || owner === "" ? {} : { owner }),
    ...(show === undefined ? {} : { show }),
  };
}
