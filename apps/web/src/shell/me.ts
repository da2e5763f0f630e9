/** Who is looking. */
import { useQuery } from "@tanstack/react-query";
import type { Me } from "../api/generated/routes.ts";
import { asking } from "../api/queries.ts";

const PUBLIC: Me = {
  account: null,
  person: null,
  via: "public",
  method: null,
  demo: false,
  purposes: [],
  title: null,
  grants: [],
};

/** Whoever is signed in; the public while that is not known. */
export function useMe(): Me & { readonly isKnown: boolean } {
  const { data } = useQuery({ ...asking("GET /api/v1/me", {}), staleTime: 60_000 });
  return { ...(data?.value ?? PUBLIC), isKnown: data !== undefined };
}
