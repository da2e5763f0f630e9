/** The addresses of this room. */
import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { rootRoute } from "../shell/root-route.tsx";
import { loadWords } from "../words/words.ts";
import { workSearchOf } from "./work-search.ts";

const loader = () => loadWords("carrying-out");

export const carryingOutRoutes = [
  createRoute({
    getParentRoute: () => rootRoute,
    path: "/carrying-out",
    loader,
    component: lazyRouteComponent(() => import("./decisions-page.tsx"), "DecisionsPage"),
  }),
  createRoute({
    getParentRoute: () => rootRoute,
    path: "/carrying-out/enter",
    loader,
    component: lazyRouteComponent(() => import("./entering/enter-page.tsx"), "EnterPage"),
  }),
  createRoute({
    getParentRoute: () => rootRoute,
    path: "/carrying-out/$decision",
    loader,
    component: lazyRouteComponent(() => import("./decision/decision-page.tsx"), "DecisionPage"),
  }),
  createRoute({
    getParentRoute: () => rootRoute,
    path: "/carrying-out/$decision/work",
    loader,
    validateSearch: workSearchOf,
    component: lazyRouteComponent(() => import("./plan/work-page.tsx"), "WorkPage"),
  }),
  createRoute({
    getParentRoute: () => rootRoute,
    path: "/carrying-out/$decision/people/$person",
    loader,
    component: lazyRouteComponent(() => import("./plan/person-part-page.tsx"), "PersonPartPage"),
  }),
  createRoute({
    getParentRoute: () => rootRoute,
    path: "/carrying-out/$decision/mails",
    loader,
    component: lazyRouteComponent(() => import("./mails/mails-page.tsx"), "MailsPage"),
  }),
  createRoute({
    getParentRoute: () => rootRoute,
    path: "/carrying-out/$decision/reversal",
    loader,
    component: lazyRouteComponent(() => import("./decision/reversal-page.tsx"), "ReversalPage"),
  }),
] as const;
