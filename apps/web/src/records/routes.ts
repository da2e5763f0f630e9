/** The addresses of this room. */
import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { rootRoute } from "../shell/root-route.tsx";
import { loadWords } from "../words/words.ts";

export const recordsRoutes = [
  createRoute({
    getParentRoute: () => rootRoute,
    path: "/records",
    loader: () => loadWords("records"),
    component: lazyRouteComponent(() => import("./records-page.tsx"), "RecordsPage"),
  }),
] as const;
