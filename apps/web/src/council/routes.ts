/** The addresses of this room. */
import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { rootRoute } from "../shell/root-route.tsx";
import { loadWords } from "../words/words.ts";

const loader = () => loadWords("council");

export const councilRoutes = [
  createRoute({
    getParentRoute: () => rootRoute,
    path: "/council",
    loader,
    component: lazyRouteComponent(() => import("./bodies-page.tsx"), "BodiesPage"),
  }),
  createRoute({
    getParentRoute: () => rootRoute,
    path: "/council/ballots",
    loader,
    component: lazyRouteComponent(() => import("./ballot/board-page.tsx"), "BoardPage"),
  }),
  createRoute({
    getParentRoute: () => rootRoute,
    path: "/council/ballots/vote",
    loader,
    component: lazyRouteComponent(() => import("./ballot/booth-page.tsx"), "BoothPage"),
  }),
  createRoute({
    getParentRoute: () => rootRoute,
    path: "/council/ballots/trustee",
    loader,
    component: lazyRouteComponent(() => import("./ballot/trustee/trustee-page.tsx"), "TrusteePage"),
  }),
  createRoute({
    getParentRoute: () => rootRoute,
    path: "/council/ballots/$ballot",
    loader,
    component: lazyRouteComponent(() => import("./vote/vote-page.tsx"), "VotePage"),
  }),
  createRoute({
    getParentRoute: () => rootRoute,
    path: "/council/bodies/$body",
    loader,
    component: lazyRouteComponent(() => import("./body-page.tsx"), "BodyPage"),
  }),
  createRoute({
    getParentRoute: () => rootRoute,
    path: "/council/bodies/$body/sessions/$session",
    loader,
    component: lazyRouteComponent(() => import("./session-page.tsx"), "SessionPage"),
  }),
  createRoute({
    getParentRoute: () => rootRoute,
    path: "/council/bodies/$body/sessions/$session/items/$item",
    loader,
    component: lazyRouteComponent(() => import("./motion-page.tsx"), "MotionPage"),
  }),
] as const;
