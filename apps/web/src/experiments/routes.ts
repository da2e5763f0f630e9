/** The addresses of this room. */
import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { rootRoute } from "../shell/root-route.tsx";
import { loadWords } from "../words/words.ts";

export const experimentRoutes = [
  createRoute({
    getParentRoute: () => rootRoute,
    path: "/experiments",
    loader: () => loadWords("experiments"),
    component: lazyRouteComponent(() => import("./experiments-page.tsx"), "ExperimentsPage"),
  }),
] as const;
