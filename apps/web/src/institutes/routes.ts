/** The addresses of this room. */
import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { rootRoute } from "../shell/root-route.tsx";
import { loadWords } from "../words/words.ts";

export const instituteRoutes = [
  createRoute({
    getParentRoute: () => rootRoute,
    path: "/institutes",
    loader: () => loadWords("institutes"),
    component: lazyRouteComponent(() => import("./institutes-page.tsx"), "InstitutesPage"),
  }),
] as const;
