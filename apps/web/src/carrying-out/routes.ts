/** The addresses of this room. */
import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { rootRoute } from "../shell/root-route.tsx";
import { loadWords } from "../words/words.ts";

export const carryingOutRoutes = [
  createRoute({
    getParentRoute: () => rootRoute,
    path: "/carrying-out",
    loader: () => loadWords("carrying-out"),
    component: lazyRouteComponent(() => import("./carrying-out-page.tsx"), "CarryingOutPage"),
  }),
] as const;
