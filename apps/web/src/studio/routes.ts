/** The addresses of this room. */
import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { rootRoute } from "../shell/root-route.tsx";
import { loadWords } from "../words/words.ts";

/** The start of the studio may be given the agreement that a draft is to be about. */
export interface StudioSearch {
  readonly agreement?: string | undefined;
}

export const studioRoutes = [
  createRoute({
    getParentRoute: () => rootRoute,
    path: "/studio",
    loader: () => loadWords("studio"),
    validateSearch: ({ agreement }: Record<string, unknown>): StudioSearch =>
      typeof agreement === "string" && agreement !== "" ? { agreement } : {},
    component: lazyRouteComponent(() => import("./studio-page.tsx"), "StudioPage"),
  }),
  createRoute({
    getParentRoute: () => rootRoute,
    path: "/studio/$draft",
    loader: () => loadWords("studio", "things", "pieces", "person"),
    component: lazyRouteComponent(() => import("./draft-page.tsx"), "DraftPage"),
  }),
  createRoute({
    getParentRoute: () => rootRoute,
    path: "/studio/$draft/compare/$other",
    loader: () => loadWords("studio"),
    component: lazyRouteComponent(() => import("./comparison-page.tsx"), "ComparisonPage"),
  }),
] as const;
