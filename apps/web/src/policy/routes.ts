/** The addresses of this room. */
import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { rootRoute } from "../shell/root-route.tsx";
import { loadWords } from "../words/words.ts";

export const policyRoutes = [
  createRoute({
    getParentRoute: () => rootRoute,
    path: "/policy",
    loader: () => loadWords("policy"),
    component: lazyRouteComponent(() => import("./policy-page.tsx"), "PolicyPage"),
  }),
] as const;
