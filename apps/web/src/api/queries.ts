/** What was asked is kept for a while, and asked for again where it may have changed. */
import { QueryClient, queryOptions } from "@tanstack/react-query";
import { type Answered, askTagged, type Question, type RouteName } from "./ask.ts";
import { answers, onConnection } from "./connection.ts";
import { ApiProblem } from "./problem.ts";

/** Answers are shown for so long without being asked for again, in milliseconds. */
const FRESH = 15_000;

export const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: FRESH,
      // A refusal stays one; where nobody answered, `connection.ts` says when to ask again.
      retry: (failures, error) => failures < 2 && !(error instanceof ApiProblem),
      refetchOnWindowFocus: true,
      networkMode: "always",
    },
    mutations: { networkMode: "always", retry: false },
  },
});

onConnection(() => {
  if (answers()) void queries.invalidateQueries();
});

/**
 * A question of the API as React asks it: `useQuery(asking("GET /api/v1/agreements", { query: { knownOn } }))`. Its `data` has the value and
 * its tag.
 */
export function asking<R extends RouteName>(route: R, question: Omit<Question<R>, "signal">) {
  return queryOptions<Answered<R>, ApiProblem>({
    queryKey: [route, question],
    queryFn: async ({ signal, queryKey }) => {
      try {
        return await askTagged(route, { ...question, signal } as Question<R>);
      } catch (error) {
        // What is shown stays while nobody answers, for somebody may be typing into it; it is asked for again once there is an answer.
        const shown = queries.getQueryData<Answered<R>>(queryKey);
        if (shown !== undefined && error instanceof ApiProblem && error.isUnreachable) return shown;
        throw error;
      }
    },
  });
}
