/** All agreements, however many pages of the API they are. */
import { type UseQueryResult, useQuery } from "@tanstack/react-query";
import { ask } from "../api/ask.ts";
import type { AgreementListed } from "../api/generated/routes.ts";
import type { ApiProblem } from "../api/problem.ts";
import { useKnownOn } from "../shell/known-on.tsx";
import { onDay } from "../things/titles.ts";

const AT_ONCE = 1_000;

export interface AgreementsAsked {
  readonly party?: string;
  readonly experiment?: string;
}

export function useAgreements(
  asked: AgreementsAsked = {},
): UseQueryResult<readonly AgreementListed[], ApiProblem> {
  const query = { ...asked, ...onDay(useKnownOn()) };
  return useQuery({
    queryKey: ["all agreements", query],
    queryFn: async ({ signal }) => {
      const found: AgreementListed[] = [];
      for (let after: string | undefined; ; ) {
        const page = await ask("GET /api/v1/agreements", {
          query: { ...query, limit: AT_ONCE, ...(after === undefined ? {} : { after }) },
          signal,
        });
        found.push(...page.agreements);
        if (page.next === null) return found;
        after = page.next;
      }
    },
  });
}
