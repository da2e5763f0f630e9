/** The agreements that a draft is about, as the registry has them. */
import { useQueries } from "@tanstack/react-query";
import type { Agreement } from "../api/generated/routes.ts";
import { asking } from "../api/queries.ts";
import type { Handle } from "./draft-acts.ts";

/** The agreements of the handles, by identifier; those that are still asked for are not in it. */
export function useAgreements(
  handles: readonly Handle[],
  knownOn: string | undefined,
): ReadonlyMap<string, Agreement> {
  const ids = [...new Set(handles.map(({ agreement }) => agreement))];
  const query = knownOn === undefined ? {} : { knownOn };
  const found = useQueries({
    queries: ids.map((id) => asking("GET /api/v1/agreements/{id}", { params: { id }, query })),
  });
  return new Map(found.flatMap(({ data }) => (data === undefined ? [] : [[data.value.id, data.value]])));
}
