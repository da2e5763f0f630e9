/** By what the ledger's list is narrowed: it stands in the address, so that a view of it can be handed on. */

export interface LedgerSearch {
  readonly sort?: string | undefined;
  readonly about?: string | undefined;
  readonly set?: string | undefined;
  /** The newest first where it is not said. */
  readonly order?: "oldest" | undefined;
}

const text = (value: unknown): string | undefined =>
  typeof value === "string" && value !== "" && value.length <= 200
    ? value
    : typeof value === "number"
      ? String(value)
      : undefined;

/** The part of an address's search that the ledger has; anything else is left aside. */
export function ledgerSearchOf(search: Record<string, unknown>): LedgerSearch {
  const [sort, about, set] = [text(search.sort), text(search.about), text(search.set)];
  return {
    ...(sort === undefined ? {} : { sort }),
    ...(about === undefined ? {} : { about }),
    ...(set === undefined ? {} : { set }),
    ...(search.order === "oldest" ? { order: "oldest" } : {}),
  };
}
