/** The addresses of this room. */
import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { rootRoute } from "../shell/root-route.tsx";
import { text } from "../shell/search.ts";
import { loadWords } from "../words/words.ts";

export interface InstituteFilters {
  /** Words of the title, the city or an identifier. */
  readonly words?: string | undefined;
  readonly governedBy?: string | undefined;
  readonly seat?: string | undefined;
}

export const instituteRoutes = [
  createRoute({
    getParentRoute: () => rootRoute,
    path: "/institutes",
    loader: () => loadWords("institutes", "things"),
    validateSearch: (search: Record<string, unknown>): InstituteFilters => ({
      words: text(search.words),
      governedBy: text(search.governedBy),
      seat: text(search.seat),
    }),
    component: lazyRouteComponent(() => import("./institutes-page.tsx"), "InstitutesPage"),
  }),
  createRoute({
    getParentRoute: () => rootRoute,
    path: "/institutes/$institute",
    loader: () => loadWords("institutes", "people-list", "things"),
    component: lazyRouteComponent(() => import("./institute-page.tsx"), "InstitutePage"),
  }),
] as const;
