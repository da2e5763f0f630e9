/** The addresses of this room. */
import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { rootRoute } from "../shell/root-route.tsx";
import { loadWords } from "../words/words.ts";

export const studioRoutes = [
  createRoute({
    getParentRoute: () => rootRoute,
    path: "/studio",
    loader: () => loadWords("studio"),
    component: lazyRouteComponent(() => import("./studio-page.tsx"), "StudioPage"),
  }),
] as const;
