/** The addresses of this room. */
import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { rootRoute } from "../shell/root-route.tsx";
import { loadWords } from "../words/words.ts";

export const experimentRoutes = [
  createRoute({
    getParentRoute: () => rootRoute,
    path: "/experiments",
    loader: () => loadWords("experiments", "things"),
    component: lazyRouteComponent(() => import("./experiments-page.tsx"), "ExperimentsPage"),
  }),
  createRoute({
    getParentRoute: () => rootRoute,
    path: "/experiments/$experiment",
    loader: () => loadWords("experiments", "people-list", "things"),
    component: lazyRouteComponent(() => import("./experiment-page.tsx"), "ExperimentPage"),
  }),
] as const;
