/** The addresses of this room. */
import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { rootRoute } from "../shell/root-route.tsx";
import { text } from "../shell/search.ts";
import { loadWords } from "../words/words.ts";

export const searchRoutes = [
  createRoute({
    getParentRoute: () => rootRoute,
    path: "/search",
    loader: () => loadWords("search", "pieces", "things"),
    validateSearch: (search: Record<string, unknown>): { readonly words?: string | undefined } => ({
      words: text(search.words),
    }),
    component: lazyRouteComponent(() => import("./search-page.tsx"), "SearchPage"),
  }),
] as const;
