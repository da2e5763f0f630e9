/** The addresses of this room. */
import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { rootRoute } from "../shell/root-route.tsx";
import { loadWords } from "../words/words.ts";

const loader = () => loadWords("authors");

export const authorsRoutes = [
  createRoute({
    getParentRoute: () => rootRoute,
    path: "/authors",
    loader,
    component: lazyRouteComponent(() => import("./print-page.tsx"), "PrintPage"),
  }),
  createRoute({
    getParentRoute: () => rootRoute,
    path: "/authors/replay",
    loader,
    component: lazyRouteComponent(() => import("./replay-page.tsx"), "ReplayPage"),
  }),
  createRoute({
    getParentRoute: () => rootRoute,
    path: "/authors/shares",
    loader,
    component: lazyRouteComponent(() => import("./shares-page.tsx"), "SharesPage"),
  }),
] as const;
