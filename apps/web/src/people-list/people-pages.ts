/**
 * The people of a list, a thousand at a time, as one gets near them. The API gives pages one behind the other; what is scrolled past quickly is asked
 * for in that order.
 */
import { keepPreviousData, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useCallback, useMemo } from "react";
import { ask } from "../api/ask.ts";
import type { PersonListed } from "../api/generated/routes.ts";
import { asking } from "../api/queries.ts";
import { onDay } from "../things/titles.ts";
import type { PeopleFilters } from "./filters.ts";

/** As many as the API gives at once. */
const AT_ONCE = 1_000;

/** People of a list: how many there are, and those that are loaded. `onNear` hears how far one has scrolled. */
export function usePeople(filters: PeopleFilters, knownOn: string | undefined, purpose: string | undefined) {
  const query = { ...filters, ...onDay(knownOn), limit: AT_ONCE };
  const { data, error, refetch, hasNextPage, isFetchingNextPage, fetchNextPage } = useInfiniteQuery({
    queryKey: ["GET /api/v1/people, all pages", query],
    queryFn: ({ pageParam, signal }) =>
      ask("GET /api/v1/people", {
        query: { ...query, ...(pageParam === null ? {} : { after: pageParam }) },
        ...(purpose === undefined ? {} : { purpose }),
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
    placeholderData: keepPreviousData,
    // What was read is a look that is on record: it is not read again for nothing.
    staleTime: 300_000,
    refetchOnWindowFocus: false,
  });
  const people = useMemo<PersonListed[]>(() => data?.pages.flatMap((page) => page.people) ?? [], [data]);
  const onNear = useCallback(
    (_: number, last: number): void => {
      if (last >= people.length - 200 && hasNextPage && !isFetchingNextPage) void fetchNextPage();
    },
    [people.length, hasNextPage, isFetchingNextPage, fetchNextPage],
  );
  return { people, total: data?.pages[0]?.total, error, refetch, onNear };
}

/** The names of people near the window; each is a look. None where no purpose is given. */
export function useNames(
  people: readonly string[],
  purpose: string | undefined,
): ReadonlyMap<string, string> {
  const { data } = useQuery({
    ...asking("GET /api/v1/names", {
      query: { person: people },
      ...(purpose === undefined ? {} : { purpose }),
    }),
    enabled: purpose !== undefined && people.length > 0,
    placeholderData: keepPreviousData,
    staleTime: 300_000,
    refetchOnWindowFocus: false,
  });
  return useMemo(
    () =>
      new Map(
        purpose === undefined
          ? []
          : (data?.value.names ?? []).map(({ id, familyName, givenName }) => [
              id,
              givenName === null ? familyName : `${familyName}, ${givenName}`,
            ]),
      ),
    [data, purpose],
  );
}
