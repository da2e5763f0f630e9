/** The addresses of this room. */
import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { rootRoute } from "../shell/root-route.tsx";
import { text } from "../shell/search.ts";
import { loadWords } from "../words/words.ts";

export interface AgreementFilters {
  /** Words of the title. */
  readonly words?: string | undefined;
  readonly standing?: string | undefined;
  readonly kind?: string | undefined;
  readonly party?: string | undefined;
}

export const agreementRoutes = [
  createRoute({
    getParentRoute: () => rootRoute,
    path: "/agreements",
    loader: () => loadWords("agreements", "things"),
    validateSearch: (search: Record<string, unknown>): AgreementFilters => ({
      words: text(search.words),
      standing: text(search.standing),
      kind: text(search.kind),
      party: text(search.party),
    }),
    component: lazyRouteComponent(() => import("./agreements-page.tsx"), "AgreementsPage"),
  }),
  createRoute({
    getParentRoute: () => rootRoute,
    path: "/agreements/$agreement",
    loader: () => loadWords("agreements", "now", "things"),
    component: lazyRouteComponent(() => import("./agreement-page.tsx"), "AgreementPage"),
  }),
] as const;
