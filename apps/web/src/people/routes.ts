/** The addresses of this room. */
import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { peopleFilters } from "../people-list/filters.ts";
import { rootRoute } from "../shell/root-route.tsx";
import { loadWords } from "../words/words.ts";

export const peopleRoutes = [
  createRoute({
    getParentRoute: () => rootRoute,
    path: "/people",
    loader: () => loadWords("people-list", "pieces", "things"),
    validateSearch: peopleFilters,
    component: lazyRouteComponent(() => import("../people-list/people-page.tsx"), "PeoplePage"),
  }),
  createRoute({
    getParentRoute: () => rootRoute,
    path: "/people/$person",
    loader: () => loadWords("person", "pieces", "authors"),
    component: lazyRouteComponent(() => import("../person/person-page.tsx"), "PersonPage"),
  }),
] as const;
