/** The addresses of this room. */
import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { rootRoute } from "../shell/root-route.tsx";
import { loadWords } from "../words/words.ts";

export const nowRoutes = [
  createRoute({
    getParentRoute: () => rootRoute,
    path: "/",
    loader: () => loadWords("now", "things"),
    component: lazyRouteComponent(() => import("./now-page.tsx"), "NowPage"),
  }),
] as const;
