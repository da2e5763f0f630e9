/** The addresses of this room. */
import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { rootRoute } from "../shell/root-route.tsx";
import { loadWords } from "../words/words.ts";

export const peopleRoutes = [
  createRoute({
    getParentRoute: () => rootRoute,
    path: "/people",
    loader: () => loadWords("people"),
    component: lazyRouteComponent(() => import("./people-page.tsx"), "PeoplePage"),
  }),
  createRoute({
    getParentRoute: () => rootRoute,
    path: "/people/$person",
    loader: () => loadWords("people"),
    component: lazyRouteComponent(() => import("./person-page.tsx"), "PersonPage"),
  }),
] as const;
