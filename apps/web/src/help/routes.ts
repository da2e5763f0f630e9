/** The addresses of this room. */
import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { rootRoute } from "../shell/root-route.tsx";
import { loadWords } from "../words/words.ts";

export const helpRoutes = [
  createRoute({
    getParentRoute: () => rootRoute,
    path: "/help",
    loader: () => loadWords("help"),
    component: lazyRouteComponent(() => import("./help-page.tsx"), "HelpPage"),
  }),
  createRoute({
    getParentRoute: () => rootRoute,
    path: "/help/$topic",
    loader: () => loadWords("help"),
    component: lazyRouteComponent(() => import("./help-page.tsx"), "TopicPage"),
  }),
] as const;
