/** An institute by its title. */
import { useQuery } from "@tanstack/react-query";
import { asking } from "../api/queries.ts";
import { useKnownOn } from "../shell/known-on.tsx";

export function InstituteName({ id }: { readonly id: string }) {
  const knownOn = useKnownOn();
  const { data } = useQuery({
    ...asking("GET /api/v1/institutes/{id}", { params: { id }, query: { knownOn } }),
    staleTime: 600_000,
  });
  return <span dir="auto">{data?.value.title ?? id}</span>;
}
