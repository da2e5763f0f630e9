/** What parties, institutes and experiments are called, by their identifiers. */
import { type UseQueryResult, useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { ask } from "../api/ask.ts";
import type { InstituteListed, Party } from "../api/generated/routes.ts";
import type { ApiProblem } from "../api/problem.ts";
import { useKnownOn } from "../shell/known-on.tsx";

/** Titles change rarely, in milliseconds. */
const FRESH = 300_000;
/** As many as the API gives at once. */
const AT_ONCE = 1_000;

type Query = { readonly knownOn?: string | undefined };

/** The query of a day as known on, where it is not today. */
export const onDay = (knownOn: string | undefined): Query => (knownOn === undefined ? {} : { knownOn });

export function useParties(): ReadonlyMap<string, Party> {
  const query = onDay(useKnownOn());
  const { data } = useQuery<readonly Party[], ApiProblem>({
    queryKey: ["GET /api/v1/parties", query],
    queryFn: async ({ signal }) => (await ask("GET /api/v1/parties", { query, signal })).parties,
    staleTime: FRESH,
  });
  return useMemo(() => new Map((data ?? []).map((party) => [party.id, party])), [data]);
}

/** All institutes, however many pages they are. */
export function useInstitutes(): UseQueryResult<readonly InstituteListed[], ApiProblem> {
  const query = onDay(useKnownOn());
  return useQuery({
    queryKey: ["all institutes", query],
    queryFn: async ({ signal }) => {
      const found: InstituteListed[] = [];
      for (let after: string | undefined; ; ) {
        const page = await ask("GET /api/v1/institutes", {
          query: { ...query, limit: AT_ONCE, ...(after === undefined ? {} : { after }) },
          signal,
        });
        found.push(...page.institutes);
        if (page.next === null) return found;
        after = page.next;
      }
    },
    staleTime: FRESH,
  });
}

/** What a party or an institute is called; its identifier while that is not known. */
export function useTitleOf(): (id: string) => string {
  const parties = useParties();
  const { data } = useInstitutes();
  return useMemo(() => {
    const titles = new Map((data ?? []).map(({ id, title }) => [id, title]));
    return (id) => parties.get(id)?.title ?? titles.get(id) ?? id;
  }, [parties, data]);
}
